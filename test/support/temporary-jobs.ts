import { rm } from "node:fs/promises";
import { type Config, loadConfig } from "../../src/config.ts";
import { type Job, type Jobs, type JobsOptions, openJobs, type Thread } from "../../src/jobs/index.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { writeMiniLibrary } from "./mini-library.ts";
import { requestFor, temporaryOut } from "./runs.ts";

export const miniQuestion = "Compare the revenue and operating income of Norda and Sulvik in 2022.";

/** A queue over a folder of its own, with a small library to ask about. */
export interface TemporaryJobs {
  readonly jobs: Jobs;
  readonly config: Config;
  /** The small library, an absolute path. */
  readonly library: string;
  readonly thread: Thread;
  /** Submits a question over the small library, as Markdown only. */
  submit(changes?: Partial<RunRequest>, thread?: Thread): Promise<Job>;
  /** Another queue over the same folder, as after a restart of the server; `jobs` must be closed. */
  reopen(changes?: Partial<JobsOptions>): Promise<Jobs>;
  close(): Promise<void>;
}

/** `out` is an empty folder of the caller's; one of our own when absent. */
export type TemporaryOptions = Partial<JobsOptions> & { readonly out?: string };

export async function temporaryJobs({ out: given, ...options }: TemporaryOptions = {}): Promise<TemporaryJobs> {
  const out = given ?? (await temporaryOut());
  const library = await writeMiniLibrary(out);
  const config = loadConfig({ cwd: out, out, env: {} });
  const open = (changes: Partial<JobsOptions> = {}) =>
    openJobs({ config, maxRunning: 4, workers: 1, ...options, ...changes });
  const jobs = await open();
  const opened = [jobs];
  const thread = jobs.addThread("local");
  return {
    jobs,
    config,
    library,
    thread,
    submit: (changes = {}, of = thread) =>
      jobs.submit(of, requestFor(miniQuestion, { library: [library], ...changes })),
    async reopen(changes = {}) {
      const again = await open(changes);
      opened.push(again);
      return again;
    },
    async close() {
      await opened.at(-1)?.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}
