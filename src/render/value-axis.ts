import type { Chart } from "../report/index.ts";
import { officeNumberFormat, type ValueScale } from "./format.ts";

/** The values that a chart draws, in base units, series after series. */
export function drawnValues(chart: Chart): readonly number[] {
  return chart.series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null || !Number.isFinite(value) ? [] : [value])),
  );
}

/**
 * Whether the value axis of a chart begins at zero.
 *
 * Contract: bars always do; a line leaves zero out where its values lie within a sixth of the largest, which is the rule
 * by which Office scales its axes, so that a drawn chart and a native one agree.
 */
export function startsAtZero(chart: Chart): boolean {
  const values = drawnValues(chart);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return chart.mark === "bar" || !(low > 0 && high > low && high - low < high / 6);
}

/** The number format of a native chart's value axis: its steps are round, so it needs fewer decimals than the values. */
export function officeAxisFormat(chart: Chart, scale: ValueScale): string {
  const values = drawnValues(chart).map((value) => value / scale.divisor);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = startsAtZero(chart) ? Math.max(0, high) - Math.min(0, low) : (high - low) * 1.5;
  return officeNumberFormat({ unit: scale.unit, decimals: Math.min(scale.decimals, stepDecimals(range)) });
}

/** Decimals of the finest step, 1, 2 or 5 times a power of ten, at which Office divides a range: about a tenth of it. */
function stepDecimals(range: number): number {
  return range > 0 && Number.isFinite(range) ? Math.max(0, -Math.floor(Math.log10(range / 10))) : 0;
}
