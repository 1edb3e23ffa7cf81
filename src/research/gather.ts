import type { Finding, SubQuestion } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { bankFinding } from "../evidence/index.ts";
import { gatherPassages, type PassageHit, type StoredSource } from "../library/index.ts";
import type { Evidence } from "../report/index.ts";
import type { FusedHit } from "../search/index.ts";
import type { ToolCall } from "../tools/index.ts";
import { loadBrief } from "./brief.ts";
import { type Called, callTools } from "./call-tools.ts";
import { relevantLinks } from "./follow-links.ts";
import { lookAt } from "./look-at.ts";
import { perceive, type Target } from "./perceive.ts";
import { pictureHits } from "./picture-hits.ts";
import type { Services } from "./services.ts";

/** Passages an analyst reads per sub-question: enough for every document of a folder to have its say. */
const passageLimits = { brief: 40, standard: 80, deep: 160 } as const;
/** Search results read per sub-question and round. */
const readLimits = { brief: 4, standard: 8, deep: 16 } as const;

/** One sub-question, and where to look for it. */
export interface GatherInput {
  readonly subQuestion: SubQuestion;
  /** The first queries, or those of a gap. */
  readonly queries: readonly string[];
  /** Calls of the user's tools. */
  readonly calls?: readonly ToolCall[];
  /** Looks into what was read and nowhere else. */
  readonly within?: boolean;
  /** Sources read so far in this run. */
  readonly sourceIds: readonly string[];
}

/** What one branch found; ids only, the finds lie in the evidence store and the library. */
export interface Gathered {
  readonly evidenceIds: readonly string[];
  readonly sourceIds: readonly string[];
  readonly failures: readonly Failure[];
  /** What limit ended the search, if one did; empty otherwise. */
  readonly searchEnd: string;
}

/**
 * Search, perceive, extract for one sub-question.
 *
 * Contract: never rejects for a bad page or provider; every quote and cell is checked against the stored source before
 * it becomes evidence.
 */
export async function gather(input: GatherInput, services: Services): Promise<Gathered> {
  if (services.steering.skips(input.subQuestion.id))
    return { evidenceIds: [], sourceIds: [], failures: [], searchEnd: services.budget.reached ?? "" };
  const called = services.budget.reached || input.within ? nothing : await callTools(input.calls ?? [], services);
  const searched = input.within ? nothing : await searchAndPerceive(input, called.links, services);
  const found = {
    sourceIds: [...called.sourceIds, ...searched.sourceIds],
    failures: [...called.failures, ...searched.failures],
  };
  const sourceIds = [...new Set([...input.sourceIds, ...found.sourceIds])];
  const evidence = await extract(input, sourceIds, services);
  services.evidence.add(evidence);
  const { id: subQuestionId } = input.subQuestion;
  const total = services.evidence.all().length;
  services.emit({ type: "evidence-added", subQuestionId, count: evidence.length, total });
  const evidenceIds = evidence.map((item) => item.id);
  return { ...found, evidenceIds, searchEnd: services.budget.reached ?? "" };
}

const nothing: Called = { sourceIds: [], links: [], failures: [] };

async function searchAndPerceive(
  { queries, subQuestion }: GatherInput,
  given: readonly string[],
  services: Services,
): Promise<{ sourceIds: readonly string[]; failures: readonly Failure[] }> {
  const { budget, request } = services;
  if (budget.reached || request.offline) return { sourceIds: [], failures: [] };
  const found = await searchAll(queries, services);
  const links = await relevantLinks(subQuestion, services);
  const pictures = await pictureHits(subQuestion, services);
  const followed = [...given, ...links].map((url): UrlTarget => ({ url, userTyped: false }));
  const targets: readonly UrlTarget[] = [...found.hits, ...pictures.hits, ...followed];
  const results = await Promise.all(
    targets.map((target) => (budget.takeSource(target.url) ? perceive(target, services) : undefined)),
  );
  const unread = results.flatMap((result) => (result && !result.ok ? [result.failure] : []));
  return {
    sourceIds: results.flatMap((result) => (result?.ok ? [result.source.id] : [])),
    failures: [...found.failures, ...pictures.failures, ...unread].map((failure) => ({
      ...failure,
      stage: `gather ${subQuestion.id}`,
    })),
  };
}

type UrlTarget = Extract<Target, { url: string }>;

