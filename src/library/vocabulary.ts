import type { Database } from "./database.ts";
import { termsOf } from "./terms.ts";
import type { VectorIndex } from "./vector-index.ts";
import type { Vectors } from "./vectors.ts";

/** The words of the full-text index. */
export interface Vocabulary {
  /** In how many passages a word (in its normal form) stands. */
  count(word: string): number;
  /** The words that begin with a prefix, most frequent first. */
  complete(prefix: string, limit: number): readonly string[];
}

/** Prepares the look-ups in an open database. Counts are kept until passages change: SQLite counts a long list anew. */
export function createVocabulary(database: Database, vectors: Vectors): Vocabulary {
  const selectCount = database.prepare("SELECT doc FROM vocabulary WHERE term = ?");
  const selectPrefix = database.prepare(
    "SELECT term FROM vocabulary WHERE term >= ?1 AND term < ?2 ORDER BY doc DESC, term LIMIT ?3",
  );
  const counts = new Map<string, number>();
  let counted: VectorIndex | undefined;
  let size = 0;
  return {
    count: (word) => {
      const index = vectors.current();
      if (index !== counted || index.size !== size) counts.clear();
      counted = index;
      size = index.size;
      const known = counts.get(word);
      if (known !== undefined) return known;
      const count = (selectCount.get([word]) as { readonly doc: number } | undefined)?.doc ?? 0;
      counts.set(word, count);
      return count;
    },
    complete: (prefix, limit) => {
      const rows = selectPrefix.all([prefix, `${prefix}\u{10ffff}`, limit]) as { readonly term: string }[];
      return rows.map(({ term }) => term);
    },
  };
}

/** `Library.rarity`: inverse document frequency as a share of the highest, of the rarest of the words. */
export function rarityOf(words: string, vocabulary: Vocabulary, passages: number): number {
  if (passages < 2) return 1;
  const counts = termsOf(words).map((term) => vocabulary.count(term.value));
  const fewest = Math.max(1, Math.min(passages, ...counts));
  return Math.log(passages / fewest) / Math.log(passages);
}
