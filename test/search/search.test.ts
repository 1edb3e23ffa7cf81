import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { RunEvent } from "../../src/events.ts";
import {
  createSearch,
  defineSearchProvider,
  type Hit,
  type SearchContext,
  type SearchOptions,
  type SearchProvider,
  type SearchRequest,
  type SearchResult,
  searchProviders,
  selectProviders,
  serviceAddressesOf,
} from "../../src/search/index.ts";
import { fakeClock } from "../support/fake-clock.ts";

const request: SearchRequest = { query: "tide", limit: 10, kind: "text" };
const hit = (name: string, more: Partial<Hit> = {}): Hit => ({
  url: `https://example.org/${name}`,
  title: name,
  snippet: "",
  ...more,
});
const found = (...names: readonly string[]): SearchResult => ({ ok: true, hits: names.map((name) => hit(name)) });
const failed: SearchResult = {
  ok: false,
  failure: { stage: "fetch", target: "x", code: "http-error", message: "down." },
};

type Answer = (asked: SearchRequest, context: SearchContext) => Promise<SearchResult> | SearchResult;

function provider(name: string, answer: Answer, more: Partial<SearchProvider> = {}): SearchProvider {
  return defineSearchProvider({
    name,
    kinds: ["text"],
    settings: z.strictObject({ key: z.string().optional() }),
    env: {},
    keyless: true,
    limit: { requests: 100, perMs: 1 },
    search: async (asked, _, context) => answer(asked, context),
    ...more,
  });
}

const noNetwork: SearchOptions["fetcher"] = {
  fetchJson: () => Promise.reject(new Error("not used")),
  fetchText: () => Promise.reject(new Error("not used")),
};

function open(providers: readonly SearchProvider[], more: Partial<SearchOptions> = {}) {
  const clock = fakeClock();
  const events: RunEvent[] = [];
  const search = createSearch({ providers, fetcher: noNetwork, clock, emit: (event) => events.push(event), ...more });
  const ask = (asked: Partial<SearchRequest> = {}, signal = new AbortController().signal) =>
    search.search({ ...request, ...asked }, signal);
  return { ask, clock, events, search };
}

const names = (hits: readonly Hit[]) => hits.map(({ title }) => title);

describe("asking several providers", () => {
  test("merges what they find and says what became of each", async () => {
    const { ask, events } = open([
      provider("one", () => found("a", "b")),
      provider("two", () => failed),
      provider("three", () => found("b")),
    ]);
    const answer = await ask();
    expect(names(answer.hits)).toEqual(["b", "a"]);
    expect(answer.failures).toEqual([
      { stage: "search", target: "two", code: "http-error", message: 'Search provider "two" gave no answer: down.' },
    ]);
    expect(answer.perProvider.map(({ provider: name, hits, failure }) => [name, hits, failure?.code])).toEqual([
      ["one", 2, undefined],
      ["two", 0, "http-error"],
      ["three", 1, undefined],
    ]);
    expect(events).toContainEqual({ type: "query-start", provider: "one", query: "tide" });
    expect(events).toContainEqual({ type: "query-end", provider: "two", query: "tide", hits: 0 });
  });

  test("leaves out those that do not know the kind", async () => {
    const pictures = provider("pictures", () => found("p"), { kinds: ["image"] });
    const { ask } = open([provider("text", () => found("t")), pictures]);
    expect(names((await ask({ kind: "image" })).hits)).toEqual(["p"]);
    expect(names((await ask()).hits)).toEqual(["t"]);
  });

  test("without any provider finds nothing", async () => {
    expect(await open([]).ask()).toEqual({ hits: [], failures: [], perProvider: [] });
  });

  test("keeps a faulty provider's fault to itself", async () => {
    const faulty = provider("faulty", () => {
      throw new TypeError("cannot read properties of null");
    });
    const answer = await open([faulty, provider("well", () => found("a"))]).ask();
    expect(names(answer.hits)).toEqual(["a"]);
    expect(answer.failures[0]).toMatchObject({ code: "crashed", target: "faulty" });
  });

  test("keeps to the limit per provider, to the period, and to addresses that can be fetched", async () => {
    const hits = [
      hit("old", { published: "2019-12-31" }),
      hit("script", { url: "javascript:alert(1)" }),
      hit("undated"),
      hit("year", { published: "2020" }),
      hit("in", { published: "2020-06-30" }),
      hit("late", { published: "2020-07-01" }),
      hit("more"),
    ];
    const { ask } = open([provider("one", () => ({ ok: true, hits }))]);
    const answer = await ask({ from: "2020-01-01", to: "2020-06-30", limit: 3 });
    expect(names(answer.hits)).toEqual(["undated", "year", "in"]);
  });

  test("tells every provider the period in whole days, and nothing that is no date", async () => {
    const asked: SearchRequest[] = [];
    const noting = provider("noting", (seen) => {
      asked.push(seen);
      return { ok: true, hits: [hit("in", { published: "2020-12-31" }), hit("out", { published: "2021-01-01" })] };
    });
    const { ask } = open([noting]);
    expect(names((await ask({ from: "2020", to: "2020" })).hits)).toEqual(["in"]);
    await ask({ from: "some day" });
    expect(asked).toEqual([{ ...request, from: "2020-01-01", to: "2020-12-31" }, request]);
  });

  test("asks fallbacks only when the others found nothing", async () => {
    const asked: string[] = [];
    const log = (name: string, result: SearchResult) =>
      provider(name, ({ query }) => {
        asked.push(`${name} ${query}`);
        return query === "rare" && name !== "spare" ? found() : result;
      });
    const { ask } = open([log("main", found("a")), log("spare", found("b"))], { fallbacks: ["spare"] });
    expect(names((await ask()).hits)).toEqual(["a"]);
    expect(names((await ask({ query: "rare" })).hits)).toEqual(["b"]);
    expect(asked).toEqual(["main tide", "main rare", "spare rare"]);
  });
});

