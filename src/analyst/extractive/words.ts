import { termsOf } from "../../library/index.ts";
import { isStopWord } from "./stop-words.ts";

/** The normal forms of the words that carry meaning, in order, with repeats. */
export function contentTerms(text: string): readonly string[] {
  return termsOf(text)
    .filter(({ word }) => !isStopWord(word))
    .map(({ value }) => value.replace(arabicArticle, ""));
}

/** "المخاطر" and "مخاطر" are one word. */
const arabicArticle = /^(?:وال|بال|كال|فال|لل|ال)(?=\p{sc=Arabic}{3,})/u;

const labelGlue = new Set([
  "of",
  "the",
  "and",
  "a",
  "an",
  "in",
  "for",
  "to",
  "by",
  "from",
  "on",
  "at",
  "der",
  "die",
  "das",
  "und",
  "de",
  "des",
  "et",
  "la",
  "el",
  "y",
]);

/** Terms of a label: in few words each counts, so only joining words are dropped. */
export function labelTerms(text: string): ReadonlySet<string> {
  return new Set(
    termsOf(text)
      .filter(({ word }) => !labelGlue.has(word.toLowerCase()))
      .map(({ value }) => value),
  );
}

/** The `contentTerms` of a text, each once. */
export function termSet(text: string): ReadonlySet<string> {
  return new Set(contentTerms(text));
}

/** Share of `wanted` that stands in `found`, 0 to 1; 0 when nothing is wanted. */
export function containment(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let shared = 0;
  for (const term of wanted) if (found.has(term)) shared++;
  return shared / wanted.size;
}

/** Shared terms over all terms, 0 to 1. */
export function jaccard(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of first) if (second.has(term)) shared++;
  const union = first.size + second.size - shared;
  return union === 0 ? 0 : shared / union;
}

/** First letter in upper case, the rest untouched; a name with a capital of its own (`iPhone`) is written as it is. */
export function capitalise(text: string): string {
  return text.replace(/^\p{Ll}(?!\p{L}*\p{Lu})/u, (letter) => letter.toUpperCase());
}

/** `Total net sales` in the middle of a sentence: lower case unless it is a name or an abbreviation. */
export function decapitalise(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll}+(?:[\s-]+\p{Ll}|,|$))/u, (letter) => letter.toLowerCase());
}
