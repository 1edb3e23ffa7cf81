import type { PassageHit } from "./library.ts";
import { termsOf } from "./terms.ts";

/** A set of words as numbers, ascending. */
export type WordSet = Uint32Array;

const maxPassages = 4_000;
const maxWords = 200_000;

/**
 * The words of passages, as sets that compare fast.
 *
 * Contract: kept from call to call, since a passage's id derives from its text; sets of one `WordSets` only compare
 * with each other until the next call of `tidy`.
 */
export interface WordSets {
  /** The words of a passage's text. */
  ofText(hit: PassageHit): WordSet;
  /** The words of its source's title. */
  ofTitle(hit: PassageHit): WordSet;
  /** Whether a word (in its normal form) is in the passage or its source's title. */
  has(hit: PassageHit, word: string): boolean;
  /** Forgets everything once it has grown too large; to be called between two tasks. */
  tidy(): void;
}

/** Starts empty; the numbers of words hold for this one only. */
export function createWordSets(): WordSets {
  const numbers = new Map<string, number>();
  const texts = new Map<string, WordSet>();
  const titles = new Map<string, WordSet>();
  const setOf = (text: string): WordSet => {
    const found = new Set(termsOf(text).map(({ value }) => numberOf(value, numbers)));
    return Uint32Array.from(found).sort();
  };
  const keep = (key: string, text: string, sets: Map<string, WordSet>): WordSet => {
    const known = sets.get(key) ?? setOf(text);
    sets.set(key, known);
    return known;
  };
  const sets: WordSets = {
    ofText: (hit) => keep(hit.id, hit.text, texts),
    ofTitle: ({ sourceTitle }) => keep(sourceTitle, sourceTitle, titles),
    has: (hit, word) => {
      const number = numberOf(word, numbers);
      return contains(sets.ofText(hit), number) || contains(sets.ofTitle(hit), number);
    },
    tidy: () => {
      if (texts.size + titles.size <= maxPassages && numbers.size <= maxWords) return;
      for (const map of [numbers, texts, titles]) map.clear();
    },
  };
  return sets;
}

function numberOf(word: string, numbers: Map<string, number>): number {
  const known = numbers.get(word);
  if (known !== undefined) return known;
  numbers.set(word, numbers.size);
  return numbers.size - 1;
}

function contains(set: WordSet, number: number): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = set[middle] ?? 0;
    if (found === number) return true;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Jaccard's coefficient of two sets; 0 when both are empty. */
export function overlap(a: WordSet, b: WordSet): number {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) common++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return common / (a.length + b.length - common || 1);
}
