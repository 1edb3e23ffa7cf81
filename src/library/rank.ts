/** A passage on its way into an answer. */
export interface Candidate {
  readonly passage: number;
  readonly source: number;
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
  options: { readonly diversity: number; readonly similarity: (a: T, b: T) => number },
): readonly T[] {
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 0) || 1;
  const rest = candidates.map((candidate) => ({ candidate, relevance: candidate.score / best, nearest: 0 }));
  const perSource = new Map<Ranked["source"], number>();
  const chosen: T[] = [];
  while (chosen.length < limit && rest.length > 0) {
    const gains = rest.map(({ candidate, relevance, nearest }) => {
      const repeats = perSource.get(candidate.source) ?? 0;
      return (1 - options.diversity) * relevance * repeatedSourceFactor ** repeats - options.diversity * nearest;
    });
    const [taken] = rest.splice(gains.indexOf(Math.max(...gains)), 1);
    if (!taken) break;
    chosen.push(taken.candidate);
    perSource.set(taken.candidate.source, (perSource.get(taken.candidate.source) ?? 0) + 1);
    for (const entry of options.diversity > 0 ? rest : []) {
      entry.nearest = Math.max(entry.nearest, options.similarity(entry.candidate, taken.candidate));
    }
  }
  return chosen;
}
