import { beforeEach, describe, expect, test } from "vitest";
import { memoryDatabase } from "../../src/jobs/database.ts";
import type { Job, JobStatus } from "../../src/jobs/job.ts";
import { createJobStore, type JobStore } from "../../src/jobs/job-store.ts";

const at = (minute: number): string => `2026-05-04T10:${String(minute).padStart(2, "0")}:00.000Z`;
const thread = (id: string, tenant = "north", minute = 0) => ({
  id,
  tenant,
  created: at(minute),
  updated: at(minute),
  metadata: {},
});
const wanted = (id: string, threadId = "t1", tenant = "north") => ({
  id,
  threadId,
  tenant,
  runId: `run-${id}`,
  question: "Why?",
  after: 0,
  approves: false,
  created: at(1),
  notes: {},
});

let ended: Job[] = [];
let store: JobStore;

beforeEach(() => {
  ended = [];
  store = createJobStore(memoryDatabase(), (job) => ended.push(job));
  store.addThread(thread("t1"));
});

describe("a job", () => {
  test("is read as it was added, queued and never begun", () => {
    const added = store.addJob({ ...wanted("a"), approves: true, starts: at(30), notes: { client: { name: "x" } } });
    expect(added).toMatchObject({ status: "queued", attempts: 0, starts: at(30), updated: at(1) });
    expect(store.job("a", "north")).toEqual(added);
    expect(store.jobById("a")).toEqual(added);
  });

  test.each<[what: string, find: () => unknown]>([
    ["a job of another tenant", () => store.job("a", "south")],
    ["a job that never was", () => store.jobById("b")],
    ["a thread of another tenant", () => store.thread("t1", "south")],
    ["a name that is SQL", () => store.job("a' OR '1'='1", "north")],
  ])("hides %s", (_what, find) => {
    store.addJob(wanted("a"));
    expect(find()).toBeUndefined();
  });

  test("keeps what a change does not name", () => {
    store.addJob(wanted("a"));
    store.change("a", { status: "running", attempts: 1 }, at(2));
    store.change("a", { last: 0, waitsFor: "approve" }, at(3));
    expect(store.jobById("a")).toMatchObject({
      status: "running",
      attempts: 1,
      last: 0,
      waitsFor: "approve",
      updated: at(3),
    });
  });

  test("that is at work is told as the database has it", () => {
    store.addJob(wanted("a"));
    for (const change of [{ status: "running" }, { attempts: 2 }, { status: "paused" }] as const) {
      store.change("a", change, at(4));
      expect(store.jobById("a")).toEqual(store.job("a", "north"));
    }
  });

  test("that is unknown is not changed, and nobody hears of an end", () => {
    expect(store.change("b", { status: "done" }, at(2))).toBeUndefined();
    expect(ended).toEqual([]);
  });

  test.each<JobStatus>(["waiting", "paused", "done", "failed", "cancelled"])("tells once that it is %s", (status) => {
    store.addJob(wanted("a"));
    store.change("a", { status: "running" }, at(2));
    store.change("a", { status }, at(3));
    store.change("a", { message: "later" }, at(4));
    expect(ended.map((job) => job.status)).toEqual([status]);
  });

  test("changes only from the status that was expected", () => {
    store.addJob(wanted("a"));
    expect(store.changeIf("a", "running", { status: "cancelled" }, at(2))).toBeUndefined();
    expect(store.changeIf("a", "queued", { status: "running" }, at(2))?.status).toBe("running");
    expect(store.changeIf("a", "queued", { status: "cancelled" }, at(3))).toBeUndefined();
    expect(store.jobById("a")?.status).toBe("running");
  });

  test("keeps the last wish, and none where none was told", () => {
    store.addJob(wanted("a"));
    expect(store.wishOf("a")).toBeUndefined();
    store.setWish("a", "finish");
    store.setWish("a", "cancelled");
    expect(store.wishOf("a")).toBe("cancelled");
    expect(store.wishOf("b")).toBeUndefined();
  });

  test("is not there when what belongs to it could not be written", () => {
    const fails = () =>
      store.addJob(wanted("a"), () => {
        throw new Error("no room");
      });
    expect(fails).toThrow("no room");
    expect(store.jobById("a")).toBeUndefined();
    expect(store.thread("t1", "north")?.updated).toBe(at(0));
  });

  test("does not end when what hears of its end fails", () => {
    const strict = createJobStore(memoryDatabase(), () => {
      throw new Error("no room");
    });
    strict.addThread(thread("t1"));
    strict.addJob(wanted("a"));
    strict.change("a", { status: "running" }, at(2));
    expect(() => strict.change("a", { status: "done" }, at(3))).toThrow("no room");
    expect(strict.job("a", "north")?.status).toBe("running");
    expect(strict.jobById("a")?.status).toBe("running");
  });

  test("is gone after it was removed at work", () => {
    store.addJob(wanted("a"));
    store.change("a", { status: "running" }, at(2));
    store.removeJob("a");
    expect(store.jobById("a")).toBeUndefined();
  });

  test.each([
    ["metadata", () => store.setMetadata("t1", { note: "é".repeat(40_000) }, at(2))],
    ["notes", () => store.addJob({ ...wanted("a"), notes: { note: "x".repeat(70_000) } })],
  ])("takes no %s that are documents", (_what, keep) => expect(keep).toThrow(/at most 64 KB/u));
});

