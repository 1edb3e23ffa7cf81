import { z } from "zod";
import type { Analyst, Clarification } from "../analyst.ts";
import { answerOf, type Helm } from "./helm.ts";
import { briefPrompt } from "./prompts/brief.ts";

const answer = z.object({
  audience: z.string().max(200),
  skill: z.string(),
  assumptions: z.array(z.string().max(400)).max(5),
  checks: z.array(z.string().max(400)).max(10),
});

/** One that is not of the shape is left out: it would only have been asked. */
const clarification = z.object({
  question: z.string().min(3).max(300),
  why: z.string().max(300).nullish().catch(undefined),
  options: z.array(z.string().min(1).max(120)).max(6).nullish().catch(undefined),
  assumed: z.string().min(3).max(400),
});
const asking = answer.extend({ clarifications: z.array(clarification.nullable().catch(null)).catch([]) });
type Answer = z.output<typeof answer> & Partial<Pick<z.output<typeof asking>, "clarifications">>;
const maxClarifications = 3;
const maxOptions = 4;

/**
 * Language, intents and time range by rule; audience, skill, assumptions, checks and what to ask by the model.
 *
 * Contract: the model is asked what is unclear only where the user may be asked and has not answered yet.
 */
export function briefWith(helm: Helm): Analyst["brief"] {
  return async (input) => {
    const brief = await helm.embedded.brief(input);
    const { clarify, skills } = input;
    const messages = briefPrompt({ question: brief.question, language: brief.language, skills, clarify });
    const asks = clarify !== undefined && clarify.answered === undefined;
    const request = { role: "plan", stage: "brief", messages, maxOutputTokens: asks ? 1_200 : 700 } as const;
    const schema: z.ZodType<Answer> = asks ? asking : answer;
    const value = await answerOf(request, schema, helm);
    if (!value) return brief;
    const { audience, assumptions, checks } = value;
    const isKnown = input.skills.some(({ name }) => name === value.skill);
    const skill = input.options.skill ?? (isKnown ? value.skill : brief.skill);
    const { outline: _ofEmbedded, clarifications: byRule = [], ...asked } = brief;
    const clarifications = value.clarifications ? toClarifications(value.clarifications) : byRule;
    const outline = input.skills.find(({ name }) => name === skill)?.outline;
    return {
      ...asked,
      ...(outline && { outline }),
      audience,
      skill,
      assumptions: [...brief.assumptions, ...assumptions.slice(0, 3)],
      checks,
      ...(clarifications.length > 0 && { clarifications }),
    };
  };
}

function toClarifications(given: readonly (z.output<typeof clarification> | null)[]): readonly Clarification[] {
  return given
    .filter((one) => one !== null)
    .slice(0, maxClarifications)
    .map(({ question, why, options, assumed }, index) => {
      const likely = [...new Set((options ?? []).map((option) => option.trim()))].slice(0, maxOptions);
      const told = { ...(why ? { why } : {}), ...(likely.length > 0 ? { options: likely } : {}) };
      return { id: `c${index + 1}`, question, ...told, assumed };
    });
}
