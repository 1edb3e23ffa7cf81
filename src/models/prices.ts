import { calcPrice } from "@pydantic/genai-prices";
import type { ModelUsage } from "./model.ts";

/** Dollars for a million tokens, for models that the price table does not know. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Cached input; as `input` when absent. */
  readonly cached?: number;
}

const priceProviders: Readonly<Record<string, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  "google-genai": "google",
  zai: "z-ai",
  openrouter: "openrouter",
};

/** List prices of models that the maintained table lacks, in dollars for a million tokens (price page of Z.ai). */
const listPrices: Readonly<Record<string, ModelPrice>> = {
  "zai:glm-5v-turbo": { input: 1.2, output: 4, cached: 0.24 },
};

/** Providers whose models run on the user's own machine and cost nothing a call. */
const localProviders = new Set(["ollama", "vllm", "llamacpp", "lmstudio"]);

/**
 * Dollars that a call cost, from the user's own price, else from the maintained table of `@pydantic/genai-prices`.
 *
 * Contract: a price nobody knows is `"unknown"`, never 0; only models on one's own machine are free.
 */
export function costOf(modelId: string, usage: ModelUsage, own?: ModelPrice): number | "unknown" {
  const price = own ?? listPrices[modelId];
  if (price) return priced(usage, price);
  const { inputTokens, cachedTokens, outputTokens } = usage;
  const provider = modelId.slice(0, modelId.indexOf(":"));
  if (localProviders.has(provider)) return 0;
  const providerId = priceProviders[provider];
  if (providerId === undefined) return "unknown";
  const name = modelId.slice(provider.length + 1);
  const known = calcPrice(
    { input_tokens: inputTokens, cache_read_tokens: cachedTokens, output_tokens: outputTokens },
    name,
    { providerId },
  );
  return known?.total_price ?? "unknown";
}

function priced({ inputTokens, cachedTokens, outputTokens }: ModelUsage, price: ModelPrice): number {
  const input = (inputTokens - cachedTokens) * price.input + cachedTokens * (price.cached ?? price.input);
  return (input + outputTokens * price.output) / 1_000_000;
}

/** A sum in which one unknown makes the whole unknown. */
export function addCost(first: number | "unknown", second: number | "unknown"): number | "unknown" {
  return first === "unknown" || second === "unknown" ? "unknown" : first + second;
}
