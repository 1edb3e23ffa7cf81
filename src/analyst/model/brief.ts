import { z } from "zod";
import type { Analyst } from "../analyst.ts";
import { answerOf, type Helm } from "./helm.ts";
import { briefPrompt } from "./prompts/brief.ts";

const answer = z.object({
  audience: z.string().max(200),
  skill: z.string(),
  assumptions: z.array(z.string().max(400)).max(5),
  checks: z.array(z.string().max(400)).max(10),
});

/** Language, intents and time range by rule; audience, skill, assumptions and checks by the model. */
export function briefWith(helm: Helm): Analyst["brief"] {
  return async (input) => {
    const brief = await helm.embedded.brief(input);
    const messages = briefPrompt({ question: brief.question, language: brief.language, skills: input.skills });
    const value = await answerOf({ role: "plan", stage: "brief", messages, maxOutputTokens: 700 }, answer, helm);
    if (!value) return brief;
    const { audience, assumptions, checks } = value;
    const isKnown = input.skills.some(({ name }) => name === value.skill);
    const skill = input.options.skill ?? (isKnown ? value.skill : brief.skill);
    const { outline: _ofEmbedded, ...asked } = brief;
    const outline = input.skills.find(({ name }) => name === skill)?.outline;
    return {
      ...asked,
      ...(outline && { outline }),
      audience,
      skill,
      assumptions: [...brief.assumptions, ...assumptions.slice(0, 3)],
      checks,
    };
  };
}
