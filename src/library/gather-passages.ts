import type { Library, Passage, PassageHit } from "./library.ts";

/** As in `PassageQuery`; `limit` is of the whole answer. */
export interface GatherOptions {
  readonly limit: number;
  readonly sourceIds?: readonly string[];
  readonly kinds?: readonly Passage["kind"][];
}

/** Passages for several queries at once, fused. */
export function gatherPassages(
  library: Library,
  queries: readonly string[],
  options: GatherOptions,
): readonly PassageHit[] {
  const best = new Map<string, PassageHit>();
  for (const query of queries) {
    for (const [rank, hit] of library.search({ ...options, query }).entries()) {
      const score = (best.get(hit.id)?.score ?? 0) + 1 / (60 + rank);
      best.set(hit.id, { ...hit, score });
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score).slice(0, options.limit);
}
