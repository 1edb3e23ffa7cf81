import { parsePeriod } from "../../evidence/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { groupBy } from "./group-by.ts";
import { containsName } from "./source-entities.ts";

/** A cited number with its meaning, ready to be put into a sentence. */
export interface Datum {
  readonly view: EvidenceView;
  readonly evidenceId: string;
  /** All evidence that gives this value for this period, `evidenceId` first. */
  readonly evidenceIds: readonly [string, ...string[]];
  /** Independent sources that give this value, and that give any value for this period. */
  readonly agreement: { readonly count: number; readonly all: number };
  /** As asked ("Apple") where the source is about an asked name, else as the source says. */
  readonly entity: string;
  readonly metric: string;
  /** In base units: scale words and headers are multiplied out. */
  readonly value: number;
  readonly unit: string;
  /** Literally as the cell prints it. */
  readonly printed: string;
  /** ISO 8601. */
  readonly end: string;
  /** 0 for a moment; undefined when unknown. */
  readonly months: number | undefined;
}

/**
 * The number of a cell that has a period, under the name that the question gives to whom it is of; undefined for all
 * other evidence.
 */
export function toDatum(view: EvidenceView, entities: readonly string[]): Datum | undefined {
  const { evidence, source } = view;
  const [quantity] = evidence.quantities ?? [];
  if (evidence.content.type !== "cell" || !quantity?.periodEnd) return undefined;
  const said = quantity.entity ?? source.title;
  const asked =
    entities.find((entity) => containsName(said, entity)) ??
    entities.find((entity) => containsName(source.title, entity));
  return {
    view,
    evidenceId: evidence.id,
    evidenceIds: [evidence.id],
    agreement: { count: 1, all: 1 },
    entity: asked ?? shortName(said),
    metric: quantity.metric ?? evidence.content.row,
    value: quantity.value,
    unit: quantity.unit,
    printed: evidence.content.value,
    end: quantity.periodEnd,
    months: quantity.period ? parsePeriod(quantity.period)?.months : undefined,
  };
}

/** "Apple Inc." is Apple in a sentence. */
function shortName(name: string): string {
  return name.replace(
    /,?\s+(?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|AG|GmbH|SE|N\.V|S\.A)\.?$/u,
    "",
  );
}

/** Each period once: the value that most independent sources give, else the first; with all evidence for it. */
export function onePerPeriod(data: readonly Datum[]): readonly Datum[] {
  return [...groupBy(data, ({ end }) => end).values()]
    .flatMap((same) => {
      const positions = [...groupBy(same, ({ value }) => String(value)).values()];
      const [most] = [...positions].sort((a, b) => clustersOf(b) - clustersOf(a));
      const [first, ...others] = most ?? [];
      if (!first) return [];
      const evidenceIds: Datum["evidenceIds"] = [first.evidenceId, ...others.map(({ evidenceId }) => evidenceId)];
      const agreement = { count: clustersOf(most ?? []), all: clustersOf(same) };
      return [{ ...first, evidenceIds, agreement }];
    })
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}

/** Sources that neither depend on each other nor are issues of one publication. */
function clustersOf(data: readonly Datum[]): number {
  const publications = groupBy(data, ({ view }) => publicationOf(view));
  const clusters = [...publications.values()].map(([first]) => first?.view.clusterId);
  return new Set(clusters).size;
}

/** A title without its numbers and dates: the quarterly reports of one company are one publication. */
function publicationOf({ source }: EvidenceView): string {
  const words = source.title.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => !isMonth.test(word)).join(" ") || source.id;
}

const isMonth =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|q|fy|quarter|first|second|third|fourth)$/u;
