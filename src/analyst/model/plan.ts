import { z } from "zod";
import type { Analyst, Brief, SubQuestion } from "../analyst.ts";
import { dataLine } from "./data-block.ts";
import { answerOf, type Helm, methodOf } from "./helm.ts";
import { planPrompt } from "./prompts/plan.ts";

/** Sub-questions at most. */
export const mostSubQuestions: Readonly<Record<Brief["length"], number>> = { brief: 3, standard: 6, deep: 10 };
/** Titles tell what the library is about; beyond some, more of them tell nothing new. */
const maxTitles = 60;

const intent = z.enum(["what", "how-much", "over-time", "compare", "why", "who", "where", "when", "how"]);

const answer = z.object({
  subQuestions: z
    .array(
      z.object({
        question: z.string().min(3).max(500),
        intent: intent.catch("what"),
        queries: z.array(z.string().min(1).max(200)).min(1),
        entities: z.array(z.string().max(120)).catch([]),
        topics: z.array(z.string().max(120)).catch([]),
        visual: z.enum(["chart", "table", "figure"]).optional().catch(undefined),
      }),
    )
    .min(1),
});

/** Sub-questions by the model, which sees the titles of the documents at hand and nothing of their text. */
export function planWith(helm: Helm): Analyst["plan"] {
  return async (input) => {
    const { brief, corpus } = input;
    const messages = planPrompt({
      brief,
      method: methodOf(brief.skill, helm),
      titles: corpus.slice(0, maxTitles).map(({ title }) => dataLine(title)),
      moreTitles: Math.max(0, corpus.length - maxTitles),
      most: mostSubQuestions[brief.length],
      today: helm.today,
    });
    const value = await answerOf({ role: "plan", stage: "plan", messages, maxOutputTokens: 1_800 }, answer, helm);
    if (!value) return helm.embedded.plan(input);
    return { subQuestions: value.subQuestions.slice(0, mostSubQuestions[brief.length]).map(toSubQuestion) };
  };
}

function toSubQuestion(given: z.output<typeof answer>["subQuestions"][number], index: number): SubQuestion {
  const { visual, topics, queries, ...rest } = given;
  return {
    id: `q${index + 1}`,
    ...rest,
    queries: queries.slice(0, 4),
    topics: topics.length > 0 ? topics : [given.question],
    ...(visual ? { visual } : {}),
  };
}
