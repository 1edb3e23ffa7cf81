import type { Finding, SourceFigure } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import type { Analyst, Brief } from "../analyst.ts";
import { readWords } from "./look.ts";
import { type TopicMatcher, topicContainment } from "./topics.ts";
import { contentTerms, jaccard, termSet } from "./words.ts";

const figureLimits: Readonly<Record<Brief["length"], number>> = { brief: 1, standard: 1, deep: 2 };
/** A caption with fewer of the topic's words is about something else. */
const leastOnTopic = 0.8;
/** Captions this alike show the same picture. */
const sameCaption = 0.7;
const readingLength = 600;

type ReadInput = Parameters<Analyst["read"]>[0];

/**
 * Pictures whose caption, description or words name the topic, as regions; `look` has the last word.
 *
 * Contract: only pictures whose bytes are stored, no scans of pages, no two of one caption; best first.
 */
export async function figureFindings(input: ReadInput, matcher: TopicMatcher): Promise<readonly Finding[]> {
  const { brief, subQuestion, sources } = input;
  const rated = [...sources].flatMap(([sourceId, stored]) =>
    picturesOf(stored).flatMap(({ figure, caption, words }) => {
      const score = Math.max(
        topicContainment(matcher, contentTerms(caption)),
        0.9 * topicContainment(matcher, contentTerms(words)),
      );
      return score >= leastOnTopic ? [{ sourceId, figure, caption, words, score }] : [];
    }),
  );
  const chosen: { readonly caption: string; readonly finding: Finding }[] = [];
  for (const { sourceId, figure, caption, words } of rated.sort((a, b) => b.score - a.score)) {
    if (chosen.length >= figureLimits[brief.length]) break;
    const purpose = subQuestion.topics.join(" ");
    const { relevant, reading } = readWords({ caption, words, purpose });
    const known = chosen.some((other) => jaccard(termSet(other.caption), termSet(caption)) >= sameCaption);
    if (!relevant || known) continue;
    const region = { type: "region" as const, sourceId, figureId: figure.id, reading: reading.slice(0, readingLength) };
    chosen.push({ caption, finding: region });
  }
  return chosen.map(({ finding }) => finding);
}

/** Pictures that can be shown, with the line that names them and the words in them. */
export function picturesOf({
  parsed,
}: StoredSource): readonly { readonly figure: SourceFigure; readonly caption: string; readonly words: string }[] {
  const assets = new Map(parsed.assets.map((asset) => [asset.id, asset]));
  return parsed.blocks.flatMap((block) => {
    const asset = block.type === "figure" && block.assetId ? assets.get(block.assetId) : undefined;
    if (block.type !== "figure" || !asset || block.kind === "scan") return [];
    const words = [block.alt, asset.ocrText].filter(Boolean).join("\n").trim();
    return [{ figure: block, caption: captionOf(block.caption, words), words }];
  });
}

/** The report numbers its figures itself. */
const numbered = /^\s*(?:figure|fig\.?|chart|exhibit|abbildung|abb\.?|figura|图|الشكل)\s*\p{Nd}+\s*[.:–—-]?\s*/iu;

/** A file name says nothing to a reader: then the first line of the picture's own words names it. */
function captionOf(caption: string | undefined, words: string): string {
  const given = caption?.replace(/\s+/gu, " ").replace(numbered, "").trim() ?? "";
  if (/\s/u.test(given) || /[\p{sc=Han}\p{sc=Arabic}]/u.test(given)) return given;
  return (
    words
      .split("\n")
      .find((line) => line.trim().split(/\s+/).length >= 3)
      ?.trim() ?? given
  );
}
