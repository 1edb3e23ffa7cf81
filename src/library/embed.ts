import type { Term } from "./terms.ts";
import { loadWordVectors, type WordVectors } from "./word-vectors.ts";

/** Length of a vector of the library. */
export const dimensions = 100;

/** Smoothing of "smooth inverse frequency" weights (S. Arora et al., "A simple but tough-to-beat baseline", 2017). */
const smoothing = 1e-3;
const maxCachedWords = 20_000;
/** Length of a hashed word's vector: the median of the pack's. */
const hashedLength = 300;
const hashedWords = new Map<string, Int16Array>();

/**
 * A text's vector from its words: frequent words weigh little, words that are not in the English pack get a vector
 * from their letter groups, so that texts of any language and unknown names compare by their spelling.
 *
 * Contract: pure; the zero vector for a text without words; values are scaled to the full range of 8 bits.
 */
export function embed(terms: readonly Term[]): Int8Array {
  const sum = new Float64Array(dimensions);
  const pack = loadWordVectors();
  for (const { word } of terms) addWord(sum, word, pack);
  return quantise(sum);
}

function addWord(sum: Float64Array, word: string, pack: WordVectors): void {
  const plain = plainForm(word);
  const row = pack.rows.get(plain);
  if (row === undefined) {
    const hashed = hashedVector(plain);
    for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + (hashed[i] ?? 0);
    return;
  }
  const weight = smoothing / (smoothing + frequencyOf(row));
  const start = row * dimensions;
  for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + weight * (pack.matrix[start + i] ?? 0);
}

/** Zipf's law: the word of rank r makes up about 1 / (r ln(1.78 N)) of running text, N being the words known. */
function frequencyOf(row: number): number {
  return 1 / ((row + 1) * 11.4);
}

function plainForm(word: string): string {
  if (/^[a-z]+$/u.test(word)) return word;
  return word
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase();
}

/** Letter groups of two to four, each at a few places of the vector with a sign (feature hashing). */
function hashedVector(word: string): Int16Array {
  const known = hashedWords.get(word);
  if (known) return known;
  const sum = new Float64Array(dimensions);
  const letters = [...`<${word}>`];
  for (let size = 2; size <= 4; size++) {
    for (let start = 0; start + size <= letters.length; start++)
      addGroup(sum, letters.slice(start, start + size).join(""));
  }
  const scale = hashedLength / (Math.hypot(...sum) || 1);
  const vector = Int16Array.from(sum, (value) => Math.round(value * scale));
  if (hashedWords.size >= maxCachedWords) hashedWords.clear();
  hashedWords.set(word, vector);
  return vector;
}

function addGroup(sum: Float64Array, group: string): void {
  let hash = fnv1a(group);
  for (let i = 0; i < 6; i++) {
    const place = (hash >>> 8) % dimensions;
    sum[place] = (sum[place] ?? 0) + (hash & 128 ? 1 : -1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  }
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

function quantise(sum: Float64Array): Int8Array {
  const largest = sum.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0
    ? new Int8Array(dimensions)
    : Int8Array.from(sum, (value) => Math.round((value * 127) / largest));
}
