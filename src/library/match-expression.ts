import type { ParsedQuery } from "./parse-query.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** From this many passages on, words of more than this share are left out where rarer ones say what is meant. */
const manyPassages = 5_000;
const commonShare = 0.1;
const minRareWords = 2;
const minPrefixLength = 4;
/** The shortest part of a compound that is looked for in the middle and at the end of words. */
const minPartLength = 5;
const maxCompletions = 8;

/**
 * The full-text expressions of a query, the strictest first; the first that finds something is the answer.
 *
 * Contract: pure but for the look-ups; every word is in quotation marks, so that nothing a user types is syntax.
 */
export function matchExpressions(
  query: ParsedQuery,
  vocabulary: Vocabulary,
  { passages, quotedOnly }: { readonly passages: number; readonly quotedOnly: boolean },
): readonly string[] {
  const found = query.words.flatMap((word) => (vocabulary.count(word) > 0 ? [word] : completions(word, vocabulary)));
  const phrases = [...query.quoted, ...query.names].filter((words) => words.length > 1);
  const words = telling(found, vocabulary, passages).map((word) => phrase([word]));
  const any = [...new Set([...words, ...phrases.map(phrase)])].join(" OR ");
  if (any === "") return [];
  const required = query.quoted.map(phrase).join(" AND ");
  if (required === "") return [any];
  return [`(${required}) AND (${any})`, ...(quotedOnly ? [] : [any])];
}

/** A word that stands in every tenth passage costs most of the time and adds next to nothing to BM25. */
function telling(words: readonly string[], vocabulary: Vocabulary, passages: number): readonly string[] {
  if (passages < manyPassages) return words;
  const rare = words.filter((word) => vocabulary.count(word) <= passages * commonShare);
  return rare.length < minRareWords ? words : rare;
}

/**
 * Words akin to one that stands nowhere: those it begins, compounds it is part of, and the parts it is made of itself,
 * of which the first may also be an inflected form.
 */
function completions(word: string, vocabulary: Vocabulary): readonly string[] {
  const longer = vocabulary.complete(word, maxCompletions);
  if (longer.length > 0 || !/^\p{L}+$/u.test(word)) return longer;
  const compounds = word.length < minPartLength ? [] : vocabulary.containing(word, maxCompletions);
  if (compounds.length > 0) return compounds;
  const [first, last] = [firstPart(word, vocabulary), lastPart(word, vocabulary)];
  return [...first, ...last.filter((part) => !first.includes(part))];
}

function firstPart(word: string, vocabulary: Vocabulary): readonly string[] {
  const shortest = Math.max(minPrefixLength, Math.ceil(word.length / 3));
  for (let length = word.length - 1; length >= shortest; length--) {
    const found = vocabulary.complete(word.slice(0, length), maxCompletions);
    if (found.length > 0) return found;
  }
  return [];
}

function lastPart(word: string, vocabulary: Vocabulary): readonly string[] {
  for (let start = minPartLength - 1; start <= word.length - minPartLength; start++) {
    const part = word.slice(start);
    if (vocabulary.count(part) > 0) return [part];
  }
  return [];
}

function phrase(words: readonly string[]): string {
  return `"${words.map((word) => word.replaceAll('"', "")).join(" ")}"`;
}
