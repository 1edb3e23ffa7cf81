import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SubQuestion } from "../../src/analyst/index.ts";
import type { ParsedSource, SourceFigure } from "../../src/evidence/parsed-source.ts";
import { createFetcher, type Fetcher } from "../../src/net/index.ts";
import { closeParsers } from "../../src/perception/index.ts";
import { fetchFigures } from "../../src/research/fetch-figures.ts";
import { perceive } from "../../src/research/perceive.ts";
import { pictureHits, withTerms } from "../../src/research/picture-hits.ts";
import type { FusedHit, Search, SearchRequest } from "../../src/search/index.ts";
import { type FakeWeb, reply, startFakeWeb } from "../support/fake-web.ts";
import { squareOn } from "../tools/context.ts";
import { type Bench, openBench } from "./services.ts";

let web: FakeWeb;
let fetcher: Fetcher;
beforeAll(async () => {
  const png = { "content-type": "image/png" };
  web = await startFakeWeb({
    "/robots.txt": reply("User-agent: *\nDisallow: /secret", { "content-type": "text/plain" }),
    "/chart.png": reply(await squareOn("yellow", 400), png),
    "/other.png": reply(await squareOn("lime", 300), png),
    "/icon.png": reply(await squareOn("red", 64), png),
    "/secret/chart.png": reply(await squareOn("blue", 400), png),
    "/page-not-picture": reply("<html><body>Sign in</body></html>"),
    "/page":
      reply(`<!doctype html><html lang="en"><head><title>Heat</title></head><body><main><article><h1>Heat of the town</h1>
      <p>The plant in the valley delivered more heat in each of the last three years, as the chart below shows in detail.</p>
      <figure><img src="/chart.png" width="400" height="400"><figcaption>Heat delivered by the plant, 2022 to 2024</figcaption></figure>
      </article></main></body></html>`),
  });
  fetcher = createFetcher({ allowAddresses: [web.origin], spacingMs: 0 });
});
afterAll(async () => {
  await web.close();
  await fetcher.close();
  closeParsers();
});

const figure = (id: string, path: string, changes: Partial<SourceFigure> = {}): SourceFigure => ({
  type: "figure",
  id,
  url: `${web.origin}${path}`,
  caption: "Heat delivered by the plant",
  kind: "unknown",
  locator: {},
  ...changes,
});
const page = (...blocks: ParsedSource["blocks"]): ParsedSource => ({
  metadata: { title: "A", authors: [] },
  blocks,
  pages: [],
  links: [],
  assets: [],
  dropped: [],
  warnings: [],
});
const fetchAll = (parsed: ParsedSource) => fetchFigures(parsed, { fetcher, signal: new AbortController().signal });

describe("pictures of a web page", () => {
  test("with a caption are fetched, measured and tied to their figure", async () => {
    const { parsed, assets } = await fetchAll(page(figure("b1", "/chart.png")));
    expect(assets).toHaveLength(1);
    expect(parsed.assets[0]).toMatchObject({ width: 400, height: 400, caption: "Heat delivered by the plant" });
    expect(parsed.blocks[0]).toMatchObject({ id: "b1", assetId: parsed.assets[0]?.id });
  });

  test.each([
    ["without words", { caption: "" }],
    ["with one word", { caption: "Logo" }],
    ["that are there already", { assetId: "as-known" }],
    ["of a script address", { url: "javascript:alert(1)" }],
    ["inside the page", { url: "data:image/png;base64,AA==" }],
  ])("%s are not fetched", async (_, changes) => {
    const before = web.requests.length;
    const given = page(figure("b1", "/other.png", changes));
    expect(await fetchAll(given)).toEqual({ parsed: given, assets: [] });
    expect(web.requests.length).toBe(before);
  });

  test.each([
    ["an icon", "/icon.png"],
    ["what robots.txt forbids", "/secret/chart.png"],
    ["a page instead of a picture", "/page-not-picture"],
    ["what is gone", "/gone.png"],
  ])("%s costs itself only", async (_, path) => {
    const { parsed, assets } = await fetchAll(page(figure("b1", path), figure("b2", "/chart.png")));
    expect(assets).toHaveLength(1);
    expect(parsed.blocks.map((block) => block.type === "figure" && block.assetId !== undefined)).toEqual([false, true]);
  });

  test("are fetched for six figures of a page at most", async () => {
    const many = Array.from({ length: 9 }, (_, index) => figure(`b${index}`, `/chart.png?${index}`));
    const { parsed } = await fetchAll(page(...many));
    expect(parsed.blocks.filter((block) => block.type === "figure" && block.assetId !== undefined)).toHaveLength(6);
  });
});