describe("a provider's rate limit", () => {
  test("spaces requests out", async () => {
    const starts: number[] = [];
    const { ask, clock } = open([
      provider(
        "slow",
        () => {
          starts.push(clock.now());
          return found("a");
        },
        { limit: { requests: 2, perMs: 3000 } },
      ),
    ]);
    const begin = clock.now();
    for (let turn = 0; turn < 5; turn += 1) await ask();
    expect(starts.map((start) => start - begin)).toEqual([0, 0, 3000, 3000, 6000]);
  });

  test("costs a query its answer when the wait would be long", async () => {
    const { ask, clock } = open([provider("rare", () => found("a"), { limit: { requests: 1, perMs: 60_000 } })]);
    expect((await ask()).failures).toEqual([]);
    expect((await ask()).failures[0]).toMatchObject({ code: "rate-limited" });
    expect(clock.waits).toEqual([]);
    clock.advance(60_000);
    expect((await ask()).failures).toEqual([]);
  });

  test("holds when the provider itself asks for a pause", async () => {
    const pausing = provider("pausing", () => ({ ok: true, hits: [], pauseMs: 4000 }));
    const { ask, clock } = open([pausing]);
    await ask();
    await ask();
    expect(clock.waits).toEqual([4000]);
  });
});

describe("a provider that keeps failing", () => {
  test("is left alone, tried once after a while, and taken back when it works", async () => {
    let healthy = false;
    let calls = 0;
    const { ask, clock } = open([
      provider("ill", () => {
        calls += 1;
        return healthy ? found("a") : failed;
      }),
    ]);
    for (let turn = 0; turn < 5; turn += 1) await ask();
    expect(calls).toBe(3);
    expect((await ask()).failures[0]!.message).toContain("left alone");
    clock.advance(60_000);
    await Promise.all([ask(), ask(), ask()]);
    expect(calls).toBe(4);
    clock.advance(60_000);
    await ask();
    expect(calls).toBe(4);
    clock.advance(60_000);
    healthy = true;
    await ask();
    await ask();
    expect(calls).toBe(6);
  });

  test("is not blamed for an abort", async () => {
    let calls = 0;
    const { ask } = open([
      provider("hanging", (_, { signal }) => {
        calls += 1;
        return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }),
    ]);
    for (let turn = 0; turn < 5; turn += 1) {
      const controller = new AbortController();
      const reason = new Error(`enough ${turn}`);
      const answer = ask({}, controller.signal);
      setImmediate(() => controller.abort(reason));
      await expect(answer).rejects.toBe(reason);
    }
    expect(calls).toBe(5);
  });

  test("is tried again after its trial was aborted", async () => {
    let calls = 0;
    const { ask, clock } = open([
      provider("ill", (_, { signal }) => {
        calls += 1;
        if (calls !== 4) return failed;
        return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }),
    ]);
    for (let turn = 0; turn < 3; turn += 1) await ask();
    clock.advance(60_000);
    const controller = new AbortController();
    const trial = ask({}, controller.signal);
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(trial).rejects.toThrow("enough");
    await ask();
    expect(calls).toBe(5);
  });

  test("by never answering is cut off", async () => {
    const silent = provider("silent", () => new Promise(() => undefined));
    const { ask } = open([silent, provider("well", () => found("a"))], { timeoutMs: 30 });
    const answer = await ask();
    expect(names(answer.hits)).toEqual(["a"]);
    expect(answer.failures[0]).toMatchObject({ code: "timeout", target: "silent" });
  });
});

describe("setting up", () => {
  test("says which variable a provider needs", () => {
    const searxng = selectProviders(["searxng"]);
    expect(() => open(searxng)).toThrow(
      'Search provider "searxng" needs SEARXNG_URL; set it or choose others with --search.',
    );
    expect(() => open(searxng, { settings: { searxng: { baseUrl: "no address" } } })).toThrow(/bad setting "baseUrl"/);
    expect(open(searxng, { settings: { searxng: { baseUrl: "http://127.0.0.1:8888" } } }).search.providers).toEqual([
      "searxng",
    ]);
  });

  test("never shows a key in a message", () => {
    const tavily = selectProviders(["tavily"]);
    const attempt = () => open(tavily, { settings: { tavily: { apiKey: "tvly-secret", surprise: true } } });
    expect(attempt).toThrow(expect.not.objectContaining({ message: expect.stringContaining("tvly-secret") }));
  });

  test("knows the providers by name, in the order asked for", () => {
    expect(selectProviders(["arxiv", "wikipedia"]).map(({ name }) => name)).toEqual(["arxiv", "wikipedia"]);
    expect(selectProviders([])).toEqual([]);
    expect(() => selectProviders(["wikipdia"])).toThrow(/no search provider "wikipdia"; there are: wikipedia, /);
    expect(searchProviders.filter(({ keyless }) => !keyless).map(({ name }) => name)).toEqual(["searxng"]);
  });

  test("finds the addresses a user vouches for in the settings", () => {
    const settings = {
      searxng: { baseUrl: "http://127.0.0.1:8888" },
      tavily: { apiKey: "x" },
      odd: null,
      bad: { baseUrl: "no" },
    };
    expect(serviceAddressesOf(settings)).toEqual(["http://127.0.0.1:8888"]);
  });

  test("an abort before the start asks nobody", async () => {
    const { ask, events } = open([provider("one", () => found("a"))]);
    const reason = new Error("enough");
    await expect(ask({}, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(events).toEqual([]);
  });
});
