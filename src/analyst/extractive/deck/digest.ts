import type { Finding, SourceBlock } from "../../../evidence/index.ts";
import type { Analyst } from "../../analyst.ts";
import { bestShowing } from "./showing.ts";
import { tellingSentences } from "./telling.ts";

/** Sentences of a slide: its headline, and as many bullets as stand beside a picture or alone. */
const sentences = { beside: 3, alone: 5 } as const;

/** Characters that two lines of a title hold. */
const longestHeadline = 140;

/** The most telling sentence of a chapter, the next ones in its order, then the cells or the picture that show it. */
export const digest: Analyst["digest"] = async ({ chapter, stored }) => {
  const wanted = new Set(chapter.blockIds);
  const blocks: readonly SourceBlock[] = stored.parsed.blocks.filter(({ id }) => wanted.has(id));
  const shown = bestShowing(stored, blocks);
  const limit = shown.length > 0 ? sentences.beside : sentences.alone;
  const told = tellingSentences({ stored, blocks, title: chapter.title, limit });
  const lead = told.find(({ candidate }) => candidate.text.length <= longestHeadline) ?? told[0];
  const rest = told.filter((one) => one !== lead).sort((a, b) => a.candidate.position - b.candidate.position);
  const quotes = [...(lead ? [lead] : []), ...rest].map(
    ({ candidate }): Finding => ({
      type: "quote",
      sourceId: stored.source.id,
      blockId: candidate.blockId,
      exact: candidate.text,
    }),
  );
  return [...quotes, ...shown];
};
