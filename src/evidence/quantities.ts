import { type FoundDate, findDates } from "./dates.ts";
import { findFractions } from "./fractions.ts";
import { joinCompounds, joinRanges, round } from "./joined-quantities.ts";
import { foldDigits, joinSpacedGroups, type Numeral, numeralPattern, parseNumeral } from "./numerals.ts";
import { findSpelledNumbers } from "./spelled-numbers.ts";
import { currencyBefore, isMoney, readUnit } from "./units.ts";

/** A number in a text with its unit; `value` is in base units. */
export interface FoundQuantity {
  readonly value: number;
  /** As in `Quantity`: `USD`, `%`, `GWh`; empty for a bare count. */
  readonly unit: string;
  /** The value of one step of the last printed digit, in base units: 1e8 for "$117.2 billion". */
  readonly step: number;
  /** What a scale word beside the digits multiplied: 1e9 in "$117.2 billion", else 1. */
  readonly scale: number;
  readonly text: string;
  /** UTF-16 offsets, `[start, end)`. */
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
  /** Also "twelve", "half a million" and "one in five"; off by default. */
  readonly spelled?: boolean;
}

const approximations =
  /(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|over|under|more than|less than|fewer than|at least|at most|up to|above|below|exceeding|circa|ca\.|~|≈|>|<|rund|etwa|fast|mehr als|über|knapp|environ|plus de|près de|cerca de|unos|unas|más de|约|超过|近)\s*(?:\p{Sc}\s?|[A-Z]{1,3}\p{Sc}\s?)?$/iu;

/** Numbers that only name something: "Note 7", "page 12", "No. 5", "Item 1A". */
const labelLeads =
  /(?:\b(?:notes?|pages?|pp?\.|no\.|nos\.|number|n[°º]|nr\.|núm\.|item|table|figure|fig\.|section|sec\.|chapter|part|form|rule|exhibit|step|version|v\.?|article|art\.|level|phase|type|asu|asc|seite|abschnitt|tabelle|abbildung)|§|#|№|第|제)\s*$/iu;

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
  const shares = options.spelled ? findFractions(folded).filter((share) => !overlapsAny(share, dates)) : [];
  const written = options.spelled ? findSpelledNumbers(folded, options.language) : [];
  const counted = [...found.filter((number) => !overlapsAny(number, shares)), ...shares];
  const all = [...counted, ...written.filter((word) => !overlapsAny(word, [...counted, ...dates]))];
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
  if (/^[eE][-+]?\d{1,2}(?![\p{L}\p{N}])/u.test(after)) return labelLeads.test(before);
  if (/^(?:st|nd|rd|th|º|ª|er|ème|e)(?![\p{L}\p{N}])/u.test(after) || /^(?:[:/]\d|\.\d)/.test(after)) return true;
  if (/^-?[A-Z](?![\p{L}])/u.test(after) && !/^[KMBTWVAC](?![\p{L}-])/u.test(after)) return true;
  if (/[A-Za-z]\d{1,4}[-/]$/.test(before) || isCode(folded, numeral)) return true;
  if (/\[(?:\d+,\s?)*$/.test(before) && /^(?:,\s?\d+)*\]/.test(after)) return true;
  return labelLeads.test(before);
}

/** A web address, a mail address, a DOI, or digits in three and more hyphenated groups (ISBN, telephone). */
function isCode(folded: string, numeral: { text: string; start: number }): boolean {
  const head = /[^\s()[\]]*$/u.exec(folded.slice(Math.max(0, numeral.start - 60), numeral.start))?.[0] ?? "";
  const tail = /^[^\s()[\]]*/u.exec(folded.slice(numeral.start, numeral.start + 60))?.[0] ?? "";
  const token = head + tail;
  return /^(?:https?:|www\.|doi:)|@[\p{L}]|^10\.\d{4,5}\/|^\+?\d+(?:-\d+){2,}[\dXx]?\W*$/u.test(token);
}

interface Place {
  readonly folded: string;
  readonly text: string;
  readonly language?: string;
}

function readQuantity(place: Place, match: { text: string; start: number }): FoundQuantity {
  const { folded, language } = place;
  const lead = leadOf(folded, match.start);
  const power = powerAfter(folded, match);
  const end = match.start + match.text.length + power.length;
  const after = folded.slice(end, end + 40);
  const closing = lead.bracket === "" ? 0 : (/^\s?\)/.exec(after)?.[0].length ?? 0);
  const reading = readUnit(after.slice(closing), {
    afterCurrency: lead.currency !== undefined,
    ...(language && { language }),
  });
  const opening = closing > 0 || lead.bracketInside ? 0 : lead.bracket.length;
  const start = match.start - lead.length + opening;
  const numeral = parseNumeral(match.text, language);
  const perShare = /^\s?(?:per|a|pro)[ -](?:\p{L}+ )?(?:share|aktie)\b/iu.test(after.slice(closing + reading.length));
  const unit = lead.currency === undefined ? reading.unit : `${lead.currency}${rateOf(reading.unit)}`;
  const negative =
    lead.minus || isNegative({ before: folded.slice(0, start), bracketed: closing > 0, numeral: match.text, unit });
  const scale = reading.scale * power.scale;
  const approximate = approximations.test(folded.slice(Math.max(0, start - 18), start));
  return {
    value: round((numeral.value + power.fraction) * scale) * (negative ? -1 : 1),
    unit: perShare && isMoney(unit) ? `${unit} per share` : unit,
    scale,
    step: round(power.fraction > 0 ? scale * 0.01 : stepOf(numeral, { scale, approximate })),
    text: place.text.slice(start, end + closing + reading.length),
    start,
    end: end + closing + reading.length,
    ...(approximate && { approximate: true }),
  };
}

