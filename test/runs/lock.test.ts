import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockRun } from "../../src/runs/index.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exhibit-lock-"));
  path = join(folder, "run.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
function deadProcess(): number {
  const { pid } = spawnSync(process.execPath, ["-e", ""], { stdio: "ignore" });
  return pid;
}

const onLinux = process.platform === "linux";
const birthOf = (file: string): string => readFileSync(file, "utf8").split(" ").slice(1).join(" ");

describe("a lock", () => {
  test("is taken once and given back", async () => {
    const release = await lockRun(path);
    expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^${process.pid}\\b`));
    await release();
    expect(readdirSync(folder)).toEqual([]);
    const again = await lockRun(path);
    await again();
  });

  test("is not taken twice by one process, which would be two writers in one folder", async () => {
    const release = await lockRun(path);
    await expect(lockRun(path)).rejects.toMatchObject({
      code: "RUN_BUSY",
      message: expect.stringContaining(String(process.pid)),
    });
    expect(existsSync(path)).toBe(true);
    await release();
  });

  test("of one run leaves other runs alone", async () => {
    const releases = await Promise.all([lockRun(path), lockRun(join(folder, "other.lock"))]);
    expect(readdirSync(folder).sort()).toEqual(["other.lock", "run.lock"]);
    for (const release of releases) await release();
  });

  test("of a living process is respected, and the message says whose it is", async () => {
    writeFileSync(path, String(process.ppid));
    await expect(lockRun(path)).rejects.toMatchObject({
      code: "RUN_BUSY",
      message: expect.stringContaining(`Process ${process.ppid} `),
    });
    expect(readFileSync(path, "utf8")).toBe(String(process.ppid));
  });

  test("goes to one of many who ask at once", async () => {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(path)));
    const won = asked.filter((result) => result.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const result of won) await result.value();
    expect(existsSync(path)).toBe(false);
  });

  test("that somebody else has by now is not removed on release", async () => {
    const release = await lockRun(path);
    writeFileSync(path, String(process.ppid));
    await release();
    expect(readFileSync(path, "utf8")).toBe(String(process.ppid));
  });

  test("may be gone by the time it is released", async () => {
    const release = await lockRun(path);
    rmSync(path);
    await expect(release()).resolves.toBeUndefined();
  });
});

describe("a lock that was left behind", () => {
  test("by a process that has ended is taken over", async () => {
    writeFileSync(path, String(deadProcess()));
    const release = await lockRun(path);
    expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^${process.pid}\\b`));
    expect(readdirSync(folder)).toEqual(["run.lock"]);
    await release();
  });

  test.each(["4194303999", "-5", "0", "not a number", "1.5", "NaN 12"])(
    "with %j in it, which is no living process, is taken over",
    async (content) => {
      writeFileSync(path, content);
      await expect(lockRun(path).then((release) => release())).resolves.toBeUndefined();
    },
  );

  test("by an earlier process of the same id is taken over, as after a restart in a container", async () => {
    writeFileSync(path, `${process.pid}`);
    await expect(lockRun(path).then((release) => release())).resolves.toBeUndefined();
  });

  test("is taken over when its id belongs to another process now", async () => {
    if (!onLinux) return;
    const mark = join(folder, "mark");
    const release = await lockRun(mark);
    const boot = birthOf(mark).split(":")[0];
    await release();
    // The parent lives, but it was not born at the first tick after the boot.
    writeFileSync(path, `${process.ppid} ${boot}:1`);
    await expect(lockRun(path).then((free) => free())).resolves.toBeUndefined();
  });

  test("before the machine was started anew is taken over", async () => {
    if (!onLinux) return;
    writeFileSync(path, `${process.ppid} 00000000-0000-0000-0000-000000000000:5`);
    await expect(lockRun(path).then((free) => free())).resolves.toBeUndefined();
  });

  test("empty, by a process killed before it could write, is taken over once it is old", async () => {
    writeFileSync(path, "");
    const old = new Date(Date.now() - 60_000);
    utimesSync(path, old, old);
    await expect(lockRun(path).then((free) => free())).resolves.toBeUndefined();
  });

  test("is taken over by one of many who ask at once, in other files too", async () => {
    const dead = String(deadProcess());
    const paths = Array.from({ length: 6 }, (_, index) => join(folder, `${index}.lock`));
    for (const each of paths) writeFileSync(each, dead);
    const asked = await Promise.allSettled(paths.flatMap((each) => [lockRun(each), lockRun(each)]));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(paths.length);
    for (const result of asked) if (result.status === "fulfilled") await result.value();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("in the middle of a takeover that died is taken over after a while", async () => {
    writeFileSync(path, String(deadProcess()));
    writeFileSync(`${path}.takeover`, "1");
    const old = new Date(Date.now() - 60_000);
    utimesSync(`${path}.takeover`, old, old);
    await expect(lockRun(path).then((free) => free())).resolves.toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a lock that cannot be made", () => {
  test("says which path cannot be written", async () => {
    await expect(lockRun(join(folder, "missing", "run.lock"))).rejects.toMatchObject({
      code: "NOT_WRITABLE",
      message: expect.stringContaining("missing"),
    });
  });

  test("does not stay reserved for this process", async () => {
    const later = join(folder, "later.lock");
    writeFileSync(later, String(process.ppid));
    await expect(lockRun(later)).rejects.toMatchObject({ code: "RUN_BUSY" });
    rmSync(later);
    await expect(lockRun(later).then((free) => free())).resolves.toBeUndefined();
  });
});
