import { type ModelMessage, textMessage } from "../../../models/index.ts";
import type { Brief } from "../../analyst.ts";
import { briefText, bullets } from "./brief-text.ts";
import { houseRules } from "./house-rules.ts";
import { writingRules } from "./write.ts";

const task = `${houseRules}

Your step: write the summary that stands before the finished sections.
- The first sentence answers the question. Three to six sentences follow that one can read alone: the numbers that decide, what causes or limits them, how sure the answer is.
- What was not found and matters for the answer is said in one last sentence without a citation that begins with "The sources read" (in the language of the report).
- Say nothing that the sections do not say.
${writingRules}

Answer with the Markdown of the summary only.`;

/** Asks for the Markdown of the summary. */
export function summarisePrompt(input: {
  readonly brief: Brief;
  readonly method: string;
  readonly sections: string;
  readonly evidence: string;
  readonly gaps: readonly string[];
}): readonly ModelMessage[] {
  const { brief, method, sections, evidence, gaps } = input;
  const parts = [
    `${method}${briefText(brief)}`,
    sections,
    evidence,
    gaps.length > 0 ? `Not found:\n${bullets(gaps)}` : "",
  ];
  return [textMessage("system", task), textMessage("user", parts.filter(Boolean).join("\n\n"))];
}
