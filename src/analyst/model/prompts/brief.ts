import { type ModelMessage, textMessage } from "../../../models/index.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: turn a question into a brief that the later steps work by.
- audience: who will use the report, in a few words.
- skill: the one of the listed skills that fits best.
- assumptions: what the question leaves open and how you understand it, one sentence each, for the reader of the report. Most questions need none; never more than three.
- checks: what the finished report must contain to count as an answer, as things one can look for (a number with its unit and period, a comparison of two named things, a named cause). Three to six.

${jsonOnly}
{"audience": "...", "skill": "...", "assumptions": ["..."], "checks": ["..."]}`;

/** Asks for audience, skill, assumptions and acceptance checks. */
export function briefPrompt(input: {
  readonly question: string;
  readonly language: string;
  readonly skills: readonly { readonly name: string; readonly description: string }[];
}): readonly ModelMessage[] {
  const skills = input.skills.map(({ name, description }) => `- ${name}: ${description}`).join("\n");
  return [
    textMessage("system", task),
    textMessage(
      "user",
      `Skills:\n${skills}\n\nQuestion:\n${input.question}\n\nWrite assumptions and checks in the language "${input.language}".`,
    ),
  ];
}
