import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Analyst, SubQuestion } from "../../src/analyst/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import { gather } from "../../src/research/index.ts";
import { createBudget, openSteering } from "../../src/runs/index.ts";
import type { FusedHit, Search, SearchRequest } from "../../src/search/index.ts";
import { entryOf, paragraphs, parsedOf } from "../library/entries.ts";
import { requestFor } from "../support/runs.ts";
import { type Bench, openBench, scriptedAnalyst, testBrief } from "./services.ts";

const heat = "The plant delivers 412 GWh of heat a year to the town.";
const subQuestion: SubQuestion = {
  id: "q1",
  question: "How much heat does the plant deliver?",
  intent: "how-much",
  queries: ["heat plant"],
  entities: [],
  topics: ["heat"],
};
type ReadInput = Parameters<Analyst["read"]>[0];

let bench: Bench;
let stored: StoredSource;
let reads: ReadInput[];
beforeEach(async () => {
  bench = await openBench();
  stored = entryOf("Heat", paragraphs(heat, "The wells were drilled in 2019 by the utility for heat."));
  await bench.services.library.add(stored, { assets: [], parser: "test@1" });
  reads = [];
});
afterEach(() => bench.close());

const reader = (verbs: Partial<Analyst> = {}): Analyst =>
  scriptedAnalyst({
    read: async (input) => {
      reads.push(input);
      return [];
    },
    ...verbs,
  });
const gathering = (changes: object = {}, services: object = {}) =>
  gather(
    { subQuestion, queries: subQuestion.queries, sourceIds: [stored.source.id], ...changes },
    { ...bench.services, analyst: reader(), ...services },
  );

