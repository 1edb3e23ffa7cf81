import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  appendLine,
  createEventLog,
  explainWriteError,
  openRunFolder,
  runIdOf,
  writeAtomically,
} from "../../src/runs/index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-write-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("writing a file at once", () => {
  test("never shows a reader half of it", async () => {
    const path = join(folder, "report.json");
    const versions = ["a", "b", "c"].map((letter) => letter.repeat(200_000));
    await writeAtomically(path, versions[0] ?? "");
    let done = false;
    const writing = Promise.all(versions.map((version) => writeAtomically(path, version))).finally(() => {
      done = true;
    });
    while (!done) expect(versions).toContain(await readFile(path, "utf8"));
    await writing;
    expect(await readdir(folder)).toEqual(["report.json"]);
  });

  test("leaves the old one when the new one cannot be put in its place", async () => {
    const path = join(folder, "taken");
    await mkdir(join(path, "inside"), { recursive: true });
    await expect(writeAtomically(path, "new")).rejects.toMatchObject({
      code: "NOT_WRITABLE",
      // A new run may go elsewhere; of an existing one, which resume and render write to, only a copy can.
      message: expect.stringMatching(/taken.*make its folder writable.*--out.*copy/u),
    });
    expect(await readdir(folder)).toEqual(["taken"]);
    expect(await readdir(path)).toEqual(["inside"]);
  });

  test("says so when a name is longer than the file system takes", async () => {
    await expect(writeAtomically(join(folder, "n".repeat(300)), "x")).rejects.toMatchObject({ code: "NOT_WRITABLE" });
  });

  test("says so when links lead in a circle", async () => {
    await symlink(join(folder, "b"), join(folder, "a"));
    await symlink(join(folder, "a"), join(folder, "b"));
    await expect(writeAtomically(join(folder, "a", "x"), "x")).rejects.toMatchObject({ code: "NOT_WRITABLE" });
  });

  test("writes bytes as they are", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    await writeAtomically(join(folder, "bytes"), bytes);
    expect(new Uint8Array(await readFile(join(folder, "bytes")))).toEqual(bytes);
  });

  test("makes folders that several writers need at the same moment", async () => {
    // Many rounds: a writer may see its parent missing and then there, made by another between the two looks.
    for (let round = 0; round < 60; round++) {
      const parent = join(folder, `${round}`, "b", "c", "d");
      const depths = Array.from({ length: 12 }, (_, index) => join(parent, "e".repeat(index % 3), `${index}.json`));
      await Promise.all(depths.map((name) => writeAtomically(name, "x")));
      expect((await readdir(parent, { recursive: true })).filter((name) => name.endsWith(".json"))).toHaveLength(12);
    }
  });
});

describe("errors of the file system", () => {
  const thrown = (code: string): Error => Object.assign(new Error(`${code}: something`), { code });

  test.each(["ENOSPC", "EDQUOT", "EFBIG"])("%s is a full disk, and says how to go on", (code) => {
    expect(explainWriteError(thrown(code), "/out/x")).toMatchObject({
      code: "DISK_FULL",
      message: expect.stringMatching(/\/out\/x.*exhibit resume/),
      cause: { code },
    });
  });

  test.each(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "ELOOP", "ENOTEMPTY"])(
    "%s is a place that cannot be written, and says which flag helps",
    (code) => {
      expect(explainWriteError(thrown(code), "/out/x")).toMatchObject({
        code: "NOT_WRITABLE",
        message: expect.stringMatching(/\/out\/x.*--out/),
        cause: { code },
      });
    },
  );

  test("anything else stays what it is", () => {
    for (const error of [thrown("EMFILE"), new TypeError("bug"), "text", undefined])
      expect(explainWriteError(error, "/out/x")).toBe(error);
  });
});

