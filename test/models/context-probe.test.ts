import { describe, expect, test } from "vitest";
import { probeContext } from "../../src/models/context-probe.ts";
import type { ModelResult } from "../../src/models/index.ts";
import { textTokens } from "../../src/models/tokens.ts";
import { type Reply, scriptedModel } from "../support/scripted-model.ts";

const held = "The number is 58213.";
const refused: ModelResult = {
  ok: false,
  failure: { stage: "model", target: "m", code: "too-large", message: "too long" },
};
const busy: ModelResult = {
  ok: false,
  failure: { stage: "model", target: "m", code: "http-error", message: "m failed (HTTP 503)" },
};

async function probe(replies: readonly Reply[], contextTokens: number) {
  const model = scriptedModel(replies, { id: "vllm:m", profile: { contextTokens, thinking: "never" } });
  const time = { signal: new AbortController().signal, now: () => new Date(0), sleep: async () => undefined };
  const { steps, measured } = await probeContext(model, time);
  const sizes = model.calls.map(({ messages }) =>
    messages.at(-1)?.parts.reduce((sum, part) => sum + (part.type === "text" ? textTokens(part.text) : 0), 0),
  );
  model.assertConsumed();
  return { measured, sizes, ok: steps.map(({ ok }) => ok), detail: steps.map(({ detail }) => detail).join() };
}

describe("the context of a model", () => {
  test("that holds what its profile says changes nothing there", async () => {
    const { measured, ok, detail } = await probe([held], 8_000);
    expect({ measured, ok, detail }).toEqual({ measured: {}, ok: [true], detail: "holds 8000 tokens" });
  });

  test("is tried up to 32,000 tokens, and says that more was not", async () => {
    const { detail, sizes } = await probe([held], 1_000_000);
    expect(detail).toBe("holds 32000 tokens; the profile says 1000000, more was not tried");
    expect(sizes[0]).toBeLessThan(32_000);
    expect(sizes[0]).toBeGreaterThan(25_000);
  });

  test("that loses the beginning is halved until it does not", async () => {
    const { measured, detail, sizes } = await probe(["No number.", refused, held], 16_000);
    expect(measured).toEqual({ contextTokens: 4_000 });
    expect(detail).toBe(
      "of 16000 tokens the beginning was lost (“No number.”); 8000 tokens were refused; 4000 are held, and no call will be larger",
    );
    expect(sizes).toEqual([...sizes].sort((a = 0, b = 0) => b - a));
  });

  test("of which nothing is held is the least", async () => {
    const { measured, ok } = await probe(["?", "?", "?"], 8_000);
    expect({ measured, ok }).toEqual({ measured: { contextTokens: 2_000 }, ok: [false] });
  });

  test("that is smaller than the least is tried as it is, and never told to be larger", async () => {
    expect((await probe([held], 1_500)).measured).toEqual({});
    expect((await probe(["?"], 1_500)).measured).toEqual({ contextTokens: 1_500 });
  });

  test("is left open by an endpoint in no state to answer", async () => {
    const { measured, detail } = await probe(["?", busy], 8_000);
    expect(measured).toEqual({});
    expect(detail).toContain("could not be tested");
  });
});