describe("what the analyst is handed to read", () => {
  test("is the passages of the sources of this run, and no other of the library", async () => {
    const other = entryOf("Other", paragraphs("Another plant delivers heat of its own."));
    await bench.services.library.add(other, { assets: [], parser: "test@1" });
    await gathering();
    expect(new Set(reads[0]?.passages.map(({ sourceId }) => sourceId))).toEqual(new Set([stored.source.id]));
    expect([...(reads[0]?.sources.keys() ?? [])]).toEqual([stored.source.id]);
  });

  test("holds tables too, where prose alone would take all the room", async () => {
    const table = {
      type: "table",
      id: "t1",
      header: [["Year", "heat"]],
      rows: [[{ text: "2023" }, { text: "412" }]],
      locator: {},
    };
    const prose = Array.from({ length: 60 }, (_, index) => `Heat of the plant, heat and heat plant ${index}.`);
    const texts = prose.map((text, index) => ({ type: "paragraph", id: `p${index}`, text, locator: {} }));
    const mixed = entryOf("Mixed", parsedOf([...texts, table] as never));
    await bench.services.library.add(mixed, { assets: [], parser: "test@1" });
    await gathering({ sourceIds: [mixed.source.id] }, { request: requestFor("q", { library: [], length: "brief" }) });
    expect(reads[0]?.passages.some(({ blockIds }) => blockIds.includes("t1"))).toBe(true);
  });

  test("grows by what its further queries find, each passage once", async () => {
    await gathering({ queries: ["wells"] }, { analyst: reader({ queries: async () => ["heat", "wells"] }) });
    const ids = reads[0]?.passages.map(({ id }) => id) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("names the queries of a gap, beside those that were asked first", async () => {
    await gathering({ queries: ["heat plant", "geothermal output"] });
    expect(reads[0]?.lookFor).toEqual(["geothermal output"]);
  });

  test("of a later round comes with what earlier rounds handed over", async () => {
    await gathering();
    await gathering({ queries: ["wells"] });
    expect(reads[0]?.earlier).toEqual([]);
    expect(reads[1]?.earlier).toHaveLength(1);
    expect(reads[1]?.earlier?.[0]?.[0]).toMatchObject({ sourceId: stored.source.id });
  });

  test("in a round that is repeated after a stop is what it was", async () => {
    await gathering();
    await gathering({ queries: ["wells"] });
    await gathering({ queries: ["wells"] });
    await gathering();
    expect(reads.map(({ earlier }) => earlier?.length)).toEqual([0, 1, 1, 0]);
  });
});

describe("a sub-question", () => {
  test("that the user skips is not looked for, and tells what ended the search", async () => {
    const steering = openSteering(`${bench.folder}/steering.jsonl`);
    await steering.note({ type: "skip", target: "q1" });
    const budget = createBudget({ maxMinutes: 1, maxSources: 1 }, () => 0);
    budget.stop("The user stopped.");
    expect(await gathering({}, { steering, budget })).toEqual({
      ...{ evidenceIds: [], sourceIds: [], failures: [] },
      searchEnd: "The user stopped.",
    });
    expect(reads).toEqual([]);
  });

  test("still looks into what was read when the budget is reached", async () => {
    const budget = createBudget({ maxMinutes: 1, maxSources: 1 }, () => 0);
    budget.stop("The user stopped.");
    const quote = { type: "quote", sourceId: stored.source.id, blockId: "b1", exact: heat } as const;
    const { evidenceIds } = await gathering({}, { budget, analyst: reader({ read: async () => [quote] }) });
    expect(evidenceIds).toHaveLength(1);
  });

  test("counts a finding that two rounds make as one piece of evidence", async () => {
    const quote = { type: "quote", sourceId: stored.source.id, blockId: "b1", exact: heat } as const;
    const analyst = reader({ read: async () => [quote, quote] });
    const first = await gathering({}, { analyst });
    const second = await gathering({ queries: ["wells"] }, { analyst });
    expect(new Set([...first.evidenceIds, ...second.evidenceIds]).size).toBe(1);
    expect(bench.services.evidence.all()).toHaveLength(1);
  });

  test("shares evidence with another that finds the same", async () => {
    const quote = { type: "quote", sourceId: stored.source.id, blockId: "b1", exact: heat } as const;
    const analyst = reader({ read: async () => [quote] });
    await gathering({}, { analyst });
    await gathering({ subQuestion: { ...subQuestion, id: "q2" } }, { analyst });
    expect(bench.services.evidence.all().map(({ subQuestionIds }) => [...subQuestionIds].sort())).toEqual([
      ["q1", "q2"],
    ]);
  });
});

describe("a search", () => {
  const hit = (address: string): FusedHit => ({
    ...{ url: address, canonicalUrl: address, title: address, snippet: "", score: 1, provenance: [] },
  });
  const searching = (hits: readonly FusedHit[], asked: SearchRequest[] = []): Search => ({
    providers: ["gopher"],
    search: async (request) => {
      asked.push(request);
      return { hits, failures: [], perProvider: [] };
    },
  });
  const online = (search: Search, length: "brief" | "standard" = "standard") => ({
    ...{ search, request: requestFor("q", { library: [], offline: false, length }) },
  });

  test("is asked in the language and time of the brief", async () => {
    const timeRange = { publishedFrom: "2020-01-01", publishedTo: "2020-12-31" };
    await bench.services.folder.writeJson("brief.json", { ...testBrief, language: "de", timeRange });
    const asked: SearchRequest[] = [];
    await gathering({ queries: ["heat"] }, online(searching([], asked)));
    expect(asked).toMatchObject([{ query: "heat", kind: "text", language: "de", ...timeRange }]);
  });

  test("whose hits have no address reads none of them", async () => {
    const { url: _, ...nowhere } = hit("https://example.com/book");
    const { sourceIds, failures } = await gathering({}, online(searching([nowhere])));
    expect([sourceIds, failures]).toEqual([[], []]);
  });

  test.each([
    ["brief", 4],
    ["standard", 8],
  ] as const)("of a %s report reads at most %i pages, whose failures it tells", async (length, most) => {
    const hits = Array.from({ length: 20 }, (_, index) => hit(`https://example.com/${index}`));
    const { failures } = await gathering({ queries: ["a", "b"] }, online(searching(hits), length));
    expect(failures).toHaveLength(most);
    expect(new Set(failures.map(({ stage }) => stage))).toEqual(new Set(["gather q1"]));
  });

  test("reads no more pages than the limit of sources leaves, and says so", async () => {
    const hits = Array.from({ length: 5 }, (_, index) => hit(`https://example.com/${index}`));
    const budget = createBudget({ maxMinutes: 1, maxSources: 2 }, () => 0);
    const { failures, searchEnd } = await gathering({}, { ...online(searching(hits)), budget });
    expect(failures).toHaveLength(2);
    expect(searchEnd).toMatch(/limit of 2 sources/);
  });
});
