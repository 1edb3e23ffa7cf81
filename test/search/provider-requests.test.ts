import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { type SearchContext, type SearchRequest, type SearchResult, selectProviders } from "../../src/search/index.ts";

// What providers ask for, without a server: each answer is empty, and the address asked for is looked at.

const empty: Readonly<Record<string, unknown>> = { message: { items: [] } };

interface Asked {
  readonly url: URL;
  readonly body: Record<string, unknown>;
  readonly result: SearchResult;
}

async function ask(
  name: string,
  request: Partial<SearchRequest>,
  settings: Record<string, unknown> = {},
  answer: Readonly<Record<string, unknown>> = empty,
): Promise<Asked> {
  const [provider] = selectProviders([name]);
  let url = new URL("https://nobody.asked");
  let body = {};
  const context: SearchContext = {
    signal: new AbortController().signal,
    fetchJson: async <Schema extends z.ZodType>(address: string, schema: Schema, options?: { body?: string }) => {
      url = new URL(address);
      body = JSON.parse(options?.body ?? "{}");
      return { ok: true as const, value: schema.parse(answer) };
    },
    fetchText: async (address) => {
      url = new URL(address);
      return { ok: true, value: "<feed></feed>" };
    },
  };
  const full = { query: "tide", limit: 10, kind: provider!.kinds[0]!, ...request };
  const result = await provider!.search(full, provider!.settings.parse(settings), context);
  return { url, body, result };
}

const parameter = async (name: string, key: string, request: Partial<SearchRequest>, settings = {}) =>
  (await ask(name, request, settings)).url.searchParams.get(key);

describe("arXiv", () => {
  const query = (text: string) => parameter("arxiv", "search_query", { query: text });

  test("is asked for the telling words only, at most four, the longest, in order", async () => {
    expect(await query("How does a solid state battery work?")).toBe("all:solid AND all:state AND all:battery");
    expect(await query("cost of perovskite tandem solar modules in 2023 per watt")).toBe(
      "all:perovskite AND all:tandem AND all:solar AND all:modules",
    );
  });

  test("keeps quoted phrases whole and before words", async () => {
    expect(await query('transformers attention "mixture of experts" scaling behaviour')).toBe(
      'all:transformers AND all:attention AND all:"mixture of experts" AND all:behaviour',
    );
  });

  test("is not asked with the syntax of its own language", async () => {
    expect(await query('ti:hack AND (au:x OR "')).toBe("all:ti AND all:hack AND all:au AND all:x");
    expect(await query("graphene-oxide C++ R.")).toBe("all:graphene-oxide AND all:C AND all:R");
  });

  test("repeats no word and knows other scripts", async () => {
    expect(await query("tide tide tide")).toBe("all:tide");
    expect(await query("潮汐 发电")).toBe("all:潮汐 AND all:发电");
  });

  test("is not asked at all when nothing is left to ask", async () => {
    for (const text of ["", "?", "what is the 2024"]) {
      const { url, result } = await ask("arxiv", { query: text });
      expect(url.host).toBe("nobody.asked");
      expect(result).toEqual({ ok: true, hits: [] });
    }
  });

  test("is asked for half-open periods too", async () => {
    expect(await parameter("arxiv", "search_query", { from: "2020-05-06" })).toContain(
      "submittedDate:[202005060000 TO 299912312359]",
    );
    expect(await parameter("arxiv", "search_query", { to: "2020-05-06T10:00:00Z" })).toContain(
      "submittedDate:[199101010000 TO 202005062359]",
    );
  });
});

describe("Europe PMC", () => {
  test("is asked without a question's punctuation, which is syntax to it", async () => {
    const query = "What is R21/Matrix-M (malaria): does it work?";
    expect(await parameter("europe-pmc", "query", { query })).toBe("What is R21 Matrix-M malaria does it work");
  });

  test("is asked without marks and halves of pairs that it would obey", async () => {
    const query = 'Does COVID-19 need a 5" mask & -80 °C || storage';
    expect(await parameter("europe-pmc", "query", { query })).toBe("Does COVID-19 need a 5 mask 80 °C storage");
    expect(await parameter("europe-pmc", "query", { query: '"long covid" fatigue' })).toBe('"long covid" fatigue');
  });

  test("that says what is wrong instead of a list is a failure with its words", async () => {
    const { result } = await ask("europe-pmc", {}, {}, { errCode: 400, errMsg: "Query is not valid" });
    expect(result).toMatchObject({ ok: false, failure: { code: "http-error", message: "Query is not valid" } });
  });

  test("is asked for half-open periods too", async () => {
    expect(await parameter("europe-pmc", "query", { to: "2020-01-31" })).toBe(
      "(tide) AND (FIRST_PDATE:[1800-01-01 TO 2020-01-31])",
    );
  });
});

