import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { toSpdx } from "./licence.ts";
import { defineSearchProvider, type Hit } from "./provider.ts";
import { cutQuery } from "./query-text.ts";

// https://api.openverse.org/v1/, operation images_search

const imageSchema = z.object({
  url: z.string(),
  title: z.string().nullish(),
  foreign_landing_url: z.string().nullish(),
  creator: z.string().nullish(),
  license: z.string().nullish(),
  license_version: z.string().nullish(),
  license_url: z.string().nullish(),
  attribution: z.string().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  tags: lenientArray(z.object({ name: z.string() })),
});
const answerSchema = z.object({ results: lenientArray(imageSchema) });

/** Most that one anonymous request may ask for. */
const maxPageSize = 20;
/** Longer queries are answered with status 400. */
const maxQueryLength = 200;

function toHit(found: z.output<typeof imageSchema>): Hit {
  const { width, height, license = "", license_version: version } = found;
  const name = license === "cc0" || license === "pdm" ? license : `CC ${license} ${version ?? ""}`;
  const licence = toSpdx({ name, url: found.license_url ?? undefined });
  return {
    url: found.foreign_landing_url || found.url,
    title: found.title?.trim() || "Untitled",
    snippet: found.tags
      .slice(0, 12)
      .map((tag) => tag.name)
      .join(", "),
    ...(found.creator ? { authors: [found.creator] } : {}),
    image: {
      url: found.url,
      ...(width && height ? { width, height } : {}),
      ...(licence === undefined ? {} : { licence }),
      ...(found.attribution ? { credit: found.attribution.replace(/\s+/g, " ").trim() } : {}),
    },
  };
}

/** Openly licensed pictures of many collections; only those that may be used commercially and changed. */
export const openverse = defineSearchProvider({
  name: "openverse",
  kinds: ["image"],
  settings: z.strictObject({ baseUrl: z.url().default("https://api.openverse.org") }),
  env: {},
  keyless: true,
  // Anonymous: one a second, 20 a minute and 200 a day.
  limit: { requests: 1, perMs: 3000 },
  async search({ query, limit }, { baseUrl }, { fetchJson }) {
    const parameters = new URLSearchParams({
      q: cutQuery(query, maxQueryLength),
      page_size: String(Math.min(limit, maxPageSize)),
      license_type: "commercial,modification",
    });
    const answer = await fetchJson(`${baseUrl}/v1/images/?${parameters}`, answerSchema);
    return answer.ok ? { ok: true, hits: answer.value.results.map(toHit) } : answer;
  },
});
