import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLibrary, type Library } from "../../src/library/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { entryOf, paragraphs } from "./entries.ts";

const open: Library[] = [];
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "writers-"));
});

afterEach(() => {
  for (const library of open.splice(0)) library.close();
  rmSync(folder, { recursive: true, force: true });
});

function openLibrary(): Library {
  const library = createLibrary({ folder });
  open.push(library);
  return library;
}

const picture = { id: "as-abc", mediaType: "image/png", width: 1, height: 1, sha256: "abc" };
const bytes = Uint8Array.from([1, 2, 3]);
const withPicture = { assets: [{ asset: picture, bytes }], parser: "text@1" };
const plain = { assets: [], parser: "text@1" };
const mill = entryOf("Mill", paragraphs("The mill stands at Eastbrook."));
const weir = entryOf("Weir", paragraphs("The weir was built in 1812."));
const files = (): readonly string[] => {
  const assets = path.join(folder, "assets");
  return existsSync(assets) ? readdirSync(assets) : [];
};

describe("two that write one library", () => {
  test("add in turn, each seeing the other's sources in searches, lists and counts", async () => {
    const [one, two] = [openLibrary(), openLibrary()];
    for (let number = 0; number < 6; number++) {
      const writer = number % 2 === 0 ? one : two;
      await writer.add(entryOf(`Mill ${number}`, paragraphs(`Wheel ${number} turns.`)), plain);
      for (const library of [one, two]) {
        expect(library.list()).toHaveLength(number + 1);
        expect(library.search({ query: "wheel", limit: 9 })).toHaveLength(number + 1);
      }
    }
    expect(one.rarity("wheel")).toBe(0);
    expect(two.rarity("3")).toBe(1);
  });

  test("keep rare what is rare after the other has added and removed", async () => {
    const [one, two] = [openLibrary(), openLibrary()];
    await one.add(mill, plain);
    await one.add(weir, plain);
    expect(one.rarity("weir")).toBe(1);
    const more = [1, 2, 3].map((number) => entryOf(`Weir ${number}`, paragraphs(`Another weir, number ${number}.`)));
    for (const entry of more) await two.add(entry, plain);
    expect(one.rarity("weir")).toBeLessThan(0.5);
    for (const entry of more) two.remove(entry.source.id);
    expect(one.rarity("weir")).toBe(1);
  });

  test("add the same bytes at the same moment and store them once", async () => {
    const [one, two] = [openLibrary(), openLibrary()];
    await Promise.all([one, two, one, two].map((library) => library.add(mill, plain)));
    expect(one.list()).toEqual([mill.source]);
    expect(two.search({ query: "Eastbrook", limit: 5 })).toHaveLength(1);
  });

  test("find a completion only as long as its word stands somewhere", async () => {
    const [one, two] = [openLibrary(), openLibrary()];
    await one.add(entryOf("Post", paragraphs("Die Wasserkraftwerke laufen.")), plain);
    await one.add(weir, plain);
    expect(one.search({ query: "Kraftwerk", limit: 1 })[0]?.sourceTitle).toBe("Post");
    two.remove(entryOf("Post", paragraphs("")).source.id);
    expect(one.search({ query: "Kraftwerk", limit: 2 }).map((hit) => hit.sourceTitle)).not.toContain("Post");
    await two.add(entryOf("Neu", paragraphs("Ein Pumpspeicherkraftwerk entsteht.")), plain);
    expect(one.search({ query: "Kraftwerk", limit: 1 })[0]?.sourceTitle).toBe("Neu");
  });

  test("of two processes lose nothing", async () => {
    const program = path.join(packageRoot, "dist", "test", "library", "adding-process.js");
    const library = openLibrary();
    const until = (first: number): Promise<number> => {
      const child = spawn(process.execPath, [program, folder, String(first)], { stdio: ["ignore", "pipe", "inherit"] });
      let added = 0;
      child.stdout.on("data", (data: Buffer) => {
        added = Number(data.toString().trim().split("\n").at(-1));
        if (added >= first + 4) child.kill("SIGTERM");
      });
      return new Promise((resolve) => child.on("exit", () => resolve(added)));
    };
    const [low, high] = await Promise.all([until(0), until(1_000)]);
    const titles = new Set(library.list().map(({ title }) => title));
    for (let number = 1; number <= low; number++) expect(titles).toContain(`Source ${number}`);
    for (let number = 1_001; number <= high; number++) expect(titles).toContain(`Source ${number}`);
    expect(library.search({ query: `unique${high}`, limit: 3 })[0]?.sourceTitle).toBe(`Source ${high}`);
  });
});

