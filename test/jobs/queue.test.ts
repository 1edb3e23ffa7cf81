import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Job, type NumberedEvent, openJobs } from "../../src/jobs/index.ts";
import { createHands, type Hands } from "../support/hands.ts";
import { requestFor } from "../support/runs.ts";
import { type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

const { signal } = new AbortController();
let given: TemporaryJobs;
let hands: Hands;
let heard: string[];
beforeEach(async () => {
  hands = createHands();
  heard = [];
  const onEvent = (runId: string, { number }: NumberedEvent) => void heard.push(`${runId} ${number}`);
  given = await temporaryJobs({ createWorkers: hands.createWorkers, maxRunning: 1, onEvent });
});
afterEach(() => given.close());

const foldersOf = async () => (await readdir(given.config.out)).filter((name) => /^\d{4}-/.test(name));
const statusOf = ({ id }: Job) => given.jobs.store.jobById(id)?.status;
const submit = (options: Parameters<typeof given.jobs.submit>[2] = {}) =>
  given.jobs.submit(given.thread, requestFor("Why tides?"), options);
async function ended(job: Job, how: Parameters<Hands["end"]>[1]): Promise<Job> {
  hands.end(job, how);
  return given.jobs.ended(job.id, signal);
}

describe("a run that is asked for", () => {
  test("is known to whoever listens before it can begin, with what is kept with it", async () => {
    const queued: Job[] = [];
    given.jobs.onQueued((job) => {
      queued.push(job);
      expect(hands.begun).toEqual([]);
    });
    const job = await submit({ notes: { client: "x" } });
    expect(queued).toEqual([job]);
    expect(job.notes).toEqual({ client: "x" });
    expect(hands.begun).toEqual([job.id]);
  });

  test.each<[what: string, ask: () => Promise<Job>]>([
    ["notes that are documents", () => submit({ notes: { page: "x".repeat(70_000) } })],
    ["a thread that is gone", () => given.jobs.submit({ id: "gone", tenant: "local" }, requestFor("Why tides?"))],
    [
      "somebody who listens and fails",
      () => {
        given.jobs.onQueued(() => {
          throw new Error("no room");
        });
        return submit();
      },
    ],
  ])("is not there at all when it is refused for %s", async (_, ask) => {
    await expect(ask()).rejects.toThrow();
    expect([await foldersOf(), given.jobs.store.jobsOf(given.thread.id), hands.begun]).toEqual([[], [], []]);
  });

  test("begins at its time, and not before", async () => {
    const job = await submit({ starts: "2999-01-01T00:00:00.000Z" });
    expect([statusOf(job), hands.begun]).toEqual(["queued", []]);
    expect(await given.jobs.submit(given.jobs.addThread("local"), requestFor("Why wind?"))).toMatchObject({
      id: hands.begun[0],
    });
  });
});

describe("a run that goes on", () => {
  test("goes on once, of two who say so at the same time", async () => {
    const waiting = await ended(await submit(), { state: "waiting" });
    const both = await Promise.allSettled([given.jobs.goOn(waiting), given.jobs.goOn(waiting)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "RUN_BUSY" } });
    expect(given.jobs.store.jobsOfRun(waiting.runId)).toHaveLength(2);
  });

  test("begins after the events that it had, by which its readers tell its own", async () => {
    const first = await submit();
    hands.tell(first, { type: "warning", message: "one" });
    hands.tell(first, { type: "warning", message: "two" });
    const second = await given.jobs.goOn(await ended(first, { state: "failed", message: "No space left." }));
    expect(second.after).toBe(2);
    hands.tell(second, { type: "warning", message: "three" });
    hands.end(second, { state: "done", outcome: "complete" });
    const numbers: number[] = [];
    for await (const { number } of given.jobs.events(second, { signal })) numbers.push(number);
    expect(numbers).toEqual([3]);
  });

  test.each(["done", "cancelled", "running", "queued"] as const)("does not when it is %s", async (status) => {
    const job = await submit();
    given.jobs.store.change(job.id, { status }, job.updated);
    const current = given.jobs.store.jobById(job.id) ?? job;
    await expect(given.jobs.goOn(current)).rejects.toMatchObject({ code: "RUN_BUSY" });
  });
});

describe("what is forgotten", () => {
  test("is stopped first: a job at work and one that waits its turn", async () => {
    const working = await submit();
    const queued = await submit();
    const reading = given.jobs.events(working, { signal }).next();
    const waiting = expect(given.jobs.ended(queued.id, signal)).rejects.toMatchObject({ code: "NOT_FOUND" });
    given.jobs.removeThread(given.thread);
    await waiting;
    expect((await reading).done).toBe(true);
    expect(given.jobs.store.thread(given.thread.id, "local")).toBeUndefined();
    expect(hands.begun).toEqual([working.id]);
    expect(await foldersOf()).toHaveLength(2);
  });

  test("leaves its place to the next", async () => {
    const first = await submit();
    const second = await given.jobs.submit(given.jobs.addThread("local"), requestFor("Why wind?"));
    given.jobs.removeJob(first);
    await expect.poll(() => hands.begun).toEqual([first.id, second.id]);
  });
});

describe("a thread that is made for something", () => {
  test("stays with what was done in it, and gives its value", async () => {
    const job = await given.jobs.inNewThread(given.jobs.addThread("lab"), (thread) =>
      given.jobs.submit(thread, requestFor("Why tides?")),
    );
    expect(given.jobs.store.thread(job.threadId, "lab")).toBeDefined();
  });

  test("goes again with what had begun in it when that fails, for the same reason", async () => {
    const thread = given.jobs.addThread("lab");
    const failing = given.jobs.inNewThread(thread, async (of) => {
      await given.jobs.submit(of, requestFor("Why tides?"));
      throw new Error("no room");
    });
    await expect(failing).rejects.toThrow("no room");
    expect([given.jobs.store.thread(thread.id, "lab"), given.jobs.store.jobsOf(thread.id)]).toEqual([undefined, []]);
  });
});

test("who watches over all runs hears every event once, whoever else reads", async () => {
  const job = await submit();
  hands.tell(job, { type: "warning", message: "one" });
  hands.tell(job, { type: "warning", message: "two" });
  hands.end(job, { state: "done", outcome: "complete" });
  for (const _ of [1, 2])
    for await (const numbered of given.jobs.events(job, { signal })) expect(numbered).toBeDefined();
  expect(heard).toEqual([`${job.runId} 1`, `${job.runId} 2`]);
});

test("queues in memory keep nothing in the folder, so that several may be open over it", async () => {
  const { config } = given;
  const open = () =>
    openJobs({ config, maxRunning: 1, workers: 1, inMemory: true, createWorkers: createHands().createWorkers });
  const [one, other] = [await open(), await open()];
  const thread = one.addThread("local");
  expect(other.store.thread(thread.id, "local")).toBeUndefined();
  await one.close();
  await other.close();
  await given.jobs.close();
  await expect(access(join(config.home, "server.lock"))).rejects.toMatchObject({ code: "ENOENT" });
});
