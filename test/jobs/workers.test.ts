import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JobEnd } from "../../src/jobs/worker-messages.ts";
import { createWorkers, type Workers } from "../../src/jobs/workers.ts";

/** A program that tells what it is told, and by whom; a run called `dies` ends it. */
const program = `
  const tell = (jobId, value) =>
    process.send({ type: "event", jobId, numbered: { number: 1, at: "", event: { type: "warning", message: JSON.stringify(value) } } });
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => {
    tell(message.jobId, { ...message, pid: process.pid, out: process.argv[2] });
    if (message.runId === "dies") process.exit(3);
    if (message.type === "abort") process.send({ type: "end", jobId: message.jobId, end: { state: "stopped", message: message.reason } });
  });`;

let folder: string;
let entry: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-workers-"));
  entry = join(folder, "program.mjs");
  await writeFile(entry, program);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Told {
  readonly jobId: string;
  readonly type: string;
  readonly pid: number;
  readonly [key: string]: unknown;
}
let told: Told[];
let ends: (readonly [jobId: string, end: JobEnd | undefined])[];
let opened: Workers[];
beforeEach(() => {
  [told, ends, opened] = [[], [], []];
});
afterEach(() => Promise.all(opened.map((workers) => workers.close())));

function open(count: number, program = entry): Workers {
  const workers = createWorkers({
    ...{ count, out: "/the/folder", entry: program },
    onEvent: (jobId, { event }) => {
      if (event.type === "warning") told.push({ ...(JSON.parse(event.message) as Told), jobId });
    },
    onEnd: (jobId, end) => void ends.push([jobId, end]),
  });
  opened.push(workers);
  return workers;
}
const begin = (workers: Workers, jobId: string, runId = `run-${jobId}`) =>
  workers.begin({ jobId, runId, approved: false });
const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const pidsOf = (...jobIds: readonly string[]) => jobIds.map((id) => told.find(({ jobId }) => jobId === id)?.pid ?? 0);

describe("worker processes", () => {
  test("are told what to begin and where, and later what concerns it", async () => {
    const workers = open(1);
    workers.begin({ jobId: "a", runId: "run-a", approved: true });
    workers.finish("a", "Enough.");
    workers.steer("a", { type: "skip", target: "q1" });
    await expect.poll(() => told).toHaveLength(3);
    expect(told).toMatchObject([
      { type: "begin", runId: "run-a", approved: true, trace: {}, out: "/the/folder" },
      { type: "finish", reason: "Enough." },
      { type: "steer", note: { type: "skip", target: "q1" } },
    ]);
  });

  test("share the jobs evenly, as many processes as there may be and none that is not needed", async () => {
    const workers = open(2);
    begin(workers, "a");
    workers.abort("a", "First.");
    await expect.poll(() => ends).toHaveLength(1);
    // The first is free again, so that no second is started.
    for (const id of ["b", "c", "d", "e"]) begin(workers, id);
    await expect.poll(() => told).toHaveLength(6);
    const [a, b, c, d, e] = pidsOf("a", "b", "c", "d", "e");
    expect([b === a, c !== b, new Set([d, e]).size]).toEqual([true, true, 2]);
    expect(new Set([a, b, c, d, e]).size).toBe(2);
  });

  test("end a job once, and hear nothing of it afterwards", async () => {
    const workers = open(1);
    begin(workers, "a");
    begin(workers, "b");
    workers.abort("a", "Paused by the user.");
    await expect.poll(() => ends).toEqual([["a", { state: "stopped", message: "Paused by the user." }]]);
    workers.abort("a", "Again.");
    workers.finish("never", "Nobody has it.");
    workers.finish("b", "Now.");
    await expect.poll(() => told.at(-1)?.type).toBe("finish");
    expect(told.map(({ jobId, type }) => `${jobId} ${type}`)).toEqual(["a begin", "b begin", "a abort", "b finish"]);
  });
});

describe("a process that is lost", () => {
  test("ends all its jobs without a word, no job of another, and is replaced", async () => {
    const workers = open(2);
    begin(workers, "a");
    begin(workers, "b");
    begin(workers, "c");
    await expect.poll(() => told).toHaveLength(3);
    const [a = 0, , c = 0] = pidsOf("a", "b", "c");
    expect(c).toBe(a);
    process.kill(a, "SIGKILL");
    await expect
      .poll(() => ends)
      .toEqual([
        ["a", undefined],
        ["c", undefined],
      ]);
    begin(workers, "d");
    await expect.poll(() => pidsOf("d")[0]).toBeGreaterThan(0);
    expect(pidsOf("d")[0]).not.toBe(a);
    workers.finish("b", "Still there.");
    await expect.poll(() => told.at(-1)).toMatchObject({ jobId: "b", type: "finish" });
  });

  test("by its own job ends that job, whatever is told to it at that moment", async () => {
    const workers = open(1);
    begin(workers, "a", "dies");
    for (let time = 0; time < 20; time++) workers.finish("a", "Too late.");
    await expect.poll(() => ends).toEqual([["a", undefined]]);
  });

  test("before it heard of its job ends it too", async () => {
    const broken = join(folder, "broken.mjs");
    await writeFile(broken, "process.exit(1);");
    begin(open(1, broken), "a");
    await expect.poll(() => ends).toEqual([["a", undefined]]);
  });
});

describe("workers that are closed", () => {
  test("end their processes at once and tell no end of their jobs", async () => {
    const workers = open(2);
    begin(workers, "a");
    begin(workers, "b");
    await expect.poll(() => told).toHaveLength(2);
    const pids = pidsOf("a", "b");
    expect(pids.map(isThere)).toEqual([true, true]);
    await workers.close();
    expect(pids.map(isThere)).toEqual([false, false]);
    expect(ends).toEqual([]);
  });

  test("can be closed unused, and twice", async () => {
    await open(1).close();
    const workers = open(1);
    begin(workers, "a");
    await workers.close();
    await workers.close();
    expect(ends).toEqual([]);
  });
});
