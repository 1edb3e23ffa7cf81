import { followLeads } from "./follow-leads.ts";
import {
  type Entry,
  entryOf,
  type Gathering,
  type GatherOptions,
  inScope,
  searchSource,
  shareOf,
} from "./gathering.ts";
import type { Library, PassageHit } from "./library.ts";
import { parseQuery } from "./parse-query.ts";
import { diversify } from "./rank.ts";
import { mentionsOf, sourcesAbout, titleIndexOf } from "./title-index.ts";
import { createWordSets, overlap, type WordSet, type WordSets } from "./word-sets.ts";

// First wave: the query; the sources it names by title; each of its names on its own, so that a comparison gets both
// sides. Second wave: the names and titles that the best passages bring up, with what is left of the query. A passage's
// score is what the first wave gives it plus what leads to it.

export type { GatherOptions } from "./gathering.ts";

const minFirstWave = 40;
/** What a source named in the query, one of several names, and a lead of the first wave count against a direct match. */
const titleWeight = 0.7;
const nameWeight = 0.7;
const leadWeight = 0.85;
const passagesPerTitle = 3;
const passagesPerName = 5;
const passagesAbout = 12;
const aboutWeight = 0.2;
/** The share of a side's score that holds whatever else the passage says. */
const bareSide = 0.5;
const seeds = 4;
const diversity = 0.1;

/**
 * The passages that answer the queries together, also across documents: what a first wave brings up (a name, another
 * source's title) is looked up in a second one.
 *
 * Contract: deterministic; at most `limit` passages, best first, each once; only sources and kinds of the options.
 */
export function gatherPassages(
  library: Library,
  queries: readonly string[],
  { limit, ...scope }: GatherOptions,
): readonly PassageHit[] {
  wordSetsOf(library).tidy();
  const scores = new Map<string, PassageHit>();
  for (const query of new Set(queries)) {
    for (const hit of gatherOne(library, query, { limit, ...scope })) {
      scores.set(hit.id, { ...hit, score: (scores.get(hit.id)?.score ?? 0) + hit.score });
    }
  }
  const ranked = [...scores.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const sets = wordSetsOf(library);
  const candidates = ranked.slice(0, limit * 4).map((hit) => {
    return { hit, score: hit.score, source: hit.sourceId, words: sets.ofText(hit) };
  });
  const options = { diversity, similarity: (a: Worded, b: Worded) => overlap(a.words, b.words) };
  return diversify(candidates, limit, options).map(({ hit }) => hit);
}

interface Worded {
  readonly words: WordSet;
}

const wordSets = new WeakMap<Library, WordSets>();

function wordSetsOf(library: Library): WordSets {
  const known = wordSets.get(library) ?? createWordSets();
  wordSets.set(library, known);
  return known;
}

function gatherOne(library: Library, query: string, { limit, ...scope }: GatherOptions): readonly PassageHit[] {
  const parsed = parseQuery(query);
  const sets = wordSetsOf(library);
  const gathering: Gathering = { library, query, parsed, scope, entries: new Map(), sets, rarities: new Map() };
  const first = library.search({ ...scope, query, limit: Math.max(minFirstWave, limit * 2), diversity: 0 });
  for (const { hit, share } of withShares(first)) entryOf(gathering, hit).direct = share;
  addNamedSources(gathering);
  addSides(gathering);
  const best = byDirect(gathering);
  for (const seed of best.slice(0, seeds)) followLeads(gathering, seed, seed.direct / (best[0]?.direct || 1));
  return [...gathering.entries.values()].map(({ hit, direct, about, lead }) => {
    return { ...hit, score: direct + about + leadWeight * lead };
  });
}

/** Sources whose title stands in the query. */
function addNamedSources(gathering: Gathering): void {
  const { library, query } = gathering;
  for (const { text, sourceIds } of mentionsOf(query, titleIndexOf(library.list()))) {
    for (const sourceId of inScope(gathering, sourceIds)) {
      const hits = searchSource(gathering, sourceId, { text, limit: passagesPerTitle });
      for (const { hit, share } of withShares(hits)) entryOf(gathering, hit).direct += titleWeight * share;
    }
  }
}

/**
 * Each name of the query on its own, with the words that are no names: in the sources whose title has it ("Apple" in
 * "Apple Inc., annual report"), else as a phrase anywhere.
 */
function addSides(gathering: Gathering): void {
  const { parsed } = gathering;
  const rest = parsed.rest.join(" ");
  const sides = parsed.names.map((name) => ({ words: name.join(" "), about: sourcesOf(gathering, name) }));
  // Two names with sources of their own are compared: the best of each side is as good as the best of all.
  const weight = sides.filter(({ about }) => about.length > 0).length > 1 ? 1 : nameWeight;
  for (const { words, about } of sides) {
    if (about.length > 0) addSourcesAbout(gathering, about, { query: `${words} ${rest}`, weight });
    else if (sides.length > 1) addPhrase(gathering, `"${words}" ${rest}`);
  }
}

function sourcesOf({ library, scope }: Gathering, name: readonly string[]): readonly string[] {
  const sources = library.list();
  return sourcesAbout(name, titleIndexOf(sources), scope.sourceIds ?? sources.map((source) => source.id));
}

function addSourcesAbout(
  gathering: Gathering,
  sourceIds: readonly string[],
  { query, weight }: { readonly query: string; readonly weight: number },
): void {
  const { library, scope, entries, parsed } = gathering;
  const hits = library.search({ ...scope, sourceIds, query, limit: passagesAbout, diversity: 0 });
  for (const { hit, share } of withShares(hits)) {
    const entry = entryOf(gathering, hit);
    // The best of a side is only as good as what it says of the matter: "English" is in many a title.
    const fit = bareSide + (1 - bareSide) * (shareOf(parsed.rest, hit, gathering) ?? 1);
    entry.direct = Math.max(entry.direct, weight * share * fit);
  }
  const about = new Set(sourceIds);
  for (const entry of entries.values()) if (about.has(entry.hit.sourceId)) entry.about = aboutWeight;
}

function addPhrase(gathering: Gathering, query: string): void {
  const { library, scope } = gathering;
  const hits = library.search({ ...scope, query, limit: passagesPerName, diversity: 0 });
  for (const { hit, share } of withShares(hits)) {
    const entry = entryOf(gathering, hit);
    entry.direct = Math.max(entry.direct, nameWeight * share);
  }
}

function byDirect({ entries }: Gathering): readonly Entry[] {
  return [...entries.values()].sort(
    (a, b) => b.direct + b.about - a.direct - a.about || (a.hit.id < b.hit.id ? -1 : 1),
  );
}

function withShares(hits: readonly PassageHit[]): readonly { readonly hit: PassageHit; readonly share: number }[] {
  const best = hits[0]?.score || 1;
  return hits.map((hit) => ({ hit, share: hit.score / best }));
}
