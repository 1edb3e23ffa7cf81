import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryDatabase } from "../../src/jobs/database.ts";
import { createDispatcher, type Dispatcher, type Stop } from "../../src/jobs/dispatch.ts";
import { createEventFeed } from "../../src/jobs/event-feed.ts";
import type { Job, JobStatus } from "../../src/jobs/job.ts";
import { createJobStore, type JobStore } from "../../src/jobs/job-store.ts";
import type { JobEnd } from "../../src/jobs/worker-messages.ts";
import type { WorkersOptions } from "../../src/jobs/workers.ts";

const start = Date.parse("2026-05-04T10:00:00Z");
const done: JobEnd = { state: "done", outcome: "complete" };

let out: string;
let now: number;
/** What the workers were told, in order. */
let told: string[];
let store: JobStore;
let dispatcher: Dispatcher;
let end: (jobId: string, how: JobEnd | undefined) => void;
/** Refuses to begin a job, as a machine without memory does. */
let refuse: (jobId: string) => void;

const stamp = () => new Date(now).toISOString();
const begun = () => told.filter((one) => one.startsWith("begin ")).map((one) => one.slice("begin ".length));
const statusOf = (id: string) => store.jobById(id)?.status;

function createWorkers({ onEnd }: WorkersOptions) {
  end = onEnd;
  return {
    begin: ({ jobId }: { readonly jobId: string }) => {
      refuse(jobId);
      told.push(`begin ${jobId}`);
    },
    finish: (jobId: string) => void told.push(`finish ${jobId}`),
    abort: (jobId: string, reason: string) => void told.push(`abort ${jobId}: ${reason}`),
    steer: (jobId: string) => void told.push(`steer ${jobId}`),
    close: async () => undefined,
  };
}

function open(maxRunning: number): Dispatcher {
  const feed = createEventFeed((runId) => join(out, runId, "events.jsonl"));
  return createDispatcher({ store, feed, maxRunning, workers: 1, out, stamp, createWorkers });
}

/** A job of its own thread, unless another is named. */
function queue(id: string, { tenant = "north", threadId = `t-${id}`, ...changes }: Partial<Job> = {}): Job {
  if (!store.thread(threadId, tenant))
    store.addThread({ id: threadId, tenant, created: stamp(), updated: stamp(), metadata: {} });
  const about = { question: "Why?", after: 0, approves: false, created: stamp(), notes: {} };
  const job = store.addJob({ id, threadId, tenant, runId: `run-${id}`, ...about, ...changes });
  dispatcher.pump();
  return job;
}

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-dispatch-"));
  [now, told] = [start, []];
  refuse = () => undefined;
  store = createJobStore(memoryDatabase());
  dispatcher = open(2);
});
afterEach(async () => {
  await dispatcher.close();
  await rm(out, { recursive: true, force: true });
});

describe("a place that is free", () => {
  test("goes to the tenant with the fewest at work, and among equals to who asked first", async () => {
    for (const id of ["n1", "n2", "n3"]) queue(id);
    for (const id of ["s1", "s2"]) queue(id, { tenant: "south" });
    queue("e1", { tenant: "east" });
    expect(begun()).toEqual(["n1", "n2"]);
    for (const id of ["n1", "s1", "n2", "s2"]) {
      end(id, done);
      await expect.poll(() => statusOf(id)).toBe("done");
      await expect.poll(() => store.withStatus("running")).toHaveLength(2);
    }
    expect(begun()).toEqual(["n1", "n2", "s1", "s2", "n3", "e1"]);
  });

  test("is not taken by a second job of a thread, although nothing else waits", async () => {
    queue("a", { threadId: "talk" });
    queue("b", { threadId: "talk" });
    expect([begun(), statusOf("b")]).toEqual([["a"], "queued"]);
    end("a", { state: "waiting" });
    await expect.poll(begun).toEqual(["a", "b"]);
  });

  test("comes too when the job that had it was removed at work", async () => {
    queue("a");
    queue("b");
    queue("c");
    store.removeJob("a");
    end("a", undefined);
    await expect.poll(begun).toEqual(["a", "b", "c"]);
  });
});

