import { z } from "zod";
import { type Analyst, type Brief, intents, type SubQuestion } from "../analyst.ts";
import { dataLine } from "./data-block.ts";
import { answerOf, type Helm, methodOf, tellUseless } from "./helm.ts";
import { holdsAddress, type OwnWords, ownWordsOf, visible } from "./own-words.ts";
import { callsOf } from "./plan-calls.ts";
import { briefWords } from "./prompts/brief-text.ts";
import { planPrompt } from "./prompts/plan.ts";

/** Sub-questions that a report of each length may have. */
export const mostSubQuestions: Readonly<Record<Brief["length"], number>> = { brief: 3, standard: 6, deep: 10 };
/** Titles tell what the library is about; beyond some, more of them tell nothing new. */
const maxTitles = 60;

/** Words of a name; more of them say something. */
const longestName = 5;

const intent = z.enum(intents);

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
        calls: z.array(z.object({ tool: z.string(), input: z.record(z.string(), z.unknown()) })).catch([]),
        /** Id of the required section it serves. */
        purpose: z.string().optional().catch(undefined),
      }),
    )
    .min(1),
});

/**
 * Sub-questions by the model, which sees the titles of the documents at hand and nothing of their text.
 *
 * Contract: strangers wrote the titles, so a sub-question, query, name or topic that is one of theirs instead of being
 * about the question is left out; when no sub-question is left, the embedded analyst plans.
 */
export function planWith(helm: Helm): Analyst["plan"] {
  return async (input) => {
    const { brief, corpus, tools = [] } = input;
    const titles = corpus.slice(0, maxTitles).map(({ title }) => dataLine(visible(title)));
    const required = await requiredOf(input, helm);
    const most = Math.max(mostSubQuestions[brief.length], required.length + 1);
    const messages = planPrompt({
      brief,
      method: await methodOf(brief, "plan", helm),
      titles,
      moreTitles: Math.max(0, corpus.length - maxTitles),
      most,
      today: helm.today,
      tools,
    });
    const value = await answerOf({ role: "plan", stage: "plan", messages, maxOutputTokens: 1_800 }, answer, helm);
    if (!value) return helm.embedded.plan(input);
    const material = corpus.slice(0, maxTitles).map(({ title }) => title);
    const own = ownWordsOf({ trusted: briefWords(brief), material });
    const given = value.subQuestions.map((one) => ({ ...one, calls: callsOf(one.calls, { brief, tools, material }) }));
    const asked = titles.length === 0 ? given : given.flatMap((one) => withinBrief(one, own));
    if (asked.length > 0) return { subQuestions: withRequired(asked, required, most) };
    tellUseless("plan", "plan", helm);
    return helm.embedded.plan(input);
  };
}

type Asked = z.output<typeof answer>["subQuestions"][number];

/** The sub-question without what a title may have dictated; nothing when it itself is that. */
function withinBrief(given: Asked, own: OwnWords): readonly Asked[] {
  if (!own.mayAsk(given.question)) return [];
  const queries = given.queries.filter(own.mayAsk);
  return [
    {
      ...given,
      queries: queries.length > 0 ? queries : [given.question],
      entities: given.entities.filter((name) => !holdsAddress(name) && name.split(/\s+/).length <= longestName),
      topics: given.topics.filter(own.mayAsk),
    },
  ];
}

/** Sub-questions of the sections that the genre needs, as the embedded analyst asks them. */
async function requiredOf(input: Parameters<Analyst["plan"]>[0], helm: Helm): Promise<readonly SubQuestion[]> {
  const purposes = (input.brief.outline?.sections ?? []).map(({ purpose }) => purpose);
  if (purposes.length === 0) return [];
  const { subQuestions } = await helm.embedded.plan(input);
  return subQuestions.filter(({ id }) => purposes.includes(id));
}

/** Those of the model, each under the purpose it says it serves; a purpose it forgot is asked all the same. */
function withRequired(given: readonly Asked[], required: readonly SubQuestion[], most: number): readonly SubQuestion[] {
  const purposes = required.map(({ id }) => id);
  const taken = new Set<string>();
  const made = given.map((one, index) => {
    const serves = one.purpose !== undefined && purposes.includes(one.purpose) && !taken.has(one.purpose);
    if (serves && one.purpose) taken.add(one.purpose);
    return toSubQuestion(one, serves && one.purpose ? one.purpose : `q${index + 1}`);
  });
  const forgotten = required.filter(({ id }) => !taken.has(id));
  const free = made.filter(({ id }) => !taken.has(id)).slice(0, Math.max(1, most - required.length));
  return [...free, ...made.filter(({ id }) => taken.has(id)), ...forgotten].slice(0, most);
}

function toSubQuestion(given: Asked, id: string): SubQuestion {
  const { visual, topics, queries, calls, purpose: _, ...rest } = given;
  return {
    id,
    ...rest,
    queries: queries.slice(0, 4),
    topics: topics.length > 0 ? topics : [given.question],
    ...(visual ? { visual } : {}),
    ...(calls.length > 0 ? { calls } : {}),
  };
}
