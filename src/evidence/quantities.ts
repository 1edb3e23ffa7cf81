import { type FoundDate, findDates } from "./dates.ts";
import { foldDigits, joinSpacedGroups, type Numeral, numeralPattern, parseNumeral } from "./numerals.ts";
import { findSpelledNumbers } from "./spelled-numbers.ts";
import { currencyBefore, isMoney, readUnit } from "./units.ts";

/** A number in a text with its unit; `value` is in base units. */
export interface FoundQuantity {
  readonly value: number;
  readonly unit: string;
  /** The value of one step of the last printed digit, in base units: 1e8 for "$117.2 billion". */
  readonly step: number;
  /** What a scale word beside the digits multiplied: 1e9 in "$117.2 billion", else 1. */
  readonly scale: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Said with "about", "nearly", "more than", …: trailing zeros may be rounding. */
  readonly approximate?: boolean;
  /** The other end of "5 to 10 %". */
  readonly rangeWith?: number;
  /** Written in words ("twelve"). */
  readonly spelled?: boolean;
}

/** What `findQuantities` may be told. */
export interface QuantityOptions {
  /** BCP 47; decides between decimal comma and point where the digits do not. */
  readonly language?: string;
  /** Also "twelve" and "half a million"; off by default. */
  readonly spelled?: boolean;
}

const approximations =
  /(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|over|under|more than|less than|fewer than|at least|at most|up to|above|below|exceeding|circa|ca\.|~|≈|>|<|rund|etwa|fast|mehr als|über|knapp|environ|plus de|près de|cerca de|unos|unas|más de|约|超过|近)\s*(?:\p{Sc}\s?|[A-Z]{1,3}\p{Sc}\s?)?$/iu;

