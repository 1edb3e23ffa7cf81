import { z } from "zod";
import { lenientArray } from "./lenient-array.ts";
import { isoDate, plainText, shorten } from "./plain-text.ts";
import { defineSearchProvider, type Hit } from "./provider.ts";

// https://hn.algolia.com/api

const storySchema = z.object({
  objectID: z.string(),
  title: z.string(),
  url: z.string().nullish(),
  author: z.string().nullish(),
  points: z.number().nullish(),
  num_comments: z.number().nullish(),
  created_at: z.string().nullish(),
  story_text: z.string().nullish(),
});
const answerSchema = z.object({ hits: lenientArray(storySchema) });

function counted(count: number | null | undefined, word: string): string {
  return `${count ?? 0} ${word}${count === 1 ? "" : "s"}`;
}

async function toHit(story: z.output<typeof storySchema>): Promise<Hit> {
  const published = isoDate(story.created_at);
  const standing = `${counted(story.points, "point")} and ${counted(story.num_comments, "comment")} on Hacker News`;
  return {
    url: story.url || `https://news.ycombinator.com/item?id=${story.objectID}`,
    title: await plainText(story.title),
    snippet: shorten(await plainText(story.story_text)) || standing,
    ...(story.author ? { authors: [story.author] } : {}),
    ...(published === undefined ? {} : { published }),
  };
}

function dayRange(from: string | undefined, to: string | undefined): string {
  const seconds = (date: string): number => Math.floor(Date.parse(date) / 1000);
  const after = from === undefined ? [] : [`created_at_i>=${seconds(from)}`];
  const before = to === undefined ? [] : [`created_at_i<${seconds(to) + 24 * 60 * 60}`];
  return [...after, ...before].join(",");
}

/** Stories that software people discussed, with the pages they point to. */
export const hackerNews = defineSearchProvider({
  name: "hacker-news",
  kinds: ["text"],
  settings: z.strictObject({ baseUrl: z.url().default("https://hn.algolia.com") }),
  env: {},
  keyless: true,
  // 10,000 an hour from one address.
  limit: { requests: 2, perMs: 1000 },
  async search({ query, limit, from, to }, { baseUrl }, { fetchJson }) {
    const range = dayRange(from, to);
    const parameters = new URLSearchParams({
      query,
      tags: "story",
      // A story must have all words of a query otherwise, and a whole question finds nothing.
      removeWordsIfNoResults: "allOptional",
      hitsPerPage: String(Math.min(limit, 100)),
      ...(range === "" ? {} : { numericFilters: range }),
    });
    const answer = await fetchJson(`${baseUrl}/api/v1/search?${parameters}`, answerSchema);
    return answer.ok ? { ok: true, hits: await Promise.all(answer.value.hits.map(toHit)) } : answer;
  },
});
