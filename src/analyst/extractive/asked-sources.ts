import type { StoredSource } from "../../library/index.ts";
import { groupBy } from "./group-by.ts";
import { labelParts, type PeriodRange } from "./periods.ts";
import { quarterOf, quartersIn, sameQuarter } from "./quarter-label.ts";
import { dateOf } from "./source-dates.ts";

type Sources = ReadonlyMap<string, StoredSource>;

/** Words of a question that point at one document of many. */
const namesDocument = /\b(?:10-[qk]|filing|report|disclosures?|statements?|release|bericht|rapport|informe)\b/iu;

/**
 * The sources that a question about one period is answered from: those it names ("in the Q3 2022 10-Q"), or the latest
 * of each name ("in its latest filing").
 *
 * Contract: all sources where the question names no period, a range of them, or one that no source reports.
 */
export function askedSources(
  sources: Sources,
  {
    range,
    question,
    about,
  }: {
    readonly range: PeriodRange | undefined;
    readonly question: string;
    /** The asked name that each source is about. */
    readonly about: ReadonlyMap<string, string>;
  },
): Sources {
  if (!range) return sources;
  if (range.latest) return latestOfEach(sources, about);
  const label = range.fromLabel ?? "";
  if (label === "" || label !== range.toLabel) return sources;
  const named = [...sources].filter(([, stored]) => isOfPeriod(stored, label));
  return named.length > 0 && (quartersIn(label).length > 0 || namesDocument.test(question)) ? new Map(named) : sources;
}

/** Whether a source reports the period that a label names: by its own count of quarters, its title or its file name. */
export function isOfPeriod(stored: StoredSource, label: string): boolean {
  const [wanted] = quartersIn(label);
  if (wanted) return sameQuarter(wanted, quarterOf(stored));
  const parts = labelParts(label);
  const own = new Set(labelParts(`${stored.source.title} ${fileOf(stored)}`));
  return parts.length > 0 && parts.every((part) => own.has(part));
}

const fileOf = ({ source }: StoredSource): string => source.path?.split(/[\\/]/u).at(-1) ?? source.url ?? "";

/** Of each name the source with the latest date; sources without a date are never the latest. */
function latestOfEach(sources: Sources, about: ReadonlyMap<string, string>): Sources {
  const dated = [...sources].flatMap(([id, stored]) => {
    const date = dateOf(stored);
    return date ? [{ id, stored, date }] : [];
  });
  const groups = groupBy(dated, ({ id }) => about.get(id) ?? "");
  const latest = [...groups].flatMap(([name, group]) => {
    if (about.size > 0 && name === "") return [];
    const last = group
      .map(({ date }) => date)
      .sort()
      .at(-1);
    return group.filter(({ date }) => date === last);
  });
  return latest.length > 0 ? new Map(latest.map(({ id, stored }) => [id, stored])) : sources;
}
