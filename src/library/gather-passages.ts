import { type FollowUp, followUps } from "./follow-ups.ts";
import type { Library, Passage, PassageHit } from "./library.ts";
import { type ParsedQuery, parseQuery } from "./parse-query.ts";
import { diversify } from "./rank.ts";
import { indexText } from "./terms.ts";
import { mentionsOf, plainTitle, sourcesAbout, titleIndexOf } from "./title-index.ts";
import { createWordSets, overlap, type WordSet, type WordSets } from "./word-sets.ts";

// First wave: the query; the sources it names by title; each of its names on its own, so that a comparison gets both
// sides. Second wave: the names and titles that the best passages bring up, with what is left of the query. A passage's
// score is what the first wave gives it plus what leads to it.

/** As in `PassageQuery`; `limit` is of the whole answer. */
export interface GatherOptions {
  readonly limit: number;
  readonly sourceIds?: readonly string[];
  readonly kinds?: readonly Passage["kind"][];
}

const minFirstWave = 40;
/** What a source named in the query, one of several names, and a lead of the first wave count against a direct match. */
const titleWeight = 0.7;
const nameWeight = 0.7;
const leadWeight = 0.85;
const passagesPerTitle = 3;
const passagesPerName = 5;
const passagesAbout = 12;
/** A longer title is a sentence, which nobody repeats. */
const maxTitleWords = 5;
const aboutWeight = 0.2;
/** The share of a side's score that holds whatever else the passage says. */
const bareSide = 0.5;
const seeds = 4;
const untitledLeadsPerSeed = 5;
const passagesPerUntitledLead = 3;
/** A lead to a source of that title is sure; a mere name may be anybody's. */
const untitledStrength = 0.8;
/** The share of a lead that holds whatever the passage says; the rest goes by the words of the query it adds. */
const bareLead = 0.6;
const diversity = 0.1;

interface Entry {
  readonly hit: PassageHit;
  /** What the first wave gives it, in shares of the best match. */
  direct: number;
  /** The strength of the best lead to it, 0 to 1. */
  lead: number;
  /** `aboutWeight` when its source's title has a name of the query, else 0. */
  about: number;
}

/** One query being answered. */
interface Gathering {
  readonly library: Library;
  readonly query: string;
  readonly parsed: ParsedQuery;
  readonly scope: Omit<GatherOptions, "limit">;
  readonly entries: Map<string, Entry>;
  readonly sets: WordSets;
  readonly rarities: Map<string, number>;
}

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
  for (const seed of best.slice(0, seeds)) follow(gathering, seed, seed.direct / (best[0]?.direct || 1));
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

/** Looks up what one passage brings up; `trust` is its score as a share of the best. */
function follow(gathering: Gathering, seed: Entry, trust: number): void {
  const rest = uncovered(gathering, seed.hit);
  const leads = followUps(gathering.library, [seed.hit], gathering.query);
  const titled = leads.filter((lead) => lead.sourceIds.length > 0);
  const untitled = leads.filter((lead) => lead.sourceIds.length === 0).slice(0, untitledLeadsPerSeed);
  for (const lead of [...titled, ...untitled, ...mentionsOfTitle(gathering, seed.hit)]) {
    for (const { hit, strength } of lookUp(gathering, lead, rest)) {
      if (hit.id === seed.hit.id) continue;
      const entry = entryOf(gathering, hit);
      const added = bareLead + (1 - bareLead) * (shareOf(rest, hit, gathering) ?? 0);
      entry.lead = Math.max(entry.lead, trust * strength * added);
    }
  }
}

/** The title of a passage's source as a lead to those that mention it, unless the query has it anyway. */
function mentionsOfTitle({ library, parsed }: Gathering, { sourceTitle, id }: PassageHit): readonly FollowUp[] {
  const text = plainTitle(sourceTitle);
  const words = indexText(text).split(" ");
  const isAsked = words.every((word) => parsed.words.includes(word));
  if (isAsked || words.length > maxTitleWords) return [];
  const weight = Math.max(...words.map((word) => library.rarity(word))) / 2;
  return [{ text, passageId: id, sourceIds: [], weight }];
}

function lookUp(
  gathering: Gathering,
  { text, sourceIds, weight }: FollowUp,
  rest: readonly string[],
): readonly { readonly hit: PassageHit; readonly strength: number }[] {
  if (sourceIds.length > 0) {
    const hits = inScope(gathering, sourceIds).flatMap((id) => searchSource(gathering, id, { text, limit: 1 }));
    return hits.map((hit) => ({ hit, strength: 1 }));
  }
  const query = `"${text}" ${rest.join(" ")}`;
  const limit = passagesPerUntitledLead;
  const hits = gathering.library.search({ ...gathering.scope, query, limit, diversity: 0, quotedOnly: true });
  // The weight of a name without a title is at most a half.
  const strength = untitledStrength * Math.min(1, weight * 2);
  return hits.filter((hit) => hit.text.includes(text)).map((hit) => ({ hit, strength }));
}

/**
 * The words of the query that a passage does not have. One that the query has inside a name and outside of it too must
 * stand outside the name in the passage: "born" in "Natural Born Killers" says nothing about a birth.
 */
function uncovered({ parsed, sets }: Gathering, hit: PassageHit): readonly string[] {
  const named = new Set(parsed.names.flat());
  const twice = parsed.rest.filter((word) => named.has(word) && sets.has(hit, word));
  const outside = twice.length === 0 ? "" : withoutNames(`${hit.sourceTitle}\n${hit.text}`, parsed.names);
  return parsed.words.filter((word) => {
    return !sets.has(hit, word) || (twice.includes(word) && !outside.includes(` ${word} `));
  });
}

function withoutNames(text: string, names: readonly (readonly string[])[]): string {
  const words = ` ${indexText(text).replaceAll(" ", "  ")} `;
  return names.reduce((rest, name) => rest.replaceAll(` ${name.join("  ")} `, " "), words);
}

/** How much of the words, by rarity, stands in a passage or its source's title; undefined when they tell nothing apart. */
function shareOf(words: readonly string[], hit: PassageHit, gathering: Gathering): number | undefined {
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

/** The best passages of one source; the text that named it keeps a title in play that the query lacks. */
function searchSource(
  { library, query, scope }: Gathering,
  sourceId: string,
  { text, limit }: { readonly text: string; readonly limit: number },
): readonly PassageHit[] {
  return library.search({ ...scope, sourceIds: [sourceId], query: `${text} ${query}`, limit, diversity: 0 });
}

function inScope({ scope }: Gathering, sourceIds: readonly string[]): readonly string[] {
  return scope.sourceIds ? sourceIds.filter((id) => scope.sourceIds?.includes(id)) : sourceIds;
}

function entryOf({ entries }: Pick<Gathering, "entries">, hit: PassageHit): Entry {
  const entry = entries.get(hit.id) ?? { hit, direct: 0, lead: 0, about: 0 };
  entries.set(hit.id, entry);
  return entry;
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
