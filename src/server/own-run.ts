import { join } from "node:path";
import { ExhibitError } from "../errors.ts";
import { type RunFolder, runFolderAt } from "../runs/index.ts";
import type { ServerServices } from "./services.ts";

/** Whether a run is a tenant's: whether one of its jobs is. */
export function isOwnRun(runId: string, tenant: string, { store }: ServerServices["jobs"]): boolean {
  return store.jobsOfRun(runId).some((job) => job.tenant === tenant);
}

/** The folder of a tenant's run. Errors: `NOT_FOUND`, also for the run of another. */
export async function openOwnRun(
  runId: string,
  tenant: string,
  { jobs, config }: Pick<ServerServices, "jobs" | "config">,
): Promise<RunFolder> {
  if (isOwnRun(runId, tenant, jobs)) return runFolderAt(join(config.out, runId));
  throw new ExhibitError("NOT_FOUND", `There is no run ${runId}; it may have been removed.`);
}