/** The best hits of all queries; a provider that fails several of them is reported once. */
async function searchAll(
  queries: readonly string[],
  services: Services,
): Promise<{ hits: readonly UrlTarget[]; failures: readonly Failure[] }> {
  const { search, signal, request, emit } = services;
  if (!search) return { hits: [], failures: [] };
  const { language, timeRange } = await loadBrief(services);
  const limit = readLimits[request.length];
  const answers = await Promise.all(
    queries.map((query) => search.search({ query, limit, kind: "text", language, ...timeRange }, signal)),
  );
  const failures = new Map<string, Failure>();
  for (const failure of answers.flatMap((answer) => answer.failures)) {
    if (!failures.has(failure.target)) failures.set(failure.target, failure);
  }
  for (const failure of failures.values()) emit({ type: "failure", failure });
  const hits = interleave(answers.map((answer) => answer.hits)).slice(0, limit);
  return { hits: hits.flatMap(toTarget), failures: [...failures.values()] };
}

function toTarget(hit: FusedHit): readonly UrlTarget[] {
  return hit.url === undefined ? [] : [{ url: hit.url, userTyped: false, hit }];
}

/** First of each list, then second of each, without repeats: no query starves another. */
function interleave(lists: readonly (readonly FusedHit[])[]): readonly FusedHit[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const merged = Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list.slice(rank, rank + 1)));
  const unique = new Map<string, FusedHit>();
  for (const hit of merged.flat()) if (!unique.has(hit.canonicalUrl)) unique.set(hit.canonicalUrl, hit);
  return [...unique.values()];
}

async function extract(
  { subQuestion, queries }: GatherInput,
  sourceIds: readonly string[],
  services: Services,
): Promise<readonly Evidence[]> {
  if (sourceIds.length === 0) return [];
  const { library, request, analyst } = services;
  const brief = await loadBrief(services);
  const limit = passageLimits[request.length];
  // Tables compete among themselves too: prose repeats a measure's name more often than the table that holds its
  // values.
  const wave = (asked: readonly string[]) =>
    union(
      gatherPassages(library, asked, { limit, sourceIds }),
      gatherPassages(library, asked, { limit, sourceIds, kinds: ["table"] }),
    );
  const first = wave(queries);
  const next = await analyst.queries({ brief, subQuestion, evidence: [], passages: first });
  const passages = next.length > 0 ? union(first, wave(next)) : first;
  const sources = loadSources(passages, library);
  const earlier = await handedBefore({ subQuestion, queries }, passages, services);
  const lookFor = queries.filter((query) => !subQuestion.queries.includes(query));
  const read = await analyst.read({ brief, subQuestion, passages, sources, lookFor, earlier });
  const findings = await lookAt(read, { subQuestion, sources }, services);
  return findings.flatMap((finding) => bank(finding, subQuestion.id, sources, services));
}

interface Handed {
  readonly queries: readonly string[];
  readonly passages: readonly Pick<PassageHit, "id" | "sourceId">[];
}

/**
 * The passages that other rounds handed to the analyst for this sub-question; those of this round are noted too.
 *
 * Contract: a round that is repeated after a stop finds the same.
 */
async function handedBefore(
  { subQuestion, queries }: Pick<GatherInput, "subQuestion" | "queries">,
  passages: readonly PassageHit[],
  { folder }: Pick<Services, "folder">,
): Promise<readonly Handed["passages"][]> {
  const name = `handed/${subQuestion.id}.json`;
  const noted = (await folder.readJson<readonly Handed[]>(name)) ?? [];
  const asked = JSON.stringify(queries);
  const repeated = noted.findIndex((one) => JSON.stringify(one.queries) === asked);
  const before = repeated < 0 ? noted : noted.slice(0, repeated);
  const own: Handed = { queries, passages: passages.map(({ id, sourceId }) => ({ id, sourceId })) };
  await folder.writeJson(name, [...before, own]);
  return before.map((one) => one.passages);
}

function union(first: readonly PassageHit[], second: readonly PassageHit[]): readonly PassageHit[] {
  const known = new Set(first.map((hit) => hit.id));
  return [...first, ...second.filter((hit) => !known.has(hit.id))];
}

function loadSources(passages: readonly PassageHit[], library: Services["library"]): ReadonlyMap<string, StoredSource> {
  const ids = [...new Set(passages.map((passage) => passage.sourceId))];
  return new Map(
    ids.flatMap((id) => {
      const stored = library.get(id);
      return stored ? [[id, stored] as const] : [];
    }),
  );
}

/** The evidence that a finding makes; one that does not stand in its source is told and left out. */
export function bank(
  finding: Finding,
  subQuestionId: string,
  sources: ReadonlyMap<string, StoredSource>,
  services: Pick<Services, "emit">,
): readonly Evidence[] {
  const stored = sources.get(finding.sourceId);
  const banked = stored
    ? bankFinding(finding, stored, subQuestionId)
    : { ok: false as const, reason: "unknown source" };
  if (banked.ok) return [banked.evidence];
  const message = `A finding of ${subQuestionId} was refused: ${banked.reason}`;
  services.emit({ type: "warning", message });
  return [];
}
