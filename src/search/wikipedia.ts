import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { plainText } from "./plain-text.ts";
import { defineSearchProvider } from "./provider.ts";
import { languageOf } from "./query-language.ts";
import { cutQuery, withoutCommands } from "./query-text.ts";

// https://www.mediawiki.org/wiki/API:REST_API/Reference#Search_pages

const answerSchema = z.object({
  pages: lenientArray(
    z.object({ key: z.string(), title: z.string(), excerpt: z.string().nullish(), description: z.string().nullish() }),
  ),
});

/** CirrusSearch refuses longer queries. */
const maxQueryLength = 300;

/** A question as CirrusSearch takes it: no word excluded by a mark before it, and no longer than it may be. */
export function cirrusQuery(query: string): string {
  return cutQuery(withoutCommands(query, "-!~"), maxQueryLength);
}

/** Editions whose host is not the language's code. */
const editions: Readonly<Record<string, string>> = { nb: "no", nn: "nn", cmn: "zh", fil: "tl", iw: "he" };

/** Encyclopedia articles in the edition of the question's language. */
export const wikipedia = defineSearchProvider({
  name: "wikipedia",
  kinds: ["text"],
  /** `{language}` stands for the edition. */
  settings: z.strictObject({ baseUrl: z.string().default("https://{language}.wikipedia.org") }),
  env: {},
  keyless: true,
  // https://api.wikimedia.org/wiki/Rate_limits: 500 an hour without a token.
  limit: { requests: 5, perMs: 1000 },
  async search(request, { baseUrl }, { fetchJson }) {
    const language = languageOf(request) ?? "en";
    const base = baseUrl.replace("{language}", editions[language] ?? language);
    const parameters = new URLSearchParams({
      q: cirrusQuery(request.query),
      limit: String(Math.min(request.limit, 100)),
    });
    const answer = await fetchJson(`${base}/w/rest.php/v1/search/page?${parameters}`, answerSchema);
    if (!answer.ok) return answer;
    const hits = answer.value.pages.map(async ({ key, title, excerpt, description }) => ({
      url: `${base}/wiki/${encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%3A", ":")}`,
      title,
      snippet: [description, await plainText(excerpt)].filter(Boolean).join(": "),
    }));
    return { ok: true, hits: await Promise.all(hits) };
  },
});
