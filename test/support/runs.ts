import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { Report } from "../../src/report/index.ts";
import { type RunResult, startRun } from "../../src/run.ts";
import type { RunRequest } from "../../src/runs/index.ts";

/** A folder for the runs of one test. */
export const temporaryOut = (): Promise<string> => mkdtemp(join(tmpdir(), "exhibit-out-"));

/** A request over the bundled library with everything said. */
export function requestFor(question: string, changes: Partial<RunRequest> = {}): RunRequest {
  return {
    question,
    library: [join(packageRoot, "samples")],
    urls: [],
    search: [],
    offline: true,
    formats: ["md"],
    length: "standard",
    maxSources: 1_000,
    maxMinutes: 10,
    approval: "auto",
    ...changes,
  };
}

export interface Finished extends RunResult {
  readonly events: readonly RunEvent[];
  readonly report: Report;
}

/** Runs a request to its end in this process. */
export async function runToEnd(out: string, request: RunRequest): Promise<Finished> {
  const events: RunEvent[] = [];
  const config = loadConfig({ cwd: out, out, env: {} });
  const signal = new AbortController().signal;
  const run = await startRun(request, { config, signal, onEvent: (event) => events.push(event) });
  const result = await run.result();
  return { ...result, events, report: await readReport(result.runFolder) };
}

/** The report of a finished run. */
export async function readReport(runFolder: string): Promise<Report> {
  return JSON.parse(await readFile(join(runFolder, "report.json"), "utf8")) as Report;
}

/** What two runs of one question must have in common: everything but the clock. */
export function withoutTimes(report: Report): unknown {
  return { ...report, created: "", sources: report.sources.map((source) => ({ ...source, fetched: "" })) };
}
