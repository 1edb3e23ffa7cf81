import type { SubQuestion } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import type { ParsedSource } from "../evidence/parsed-source.ts";
import type { Hit } from "../search/index.ts";
import type { Target } from "./perceive.ts";
import type { Services } from "./services.ts";

type PictureTarget = Extract<Target, { url: string }>;

const maxPictures = 3;

/**
 * Pictures found for a sub-question that wants one: only such as say under which licence they may be shown.
 *
 * Contract: asks nobody unless the plan wants a figure and names something; addresses are those that a provider gave.
 */
export async function pictureHits(
  subQuestion: SubQuestion,
  { search, signal }: Pick<Services, "search" | "signal">,
): Promise<{ readonly hits: readonly PictureTarget[]; readonly failures: readonly Failure[] }> {
  if (!search || subQuestion.visual !== "figure") return { hits: [], failures: [] };
  const query = [...subQuestion.entities.slice(0, 1), ...subQuestion.topics.slice(0, 1)].join(" ");
  if (query.trim() === "") return { hits: [], failures: [] };
  const answer = await search.search({ query, limit: maxPictures * 2, kind: "image" }, signal);
  const licensed = answer.hits.filter(({ image }) => image?.licence !== undefined).slice(0, maxPictures);
  const hits = licensed.flatMap(({ image, ...hit }) =>
    image ? [{ url: image.url, userTyped: false, hit: { ...hit, image } }] : [],
  );
  return { hits, failures: answer.failures };
}

/** A picture as read, with the title, licence and credit that the search gave: the file itself tells none. */
export function withTerms(parsed: ParsedSource, { title, image }: Pick<Hit, "title" | "image">): ParsedSource {
  if (!image) return parsed;
  const { licence, credit } = image;
  const terms = { ...(licence ? { licence } : {}), ...(credit ? { credit } : {}) };
  return {
    ...parsed,
    metadata: { ...parsed.metadata, title, ...(licence ? { licence } : {}) },
    blocks: parsed.blocks.map((block) => (block.type === "figure" ? { ...block, caption: title } : block)),
    assets: parsed.assets.map((asset) => ({ ...asset, caption: title, ...terms })),
  };
}