describe("lists of jobs", () => {
  test("are in the order in which they were asked, not that of their names", () => {
    for (const id of ["c", "a", "b"]) store.addJob({ ...wanted(id), runId: "same" });
    store.change("a", { status: "running" }, at(9));
    expect(store.jobsOf("t1").map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(store.jobsOfRun("same").map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(store.withStatus("queued", "running").map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(store.withStatus("queued").map(({ id }) => id)).toEqual(["c", "b"]);
    expect(store.withStatus("failed")).toEqual([]);
  });
});

describe("the last jobs of threads", () => {
  test("are told in the order of their threads, a page at a time, and none of threads without any", () => {
    store.addThread(thread("t2", "north", 3));
    store.addThread(thread("t3", "south", 9));
    store.addThread(thread("empty", "north", 30));
    for (const [id, of, minute] of [
      ["a", "t1", 4],
      ["b", "t2", 5],
      ["c", "t1", 6],
    ] as const)
      store.addJob({ ...wanted(id, of), created: at(minute) });
    store.addJob({ ...wanted("d", "t3", "south"), created: at(9) });
    const page = (limit: number, offset: number, tenant = "north") =>
      store.latestOfThreads(tenant, { limit, offset }).map(({ id }) => id);
    expect(page(9, 0)).toEqual(["c", "b"]);
    expect([page(1, 0), page(1, 1), page(1, 2)]).toEqual([["c"], ["b"], []]);
    expect(page(9, 0, "south")).toEqual(["d"]);
    store.removeJob("c");
    expect(page(9, 0)).toEqual(["a", "b"]);
  });
});

describe("threads", () => {
  test("are told latest first, a page at a time, of one tenant", () => {
    store.addThread(thread("t2", "north", 2));
    store.addThread(thread("t3", "south", 3));
    store.addThread(thread("t4", "north", 2));
    const page = (limit: number, offset: number) => store.threads("north", { limit, offset }).map(({ id }) => id);
    expect(page(10, 0)).toEqual(["t2", "t4", "t1"]);
    expect(page(1, 1)).toEqual(["t4"]);
    expect(page(5, 3)).toEqual([]);
  });

  test("come to the front with what happens in them", () => {
    store.addThread(thread("t2", "north", 0));
    store.addJob({ ...wanted("a", "t2"), created: at(5) });
    store.addJob({ ...wanted("b", "t1"), created: at(6) });
    store.change("a", { status: "running" }, at(7));
    expect(store.threads("north", { limit: 9, offset: 0 }).map(({ id }) => id)).toEqual(["t2", "t1"]);
  });

  test.each<[statuses: readonly JobStatus[], standing: JobStatus | undefined]>([
    [[], undefined],
    [["done"], "done"],
    [["failed", "done"], "done"],
    [["running", "done"], "running"],
    [["queued", "failed"], "queued"],
    [["queued", "running", "done"], "running"],
    [["done", "waiting"], "waiting"],
  ])("with jobs that are %j stand at %s", (statuses, standing) => {
    for (const [index, status] of statuses.entries()) {
      store.addJob(wanted(`j${index}`));
      if (status !== "queued") store.change(`j${index}`, { status }, at(2));
    }
    expect(store.standingThreads("north").map((one) => one.standing)).toEqual([standing]);
  });

  test("keep what a client has with them", () => {
    store.setMetadata("t1", { title: "Tides “1”", tags: ["a", null] }, at(8));
    expect(store.thread("t1", "north")).toMatchObject({
      metadata: { title: "Tides “1”", tags: ["a", null] },
      updated: at(8),
    });
  });

  test("take their jobs with them", () => {
    store.addThread(thread("t2"));
    store.addJob(wanted("a"));
    store.addJob(wanted("b", "t2"));
    store.change("a", { status: "running" }, at(2));
    store.removeThread("t1");
    expect(store.jobById("a")).toBeUndefined();
    expect(store.withStatus("queued", "running").map(({ id }) => id)).toEqual(["b"]);
  });
});
