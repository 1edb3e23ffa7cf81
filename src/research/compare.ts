import { basename } from "node:path";
import {
  clusterSources,
  type Delta,
  type DeltaLine,
  deltaOf,
  type Fact,
  factsOf,
  headlineOf,
  headlineText,
  isNews,
  type ReadSource,
  reportClaims,
  type SourceState,
} from "../evidence/index.ts";
import type { Evidence, Report, Source } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { shownSource, unverified, withCited, withinWords } from "./compose.ts";
import { countsOf, firstReport, withDelta } from "./delta-report.ts";
import { isSamePlace, loadRechecked, type Rechecked } from "./recheck.ts";
import { loadRevision, saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";
import { loadPrevious, saveWatched, subjectOf, type Watched } from "./watched.ts";

/** `delta.json`: what changed, for programs. Evidence and sources of both runs are with it. */
export interface DeltaFile {
  readonly schemaVersion: 1;
  readonly briefing: string;
  readonly runId: string;
  readonly previousRunId?: string;
  /** ISO 8601 instants of this run and of the one it is compared with. */
  readonly created: string;
  readonly since?: string;
  /** What changed in one sentence; empty when nothing did. */
  readonly headline: string;
  /** `first` has nothing to compare with. */
  readonly outcome: "first" | "news" | "nothing-new";
  readonly counts: Readonly<Record<DeltaLine["status"], number>>;
  readonly lines: readonly DeltaLine[];
  readonly sources: readonly Source[];
}

interface CompareInput {
  readonly revision: number;
  readonly sourceIds: readonly string[];
  /** No report was drafted, because nothing was read that earlier runs had not read. */
  readonly isUnchanged: boolean;
}

/**
 * Compares the verified report with the run before: writes `delta.json`, puts what changed at the front of the next
 * revision, and hands on what the next run checks again. Without anything new the report is a short message.
 */
export async function compare(
  input: CompareInput,
  services: Services,
): Promise<{ revision: number; isCompared: boolean }> {
  const previous = await loadPrevious(services);
  const report = input.isUnchanged
    ? await emptyReport(previous, services)
    : await loadRevision(input.revision, services);
  const facts = factsIn(report);
  const delta = previous
    ? await deltaFrom(previous, { now: facts, sourceIds: input.sourceIds }, services)
    : { lines: [], facts };
  services.evidence.add(delta.lines.flatMap(({ before, now }) => [before, now].filter((item) => item !== undefined)));
  await services.folder.writeJson("delta.json", deltaFile(delta, { previous, language: report.language }, services));
  const { sourceIds } = input;
  await saveWatched(watchedOf(delta, { previous, sourceIds, title: report.title }, services), services);
  const about = { since: previous?.started, isCited: citable(services), titleOf: titles(services) };
  const titled = { ...report, title: services.request.briefing?.title ?? report.title };
  const told = previous ? withDelta(titled, delta.lines, about) : firstReport(titled);
  const revision = input.isUnchanged ? 0 : input.revision + 1;
  await saveRevision(revision, withCited(await withinWords(told, services), services), services);
  return { revision, isCompared: true };
}

function factsIn(report: Report): readonly Fact[] {
  const sources = new Map(report.sources.map((source) => [source.id, source]));
  return factsOf(report.evidence, { sources, claims: reportClaims(report) });
}

async function emptyReport(previous: Watched | undefined, services: Services): Promise<Report> {
  const { question, language } = await loadBrief(services);
  const none = { summary: [], sections: [], sources: [], evidence: [], assets: [], pages: [], conflicts: [] };
  const { started: created, generator } = services;
  const title = previous?.title ?? question;
  const facts = { title, question, language, created, limitations: [], verification: unverified, generator };
  return { schemaVersion: 1, ...facts, ...none };
}

async function deltaFrom(
  previous: Watched,
  { now, sourceIds }: { readonly now: readonly Fact[]; readonly sourceIds: readonly string[] },
  services: Services,
): Promise<Delta> {
  const { library, evidence } = services;
  const rechecked = await loadRechecked(services);
  const read = (id: string): ReadSource | undefined => library.get(id);
  const known = previous.knownIds.flatMap((id) => read(id) ?? []);
  const found = evidence.all();
  const knownIds = new Set(previous.knownIds);
  const fresh = sourceIds.filter((id) => !knownIds.has(id)).flatMap((id) => read(id) ?? []);
  return deltaOf({
    before: previous.facts,
    now,
    found,
    fresh,
    sources: new Map([...rechecked].map(([id, state]) => [id, sourceState(state, read)])),
    earlier: (sourceId) => {
      const source = read(sourceId)?.source;
      return source ? known.filter((one) => one.source.id === sourceId || isSamePlace(one.source, source)) : [];
    },
    clusters: clustersOf([...previous.facts.flatMap((fact) => fact.evidence), ...found], fresh, read),
  });
}

function sourceState(state: Rechecked, read: (id: string) => ReadSource | undefined): SourceState {
  if (state.state !== "changed") return state;
  const now = read(state.now);
  return now ? { state: "changed", now } : { state: "unchecked", reason: "Its new content is not in the library." };
}

function clustersOf(
  evidence: readonly Evidence[],
  fresh: readonly ReadSource[],
  read: (id: string) => ReadSource | undefined,
): ReadonlyMap<string, string> {
  const ids = new Set([...evidence.map(({ sourceId }) => sourceId), ...fresh.map(({ source }) => source.id)]);
  const readings = [...ids].flatMap((id) => read(id) ?? []);
  return clusterSources(
    readings.map(({ source }) => source),
    new Map(readings.map(({ source, parsed }) => [source.id, parsed])),
  );
}

/** Whether evidence can be shown: its source is still in the library. */
function citable({ library }: Services): (evidence: Evidence) => boolean {
  return ({ sourceId }) => library.get(sourceId) !== undefined;
}

const titles =
  ({ library }: Services) =>
  (sourceId: string): string =>
    library.get(sourceId)?.source.title ?? "";

function deltaFile(
  { lines }: Delta,
  { previous, language }: { readonly previous: Watched | undefined; readonly language: string },
  services: Services,
): DeltaFile {
  const cited = lines.flatMap(({ before, now }) => [before?.sourceId, now?.sourceId]);
  const sources = [...new Set(cited)].flatMap((id) =>
    id === undefined ? [] : (services.library.get(id)?.source ?? []),
  );
  return {
    schemaVersion: 1,
    briefing: services.request.briefing?.name ?? "",
    runId: basename(services.folder.path),
    ...(previous ? { previousRunId: previous.runId, since: previous.started } : {}),
    created: services.started,
    headline: headlineText(headlineOf(lines, { language, titleOf: titles(services) })),
    outcome: !previous ? "first" : lines.some(isNews) ? "news" : "nothing-new",
    counts: countsOf(lines),
    lines,
    sources: sources.map((source) => shownSource(source, services.request.library)),
  };
}

function watchedOf(
  { facts }: Delta,
  { previous, sourceIds, title }: Pick<CompareInput, "sourceIds"> & { previous: Watched | undefined; title: string },
  services: Services,
): Watched {
  const ids = [...new Set(facts.flatMap(({ evidence }) => evidence.map(({ sourceId }) => sourceId)))];
  const before = new Map((previous?.sources ?? []).map((source) => [source.id, source]));
  return {
    schemaVersion: 1,
    subject: subjectOf(services.request),
    title,
    runId: basename(services.folder.path),
    started: services.started,
    facts,
    sources: ids.flatMap((id) => services.library.get(id)?.source ?? before.get(id) ?? []),
    knownIds: [...new Set([...(previous?.knownIds ?? []), ...sourceIds])],
  };
}
