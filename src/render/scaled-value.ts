import type { ValueScale } from "./format.ts";

/** A value as the workbook behind a native chart holds it; twelve digits leave out the noise of the division. */
export function scaledValue(value: number | null, scale: ValueScale): number | null {
  return value === null || !Number.isFinite(value) ? null : Number((value / scale.divisor).toPrecision(12));
}
