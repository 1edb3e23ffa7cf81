import { type ModelMessage, textMessage } from "../../../models/index.ts";
import type { Brief, SubQuestion } from "../../analyst.ts";
import { dataBlock, dataLine } from "../data-block.ts";
import { briefText, bullets } from "./brief-text.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: outline the report over the evidence that was found. Writers will see the evidence of their own section and nothing else, so what you do not assign is lost.
- title: what the report finds out about, at most 90 characters, no colon pile-up.
- summary: the ids of the evidence that carries the answer, at most 12.
- sections: each one finding or aspect, in the order in which a reader needs them. title: at most 60 characters, says what the section is about. purpose: one sentence that tells the writer what this section must establish and which contrast, cause or consequence to bring out. evidence: all ids it may cite; an id may serve two sections; e3-e9 names all from e3 to e9. No section without evidence, no section for the method, the summary, gaps or conclusions.
- visuals: what carries the section better than words. form chart: over cells or quotes with numbers of one measure and unit, at least three points; mark line for a development, bar for a comparison. form table: over cells, for a comparison of named things or several measures. form figure: over one piece of kind "picture". title: says what is shown, with the unit where it helps. A visual must be evidence, never decoration; a section needs at most two and may have none.
- id: only where the genre demands sections by id: the id of the one that this section is. Leave those out that have no evidence.

${jsonOnly}
{"title": "...", "summary": ["e1"], "sections": [{"title": "...", "purpose": "...", "subQuestions": ["q1"], "evidence": ["e1", "e2"], "visuals": [{"form": "chart", "mark": "line", "title": "...", "evidence": ["e1", "e2", "e3"]}]}]}`;

const deckTask = `The report is a deck of slides of one document. Each section is one slide: it makes one point of the document and has at most one visual, and five pieces of evidence are enough besides the cells of the visual. Keep the order of the document. Prefer a chart or table of the document's own numbers, or a picture of it, over words. purpose: the point that the headline of the slide must make.`;

/** Asks for title, sections and visuals bound to evidence; with `isDeck` for slides. */
export function outlinePrompt(input: {
  readonly brief: Brief;
  readonly method: string;
  readonly subQuestions: readonly SubQuestion[];
  readonly evidence: string;
  readonly conflicts: readonly string[];
  readonly gaps: readonly string[];
  readonly most: number;
  readonly isDeck: boolean;
}): readonly ModelMessage[] {
  const { brief, method, subQuestions, evidence, conflicts, gaps, most, isDeck } = input;
  const lines = subQuestions.map(({ id, question }) => `${id}: ${dataLine(question, 500)}`).join("\n");
  // What a document calls its chapters was written by a stranger.
  const asked = isDeck ? dataBlock("data", {}, lines) : lines;
  const extra = [
    conflicts.length > 0 ? `Sources disagree on:\n${dataBlock("data", {}, bullets(conflicts))}` : "",
    gaps.length > 0 ? `Not found:\n${bullets(gaps)}` : "",
  ].filter(Boolean);
  return [
    textMessage("system", task),
    textMessage(
      "user",
      [
        `${method}${briefText(brief)}`,
        `Sub-questions:\n${asked}`,
        `Evidence under its sources (Source: title | independence; then id | kind | sub-questions | text; cells of one row or column share a line, "…" leaves out those between):\n<data>\n${evidence}\n</data>`,
        ...extra,
        ...(isDeck ? [deckTask] : []),
        `Give at most ${most} sections.`,
      ].join("\n\n"),
    ),
  ];
}
