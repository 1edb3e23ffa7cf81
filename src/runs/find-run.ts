import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ExhibitError } from "../errors.ts";
import { type RunFolder, runFolderAt } from "./run-folder.ts";

/** The folder of a run by id, unique start of an id, or path; `out` is the folder of the runs. Errors: `NOT_FOUND`. */
export async function findRun(name: string, out: string): Promise<RunFolder> {
  const entries = await readdir(out).catch(() => [] as string[]);
  const runs = entries.filter((entry) => !entry.startsWith(".") && entry !== "README.md").sort();
  const matches = runs.includes(name) ? [name] : runs.filter((run) => name !== "" && run.startsWith(name));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return runFolderAt(join(out, only));
  const byPath = name === "" ? undefined : await readdir(name).catch(() => undefined);
  if (byPath?.includes("run.json") || byPath?.includes("report.json")) return runFolderAt(name);
  throw new ExhibitError("NOT_FOUND", notFound(name, { out, runs, matches, isFolder: byPath !== undefined }));
}

function notFound(
  name: string,
  found: { out: string; runs: readonly string[]; matches: readonly string[]; isFolder: boolean },
): string {
  const { out, runs, matches, isFolder } = found;
  if (matches.length > 1)
    return `${matches.length} runs in ${out} begin with ${name}; name one of: ${matches.slice(-5).join(", ")}.`;
  const last = runs.slice(-5).join(", ") || "none";
  const what = isFolder
    ? `${resolve(name)} has neither run.json nor report.json, so it is no run;`
    : `No run ${name} in ${out};`;
  return `${what} the last ones are: ${last}. Name another folder of runs with --out.`;
}
