import { stat } from "node:fs/promises";
import { sep } from "node:path";
import { type Failure, isMissing } from "../errors.ts";
import { canonicalAddress } from "../evidence/index.ts";
import type { Source } from "../report/index.ts";
import { perceive } from "./perceive.ts";
import type { Services } from "./services.ts";
import { takeOver } from "./watched.ts";

const fileName = "rechecked.json";

/** A source of the last run as it is now; `now` names the source with its newer content. */
export type Rechecked =
  | { readonly state: "same" }
  | { readonly state: "changed"; readonly now: string }
  | { readonly state: "gone" | "unchecked"; readonly reason: string };

/**
 * Reads the sources again that the claims of the last run rest on and this run has not come to yet.
 *
 * Contract: only a file or page that is not there any more is gone; whatever else stands in the way leaves a source
 * unchecked. A first run checks nothing.
 */
export async function recheck(
  { sourceIds }: { readonly sourceIds: readonly string[] },
  services: Services,
): Promise<{ sourceIds: readonly string[]; knownIds: readonly string[]; failures: readonly Failure[] }> {
  const previous = await takeOver(services);
  if (!previous) return { sourceIds: [], knownIds: [], failures: [] };
  const states: Record<string, Rechecked> = {};
  const current = sourceIds.flatMap((id) => services.library.get(id)?.source ?? []);
  const failures: Failure[] = [];
  for (const source of previous.sources) {
    const { state, failure } = await lookAgain(services.library.get(source.id)?.source ?? source, current, services);
    states[source.id] = state;
    if (failure && state.state === "unchecked") failures.push(failure);
  }
  await services.folder.writeJson(fileName, states);
  const changed = Object.values(states).flatMap((state) => (state.state === "changed" ? [state.now] : []));
  const same = Object.keys(states).filter((id) => states[id]?.state === "same");
  return { sourceIds: [...same, ...changed], knownIds: previous.knownIds, failures };
}

/** How the sources of the last run were found, by id. */
export async function loadRechecked({ folder }: Pick<Services, "folder">): Promise<ReadonlyMap<string, Rechecked>> {
  return new Map(Object.entries((await folder.readJson<Record<string, Rechecked>>(fileName)) ?? {}));
}

interface Look {
  readonly state: Rechecked;
  readonly failure?: Failure;
}

const away = (state: "gone" | "unchecked", reason: string): Look => ({ state: { state, reason } });

async function lookAgain(source: Source, current: readonly Source[], services: Services): Promise<Look> {
  if (current.some(({ id }) => id === source.id)) return { state: { state: "same" } };
  const now = current.find((other) => isSamePlace(source, other));
  if (now) return { state: { state: "changed", now: now.id } };
  if (source.path !== undefined) return fileAgain(source.path, services);
  return source.url === undefined ? away("unchecked", "It has no address.") : pageAgain(source, source.url, services);
}

/** Whether two sources are the same file or, but for what `canonicalAddress` leaves out, the same address. */
export function isSamePlace(one: Pick<Source, "path" | "url">, other: Pick<Source, "path" | "url">): boolean {
  if (one.path !== undefined) return one.path === other.path;
  const address = canonicalAddress(one.url) ?? one.url;
  return address !== undefined && address === (canonicalAddress(other.url) ?? other.url);
}

async function fileAgain(path: string, { request }: Services): Promise<Look> {
  const isInScope = request.library.some((root) => path === root || path.startsWith(`${root}${sep}`));
  if (!isInScope) return away("unchecked", "It is not among the sources of this briefing any more.");
  const isThere = await stat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
  return isThere
    ? away("unchecked", "It could not be read this time.")
    : away("gone", "The file is not there any more.");
}

async function pageAgain(source: Source, url: string, services: Services): Promise<Look> {
  const { request, budget } = services;
  const userTyped = request.urls.some((typed) => isSamePlace({ url: typed }, { url }));
  if (request.offline) return away("unchecked", "This run may not use the network.");
  if (!userTyped && request.search.length === 0)
    return away("unchecked", "It is not among the sources of this briefing any more.");
  if (!budget.takeSource(url)) return away("unchecked", "The limit of sources was reached.");
  const result = await perceive({ url, userTyped }, services);
  if (result.ok) {
    const { id } = result.source;
    return { state: id === source.id ? { state: "same" } : { state: "changed", now: id } };
  }
  const { failure } = result;
  return { ...away(failure.code === "not-found" ? "gone" : "unchecked", failure.message), failure };
}
