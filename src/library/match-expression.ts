import type { ParsedQuery } from "./parse-query.ts";

/** Finds index words that begin with a prefix, most frequent first. */
export type Complete = (prefix: string, limit: number) => readonly string[];

/** In how many passages a word stands. */
export type CountPassages = (word: string) => number;

const minPrefixLength = 4;
const maxCompletions = 8;

/**
 * The full-text expressions of a query, the strictest first; the first that finds something is the answer.
 *
 * Contract: pure but for the look-ups; every word is in quotation marks, so that nothing a user types is syntax.
 */
export function matchExpressions(
  query: ParsedQuery,
  index: { readonly complete: Complete; readonly count: CountPassages },
): readonly string[] {
  const words = query.words.flatMap((word) => (index.count(word) > 0 ? [word] : completions(word, index.complete)));
  const phrases = [...query.quoted, ...query.names].filter((phrase) => phrase.length > 1);
  const any = [...new Set([...words.map((word) => phrase([word])), ...phrases.map(phrase)])].join(" OR ");
  if (any === "") return [];
  const required = query.quoted.map(phrase).join(" AND ");
  return required === "" ? [any] : [`(${required}) AND (${any})`, any];
}

/** Words that begin like one that stands nowhere: inflected forms, and the first part of a compound. */
function completions(word: string, complete: Complete): readonly string[] {
  for (let length = word.length; length >= minPrefixLength; length--) {
    const found = complete(word.slice(0, length), maxCompletions);
    if (found.length > 0) return found;
    if (length < word.length - 3 && length < word.length * 0.6) break;
  }
  return [];
}

function phrase(words: readonly string[]): string {
  return `"${words.map((word) => word.replaceAll('"', "")).join(" ")}"`;
}
