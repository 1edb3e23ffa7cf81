import type { Database } from "./database.ts";
import { termsOf } from "./terms.ts";

/** The words of the full-text index. */
export interface Vocabulary {
  /** In how many passages a word (in its normal form) stands. */
  count(word: string): number;
  /** The words that begin with a prefix, most frequent first. */
  complete(prefix: string, limit: number): readonly string[];
  /** The longer words that a word is part of, those that end with it first, then the shortest. */
  containing(part: string, limit: number): readonly string[];
  /** Drops what was kept; to be called when passages came or went. */
  forget(): void;
}

const maxKeptLists = 5_000;

/** Prepares the look-ups in an open database. Counts and the list of words are kept: SQLite walks the index for them. */
export function createVocabulary(database: Database): Vocabulary {
  const selectCount = database.prepare("SELECT doc FROM vocabulary WHERE term = ?");
  const selectPrefix = database.prepare(
    "SELECT term FROM vocabulary WHERE term >= ?1 AND term < ?2 ORDER BY doc DESC, term LIMIT ?3",
  );
  const selectAll = database.prepare("SELECT group_concat(term, ' ') AS words FROM vocabulary");
  const counts = new Map<string, number>();
  // The leads of one question ask for the same unknown words again and again.
  const lists = new Map<string, readonly string[]>();
  const kept = (key: string, find: () => readonly string[]): readonly string[] => {
    const found = lists.get(key) ?? find();
    if (lists.size >= maxKeptLists) lists.clear();
    lists.set(key, found);
    return found;
  };
  let words: readonly string[] | undefined;
  return {
    count: (word) => {
      const known = counts.get(word);
      if (known !== undefined) return known;
      const count = (selectCount.get([word]) as { readonly doc: number } | undefined)?.doc ?? 0;
      counts.set(word, count);
      return count;
    },
    complete: (prefix, limit) =>
      kept(`${limit} ${prefix}`, () => {
        const rows = selectPrefix.all([prefix, `${prefix}\u{10ffff}`, limit]) as { readonly term: string }[];
        return rows.map(({ term }) => term);
      }),
    containing: (part, limit) =>
      kept(`in ${limit} ${part}`, () => {
        words ??= ((selectAll.get([]) as { readonly words: string | null }).words ?? "").split(" ");
        const found = words.filter((word) => word.length > part.length && word.includes(part));
        return found.sort((a, b) => rankIn(a, part) - rankIn(b, part)).slice(0, limit);
      }),
    forget: () => {
      counts.clear();
      lists.clear();
      words = undefined;
    },
  };
}

/** The last part of a compound says what it is: `Krankenversicherung` is an insurance, `Versicherungsbetrug` is none. */
function rankIn(word: string, part: string): number {
  return word.length + (word.endsWith(part) ? 0 : 1_000);
}

/** `Library.rarity`: inverse document frequency as a share of the highest, of the rarest of the words. */
export function rarityOf(words: string, vocabulary: Vocabulary, passages: number): number {
  if (passages < 2) return 1;
  const counts = termsOf(words).map((term) => vocabulary.count(term.value));
  const fewest = Math.max(1, Math.min(passages, ...counts));
  return Math.log(passages / fewest) / Math.log(passages);
}
