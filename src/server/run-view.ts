import { loadRunRecord, type RunFolder } from "../runs/index.ts";
import type { RunView } from "./api-types.ts";
import { artifactFiles } from "./run-files.ts";

/** What users see of the record of a run: no paths, no addresses of endpoints. */
export async function runView(folder: RunFolder): Promise<RunView> {
  const { runId, question, started, durationMs, usage, request } = await loadRunRecord(folder);
  const { skill, length, models, maxMinutes } = request;
  return {
    runId,
    question,
    started,
    settings: { length, maxMinutes, ...(skill ? { skill } : {}), ...(models ? { model: models.model } : {}) },
    artifacts: await artifactFiles(folder),
    hasReport: await folder.has("report.json"),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(usage ? { usage } : {}),
  };
}
