import { z } from "zod";
import type { Analyst, Brief, Gap, SubQuestion } from "../analyst.ts";
import { fill, phrasesFor } from "../extractive/phrases/index.ts";
import { evidenceWords, handled, shortList } from "./evidence-list.ts";
import { fitting } from "./fitting.ts";
import { answerOf, type Helm } from "./helm.ts";
import { ownWordsOf } from "./own-words.ts";
import { assessPrompt } from "./prompts/assess.ts";
import { briefText, briefWords } from "./prompts/brief-text.ts";

const answer = z.object({
  gaps: z.array(
    z.object({ subQuestion: z.string(), reason: z.string().max(500), queries: z.array(z.string().max(200)).catch([]) }),
  ),
});

/**
 * Gaps and next queries by the model; a sub-question without any evidence is a gap whatever it says.
 *
 * Contract: the model has read strangers' text, so a query that is not about its sub-question or is one of theirs is left
 * out, and such a reason is said in the program's own words, because the report prints it.
 */
export function assessWith(helm: Helm): Analyst["assess"] {
  return async (input) => {
    const { brief, plan, evidence, round } = input;
    const embedded = await helm.embedded.assess(input);
    const asked = plan.subQuestions.map(({ question, queries }) => `${question} ${queries.join(" ")}`);
    const beside = [briefText(brief), ...asked].join("\n");
    const list = shortList(handled(fitting(evidence, "plan", { ...helm, beside })));
    const messages = assessPrompt({ brief, subQuestions: plan.subQuestions, evidence: list, round });
    const value = await answerOf({ role: "plan", stage: "assess", messages, maxOutputTokens: 1_200 }, answer, helm);
    if (!value) return embedded;
    const material = evidence.map(evidenceWords);
    const byId = new Map(plan.subQuestions.map((subQuestion) => [subQuestion.id, subQuestion]));
    const gaps = value.gaps.flatMap(({ subQuestion: id, reason, queries }): readonly Gap[] => {
      const subQuestion = byId.get(id);
      if (!subQuestion) return [];
      const own = ownWordsOf({ trusted: [...briefWords(brief), ...subQuestionWords(subQuestion)], material });
      const told = own.mayStand(reason) ? reason : plainReason(subQuestion, brief);
      return [{ subQuestionId: id, reason: told, queries: queries.filter(own.mayAsk).slice(0, 3) }];
    });
    const named = new Set(gaps.map(({ subQuestionId }) => subQuestionId));
    const answered = new Set(evidence.flatMap((view) => view.evidence.subQuestionIds));
    const empty = embedded.gaps.filter(
      ({ subQuestionId }) => !named.has(subQuestionId) && !answered.has(subQuestionId),
    );
    return { gaps: [...gaps, ...empty] };
  };
}

function subQuestionWords({ question, queries, entities, topics }: SubQuestion): readonly string[] {
  return [question, ...queries, ...entities, ...topics];
}

function plainReason({ topics, question }: SubQuestion, { language }: Brief): string {
  return fill(phrasesFor(language).notFound, { topic: topics[0] ?? question });
}
