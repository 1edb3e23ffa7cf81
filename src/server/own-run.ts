import { join } from "node:path";
import { ExhibitError } from "../errors.ts";
import { openRunFolder, type RunFolder } from "../runs/index.ts";
import type { ServerServices } from "./services.ts";

/** The folder of a tenant's run. Errors: `NOT_FOUND`, also for the run of another. */
export async function openOwnRun(
  runId: string,
  tenant: string,
  { jobs, config }: Pick<ServerServices, "jobs" | "config">,
): Promise<RunFolder> {
  const isOwn = jobs.store.jobsOfRun(runId).some((job) => job.tenant === tenant);
  if (!isOwn) throw new ExhibitError("NOT_FOUND", `There is no run ${runId}; it may have been removed.`);
  return openRunFolder(join(config.out, runId));
}
