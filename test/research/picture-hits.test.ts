import { describe, expect, test } from "vitest";
import type { SubQuestion } from "../../src/analyst/index.ts";
import type { ParsedSource } from "../../src/evidence/parsed-source.ts";
import { pictureHits, withTerms } from "../../src/research/picture-hits.ts";
import type { FusedHit, Search, SearchRequest } from "../../src/search/index.ts";
import { parsedOf } from "../library/entries.ts";

const { signal } = new AbortController();

const subQuestion: SubQuestion = {
  id: "q1",
  question: "What does the Velden plant look like?",
  intent: "how-much",
  queries: ["velden plant"],
  entities: ["Velden", "Orrin"],
  topics: ["heat plant", "tower"],
  visual: "figure",
};

function hitOf(number: number, licence?: string): FusedHit {
  const url = `https://img.example/${number}.jpg`;
  return {
    url: `https://pages.example/${number}`,
    canonicalUrl: `pages.example/${number}`,
    title: `Picture ${number}`,
    snippet: "",
    score: 1,
    provenance: [],
    image: { url, ...(licence ? { licence } : {}) },
  };
}

function searchOf(hits: readonly FusedHit[], failures: Awaited<ReturnType<Search["search"]>>["failures"] = []) {
  const asked: SearchRequest[] = [];
  const search: Search = {
    providers: ["test"],
    async search(request) {
      asked.push(request);
      return { hits, failures, perProvider: [] };
    },
  };
  return { search, asked };
}

describe("pictures for a sub-question", () => {
  test.each([
    ["a chart", { ...subQuestion, visual: "chart" as const }],
    ["a table", { ...subQuestion, visual: "table" as const }],
  ])("are not searched where the plan wants %s", async (_, wanted) => {
    const { search, asked } = searchOf([hitOf(1, "CC0-1.0")]);
    expect(await pictureHits(wanted, { search, signal })).toEqual({ hits: [], failures: [] });
    expect(asked).toEqual([]);
  });

  test("are none offline", async () => {
    expect(await pictureHits(subQuestion, { search: undefined, signal })).toEqual({ hits: [], failures: [] });
  });

  test("are asked for by the first name and the first topic", async () => {
    const { search, asked } = searchOf([]);
    await pictureHits(subQuestion, { search, signal });
    expect(asked).toEqual([{ query: "Velden heat plant", limit: 6, kind: "image" }]);
  });

  test("are the first three that say how they may be shown, by the picture's own address", async () => {
    const hits = [
      hitOf(1),
      hitOf(2, "CC0-1.0"),
      hitOf(3, "CC-BY-4.0"),
      hitOf(4),
      hitOf(5, "CC0-1.0"),
      hitOf(6, "CC0-1.0"),
    ];
    const found = await pictureHits(subQuestion, { search: searchOf(hits).search, signal });
    expect(found.hits.map(({ url }) => url)).toEqual([2, 3, 5].map((number) => `https://img.example/${number}.jpg`));
    expect(found.hits.every(({ userTyped }) => userTyped === false)).toBe(true);
  });

  test("come with the failures of those who found none", async () => {
    const failure = { stage: "search", target: "openverse", code: "rate-limited", message: "Too much." } as const;
    const { search } = searchOf([hitOf(1, "CC0-1.0")], [failure]);
    const found = await pictureHits(subQuestion, { search, signal });
    expect([found.hits.length, found.failures]).toEqual([1, [failure]]);
  });

  test("without name or topic are not asked for: nobody could say of what", async () => {
    const { search, asked } = searchOf([hitOf(1, "CC0-1.0")]);
    const found = await pictureHits({ ...subQuestion, entities: [], topics: [] }, { search, signal });
    expect(found).toEqual({ hits: [], failures: [] });
    expect(asked).toEqual([]);
  });
});

describe("the terms of a picture", () => {
  const parsed: ParsedSource = {
    ...parsedOf([
      { type: "figure", kind: "photo", id: "b1", assetId: "as-1", locator: {} },
      { type: "paragraph", id: "b2", text: "STOP", locator: {} },
    ]),
    assets: [{ id: "as-1", mediaType: "image/png", width: 10, height: 10, sha256: "0".repeat(64) }],
  };
  const image = { url: "https://img.example/1.jpg", licence: "CC-BY-4.0", credit: "Ada, CC BY 4.0" };

  test("are what the search said, on the source, its figure and its file", () => {
    const made = withTerms(parsed, { title: "The tower", image });
    expect(made.metadata).toMatchObject({ title: "The tower", licence: "CC-BY-4.0" });
    expect(made.blocks[0]).toMatchObject({ caption: "The tower" });
    expect(made.assets[0]).toMatchObject({ caption: "The tower", licence: "CC-BY-4.0", credit: "Ada, CC BY 4.0" });
  });

  test("leave the words on the picture, and what was given, as they are", () => {
    const before = structuredClone(parsed);
    expect(withTerms(parsed, { title: "The tower", image }).blocks[1]).toEqual(parsed.blocks[1]);
    expect(parsed).toEqual(before);
  });

  test("that nobody told are not made up", () => {
    const made = withTerms(parsed, { title: "The tower", image: { url: image.url } });
    expect(made.metadata).not.toHaveProperty("licence");
    expect(made.assets[0]).not.toHaveProperty("licence");
    expect(made.assets[0]).not.toHaveProperty("credit");
  });

  test("of a page that is no picture are none", () => {
    expect(withTerms(parsed, { title: "A page" })).toBe(parsed);
  });
});
