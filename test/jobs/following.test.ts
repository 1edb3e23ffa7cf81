import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryDatabase } from "../../src/jobs/database.ts";
import { createEventFeed, type EventFeed, type NumberedEvent } from "../../src/jobs/event-feed.ts";
import { follow, untilEnded } from "../../src/jobs/following.ts";
import type { Job } from "../../src/jobs/job.ts";
import { createJobStore, type JobStore } from "../../src/jobs/job-store.ts";

const at = "2026-05-04T10:00:00.000Z";
let folder: string;
let store: JobStore;
let feed: EventFeed;
let job: Job;

const add = (id: string, after = 0) =>
  store.addJob({
    ...{ id, threadId: "t", tenant: "north", runId: "run", question: "Why?" },
    ...{ after, approves: false, created: at, notes: {} },
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-following-"));
  store = createJobStore(memoryDatabase());
  feed = createEventFeed((runId) => join(folder, `${runId}.jsonl`));
  store.addThread({ id: "t", tenant: "north", created: at, updated: at, metadata: {} });
  job = add("first");
  store.change("first", { status: "running" }, at);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const numbered = (number: number): NumberedEvent => ({
  number,
  at,
  event: { type: "warning", message: `${number}` },
});
const lineOf = (number: number) => `${JSON.stringify({ at, ...numbered(number).event })}\n`;
/** As a worker does: into the log, and told. */
async function happen(...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    await appendFile(join(folder, "run.jsonl"), lineOf(number));
    feed.push("run", numbered(number));
  }
}
function end(id: string, change: { readonly status: "done" | "waiting" | "cancelled"; readonly last?: number }): void {
  store.change(id, change, at);
  feed.release("run");
}

const options = (after = 0, signal = new AbortController().signal) => ({ after, signal, store, feed });
async function followed(of: Job, after = 0): Promise<readonly number[]> {
  const numbers: number[] = [];
  for await (const group of follow(of, options(after))) numbers.push(...group.map(({ number }) => number));
  return numbers;
}

describe("who follows a job", () => {
  test("is told what happens as it happens, and that it is over", async () => {
    const groups = follow(job, options());
    const first = groups.next();
    await happen(1);
    expect((await first).value).toEqual([numbered(1)]);
    const second = groups.next();
    await happen(2);
    expect((await second).value).toEqual([numbered(2)]);
    const last = groups.next();
    end("first", { status: "done", last: 2 });
    expect(await last).toEqual({ value: undefined, done: true });
  });

  test.each([
    ["from the beginning", 0, [1, 2, 3]],
    ["from where it left off", 2, [3]],
    ["when it has them all", 3, []],
    ["from a number that no event has yet", 90, []],
  ])("comes late and gets the events %s", async (_, after, expected) => {
    await happen(1, 2, 3);
    end("first", { status: "done", last: 3 });
    expect(await followed(job, after)).toEqual(expected);
  });

  test("gets none of the job that went on with the run", async () => {
    await happen(1, 2);
    end("first", { status: "waiting", last: 2 });
    const second = add("second", 2);
    store.change("second", { status: "running" }, at);
    await happen(3, 4);
    end("second", { status: "done", last: 4 });
    expect(await followed(job)).toEqual([1, 2]);
    expect(await followed(second, second.after)).toEqual([3, 4]);
  });

  test("is told the end of a job that left no event, and of a run that has no log", async () => {
    end("first", { status: "cancelled", last: 0 });
    expect(await followed(job)).toEqual([]);
  });

  test("gets the thousands of events of a long run, each once and in order", async () => {
    const count = 3_000;
    await writeFile(join(folder, "run.jsonl"), Array.from({ length: count }, (_, at) => lineOf(at + 1)).join(""));
    end("first", { status: "done", last: count });
    expect(await followed(job)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  });

  test("is let go when the job is removed while it waits", async () => {
    await happen(1);
    const groups = follow(job, options());
    await groups.next();
    const next = groups.next();
    store.removeJob("first");
    feed.release("run");
    expect((await next).done).toBe(true);
  });

  test("is told nothing more once it has gone, and rejects with its own reason", async () => {
    const leaving = new AbortController();
    const groups = follow(job, options(0, leaving.signal));
    const told = expect(groups.next()).rejects.toThrow("The reader has gone.");
    leaving.abort(new Error("The reader has gone."));
    await happen(1);
    await told;
    expect(await groups.next()).toEqual({ value: undefined, done: true });
  });

  test("hears of a job that ended between its look and its wait", async () => {
    const groups = follow(job, options());
    const next = groups.next();
    end("first", { status: "done", last: 0 });
    expect((await next).done).toBe(true);
  });
});

describe("who waits for the end of a job", () => {
  test.each(["done", "waiting", "cancelled"] as const)("is told that it is %s", async (status) => {
    const ended = untilEnded("first", options());
    end("first", { status, last: 0 });
    expect(await ended).toMatchObject({ id: "first", status });
  });

  test("waits on through what happens meanwhile", async () => {
    const ended = untilEnded("first", options());
    await happen(1, 2, 3);
    store.change("first", { attempts: 2 }, at);
    feed.wake("run");
    end("first", { status: "done", last: 3 });
    expect(await ended).toMatchObject({ status: "done", last: 3, attempts: 2 });
  });

  test("is told that it is not there, also when it is removed meanwhile", async () => {
    await expect(untilEnded("never", options())).rejects.toMatchObject({ code: "NOT_FOUND" });
    const missing = { code: "NOT_FOUND", message: expect.stringContaining("first") };
    const told = expect(untilEnded("first", options())).rejects.toMatchObject(missing);
    store.removeThread("t");
    feed.release("run");
    await told;
  });

  test("goes with the reason of its signal", async () => {
    const leaving = new AbortController();
    const told = expect(untilEnded("first", options(0, leaving.signal))).rejects.toThrow("The client has gone.");
    leaving.abort(new Error("The client has gone."));
    await told;
  });
});
