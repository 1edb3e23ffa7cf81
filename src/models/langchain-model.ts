import type { AIMessageChunk, UsageMetadata } from "@langchain/core/messages";
import { isAbort } from "../errors.ts";
import { fetchJsonRefusals } from "../net/index.ts";
import { callsOf, toLangChain, toProtocol } from "./langchain-messages.ts";
import type { ChatModel, ModelCall, ModelResult, ModelUsage } from "./model.ts";
import { failedAnswer, failureOfThrown } from "./model-failure.ts";
import { type ModelName, parseModelName } from "./model-providers.ts";
import { type ModelProfile, profileOf } from "./profile.ts";
import { heedingRetryAfter } from "./retry-after.ts";
import { inputTokens, textTokens } from "./tokens.ts";
import { withinTime } from "./within-time.ts";

/** What is needed to reach one model. Holds the key, so it is never written anywhere. */
export interface ModelSettings {
  /** `provider:name`. */
  readonly id: string;
  readonly url?: string;
  readonly apiKey?: string;
  readonly profile?: Partial<ModelProfile>;
}

/** Reasoning models may be silent for minutes before their first token. */
const firstTokenTimeoutMs = 300_000;
/** Once it has begun, an answer that stands still is cut off. */
const nextTokenTimeoutMs = 60_000;

/**
 * Google's client keeps a second promise of the whole answer that nobody waits for: when a stream is cut, its rejection
 * would end the process.
 */
const breaksOnCutStreams: ReadonlySet<string> = new Set(["google-genai"]);

/** How the answer ended, in the words of the four protocols; anything else is taken as a good end. */
const cutOff = /^(?:length|max_tokens|model_length|model_context_window_exceeded|network_error)$/i;
const refused = /^(?:content_filter|sensitive|refusal|safety|recitation|prohibited_content|blocklist)$/i;

/**
 * A chat model through LangChain's adapter of its provider.
 *
 * Contract: nothing is loaded or connected before the first call; LangChain's own retries are off, because retrying has
 * one place.
 */
export function createLangChainModel(settings: ModelSettings): ChatModel {
  const name = parseModelName(settings.id);
  const described = profileOf(settings.id, settings.profile);
  const profile = { ...described, streaming: described.streaming && !breaksOnCutStreams.has(name.provider.protocol) };
  const clients = new Map<string, ReturnType<typeof connectModel>>();
  const client = (call: ModelCall) => {
    const key = `${call.json}:${call.maxOutputTokens}`;
    const known = clients.get(key) ?? connectModel(name, settings, profile, call);
    clients.set(key, known);
    return known;
  };
  return heedingRetryAfter({
    id: settings.id,
    profile,
    async complete(call, signal) {
      signal.throwIfAborted();
      try {
        const chunk = await receive(await client(call), call, { profile, signal });
        return chunk ? toResult(chunk, call, { id: settings.id, profile }) : empty(settings.id);
      } catch (error) {
        if (isAbort(error, signal) || signal.aborted) throw signal.reason;
        return failureOfThrown(error, settings.id, settings.apiKey ? [settings.apiKey] : []);
      }
    },
  });
}

/** LangChain's client for calls of this kind. */
export async function connectModel(
  { name, provider }: ModelName,
  settings: ModelSettings,
  profile: ModelProfile,
  call: ModelCall,
) {
  const { initChatModel } = await import("langchain/chat_models/universal");
  const url = settings.url ?? provider.url;
  const common = {
    modelProvider: provider.protocol,
    maxRetries: 0,
    ...(profile.temperature === undefined ? {} : { temperature: profile.temperature }),
  };
  const asJson = call.json && profile.jsonMode === "object";
  const { apiKey } = settings;
  switch (provider.protocol) {
    case "openai":
      return initChatModel(name, {
        ...common,
        // Servers on one's own machine want no key, but the client insists on one.
        apiKey: apiKey ?? "none",
        maxTokens: call.maxOutputTokens,
        configuration: url ? { baseURL: url } : {},
        ...(asJson ? { modelKwargs: { response_format: { type: "json_object" } } } : {}),
      });
    case "anthropic":
      return initChatModel(name, {
        ...common,
        apiKey,
        maxTokens: call.maxOutputTokens,
        ...(url ? { anthropicApiUrl: url } : {}),
      });
    case "google-genai":
      return initChatModel(name, {
        ...common,
        apiKey,
        maxOutputTokens: call.maxOutputTokens,
        ...(url ? { baseUrl: url } : {}),
        ...(asJson ? { json: true } : {}),
      });
    case "ollama":
      return initChatModel(name, {
        ...common,
        baseUrl: url,
        numPredict: call.maxOutputTokens,
        numCtx: profile.contextTokens,
        fetch: fetchJsonRefusals,
        ...(asJson ? { format: "json" } : {}),
      });
  }
}

