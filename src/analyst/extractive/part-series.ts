import { pathSeparator } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { type Breakdown, breakdownOf, partKey } from "./breakdown.ts";
import { groupBy } from "./group-by.ts";
import type { MetricCell } from "./metric-cells.ts";
import { linesOf, type SeriesSearch, totalIn } from "./metric-series.ts";
import { withOwners } from "./series-owners.ts";
import { sourceEntities } from "./source-entities.ts";
import { lightTerms, topicMatcher } from "./topics.ts";
import { labelTerms } from "./words.ts";

/** A part that fewer of the sources give than this share of them is told by none. */
const commonShare = 0.5;

/**
 * The series of the parts that add up to a topic, a line for each part and name.
 *
 * Contract: empty unless some source's rows add up; parts keep the order of the table that lists most of them.
 */
export function partSeries(input: SeriesSearch, sources: ReadonlyMap<string, StoredSource>): readonly MetricCell[] {
  const about = sourceEntities(sources, input.entities);
  const matcher = topicMatcher(totalIn(input.topic));
  const { question } = input.brief;
  const found = [...sources].flatMap(([id, stored]) => {
    if (about.size > 0 && !about.has(id)) return [];
    const breakdown = breakdownOf(stored, { matcher, question });
    return breakdown ? [{ breakdown, cells: partCells(breakdown, stored.source, about.get(id)) }] : [];
  });
  return [
    ...groupBy(
      withOwners(
        found.flatMap(({ cells }) => cells),
        sources,
      ),
      ({ entity }) => entity,
    ).values(),
  ].flatMap((cells) => {
    const documents = new Set(cells.map(({ sourceId }) => sourceId)).size;
    const parts = withoutRenames([...groupBy(cells, ({ metric }) => partKey(metric)).values()]).filter(
      (group) => new Set(group.map(({ sourceId }) => sourceId)).size >= documents * commonShare,
    );
    return parts.length < 2 ? [] : linesOf(parts, input.brief, sources).series;
  });
}

/** A part under a new name gives the old one's numbers again for the year before: both are one line. */
function withoutRenames(groups: readonly (readonly MetricCell[])[]): readonly (readonly MetricCell[])[] {
  const kept: MetricCell[][] = [];
  for (const group of groups) {
    const same = kept.find((other) => isRenamed(other, group));
    if (same) same.push(...group);
    else kept.push([...group]);
  }
  return kept;
}

function isRenamed(one: readonly MetricCell[], other: readonly MetricCell[]): boolean {
  const pairs = one.flatMap((a) =>
    other
      .filter((b) => a.end === b.end && a.months === b.months)
      .map((b) => ({ a, b, same: a.sourceId === b.sourceId })),
  );
  return (
    pairs.length > 0 &&
    pairs.every(
      ({ a, b, same }) => !same && a.cell.quantity.value === b.cell.quantity.value && a.cell.quantity.value !== 0,
    )
  );
}

function partCells(
  { tableId, total, parts }: Breakdown,
  source: StoredSource["source"],
  entity: string | undefined,
): readonly MetricCell[] {
  const whole = (total.label.split(pathSeparator).findLast((part) => !isLight(part)) ?? total.label).replace(
    /^total\s+/iu,
    "",
  );
  return parts.flatMap(({ label, cells }) => {
    const path = label.split(pathSeparator);
    const metric = (path.length > 1 ? path.slice(-2) : [whole, ...path]).join(pathSeparator);
    return cells.map((cell) => ({
      sourceId: source.id,
      tableId,
      cell,
      entity: entity ?? cell.quantity.entity ?? "",
      metric,
      score: 1,
      inStatement: false,
      isPart: true as const,
      end: cell.quantity.periodEnd ?? "",
      months: cell.months,
    }));
  });
}

const isLight = (label: string): boolean => [...labelTerms(label)].every((term) => lightTerms.has(term));