describe("lines", () => {
  test("are appended, each whole", async () => {
    const path = join(folder, "lines");
    await appendLine(path, "one");
    await appendLine(path, "two");
    expect(await readFile(path, "utf8")).toBe("one\ntwo\n");
  });

  test("after one that was torn begin anew when asked to mend", async () => {
    const path = join(folder, "lines");
    await writeFile(path, '{"whole":1}\n{"torn":');
    await appendLine(path, '{"next":1}', { mend: true });
    await appendLine(path, '{"last":1}', { mend: true });
    expect((await readFile(path, "utf8")).split("\n")).toEqual([
      '{"whole":1}',
      '{"torn":',
      '{"next":1}',
      '{"last":1}',
      "",
    ]);
  });

  test("into a missing or empty file need no mending", async () => {
    await appendLine(join(folder, "new"), "x", { mend: true });
    await writeFile(join(folder, "empty"), "");
    await appendLine(join(folder, "empty"), "x", { mend: true });
    expect(await readFile(join(folder, "new"), "utf8")).toBe("x\n");
    expect(await readFile(join(folder, "empty"), "utf8")).toBe("x\n");
  });

  test("of a resumed run's events do not run into the killed one's last", async () => {
    const path = join(folder, "events.jsonl");
    const first = createEventLog(path);
    first.write({ type: "warning", message: "before" }, new Date(0));
    await first.flush();
    await writeFile(path, '{"at":"1970', { flag: "a" });
    const second = createEventLog(path);
    for (const message of ["after", "later"]) second.write({ type: "warning", message }, new Date(0));
    await second.flush();
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    expect([lines[0], lines[2], lines[3]].map((line) => JSON.parse(line ?? "").message)).toEqual([
      "before",
      "after",
      "later",
    ]);
  });

  test("of events keep their order however many are written at once", async () => {
    const path = join(folder, "events.jsonl");
    const log = createEventLog(path);
    const messages = Array.from({ length: 200 }, (_, index) => `message ${index}\nwith a line end`);
    for (const message of messages) log.write({ type: "warning", message }, new Date(0));
    await log.flush();
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(messages);
  });
});

describe("names in a run folder", () => {
  test.each(["", ".", "..", "../x", "a/../..", "/etc/passwd"])("%j leads out of it or to itself", async (name) => {
    const run = await openRunFolder(join(folder, "run"));
    expect(() => run.resolve(name)).toThrow(/leaves the run folder/);
  });

  test.each(["..notes.json", "a/..b/c", ".hidden", "a//b", "ä/日本.json"])("%j is one inside", async (name) => {
    const run = await openRunFolder(join(folder, "run"));
    await run.writeJson(name, { name });
    expect(await run.readJson(name)).toEqual({ name });
  });

  test("that are folders are told from missing files", async () => {
    const run = await openRunFolder(folder);
    await mkdir(join(folder, "drafts"));
    expect(await run.has("drafts")).toBe(true);
    await expect(run.readBytes("drafts")).rejects.toMatchObject({ code: "EISDIR" });
    expect(await run.readBytes("nothing")).toBeUndefined();
  });
});

describe("run ids", () => {
  const now = new Date("2026-03-14T10:00:00Z");

  test("of any question at all are one file name that every system takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (question) => {
        const id = runIdOf(question, now, "seed");
        expect(id).toMatch(/^2026-03-14-[^/\\:*?"<>|\s]+-[0-9a-f]{4}$/u);
        expect(Buffer.from(id).toString()).toBe(id);
        expect(Buffer.byteLength(id)).toBeLessThan(255);
      }),
      { numRuns: 300 },
    );
  });

  test("do not end in half a character when a long word is cut", () => {
    // Letters outside the basic plane, two UTF-16 units each, after one that shifts the cut between the two.
    const id = runIdOf(`abc${"𐐨".repeat(80)}`, now, "seed");
    expect(Buffer.from(id).toString()).toBe(id);
  });

  test("of a question without words still name it a question", () => {
    for (const question of ["", "???", "a b", "how was the and"])
      expect(runIdOf(question, now, "seed")).toMatch(/^2026-03-14-question-[0-9a-f]{4}$/);
  });
});