/** Numbers that only name something: "Note 7", "page 12", "No. 5", "Item 1A". */
const labelLeads =
  /(?:\b(?:notes?|pages?|pp?\.|no\.|nos\.|number|item|table|figure|fig\.|section|sec\.|chapter|part|form|rule|exhibit|step|version|v\.?|article|art\.|level|phase|type|asu|asc|seite|abschnitt|tabelle|abbildung)|§|#|№)\s*$/iu;

/**
 * Typed numbers of a text, in order.
 *
 * Contract: dates, years, ordinals, footnote marks, labels ("Note 7") and numbers inside names ("10-Q", "A320") are
 * left out; bracketed money and percentages and numbers after a minus sign are negative; offsets are those of `text`.
 */
export function findQuantities(text: string, options: QuantityOptions = {}): readonly FoundQuantity[] {
  const folded = joinSpacedGroups(foldDigits(text), options.language);
  const dates = findDates(text, options.language);
  const found: FoundQuantity[] = [];
  for (const match of folded.matchAll(new RegExp(numeralPattern, "g"))) {
    const numeral = { text: match[0], start: match.index };
    if (isPartOfDate(numeral, dates) || isName(folded, numeral) || (found.at(-1)?.end ?? 0) > numeral.start) continue;
    found.push(readQuantity({ folded, text, ...(options.language && { language: options.language }) }, numeral));
  }
  const written = options.spelled ? findSpelledNumbers(folded, options.language) : [];
  const all = [...found, ...written.filter((word) => !overlapsAny(word, [...found, ...dates]))];
  return joinRanges(
    folded,
    joinCompounds(
      all.sort((a, b) => a.start - b.start),
      text,
    ),
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function overlapsAny(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => span.start < other.end && span.end > other.start);
}

function isPartOfDate(numeral: { text: string; start: number }, dates: readonly FoundDate[]): boolean {
  return overlapsAny({ start: numeral.start, end: numeral.start + numeral.text.length }, dates);
}

/** Inside a word, an ordinal, a label, a footnote mark, a version or a section number. */
function isName(folded: string, numeral: { text: string; start: number }): boolean {
  const before = folded.slice(Math.max(0, numeral.start - 16), numeral.start);
  const after = folded.slice(numeral.start + numeral.text.length, numeral.start + numeral.text.length + 16);
  if (/(?:[A-Za-zÀ-ɏͰ-ӿ]|[A-Za-z]-|\d[.:/]|[_/@])$/u.test(before) && !/(?:^|[^\p{L}])(?:[A-Z]{3}|Rs)$/u.test(before))
    return true;
  if (/^(?:st|nd|rd|th|º|ª|er|ème|e)(?![\p{L}\p{N}])/u.test(after) || /^(?:[:/]\d|\.\d)/.test(after)) return true;
  if (/^-?[A-Z](?![\p{L}])/u.test(after) && !/^[KMBTWVAC](?![\p{L}-])/u.test(after)) return true;
  if (/\[(?:\d+,\s?)*$/.test(before) && /^(?:,\s?\d+)*\]/.test(after)) return true;
  return labelLeads.test(before);
}

interface Place {
  readonly folded: string;
  readonly text: string;
  readonly language?: string;
}

function readQuantity(place: Place, match: { text: string; start: number }): FoundQuantity {
  const { folded, language } = place;
  const before = folded.slice(Math.max(0, match.start - 24), match.start);
  const end = match.start + match.text.length;
  const open = /\(\s?$/.exec(before);
  const currency = currencyBefore(before) ?? (open ? currencyBefore(before.slice(0, open.index)) : undefined);
  const bracketed = open !== null || /\(\s?$/.test(before.slice(0, before.length - (currency?.length ?? 0)));
  const after = folded.slice(end, end + 40);
  const closing = bracketed ? (/^\s?\)/.exec(after)?.[0].length ?? 0) : 0;
  const opening = closing > 0 ? (open?.[0].length ?? 1) : 0;
  const reading = readUnit(after.slice(closing), {
    afterCurrency: currency !== undefined,
    ...(language && { language }),
  });
  const start = match.start - (currency?.length ?? 0) - opening;
  const numeral = parseNumeral(match.text, language);
  const perShare = /^\s?(?:per|a|pro)[ -](?:\p{L}+ )?(?:share|aktie)\b/iu.test(after.slice(closing + reading.length));
  const unit = currency?.unit ?? reading.unit;
  const negative = isNegative({ before: folded.slice(0, start), bracketed: closing > 0, numeral: match.text, unit });
  return {
    value: round(numeral.value * reading.scale) * (negative ? -1 : 1),
    unit: perShare && isMoney(unit) ? `${unit} per share` : unit,
    scale: reading.scale,
    step: stepOf(numeral, {
      scale: reading.scale,
      approximate: approximations.test(folded.slice(Math.max(0, start - 18), start)),
    }),
    text: place.text.slice(start, end + closing + reading.length),
    start,
    end: end + closing + reading.length,
    ...(approximations.test(folded.slice(Math.max(0, start - 18), start)) && { approximate: true }),
  };
}

function stepOf(numeral: Numeral, how: { readonly scale: number; readonly approximate: boolean }): number {
  if (!how.approximate || numeral.step < 1 || numeral.value === 0) return numeral.step * how.scale;
  const zeros = /0*$/.exec(String(numeral.value))?.[0].length ?? 0;
  return 10 ** zeros * how.scale;
}

function isNegative(around: { before: string; bracketed: boolean; numeral: string; unit: string }): boolean {
  if (around.bracketed) return isMoney(around.unit) || around.unit === "%" || /[,.]/.test(around.numeral);
  return /(?:^|[\s(:,;=\t])[-–]\s?$/.test(around.before) && !/\d\s?[-–]\s?$/.test(around.before);
}

/** Floating-point dust of 117.154 × 1e6 taken off. */
function round(value: number): number {
  return Number(value.toPrecision(15));
}

/** "1億2,000万": parts of falling scale with nothing between them are one number. */
function joinCompounds(found: readonly FoundQuantity[], text: string): readonly FoundQuantity[] {
  const joined: FoundQuantity[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    if (
      last &&
      last.end === next.start &&
      last.unit === "" &&
      next.step < last.step &&
      /[万萬亿億兆]$/u.test(last.text)
    ) {
      joined[joined.length - 1] = {
        ...next,
        value: last.value + next.value,
        start: last.start,
        text: text.slice(last.start, next.end),
      };
    } else joined.push(next);
  }
  return joined;
}

/** "5–10 %", "between 2 and 3 million": the first number takes unit and scale of the second. */
function joinRanges(folded: string, found: readonly FoundQuantity[]): readonly FoundQuantity[] {
  return found.map((quantity, index) => {
    const next = found[index + 1];
    if (!next || !/^\s?(?:-|–|—|to|and|bis|à|und|y|a|至|到|~)\s?$/iu.test(folded.slice(quantity.end, next.start)))
      return quantity;
    const and = /^\s?(?:and|und|y)\s?$/iu.test(folded.slice(quantity.end, next.start));
    if (and && !/\b(?:between|zwischen|entre)\b/iu.test(folded.slice(0, quantity.start))) return quantity;
    const bare = quantity.unit === "" || quantity.unit === next.unit;
    const printed = parseNumeral(/[\d.,]+/.exec(folded.slice(next.start))?.[0].replace(/[.,]$/, "") ?? "0");
    const factor = printed.value === 0 ? 1 : Math.abs(next.value) / printed.value;
    const scales = bare && Number.isInteger(Math.log10(factor)) && !/\p{L}/u.test(quantity.text) ? factor : 1;
    return {
      ...quantity,
      unit: quantity.unit === "" ? next.unit : quantity.unit,
      value: round(quantity.value * scales),
      step: quantity.step * scales,
      rangeWith: next.value,
    };
  });
}
