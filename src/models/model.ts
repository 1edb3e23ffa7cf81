import type { Failure } from "../errors.ts";
import type { ModelProfile } from "./profile.ts";

/** Who asks: each role may use another model, so that a cheap one reads and a strong one writes. */
export type ModelRole = "plan" | "read" | "write" | "look" | "judge";

/** All roles, in the order in which their models are named to the user. */
export const modelRoles: readonly ModelRole[] = ["plan", "read", "write", "look", "judge"];

/** A picture as it is sent; sizes in pixels, for estimating its tokens. */
export interface ModelImage {
  readonly type: "image";
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A piece of a message; pictures stand where they belong between the words. */
export type ModelPart = { readonly type: "text"; readonly text: string } | ModelImage;

/** One message of a conversation, in no provider's own form. */
export interface ModelMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly parts: readonly ModelPart[];
  /** Of an assistant: the tools it called. */
  readonly calls?: readonly ModelToolCall[];
  /** Of a tool: the call that it answers. */
  readonly callId?: string;
}

/** A tool as a model is offered it through its protocol. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of an object. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A call of a tool: the name may be of none, the input may not fit; whoever makes the call checks both. */
export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One request to a model: it knows nothing of what was asked before but what it carries. */
export interface ModelCall {
  readonly messages: readonly ModelMessage[];
  /** Upper limit of the answer, reasoning included. */
  readonly maxOutputTokens: number;
  /** Ask the provider for a JSON object where it can promise one; the prompt must say so too. */
  readonly json: boolean;
  /** What the model may call instead of answering in words; it chooses freely. */
  readonly tools?: readonly ModelTool[];
}

/** Tokens of one call; cached ones are part of the input. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** The provider did not tell, so these are our estimates. */
  readonly isEstimate: boolean;
}

/** What a model said, and what it used to say it. */
export interface ModelAnswer {
  /** May be empty beside calls. */
  readonly text: string;
  readonly calls?: readonly ModelToolCall[];
  /** What the provider counted, or an estimate that says so. */
  readonly usage: ModelUsage;
  /** `provider:name` of the model that answered. */
  readonly model: string;
}

/** An answer, or why there is none. */
export type ModelResult =
  | { readonly ok: true; readonly answer: ModelAnswer }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** Whether another try may succeed, and the least wait that the provider asked for. */
      readonly retry?: { readonly afterMs?: number };
      /** What was used although the answer is of no use: providers bill answers that were cut off or refused. */
      readonly usage?: ModelUsage;
    };

/**
 * One chat model at one endpoint.
 *
 * Contract: one call is one request; what the endpoint does wrong is a failure value, only the signal's abort reason is
 * thrown; an answer that was cut off, is empty or was refused is a failure.
 */
export interface ChatModel {
  /** `provider:name`. */
  readonly id: string;
  readonly profile: ModelProfile;
  /** Asks once; retries, fallbacks and accounts are the caller's. */
  complete(call: ModelCall, signal: AbortSignal): Promise<ModelResult>;
}

/** A message of one text. */
export function textMessage(role: ModelMessage["role"], text: string): ModelMessage {
  return { role, parts: [{ type: "text", text }] };
}
