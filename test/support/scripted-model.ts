import {
  type ChatModel,
  type ModelCall,
  type ModelProfile,
  type ModelResult,
  profileOf,
} from "../../src/models/index.ts";

/** One reply of a scripted model: a text, a value written as JSON, a result, or a function of the call. */
export type Reply = string | object | ModelResult | ((call: ModelCall) => string | object | ModelResult);

export interface ScriptedModel extends ChatModel {
  readonly calls: readonly ModelCall[];
  /** Throws when replies are left over. */
  assertConsumed(): void;
}

/** A model that gives these replies in order, and throws on a call that no reply was written for. */
export function scriptedModel(
  replies: readonly Reply[],
  { id = "openai:gpt-4o", profile = {} }: { readonly id?: string; readonly profile?: Partial<ModelProfile> } = {},
): ScriptedModel {
  const calls: ModelCall[] = [];
  return {
    id,
    profile: profileOf(id, profile),
    calls,
    async complete(call, signal) {
      signal.throwIfAborted();
      const reply = replies[calls.length];
      calls.push(call);
      if (reply === undefined) throw new Error(`Unexpected call ${calls.length}: ${promptOf(call).slice(0, 400)}`);
      return toResult(typeof reply === "function" ? reply(call) : reply, id);
    },
    assertConsumed() {
      if (calls.length < replies.length)
        throw new Error(`${replies.length - calls.length} replies were not asked for.`);
    },
  };
}

/** The texts of a call, one below the other. */
export function promptOf({ messages }: ModelCall): string {
  return messages
    .flatMap(({ parts }) => parts.map((part) => (part.type === "text" ? part.text : "<picture>")))
    .join("\n");
}

function toResult(reply: string | object, id: string): ModelResult {
  if (typeof reply === "object" && "ok" in reply) return reply as ModelResult;
  const text = typeof reply === "string" ? reply : JSON.stringify(reply);
  const usage = { inputTokens: 100, cachedTokens: 0, outputTokens: 20, isEstimate: false };
  return { ok: true, answer: { text, model: id, usage } };
}
