import { findDates } from "./dates.ts";
import { type FoundQuantity, findQuantities } from "./quantities.ts";

/** The number of a table cell as it is printed: no scale of the table applied. */
export interface CellNumber {
  /** Negative in brackets or after a minus; a per cent is `12`, not `0.12`. */
  readonly value: number;
  /** As printed in the cell; empty when the cell leaves it to its headers. */
  readonly unit: string;
  readonly step: number;
  /** Whether a scale word ("1.2 million") stood in the cell, so that the table's scale does not apply. */
  readonly scaled: boolean;
}

/** What the neighbours and the language say about a cell. */
export interface CellOptions {
  readonly language?: string;
}

const footnotes = /(?:\[[^\]]{1,12}\]|[*†‡§¶#]+|(?<![×x·]\s?10|[×x·]\s?10⁻)[¹²³⁰-⁹ᵃ-ᵿ]+)/gu;
const notNumbers =
  /^\s*(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3}(?=\s))?\s*(?:[-–—―.…]{1,3}|n\.?\/?[adm]\.?|k\.?\s?a\.?|nm|tba|none|nil)?\s*%?\s*$/iu;
/** Scores, ratios, times, spans, fractions and codes: more than one number, so not a quantity. */
const compounds = /\d\s?[-–—:/x×]\s?\d|\d[°′']\s?\d/u;
const scientific = /^[-+−–]?\d+(?:[.,]\d+)?(?:\s?[×x·]\s?10(?:\^?-?\d{1,2}|[⁻⁰¹²³⁴-⁹]+)|[eE][-+]?\d{1,2})/u;
const swiss = /^\D{0,4}\d{1,3}(?:['’]\d{3})+(?:\.\d+)?\D{0,8}$/u;
const approximate = /^(?:about|approx(?:imately|\.)?|est\.?|circa|ca\.|nearly|over|under|some|rund|etwa|environ)\s/iu;
/** What a cell adds to its number: "± 0.3", "(95% CI 10.1–14.9)". */
const spread = /(?<=\d\s?%?)\s?(?:(?:±|\+\/[-−–])\s?[\d.,]+\s?%?|\([^()]*\d\s?(?:[-–,;]|to)\s?[-−]?\d[^()]*\))$/u;

/** Whether a cell prints a dash or "n/a" where a number would be. */
export function isBlankCell(text: string): boolean {
  return notNumbers.test(text.replace(footnotes, ""));
}

const plainNumber = /^\(?[-+−]?\p{Sc}?\s?\(?[-+−]?\d{1,3}(?:(?:,\d{3})+|\d*)(?:\.\d+)?\s?\)?\s?%?\)?$/u;

/** Whether a text is surely a number and nothing else, without looking closer. */
export function isPlainNumber(text: string): boolean {
  return text.length < 24 && plainNumber.test(text);
}

/**
 * Reads a cell that holds one number: `$ 60,584`, `(1,234)`, `412-`, `12.5 %`, `1,234[3]`, `▼ 3.2%`, `350 seats`,
 * `12.5 ± 0.3`.
 *
 * Contract: undefined for text, dates, scores, times, ranges and blanks; brackets, a trailing minus and falling arrows
 * are negative, in Japanese accounts all triangles.
 */
export function parseCellNumber(text: string, options: CellOptions = {}): CellNumber | undefined {
  const clean = text.replace(footnotes, "").replace(/\s+/gu, " ").trim();
  if (isBlankCell(clean) || !/\p{Nd}/u.test(clean) || clean.length > 60) return undefined;
  const body = bodyOf(clean);
  if (compounds.test(body) && !scientific.test(body) && !swiss.test(body)) return undefined;
  if (!isPlainNumber(body) && findDates(body, options.language).some((date) => date.precision !== "year"))
    return undefined;
  const bare = /^(?:1[5-9]\d\d|20\d\d|2100)$/.test(body);
  const numbers = bare ? [plain(Number(body))] : findQuantities(unbracketed(body), options);
  const first = numbers[0];
  if (!first || !isDecoration(unbracketed(body), first)) return undefined;
  return {
    value: isFall(clean, body, options.language) ? -Math.abs(first.value) : first.value,
    unit: first.unit === "" ? wordAfter(unbracketed(body), first) : first.unit,
    step: first.step,
    scaled: first.scale !== 1,
  };
}

/** The number without arrows, words of estimate and spreads; groups parted by plain spaces are closed up. */
function bodyOf(clean: string): string {
  return clean
    .replace(/^([▲▼↑↓△▽]|[+＋≈~<>≤≥c]\.?)\s?/u, "")
    .replace(approximate, "")
    .replace(spread, "")
    .replace(/^(\d[\d.,]*)\s?[+-]$/u, "$1")
    .replace(/^(\D{0,5}\d{1,3}(?: \d{3})+)(?=\D*$|[.,]\d)/u, (number) =>
      number.replace(/(?<=\d) (?=\d{3})/g, "\u202f"),
    );
}

function isFall(clean: string, body: string, language: string | undefined): boolean {
  const triangles = language?.toLowerCase().startsWith("ja") ? /^[▼↓▽△▲]/u : /^[▼↓▽]/u;
  return isBracketed(body) || triangles.test(clean) || /^\d[\d.,]*\s?-$/u.test(clean);
}

const plain = (value: number): FoundQuantity => ({
  value,
  unit: "",
  step: 1,
  scale: 1,
  text: String(value),
  start: 0,
  end: 4,
});

/** Statements print losses as `(1,234)`, often with the closing bracket in the next cell: `(1,234`. */
function isBracketed(text: string): boolean {
  return /^(?:\p{Sc}|[A-Z]{1,3}\p{Sc}?)?\s?\(\s?(?:\p{Sc}\s?)?[\d.,]+\s?%?\s?\)?\s?%?$/u.test(text);
}

function unbracketed(text: string): string {
  return isBracketed(text) ? text.replace(/[()]/g, "") : text;
}

/** Whether all that stands around the first number is a unit word or a bracketed addition ("1,234 (5.6 %)"). */
function isDecoration(text: string, number: FoundQuantity): boolean {
  const before = text.slice(0, number.start).trim();
  const after = text.slice(number.end).trim();
  return (
    /^(?:[-−–+<>~≈≤≥]|\p{Sc}|[A-Z]{3})?$/u.test(before) &&
    /^(?:\p{L}[\p{L}²³/.°]{0,14}\.?|[×+])?\s?(?:\(.*\)?)?$/u.test(after)
  );
}

function wordAfter(text: string, number: FoundQuantity): string {
  return /^\s?(\p{L}[\p{L}²³/°]{1,14})/u.exec(text.slice(number.end))?.[1] ?? "";
}
