import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createBudget,
  createEventLog,
  explainDatabaseError,
  explainWriteError,
  openRunFolder,
  runFolderAt,
  runIdOf,
} from "../../src/runs/index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-runs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("run folder", () => {
  test("reads back what was written and knows what is missing", async () => {
    const run = await openRunFolder(join(folder, "a"));
    await run.writeJson("drafts/s1.json", { blocks: [1] });
    expect(await run.readJson("drafts/s1.json")).toEqual({ blocks: [1] });
    expect(await run.readJson("drafts/s2.json")).toBeUndefined();
    expect(await run.has("drafts/s1.json")).toBe(true);
    expect(await run.has("drafts/s2.json")).toBe(false);
  });

  test("is made to be written to, and not by looking into one that is gone", async () => {
    const gone = runFolderAt(join(folder, "gone"));
    expect([await gone.has("run.json"), await gone.readJson("run.json")]).toEqual([false, undefined]);
    expect(await readdir(folder)).toEqual([]);
    await openRunFolder(join(folder, "made"));
    expect(await readdir(folder)).toEqual(["made"]);
  });

  test("leaves no temporary file behind, also when writing fails", async () => {
    const run = await openRunFolder(folder);
    await run.writeBytes("report.md", new TextEncoder().encode("x"));
    await mkdir(join(folder, "taken.json"));
    await expect(run.writeJson("taken.json", 1)).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(["report.md", "taken.json"]);
  });

  test.each(["../outside.json", "/etc/passwd", "a/../../b"])("refuses the name %s", async (name) => {
    const run = await openRunFolder(folder);
    expect(() => run.resolve(name)).toThrow(/leaves the run folder/);
  });

  test("names a broken file instead of a position in JSON", async () => {
    const run = await openRunFolder(folder);
    await writeFile(join(folder, "plan.json"), "{oops");
    await expect(run.readJson("plan.json")).rejects.toMatchObject({ code: "BAD_REPORT" });
  });

  test("a folder under a file cannot be written", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(openRunFolder(join(folder, "file", "run"))).rejects.toMatchObject({ code: "NOT_WRITABLE" });
  });

  test("a file system that refuses every creation is an error, not an endless loop", async () => {
    if (process.platform !== "linux") return;
    await expect(openRunFolder("/proc/exhibit/run")).rejects.toMatchObject({ code: "NOT_WRITABLE" });
  });

  test("makes missing parents", async () => {
    const run = await openRunFolder(join(folder, "x", "y", "z"));
    await run.writeJson("deep/er/plan.json", 1);
    expect(await run.readJson("deep/er/plan.json")).toBe(1);
  });

  test("explains a full disk with the remedy", () => {
    const full = Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
    expect(explainWriteError(full, "/data/report.json")).toMatchObject({
      code: "DISK_FULL",
      message: expect.stringMatching(/\/data\/report\.json.*exhibit resume/),
    });
  });
});

test.each([
  [Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" }), "DISK_FULL"],
  [Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_WRITE" }), "DISK_FULL"],
  [new Error("cannot rollback - no transaction is active"), "DISK_FULL"],
  [new TypeError("x is undefined"), undefined],
])("a checkpoint database that throws %s gives %s", (error, code) => {
  const explained = explainDatabaseError(error, "/runs/checkpoints.sqlite");
  if (code === undefined) expect(explained).toBe(error);
  else
    expect(explained).toMatchObject({
      code,
      message: expect.stringMatching(/checkpoints.*exhibit resume/),
      cause: error,
    });
});

describe("run id", () => {
  const now = new Date("2026-03-14T10:00:00Z");

  test("tells date and question", () => {
    expect(runIdOf("How did solid-state batteries develop?", now, "seed")).toMatch(
      /^2026-03-14-solid-state-batteries-develop-[0-9a-f]{4}$/,
    );
  });

  test.each(["Wie hoch war der Umsatz?", "苹果公司的净销售额是多少？", "ما هي إيرادات أمازون؟"])(
    "is a file name for %s",
    (question) => {
      expect(runIdOf(question, now, "seed")).toMatch(/^2026-03-14-[\p{L}\p{N}-]+-[0-9a-f]{4}$/u);
    },
  );

  test("differs by seed", () => {
    expect(runIdOf("q", now, "a")).not.toBe(runIdOf("q", now, "b"));
  });
});

describe("budget", () => {
  test("counts sources and says which limit was met", () => {
    const budget = createBudget({ maxMinutes: 10, maxSources: 2 }, () => 0);
    expect([budget.takeSource("a"), budget.takeSource("b"), budget.reached]).toEqual([true, true, undefined]);
    expect(budget.takeSource("c")).toBe(false);
    expect(budget.reached).toContain("limit of 2 sources");
  });

  test("counts a target that several searches find once", () => {
    const budget = createBudget({ maxMinutes: 10, maxSources: 1 }, () => 0);
    expect([budget.takeSource("a"), budget.takeSource("a"), budget.reached]).toEqual([true, true, undefined]);
    expect(budget.takeSource("b")).toBe(false);
  });

  test("stops when time is over", () => {
    let now = 0;
    const budget = createBudget({ maxMinutes: 1, maxSources: 9 }, () => now);
    expect(budget.takeSource("a")).toBe(true);
    now = 60_001;
    expect(budget.takeSource("b")).toBe(false);
    expect(budget.reached).toContain("limit of 1 minute was");
  });

  test("keeps the first reason", () => {
    const budget = createBudget({ maxMinutes: 1, maxSources: 9 }, () => 0);
    budget.stop("The user stopped.");
    budget.stop("Later.");
    expect(budget.reached).toBe("The user stopped.");
    expect(budget.takeSource("a")).toBe(false);
  });

  test("a search that ends because tokens ran out still reads what the user named, within the other limits", () => {
    let now = 0;
    const budget = createBudget({ maxMinutes: 1, maxSources: 2 }, () => now);
    budget.stopSearching("The tokens are used.");
    expect(["a", "b", "c"].map((target) => budget.takeSource(target))).toEqual([true, true, false]);
    now = 61_000;
    expect(budget.takeSource("a")).toBe(false);
    expect(budget.reached).toBe("The tokens are used.");
  });
});

describe("event log", () => {
  test("keeps order, one event a line", async () => {
    const path = join(folder, "events.jsonl");
    const log = createEventLog(path);
    for (const message of ["a", "b", "c"]) log.write({ type: "warning", message }, new Date(0));
    await log.flush();
    const lines = (await readFile(path, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).message);
    expect(lines).toEqual(["a", "b", "c"]);
  });

  test("numbers events by their lines, a torn one of a killed process among them", async () => {
    const path = join(folder, "events.jsonl");
    await writeFile(path, '{"a":1}\n{"torn":');
    const log = createEventLog(path);
    const numbers = ["b", "c"].map((message) => log.write({ type: "warning", message }, new Date(0)).number);
    await log.flush();
    const lines = (await readFile(path, "utf8")).split("\n");
    expect(numbers.map((number) => JSON.parse(lines[number - 1] ?? "").message)).toEqual(["b", "c"]);
  });

  test("reports a log that cannot be written when flushed", async () => {
    const log = createEventLog(join(folder, "missing", "events.jsonl"));
    log.write({ type: "warning", message: "a" }, new Date(0));
    await expect(log.flush()).rejects.toThrow();
  });
});