describe("reading a page", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });

  test("stores its pictures beside its words", async () => {
    bench = await openBench({ fetcher });
    const result = await perceive({ url: `${web.origin}/page`, userTyped: true }, bench.services);
    const asset = result.ok ? result.parsed.assets[0] : undefined;
    expect(asset).toMatchObject({ caption: "Heat delivered by the plant, 2022 to 2024" });
    expect((await bench.services.library.loadAsset(asset?.id ?? "")).length).toBeGreaterThan(100);
  });

  test("of a picture that a search found keeps title, licence and credit", async () => {
    bench = await openBench({ fetcher });
    const image = { url: `${web.origin}/other.png`, licence: "CC-BY-4.0", credit: "Ada, Commons" };
    const result = await perceive(
      { url: image.url, userTyped: false, hit: { title: "The plant from above", image } },
      bench.services,
    );
    expect(result).toMatchObject({
      ok: true,
      source: { title: "The plant from above", licence: "CC-BY-4.0" },
      parsed: {
        blocks: [{ caption: "The plant from above" }],
        assets: [{ licence: "CC-BY-4.0", credit: "Ada, Commons" }],
      },
    });
  });
});

describe("looking for pictures", () => {
  const subQuestion: SubQuestion = {
    id: "q1",
    question: "",
    intent: "what",
    queries: [],
    entities: ["Velden"],
    topics: ["heat plant"],
    visual: "figure",
  };
  const hit = (name: string, licence?: string): FusedHit =>
    ({
      url: `https://a.example/${name}`,
      title: name,
      snippet: "",
      image: { url: `https://a.example/${name}.png`, ...(licence ? { licence } : {}) },
    }) as FusedHit;
  const asked: SearchRequest[] = [];
  const searchOf = (...hits: readonly FusedHit[]): Search => ({
    providers: ["test"],
    search: async (request) => {
      asked.push(request);
      return { hits, failures: [], perProvider: [] };
    },
  });
  const signal = new AbortController().signal;

  test("takes those that say under which licence they may be shown, three at most", async () => {
    const search = searchOf(
      hit("a"),
      hit("b", "CC0-1.0"),
      hit("c", "CC-BY-4.0"),
      hit("d", "CC0-1.0"),
      hit("e", "CC0-1.0"),
    );
    const { hits } = await pictureHits(subQuestion, { search, signal });
    expect(hits.map(({ url }) => url)).toEqual(["b", "c", "d"].map((name) => `https://a.example/${name}.png`));
    expect(asked.at(-1)).toMatchObject({ query: "Velden heat plant", kind: "image" });
  });

  test("asks nobody unless the plan wants a picture, and nobody offline", async () => {
    const before = asked.length;
    const { visual: _, ...plain } = subQuestion;
    expect((await pictureHits(plain, { search: searchOf(hit("b", "CC0-1.0")), signal })).hits).toEqual([]);
    expect((await pictureHits(subQuestion, { search: undefined, signal })).hits).toEqual([]);
    expect(asked.length).toBe(before);
  });

  test("a hit without a picture changes nothing of what was read", () => {
    const given = page();
    expect(withTerms(given, { title: "A" })).toBe(given);
  });
});
