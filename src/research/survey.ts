import { basename } from "node:path";
import PQueue from "p-queue";
import type { Failure } from "../errors.ts";
import { contentStems } from "../evidence/index.ts";
import type { Source } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { earlierSources, newlyNamed } from "./earlier.ts";
import { listLibrary } from "./list-files.ts";
import { nameOf, perceive, type Target } from "./perceive.ts";
import type { Services } from "./services.ts";

/** Documents read at the same time; native parsers have their own, smaller limit. */
const concurrency = 4;

/** What was read of what the user named. */
export interface Survey {
  readonly sources: readonly Source[];
  /** Ids of the pages behind the addresses that the user typed. */
  readonly givenIds: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * Reads everything the user named, library folders and addresses, before the plan is made. A follow-up has what was
 * read for the question before, and reads only what is named anew.
 *
 * Contract: results keep the order of the request; what fails is a failure, not the end; stops early when the budget
 * is spent. When there is more than the budget allows, files whose names share words with the question are read.
 */
export async function survey(services: Services): Promise<Survey> {
  const known = await takeEarlier(services);
  const named = await newlyNamed(services);
  const { files, unread } = await listLibrary(named.library);
  for (const failure of unread) services.emit({ type: "source-failed", failure });
  const targets: readonly Target[] = [
    ...files.map((path): Target => ({ path })),
    ...named.urls.map((url): Target => ({ url, userTyped: true })),
  ];
  const chosen = choose(targets, (await loadBrief(services)).question, services);
  const results = await readAll(chosen, services);
  // Asking for one that was not chosen makes the budget say that the limit was reached.
  const read = new Set(chosen);
  const refused = targets.find((target) => !read.has(target));
  if (refused) services.budget.takeSource(nameOf(refused));
  const sources = new Map<string, Source>(known.map((source) => [source.id, source]));
  const failures: Failure[] = [...unread];
  const given = new Set<string>();
  for (const [index, result] of results.entries()) {
    if (result?.ok) sources.set(result.source.id, result.source);
    else if (result) failures.push(result.failure);
    const target = chosen[index];
    if (result?.ok && target && "url" in target) given.add(result.source.id);
  }
  return { sources: [...sources.values()], givenIds: [...given], failures };
}

/** What was read for the question before counts as read in this run too, for the follow-ups after it. */
async function takeEarlier(services: Services): Promise<readonly Source[]> {
  const sources = await earlierSources(services);
  for (const { id: sourceId, title, path, url } of sources) {
    const pages = services.library.get(sourceId)?.parsed.pages.length ?? 0;
    services.emit({ type: "source-read", sourceId, target: path ?? url ?? title, title, pages, cached: true });
  }
  return sources;
}

/** As many targets as the budget allows, addresses and files whose names speak of the question first, in order. */
function choose(targets: readonly Target[], question: string, { budget }: Services): readonly Target[] {
  const { maxSources } = budget.limits;
  if (targets.length <= maxSources) return targets;
  const asked = new Set(wordsAndNumbers(question));
  const score = (target: Target) =>
    "url" in target ? asked.size + 1 : wordsAndNumbers(basename(target.path)).filter((word) => asked.has(word)).length;
  const ranked = targets.map((target) => ({ target, score: score(target) })).sort((a, b) => b.score - a.score);
  const chosen = new Set(ranked.slice(0, maxSources).map(({ target }) => target));
  return targets.filter((target) => chosen.has(target));
}

const wordsAndNumbers = (text: string): readonly string[] => [...contentStems(text), ...(text.match(/\d{2,}/g) ?? [])];

/** Reads in order, a few at a time; an error ends the reading of all, and nothing works on when it is thrown. */
async function readAll(targets: readonly Target[], services: Services) {
  const queue = new PQueue({ concurrency });
  try {
    return await Promise.all(targets.map((target) => queue.add(() => readWithin(target, services))));
  } finally {
    queue.clear();
    await queue.onIdle();
  }
}

async function readWithin(target: Target, services: Services) {
  services.signal.throwIfAborted();
  return services.budget.takeSource(nameOf(target)) ? perceive(target, services) : undefined;
}
