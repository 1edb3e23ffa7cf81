import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SubQuestion } from "../../src/analyst/index.ts";
import type { Failure } from "../../src/errors.ts";
import type { StoredSource } from "../../src/library/index.ts";
import { relevantLinks, saveGivenPages } from "../../src/research/follow-links.ts";
import { gather } from "../../src/research/index.ts";
import { createBudget } from "../../src/runs/index.ts";
import type { FusedHit, Search, SearchAnswer } from "../../src/search/index.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { requestFor } from "../support/runs.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const sentence = "The plant delivers 412 GWh of heat a year to the town.";
const subQuestion: SubQuestion = {
  id: "q1",
  question: "How much heat does the plant deliver?",
  intent: "how-much",
  queries: ["heat plant"],
  entities: [],
  topics: ["heat"],
};

let bench: Bench;
let stored: StoredSource;

beforeEach(async () => {
  bench = await openBench();
  stored = entryOf("Heat", paragraphs(sentence));
  await bench.services.library.add(stored, { assets: [], parser: "test@1" });
});
afterEach(() => bench.close());

const inputOf = (queries = subQuestion.queries) => ({ subQuestion, queries, sourceIds: [stored.source.id] });
const warnings = () => bench.events.flatMap((event) => (event.type === "warning" ? [event.message] : []));

describe("findings become evidence only when they stand in the source", () => {
  test("a quote that stands is banked with the sub-question it answers", async () => {
    const analyst = scriptedAnalyst({
      read: async () => [{ type: "quote", sourceId: stored.source.id, blockId: "b1", exact: "412 GWh of heat a year" }],
    });
    const { evidenceIds } = await gather(inputOf(), { ...bench.services, analyst });
    expect(evidenceIds).toHaveLength(1);
    const [item] = bench.services.evidence.all();
    expect(item).toMatchObject({ subQuestionIds: ["q1"], content: { type: "quote", exact: "412 GWh of heat a year" } });
    expect(bench.events.at(-1)).toMatchObject({ type: "evidence-added", count: 1, total: 1 });
  });

  test.each([
    ["a quote with another number", "b1", "The plant delivers 999 GWh of heat a year to the town."],
    ["a quote that nobody wrote", "b1", "The plant will be closed."],
    ["a quote of a block there is not", "b7", "The plant will be closed."],
  ])("%s is refused with a warning", async (_, blockId, exact) => {
    const analyst = scriptedAnalyst({
      read: async () => [{ type: "quote", sourceId: stored.source.id, blockId, exact }],
    });
    const { evidenceIds } = await gather(inputOf(), { ...bench.services, analyst });
    expect(evidenceIds).toEqual([]);
    expect(bench.services.evidence.all()).toEqual([]);
    expect(warnings().join("\n")).toMatch(/A finding of q1 was refused/);
  });

  test("a finding of a source that was not read is refused", async () => {
    const analyst = scriptedAnalyst({
      read: async () => [{ type: "quote", sourceId: "src-invented", blockId: "b1", exact: sentence }],
    });
    expect((await gather(inputOf(), { ...bench.services, analyst })).evidenceIds).toEqual([]);
    expect(warnings()).toEqual(["A finding of q1 was refused: unknown source"]);
  });
});

test("without any source the analyst is not asked to read", async () => {
  const gathered = await gather({ ...inputOf(), sourceIds: [] }, bench.services);
  expect(gathered).toEqual({ evidenceIds: [], sourceIds: [], failures: [], searchEnd: "" });
});

test("a limit that was reached travels with what was found, so that a killed run still knows it", async () => {
  const budget = createBudget({ maxMinutes: 1, maxSources: 1 }, () => 0);
  budget.takeSource("first");
  budget.takeSource("second");
  const { searchEnd } = await gather({ ...inputOf(), sourceIds: [] }, { ...bench.services, budget });
  expect(searchEnd).toContain("limit of 1 source was");
});

