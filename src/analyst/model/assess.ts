import { z } from "zod";
import type { Analyst } from "../analyst.ts";
import { handled, shortList } from "./evidence-list.ts";
import { fitting } from "./fitting.ts";
import { answerOf, type Helm } from "./helm.ts";
import { assessPrompt } from "./prompts/assess.ts";

const answer = z.object({
  gaps: z.array(
    z.object({ subQuestion: z.string(), reason: z.string().max(500), queries: z.array(z.string().max(200)).catch([]) }),
  ),
});

/** Gaps and next queries by the model; a sub-question without any evidence is a gap whatever it says. */
export function assessWith(helm: Helm): Analyst["assess"] {
  return async (input) => {
    const { brief, plan, evidence, round } = input;
    const embedded = await helm.embedded.assess(input);
    const list = shortList(handled(fitting(evidence, "plan", helm)));
    const messages = assessPrompt({ brief, subQuestions: plan.subQuestions, evidence: list, round });
    const value = await answerOf({ role: "plan", stage: "assess", messages, maxOutputTokens: 1_200 }, answer, helm);
    if (!value) return embedded;
    const known = new Set(plan.subQuestions.map(({ id }) => id));
    const gaps = value.gaps
      .filter(({ subQuestion }) => known.has(subQuestion))
      .map(({ subQuestion, reason, queries }) => ({
        subQuestionId: subQuestion,
        reason,
        queries: queries.slice(0, 3),
      }));
    const named = new Set(gaps.map(({ subQuestionId }) => subQuestionId));
    const answered = new Set(evidence.flatMap((view) => view.evidence.subQuestionIds));
    const empty = embedded.gaps.filter(
      ({ subQuestionId }) => !named.has(subQuestionId) && !answered.has(subQuestionId),
    );
    return { gaps: [...gaps, ...empty] };
  };
}