type Client = Awaited<ReturnType<typeof connectModel>>;

/** The whole answer; undefined when the stream brought nothing. Whatever happens, the request does not outlive it. */
async function receive(
  client: Client,
  call: ModelCall,
  { profile, signal }: { readonly profile: ModelProfile; readonly signal: AbortSignal },
): Promise<AIMessageChunk | undefined> {
  const messages = await toLangChain(call.messages);
  const ended = new AbortController();
  const options = { signal: AbortSignal.any([signal, ended.signal]) };
  try {
    const able = call.tools ? client.bindTools(toProtocol(call.tools)) : client;
    if (!profile.streaming) return await withinTime(firstTokenTimeoutMs, signal, able.invoke(messages, options));
    const stream = await withinTime(firstTokenTimeoutMs, signal, able.stream(messages, options));
    return await joinChunks(stream, signal);
  } finally {
    ended.abort();
  }
}

async function joinChunks(
  stream: AsyncIterable<AIMessageChunk>,
  signal: AbortSignal,
): Promise<AIMessageChunk | undefined> {
  const { AIMessageChunk: Chunk } = await import("@langchain/core/messages");
  const reader = stream[Symbol.asyncIterator]();
  let whole: AIMessageChunk | undefined;
  for (;;) {
    const limit = whole ? nextTokenTimeoutMs : firstTokenTimeoutMs;
    const next = await withinTime(limit, signal, reader.next());
    if (next.done) return whole;
    // Some servers name no role, and what the adapter then makes of the first chunk would lose the token counts.
    whole = (whole ?? new Chunk("")).concat(next.value);
  }
}

function toResult(
  chunk: AIMessageChunk,
  call: ModelCall,
  { id, profile }: { readonly id: string; readonly profile: ModelProfile },
): ModelResult {
  const text = textOf(chunk);
  const calls = call.tools ? callsOf(chunk) : [];
  const told = `${text}${calls.length > 0 ? JSON.stringify(calls) : ""}`;
  const usage = usageOf(chunk.usage_metadata, { text: told, call, profile });
  const failed = failedEnding(endingOf(chunk), told, { id, profile, call });
  if (failed) return { ...failed, usage };
  return { ok: true, answer: { text, model: id, usage, ...(calls.length > 0 ? { calls } : {}) } };
}

function failedEnding(
  ending: string,
  text: string,
  { id, profile, call }: { readonly id: string; readonly profile: ModelProfile; readonly call: ModelCall },
): Extract<ModelResult, { ok: false }> | undefined {
  if (refused.test(ending)) return failedAnswer(id, "refused", `refused to answer (${ending})`, { mayRetry: false });
  if (cutOff.test(ending))
    return failedAnswer(id, "too-large", `was cut off after ${call.maxOutputTokens} tokens`, { mayRetry: false });
  if (profile.streaming && ending === "")
    return failedAnswer(id, "broken", "broke off in the middle of its answer", { mayRetry: true });
  return text.trim() === "" ? empty(id) : undefined;
}

function empty(id: string): Extract<ModelResult, { ok: false }> {
  return failedAnswer(id, "empty", "gave an empty answer", { mayRetry: true });
}

/** The text parts of an answer; reasoning parts are left out. */
function textOf({ content }: AIMessageChunk): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : "")).join("");
}

function endingOf(chunk: AIMessageChunk): string {
  const fields: Record<string, unknown> = { ...chunk.additional_kwargs, ...chunk.response_metadata };
  const found = [fields.finish_reason, fields.stop_reason, fields.finishReason, fields.done_reason].find(
    (value): value is string => typeof value === "string",
  );
  return found ?? "";
}

function usageOf(
  told: UsageMetadata | undefined,
  { text, call, profile }: { readonly text: string; readonly call: ModelCall; readonly profile: ModelProfile },
): ModelUsage {
  if (told && told.input_tokens + told.output_tokens > 0) {
    return {
      inputTokens: told.input_tokens,
      cachedTokens: told.input_token_details?.cache_read ?? 0,
      outputTokens: told.output_tokens,
      isEstimate: false,
    };
  }
  return {
    inputTokens: inputTokens(call, profile),
    cachedTokens: 0,
    outputTokens: textTokens(text),
    isEstimate: true,
  };
}