describe("search", () => {
  const failure: Failure = { stage: "search", target: "gopher", code: "http-error", message: "gopher gave no answer." };
  const hit = (url: string): FusedHit => ({
    url,
    canonicalUrl: url,
    title: url,
    snippet: "",
    score: 1,
    provenance: [],
  });
  const searching = (answer: (query: string) => Partial<SearchAnswer>, asked: string[] = []): Search => ({
    providers: ["gopher"],
    search: async ({ query }) => {
      asked.push(query);
      return { hits: [], failures: [], perProvider: [], ...answer(query) };
    },
  });
  const online = () => ({
    ...bench.services,
    request: requestFor("q", { library: [], offline: false }),
    analyst: scriptedAnalyst({ read: async () => [] }),
  });

  test("a provider that fails every query is told once", async () => {
    const search = searching(() => ({ failures: [failure] }));
    const { failures } = await gather(inputOf(["a", "b", "c"]), { ...online(), search });
    expect(failures).toEqual([{ ...failure, stage: "gather q1" }]);
    expect(bench.events.filter((event) => event.type === "failure")).toHaveLength(1);
  });

  test("reads the first hit of each query before the second of any, each address once", async () => {
    const search = searching((query) => ({
      hits: ["1", "2"].map((rank) => hit(`https://example.com/${rank === "1" ? query : "shared"}`)),
    }));
    await gather(inputOf(["a", "b"]), { ...online(), search });
    const started = bench.events.flatMap((event) => (event.type === "source-start" ? [event.target] : []));
    expect(started).toEqual(["a", "b", "shared"].map((path) => `https://example.com/${path}`));
  });

  test("asks nobody when the budget is reached, and nobody offline", async () => {
    const asked: string[] = [];
    const search = searching(() => ({}), asked);
    const budget = createBudget({ maxMinutes: 1, maxSources: 1 }, () => 0);
    budget.stop("The user stopped.");
    await gather(inputOf(), { ...online(), search, budget });
    await gather(inputOf(), { ...online(), request: bench.services.request, search });
    expect(asked).toEqual([]);
  });
});

describe("links of given pages", () => {
  const links = [
    { url: "https://example.com/imprint", text: "Imprint" },
    { url: "https://example.com/heat", text: "Heat that the plant delivers" },
    { url: "https://example.com/heat#notes", text: "Heat that the plant delivers, notes" },
    { url: "https://example.com/files/plant-2023.pdf", text: "Download" },
    { url: "mailto:plant@example.com", text: "Write to the plant about heat" },
    { url: "javascript:alert('plant heat')", text: "plant heat" },
    { url: "https://example.com/portal", text: "The plant and its heat" },
  ];

  async function follow(given: boolean, length: "brief" | "standard" = "standard") {
    const entry = entryOf("Portal", { ...paragraphs("A portal."), links });
    await bench.services.library.add(entry, { assets: [], parser: "test@1" });
    await saveGivenPages(given ? [entry.source.id] : [], bench.services);
    const request = requestFor("q", { urls: ["https://example.com/portal"], length });
    return relevantLinks(subQuestion, { ...bench.services, request });
  }

  test("are those that share words with the question by text or address, best first, each once", async () => {
    expect(await follow(true)).toEqual(["https://example.com/heat", "https://example.com/files/plant-2023.pdf"]);
  });

  test("are bounded", async () => {
    expect((await follow(true, "brief")).length).toBeLessThanOrEqual(2);
  });

  test("are none for pages that were only found", async () => {
    expect(await follow(false)).toEqual([]);
  });
});

test("a follow-up's first round searches nothing outside", async () => {
  const search: Search = {
    providers: [],
    search: () => {
      throw new Error("searched outside");
    },
  };
  const request = requestFor(subQuestion.question, { offline: false });
  const { sourceIds } = await gather(
    { ...inputOf(), within: true },
    { ...bench.services, request, search, analyst: scriptedAnalyst({ read: async () => [] }) },
  );
  expect(sourceIds).toEqual([]);
});
