/** Which of the numbers that are given for a period stands for it in a series. */
import type { EvidenceView } from "../analyst.ts";
import type { Datum } from "./datum.ts";
import { groupBy } from "./group-by.ts";

/**
 * Without the tables that give one period several values under one name: what tells their rows apart (a column of
 * kinds) did not come into the name, so that none of the values is what the name says.
 */
export function toldApart(data: readonly Datum[]): readonly Datum[] {
  const tables = groupBy(data, tableOf);
  return [...tables.values()].flatMap((ofTable) => {
    const periods = groupBy(ofTable, ({ end, months }) => `${end} ${months}`);
    return [...periods.values()].every((same) => new Set(same.map(({ value }) => value)).size === 1) ? ofTable : [];
  });
}

const tableOf = ({ view: { evidence } }: Datum): string =>
  evidence.content.type === "cell" ? `${evidence.sourceId} ${evidence.content.tableId}` : evidence.id;

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
