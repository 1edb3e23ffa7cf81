import { join } from "node:path";
import type { Thread } from "../jobs/index.ts";
import { type RunFolder, type RunRecord, runFolderAt } from "../runs/index.ts";
import type { ServerServices } from "./services.ts";
import type { Settings } from "./settings.ts";

/** The run that a question of a conversation goes on from: its last finished one, unless the user asks afresh. */
export async function followedIn(
  { id }: Pick<Thread, "id">,
  { fresh = false }: Settings,
  { jobs, config }: Pick<ServerServices, "jobs" | "config">,
): Promise<string | undefined> {
  if (fresh) return undefined;
  const finished = jobs.store.jobsOf(id).filter(({ status }) => status === "done");
  for (const { runId } of finished.toReversed()) if (await answers(runFolderAt(join(config.out, runId)))) return runId;
  return undefined;
}

/** Slides and answers by looking are no research, and a run's folder may have been removed. */
async function answers(folder: RunFolder): Promise<boolean> {
  if (!(await folder.has("report.json"))) return false;
  const record = await folder.readJson<RunRecord>("run.json");
  const graph = record?.request.graph;
  return record !== undefined && graph !== "deck" && graph !== "inquiry";
}
