import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { isoDate, plainText, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit, type SearchRequest, type SearchResult } from "./provider.ts";
import { withoutCommands } from "./query-text.ts";

// https://docs.searxng.org/dev/search_api.html

const resultSchema = z.object({
  url: z.string(),
  title: z.string().nullish(),
  content: z.string().nullish(),
  publishedDate: z.string().nullish(),
  img_src: z.string().nullish(),
  /** As `1024 x 768`. */
  resolution: z.string().nullish(),
  author: z.string().nullish(),
});
const answerSchema = z.object({
  results: lenientArray(resultSchema),
  /** Name and reason of each search engine that failed. */
  unresponsive_engines: z.array(z.array(z.string())).nullish(),
});

function toImage({ img_src, resolution }: z.output<typeof resultSchema>): Pick<Hit, "image"> {
  if (!img_src) return {};
  const [, width = "", height = ""] = /(\d+)\s*[x×]\s*(\d+)/.exec(resolution ?? "") ?? [];
  const size = width === "" ? {} : { width: Number(width), height: Number(height) };
  // Some engines give addresses without a scheme.
  return { image: { url: img_src.startsWith("//") ? `https:${img_src}` : img_src, ...size } };
}

async function toHit(result: z.output<typeof resultSchema>, kind: SearchRequest["kind"]): Promise<Hit> {
  const published = isoDate(result.publishedDate);
  return {
    url: result.url,
    title: (await plainText(result.title)) || result.url,
    snippet: shorten(await plainText(result.content)),
    ...(result.author ? { authors: [result.author] } : {}),
    ...(published === undefined ? {} : { published }),
    ...(kind === "image" ? toImage(result) : {}),
  };
}

const wantsJson =
  "the instance does not offer JSON; add `json` to `search.formats` in its settings.yml, or use another instance";

/** An own or trusted SearXNG instance, which asks many search engines. */
export const searxng = defineSearchProvider({
  name: "searxng",
  kinds: ["text", "image"],
  settings: z.strictObject({ baseUrl: z.url() }),
  env: { baseUrl: "SEARXNG_URL" },
  keyless: false,
  limit: { requests: 5, perMs: 1000 },
  async search({ query, limit, kind, language }, { baseUrl }, { fetchJson }): Promise<SearchResult> {
    const parameters = new URLSearchParams({
      // https://docs.searxng.org/user/search-syntax.html: `!` picks engines, `:` a language, `<` a time limit.
      q: withoutCommands(query, "!:<?"),
      format: "json",
      categories: kind === "image" ? "images" : "general",
      ...(language === undefined ? {} : { language }),
    });
    const base = baseUrl.replace(/\/+$/, "");
    const answer = await fetchJson(`${base}/search?${parameters}`, answerSchema);
    if (!answer.ok) {
      const denied = /\(403\)/.test(answer.failure.message);
      return denied ? { ok: false, failure: { ...answer.failure, message: wantsJson } } : answer;
    }
    const { results, unresponsive_engines: silent } = answer.value;
    // Nothing found and nobody answered are different things.
    if (results.length === 0 && silent && silent.length > 0) {
      const message = `none of its search engines answered (${silent
        .slice(0, 5)
        .map((pair) => pair.join(": "))
        .join("; ")})`;
      return { ok: false, failure: { stage: "search", target: base, code: "unreachable", message } };
    }
    const hits = await Promise.all(results.map((result) => toHit(result, kind)));
    return { ok: true, hits: hits.filter((hit) => kind === "text" || hit.image !== undefined).slice(0, limit) };
  },
});
