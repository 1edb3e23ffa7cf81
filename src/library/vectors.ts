import type { Database } from "./database.ts";
import { VectorIndex } from "./vector-index.ts";

interface VectorRow {
  readonly source: number;
  readonly first: number;
  readonly matrix: ArrayBuffer;
}

interface StateRow {
  readonly removals: number;
  readonly next: number;
}

/** The vectors of all passages. */
export interface Vectors {
  /** Looks at the database first; `onChange` is called when passages came or went. */
  current(): VectorIndex;
}

/**
 * The vectors in memory, loaded on first use and kept equal to the database, whoever writes it.
 *
 * Added sources are read alone; after a removal everything is read again, which is rare.
 */
export function createVectors(database: Database, onChange: () => void): Vectors {
  const selectState = database.prepare(
    `SELECT (SELECT value FROM state WHERE name = 'removals') AS removals,
            (SELECT value FROM state WHERE name = 'next') AS next`,
  );
  const selectVectors = database.prepare("SELECT source, first, matrix FROM vectors WHERE first > ? ORDER BY first");
  let index = new VectorIndex();
  let lastFirst = 0;
  let known: StateRow = { removals: -1, next: -1 };
  return {
    current: () => {
      const state = selectState.get([]) as StateRow;
      if (state.removals === known.removals && state.next === known.next) return index;
      if (state.removals !== known.removals) {
        index = new VectorIndex();
        lastFirst = 0;
      }
      known = state;
      for (const row of selectVectors.all([lastFirst]) as VectorRow[]) {
        index.add({ source: row.source, first: row.first, matrix: new Int8Array(row.matrix) });
        lastFirst = row.first;
      }
      onChange();
      return index;
    },
  };
}
