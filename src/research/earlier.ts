import { dirname } from "node:path";
import type { EarlierQuestion, SubQuestion } from "../analyst/index.ts";
import type { Source } from "../report/index.ts";
import { findRun, loadRunRecord, openSteering, type RunFolder, type RunRequest } from "../runs/index.ts";
import type { Services } from "./services.ts";

type FollowServices = Pick<Services, "request" | "folder" | "library">;

/** The question that this one goes on from, with what was read for it; nothing for a question of its own. */
export async function loadEarlier(services: FollowServices): Promise<EarlierQuestion | undefined> {
  const folder = await earlierFolder(services);
  if (!folder) return undefined;
  const { question } = await loadRunRecord(folder);
  const brief = await folder.readJson<{ readonly question: string }>("brief.json");
  const plan = await folder.readJson<{ readonly subQuestions: readonly SubQuestion[] }>("plan.json");
  return {
    question: brief?.question ?? question,
    subQuestions: (plan?.subQuestions ?? []).map((one) => one.question),
    sources: await earlierSources(services),
  };
}

/**
 * What was read for the earlier question and is still in the library, in the order of reading.
 *
 * Contract: what the user skipped then is left out now.
 */
export async function earlierSources(services: FollowServices): Promise<readonly Source[]> {
  const folder = await earlierFolder(services);
  if (!folder) return [];
  const steering = openSteering(folder.resolve("steering.jsonl"));
  const sources = (await readIds(folder)).flatMap((id) => services.library.get(id)?.source ?? []);
  return sources.filter(({ id, url, path }) => !steering.skips(id, url, path));
}

/** What the user named now and not for the earlier question. */
export async function newlyNamed(services: FollowServices): Promise<Pick<RunRequest, "library" | "urls">> {
  const { library, urls } = services.request;
  const folder = await earlierFolder(services);
  // Without anything left of it, all is read again.
  if (!folder || (await earlierSources(services)).length === 0) return { library, urls };
  const { request } = await loadRunRecord(folder);
  return {
    library: library.filter((path) => !request.library.includes(path)),
    urls: urls.filter((url) => !request.urls.includes(url)),
  };
}

async function earlierFolder({ request, folder }: FollowServices): Promise<RunFolder | undefined> {
  return request.follows === undefined ? undefined : findRun(request.follows, dirname(folder.path));
}

/** The run's events tell what it read, whatever came of it. */
async function readIds(folder: RunFolder): Promise<readonly string[]> {
  const text = new TextDecoder().decode((await folder.readBytes("events.jsonl")) ?? new Uint8Array());
  const ids = text.split("\n").flatMap((line) => /"type":"source-read","sourceId":"([^"]+)"/.exec(line)?.[1] ?? []);
  return [...new Set(ids)];
}
