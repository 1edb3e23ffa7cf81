import { type ModelMessage, textMessage } from "../../../models/index.ts";
import type { Brief, SubQuestion } from "../../analyst.ts";
import { briefText } from "./brief-text.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: judge whether the evidence found so far suffices to write the report, and what to search next if it does not.
- A sub-question is covered when the evidence states its answer; numbers that matter should come from two independent sources where there are several (sources that depend on each other have the same sign of independence).
- Name only real gaps. reason: one sentence for the reader of the report that says what was not found. queries: up to three new search queries in other words than before, built from the sub-question and from names and terms that the evidence brought up; an empty list when searching on would be useless.
- Do not ask for what would be nice to have. An empty list of gaps is the usual answer from the second round on.

${jsonOnly}
{"gaps": [{"subQuestion": "q2", "reason": "...", "queries": ["..."]}]}`;

/** Asks for the gaps and the next queries. */
export function assessPrompt(input: {
  readonly brief: Brief;
  readonly subQuestions: readonly SubQuestion[];
  readonly evidence: string;
  readonly round: number;
}): readonly ModelMessage[] {
  const asked = input.subQuestions.map(
    ({ id, question, queries }) => `${id}: ${question} (searched: ${queries.join("; ")})`,
  );
  return [
    textMessage("system", task),
    textMessage(
      "user",
      `${briefText(input.brief)}\n\nSub-questions:\n${asked.join("\n")}\n\nEvidence under its sources (Source: title | independence; then id | kind | sub-questions | text; cells of one row or column share a line, "…" leaves out those between):\n<data>\n${input.evidence || "none"}\n</data>\n\nThis is round ${input.round + 1} of at most 3.`,
    ),
  ];
}
