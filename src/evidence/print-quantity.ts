import { type Evidence, labelsFor, localeOf, type Quantity } from "../report/index.ts";
import { parseCellNumber } from "./cell-number.ts";
import { findQuantities } from "./quantities.ts";
import { isMoney } from "./units.ts";

/** A scale that a table or sentence prints numbers in. */
export interface PrintScale {
  /** What a number of this scale is multiplied with: 1e6 for millions. */
  readonly factor: number;
  /** English word; empty for single units. */
  readonly word: string;
}

const scales: readonly PrintScale[] = [
  { factor: 1e12, word: "trillion" },
  { factor: 1e9, word: "billion" },
  { factor: 1e6, word: "million" },
  { factor: 1e3, word: "thousand" },
  { factor: 1, word: "" },
];

/** The scale with this factor; single units where there is none. */
export function scaleOfFactor(factor: number): PrintScale {
  return scales.find((scale) => Math.abs(scale.factor - factor) < factor * 1e-6) ?? { factor: 1, word: "" };
}

/** How evidence prints its typed number: the value of one step of the last digit, and the factor left to the headers. */
export function printingOf(evidence: Evidence, quantity: Quantity): { readonly step: number; readonly factor: number } {
  const { content } = evidence;
  if (content.type === "cell") {
    const printed = parseCellNumber(content.value);
    if (!printed || printed.value === 0 || quantity.value === 0) return { step: printed?.step ?? 0, factor: 1 };
    const factor = Math.abs(quantity.value / printed.value);
    return { step: printed.step * factor, factor: printed.scaled ? Math.max(1, printed.step) : factor };
  }
  const text = content.type === "quote" ? content.exact : content.reading;
  const found = findQuantities(text, { spelled: true }).find(
    ({ value }) => Math.abs(Math.abs(value) - Math.abs(quantity.value)) <= 1e-9 * Math.abs(value),
  );
  return { step: found?.step ?? 0, factor: found?.scale ?? 1 };
}

/** A value in a scale, with as many decimals as its step allows and the grouping of the language. */
export function printValue(
  value: number,
  how: { readonly step: number; readonly factor: number; readonly language?: string },
): string {
  const step = how.step / how.factor;
  const decimals = step > 0 && step < 1 ? Math.min(6, Math.round(-Math.log10(step))) : 0;
  const scaled = value / how.factor;
  const digits = how.step > 0 ? decimals : Math.min(3, decimalsOf(scaled));
  // Numbers of four digits are grouped too, so that a column looks alike.
  return new Intl.NumberFormat(localeOf(how.language ?? "en"), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: "always",
  } as Intl.NumberFormatOptions).format(scaled);
}

function decimalsOf(value: number): number {
  return /\.(\d+)/.exec(String(Number(value.toPrecision(12))))?.[1]?.length ?? 0;
}

/** A value for a sentence: `USD 81.8 billion`, `12.5 %`, `1.27 USD per share`, `350 seats`. */
export function printQuantity(quantity: Pick<Quantity, "value" | "unit">, language = "en"): string {
  const { value, unit } = quantity;
  const scale = scaleFor(Math.abs(value), language);
  const scaled = Number((value / scale.factor).toPrecision(scale.factor === 1 ? 12 : 6));
  const digits = scale.factor > 1 ? { maximumFractionDigits: 3 } : smallDigits(scaled);
  const number = new Intl.NumberFormat(localeOf(language), digits).format(scaled);
  const amount = [number, scale.word].filter((part) => part !== "").join(" ");
  if (unit === "%") return `${number}%`;
  if (isMoney(unit) && unit.length === 3) return `${unit} ${amount}`;
  return [amount, unit].filter((part) => part !== "").join(" ");
}

/** The largest scale of a million or more, or of 10,000s where a language counts in them. */
function scaleFor(size: number, language: string): PrintScale {
  const single: PrintScale = { factor: 1, word: "" };
  if (localeOf(language).startsWith("en"))
    return scales.find(({ factor }) => size >= factor && factor >= 1e6) ?? single;
  const named = labelsFor(language).scales.filter(({ divisor }) => divisor > 1e3 && size >= divisor);
  const largest = named.at(-1);
  return largest ? { factor: largest.divisor, word: largest.name } : single;
}

/** Four decimals, or as many significant digits where they would leave nothing. */
const smallDigits = (value: number): Intl.NumberFormatOptions =>
  Math.abs(value) < 0.001 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 4 };