/** After a currency sign the reading can add no more than what the money is per. */
const rateOf = (unit: string): string => (unit.includes(" per ") ? unit.slice(unit.indexOf(" per ")) : "");

interface Lead {
  readonly currency: string | undefined;
  /** An opening bracket with the space after it. */
  readonly bracket: string;
  /** The bracket stands between currency and number: "$(412)". */
  readonly bracketInside: boolean;
  /** A sign of minus stands between currency and number: "$-5". */
  readonly minus: boolean;
  /** UTF-16 units before the number that belong to it. */
  readonly length: number;
}

/** Currency, bracket and sign directly before a number, in any order that statements print. */
function leadOf(folded: string, at: number): Lead {
  const before = folded.slice(Math.max(0, at - 24), at);
  const inner = /(?:\(\s?|[-–]\s?)$/.exec(before)?.[0] ?? "";
  const outside = inner === "" ? undefined : currencyBefore(before.slice(0, before.length - inner.length));
  if (outside) {
    const bracket = inner.startsWith("(") ? inner : "";
    const length = outside.length + inner.length;
    return { currency: outside.unit, bracket, bracketInside: true, minus: bracket === "", length };
  }
  const direct = currencyBefore(before);
  const rest = before.slice(0, before.length - (direct?.length ?? 0));
  const bracket = /\(\s?$/.exec(rest)?.[0] ?? "";
  const length = (direct?.length ?? 0) + bracket.length;
  return { currency: direct?.unit, bracket, bracketInside: false, minus: false, length };
}

const vulgarFractions: Readonly<Record<string, number>> = {
  "½": 1 / 2,
  "⅓": 1 / 3,
  "⅔": 2 / 3,
  "¼": 1 / 4,
  "¾": 3 / 4,
  "⅛": 1 / 8,
};

/** "2½", "1.2 × 10⁶", "1.2×10^6", "1.2e6", "10⁶": what directly follows the digits and belongs to the number. */
function powerAfter(
  folded: string,
  match: { text: string; start: number },
): { readonly scale: number; readonly fraction: number; readonly length: number } {
  const after = folded.slice(match.start + match.text.length, match.start + match.text.length + 12);
  const fraction = vulgarFractions[after.charAt(0)];
  if (fraction !== undefined) return { scale: 1, fraction, length: 1 };
  const bare = match.text === "10" ? /^(?:\^\(?(\d{1,2})\)?|([⁰¹²³⁴-⁹]{1,2}))/u.exec(after) : null;
  // "10^9", "10⁹": the digits are the base already.
  if (bare)
    return { scale: Number(`1e${bare[1] ?? bare[2]?.normalize("NFKC")}`) / 10, fraction: 0, length: bare[0].length };
  const power =
    /^\s?[×x·*]\s?10(?:\^\(?(-?\d{1,2})\)?|([⁺⁻]?[⁰¹²³⁴-⁹]{1,2}))|^[eE]([+-]?\d{1,2})(?![\p{L}\p{N}])/u.exec(after);
  const exponent = power?.[1] ?? power?.[2]?.normalize("NFKC").replace("−", "-") ?? power?.[3];
  if (!power || exponent === undefined) return { scale: 1, fraction: 0, length: 0 };
  return { scale: Number(`1e${exponent}`), fraction: 0, length: power[0].length };
}

function stepOf(numeral: Numeral, how: { readonly scale: number; readonly approximate: boolean }): number {
  if (!how.approximate || numeral.step < 1 || numeral.value === 0) return numeral.step * how.scale;
  const zeros = /0*$/.exec(String(numeral.value))?.[0].length ?? 0;
  return 10 ** zeros * how.scale;
}

/** A sign that binds to the number; a dash between words or between the ends of a range is none. */
function isNegative(around: { before: string; bracketed: boolean; numeral: string; unit: string }): boolean {
  if (around.bracketed) return isMoney(around.unit) || around.unit === "%" || /[,.]/.test(around.numeral);
  if (/\b(?:minus|negative|moins|menos|meno)\s$/iu.test(around.before)) return true;
  if (/[\d%‰°\p{Sc}]\s?[-–]\s?$/u.test(around.before)) return false;
  return /(?:^|[\s(:,;=/"“])[-–]$|(?:^|[(:;=\t]\s?)[-–]\s$/u.test(around.before);
}
