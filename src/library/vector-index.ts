import { dimensions } from "./embed.ts";

/** Vectors of the passages of one source, whose numbers follow each other. */
export interface SourceVectors {
  /** Row numbers of the source and of its first passage. */
  readonly source: number;
  readonly first: number;
  /** One row of `dimensions` numbers a passage. */
  readonly matrix: Int8Array;
}

/** A passage and its cosine to the vector asked for. */
export interface Neighbour {
  /** Its row number. */
  readonly passage: number;
  /** -1 to 1, 1 for the same direction. */
  readonly score: number;
}

interface Segment extends SourceVectors {
  readonly lengths: Float32Array;
}

/**
 * All vectors in memory, compared one by one: 100,000 take some 15 ms.
 *
 * Contract: holds what was added, nothing else; the owner keeps it equal to the database.
 */
export class VectorIndex {
  /** By first passage number, ascending. */
  readonly #segments: Segment[] = [];
  #size = 0;

  add(vectors: SourceVectors): void {
    const lengths = Float32Array.from({ length: vectors.matrix.length / dimensions }, (_, row) =>
      Math.sqrt(product(vectors.matrix, row * dimensions, vectors.matrix, row * dimensions)),
    );
    this.#segments.push({ ...vectors, lengths });
    if (vectors.first < (this.#segments.at(-2)?.first ?? 0)) this.#segments.sort((a, b) => a.first - b.first);
    this.#size += lengths.length;
  }

  /** How many passages there are. */
  get size(): number {
    return this.#size;
  }

  /** The `limit` passages most similar to the vector, in the sources given or in all; only similarities above 0. */
  nearest(vector: Int8Array, limit: number, sources?: ReadonlySet<number>): readonly Neighbour[] {
    const length = Math.sqrt(product(vector, 0, vector, 0));
    if (length === 0) return [];
    const found: Neighbour[] = [];
    let least = 0;
    for (const segment of this.#segments) {
      if (sources && !sources.has(segment.source)) continue;
      for (let row = 0; row < segment.lengths.length; row++) {
        const similarity =
          product(vector, 0, segment.matrix, row * dimensions) /
          (length * (segment.lengths[row] || Number.POSITIVE_INFINITY));
        if (similarity <= least) continue;
        found.push({ passage: segment.first + row, score: similarity });
        if (found.length >= limit * 4) least = keepBest(found, limit);
      }
    }
    keepBest(found, limit);
    return found;
  }

  /** The passages given by their cosine to the vector, best first; only similarities above 0. */
  compare(vector: Int8Array, passages: readonly { readonly passage: number }[]): readonly Neighbour[] {
    const length = Math.sqrt(product(vector, 0, vector, 0));
    if (length === 0) return [];
    const found = passages.flatMap(({ passage }) => {
      const segment = this.#find(passage);
      if (!segment) return [];
      const row = passage - segment.first;
      const lengths = length * (segment.lengths[row] || Number.POSITIVE_INFINITY);
      return [{ passage, score: product(vector, 0, segment.matrix, row * dimensions) / lengths }];
    });
    return found.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.passage - b.passage);
  }

  /** Cosine of two passages' vectors; 0 when one is unknown or empty. */
  similarity(passage: number, other: number): number {
    const a = this.#find(passage);
    const b = this.#find(other);
    if (!a || !b) return 0;
    const rowA = passage - a.first;
    const rowB = other - b.first;
    const lengths = (a.lengths[rowA] ?? 0) * (b.lengths[rowB] ?? 0);
    return lengths === 0 ? 0 : product(a.matrix, rowA * dimensions, b.matrix, rowB * dimensions) / lengths;
  }

  /** Row number of the source a passage belongs to; undefined when the passage is unknown. */
  sourceOf(passage: number): number | undefined {
    return this.#find(passage)?.source;
  }

  #find(passage: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.#segments[middle];
      if (!segment) return undefined;
      if (passage < segment.first) high = middle - 1;
      else if (passage >= segment.first + segment.lengths.length) low = middle + 1;
      else return segment;
    }
    return undefined;
  }
}

/** Cuts the list to its best, ties by passage number, and returns the least similarity kept. */
function keepBest(found: Neighbour[], limit: number): number {
  found.sort((a, b) => b.score - a.score || a.passage - b.passage);
  found.length = Math.min(found.length, limit);
  return found.length < limit ? 0 : (found.at(-1)?.score ?? 0);
}

function product(a: Int8Array, startA: number, b: Int8Array, startB: number): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += (a[startA + i] ?? 0) * (b[startB + i] ?? 0);
  return sum;
}
