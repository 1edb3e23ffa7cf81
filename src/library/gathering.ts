import type { Library, Passage, PassageHit } from "./library.ts";
import type { ParsedQuery } from "./parse-query.ts";
import type { WordSets } from "./word-sets.ts";

/** As in `PassageQuery`; `limit` is of the whole answer. */
export interface GatherOptions {
  readonly limit: number;
  readonly sourceIds?: readonly string[];
  readonly kinds?: readonly Passage["kind"][];
}

/** A passage on its way into the answer. */
export interface Entry {
  readonly hit: PassageHit;
  /** What the first wave gives it, in shares of the best match. */
  direct: number;
  /** The strength of the best lead to it, 0 to 1. */
  lead: number;
  /** `aboutWeight` when its source's title has a name of the query, else 0. */
  about: number;
}

/** One query being answered. */
export interface Gathering {
  readonly library: Library;
  readonly query: string;
  readonly parsed: ParsedQuery;
  readonly scope: Omit<GatherOptions, "limit">;
  readonly entries: Map<string, Entry>;
  readonly sets: WordSets;
  readonly rarities: Map<string, number>;
}

/** The entry of a passage, made when it is new. */
export function entryOf({ entries }: Pick<Gathering, "entries">, hit: PassageHit): Entry {
  const entry = entries.get(hit.id) ?? { hit, direct: 0, lead: 0, about: 0 };
  entries.set(hit.id, entry);
  return entry;
}

/** The best passages of one source; the text that named it keeps a title in play that the query lacks. */
export function searchSource(
  { library, query, scope }: Gathering,
  sourceId: string,
  { text, limit }: { readonly text: string; readonly limit: number },
): readonly PassageHit[] {
  return library.search({ ...scope, sourceIds: [sourceId], query: `${text} ${query}`, limit, diversity: 0 });
}

/** Those of the sources that may be searched. */
export function inScope({ scope }: Gathering, sourceIds: readonly string[]): readonly string[] {
  return scope.sourceIds ? sourceIds.filter((id) => scope.sourceIds?.includes(id)) : sourceIds;
}

/** How much of the words, by rarity, stands in a passage or its source's title; undefined when they tell nothing apart. */
export function shareOf(words: readonly string[], hit: PassageHit, gathering: Gathering): number | undefined {
  const { library, sets, rarities } = gathering;
  let all = 0;
  let present = 0;
  for (const word of words) {
    const rarity = rarities.get(word) ?? library.rarity(word);
    rarities.set(word, rarity);
    all += rarity;
    if (sets.has(hit, word)) present += rarity;
  }
  return all === 0 ? undefined : present / all;
}
