import { canonicalUrl } from "./canonical-url.ts";
import type { Hit } from "./provider.ts";

/** Where a hit was found. */
export interface Provenance {
  readonly provider: string;
  /** From 1, in the provider's own order. */
  readonly rank: number;
  readonly query: string;
}

/** A hit with everything that found it; the same address is one hit, however it is written. */
export interface FusedHit extends Hit {
  readonly canonicalUrl: string;
  /** Sum over its provenance; comparable within one answer only. */
  readonly score: number;
  readonly provenance: readonly Provenance[];
}

/** What one provider found for one query, best first. */
export interface RankedList {
  readonly provider: string;
  readonly query: string;
  readonly hits: readonly Hit[];
}

/** Damping of reciprocal rank fusion; 60 as in Cormack, Clarke and Büttcher, SIGIR 2009. */
const rankConstant = 60;

function keyOf(hit: Hit): string {
  return hit.url === undefined ? `file:${hit.path ?? hit.title}` : canonicalUrl(hit.url);
}

/** Keeps the first hit's address and title, and fills its gaps from the other. */
function merge(first: FusedHit, second: Hit, source: Provenance): FusedHit {
  return {
    ...second,
    ...first,
    title: first.title || second.title,
    snippet: first.snippet.length >= second.snippet.length ? first.snippet : second.snippet,
    score: first.score + 1 / (rankConstant + source.rank),
    provenance: [...first.provenance, source],
  };
}

/** Each page once per list, at its best rank. */
function distinct(hits: readonly Hit[]): readonly [string, Hit][] {
  const seen = new Map<string, Hit>();
  for (const hit of hits) if (!seen.has(keyOf(hit))) seen.set(keyOf(hit), hit);
  return [...seen];
}

/**
 * Merges ranked lists by reciprocal rank fusion over canonical addresses.
 *
 * Contract: pure; equal scores keep the order of the lists; every hit says who found it and at which rank.
 */
export function fuse(lists: readonly RankedList[]): readonly FusedHit[] {
  const fused = new Map<string, FusedHit>();
  for (const { provider, query, hits } of lists) {
    for (const [index, [key, hit]] of distinct(hits).entries()) {
      const source = { provider, query, rank: index + 1 };
      const known = fused.get(key);
      const fresh = { ...hit, canonicalUrl: key, score: 1 / (rankConstant + source.rank), provenance: [source] };
      fused.set(key, known === undefined ? fresh : merge(known, hit, source));
    }
  }
  return [...fused.values()].toSorted((a, b) => b.score - a.score);
}
