import type { SubQuestion } from "../analyst/index.ts";
import { contentStems } from "../evidence/index.ts";
import type { SourceLink } from "../evidence/parsed-source.ts";
import { canParseUrl } from "../report/can-parse-url.ts";
import { canonicalUrl } from "../search/index.ts";
import type { Services } from "./services.ts";

const fileName = "given-pages.json";
/** Links followed per sub-question and round: a bound, because a page may hold thousands. */
const followLimits = { brief: 2, standard: 4, deep: 8 } as const;

/** Keeps which sources are the pages that the user typed. */
export async function saveGivenPages(
  sourceIds: readonly string[],
  { folder }: Pick<Services, "folder">,
): Promise<void> {
  await folder.writeJson(fileName, sourceIds);
}

/**
 * Links of the pages that the user typed whose text or address shares words with a sub-question, best first.
 *
 * Contract: links of pages that were found or followed are never followed; nothing is fetched here.
 */
export async function relevantLinks(
  subQuestion: SubQuestion,
  { folder, library, request }: Pick<Services, "folder" | "library" | "request">,
): Promise<readonly string[]> {
  const givenIds = (await folder.readJson<readonly string[]>(fileName)) ?? [];
  const asked = new Set([subQuestion.question, ...subQuestion.queries].flatMap((text) => contentStems(text)));
  const seen = new Set(request.urls.map(canonicalUrl));
  const links: { readonly url: string; readonly score: number }[] = [];
  for (const link of givenIds.flatMap((id) => library.get(id)?.parsed.links ?? [])) {
    const score = sharedWords(link, asked);
    if (score === 0 || !/^https?:/i.test(link.url) || seen.has(canonicalUrl(link.url))) continue;
    seen.add(canonicalUrl(link.url));
    links.push({ url: link.url, score });
  }
  const ranked = links.sort((first, second) => second.score - first.score);
  return ranked.slice(0, followLimits[request.length]).map(({ url }) => url);
}

/** How many words that were asked for the text or address of a link has. */
export function sharedWords({ url, text }: SourceLink, asked: ReadonlySet<string>): number {
  const path = canParseUrl(url) ? new URL(url).pathname.replace(/[^\p{L}\p{N}]+/gu, " ") : "";
  return new Set(contentStems(`${text} ${path}`).filter((word) => asked.has(word))).size;
}
