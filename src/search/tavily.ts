import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { isoDate, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit, type SearchResult } from "./provider.ts";
import { cutQuery } from "./query-text.ts";

// https://docs.tavily.com/documentation/api-reference/endpoint/search and https://docs.tavily.com/documentation/keyless

const resultSchema = z.object({
  url: z.string(),
  title: z.string().nullish(),
  content: z.string().nullish(),
  published_date: z.string().nullish(),
});
/** Errors come as `{"detail": {"error": "…"}}`. */
const errorSchema = z.object({ error: z.string() });
const answerSchema = z.object({
  results: lenientArray(resultSchema),
  detail: z.union([errorSchema, z.string()]).nullish(),
});

/** Statuses with which Tavily says that the key's plan or the pay-as-you-go limit is used up. */
const usedUp: readonly number[] = [432, 433];
const maxResults = 20;
/** Longer queries are answered with status 400. */
const maxQueryLength = 400;

function toHit({ url, title, content, published_date }: z.output<typeof resultSchema>): Hit {
  const published = isoDate(published_date);
  return {
    url,
    title: title?.trim() || url,
    snippet: shorten((content ?? "").replace(/\s+/g, " ").trim()),
    ...(published === undefined ? {} : { published }),
  };
}

/** General web search; works without a key at a lower rate. */
export const tavily = defineSearchProvider({
  name: "tavily",
  kinds: ["text"],
  settings: z.strictObject({
    baseUrl: z.url().default("https://api.tavily.com"),
    apiKey: z.string().min(1).optional(),
  }),
  env: { apiKey: "TAVILY_API_KEY" },
  keyless: true,
  limit: { requests: 1, perMs: 1000 },
  async search({ query, limit, from, to }, { baseUrl, apiKey }, { fetchJson }): Promise<SearchResult> {
    const access = apiKey === undefined ? { "x-tavily-access-mode": "keyless" } : { authorization: `Bearer ${apiKey}` };
    const answer = await fetchJson(`${baseUrl}/search`, answerSchema, {
      method: "POST",
      headers: { "content-type": "application/json", ...access },
      body: JSON.stringify({
        query: cutQuery(query, maxQueryLength),
        search_depth: "basic",
        max_results: Math.min(limit, maxResults),
        ...(from === undefined ? {} : { start_date: from.slice(0, 10) }),
        ...(to === undefined ? {} : { end_date: to.slice(0, 10) }),
      }),
      acceptStatuses: usedUp,
    });
    if (!answer.ok) return answer;
    const { results, detail } = answer.value;
    if (detail) {
      const message = typeof detail === "string" ? detail : detail.error;
      return { ok: false, failure: { stage: "search", target: "tavily", code: "rate-limited", message } };
    }
    return { ok: true, hits: results.map(toHit) };
  },
});
