import { findDates } from "../../../evidence/index.ts";
import { embed, termsOf } from "../../../library/index.ts";
import { periodsOf } from "../periods.ts";
import { isScaffolding } from "../scaffolding.ts";
import { isStopWord } from "../stop-words.ts";
import { synonymsOf } from "../thesaurus.ts";

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** The question with other names where its own stand; undefined where they do not stand side by side in it. */
export function withNames(question: string, own: readonly string[], others: readonly string[]): string | undefined {
  const stretch = stretchOf(question, own);
  return stretch && put(question, stretch, others.join(unspaced.test(question) ? "、" : ", "));
}

/** The question with another period where its own stands, or at its end where it has none or a longer one. */
export function withPeriod(question: string, phrase: string, language: string): string {
  const dates = findDates(question, language);
  const others = findDates(phrase, language);
  const [date] = dates;
  const [other] = others;
  if (date && other && dates.length + others.length === 2 && isPlain(phrase, other))
    return put(question, [date.start, date.end], other.text);
  const { rest } = periodsOf(question, language);
  if (unspaced.test(rest)) return `${phrase}${rest}`;
  return withAtEnd(rest, /^\p{Nd}/u.test(phrase) ? `(${phrase})` : phrase);
}

/** The question with more behind its last word. */
export function withAtEnd(question: string, more: string): string {
  const [, body = question, mark = ""] = /^(.*?)\s*([?？!.。؟]*)$/su.exec(question) ?? [];
  return unspaced.test(body) ? `${body}（${more}）${mark}` : `${body} ${more}${mark}`;
}

/** A mere date, or one after a word that only places it: "in 2015", not "since 2015". */
function isPlain(phrase: string, { start }: { readonly start: number }): boolean {
  return !/(?:since|from|after|until|before|seit|ab|bis|vor|depuis|jusqu|desde|hasta|с|до|после)\P{L}*$/iu.test(
    phrase.slice(0, start),
  );
}

/**
 * The question with another matter where its own stands: in place of the one word that is of its kind ("nuclear" for
 * "coal"), else of the whole. Undefined where the matter is not one stretch of the question.
 */
export function withMatter(question: string, topics: readonly string[], matter: string): string | undefined {
  const stretch = stretchOf(question, topics);
  if (!stretch) return undefined;
  const [start, end] = stretch;
  const own = question.slice(start, end);
  const like = topics.length === 1 ? partLike(own, matter) : undefined;
  return put(question, like ? [start + like[0], start + like[1]] : stretch, matter);
}

type Stretch = readonly [start: number, end: number];

const put = (text: string, [start, end]: Stretch, other: string): string =>
  text.slice(0, start) + other + text.slice(end);

/** Where a name or matter stands in a text, as whole words if it does anywhere: "AI" is no part of "said". */
export function placeOf(part: string, text: string): number {
  const words = part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, "iu").exec(text);
  return whole?.index ?? text.toLowerCase().indexOf(part.toLowerCase());
}

/** From the first part to the last, where nothing but joining words stands between them. */
function stretchOf(text: string, parts: readonly string[]): Stretch | undefined {
  const found = parts.map((part) => ({ part, at: placeOf(part, text) })).sort((a, b) => a.at - b.at);
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last || first.at < 0) return undefined;
  const between = found
    .slice(1)
    .map(({ at }, index) => text.slice((found[index]?.at ?? 0) + (found[index]?.part.length ?? 0), at));
  const joined = between.every((gap) => gap.split(/[\s,;、，]+/u).every((word) => word === "" || isStopWord(word)));
  return joined ? [first.at, last.at + last.part.length] : undefined;
}

/** Words are of a kind from here on, by their vectors. */
const leastLikeness = 0.28;

/** Parts of a matter: "efficiency" and "heat pumps" of "efficiency of heat pumps". */
const seam = /\s+(?:of|from|by|in|for|von|aus|der|des|für|de|du|del|par|por)\s+/iu;

/** Where in a matter stands what another matter is an alternative to; nothing where that is the whole. */
function partLike(own: string, other: string): Stretch | undefined {
  if (unspaced.test(own)) return headLike(own, other);
  const words = [...own.matchAll(/[\p{L}\p{N}&.’'-]+/gu)].filter(([word]) => !isStopWord(word) && !isScaffolding(word));
  if (words.length < 2) return undefined;
  const parts = partsOf(own);
  // A measure with a name of its own ("operating income") takes the place of what is measured, not of where.
  const isMeasure = synonymsOf(other, 1).length > 0 && !words.some(([word]) => synonymsOf(word, 1).length > 0);
  if (isMeasure) return parts.length > 1 ? parts[0] : undefined;
  const ranked = words
    .map((match) => ({ match, likeness: likenessOf(match[0], other) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  if (!best || best.likeness < leastLikeness) return undefined;
  const { index, 0: word } = best.match;
  if (!/\s/u.test(other)) return [index, index + word.length];
  return parts.length > 1 ? parts.find(([start, end]) => start <= index && index < end) : undefined;
}

function partsOf(own: string): readonly Stretch[] {
  const parts: Stretch[] = [];
  let start = 0;
  for (const part of own.split(seam)) {
    const at = own.indexOf(part, start);
    parts.push([at, at + part.length]);
    start = at + part.length;
  }
  return parts;
}

/** Chinese words of a kind end with the same character: 煤电 and 核电, 风能 and 太阳能. */
function headLike(own: string, other: string): Stretch | undefined {
  const at = own.indexOf(other.at(-1) ?? " ");
  return at > 0 && at < own.length - 1 ? [0, at + 1] : undefined;
}

function likenessOf(first: string, second: string): number {
  const [one, other] = [embed(termsOf(first)), embed(termsOf(second))];
  let [product, length, otherLength] = [0, 0, 0];
  for (const [index, value] of one.entries()) {
    const opposite = other[index] ?? 0;
    product += value * opposite;
    length += value * value;
    otherLength += opposite * opposite;
  }
  return length * otherLength === 0 ? 0 : product / Math.sqrt(length * otherLength);
}
