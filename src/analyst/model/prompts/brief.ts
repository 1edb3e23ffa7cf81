import { type ModelMessage, textMessage } from "../../../models/index.ts";
import type { Clarifying } from "../../analyst.ts";
import { answersText } from "./brief-text.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: turn a question into a brief that the later steps work by.
- audience: who will use the report, in a few words.
- skill: the one of the listed skills that fits best.
- assumptions: what the question leaves open and how you understand it, one sentence each, for the reader of the report. Most questions need none; never more than three.
- checks: what the finished report must contain to count as an answer, as things one can look for (a number with its unit and period, a comparison of two named things, a named cause). Three to six.

${jsonOnly}
{"audience": "...", "skill": "...", "assumptions": ["..."], "checks": ["..."]}`;

const asking = `The user can be asked before anything is searched. Give "clarifications" beside the rest: what the question leaves open so that another answer would need another plan (which of several things of one name, what period, what measure, compared with what, for whom). Most questions need none: then give an empty list. Never more than three, and nothing that the question says, that a search will tell, or that only changes the wording of the report.
- question: one plain sentence to the user.
- why: what depends on the answer, in one sentence.
- options: two to four likely answers in a few words each; none where there are too many.
- assumed: how you understand it without an answer, as a sentence for the reader of the report. What is asked here is not among the assumptions.
{"clarifications": [{"question": "...", "why": "...", "options": ["..."], "assumed": "..."}]}`;

/**
 * Asks for audience, skill, assumptions and acceptance checks; and for what to ask of the user, or with what the user
 * said.
 */
export function briefPrompt(input: {
  readonly question: string;
  readonly language: string;
  readonly skills: readonly { readonly name: string; readonly description: string }[];
  readonly clarify?: Clarifying | undefined;
}): readonly ModelMessage[] {
  const { clarify } = input;
  const answers = clarify?.answered ? `\n\n${answersText(clarify.answered)}` : "";
  const wanted =
    clarify && !clarify.answered ? `${asking}\nWrite clarifications in the language of the question.\n\n` : "";
  const skills = input.skills.map(({ name, description }) => `- ${name}: ${description}`).join("\n");
  return [
    textMessage("system", task),
    textMessage(
      "user",
      `${wanted}Skills:\n${skills}\n\nQuestion:\n${input.question}${answers}\n\nWrite assumptions and checks in the language "${input.language}".`,
    ),
  ];
}
