import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { toSpdx } from "./licence.ts";
import { isoDate, plainText, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit } from "./provider.ts";
import { cirrusQuery } from "./wikipedia.ts";

// https://www.mediawiki.org/wiki/API:Imageinfo and https://www.mediawiki.org/wiki/Extension:CommonsMetadata

const field = z.object({ value: z.coerce.string() }).nullish();
const metadataSchema = z.object({
  ImageDescription: field,
  Artist: field,
  Credit: field,
  LicenseShortName: field,
  LicenseUrl: field,
  DateTimeOriginal: field,
});
const infoSchema = z.object({
  url: z.string(),
  descriptionurl: z.string(),
  thumburl: z.string().nullish(),
  thumbwidth: z.number().nullish(),
  thumbheight: z.number().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  extmetadata: metadataSchema.nullish(),
});
const pageSchema = z.object({ title: z.string(), index: z.number().nullish(), imageinfo: lenientArray(infoSchema) });
const answerSchema = z.object({
  query: z.object({ pages: lenientArray(pageSchema) }).nullish(),
  error: z.object({ code: z.string().nullish(), info: z.string().nullish() }).nullish(),
});

/** Wide enough for a slide; far smaller than many originals. */
const pictureWidth = 1600;

async function toImage(info: z.output<typeof infoSchema>): Promise<NonNullable<Hit["image"]>> {
  const { extmetadata: metadata } = info;
  const printed = metadata?.LicenseShortName?.value;
  const licence = toSpdx({ name: printed, url: metadata?.LicenseUrl?.value });
  const artist = await plainText(metadata?.Artist?.value);
  const credit = [artist || (await plainText(metadata?.Credit?.value)), printed, "via Wikimedia Commons"];
  const { width, height } = info.thumburl
    ? { width: info.thumbwidth, height: info.thumbheight }
    : { width: info.width, height: info.height };
  return {
    url: info.thumburl || info.url,
    credit: credit.filter(Boolean).join(", "),
    ...(width && height ? { width, height } : {}),
    ...(licence === undefined ? {} : { licence }),
  };
}

async function toHit(title: string, info: z.output<typeof infoSchema>): Promise<Hit> {
  const artist = await plainText(info.extmetadata?.Artist?.value);
  const published = isoDate(await plainText(info.extmetadata?.DateTimeOriginal?.value));
  return {
    url: info.descriptionurl,
    title: title.replace(/^[^:]+:/, "").replace(/\.\w{2,5}$/, ""),
    snippet: shorten(await plainText(info.extmetadata?.ImageDescription?.value)),
    image: await toImage(info),
    ...(artist === "" ? {} : { authors: [artist] }),
    ...(published === undefined ? {} : { published }),
  };
}

function parametersOf(query: string, limit: number, language: string): URLSearchParams {
  return new URLSearchParams({
    action: "query",
    format: "json",
    formatversion: "2",
    generator: "search",
    gsrnamespace: "6",
    gsrsearch: cirrusQuery(`filetype:bitmap|drawing ${query}`),
    gsrlimit: String(Math.min(limit, 50)),
    prop: "imageinfo",
    iiprop: "url|size|mime|extmetadata",
    iiurlwidth: String(pictureWidth),
    iiextmetadatalanguage: language,
    iiextmetadatafilter: Object.keys(metadataSchema.shape).join("|"),
  });
}

/** Freely licensed pictures with their terms and authors. */
export const wikimediaCommons = defineSearchProvider({
  name: "wikimedia-commons",
  kinds: ["image"],
  settings: z.strictObject({ baseUrl: z.url().default("https://commons.wikimedia.org") }),
  env: {},
  keyless: true,
  limit: { requests: 5, perMs: 1000 },
  async search({ query, limit, language = "en" }, { baseUrl }, { fetchJson }) {
    const parameters = parametersOf(query, limit, language.split("-")[0] ?? "en");
    const answer = await fetchJson(`${baseUrl}/w/api.php?${parameters}`, answerSchema);
    if (!answer.ok) return answer;
    const { error } = answer.value;
    if (error) {
      const message = error.info ?? error.code ?? "unknown error";
      return { ok: false, failure: { stage: "search", target: baseUrl, code: "http-error", message } };
    }
    // The pages come in any order; `index` is the rank.
    const pages = (answer.value.query?.pages ?? []).toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0));
    const hits = pages.flatMap(({ title, imageinfo }) => imageinfo.slice(0, 1).map((info) => toHit(title, info)));
    return { ok: true, hits: await Promise.all(hits) };
  },
});
