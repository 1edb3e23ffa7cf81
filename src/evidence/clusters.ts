import { canParseUrl } from "../report/can-parse-url.ts";
import type { Source } from "../report/index.ts";
import type { ParsedSource } from "./parsed-source.ts";
import { commonNumberRuns, resemblance, type Sketch, sketchOf } from "./sketch.ts";

/** A source that repeats another nearly word for word, but with other numbers. */
export interface NearCopy {
  readonly sourceIds: readonly [string, string];
  /** Numbers that only the first and only the second has, at most five each. */
  readonly differing: readonly [readonly string[], readonly string[]];
}

/** Pages of shorter text have too few shingles to tell a copy from a common phrase. */
const leastCommonShingles = 20;
const copyJaccard = 0.5;
/** An excerpt of another source depends on it too. */
const excerptContainment = 0.8;
const numberRunShare = 0.6;
const leastNumberRuns = 8;
const nearCopyJaccard = 0.85;

/**
 * Groups sources that depend on each other: the same canonical address, the same words (syndication, mirrors,
 * excerpts), or the same numbers in the same order.
 *
 * Contract: source id → cluster id, the least source id of the cluster; every source given is in the answer; sources
 * without parsed text stand alone.
 */
export function clusterSources(
  sources: readonly Source[],
  parsedById: ReadonlyMap<string, ParsedSource>,
): ReadonlyMap<string, string> {
  const parents = new Map(sources.map((source) => [source.id, source.id]));
  const rootOf = (id: string): string => {
    const parent = parents.get(id) ?? id;
    return parent === id ? id : rootOf(parent);
  };
  const unite = (first: string, second: string): void => {
    const [a, b] = [rootOf(first), rootOf(second)].sort();
    if (a !== undefined && b !== undefined && a !== b) parents.set(b, a);
  };
  for (const [first, second] of sameAddress(sources, parsedById)) unite(first, second);
  for (const { ids, sketches } of candidatePairs(sources, parsedById)) {
    if (rootOf(ids[0]) !== rootOf(ids[1]) && isDependent(...sketches)) unite(...ids);
  }
  return new Map(sources.map((source) => [source.id, rootOf(source.id)]));
}

/** Sources that repeat another nearly word for word but with other numbers: a sign of tampering or of careless copying. */
export function findNearCopies(
  sources: readonly Source[],
  parsedById: ReadonlyMap<string, ParsedSource>,
): readonly NearCopy[] {
  return candidatePairs(sources, parsedById).flatMap(({ ids, sketches }) => {
    const [a, b] = sketches;
    const { jaccard, common } = resemblance(a, b);
    if (jaccard < nearCopyJaccard || common < leastCommonShingles) return [];
    const [inA, inB] = [new Set(a.numbers), new Set(b.numbers)];
    const onlyA = [...inA].filter((number) => !inB.has(number));
    const onlyB = [...inB].filter((number) => !inA.has(number));
    const shared = inA.size - onlyA.length;
    // Another issue of the same periodical has other numbers throughout; a tampered copy has most in common.
    if (onlyA.length === 0 || onlyB.length === 0 || shared < Math.max(onlyA.length, onlyB.length)) return [];
    return [{ sourceIds: ids, differing: [onlyA.slice(0, 5), onlyB.slice(0, 5)] as const }];
  });
}

function isDependent(a: Sketch, b: Sketch): boolean {
  const { jaccard, containment, common } = resemblance(a, b);
  if (common >= leastCommonShingles && (jaccard >= copyJaccard || containment >= excerptContainment)) return true;
  const { share, runs } = commonNumberRuns(a, b);
  return runs >= leastNumberRuns && share >= numberRunShare;
}

function sameAddress(
  sources: readonly Source[],
  parsedById: ReadonlyMap<string, ParsedSource>,
): readonly (readonly [string, string])[] {
  const byAddress = new Map<string, string>();
  return sources.flatMap((source) => {
    const address = canonicalAddress(parsedById.get(source.id)?.metadata.canonicalUrl ?? source.url);
    if (address === undefined) return [];
    const known = byAddress.get(address);
    if (known === undefined) byAddress.set(address, source.id);
    return known === undefined ? [] : [[known, source.id] as const];
  });
}

/** Without scheme, `www.`, fragment, tracking parameters and trailing slash; undefined for a bare site. */
export function canonicalAddress(url: string | undefined): string | undefined {
  if (url === undefined || !canParseUrl(url)) return undefined;
  const parsed = new URL(url);
  for (const key of [...parsed.searchParams.keys()])
    if (/^(?:utm_|fbclid|gclid|ref$)/.test(key)) parsed.searchParams.delete(key);
  parsed.searchParams.sort();
  const path = `${parsed.pathname.replace(/\/+$/, "")}${parsed.search}`;
  return path === "" ? undefined : `${parsed.hostname.replace(/^www\./, "")}${path}`;
}

interface Pair {
  readonly ids: readonly [string, string];
  readonly sketches: readonly [Sketch, Sketch];
}

/** A shingle or run in more sources than this is a common phrase; links along the chain still join copies. */
const maxPostings = 60;

/** Pairs that share at least one shingle or run of numbers, found through an inverted index. */
function candidatePairs(sources: readonly Source[], parsedById: ReadonlyMap<string, ParsedSource>): readonly Pair[] {
  const entries = sources.flatMap((source) => {
    const parsed = parsedById.get(source.id);
    return parsed ? [{ id: source.id, sketch: sketchOf(parsed) }] : [];
  });
  const postings = new Map<string | number, number[]>();
  const post = (key: string | number, index: number): void => {
    const list = postings.get(key);
    if (!list) postings.set(key, [index]);
    else if (list.at(-1) !== index) list.push(index);
  };
  for (const [index, { sketch }] of entries.entries()) {
    for (const hash of sketch.shingles.slice(0, 400)) post(hash, index);
    for (let at = 0; at + 4 <= Math.min(sketch.numbers.length, 400); at += 1)
      post(sketch.numbers.slice(at, at + 4).join(" "), index);
  }
  return pairsOf(postings, entries.length).flatMap(([first, second]) => {
    const [a, b] = [entries[first], entries[second]];
    return a && b ? [{ ids: [a.id, b.id] as const, sketches: [a.sketch, b.sketch] as const }] : [];
  });
}

function pairsOf(
  postings: ReadonlyMap<string | number, readonly number[]>,
  size: number,
): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const list of postings.values()) {
    for (const [position, first] of list.entries()) {
      const partners = list.length > maxPostings ? list.slice(position + 1, position + 2) : list.slice(position + 1);
      for (const second of partners) counts.set(first * size + second, (counts.get(first * size + second) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 4)
    .map(([key]) => [Math.floor(key / size), key % size] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
