import type { Database } from "./database.ts";
import { VectorIndex } from "./vector-index.ts";

interface VectorRow {
  readonly source: number;
  readonly first: number;
  readonly matrix: ArrayBuffer;
}

/** The vectors of all passages. */
export interface Vectors {
  current(): VectorIndex;
}

/**
 * The vectors in memory, loaded on first use and kept equal to the database, whoever writes it.
 *
 * Added sources are read alone; after a removal everything is read again, which is rare.
 */
export function createVectors(database: Database): Vectors {
  const selectRemovals = database.prepare("SELECT value FROM state WHERE name = 'removals'");
  const selectVectors = database.prepare("SELECT source, first, matrix FROM vectors WHERE first > ? ORDER BY first");
  let index = new VectorIndex();
  let lastFirst = 0;
  let removals = -1;
  return {
    current: () => {
      const { value } = selectRemovals.get([]) as { readonly value: number };
      if (value !== removals) {
        index = new VectorIndex();
        lastFirst = 0;
        removals = value;
      }
      for (const row of selectVectors.all([lastFirst]) as VectorRow[]) {
        index.add({ source: row.source, first: row.first, matrix: new Int8Array(row.matrix) });
        lastFirst = row.first;
      }
      return index;
    },
  };
}
