import { type PassageHit, type StoredSource, toPassages } from "../../library/index.ts";
import type { Analyst, Chapter, SubQuestion } from "../analyst.ts";
import { dataLine } from "./data-block.ts";
import type { Helm } from "./helm.ts";
import { readByModel, unique } from "./read.ts";

/**
 * A chapter read by the quarantined reader: it points at the sentences that tell most. What shows the chapter, cells
 * and pictures, the embedded analyst finds, because a chart needs all of a table's numbers.
 */
export function digestWith(helm: Helm): Analyst["digest"] {
  return async (input) => {
    const { brief, chapter, stored } = input;
    const byRule = await helm.embedded.digest(input);
    const passages = passagesOf(chapter, stored);
    const sources = new Map([[stored.source.id, stored]]);
    const read = await readByModel({ brief, subQuestion: askFor(chapter), passages, sources }, helm);
    if (read === undefined || read.length === 0) return byRule;
    return unique([...read, ...byRule.filter(({ type }) => type !== "quote")]);
  };
}

function askFor({ id, title }: Chapter): SubQuestion {
  const question = `What are the main points that this part of the document, “${dataLine(title)}”, makes?`;
  return { id, question, intent: "what", queries: [], entities: [], topics: [title] };
}

/** The passages that hold blocks of a chapter, in reading order; all of them weigh the same. */
function passagesOf({ blockIds }: Chapter, { source, parsed }: StoredSource): readonly PassageHit[] {
  const own = new Set(blockIds);
  return toPassages(source, parsed)
    .filter((passage) => passage.blockIds.some((id) => own.has(id)))
    .map((passage) => ({ ...passage, score: 1, sourceTitle: source.title }));
}
