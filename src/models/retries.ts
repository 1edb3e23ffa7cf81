import type { ChatModel, ModelCall, ModelResult, ModelUsage } from "./model.ts";

const maxTries = 4;
const firstWaitMs = 1_000;
/** A provider that wants a longer pause is given up for this call, so that a fallback may answer. */
const longestWaitMs = 60_000;

/** What a call came to, and what its useless answers used on the way. */
export interface Tried {
  readonly result: ModelResult;
  readonly wasted: readonly ModelUsage[];
}

/**
 * Calls a model until it answers, with exponential backoff and full jitter (AWS Architecture Blog, "Exponential backoff
 * and jitter", 2015), never earlier than the provider's `Retry-After`.
 */
export async function completeWithRetries(
  model: ChatModel,
  call: ModelCall,
  {
    signal,
    sleep,
    random = Math.random,
  }: {
    readonly signal: AbortSignal;
    readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
    readonly random?: () => number;
  },
): Promise<Tried> {
  const wasted: ModelUsage[] = [];
  for (let tries = 1; ; tries += 1) {
    const result = await model.complete(call, signal);
    if (!result.ok && result.usage) wasted.push(result.usage);
    if (result.ok || !result.retry || tries === maxTries) return { result, wasted };
    const { afterMs = 0 } = result.retry;
    if (afterMs > longestWaitMs) return { result, wasted };
    await sleep(afterMs + random() * firstWaitMs * 2 ** (tries - 1), signal);
  }
}
