import { readdir, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Config } from "../config.ts";
import { isMissing } from "../errors.ts";
import type { JobStore } from "../jobs/index.ts";
import { systemClock } from "../net/index.ts";
import { type RunRecord, removeRun, runFolderAt } from "../runs/index.ts";
import { uploadsFolder } from "./upload-store.ts";

/** What is tidied. */
export interface UpkeepOptions {
  readonly config: Pick<Config, "home" | "out" | "server">;
  readonly jobs: Pick<JobStore, "jobsOfRun">;
  readonly now: () => Date;
}

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;

/** Removes what nobody needs any more, at the start of a server and every hour; never rejects. */
export function startUpkeep(options: UpkeepOptions, onError: (error: unknown) => void): { close(): Promise<void> } {
  const closing = new AbortController();
  const loop = async () => {
    while (!closing.signal.aborted) {
      await tidy(options).catch(onError);
      await systemClock.sleep(hourMs, closing.signal).catch(() => undefined);
    }
  };
  const looping = loop();
  return {
    async close() {
      closing.abort(new Error("The server is ending."));
      await looping;
    },
  };
}

/**
 * Removes uploads that no run reads and that were named by none for the days that the operator set, and folders of runs
 * that were never queued, because a process was killed in between.
 *
 * Contract: an upload that a run was given stays as long as the folder of that run.
 */
export async function tidy(options: UpkeepOptions): Promise<void> {
  const { config, now } = options;
  const records = await recordsIn(config.out);
  const lost = records.filter((record) => isLost(record, options));
  for (const { runId } of lost) await removeRun(runId, config);
  const used = new Set(records.filter((record) => !lost.includes(record)).flatMap(({ library }) => library));
  const before = now().getTime() - config.server.uploadDays * dayMs;
  for (const folder of await uploadsIn(config)) {
    const { mtimeMs } = await stat(folder);
    // Looked at last: whoever names it in the meantime makes it young.
    if (!isUsed(folder, used) && mtimeMs < before) await rm(folder, { recursive: true, force: true });
  }
}

interface Found {
  readonly runId: string;
  readonly library: readonly string[];
  readonly started: number;
  /** There is nothing in the folder but the record. */
  readonly isBare: boolean;
}

/** A run that waits in the queue of an agent's own process looks the same; none waits for a day. */
const lostAfterMs = dayMs;

function isLost({ runId, started, isBare }: Found, { jobs, now }: UpkeepOptions): boolean {
  return isBare && started < now().getTime() - lostAfterMs && jobs.jobsOfRun(runId).length === 0;
}

/** The runs in a folder. Rejects when a record cannot be read: what such a run was given must not be removed. */
async function recordsIn(out: string): Promise<readonly Found[]> {
  const entries = await readdir(out, { withFileTypes: true });
  const found: Found[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))) {
    const files = await readdir(join(out, name));
    if (!files.includes("run.json")) continue;
    const record = await runFolderAt(join(out, name)).readJson<RunRecord>("run.json");
    if (record?.runId !== name) continue;
    const { library } = record.request;
    found.push({ runId: name, library, started: Date.parse(record.started), isBare: files.length === 1 });
  }
  return found;
}

async function uploadsIn(config: Pick<Config, "home">): Promise<readonly string[]> {
  const root = uploadsFolder(config);
  const tenants = await foldersIn(root);
  return (await Promise.all(tenants.map(foldersIn))).flat();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const shown = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    return shown.map(({ name }) => join(folder, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A request names the folder of an upload; an older or edited one may name the file in it. */
function isUsed(folder: string, used: ReadonlySet<string>): boolean {
  return used.has(folder) || [...used].some((path) => path.startsWith(folder + sep));
}
