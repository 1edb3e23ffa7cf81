import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExhibitError } from "../../src/errors.ts";
import { createLibrary, type Library } from "../../src/library/index.ts";
import { libraryError } from "../../src/library/library-error.ts";
import { packageRoot } from "../../src/package-root.ts";
import { entryOf, paragraphs } from "./entries.ts";

const open: Library[] = [];
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "durability-"));
});

afterEach(() => {
  for (const library of open.splice(0)) library.close();
  rmSync(folder, { recursive: true, force: true });
});

function openLibrary(at = folder): Library {
  const library = createLibrary({ folder: at });
  open.push(library);
  return library;
}

function sqlite(file = path.join(folder, "library.sqlite")): import("better-sqlite3").Database {
  const Sqlite = createRequire(import.meta.url)("better-sqlite3") as typeof import("better-sqlite3");
  return new Sqlite(file);
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ExhibitError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
}

const mill = entryOf("Mill", paragraphs("The mill stands at Eastbrook."));
const weir = entryOf("Weir", paragraphs("The weir was built in 1812."));

describe("a process killed in the middle of adding", () => {
  /** Resolves once the process has been killed after it added some sources; `delayMs` moves the moment around. */
  function addUntilKilled(first: number, delayMs: number): Promise<number> {
    const program = path.join(packageRoot, "dist", "test", "library", "adding-process.js");
    const child = spawn(process.execPath, [program, folder, String(first)], { stdio: ["ignore", "pipe", "inherit"] });
    let added = 0;
    child.stdout.on("data", (data: Buffer) => {
      added = Number(data.toString().trim().split("\n").at(-1));
      if (added >= first + 2) setTimeout(() => child.kill("SIGKILL"), delayMs);
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (_code, signal) =>
        signal === "SIGKILL" ? resolve(added) : reject(new Error("ended by itself")),
      );
    });
  }

  test("leaves whole sources only, all that were reported, and a library that goes on", async () => {
    let reported = 0;
    for (const delayMs of [0, 3, 7, 12]) reported = await addUntilKilled(reported + 2, delayMs);
    const library = openLibrary();
    const listed = library.list();
    expect(listed.map(({ title }) => title)).toContain(`Source ${reported}`);
    for (const { id, title } of listed) {
      const number = title.split(" ")[1];
      expect(library.get(id)?.parsed.blocks).toHaveLength(40);
      expect(library.search({ query: `unique${number}`, limit: 60, sourceIds: [id] }).length).toBeGreaterThan(30);
      expect(await library.loadAsset(`as-${number}`)).toHaveLength(20_000);
    }
    const database = sqlite();
    expect(database.prepare("PRAGMA integrity_check").all([])).toEqual([{ integrity_check: "ok" }]);
    const count = (table: string): unknown => database.prepare(`SELECT count(*) AS count FROM ${table}`).all([]);
    expect(count("terms")).toEqual(count("passages"));
    database.close();
    await library.add(mill, { assets: [], parser: "text@1" });
    expect(library.search({ query: "Eastbrook", limit: 1 })[0]?.sourceTitle).toBe("Mill");
  });
});

describe("two processes' views of one library", () => {
  test("a reader finds what the writer adds and misses what it removes, without reopening", async () => {
    const writer = openLibrary();
    const reader = openLibrary();
    expect(reader.search({ query: "Eastbrook", limit: 3 })).toEqual([]);
    await writer.add(mill, { assets: [], parser: "text@1" });
    expect(reader.search({ query: "Eastbrook", limit: 3 })).toHaveLength(1);
    expect(reader.list()).toEqual([mill.source]);
    expect(reader.get(mill.source.id)).toEqual(mill);
    writer.remove(mill.source.id);
    await writer.add(weir, { assets: [], parser: "text@1" });
    expect(reader.search({ query: "Eastbrook mill", limit: 3 }).map((hit) => hit.sourceTitle)).toEqual(["Weir"]);
    expect(reader.get(mill.source.id)).toBeUndefined();
    expect(reader.list()).toEqual([weir.source]);
  });

  test("a reader works while a write is under way", async () => {
    const library = openLibrary();
    await library.add(mill, { assets: [], parser: "text@1" });
    const database = sqlite();
    database.exec("BEGIN IMMEDIATE; DELETE FROM sources");
    expect(openLibrary().search({ query: "Eastbrook", limit: 3 })).toHaveLength(1);
    database.exec("ROLLBACK");
    database.close();
  });

  test("many adds at once all arrive", async () => {
    const library = openLibrary();
    const entries = Array.from({ length: 20 }, (_, index) =>
      entryOf(`Mill ${index}`, paragraphs(`Mill number ${index}.`)),
    );
    await Promise.all(entries.map((entry) => library.add(entry, { assets: [], parser: "text@1" })));
    expect(library.list()).toHaveLength(20);
  });
});

