import type { Attributes } from "@opentelemetry/api";
import type { RunEvent } from "../events.ts";

/**
 * OpenTelemetry's names for what agents and models do (semantic conventions of `gen_ai.*`, which are still in
 * development): the only place that knows them. Never any prompt, answer or input.
 */
export function agentAttributes(runId: string): Attributes {
  return {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "exhibit",
    "gen_ai.conversation.id": runId,
  };
}

type ModelCall = Pick<Extract<RunEvent, { type: "model-start" }>, "model" | "role" | "stage">;

/** A model is named `provider:name`. */
export function chatAttributes({ model, role, stage }: ModelCall): Attributes {
  const at = model.indexOf(":");
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": model.slice(0, Math.max(0, at)),
    "gen_ai.request.model": model.slice(at + 1),
    "exhibit.role": role,
    "exhibit.stage": stage,
  };
}

/** What a call used, by the names of OpenTelemetry's conventions for generative AI; no price where none is known. */
export function usageAttributes(event: Extract<RunEvent, { type: "model-end" }>): Attributes {
  return {
    "gen_ai.usage.input_tokens": event.inputTokens,
    "gen_ai.usage.output_tokens": event.outputTokens,
    "gen_ai.usage.cache_read.input_tokens": event.cachedTokens,
    ...(event.costUsd === "unknown" ? {} : { "exhibit.cost_usd": event.costUsd }),
  };
}

/** A call of a tool, by the same conventions. Never its input, which may be a person's. */
export function toolAttributes(tool: string): Attributes {
  return { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool, "gen_ai.tool.type": "function" };
}

/** Why something failed, by our code. */
export function errorAttributes(code: string): Attributes {
  return { "error.type": code };
}
