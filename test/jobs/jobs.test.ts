import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Job,
  type Jobs,
  type NumberedEvent,
  runJob,
  type Workers,
  type WorkersOptions,
} from "../../src/jobs/index.ts";
import { resumeRun } from "../../src/run.ts";
import { lockRun } from "../../src/runs/index.ts";
import { requestFor } from "../support/runs.ts";
import { miniQuestion, type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

const { signal } = new AbortController();

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
  beforeAll(async () => {
    given = await temporaryJobs();
  });
  afterAll(() => given.close());

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

  test("pauses and goes on, cancels what has not begun, and ends a search early with a partial report", async () => {
    const paused = await given.submit();
    const later = await given.submit();
    // At once: a short run may be over before a busy machine tells of its plan.
    await untilEvent(given.jobs, paused, "run-start");
    // Both in one breath: the place of one that stops is free for the next.
    given.jobs.stop(later, "cancelled");
    given.jobs.stop(paused, "paused");
    expect(await given.jobs.ended(later.id, signal)).toMatchObject({ status: "cancelled", attempts: 0 });
    expect(await given.jobs.ended(paused.id, signal)).toMatchObject({ status: "paused" });
    const rest = await given.jobs.goOn(paused);
    await untilEvent(given.jobs, rest, "run-start");
    given.jobs.finish(rest);
    expect(await given.jobs.ended(rest.id, signal)).toMatchObject({ status: "done" });
  });

  test("waits for a worker of the server before that is still ending", async () => {
    const { jobs, config } = given;
    const paused = await given.submit();
    jobs.stop(paused, "paused");
    await jobs.ended(paused.id, signal);
    const unlock = await lockRun(join(config.out, paused.runId, "run.lock"));
    const end = runJob(paused.runId, {
      config,
      signal,
      approved: false,
      onEvent: () => undefined,
      onStart: () => undefined,
    });
    // Takes as long as the first look of the other.
    const busy = resumeRun(paused.runId, { config, signal, onEvent: () => undefined });
    await expect(busy).rejects.toMatchObject({ code: "RUN_BUSY" });
    await unlock();
    expect(await end).toMatchObject({ state: "done", outcome: "complete" });
  });

  test("refuses a second server on the same folder, and names the remedy", async () => {
    await expect(given.reopen()).rejects.toMatchObject({ code: "RUN_BUSY", message: expect.stringMatching(/--out/) });
  });
});

describe("a queue with worker processes that is opened again", () => {
  let given: TemporaryJobs;
  beforeEach(async () => {
    given = await temporaryJobs();
  });
  afterEach(() => given.close());

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
    await untilEvent(given.jobs, job, "run-start");
    await given.jobs.close();
    const jobs = await given.reopen();
    expect(await jobs.ended(job.id, signal)).toMatchObject({ status: "done", outcome: "complete", attempts: 2 });
  });
});