describe("pictures among several", () => {
  test("stay while any source has them, whoever removes the others", async () => {
    const [one, two] = [openLibrary(), openLibrary()];
    await one.add(mill, withPicture);
    await two.add(weir, withPicture);
    one.remove(mill.source.id);
    expect(await two.loadAsset("as-abc")).toHaveLength(3);
    two.remove(weir.source.id);
    expect(files()).toEqual([]);
  });

  test("are there again when their last source was removed while another was being added", async () => {
    const [one, two] = [openLibrary(), openLibrary()];
    for (let round = 0; round < 10; round++) {
      await one.add(mill, withPicture);
      const adding = two.add(weir, withPicture);
      one.remove(mill.source.id);
      await adding;
      expect(files()).toEqual(["as-abc.png"]);
      expect(await one.loadAsset("as-abc")).toHaveLength(3);
      two.remove(weir.source.id);
    }
  });

  test("of a reading that a newer parser replaced are dropped with it", async () => {
    const library = openLibrary();
    await library.add(mill, withPicture);
    const newer = { asset: { ...picture, id: "as-new" }, bytes };
    await library.add(mill, { assets: [newer], parser: "text@2" });
    expect(files()).toEqual(["as-new.png"]);
    await expect(library.loadAsset("as-abc")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("that both readings have are kept", async () => {
    const library = openLibrary();
    await library.add(mill, withPicture);
    await library.add(mill, { ...withPicture, parser: "text@2" });
    expect(await library.loadAsset("as-abc")).toHaveLength(3);
  });

  test("that were lost come back with the next adding of the same document", async () => {
    const library = openLibrary();
    await library.add(mill, withPicture);
    rmSync(path.join(folder, "assets"), { recursive: true });
    await library.add(mill, withPicture);
    expect(await library.loadAsset("as-abc")).toHaveLength(3);
  });
});

describe("an older index", () => {
  test("whose words were made by other rules is made anew while another has it open", async () => {
    const reader = openLibrary();
    await reader.add(entryOf("Growth", paragraphs("Growth was 12.5 percent.")), plain);
    await reader.add(weir, plain);
    expect(reader.search({ query: "12.5", limit: 1 })[0]?.sourceTitle).toBe("Growth");
    // The tables as an earlier version made them, with numbers cut at their points.
    const Sqlite = createRequire(import.meta.url)("better-sqlite3") as typeof import("better-sqlite3");
    const database = new Sqlite(path.join(folder, "library.sqlite"));
    database.exec(`DROP TABLE vocabulary; DROP TABLE terms;
      CREATE VIRTUAL TABLE terms USING fts5(title, section, body, content='', contentless_delete=1, tokenize='ascii');
      CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row');
      UPDATE state SET value = 2 WHERE name = 'index'`);
    database.close();
    const newer = openLibrary();
    for (const library of [newer, reader]) {
      expect(library.search({ query: "12.5", limit: 1 })[0]?.sourceTitle).toBe("Growth");
      expect(library.search({ query: "weir", limit: 1 })[0]?.sourceTitle).toBe("Weir");
      expect(library.rarity("12.5")).toBe(1);
    }
  });
});
