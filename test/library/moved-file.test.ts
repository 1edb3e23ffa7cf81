import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLibrary, type Library, type StoredSource } from "../../src/library/index.ts";
import { entryOf, paragraphs } from "./entries.ts";

let folder = "";
let library: Library;
const rivers = entryOf("Rivers", paragraphs("The Danube flows through Vienna and Budapest."));
const options = { assets: [], parser: "text@1" };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "library-moved-"));
  library = createLibrary({ folder });
  await library.add(rivers, options);
});

afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

function at(filePath: string): StoredSource {
  return { ...rivers, source: { ...rivers.source, path: filePath } };
}

test("a file that was moved is known by the path where it was read last", async () => {
  expect(library.get(rivers.source.id)?.source.path).toBe(rivers.source.path);
  await library.add(at("/elsewhere/Danube.txt"), options);
  expect(library.get(rivers.source.id)?.source.path).toBe("/elsewhere/Danube.txt");
  expect(library.find(rivers.source.sha256, "text@1")?.source.path).toBe("/elsewhere/Danube.txt");
  expect(library.list().map((source) => source.path)).toEqual(["/elsewhere/Danube.txt"]);
});

test("a moved file keeps everything else of its first reading and is found once", async () => {
  const moved = at("/elsewhere/Danube.txt");
  await library.add({ ...moved, source: { ...moved.source, fetched: "2027-01-01T00:00:00.000Z" } }, options);
  expect(library.get(rivers.source.id)).toEqual(moved);
  expect(library.search({ query: "Danube", limit: 5 })).toHaveLength(1);
});

test("the new path outlives the process", async () => {
  await library.add(at("/elsewhere/Danube.txt"), options);
  library.close();
  library = createLibrary({ folder });
  expect(library.list()[0]?.path).toBe("/elsewhere/Danube.txt");
});

test("the same bytes read from an address keep the path of the file", async () => {
  const { path: _, ...source } = rivers.source;
  await library.add({ ...rivers, source: { ...source, url: "https://example.org/rivers" } }, options);
  expect(library.get(rivers.source.id)?.source.path).toBe(rivers.source.path);
});
