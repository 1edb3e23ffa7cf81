import { blockText, type ParsedSource } from "./parsed-source.ts";
import { wordsOf } from "./words.ts";

/**
 * A document in little: its least shingle hashes (bottom-k sketch; Broder, "On the resemblance and containment of
 * documents", 1997), and the numbers it prints, in order.
 */
export interface Sketch {
  /** Sorted; hashes of five words in a row, numbers masked. */
  readonly shingles: Uint32Array;
  /** Whether all shingles are kept. */
  readonly complete: boolean;
  /** Numbers of three digits and more, as printed without grouping; years left out. */
  readonly numbers: readonly string[];
}

const shingleWords = 5;
const keptShingles = 1000;
const keptNumbers = 4000;

const sketches = new WeakMap<ParsedSource, Sketch>();

/** The sketch of a source; made once for each parsed source. */
export function sketchOf(parsed: ParsedSource): Sketch {
  const known = sketches.get(parsed);
  if (known) return known;
  const text = parsed.blocks.map(blockText).join("\n");
  const words = wordsOf(text).map((word) => (/^\d/.test(word) ? "#" : word));
  const hashes = new Set<number>();
  for (let index = 0; index + shingleWords <= words.length; index++) {
    hashes.add(hashOf(words.slice(index, index + shingleWords).join(" ")));
  }
  const sorted = Uint32Array.from(hashes).sort();
  const sketch: Sketch = {
    shingles: sorted.slice(0, keptShingles),
    complete: sorted.length <= keptShingles,
    numbers: numbersIn(text).slice(0, keptNumbers),
  };
  sketches.set(parsed, sketch);
  return sketch;
}

function numbersIn(text: string): readonly string[] {
  const printed = text.match(/\d[\d.,'’\u00a0\u202f]*\d/g) ?? [];
  return printed
    .map((number) => number.replace(/[^\d.]/g, ""))
    .filter((number) => number.replace(/\D/g, "").length >= 3 && !/^(?:1[5-9]|20)\d\d$/.test(number));
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Estimated share of common shingles: of both together, and of the one that has fewer. */
export function resemblance(
  a: Sketch,
  b: Sketch,
): { readonly jaccard: number; readonly containment: number; readonly common: number } {
  const limit = Math.min(lastOf(a), lastOf(b));
  const left = a.shingles.filter((hash) => hash <= limit);
  const right = new Set(b.shingles.filter((hash) => hash <= limit));
  let common = 0;
  for (const hash of left) if (right.has(hash)) common++;
  const union = left.length + right.size - common;
  const smaller = Math.min(left.length, right.size);
  return { jaccard: union === 0 ? 0 : common / union, containment: smaller === 0 ? 0 : common / smaller, common };
}

function lastOf(sketch: Sketch): number {
  return sketch.complete ? Number.POSITIVE_INFINITY : (sketch.shingles.at(-1) ?? Number.POSITIVE_INFINITY);
}

const runLength = 4;

/** Share of the runs of four numbers of the smaller one that the other has too, and how many runs that is. */
export function commonNumberRuns(a: Sketch, b: Sketch): { readonly share: number; readonly runs: number } {
  const [left, right] = [runsOf(a.numbers), runsOf(b.numbers)];
  const [smaller, larger] = left.size <= right.size ? [left, right] : [right, left];
  const common = [...smaller].filter((run) => larger.has(run)).length;
  return { share: smaller.size === 0 ? 0 : common / smaller.size, runs: common };
}

function runsOf(numbers: readonly string[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (let index = 0; index + runLength <= numbers.length; index++)
    runs.add(numbers.slice(index, index + runLength).join(" "));
  return runs;
}
