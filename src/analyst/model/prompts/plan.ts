import { type ModelMessage, textMessage } from "../../../models/index.ts";
import type { Tool } from "../../../tools/index.ts";
import type { Brief } from "../../analyst.ts";
import { dataBlock } from "../data-block.ts";
import { briefText } from "./brief-text.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";
import { userToolList } from "./tool-list.ts";

const task = `${houseRules}

Your step: split the question into sub-questions that can be researched alone and in parallel, and say what to search for each.
- Together they must cover the question and its checks; no two may overlap. A simple question needs one.
- question: one full sentence.
- intent: one of what, how-much, over-time, compare, why, who, where, when, how.
- queries: one to four short search queries in the words that a document would use, from specific to broad; in the language of the documents. Put names, measures and periods in, leave out "how did" and "please".
- entities: the names (companies, people, places, products) the answer must be about, as documents write them. May be empty.
- topics: what is asked of them, in one to four words each ("total net sales", "legal proceedings").
- visual: chart for a development or many numbers, table for a comparison, figure where a picture itself is the evidence; leave it out otherwise.
- purpose: only where the genre demands sections by id: the id of the one that this sub-question serves. Ask one for each.

${jsonOnly}
{"subQuestions": [{"question": "...", "intent": "over-time", "queries": ["..."], "entities": ["..."], "topics": ["..."], "visual": "chart"}]}`;

const callTask = `calls: where a tool below can answer a sub-question better than documents, up to three calls of it, with the input written from the question alone: {"calls": [{"tool": "name", "input": {…}}]} beside its queries. The calls are made as they stand here; leave them out where no tool fits.`;

/** Asks for the sub-questions; of the documents at hand it is told titles only. */
export function planPrompt(input: {
  readonly brief: Brief;
  readonly method: string;
  readonly titles: readonly string[];
  readonly moreTitles: number;
  readonly most: number;
  readonly today: string;
  /** Those that the user brought. */
  readonly tools?: readonly Tool[];
}): readonly ModelMessage[] {
  const { brief, method, titles, moreTitles, most, today, tools = [] } = input;
  const list = userToolList(tools);
  const offered = list.length > 0 ? `${callTask}\n${list.join("\n")}\n\n` : "";
  const more = moreTitles > 0 ? `\n… and ${moreTitles} more` : "";
  const corpus =
    titles.length > 0
      ? `Documents at hand, by title:\n${dataBlock("data", {}, titles.map((title) => `- ${title}`).join("\n"))}${more}`
      : "No documents are at hand; the web will be searched.";
  return [
    textMessage("system", task),
    textMessage(
      "user",
      `${method}${offered}${corpus}\n\nToday is ${today}.\n\n${briefText(brief)}\n\nGive at most ${most} sub-questions.`,
    ),
  ];
}
