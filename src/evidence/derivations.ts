import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { isMoney } from "./units.ts";

/** A number that stands in no source but follows from cited ones: `(a - b) / b` of two evidence ids, in order. */
export interface Derivation {
  readonly formula: string;
  readonly evidenceIds: readonly string[];
  readonly value: number;
  readonly unit?: string;
}

/** More cited numbers than this and chance agreement of some pair becomes likely, so nothing is derived. */
const maxOperands = 16;

/**
 * How a printed number follows from cited ones: difference, sum, percent change, share, ratio or mean, within rounding.
 *
 * Contract: undefined when it does not; operands must have equal units; signs are compared by magnitude, because prose
 * says "fell by 3 %".
 */
export function derivationOf(target: PrintedValue, operands: readonly PrintedValue[]): string | undefined {
  const values = distinct(operands);
  if (values.length < 2 || values.length > maxOperands) return undefined;
  const matches = (value: number, unit: string): boolean =>
    Number.isFinite(value) && sameQuantity(target, { value, unit }, { rounded: "first", ignoreSign: true });
  for (const a of values) {
    for (const b of values) {
      if (a === b || a.unit !== b.unit) continue;
      const found = pairFormulas(a, b).find(({ value, unit }) => matches(value, unit) && fitsUnit(target.unit, unit));
      if (found) return found.formula;
    }
  }
  return totalFormula(values, matches);
}

function totalFormula(
  values: readonly PrintedValue[],
  matches: (value: number, unit: string) => boolean,
): string | undefined {
  const unit = values[0]?.unit ?? "";
  if (values.some((value) => value.unit !== unit)) return undefined;
  const total = values.reduce((sum, { value }) => sum + value, 0);
  if (matches(total, unit)) return "sum";
  return matches(total / values.length, unit) ? "mean" : undefined;
}

interface Formula {
  readonly formula: string;
  readonly value: number;
  readonly unit: string;
}

function pairFormulas(a: PrintedValue, b: PrintedValue): readonly Formula[] {
  const points = a.unit === "%" ? "percentage points" : a.unit;
  return [
    { formula: "a - b", value: a.value - b.value, unit: points },
    { formula: "a + b", value: a.value + b.value, unit: a.unit },
    { formula: "(a - b) / b", value: (100 * (a.value - b.value)) / Math.abs(b.value), unit: "%" },
    { formula: "a / b", value: (100 * a.value) / b.value, unit: "%" },
    { formula: "a / b", value: a.value / b.value, unit: "times" },
  ];
}

/** A ratio explains only a bare number ("2.5 times"); a percentage only a percentage. */
function fitsUnit(target: string, derived: string): boolean {
  if (derived === "times") return target === "" || target === "times";
  if (derived === "%" || derived === "percentage points") return target === "%" || target === "percentage points";
  return target === derived || target === "" || (isMoney(target) && isMoney(derived));
}

function distinct(values: readonly PrintedValue[]): readonly PrintedValue[] {
  const seen = new Map(values.map((value) => [`${value.value} ${value.unit}`, value]));
  return [...seen.values()];
}

/** Recomputes a declared derivation from the values of its evidence, `a`, `b`, `c` … in order. */
export function recompute(derivation: Derivation, values: readonly number[]): boolean {
  const result = evaluate(derivation.formula, values);
  if (result === undefined) return false;
  const digits = /\.(\d+)$/.exec(String(derivation.value))?.[1]?.length ?? 0;
  return Math.abs(result - derivation.value) <= 0.5 * 10 ** -digits + 1e-9 * Math.abs(result);
}

/**
 * Evaluates an arithmetic formula over `a`, `b`, `c` … with `+ - * /`, brackets and numbers.
 *
 * Contract: undefined for anything else, so that a formula is never code.
 */
export function evaluate(formula: string, values: readonly number[]): number | undefined {
  const tokens = formula.match(/\d+(?:\.\d+)?|[a-z]|[-+*/()]|\S/g) ?? [];
  let position = 0;
  const factor = (): number => {
    const token = tokens[position++] ?? "";
    if (token === "-") return -factor();
    if (token === "(") {
      const inner = sum();
      return tokens[position++] === ")" ? inner : Number.NaN;
    }
    if (/^[a-z]$/.test(token)) return values[token.charCodeAt(0) - 97] ?? Number.NaN;
    return /^\d/.test(token) ? Number(token) : Number.NaN;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[position] === "*" || tokens[position] === "/") {
      value = tokens[position++] === "*" ? value * factor() : value / factor();
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[position] === "+" || tokens[position] === "-") {
      value = tokens[position++] === "+" ? value + product() : value - product();
    }
    return value;
  };
  const result = sum();
  return position === tokens.length && Number.isFinite(result) ? result : undefined;
}
