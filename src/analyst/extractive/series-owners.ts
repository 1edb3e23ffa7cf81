import type { StoredSource } from "../../library/index.ts";
import { groupBy } from "./group-by.ts";
import type { MetricCell } from "./metric-cells.ts";

/**
 * Numbers for which nobody is named are called after their source, unless there is one such source, or several give the
 * same numbers: these speak of one thing, whatever their titles.
 */
export function withOwners(
  cells: readonly MetricCell[],
  sources: ReadonlyMap<string, StoredSource>,
): readonly MetricCell[] {
  const bySource = groupBy(
    cells.filter(({ entity }) => entity === ""),
    ({ sourceId }) => sourceId,
  );
  const groups = [...bySource.values()].map((own) => [...bySource.values()].filter((other) => agree(own, other)));
  const [largest = []] = groups.sort((a, b) => b.length - a.length);
  // Where no two agree, none is the one that needs no name.
  const isOneThing = largest.length > 1 || bySource.size === 1;
  const together = new Set(isOneThing ? largest.map(([first]) => first?.sourceId) : []);
  return cells.map((cell) =>
    cell.entity !== "" || together.has(cell.sourceId)
      ? cell
      : { ...cell, entity: sources.get(cell.sourceId)?.source.title ?? "" },
  );
}

/** Whether two sources give more equal numbers for the same periods than different ones; any source with itself. */
function agree(first: readonly MetricCell[], second: readonly MetricCell[]): boolean {
  if (first[0]?.sourceId === second[0]?.sourceId) return true;
  const same = first.flatMap((one) =>
    second
      .filter(({ end, cell }) => end !== "" && end === one.end && cell.quantity.unit === one.cell.quantity.unit)
      .map(({ cell }) => cell.quantity.value === one.cell.quantity.value && cell.quantity.value !== 0),
  );
  return same.filter((isEqual) => isEqual).length * 2 > same.length;
}
