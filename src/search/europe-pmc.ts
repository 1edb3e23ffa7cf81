import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { doiAddress, isoDate, plainText, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit, type SearchResult } from "./provider.ts";
import { withoutCommands } from "./query-text.ts";

// https://europepmc.org/RestfulWebService, search with resultType=core

const resultSchema = z.object({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  doi: z.string().nullish(),
  abstractText: z.string().nullish(),
  authorString: z.string().nullish(),
  authorList: z.object({ author: lenientArray(z.object({ fullName: z.string() })) }).nullish(),
  firstPublicationDate: z.string().nullish(),
  pubYear: z.coerce.string().nullish(),
  fullTextUrlList: z
    .object({
      fullTextUrl: lenientArray(
        z.object({ url: z.string(), availabilityCode: z.string().nullish(), documentStyle: z.string().nullish() }),
      ),
    })
    .nullish(),
});
const answerSchema = z.object({
  resultList: z.object({ result: lenientArray(resultSchema) }).nullish(),
  /** Stands instead of a list, with status 200. */
  errMsg: z.string().nullish(),
});

/** Open access and free copies can be read; subscription links cannot. */
const readableCodes: readonly string[] = ["OA", "F"];
/** Europe PMC's own article page needs a browser, so a PDF comes first. */
const styles: readonly string[] = ["pdf", "html"];

function addressOf({ id, source, doi, fullTextUrlList }: z.output<typeof resultSchema>): string {
  const readable = (fullTextUrlList?.fullTextUrl ?? []).filter((link) =>
    readableCodes.includes(link.availabilityCode ?? ""),
  );
  const best = styles.flatMap((style) => readable.filter((link) => link.documentStyle === style))[0];
  const landing = doi ? doiAddress(doi) : `https://europepmc.org/article/${source}/${id}`;
  return best?.url.replace(/^http:/, "https:") ?? landing;
}

function authorsOf({ authorList, authorString }: z.output<typeof resultSchema>): readonly string[] {
  const listed = (authorList?.author ?? []).map(({ fullName }) => fullName);
  const named = (authorString ?? "").replace(/\.$/, "").split(/,\s*/).filter(Boolean);
  return listed.length > 0 ? listed : named;
}

async function toHit(result: z.output<typeof resultSchema>): Promise<Hit> {
  const published = isoDate(result.firstPublicationDate ?? result.pubYear);
  return {
    url: addressOf(result),
    title: (await plainText(result.title)).replace(/\.$/, ""),
    snippet: shorten(await plainText(result.abstractText)),
    authors: authorsOf(result),
    ...(published === undefined ? {} : { published }),
  };
}

/** A question's punctuation would be taken for the syntax of fields, ranges and wildcards. */
const withoutSyntax = (query: string): string => withoutCommands(query.replace(/[()[\]{}:^~*?&|\\/\s]+/g, " "), "+-!");

function withDates(query: string, from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return query;
  const day = (date: string): string => date.slice(0, 10);
  return `(${query}) AND (FIRST_PDATE:[${day(from ?? "1800-01-01")} TO ${day(to ?? "2999-12-31")}])`;
}

/** Articles and preprints of the life sciences, open copies first. */
export const europePmc = defineSearchProvider({
  name: "europe-pmc",
  kinds: ["text"],
  settings: z.strictObject({ baseUrl: z.url().default("https://www.ebi.ac.uk/europepmc/webservices/rest") }),
  env: {},
  keyless: true,
  limit: { requests: 5, perMs: 1000 },
  async search({ query, limit, from, to }, { baseUrl }, { fetchJson }): Promise<SearchResult> {
    const parameters = new URLSearchParams({
      query: withDates(withoutSyntax(query), from, to),
      format: "json",
      resultType: "core",
      pageSize: String(Math.min(limit, 100)),
    });
    const answer = await fetchJson(`${baseUrl}/search?${parameters}`, answerSchema);
    if (!answer.ok) return answer;
    const { errMsg: message } = answer.value;
    if (message) return { ok: false, failure: { stage: "search", target: "europe-pmc", code: "http-error", message } };
    return { ok: true, hits: await Promise.all((answer.value.resultList?.result ?? []).map(toHit)) };
  },
});
