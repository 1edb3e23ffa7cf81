import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoredSource } from "../../src/library/index.ts";
import type { Source } from "../../src/report/index.ts";
import { recheck } from "../../src/research/index.ts";
import { isSamePlace, loadRechecked } from "../../src/research/recheck.ts";
import { loadPrevious, subjectOf, type Watched } from "../../src/research/watched.ts";
import { createBudget, type RunRequest } from "../../src/runs/index.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { requestFor } from "../support/runs.ts";
import { type Bench, openBench } from "./services.ts";

let bench: Bench;
let previous: string;
beforeEach(async () => {
  bench = await openBench();
  previous = join(bench.folder, "previous");
  await mkdir(previous);
});
afterEach(() => bench.close());

const placed = (title: string, place: Partial<Source>): StoredSource => {
  const { source, parsed } = entryOf(title, paragraphs(`${title} tells of heat.`));
  const { path: _, ...rest } = source;
  return { source: { ...rest, ...place }, parsed };
};
const add = async (entry: StoredSource): Promise<string> => {
  await bench.services.library.add(entry, { assets: [], parser: "test@1" });
  return entry.source.id;
};
const request = (changes: Partial<RunRequest> = {}): RunRequest =>
  requestFor("How much heat?", { graph: "briefing", library: [], briefing: { name: "heat", previous }, ...changes });
const handOn = (sources: readonly Source[], changes: Partial<Watched> | Record<string, unknown> = {}) => {
  const watched = { schemaVersion: 1, subject: subjectOf(request()), runId: "run-1", title: "Heat", facts: [] };
  const rest = { started: "2025-01-01T00:00:00.000Z", sources, knownIds: sources.map(({ id }) => id) };
  return writeFile(join(previous, "watched.json"), JSON.stringify({ ...watched, ...rest, ...changes }));
};
const check = (changes: Partial<RunRequest> = {}, sourceIds: readonly string[] = []) =>
  recheck({ sourceIds }, { ...bench.services, request: request(changes) });
const stateOf = async (id: string) => (await loadRechecked(bench.services)).get(id);
const warnings = () => bench.events.flatMap((event) => (event.type === "warning" ? [event.message] : []));

describe("a source of the last run", () => {
  test("that this run read too is the same", async () => {
    const entry = placed("Heat", { path: "/library/heat.txt" });
    const id = await add(entry);
    await handOn([entry.source]);
    expect(await check({}, [id])).toEqual({ sourceIds: [id], knownIds: [id], failures: [] });
    expect(await stateOf(id)).toEqual({ state: "same" });
  });

  test("whose file or page this run read with other content has changed", async () => {
    const [file, page] = [placed("A", { path: "/library/a.txt" }), placed("B", { url: "https://example.com/b" })];
    const [newFile, newPage] = [
      placed("A now", { path: "/library/a.txt" }),
      placed("B now", { url: "https://EXAMPLE.com:443/b#top" }),
    ];
    await handOn([file.source, page.source]);
    const ids = [await add(newFile), await add(newPage)];
    const { sourceIds, knownIds } = await check({}, ids);
    expect(sourceIds).toEqual(ids);
    expect(knownIds).toEqual([file.source.id, page.source.id]);
    expect(await stateOf(page.source.id)).toEqual({ state: "changed", now: newPage.source.id });
  });

  test("is gone only where its file is not there any more", async () => {
    const folder = join(bench.folder, "docs");
    await mkdir(folder);
    const path = join(folder, "heat.txt");
    await writeFile(path, "");
    const { source } = placed("Heat", { path });
    await handOn([source]);
    await check({ library: [folder] });
    expect(await stateOf(source.id)).toEqual({ state: "unchecked", reason: "It could not be read this time." });
    await rm(path);
    await check({ library: [folder] });
    expect(await stateOf(source.id)).toEqual({ state: "gone", reason: "The file is not there any more." });
  });

  test("below a folder that only begins like one of the briefing's is not looked for", async () => {
    const { source } = placed("Heat", { path: join(bench.folder, "docs-of-others", "heat.txt") });
    await handOn([source]);
    await check({ library: [join(bench.folder, "docs")] });
    expect(await stateOf(source.id)).toMatchObject({
      state: "unchecked",
      reason: expect.stringMatching(/not among the sources/),
    });
  });

  test.each<[string, Partial<Source>, Partial<RunRequest>, RegExp]>([
    [
      "without the network",
      { url: "https://example.com/a" },
      { urls: ["https://example.com/a"] },
      /may not use the network/,
    ],
    ["that no one asks for any more", { url: "https://example.com/a" }, { offline: false }, /not among the sources/],
    ["without any address", {}, {}, /has no address/],
  ])("%s is left unchecked, which is no failure", async (_what, place, changes, reason) => {
    const { source } = placed("Heat", place);
    await handOn([source]);
    expect(await check(changes)).toMatchObject({ sourceIds: [], failures: [] });
    expect(await stateOf(source.id)).toMatchObject({ state: "unchecked", reason: expect.stringMatching(reason) });
  });

  test("that cannot be reached is left unchecked, and its failure is told", async () => {
    const { source } = placed("Heat", { url: "https://example.com/a" });
    await handOn([source]);
    const { failures } = await check({ offline: false, urls: ["https://example.com/a#top"] });
    expect(failures).toMatchObject([{ target: "https://example.com/a" }]);
    expect(await stateOf(source.id)).toMatchObject({ state: "unchecked" });
  });

  test("beyond the limit of sources is not asked for", async () => {
    const { source } = placed("Heat", { url: "https://example.com/a" });
    await handOn([source]);
    const budget = createBudget({ maxMinutes: 1, maxSources: 1 }, () => 0);
    budget.takeSource("https://example.com/other");
    const services = {
      ...bench.services,
      request: request({ offline: false, urls: ["https://example.com/a"] }),
      budget,
    };
    expect(await recheck({ sourceIds: [] }, services)).toMatchObject({ failures: [] });
    expect(await stateOf(source.id)).toEqual({ state: "unchecked", reason: "The limit of sources was reached." });
    expect(bench.events.some(({ type }) => type === "source-start")).toBe(false);
  });
});

