import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLibrary, type Library } from "../../src/library/index.ts";
import { entryOf, paragraphs } from "./entries.ts";

let folder = "";
let library: Library;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "library-"));
  library = createLibrary({ folder });
});

afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

const rivers = entryOf(
  "Rivers",
  paragraphs("The Danube flows through Vienna and Budapest.", "The Rhine is 1,233 km long."),
);
const taxes = entryOf("Taxes", paragraphs("The company paid income taxes of $4.1 billion in 2023."));

describe("adding", () => {
  test("a source is found by its hash, its id and its words as soon as it is added", async () => {
    await library.add(rivers, { assets: [], parser: "text@1" });
    expect(library.find(rivers.source.sha256, "text@1")).toEqual(rivers);
    expect(library.get(rivers.source.id)).toEqual(rivers);
    expect(library.list()).toEqual([rivers.source]);
    expect(library.search({ query: "Danube Vienna", limit: 5 })[0]?.text).toContain("Danube");
  });

  test("the same bytes added twice are stored once", async () => {
    await library.add(rivers, { assets: [], parser: "text@1" });
    await library.add(rivers, { assets: [], parser: "text@1" });
    expect(library.list()).toHaveLength(1);
    expect(library.search({ query: "Danube", limit: 5 })).toHaveLength(1);
  });

  test("a newer parser's reading replaces the older one", async () => {
    await library.add(rivers, { assets: [], parser: "text@1" });
    const better = { ...rivers, parsed: paragraphs("The Danube also flows through Belgrade.") };
    await library.add(better, { assets: [], parser: "text@2" });
    expect(library.find(rivers.source.sha256, "text@1")).toBeUndefined();
    expect(library.get(rivers.source.id)?.parsed).toEqual(better.parsed);
    expect(library.search({ query: "Vienna Danube", limit: 5 }).map((hit) => hit.text)).toEqual([
      "The Danube also flows through Belgrade.",
    ]);
  });
});

describe("searching", () => {
  test("puts the matching source first and tells its title", async () => {
    await library.add(rivers, { assets: [], parser: "text@1" });
    await library.add(taxes, { assets: [], parser: "text@1" });
    const [first] = library.search({ query: "How much income tax was paid in 2023?", limit: 5 });
    expect(first?.sourceTitle).toBe("Taxes");
    expect(first?.sourceId).toBe(taxes.source.id);
  });

  test("finds a number however its thousands are grouped", async () => {
    await library.add(rivers, { assets: [], parser: "text@1" });
    await library.add(taxes, { assets: [], parser: "text@1" });
    expect(library.search({ query: "1233", limit: 1 })[0]?.sourceTitle).toBe("Rivers");
  });
});
