import { isMoney } from "./units.ts";

/** A value as printed: with the value of one step of its last printed digit. */
export interface PrintedValue {
  readonly value: number;
  readonly unit: string;
  /** Absent for exact values. */
  readonly step?: number;
}

/**
 * Whether two printed values can be the same quantity: compatible units, and values that differ by no more than the
 * rounding of the printed digits ("$117.2 billion" and 117,154 million).
 *
 * Contract: with `rounded: "first"` only the first may be the rounder one, as when a claim is held against its
 * evidence; `ignoreSign` compares magnitudes ("fell by 3 %" and "(3)%").
 */
export function sameQuantity(
  first: PrintedValue,
  second: PrintedValue,
  options: { readonly rounded?: "either" | "first"; readonly ignoreSign?: boolean } = {},
): boolean {
  if (!compatibleUnits(first.unit, second.unit)) return false;
  const [a, b] = options.ignoreSign ? [Math.abs(first.value), Math.abs(second.value)] : [first.value, second.value];
  const steps = options.rounded === "first" ? [first.step ?? 0] : [first.step ?? 0, second.step ?? 0];
  const dust = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= Math.max(...steps) / 2 + dust;
}

/** Equal, or one of them unsaid, or money with and without "per share". */
export function compatibleUnits(first: string, second: string): boolean {
  if (first === second || first === "" || second === "") return true;
  if ([first, second].includes("per share")) return first.endsWith("per share") && second.endsWith("per share");
  if (isMoney(first) && isMoney(second)) return first.slice(0, 3) === second.slice(0, 3);
  const points = new Set(["%", "percentage points"]);
  return points.has(first) && points.has(second);
}