describe("what the last run handed on", () => {
  test("is nothing for a first run", async () => {
    const first = { ...bench.services, request: request({ briefing: { name: "heat" } }) };
    expect(await recheck({ sourceIds: ["src-1"] }, first)).toEqual({ sourceIds: [], knownIds: [], failures: [] });
    expect(await loadRechecked(bench.services)).toEqual(new Map());
    expect(warnings()).toEqual([]);
  });

  test.each<[string, () => Promise<void>, RegExp]>([
    ["is gone", () => rm(previous, { recursive: true }), /ENOENT/],
    ["is broken", () => writeFile(join(previous, "watched.json"), '{"schemaVersion":1,'), /JSON/],
    ["is of another version", () => handOn([], { schemaVersion: 2 }), /schemaVersion/],
    ["has facts that rest on nothing", () => handOn([], { facts: [{ id: "f1", topic: "q1", evidence: [] }] }), /facts/],
    ["is of another question", () => handOn([], { subject: "another" }), /answered another question/],
  ])("is not used where it %s, and this run begins anew", async (_what, write, why) => {
    await write();
    expect(await check()).toEqual({ sourceIds: [], knownIds: [], failures: [] });
    expect(warnings()).toEqual([
      expect.stringMatching(/^The last run cannot be compared with \(.*\); this one begins anew\.$/),
    ]);
    expect(warnings()[0]).toMatch(why);
    expect(await loadPrevious(bench.services)).toBeUndefined();
  });

  test("is taken over once, so that a resumed run compares with the same", async () => {
    const entry = placed("Heat", { path: "/library/heat.txt" });
    const id = await add(entry);
    await handOn([entry.source]);
    await check({}, [id]);
    await handOn([], { runId: "run-2" });
    expect(await check({}, [id])).toMatchObject({ sourceIds: [id] });
    expect((await loadPrevious(bench.services))?.runId).toBe("run-1");
  });

  test("belongs to a watch list whatever the question that names it says", () => {
    const watch = ["How much heat?", "How much water?"];
    const of = (question: string, list?: readonly string[]) =>
      subjectOf(requestFor(question, { briefing: { name: "heat", ...(list ? { watch: list } : {}) } }));
    expect(of("Heat", watch)).toBe(of("Heat and water", watch));
    expect(of("Heat", watch)).not.toBe(of("Heat", [...watch].reverse()));
    expect(of("Heat")).not.toBe(of("Water"));
  });
});

test.each<[Partial<Source>, Partial<Source>, boolean]>([
  [{ path: "/a.txt" }, { path: "/a.txt", url: "https://example.com" }, true],
  [{ path: "/a.txt" }, { path: "/b.txt" }, false],
  [{ url: "https://example.com/a/" }, { url: "http://www.example.com/a" }, true],
  [{ url: "https://example.com/a?utm_source=x" }, { url: "https://example.com/a" }, true],
  [{ url: "https://example.com/a?page=1" }, { url: "https://example.com/a?page=2" }, false],
  [{ url: "https://example.com/a" }, { path: "/a" }, false],
  [{ url: "not an address" }, { url: "not an address" }, true],
  [{}, {}, false],
])("%o and %o are the same place: %s", (one, other, expected) => {
  expect(isSamePlace(one, other)).toBe(expected);
});
