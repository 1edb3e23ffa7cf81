import { z } from "zod";
import type { Failure } from "../errors.ts";
import { isoDate, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit, type SearchRequest } from "./provider.ts";

// https://info.arxiv.org/help/api/user-manual.html

/** Words that carry no topic; a conjunction that has them finds nothing. */
const emptyWords = new Set(
  (
    "a an and are as at be best between but by can compare compared current did do does for from has have how in into " +
    "is it its latest many more most much not of on or over per than that the their these this to use used using vs " +
    "was were what when where which who why will with work works"
  ).split(" "),
);
/** A conjunction of more words rarely finds anything. */
const maxTerms = 4;

/** The telling parts of a question: quoted phrases first, then its longest words, in their order. */
function termsOf(query: string): readonly string[] {
  const parts = [...query.matchAll(/"([^"]+)"|([\p{L}\p{N}][\p{L}\p{N}.+-]*)/gu)].map(([, phrase, word = ""]) =>
    phrase === undefined ? word.replace(/[.+-]+$/, "") : `"${phrase}"`,
  );
  const telling = parts.filter((part) => !emptyWords.has(part.toLowerCase()) && !/^\d+$/.test(part));
  const weight = (part: string): number => part.length + (part.startsWith('"') ? 100 : 0);
  const chosen = new Set(telling.toSorted((a, b) => weight(b) - weight(a)).slice(0, maxTerms));
  return [...new Set(telling.filter((part) => chosen.has(part)))];
}

function searchQuery({ query, from, to }: SearchRequest): string {
  const terms = termsOf(query).map((term) => `all:${term}`);
  if (terms.length === 0) return "";
  const stamp = (date: string, time: string): string => `${date.slice(0, 10).replaceAll("-", "")}${time}`;
  const range = `submittedDate:[${stamp(from ?? "1991-01-01", "0000")} TO ${stamp(to ?? "2999-12-31", "2359")}]`;
  return [...terms, ...(from === undefined && to === undefined ? [] : [range])].join(" AND ");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

type Parsed = { readonly ok: true; readonly hits: readonly Hit[] } | { readonly ok: false; readonly reason: string };

/** Reads an Atom feed. arXiv reports errors as a feed with one entry whose id leads to `/api/errors`. */
async function parseFeed(xml: string): Promise<Parsed> {
  const { load } = await import("cheerio/slim");
  const feed = load(xml, { xmlMode: true });
  if (feed("feed").length === 0) return { ok: false, reason: "the answer is no Atom feed" };
  const failed = feed("entry").filter((_, entry) => feed(entry).children("id").text().includes("/api/errors"));
  if (failed.length > 0) return { ok: false, reason: oneLine(failed.first().children("summary").text()) };
  const hits = feed("entry")
    .toArray()
    .map((element): Hit => {
      const entry = feed(element);
      const id = /\/abs\/(.+?)(?:v\d+)?$/.exec(entry.children("id").text().trim())?.[1] ?? "";
      const published = isoDate(entry.children("published").text().trim());
      return {
        // The PDF is what can be read and cited by page; the abstract page holds the snippet only.
        url: `https://arxiv.org/pdf/${id}`,
        title: oneLine(entry.children("title").text()),
        snippet: shorten(oneLine(entry.children("summary").text())),
        authors: entry
          .find("author > name")
          .toArray()
          .map((name) => oneLine(feed(name).text())),
        ...(published === undefined ? {} : { published }),
      };
    });
  return { ok: true, hits: hits.filter(({ url, title }) => !url?.endsWith("/pdf/") && title !== "") };
}

function failureOf(reason: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { stage: "search", target: "arxiv", code: "broken", message: `arXiv: ${reason}` } };
}

/** Preprints in physics, mathematics, computing and neighbouring fields. */
export const arxiv = defineSearchProvider({
  name: "arxiv",
  kinds: ["text"],
  settings: z.strictObject({ baseUrl: z.url().default("https://export.arxiv.org") }),
  env: {},
  keyless: true,
  // https://info.arxiv.org/help/api/tou.html: one request every three seconds.
  limit: { requests: 1, perMs: 3000 },
  async search(request, { baseUrl }, { fetchText }) {
    const terms = searchQuery(request);
    if (terms === "") return { ok: true, hits: [] };
    const parameters = new URLSearchParams({
      search_query: terms,
      start: "0",
      max_results: String(Math.min(request.limit, 100)),
      sortBy: "relevance",
    });
    const answer = await fetchText(`${baseUrl}/api/query?${parameters}`, {
      headers: { accept: "application/atom+xml" },
    });
    if (!answer.ok) return answer;
    const parsed = await parseFeed(answer.value);
    return parsed.ok ? parsed : failureOf(parsed.reason);
  },
});
