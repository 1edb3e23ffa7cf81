/** A passage on its way into an answer. */
export interface Candidate {
  readonly passage: number;
  readonly source: number;
  readonly score: number;
}

/** The usual constant of reciprocal rank fusion (G. Cormack et al., SIGIR 2009). */
const fusionConstant = 60;

/** Adds up `weight / (60 + rank)` over lists of passage numbers, best first. */
export function fuseRanks(
  lists: readonly { readonly passages: readonly number[]; readonly weight: number }[],
): ReadonlyMap<number, number> {
  const scores = new Map<number, number>();
  for (const { passages, weight } of lists) {
    for (const [rank, passage] of passages.entries()) {
      scores.set(passage, (scores.get(passage) ?? 0) + weight / (fusionConstant + rank + 1));
    }
  }
  return scores;
}

/** Each further passage of a source counts this much less, so that a long document cannot fill the answer. */
const repeatedSourceFactor = 0.93;

/**
 * Maximal marginal relevance (J. Carbonell, J. Goldstein, SIGIR 1998) with coverage of sources.
 *
 * Contract: deterministic; `diversity` 0 leaves relevance alone and 1 counts only difference from what was chosen;
 * returns at most `limit` candidates in the order of choice.
 */
export function diversify(
  candidates: readonly Candidate[],
  limit: number,
  options: { readonly diversity: number; readonly similarity: (a: number, b: number) => number },
): readonly Candidate[] {
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 0) || 1;
  const rest = candidates.map((candidate) => ({ candidate, relevance: candidate.score / best, nearest: 0 }));
  const perSource = new Map<number, number>();
  const chosen: Candidate[] = [];
  while (chosen.length < limit && rest.length > 0) {
    const gain = ({ candidate, relevance, nearest }: (typeof rest)[number]): number =>
      (1 - options.diversity) * relevance * repeatedSourceFactor ** (perSource.get(candidate.source) ?? 0) -
      options.diversity * nearest;
    const gains = rest.map(gain);
    const [taken] = rest.splice(gains.indexOf(Math.max(...gains)), 1);
    if (!taken) break;
    chosen.push(taken.candidate);
    perSource.set(taken.candidate.source, (perSource.get(taken.candidate.source) ?? 0) + 1);
    for (const entry of rest) {
      entry.nearest = Math.max(entry.nearest, options.similarity(entry.candidate.passage, taken.candidate.passage));
    }
  }
  return chosen;
}
