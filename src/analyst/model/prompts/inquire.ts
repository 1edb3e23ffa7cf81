import { type ModelMessage, type ModelPart, textMessage } from "../../../models/index.ts";
import type { Tool } from "../../../tools/index.ts";
import { houseRules } from "./house-rules.ts";
import { toolList } from "./tool-list.ts";

/** How to look, whichever way the steps are asked for. */
export const looking = `Your step: answer a question about pictures and documents by looking. In each turn do one thing: use one tool, or answer.
- Look closely before you search: when the picture is a chart, map, poster, screenshot or other picture full of words, crop to what matters first, read it at full resolution, and only then search with the names that you read.
- A thing that you cannot read for sure is not read: crop again, smaller. Numbers from charts are read twice (read_chart). Compute with calculate, never in your head.
- Pictures not in view stand as <|image as-…|> with a line of description; view_image brings them back.
- Answer as soon as the steps show the answer: in one to four sentences in the language of the question, with the numbers and names exactly as they were read. Name the steps it rests on. If it cannot be found, say so and what is missing.`;

const task = `${houseRules}

${looking}

Answer with one JSON object and nothing else, either
{"tool": "crop_image", "input": {"image": "as-…", "box": [left, top, right, bottom]}, "why": "..."}
or
{"answer": "...", "steps": ["s2", "s3"]}`;

/** Asks for the next step of an inquiry. The tools come first, because they never change within it. */
export function inquirePrompt(input: {
  readonly tools: readonly Tool[];
  readonly coordinates: string;
  readonly question: string;
  readonly trace: string;
  /** Placeholders of all pictures, in view or not. */
  readonly inventory: string;
  /** Pictures in view, each after a line with its id. */
  readonly view: readonly ModelPart[];
  readonly turnsLeft: number;
}): readonly ModelMessage[] {
  const { tools, coordinates, question, trace, inventory, view, turnsLeft } = input;
  // Pictures cost most and stay the same from turn to turn, so they stand where caches reach: before what grows.
  const left = turnsLeft > 1 ? `${turnsLeft} turns are left.` : "This is the last turn: answer.";
  const state = `Pictures:\n${inventory || "none"}\n\nSteps so far:\n${trace || "none"}\n\n${left}`;
  const parts: ModelPart[] = [
    { type: "text", text: `Question: ${question}${view.length > 0 ? "\n\nIn view:" : ""}` },
    ...view,
    { type: "text", text: state },
  ];
  return [
    textMessage("system", `${task}\n\nBoxes are written ${coordinates}.\n\nTools:\n${toolList(tools)}`),
    { role: "user", parts },
  ];
}
