import { fork } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { compiledPath } from "../../src/perception/child/compiled.ts";
import { ChildPool } from "../../src/perception/child/supervisor.ts";

const megabyte = 1024 * 1024;
const entry = compiledPath(import.meta.url, "./child-fixture.ts");
const pools: ChildPool[] = [];

function createPool(options: Partial<ConstructorParameters<typeof ChildPool>[0]> = {}): ChildPool {
  const pool = new ChildPool({ entry, maxChildren: 1, maxBytes: 1024 * megabyte, tasksPerChild: 50, ...options });
  pools.push(pool);
  return pool;
}

/** Far above what the tasks take, which end by themselves: no test here is about how long. */
const patientMs = 250_000;

function limits(
  timeoutMs = patientMs,
  signal = new AbortController().signal,
): { timeoutMs: number; signal: AbortSignal } {
  return { timeoutMs, signal };
}

afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

describe("a task that ends", () => {
  test("hands back its value, bytes included", async () => {
    const bytes = new Uint8Array([1, 2, 250]);
    const outcome = await createPool().run<{ bytes: Uint8Array }>("echo", { bytes }, limits());
    expect(outcome).toEqual({ state: "ok", value: { bytes } });
  });

  test("runs in a process that sees no environment variable", async () => {
    expect(await createPool().run("environment", undefined, limits())).toEqual({ state: "ok", value: [] });
  });

  test("says that the file is at fault when its code throws", async () => {
    const outcome = await createPool().run("throwing", undefined, limits());
    expect(outcome).toEqual({ state: "invalid", message: "the file is odd" });
  });

  test("tells a password from a broken file", async () => {
    expect(await createPool().run("password", undefined, limits())).toMatchObject({ state: "password" });
  });

  test("refuses a task that nobody knows", async () => {
    expect(await createPool().run("unknown", undefined, limits())).toMatchObject({ state: "invalid" });
  });

  test("gets the time it asks for while it runs", async () => {
    expect(await createPool().run("slow", 2_500, limits(2_000))).toEqual({ state: "ok", value: "done" });
  });
});

describe("a task that kills its process", () => {
  test("is a crash when the process dies by a signal", async () => {
    const outcome = await createPool().run("crash", undefined, limits());
    expect(outcome).toMatchObject({ state: "crashed", message: expect.stringContaining("SIGSEGV") });
  });

  test("is a crash when the process exits", async () => {
    expect(await createPool().run("exit", undefined, limits())).toMatchObject({ state: "crashed" });
  });

  test("costs only itself: the next task gets a fresh process", async () => {
    const pool = createPool();
    await pool.run("crash", undefined, limits());
    expect(await pool.run("echo", 7, limits())).toEqual({ state: "ok", value: 7 });
  });

  test("is a memory failure when resident memory passes the limit", async () => {
    const outcome = await createPool({ maxBytes: 1_400 * megabyte }).run("memory", undefined, limits());
    expect(outcome).toMatchObject({ state: "memory" });
  });

  test("is a memory failure when the heap is full", async () => {
    const outcome = await createPool({ maxBytes: 512 * megabyte }).run("heap", undefined, limits());
    expect(outcome).toMatchObject({ state: "memory" });
  });
});

describe("a task that does not end", () => {
  test.each(["hang", "busy"])("%s: is killed at its deadline", async (task) => {
    expect(await createPool().run(task, undefined, limits(400))).toMatchObject({ state: "timeout" });
  });

  test("has its time from when it begins, however long its process takes to start", async () => {
    const pool = createPool({ entry: compiledPath(import.meta.url, "./child-late.ts") });
    expect(await pool.run("echo", 7, limits(1_000))).toEqual({ state: "ok", value: 7 });
  });

  test("ends at once with the reason of its abort signal", async () => {
    const pool = createPool();
    const controller = new AbortController();
    const running = pool.run("hang", undefined, limits(patientMs, controller.signal));
    setTimeout(() => controller.abort(new Error("stopped by the user")), 300);
    await expect(running).rejects.toThrow("stopped by the user");
    expect(await pool.run("echo", 1, limits())).toMatchObject({ state: "ok" });
  });

  test("is not even started when the signal is aborted before", async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(createPool().run("echo", 1, limits(1_000, signal))).rejects.toThrow("too late");
  });

  test("leaves the queue when it is aborted while it waits", async () => {
    const pool = createPool();
    const first = pool.run("slow", 500, limits());
    const controller = new AbortController();
    const waiting = pool.run("echo", 1, limits(patientMs, controller.signal));
    controller.abort(new Error("no longer wanted"));
    await expect(waiting).rejects.toThrow("no longer wanted");
    expect(await first).toMatchObject({ state: "ok" });
  });
});

describe("processes", () => {
  test("are used again", async () => {
    const pool = createPool();
    const first = await pool.run("pid", undefined, limits());
    expect(await pool.run("pid", undefined, limits())).toEqual(first);
  });

  test("are replaced after their number of tasks", async () => {
    const pool = createPool({ tasksPerChild: 2 });
    const pids = [];
    for (let index = 0; index < 3; index += 1) pids.push(await pool.run<number>("pid", undefined, limits()));
    expect(pids[1]).toEqual(pids[0]);
    expect(pids[2]).not.toEqual(pids[0]);
  });

  test("are never more than allowed", async () => {
    const pool = createPool({ maxChildren: 2 });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => pool.run<number>("pid", undefined, limits())));
    expect(new Set(outcomes.map((outcome) => (outcome.state === "ok" ? outcome.value : 0))).size).toBeLessThanOrEqual(
      2,
    );
  });

  test("end when the pool is closed if they are idle; those at work go on for whoever waits for them", async () => {
    const pool = createPool({ maxChildren: 2 });
    const idle = await pool.run<number>("pid", undefined, limits());
    const working = pool.run<{ bytes: Uint8Array }>("echo", { bytes: new Uint8Array(megabyte) }, limits());
    pool.close();
    expect(await working).toMatchObject({ state: "ok" });
    pool.close();
    expect(await pool.run<number>("pid", undefined, limits())).not.toEqual(idle);
  });

  test("do not keep an idle parent alive", async () => {
    const parent = fork(compiledPath(import.meta.url, "./child-parent.ts"), [entry], { stdio: "ignore" });
    const code = await new Promise((resolve) => parent.once("exit", resolve));
    expect(code).toBe(0);
  }, 15_000);
});
