import { lightStem } from "./light-stem.ts";
import { stem } from "./stem.ts";

/** A word of a text: its normal form as it is indexed, and where it stood. */
export interface Term {
  /** Lower case, without diacritics, stemmed when it is written in Latin, Cyrillic or Arabic letters. */
  readonly value: string;
  /** The word as it stood in the text. */
  readonly word: string;
  /** UTF-16 offset in the text. */
  readonly start: number;
}

/** Scripts that put no spaces between words: their runs are cut by the dictionary of `Intl.Segmenter`. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;
/** A no-break or thin space belongs to a number where three digits follow it: 1 234 567. */
const wordPattern =
  /[\p{L}\p{N}\p{M}]+(?:(?:['’.,٫٬]|(?<=\p{Nd})[\u00a0\u2009\u202f](?=\p{Nd}{3}(?!\p{Nd})))(?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}]+)*/gu;
const innerMark = /['’.,٫٬\u00a0\u2009\u202f]/u;
const numberPattern = /^\p{Nd}+(?:[.,٫٬]\p{Nd}+|['’\u00a0\u2009\u202f]\p{Nd}{3}(?!\p{Nd}))*$/u;
const combining = /\p{M}/gu;
const latinMarks = /[\u0300-\u036f]/gu;
const maxTermLength = 60;

let segmenter: Intl.Segmenter | undefined;

/**
 * The words of a text in any language, in order.
 *
 * Contract: pure and the same for a stored text and a query, whatever their languages; numbers keep their inner points
 * and lose thousands separators (`1,234.5` → `1234.5`), so that a figure is found however it is grouped and in
 * whichever digits it is written.
 */
export function termsOf(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(wordPattern)) {
    if (unspaced.test(match[0])) pushSegments(terms, match[0], match.index);
    else pushWords(terms, match[0], match.index);
  }
  return terms;
}

/** The normal forms of a text's words, joined by spaces: what the full-text index stores. */
export function indexText(text: string): string {
  return termsOf(text)
    .map((term) => term.value)
    .join(" ");
}

/** Longer words of Han characters also count as their pairs: the dictionary may cut a query elsewhere than a text. */
function pushSegments(terms: Term[], run: string, offset: number): void {
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" });
  for (const { segment, index, isWordLike } of segmenter.segment(run)) {
    if (!isWordLike) continue;
    pushTerm(terms, segment, offset + index);
    if (/^\p{sc=Han}{3,}$/u.test(segment)) pushPairs(terms, segment, offset + index);
  }
}

function pushPairs(terms: Term[], word: string, offset: number): void {
  for (let i = 0; i + 2 <= word.length; i++) pushTerm(terms, word.slice(i, i + 2), offset + i);
}

/**
 * Numbers (`1,234.5`) and initials (`U.S`) are one word; `end.Next`, `either,or` and `don't` are two. Korean words also
 * count as pairs of syllables, because particles are written together with them.
 */
function pushWords(terms: Term[], run: string, offset: number): void {
  if (!innerMark.test(run) || numberPattern.test(run) || /^(?:\p{L}\.)+\p{L}$/u.test(run)) {
    pushTerm(terms, run, offset);
    if (/^[가-힣]{3,}$/u.test(run)) pushPairs(terms, run, offset);
    return;
  }
  let start = 0;
  for (const part of run.split(/(['’.,٫٬\u00a0\u2009\u202f])/u)) {
    const isGenitive = part === "s" && start > 0;
    if (part !== "" && !innerMark.test(part) && !isGenitive) pushTerm(terms, part, offset + start);
    start += part.length;
  }
}

function pushTerm(terms: Term[], word: string, start: number): void {
  const value = normalForm(word);
  if (value !== "") terms.push({ value, word, start });
}

const maxCached = 50_000;
const forms = new Map<string, string>();

function normalForm(word: string): string {
  const known = forms.get(word);
  if (known !== undefined) return known;
  const form = makeForm(word);
  if (forms.size >= maxCached) forms.clear();
  forms.set(word, form);
  return form;
}

function makeForm(word: string): string {
  if (/^[a-z]+$/u.test(word)) return stem(word).slice(0, maxTermLength);
  if (/^\p{Nd}/u.test(word)) return numberForm(word).slice(0, maxTermLength);
  const plain = word.normalize("NFKD").replace(latinMarks, "").toLowerCase().replaceAll(".", "").normalize("NFC");
  if (/^[a-z]+$/u.test(plain)) return stem(plain).slice(0, maxTermLength);
  return lightStem(plain.replace(/[^\p{L}\p{N}\p{M}]/gu, "")).slice(0, maxTermLength);
}

/** `1,234.5` and `1.234,5` keep one point at most; inner separators of thousands go. */
function numberForm(word: string): string {
  const plain = word
    .normalize("NFKD")
    .toLowerCase()
    .replace(combining, "")
    .replace(/\p{Nd}/gu, digitOf);
  const digits = plain.replace(/['’٬\s]/gu, "").replaceAll("٫", ".");
  if (/^0[.,]/u.test(digits)) return digits.replace(",", ".");
  const grouped = digits.replace(/[.,](?=\d{3}(?:\D|$))/gu, "");
  return grouped.replaceAll(",", ".").replace(/\.(?=.*\.)/gu, "");
}

/** Decimal digits of every script stand in rows of ten from zero to nine (Unicode Standard, section 4.6). */
function digitOf(digit: string): string {
  if (digit >= "0" && digit <= "9") return digit;
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}
