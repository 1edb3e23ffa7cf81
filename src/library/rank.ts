/** A passage on its way into an answer. */
export interface Candidate {
  /** Row numbers of the passage and of its source. */
  readonly passage: number;
  readonly source: number;
  /** Higher is better; compares only within one ranking. */
  readonly score: number;
}

/** A ranking, best first; scores above 0, comparable within it only. */
export interface Ranking {
  readonly entries: readonly { readonly passage: number; readonly score: number }[];
  readonly weight: number;
}

/**
 * Adds up the weighted scores of rankings, each divided by its best (S. Bruch, S. Gai, A. Ingber, "An analysis of fusion
 * functions for hybrid retrieval", TOIS 2023). Ranks alone would let two middling places beat one perfect match.
 */
export function fuse(rankings: readonly Ranking[]): ReadonlyMap<number, number> {
  const scores = new Map<number, number>();
  for (const { entries, weight } of rankings) {
    const best = entries[0]?.score ?? 1;
    for (const { passage, score } of entries) {
      scores.set(passage, (scores.get(passage) ?? 0) + (weight * score) / best);
    }
  }
  return scores;
}

/** What `diversify` needs to know of a candidate. */
interface Ranked {
  readonly score: number;
  readonly source: number | string;
}

/** Each further passage of a source counts this much less, so that a long document cannot fill the answer. */
const repeatedSourceFactor = 0.93;

/**
 * Maximal marginal relevance (J. Carbonell, J. Goldstein, SIGIR 1998) with coverage of sources.
 *
 * Contract: deterministic; `diversity` 0 leaves relevance alone and 1 counts only difference from what was chosen;
 * returns at most `limit` candidates in the order of choice.
 */
export function diversify<T extends Ranked>(
  candidates: readonly T[],
  limit: number,
  { diversity, similarity }: { readonly diversity: number; readonly similarity: (a: T, b: T) => number },
): readonly T[] {
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 0) || 1;
  const perSource = new Map<Ranked["source"], Shelf>();
  const rest = candidates.map((candidate): Waiting<T> => {
    const shelf = perSource.get(candidate.source) ?? { factor: 1 };
    perSource.set(candidate.source, shelf);
    return { candidate, shelf, relevance: ((1 - diversity) * candidate.score) / best, nearest: 0, compared: 0 };
  });
  const chosen: T[] = [];
  const isCompared = (entry: Waiting<T>): boolean => {
    if (diversity === 0 || entry.compared === chosen.length) return true;
    for (const other of chosen.slice(entry.compared))
      entry.nearest = Math.max(entry.nearest, similarity(entry.candidate, other));
    entry.compared = chosen.length;
    return false;
  };
  while (chosen.length < limit && rest.length > 0) {
    // Lazy greedy choice (M. Minoux, 1978): comparing only ever lowers a gain, so what is compared with all and still
    // the highest is the best, and most candidates are never compared.
    const index = highestGain(rest, diversity);
    const entry = rest[index];
    if (!entry) break;
    if (!isCompared(entry)) continue;
    rest.splice(index, 1);
    chosen.push(entry.candidate);
    entry.shelf.factor *= repeatedSourceFactor;
  }
  return chosen;
}

/** What the next passage of a source counts. */
interface Shelf {
  factor: number;
}

interface Waiting<T> {
  readonly candidate: T;
  readonly shelf: Shelf;
  readonly relevance: number;
  /** Similarity to the nearest of those chosen that it was compared with. */
  nearest: number;
  /** How many of those chosen it was compared with. */
  compared: number;
}

/** The first entry of the highest gain, as far as it is known. */
function highestGain(entries: readonly Omit<Waiting<unknown>, "candidate">[], diversity: number): number {
  let index = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (!entry) continue;
    const gain = entry.relevance * entry.shelf.factor - diversity * entry.nearest;
    if (gain <= most) continue;
    index = i;
    most = gain;
  }
  return index;
}
