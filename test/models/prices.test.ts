import { describe, expect, test } from "vitest";
import { costOf } from "../../src/models/index.ts";
import { addCost } from "../../src/models/prices.ts";

const usage = { inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 100_000, isEstimate: false };

describe("what a call costs", () => {
  test("is free on one's own machine", () => {
    for (const id of ["ollama:llama3.1", "vllm:x", "llamacpp:x", "lmstudio:x"]) expect(costOf(id, usage)).toBe(0);
  });

  test("is unknown, never 0, for a model that no table lists", () => {
    expect(costOf("openai:no-such-model-9000", usage)).toBe("unknown");
    expect(costOf("zai:glm-unheard-of", usage)).toBe("unknown");
  });

  test("comes from the maintained table", () => {
    // OpenAI's list price of GPT-4o: $2.50 and $10 for a million tokens.
    expect(costOf("openai:gpt-4o", usage)).toBeCloseTo(3.5, 6);
  });

  test("counts cached input at its own price", () => {
    const own = { input: 2, output: 8, cached: 0.5 };
    expect(costOf("vllm:x", { ...usage, cachedTokens: 400_000 }, own)).toBeCloseTo(0.6 * 2 + 0.4 * 0.5 + 0.8, 9);
    expect(costOf("vllm:x", { ...usage, cachedTokens: 400_000 }, { input: 2, output: 8 })).toBeCloseTo(2.8, 9);
    expect(costOf("zai:glm-5v-turbo", { ...usage, cachedTokens: 1_000_000 })).toBeCloseTo(0.24 + 0.4, 9);
  });

  test("the user's own price goes over the table", () => {
    expect(costOf("openai:gpt-4o", usage, { input: 1, output: 1 })).toBeCloseTo(1.1, 9);
  });

  test("one unknown makes a sum unknown", () => {
    expect(addCost(1, 2)).toBe(3);
    expect(addCost(1, "unknown")).toBe("unknown");
    expect(addCost("unknown", 0)).toBe("unknown");
  });
});