describe("a queue", () => {
  /** Workers that do what the test says. */
  interface Hands extends Workers {
    readonly begun: string[];
    readonly finished: string[];
    readonly options: WorkersOptions;
  }
  let hands: Hands;
  const createWorkers = (options: WorkersOptions): Workers => {
    const begun: string[] = [];
    const finished: string[] = [];
    const nothing = () => undefined;
    hands = {
      begun,
      finished,
      options,
      begin: ({ jobId }) => begun.push(jobId),
      finish: (jobId) => finished.push(jobId),
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
    await expect.poll(() => hands.begun).toEqual([ids[0], ids[2], ids[4]]);
  });

  test("takes so many jobs of a tenant, and from others all the same; what is refused leaves no folder", async () => {
    const limited = await temporaryJobs({ createWorkers, maxRunning: 1, maxPerTenant: 2 });
    const { jobs, thread, config, submit } = limited;
    const [first] = [await submit(), await submit()];
    const before = await readdir(config.out);
    await expect(submit()).rejects.toMatchObject({
      code: "QUEUE_FULL",
      message: expect.stringMatching(/2 runs queued or at work/),
    });
    expect(await readdir(config.out)).toEqual(before);
    expect(await submit({}, jobs.addThread("other"))).toMatchObject({ status: "queued" });
    hands.options.onEnd(first.id, { state: "waiting" });
    await jobs.ended(first.id, signal);
    expect(await submit({}, thread)).toMatchObject({ status: "queued" });
    // Who waits for the user's word goes on only when there is room.
    const waiting = jobs.store.jobById(first.id);
    await expect(waiting && jobs.goOn(waiting)).rejects.toMatchObject({ code: "QUEUE_FULL" });
    await limited.close();
  });

  test("begins again what lost its worker, and gives it up after three times", async () => {
    const job = await given.submit();
    for (const time of [1, 2, 3]) {
      await expect.poll(() => hands.begun).toHaveLength(time);
      hands.options.onEnd(job.id, undefined);
    }
    expect(await given.jobs.ended(job.id, signal)).toMatchObject({
      status: "failed",
      attempts: 3,
      message: expect.stringMatching(/3 times/),
    });
    expect(hands.begun).toEqual([job.id, job.id, job.id]);
  });

  test("counts no death of the server as one of a run's worker", async () => {
    const job = await given.submit();
    for (const _ of [1, 2, 3]) {
      await given.jobs.close();
      Object.assign(given, { jobs: await given.reopen() });
    }
    hands.options.onEnd(job.id, undefined);
    await expect.poll(() => given.jobs.store.jobById(job.id)).toMatchObject({ status: "running", attempts: 5 });
  });

  test("hears what was asked of a job although the server ends before its worker heard it", async () => {
    const asked = await Promise.all([given.submit(), given.submit({}, given.jobs.addThread("local"))]);
    const [paused, finished] = asked;
    given.jobs.stop(paused, "paused");
    given.jobs.finish(paused);
    given.jobs.finish(finished);
    await given.jobs.close();
    const jobs = await given.reopen();
    expect(asked.map(({ id }) => jobs.store.jobById(id)?.status)).toEqual(["paused", "running"]);
    expect([hands.begun, hands.finished]).toEqual([[finished.id], [finished.id]]);
    hands.options.onEnd(finished.id, undefined);
    await expect.poll(() => hands.finished).toEqual([finished.id, finished.id]);
    hands.options.onEnd(finished.id, { state: "done", outcome: "partial" });
    expect(await jobs.ended(finished.id, signal)).toMatchObject({ status: "done", outcome: "partial" });
  });

  test("keeps the user's word on a plan that a pause came before", async () => {
    const { jobs } = given;
    const waiting = await given.submit({ approval: "ask" });
    hands.options.onEnd(waiting.id, { state: "waiting" });
    const approving = await jobs.goOn(await jobs.ended(waiting.id, signal));
    jobs.stop(approving, "paused");
    hands.options.onEnd(approving.id, { state: "stopped" });
    expect(await jobs.goOn(await jobs.ended(approving.id, signal))).toMatchObject({ approves: true });
  });

  test("takes answers for no word on a plan, also after a pause at the plan", async () => {
    const { jobs } = given;
    const asking = await given.submit({ clarify: true, approval: "ask" });
    hands.options.onEnd(asking.id, { state: "waiting", waitsFor: "clarify" });
    const answered = await jobs.goOn(await jobs.ended(asking.id, signal));
    jobs.stop(answered, "paused");
    hands.options.onEnd(answered.id, { state: "waiting", waitsFor: "approve" });
    const paused = await jobs.ended(answered.id, signal);
    expect(paused).toMatchObject({ status: "paused", approves: false });
    expect(await jobs.goOn(paused)).toMatchObject({ approves: false });
  });

  test("writes down how a job ended once the disk has room again", async () => {
    const errors: unknown[] = [];
    await given.jobs.close();
    const jobs = await given.reopen({ onError: (error) => errors.push(error) });
    const job = await jobs.submit(given.thread, requestFor(miniQuestion, { library: [given.library] }));
    jobs.database.exec("PRAGMA query_only = 1");
    hands.options.onEnd(job.id, { state: "done", outcome: "complete" });
    await expect.poll(() => errors).toHaveLength(1);
    expect(jobs.store.jobById(job.id)?.status).toBe("running");
    jobs.database.exec("PRAGMA query_only = 0");
    expect(await jobs.ended(job.id, signal)).toMatchObject({ status: "done", outcome: "complete" });
    expect(errors).toHaveLength(1);
  });

  test("keeps a run that was queued although the disk is full before it can begin", async () => {
    const { jobs, config } = given;
    jobs.database.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
    );
    const job = await given.submit();
    expect(job.status).toBe("queued");
    expect(await readdir(join(config.out, job.runId))).toContain("run.json");
    expect(hands.begun).toEqual([]);
    jobs.database.exec("DROP TRIGGER full");
    await expect.poll(() => hands.begun).toEqual([job.id]);
  });

  test("tries again what failed, as a new job of the same run, and nothing that is over", async () => {
    const { jobs, submit } = given;
    const job = await submit();
    hands.options.onEnd(job.id, { state: "failed", message: "No space left." });
    const failed = await jobs.ended(job.id, signal);
    expect(failed).toMatchObject({ status: "failed", message: "No space left." });
    const again = await jobs.goOn(failed);
    expect(again.runId).toBe(job.runId);
    expect(hands.begun).toEqual([job.id, again.id]);
    hands.options.onEnd(again.id, { state: "done", outcome: "complete" });
    const done = await jobs.ended(again.id, signal);
    await expect(jobs.goOn(done)).rejects.toMatchObject({ code: "RUN_BUSY" });
  });

  test("shows a tenant nothing of another's", async () => {
    const job = await given.submit();
    expect(given.jobs.store.job(job.id, "other")).toBeUndefined();
    expect(given.jobs.store.thread(given.thread.id, "other")).toBeUndefined();
    expect(given.jobs.store.threads("other", { limit: 10, offset: 0 })).toEqual([]);
  });
});