describe("a job that has its time", () => {
  const inMilliseconds = (ms: number) => new Date(start + ms).toISOString();

  test("begins when it has come, and keeps no other waiting until then", async () => {
    queue("later", { starts: inMilliseconds(15) });
    queue("now");
    expect(begun()).toEqual(["now"]);
    now += 15;
    await expect.poll(begun).toEqual(["now", "later"]);
  });

  test("begins although an earlier one was taken back", async () => {
    const first = queue("first", { starts: inMilliseconds(10) });
    queue("second", { starts: inMilliseconds(20) });
    dispatcher.stop(first, "cancelled");
    now += 20;
    await expect.poll(begun).toEqual(["second"]);
    expect(statusOf("first")).toBe("cancelled");
  });

  test("waits for years without a timer that is longer than timers can be", async () => {
    const warnings: string[] = [];
    const hear = ({ name }: Error) => void warnings.push(name);
    process.on("warning", hear);
    queue("far", { starts: "2031-05-04T10:00:00.000Z" });
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", hear);
    expect([warnings, begun()]).toEqual([[], []]);
  });
});

describe("a job at work", () => {
  test.each<[first: Stop, second: Stop, becomes: JobStatus]>([
    ["paused", "paused", "paused"],
    ["paused", "cancelled", "cancelled"],
    ["cancelled", "cancelled", "cancelled"],
    ["cancelled", "paused", "cancelled"],
  ])("that is %s and then %s is %s", async (first, second, becomes) => {
    const job = queue("a");
    dispatcher.stop(job, first);
    dispatcher.stop(job, second);
    end("a", { state: "stopped" });
    await expect.poll(() => statusOf("a")).toBe(becomes);
  });

  test("that was told to end its search is told once, and not after it was stopped", () => {
    const [job, other] = [queue("a"), queue("b")];
    dispatcher.finish(job);
    dispatcher.finish(job);
    dispatcher.stop(other, "paused");
    dispatcher.finish(other);
    expect(told.slice(2)).toEqual(["finish a", "abort b: Paused by the user."]);
  });

  test("that was stopped is done all the same if it was over before it heard", async () => {
    const job = queue("a");
    dispatcher.stop(job, "cancelled");
    end("a", done);
    await expect.poll(() => store.jobById("a")).toMatchObject({ status: "done", outcome: "complete" });
  });

  test("that was stopped and lost its worker is not begun again", async () => {
    const job = queue("a");
    dispatcher.stop(job, "paused");
    end("a", undefined);
    await expect.poll(() => statusOf("a")).toBe("paused");
    expect(begun()).toEqual(["a"]);
  });

  test("ends once, however often its end is told", async () => {
    queue("a");
    end("a", { state: "failed", message: "No space left." });
    await expect.poll(() => statusOf("a")).toBe("failed");
    end("a", done);
    queue("b");
    await expect.poll(begun).toEqual(["a", "b"]);
    expect(store.jobById("a")).toMatchObject({ status: "failed", message: "No space left." });
  });
});

describe("a job that no worker takes", () => {
  test("fails with the reason instead of waiting for ever, and the next has its place", async () => {
    refuse = (jobId) => {
      if (jobId === "a") throw new Error("worker.js is not built; run: npm run build");
    };
    queue("a");
    queue("b");
    await expect.poll(() => statusOf("a")).toBe("failed");
    expect(store.jobById("a")?.message).toContain("npm run build");
    await expect.poll(begun).toEqual(["b"]);
  });
});

describe("a job that no worker has", () => {
  test.each<[rests: JobStatus, as: Stop, becomes: JobStatus]>([
    ["queued", "paused", "paused"],
    ["queued", "cancelled", "cancelled"],
    ["waiting", "paused", "waiting"],
    ["waiting", "cancelled", "cancelled"],
    ["paused", "paused", "paused"],
    ["paused", "cancelled", "cancelled"],
    ["failed", "cancelled", "failed"],
    ["done", "cancelled", "done"],
    ["done", "paused", "done"],
  ])("and is %s becomes, %s, %s", (rests, as, becomes) => {
    const job = queue("a", { starts: "2027-01-01T00:00:00.000Z" });
    if (rests !== "queued") store.change("a", { status: rests }, stamp());
    dispatcher.stop(job, as);
    expect([statusOf("a"), told]).toEqual([becomes, []]);
  });

  test("hears of a wish for its sources when it is begun", async () => {
    const [waiting, working] = [queue("a", { starts: "2027-01-01T00:00:00.000Z" }), queue("b")];
    await mkdir(join(out, "run-a"));
    const note = { type: "skip", target: "https://example.org/" } as const;
    await dispatcher.steer(waiting, note);
    await dispatcher.steer(working, note);
    expect(told).toEqual(["begin b", "steer b"]);
    expect(JSON.parse(await readFile(join(out, "run-a", "steering.jsonl"), "utf8"))).toEqual(note);
  });
});
