import { conversionOf } from "./unit-conversion.ts";
import { isMoney } from "./units.ts";

/** A value as printed: with the value of one step of its last printed digit. */
export interface PrintedValue {
  readonly value: number;
  readonly unit: string;
  /** Absent for exact values. */
  readonly step?: number;
}

/** How two values are compared. */
export interface Comparison {
  /** `first`: only the first may be the rounder one, as when a claim is held against its evidence. */
  readonly rounded?: "either" | "first";
  /** Compares magnitudes: "fell by 3 %" and "(3)%". */
  readonly ignoreSign?: boolean;
}

/**
 * Whether two printed values can be the same quantity: compatible or convertible units, and values that differ by no
 * more than the rounding of the printed digits ("$117.2 billion" and 117,154 million, "1.2 TWh" and 1,210 GWh).
 *
 * Contract: percentage points stand in for per cents only on the side of a claim (`rounded: "first"`): a table calls
 * both "%", but a rise "of 2 percentage points" is none "of 2 %".
 */
export function sameQuantity(first: PrintedValue, second: PrintedValue, options: Comparison = {}): boolean {
  const converted = converting(first, second);
  if (converted) return isClose(...converted, options);
  if (!compatibleUnits(first.unit, second.unit)) return false;
  if (options.rounded === "first" && first.unit === "%" && second.unit === "percentage points") return false;
  return isClose(first, second, options);
}

/** Both in the base unit of their dimension; undefined when that is not needed or not possible. */
function converting(first: PrintedValue, second: PrintedValue): [PrintedValue, PrintedValue] | undefined {
  const [from, to] = [conversionOf(first.unit), conversionOf(second.unit)];
  if (first.unit === second.unit || !from || from.dimension !== to?.dimension) return undefined;
  const inBase = ({ value, step = 0 }: PrintedValue, by: typeof from): PrintedValue => ({
    value: value * by.factor + by.offset,
    unit: by.dimension,
    step: step * by.factor,
  });
  return [inBase(first, from), inBase(second, to)];
}

function isClose(first: PrintedValue, second: PrintedValue, options: Comparison): boolean {
  const [a, b] = options.ignoreSign ? [Math.abs(first.value), Math.abs(second.value)] : [first.value, second.value];
  const steps = options.rounded === "first" ? [first.step ?? 0] : [first.step ?? 0, second.step ?? 0];
  const dust = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= Math.max(...steps) / 2 + dust;
}

/** One currency, and the same of which it is so much each, where both say one: "USD per MWh" is not "USD per kWh". */
function sameMoney(first: string, second: string): boolean {
  const each = [first.slice(3), second.slice(3)];
  return first.slice(0, 3) === second.slice(0, 3) && (each.includes("") || each[0] === each[1]);
}

/** Equal, or one of them unsaid, or money or a measure with and without "per …"; nothing is converted. */
export function compatibleUnits(first: string, second: string): boolean {
  if (first === second || first === "" || second === "") return true;
  if ([first, second].includes("per share")) return first.endsWith("per share") && second.endsWith("per share");
  if (isMoney(first) && isMoney(second)) return sameMoney(first, second);
  if (first.startsWith(`${second} per `) || second.startsWith(`${first} per `)) return true;
  const points = new Set(["%", "percentage points"]);
  return points.has(first) && points.has(second);
}

/** A rounder number is the same as long as it is not another one: 1.24 and 1.2 million are, 1 and 1.4 million are not. */
const mostRounding = 0.05;

/** Whether two numbers are one statement, the rounder of them rounded no further than to stay that number. */
export function isSameStated(first: PrintedValue, second: PrintedValue): boolean {
  if (!sameQuantity(first, second)) return false;
  if (!compatibleUnits(first.unit, second.unit)) return true;
  const most = Math.max(Math.abs(first.value), Math.abs(second.value));
  return Math.abs(first.value - second.value) <= mostRounding * most;
}
