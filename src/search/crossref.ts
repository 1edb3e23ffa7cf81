import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { doiAddress, isoDate, plainText, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit } from "./provider.ts";

// https://api.crossref.org/swagger-ui/index.html, /works

const workSchema = z.object({
  DOI: z.string(),
  title: z.array(z.string()).nullish(),
  abstract: z.string().nullish(),
  "container-title": z.array(z.string()).nullish(),
  author: lenientArray(
    z.object({ given: z.string().nullish(), family: z.string().nullish(), name: z.string().nullish() }),
  ),
  issued: z.object({ "date-parts": z.array(z.array(z.number().nullable())).nullish() }).nullish(),
});
const answerSchema = z.object({ message: z.object({ items: lenientArray(workSchema) }) });

/** `[2021, 3, 5]` as `2021-03-05`; the year alone is a date too. */
function dateOf(parts: readonly (number | null)[] | undefined): string | undefined {
  const known = (parts ?? []).filter((part) => part !== null);
  return isoDate(known.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-"));
}

async function toHit(work: z.output<typeof workSchema>): Promise<Hit> {
  const published = dateOf(work.issued?.["date-parts"]?.[0]);
  const authors = work.author.map(({ given, family, name }) => name ?? [given, family].filter(Boolean).join(" "));
  const abstract = (await plainText(work.abstract)).replace(/^abstract:?\s+/i, "");
  return {
    url: doiAddress(work.DOI),
    title: await plainText(work.title?.[0]),
    snippet: shorten(abstract || (work["container-title"]?.[0] ?? "")),
    authors,
    ...(published === undefined ? {} : { published }),
  };
}

/** Scholarly works of all publishers, by their metadata. */
export const crossref = defineSearchProvider({
  name: "crossref",
  kinds: ["text"],
  settings: z.strictObject({
    baseUrl: z.url().default("https://api.crossref.org"),
    /** Mail address, which moves requests to the polite pool. */
    mailto: z.string().optional(),
  }),
  env: { mailto: "CROSSREF_MAILTO" },
  keyless: true,
  // https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/: lists in the public
  // pool.
  limit: { requests: 1, perMs: 1000 },
  async search({ query, limit, from, to }, { baseUrl, mailto }, { fetchJson }) {
    const filters = [from && `from-pub-date:${from}`, to && `until-pub-date:${to}`].filter(Boolean).join(",");
    const parameters = new URLSearchParams({
      query,
      rows: String(Math.min(limit, 100)),
      select: "DOI,title,abstract,author,container-title,issued",
      ...(filters === "" ? {} : { filter: filters }),
      ...(mailto === undefined ? {} : { mailto }),
    });
    const answer = await fetchJson(`${baseUrl}/works?${parameters}`, answerSchema);
    if (!answer.ok) return answer;
    const hits = await Promise.all(answer.value.message.items.map(toHit));
    return { ok: true, hits: hits.filter(({ title }) => title !== "") };
  },
});
