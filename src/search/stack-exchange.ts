import { z } from "zod";
import type { FailureCode } from "../errors.ts";
import { lenientArray } from "./lenient-array.ts";
import { isoDate, plainText, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit, type SearchRequest } from "./provider.ts";

// https://api.stackexchange.com/docs/advanced-search and https://api.stackexchange.com/docs/throttle

const questionSchema = z.object({
  link: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  creation_date: z.number().nullish(),
  owner: z.object({ display_name: z.string().nullish() }).nullish(),
});
const answerSchema = z.object({
  items: lenientArray(questionSchema),
  /** Seconds. */
  backoff: z.number().nullish(),
  error_name: z.string().nullish(),
  error_message: z.string().nullish(),
});

async function toHit({ link, title, body, creation_date, owner }: z.output<typeof questionSchema>): Promise<Hit> {
  const published = isoDate(creation_date);
  const author = await plainText(owner?.display_name);
  return {
    url: link,
    title: await plainText(title),
    snippet: shorten(await plainText(body)),
    ...(author === "" ? {} : { authors: [author] }),
    ...(published === undefined ? {} : { published }),
  };
}

/** The end of a period is a day, all of it. */
const secondsPerDay = 24 * 60 * 60;

function parametersOf(
  { query, limit, from, to }: SearchRequest,
  site: string,
  key: string | undefined,
): URLSearchParams {
  const seconds = (date: string): string => String(Math.floor(Date.parse(date) / 1000));
  return new URLSearchParams({
    q: query,
    site,
    order: "desc",
    sort: "relevance",
    pagesize: String(Math.min(limit, 100)),
    filter: "withbody",
    ...(from === undefined ? {} : { fromdate: seconds(from) }),
    ...(to === undefined ? {} : { todate: String(Number(seconds(to)) + secondsPerDay - 1) }),
    ...(key === undefined ? {} : { key }),
  });
}

/** Questions that practitioners asked and answered. */
export const stackExchange = defineSearchProvider({
  name: "stack-exchange",
  kinds: ["text"],
  settings: z.strictObject({
    baseUrl: z.url().default("https://api.stackexchange.com"),
    /** Which site of the network, as `stackoverflow` or `physics`. */
    site: z.string().default("stackoverflow"),
    key: z.string().min(1).optional(),
  }),
  env: { key: "STACK_EXCHANGE_KEY" },
  keyless: true,
  limit: { requests: 1, perMs: 1000 },
  async search(request, { baseUrl, site, key }, { fetchJson }) {
    const url = `${baseUrl}/2.3/search/advanced?${parametersOf(request, site, key)}`;
    // Errors, throttling among them, are 400 with a name in the body.
    const answer = await fetchJson(url, answerSchema, { acceptStatuses: [400] });
    if (!answer.ok) return answer;
    const { items, backoff, error_name: error, error_message: message } = answer.value;
    if (error) {
      const code: FailureCode = error === "throttle_violation" ? "rate-limited" : "http-error";
      return { ok: false, failure: { stage: "search", target: site, code, message: message ?? error } };
    }
    const hits = await Promise.all(items.map(toHit));
    return backoff ? { ok: true, hits, pauseMs: backoff * 1000 } : { ok: true, hits };
  },
});
