import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFetcher, type Fetcher } from "../../src/net/index.ts";
import {
  type SearchContext,
  type SearchProvider,
  type SearchRequest,
  searchProviders,
} from "../../src/search/index.ts";
import { type FakeWeb, type Handler, json, reply, type SeenRequest, startFakeWeb } from "../support/fake-web.ts";

// What holds for every provider. A new one needs at least one folder of documented answers:
// `test/fixtures/search/<name>/<case>/` with `request.json` ({request, settings?, status?}), `response.json` or
// `response.xml`, and `expected.json` ({sent, result}).

interface Case {
  readonly request: SearchRequest;
  readonly settings?: Record<string, unknown>;
  readonly status?: number;
}

const fixtures = join(import.meta.dirname, "../fixtures/search");
const keepaliveHeaders = /^(x-|authorization|content-type|accept$)/;

let fetcher: Fetcher;
let web: FakeWeb;
let answer: Handler;
let seen: SeenRequest[];

beforeEach(async () => {
  seen = [];
  web = await startFakeWeb({}, (request, response) => {
    seen.push(request);
    return answer(request, response);
  });
  fetcher = createFetcher({ allowAddresses: [web.origin], maxRetries: 0 });
});

afterEach(async () => {
  await fetcher.close();
  await web.close();
});

function contextWith(signal: AbortSignal): SearchContext {
  return {
    signal,
    fetchJson: (url, schema, options) => fetcher.fetchJson(url, schema, { ...options, signal }),
    fetchText: (url, options) => fetcher.fetchText(url, { ...options, signal }),
  };
}

function search(provider: SearchProvider, { request, settings = {} }: Case, signal = new AbortController().signal) {
  const baseUrl = provider.name === "wikipedia" ? `${web.origin}/{language}` : web.origin;
  return provider.search(request, provider.settings.parse({ ...settings, baseUrl }), contextWith(signal));
}

function sentOf(request: SeenRequest | undefined) {
  if (request === undefined) return undefined;
  const headers = Object.entries(request.headers).filter(([name]) => keepaliveHeaders.test(name));
  return {
    method: request.method,
    path: request.path,
    parameters: Object.fromEntries(request.parameters),
    headers: Object.fromEntries(headers),
    ...(request.body === "" ? {} : { body: JSON.parse(request.body) as unknown }),
  };
}

/** Addresses of the local server are written as `<origin>`, because its port changes. */
function portable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(web.origin, "<origin>"));
}

function readCase(folder: string): Case {
  return JSON.parse(readFileSync(join(folder, "request.json"), "utf8")) as Case;
}

function answerFrom(folder: string, { status = 200 }: Case): Handler {
  const xml = join(folder, "response.xml");
  if (existsSync(xml))
    return reply(readFileSync(xml), { "content-type": "application/atom+xml; charset=utf-8" }, status);
  const body = readFileSync(join(folder, "response.json"));
  return reply(body, { "content-type": "application/json; charset=utf-8" }, status);
}

const plainRequest = (provider: SearchProvider): SearchRequest => ({
  query: "tide",
  limit: 5,
  kind: provider.kinds[0]!,
});

for (const provider of searchProviders) {
  describe(provider.name, () => {
    const folder = join(fixtures, provider.name);
    const cases = existsSync(folder) ? readdirSync(folder).sort() : [];

    test("is named like its file and has documented answers", () => {
      expect(existsSync(join(import.meta.dirname, "../../src/search", `${provider.name}.ts`))).toBe(true);
      expect(cases.length).toBeGreaterThan(0);
      expect(provider.kinds.length).toBeGreaterThan(0);
      expect(provider.limit.requests / provider.limit.perMs).toBeGreaterThan(0);
    });

    test("works without settings exactly when it says so", () => {
      expect(provider.settings.safeParse({}).success).toBe(provider.keyless);
    });

    test("refuses settings it does not know, and names a setting for every environment variable", () => {
      expect(provider.settings.safeParse({ baseUrl: "https://x.example", surprise: 1 }).success).toBe(false);
      for (const key of Object.keys(provider.env)) {
        const value = key === "baseUrl" ? {} : { [key]: "value" };
        expect(provider.settings.safeParse({ baseUrl: "https://x.example", ...value }).success).toBe(true);
      }
    });

    for (const name of cases) {
      test(`understands the documented answer "${name}"`, async () => {
        const given = readCase(join(folder, name));
        answer = answerFrom(join(folder, name), given);
        const result = await search(provider, given);
        const actual = portable({ sent: sentOf(seen[0]), result });
        await expect(`${JSON.stringify(actual, null, 2)}\n`).toMatchFileSnapshot(join(folder, name, "expected.json"));
        if (!result.ok) return;
        for (const hit of result.hits) {
          expect(URL.canParse(hit.url ?? "")).toBe(true);
          expect(hit.title).not.toBe("");
          expect(`${hit.title} ${hit.image?.credit ?? ""}`).not.toMatch(
            /<\/?(a|b|em|h4|i|p|span|strong|jats:\w+)[ >]|&(amp|quot|#\d+);/,
          );
          if (given.request.kind === "image") expect(URL.canParse(hit.image?.url ?? "")).toBe(true);
          if (hit.published !== undefined) expect(hit.published).toMatch(/^\d{4}(-\d\d(-\d\d)?)?$/);
        }
      });
    }

    test.each([
      ["a server error", json({ error: "down" }, 500)],
      ["too many requests", json({}, 429, { "retry-after": "120" })],
      ["a page instead of data", reply("<html><title>Are you human?</title></html>")],
      ["data that is cut", reply('{"results": [{"ur', { "content-type": "application/json" })],
      ["another kind of data", json([1, "two", null])],
    ])("answers with a failure on %s", async (_, handler) => {
      answer = handler;
      const result = await search(provider, { request: plainRequest(provider) });
      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.failure.message).not.toMatch(/\bat \w+ \(|undefined/);
    });

    test("survives entries of the wrong shape", async () => {
      const odd = [null, 7, {}, { title: 1, url: {} }];
      answer = json({
        pages: odd,
        results: odd,
        items: odd,
        hits: odd,
        message: { items: odd },
        query: { pages: odd },
        resultList: { result: odd },
      });
      const result = await search(provider, { request: plainRequest(provider) });
      if (result.ok) expect(result.hits).toEqual([]);
    });

    test("ends with the reason of an abort", async () => {
      const controller = new AbortController();
      const reason = new Error("enough");
      answer = () => controller.abort(reason);
      await expect(search(provider, { request: plainRequest(provider) }, controller.signal)).rejects.toBe(reason);
    });
  });
}

test("providers have distinct names", () => {
  const names = searchProviders.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