describe("reopening", () => {
  test("finds everything again", async () => {
    const library = createLibrary({ folder });
    await library.add(mill, { assets: [], parser: "text@1" });
    library.close();
    const again = openLibrary();
    expect(again.get(mill.source.id)).toEqual(mill);
    expect(again.search({ query: "mill", limit: 2 })).toHaveLength(1);
  });

  test("an index made by other rules is made anew from the readings", async () => {
    const library = createLibrary({ folder });
    await library.add(mill, { assets: [], parser: "text@1" });
    await library.add(weir, { assets: [], parser: "text@1" });
    const before = library.search({ query: "weir 1812", limit: 2 });
    library.close();
    const database = sqlite();
    database.exec("UPDATE state SET value = 0 WHERE name = 'index'; DELETE FROM passages; DELETE FROM vectors");
    database.close();
    expect(openLibrary().search({ query: "weir 1812", limit: 2 })).toEqual(before);
  });
});

describe("pictures", () => {
  const asset = { id: "as-abc", mediaType: "image/png", width: 1, height: 1, sha256: "abc" };
  const bytes = Uint8Array.from([1, 2, 3]);

  test("are files named by their ids, complete or absent", async () => {
    const library = openLibrary();
    await library.add(mill, { assets: [{ asset, bytes }], parser: "text@1" });
    expect(readdirSync(path.join(folder, "assets"))).toEqual(["as-abc.png"]);
    expect(await library.loadAsset("as-abc")).toEqual(Buffer.from(bytes));
  });

  test("go with the last source that has them", async () => {
    const library = openLibrary();
    for (const entry of [mill, weir]) await library.add(entry, { assets: [{ asset, bytes }], parser: "text@1" });
    expect(library.remove(mill.source.id)).toBe(true);
    expect(await library.loadAsset("as-abc")).toHaveLength(3);
    expect(library.remove(weir.source.id)).toBe(true);
    expect(readdirSync(path.join(folder, "assets"))).toEqual([]);
    expect(library.remove(weir.source.id)).toBe(false);
  });

  test("that are unknown or lost are told so", async () => {
    const library = openLibrary();
    await library.add(mill, { assets: [{ asset, bytes }], parser: "text@1" });
    rmSync(path.join(folder, "assets"), { recursive: true });
    await expect(library.loadAsset("as-abc")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("add it again"),
    });
    await expect(library.loadAsset("as-none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("an id can never name a file outside", async () => {
    const library = openLibrary();
    const hostile = { asset: { ...asset, id: "../../escape" }, bytes };
    await expect(library.add(mill, { assets: [hostile], parser: "text@1" })).rejects.toThrow("no asset id");
    expect(existsSync(path.join(folder, "..", "escape.png"))).toBe(false);
    expect(library.list()).toEqual([]);
  });
});

describe("a library that cannot be used says what to do", () => {
  test("a file that is no database", () => {
    writeFileSync(path.join(folder, "library.sqlite"), "This is just a text. ".repeat(200));
    expect(codeOf(() => openLibrary())).toMatch(/^BAD_LIBRARY: .*delete it/u);
  });

  test("a database that is damaged inside", async () => {
    const library = createLibrary({ folder });
    for (let number = 0; number < 60; number++)
      await library.add(entryOf(`M${number}`, paragraphs("The river drives the wheel. ".repeat(100))), {
        assets: [],
        parser: "text@1",
      });
    library.close();
    const database = sqlite();
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    const file = path.join(folder, "library.sqlite");
    const damaged = readFileSync(file);
    damaged.fill(7, 8_192);
    writeFileSync(file, damaged);
    expect(codeOf(() => openLibrary().search({ query: "river", limit: 3 }))).toMatch(/^BAD_LIBRARY: /u);
  });

  test("a database of another program, or of a newer version", () => {
    const database = sqlite();
    database.exec("CREATE TABLE theirs (a)");
    expect(codeOf(() => openLibrary())).toMatch(/^BAD_LIBRARY: .*another program/u);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(codeOf(() => openLibrary())).toMatch(/^BAD_LIBRARY: .*format 99/u);
  });

  test("a file where the folder should be", () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    expect(codeOf(() => openLibrary(file))).toMatch(/^NOT_WRITABLE: /u);
    expect(codeOf(() => openLibrary(path.join(file, "below")))).toMatch(/^NOT_WRITABLE: /u);
  });

  test("a folder where the file should be", () => {
    mkdirSync(path.join(folder, "library.sqlite"));
    expect(codeOf(() => openLibrary())).toMatch(/^NOT_WRITABLE: /u);
  });

  test("an empty file is a new library", () => {
    writeFileSync(path.join(folder, "library.sqlite"), "");
    expect(openLibrary().list()).toEqual([]);
  });

  test.each([
    ["SQLITE_FULL", "database or disk is full", "DISK_FULL"],
    ["ENOSPC", "no space left on device", "DISK_FULL"],
    ["SQLITE_READONLY", "attempt to write a readonly database", "NOT_WRITABLE"],
    ["", "attempt to write a readonly database", "NOT_WRITABLE"],
    ["EROFS", "read-only file system", "NOT_WRITABLE"],
    ["SQLITE_BUSY", "database is locked", "RUN_BUSY"],
  ])("%s keeps its cause and becomes an error with a remedy", (code, message, expected) => {
    const cause = Object.assign(new Error(message), { code });
    expect(libraryError(cause, "/library/library.sqlite")).toMatchObject({
      name: "ExhibitError",
      code: expected,
      cause,
    });
  });

  test("a programming error stays what it is", () => {
    const bug = new TypeError("x is not a function");
    expect(libraryError(bug, "file")).toBe(bug);
  });
});