describe("Wikipedia", () => {
  test.each([
    [{}, "en.wikipedia.org"],
    [{ language: "de" }, "de.wikipedia.org"],
    [{ language: "pt-BR" }, "pt.wikipedia.org"],
    [{ language: "nb" }, "no.wikipedia.org"],
    [{ language: "fil" }, "tl.wikipedia.org"],
    [{ query: "潮汐能" }, "zh.wikipedia.org"],
    [{ query: "潮汐能", language: "en" }, "en.wikipedia.org"],
  ])("%j is a question for %s", async (request, host) => expect((await ask("wikipedia", request)).url.host).toBe(host));

  test("and Commons are not asked more than they take", async () => {
    const query = "word ".repeat(200);
    expect((await parameter("wikipedia", "q", { query }))?.length).toBeLessThanOrEqual(300);
    expect((await parameter("wikimedia-commons", "gsrsearch", { query }))?.length).toBeLessThanOrEqual(300);
    expect(await parameter("wikipedia", "q", { query })).toMatch(/word$/);
  });

  test("does not exclude what a question only puts a mark before", async () => {
    const query = "What melts at -38 °C, and what is !important?";
    expect(await parameter("wikipedia", "q", { query })).toBe("What melts at 38 °C, and what is important?");
    expect(await parameter("wikimedia-commons", "gsrsearch", { query: "-38 °C" })).toBe(
      "filetype:bitmap|drawing 38 °C",
    );
  });
});

describe("SearXNG", () => {
  test("takes no engine, language or time limit from a question", async () => {
    const query = "!g phones :de under <100 dollars";
    expect(await parameter("searxng", "q", { query }, { baseUrl: "http://searx.lan" })).toBe(
      "g phones de under 100 dollars",
    );
  });
});

describe("Hacker News", () => {
  test("is asked to drop words rather than find nothing", async () => {
    expect(await parameter("hacker-news", "removeWordsIfNoResults", {})).toBe("allOptional");
  });
});

describe("limits of the services", () => {
  test("on the length of a query hold, cut between words", async () => {
    const query = "a question of several words that goes on and on ".repeat(20);
    const { query: sent } = (await ask("tavily", { query })).body as { query: string };
    expect(sent.length).toBeLessThanOrEqual(400);
    expect(query.startsWith(`${sent} `)).toBe(true);
    expect((await parameter("openverse", "q", { query }))?.length).toBeLessThanOrEqual(200);
  });

  test.each([
    ["wikipedia", "limit", "100"],
    ["wikimedia-commons", "gsrlimit", "50"],
    ["openverse", "page_size", "20"],
    ["arxiv", "max_results", "100"],
    ["crossref", "rows", "100"],
    ["europe-pmc", "pageSize", "100"],
    ["stack-exchange", "pagesize", "100"],
    ["hacker-news", "hitsPerPage", "100"],
  ])("%s is asked for no more than it gives", async (name, key, most) => {
    expect(await parameter(name, key, { limit: 5000 })).toBe(most);
    expect(await parameter(name, key, { limit: 7 })).toBe("7");
  });

  test("tavily is asked for no more than it gives", async () => {
    expect((await ask("tavily", { limit: 5000 })).body.max_results).toBe(20);
  });
});

describe("settings", () => {
  test("reach the request", async () => {
    expect(await parameter("stack-exchange", "site", {}, { site: "physics" })).toBe("physics");
    expect(await parameter("stack-exchange", "key", {})).toBeNull();
    expect(await parameter("crossref", "mailto", {})).toBeNull();
    expect((await ask("searxng", {}, { baseUrl: "http://searx.lan/path/" })).url.href).toMatch(
      /^http:\/\/searx\.lan\/path\/search\?q=tide&format=json&categories=general$/,
    );
  });

  test("that a period is given reaches those who can use it", async () => {
    const period = { from: "2021-01-01", to: "2021-01-02" };
    expect(await parameter("hacker-news", "numericFilters", period)).toBe(
      "created_at_i>=1609459200,created_at_i<1609632000",
    );
    expect(await parameter("crossref", "filter", period)).toBe("from-pub-date:2021-01-01,until-pub-date:2021-01-02");
    expect((await ask("tavily", period)).body).toMatchObject({ start_date: "2021-01-01", end_date: "2021-01-02" });
    // Its last second, so that the last day counts whole.
    expect(await parameter("stack-exchange", "fromdate", period)).toBe("1609459200");
    expect(await parameter("stack-exchange", "todate", period)).toBe("1609631999");
  });
});
