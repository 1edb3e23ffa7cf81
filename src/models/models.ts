import type { z } from "zod";
import type { Failure } from "../errors.ts";
import { type Ask, type Asked, createAskRole, type ModelsOptions } from "./ask-role.ts";
import {
  type ModelAnswer,
  type ModelMessage,
  type ModelRole,
  type ModelTool,
  type ModelUsage,
  textMessage,
} from "./model.ts";
import { costOf } from "./prices.ts";
import type { ModelProfile } from "./profile.ts";
import { parseStructured, withoutReasoning } from "./structured.ts";

/**
 * The models of a run by role: the only way in which the rest of the program asks a model.
 *
 * Contract: what was answered before is not asked again; what the models do wrong is a failure value; rejects only with
 * the abort reason. An answer for a schema is repaired once.
 */
export interface Models {
  profileOf(role: ModelRole): ModelProfile;
  /** What calls of the role's first model with this use cost together. */
  costOf(role: ModelRole, usage: ModelUsage): number | "unknown";
  /** Words, without what the model thought before them. */
  askText(ask: Ask): Promise<Asked<string>>;
  /** Words or calls of the offered tools, from a model that can call tools. */
  askStep(ask: Ask, tools: readonly ModelTool[]): Promise<Asked<Pick<ModelAnswer, "text" | "calls">>>;
  /** A value of the schema, checked; an answer that does not fit is sent back once with what is wrong. */
  askFor<Value>(ask: Ask, schema: z.ZodType<Value>): Promise<Asked<Value>>;
}

/** Asks the chat models, and reads what they answer. */
export function createModels(options: ModelsOptions): Models {
  const { roles } = options;
  const askRole = createAskRole(options);
  const ask = async (given: Ask, json: boolean): Promise<Asked<string>> => {
    const answered = await askRole(given, { json });
    return answered.ok ? { ok: true, value: answered.value.text } : answered;
  };
  return {
    profileOf: (role) => roles[role][0].profile,
    costOf: (role, usage) => costOf(roles[role][0].id, usage, options.prices[roles[role][0].id]),
    async askText(given) {
      const answered = await ask(given, false);
      return answered.ok ? { ok: true, value: withoutReasoning(answered.value) } : answered;
    },
    async askStep(given, tools) {
      const answered = await askRole(given, { json: false, tools });
      if (!answered.ok) return answered;
      const { text, calls = [] } = answered.value;
      return { ok: true, value: { text: withoutReasoning(text), calls } };
    },
    async askFor(given, schema) {
      const first = await ask(given, true);
      if (!first.ok) return first;
      const parsed = parseStructured(first.value, schema);
      if (parsed.ok) return parsed;
      const messages = [...given.messages, ...repair(first.value, parsed.problem)];
      const second = await ask({ ...given, messages }, true);
      if (!second.ok) return second;
      const again = parseStructured(second.value, schema);
      return again.ok ? again : { ok: false, failure: unusable(roles[given.role][0].id, given.stage, again.problem) };
    },
  };
}

/** Letters of a useless answer and of what is wrong with it that are sent back; a small context must hold them too. */
const repairLimits = { answer: 3_000, problem: 1_000 } as const;

function repair(answer: string, problem: string): readonly ModelMessage[] {
  const told = problem.slice(0, repairLimits.problem);
  const request = `Your answer could not be used: ${told}\nAnswer again with the corrected JSON only.`;
  return [textMessage("assistant", answer.slice(0, repairLimits.answer)), textMessage("user", request)];
}

function unusable(target: string, stage: string, problem: string): Failure {
  const [line = ""] = problem.split("\n");
  return { stage, target, code: "broken", message: `The model ${target} gave an answer that does not fit: ${line}` };
}
