import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job, Jobs, NumberedEvent, Workers, WorkersOptions } from "../../src/jobs/index.ts";
import { miniQuestion, type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

const signal = AbortSignal.timeout(120_000);

async function eventsOf(jobs: Jobs, job: Job, after?: number): Promise<readonly NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  const options = after === undefined ? { signal } : { signal, after };
  for await (const numbered of jobs.events(job, options)) events.push(numbered);
  return events;
}

/** Waits for the first event of a kind. */
async function untilEvent(jobs: Jobs, job: Job, type: string): Promise<void> {
  for await (const { event } of jobs.events(job, { signal })) if (event.type === type) return;
}

describe("a queue with worker processes", () => {
  let given: TemporaryJobs;
  beforeEach(async () => {
    given = await temporaryJobs();
  });
  afterEach(() => given.close());

  test("does a run and tells early and late readers every event of it, in order", async () => {
    const job = await given.submit();
    expect(job).toMatchObject({ question: miniQuestion, status: expect.stringMatching(/queued|running/) });
    const early = await eventsOf(given.jobs, job);
    expect(early.map(({ number }) => number)).toEqual(early.map((_, index) => index + 1));
    expect(early[0]?.event).toMatchObject({ type: "run-start", runId: job.runId });
    expect(early.at(-1)?.event).toMatchObject({ type: "run-end", outcome: "complete" });
    expect(await given.jobs.ended(job.id, signal)).toMatchObject({ status: "done", outcome: "complete", attempts: 1 });
    const late = await eventsOf(given.jobs, job, 5);
    expect(late.map(({ number, event }) => ({ number, event }))).toEqual(
      early.slice(5).map(({ number, event }) => ({ number, event })),
    );
    const log = await readFile(join(given.config.out, job.runId, "events.jsonl"), "utf8");
    expect(log.trimEnd().split("\n")).toHaveLength(early.length);
  });

  test("waits for the user's word on a plan, over a restart too, and goes on as a new job of the same run", async () => {
    const first = await given.submit({ approval: "ask" });
    expect(await given.jobs.ended(first.id, signal)).toMatchObject({ status: "waiting" });
    await given.jobs.close();
    const jobs = await given.reopen();
    const waiting = jobs.store.job(first.id, "local");
    expect(waiting).toMatchObject({ status: "waiting" });
    const second = await jobs.goOn(waiting ?? first);
    expect(await jobs.ended(second.id, signal)).toMatchObject({
      status: "done",
      outcome: "complete",
      runId: first.runId,
    });
    const events = await eventsOf(jobs, second);
    expect(events[0]).toMatchObject({ number: second.after + 1, event: { type: "run-start", resumed: true } });
    expect((await eventsOf(jobs, first)).at(-1)?.number).toBe(second.after);
  });

  test("goes on with what was at work when it was killed", async () => {
    const job = await given.submit();
    await untilEvent(given.jobs, job, "plan-end");
    await given.jobs.close();
    const jobs = await given.reopen();
    expect(await jobs.ended(job.id, signal)).toMatchObject({ status: "done", outcome: "complete", attempts: 2 });
  });

  test("pauses and goes on, cancels what has not begun, and ends a search early with a partial report", async () => {
    const paused = await given.submit();
    await untilEvent(given.jobs, paused, "plan-end");
    given.jobs.stop(paused, "paused");
    const later = await given.submit();
    given.jobs.stop(later, "cancelled");
    expect(await given.jobs.ended(later.id, signal)).toMatchObject({ status: "cancelled", attempts: 0 });
    expect(await given.jobs.ended(paused.id, signal)).toMatchObject({ status: "paused" });
    const rest = await given.jobs.goOn(paused);
    await untilEvent(given.jobs, rest, "run-start");
    given.jobs.finish(rest);
    expect(await given.jobs.ended(rest.id, signal)).toMatchObject({ status: "done" });
  });

  test("refuses a second server on the same folder, and names the remedy", async () => {
    await expect(given.reopen()).rejects.toMatchObject({ code: "RUN_BUSY", message: /--out/ });
  });
});

describe("a queue", () => {
  /** Workers that do what the test says. */
  interface Hands extends Workers {
    readonly begun: string[];
    readonly options: WorkersOptions;
  }
  let hands: Hands;
  const createWorkers = (options: WorkersOptions): Workers => {
    const begun: string[] = [];
    const nothing = () => undefined;
    hands = {
      begun,
      options,
      begin: ({ jobId }) => begun.push(jobId),
      finish: nothing,
      abort: nothing,
      steer: nothing,
      close: async () => undefined,
    };
    return hands;
  };
  let given: TemporaryJobs;
  beforeEach(async () => {
    given = await temporaryJobs({ createWorkers, maxRunning: 2 });
  });
  afterEach(() => given.close());

  test("lets jobs of one thread follow each other and no tenant wait behind another's many", async () => {
    const { jobs, thread } = given;
    const threads = [thread, thread, jobs.addThread("local"), jobs.addThread("local"), jobs.addThread("other")];
    const ids: string[] = [];
    for (const of of threads) ids.push((await given.submit({}, of)).id);
    expect(hands.begun).toEqual([ids[0], ids[2]]);
    hands.options.onEnd(ids[0] ?? "", { state: "done", outcome: "complete" });
    await jobs.ended(ids[0] ?? "", signal);
    expect(hands.begun).toEqual([ids[0], ids[2], ids[4]]);
  });

  test("begins again what lost its worker, and gives it up after three times", async () => {
    const job = await given.submit();
    for (const _ of [1, 2, 3]) {
      hands.options.onEnd(job.id, undefined);
      await given.jobs.feed.last(job.runId);
    }
    expect(await given.jobs.ended(job.id, signal)).toMatchObject({ status: "failed", attempts: 3, message: /3 times/ });
    expect(hands.begun).toEqual([job.id, job.id, job.id]);
  });

  test("shows a tenant nothing of another's", async () => {
    const job = await given.submit();
    expect(given.jobs.store.job(job.id, "other")).toBeUndefined();
    expect(given.jobs.store.thread(given.thread.id, "other")).toBeUndefined();
    expect(given.jobs.store.threads("other", { limit: 10, offset: 0 })).toEqual([]);
  });
});
