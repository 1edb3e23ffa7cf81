import { afterEach, beforeEach, expect, test } from "vitest";
import { createFetcher, type Fetcher } from "../../src/net/index.ts";
import { createSearch, type SearchRequest, selectProviders, serviceAddressesOf } from "../../src/search/index.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { type FakeWeb, json, reply, startFakeWeb } from "../support/fake-web.ts";

// Providers, fusion and fetcher together, against services of this machine that only calls may reach.

let web: FakeWeb;
let fetcher: Fetcher;

const request: SearchRequest = { query: "tidal power", limit: 5, kind: "text" };
const signal = new AbortController().signal;

beforeEach(async () => {
  web = await startFakeWeb({
    "/en/w/rest.php/v1/search/page": json({
      pages: [{ key: "Tidal_power", title: "Tidal power", excerpt: "from tides" }],
    }),
    "/search": json({
      results: [
        { url: "https://example.org/cost?utm_source=x", title: "Cost", content: "150 per MWh" },
        { url: "https://doi.org/10.5555/TIDE", title: "Paper", content: "A paper" },
      ],
    }),
    "/works": json({ message: { items: [{ DOI: "10.5555/tide", title: ["A paper on tides"] }] } }),
  });
});

afterEach(async () => {
  await fetcher.close();
  await web.close();
});

function open(names: readonly string[]) {
  const settings = {
    wikipedia: { baseUrl: `${web.origin}/{language}` },
    searxng: { baseUrl: web.origin },
    crossref: { baseUrl: web.origin },
    tavily: { baseUrl: web.origin, apiKey: "tvly-secret" },
  };
  const clock = fakeClock();
  fetcher = createFetcher({ serviceAddresses: serviceAddressesOf(settings), clock });
  return createSearch({ providers: selectProviders(names), settings, fetcher, clock });
}

test("what two providers found comes first, each hit with its finders", async () => {
  const { hits, failures } = await open(["wikipedia", "searxng", "crossref"]).search(request, signal);
  expect(failures).toEqual([]);
  expect(
    hits.map(({ title, provenance }) => [title, provenance.map(({ provider, rank }) => `${provider} ${rank}`)]),
  ).toEqual([
    ["Paper", ["searxng 2", "crossref 1"]],
    ["Tidal power", ["wikipedia 1"]],
    ["Cost", ["searxng 1"]],
  ]);
});

test("a provider that asks for patience costs its own hits only, and no key reaches a message", async () => {
  web.on("/search", reply("slow down", { "retry-after": "3600" }, 429));
  web.on("/works", reply("<html>maintenance</html>", {}, 503));
  const { hits, failures } = await open(["wikipedia", "tavily", "crossref"]).search(request, signal);
  expect(hits.map(({ title }) => title)).toEqual(["Tidal power"]);
  expect(failures.map(({ target, code }) => [target, code])).toContainEqual(["tavily", "rate-limited"]);
  expect(failures.map(({ target }) => target)).toContain("crossref");
  expect(JSON.stringify(failures)).not.toContain("secret");
});

test("offline, every provider fails with that reason", async () => {
  open([]);
  await fetcher.close();
  fetcher = createFetcher({ offline: true });
  const search = createSearch({ providers: selectProviders(["wikipedia", "arxiv"]), fetcher });
  const { hits, failures } = await search.search(request, signal);
  expect(hits).toEqual([]);
  expect(failures).toHaveLength(2);
  for (const { message } of failures) expect(message).toContain("the run is offline");
});
