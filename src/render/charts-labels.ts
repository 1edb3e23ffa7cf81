import type { Chart } from "../report/index.ts";

/** Where the value of a mark is printed, seen from the mark. */
export const labelPlaces = ["above", "above-left", "above-right", "below", "below-left", "below-right"] as const;

/** One of the places of a label. */
export type LabelPlace = (typeof labelPlaces)[number];

/** Where a bar's value stands: beyond its end, below for a negative one. */
export function endOfBar(value: number | null): LabelPlace {
  return value !== null && value < 0 ? "below" : "above";
}

/**
 * Beside a point of a line, where the line does not run: over a peak, under a valley, beside a slope.
 *
 * Contract: pure; the upper of two series keeps its labels above, the lower below, so that they do not meet.
 */
export function besideLine(chart: Chart, seriesIndex: number, index: number): LabelPlace {
  const points = chart.series[seriesIndex]?.points ?? [];
  const value = points[index]?.value ?? 0;
  const before = points[index - 1]?.value ?? undefined;
  const after = points[index + 1]?.value ?? undefined;
  const isHigher = (neighbour: number | undefined): boolean => neighbour !== undefined && neighbour > value;
  const side = sideOf(chart, seriesIndex, index) ?? (isValley(value, before, after) ? "below" : "above");
  if (before === undefined || after === undefined || isHigher(before) === isHigher(after)) return side;
  // A rising line leaves its upper left and lower right free, a falling one the other two corners.
  const isRising = isHigher(after);
  return side === "above" ? (isRising ? "above-left" : "above-right") : isRising ? "below-right" : "below-left";
}

function isValley(value: number, before: number | undefined, after: number | undefined): boolean {
  const neighbours = [before, after].filter((neighbour) => neighbour !== undefined);
  return neighbours.length > 0 && neighbours.every((neighbour) => neighbour > value);
}

/** Above or below all the other series, of equal ones the first above; undefined when there is no other value here. */
function sideOf({ series }: Chart, seriesIndex: number, index: number): "above" | "below" | undefined {
  const valueAt = (one: Chart["series"][number] | undefined) => one?.points[index]?.value ?? undefined;
  const value = valueAt(series[seriesIndex]) ?? 0;
  const others = series.flatMap((one, otherIndex) => {
    const other = valueAt(one);
    return other === undefined || otherIndex === seriesIndex ? [] : [{ other, isLater: otherIndex > seriesIndex }];
  });
  if (others.length === 0) return undefined;
  return others.every(({ other, isLater }) => other < value || (other === value && isLater)) ? "above" : "below";
}
