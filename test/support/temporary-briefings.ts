import { join } from "node:path";
import type { Config } from "../../src/config.ts";
import {
  type Briefing,
  type Briefings,
  type BriefingsOptions,
  type Definition,
  definitionSchema,
  openBriefings,
  type Workers,
  type WorkersOptions,
} from "../../src/jobs/index.ts";
import { writeBriefingRun } from "./briefing-run.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { requestFor } from "./runs.ts";
import { type TemporaryJobs, temporaryJobs } from "./temporary-jobs.ts";

/** Briefings over a queue whose runs end when the test says so, on a clock that the test moves. */
export interface TemporaryBriefings {
  readonly given: TemporaryJobs;
  readonly clock: FakeClock;
  readonly config: Config;
  readonly errors: readonly unknown[];
  /** Run ids in the order in which they were begun. */
  readonly begun: readonly string[];
  briefings: Briefings;
  add(changes?: object, name?: string): Briefing;
  /** Lets the oldest run at work end, with a report in its folder. */
  finish(outcome?: "news" | "nothing-new"): Promise<string>;
  /** Lets the oldest run at work fail. */
  fail(message: string): Promise<string>;
  /** Another process over the same folder, as after a crash. */
  reopen(changes?: Partial<BriefingsOptions>): Promise<Briefings>;
  close(): Promise<void>;
}

export const definitionOf = (changes: object = {}): Definition =>
  definitionSchema.parse({
    question: "What grew?",
    schedule: { cron: "0 8 * * *", timeZone: "Europe/Berlin" },
    ...changes,
  });

export async function temporaryBriefings(
  start: string,
  configure: (config: Config) => Config = (config) => config,
): Promise<TemporaryBriefings> {
  const clock = fakeClock(Date.parse(start));
  const now = () => new Date(clock.now());
  const begun: string[] = [];
  const atWork = new Map<string, string>();
  const settling: Promise<unknown>[] = [];
  let workers: WorkersOptions | undefined;
  const createWorkers = (options: WorkersOptions): Workers => {
    workers = options;
    return {
      begin: ({ jobId, runId }) => {
        begun.push(runId);
        atWork.set(runId, jobId);
      },
      finish: () => undefined,
      steer: () => undefined,
      abort: (jobId, reason) => {
        for (const [runId, id] of atWork) if (id === jobId) atWork.delete(runId);
        options.onEnd(jobId, { state: "stopped", message: reason });
        settling.push(given.jobs.ended(jobId, new AbortController().signal));
      },
      close: async () => undefined,
    };
  };
  const given = await temporaryJobs({ now, createWorkers, maxRunning: 10 });
  const config = configure(given.config);
  const errors: unknown[] = [];
  const open = (changes: Partial<BriefingsOptions> = {}) =>
    openBriefings({
      jobs: given.jobs,
      config,
      offline: false,
      folder: join(config.out, "briefings"),
      cwd: config.out,
      requestOf: (_briefing, question) => requestFor(question),
      onError: (error) => errors.push(error),
      now,
      sleep: clock.sleep,
      ...changes,
    });
  const opened = {
    given,
    clock,
    config,
    errors,
    begun,
    briefings: await open(),
    add: (changes: object = {}, name = "growth") =>
      opened.briefings.add("local", { name, origin: "api", definition: definitionOf(changes) }),
    async finish(outcome: "news" | "nothing-new" = "news") {
      const [[runId, jobId] = ["", ""]] = [...atWork];
      atWork.delete(runId);
      await writeBriefingRun(config.out, runId, { outcome, created: now().toISOString() });
      workers?.onEnd(jobId, { state: "done", outcome: "complete" });
      await given.jobs.ended(jobId, new AbortController().signal);
      return runId;
    },
    async fail(message: string) {
      const [[runId, jobId] = ["", ""]] = [...atWork];
      atWork.delete(runId);
      workers?.onEnd(jobId, { state: "failed", message });
      await given.jobs.ended(jobId, AbortSignal.timeout(10_000));
      return runId;
    },
    async reopen(changes: Partial<BriefingsOptions> = {}) {
      opened.briefings = await open(changes);
      return opened.briefings;
    },
    async close() {
      await Promise.all(settling);
      await opened.briefings.close();
      await given.close();
    },
  };
  return opened;
}

/** Ticks once an hour. */
export async function passHours(
  { clock, briefings }: Pick<TemporaryBriefings, "clock" | "briefings">,
  count: number,
): Promise<void> {
  for (let hour = 0; hour < count; hour += 1) {
    clock.advance(60 * 60_000);
    await briefings.cycle();
  }
}

/** What became of the slots of a briefing, oldest first. */
export const slotsOf = ({ briefings }: Pick<TemporaryBriefings, "briefings">, id: string): readonly string[] =>
  briefings.store
    .slots(id, 100)
    .map(({ slot, state }) => `${slot} ${state}`)
    .reverse();
