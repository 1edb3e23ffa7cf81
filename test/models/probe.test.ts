import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FailureCode } from "../../src/errors.ts";
import {
  inputTokens,
  type ModelProfile,
  type ModelResult,
  probeModel,
  readProfiles,
  saveProfile,
  type TestPicture,
} from "../../src/models/index.ts";
import { type Reply, scriptedModel } from "../support/scripted-model.ts";

const picture: TestPicture = {
  image: { type: "image", mediaType: "image/png", bytes: new Uint8Array([1]), width: 800, height: 600 },
  number: "4729",
  square: [0.5, 0.5, 0.75, 0.75],
};
const good = { number: "4729", box: [500, 500, 750, 750] };
const json = { colour: "red", count: 3 };
/** What stands before the long text. */
const held = "58213";
const failing = (message: string, code: FailureCode = "http-error", retry?: object): ModelResult => ({
  ok: false,
  failure: { stage: "model", target: "m", code, message },
  ...(retry ? { retry } : {}),
});

async function probe(replies: readonly Reply[], profile: Partial<ModelProfile> = {}) {
  const model = scriptedModel(replies, { id: "vllm:m", profile });
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const tools = async () => ({ steps: [], measured: {} });
  const time = { signal: new AbortController().signal, now: () => new Date(0), sleep };
  const found = await probeModel(model, { picture, tools, ...time });
  return { ...found, model, waits, failed: found.steps.filter(({ ok }) => !ok).map(({ name }) => name) };
}

describe("asking a model what it can do", () => {
  test("one that can do all", async () => {
    const { failed, measured, model } = await probe(["Pineapple", json, good, held]);
    expect(failed).toEqual([]);
    expect(measured).toEqual({ vision: true, coordinates: "thousand" });
    expect(model.calls[1]?.json).toBe(true);
    expect(model.calls[2]?.messages[1]?.parts[0]).toBe(picture.image);
  });

  test.each([
    ["fractions", [0.5, 0.5, 0.75, 0.75], "unit"],
    ["pixels", [400, 300, 600, 450], "pixels"],
    ["an object", { x1: 500, y1: 500, x2: 750, y2: 750 }, "thousand"],
  ] as const)("measures coordinates in %s", async (_, box, coordinates) => {
    expect((await probe(["pineapple", json, { number: 4729, box }, held])).measured).toMatchObject({ coordinates });
  });

  test("one that does not see", async () => {
    const refused = await probe(["pineapple", json, failing("The model takes no pictures."), held]);
    expect(refused.failed).toEqual(["sight"]);
    expect(refused.measured).toEqual({ vision: false });
    const guessed = await probe(["pineapple", json, { number: "1234", box: [0, 0, 1, 1] }, held]);
    expect(guessed.measured).toEqual({ vision: false });
  });

  test("one that sees but cannot point", async () => {
    const { failed, measured } = await probe(["pineapple", json, { number: "4729", box: [0, 0, 10, 10] }, held]);
    expect(failed).toEqual(["coordinates"]);
    expect(measured).toEqual({ vision: true });
  });

  test("an endpoint that refuses JSON mode is asked in words from then on", async () => {
    const { measured, failed } = await probe(["pineapple", failing("response_format is not supported"), good, held]);
    expect(failed).toEqual([]);
    expect(measured).toMatchObject({ jsonMode: "none" });
  });

  test("one that thinks aloud", async () => {
    const { measured } = await probe(["<think>They want a word.</think>pineapple", json, good, held]);
    expect(measured).toMatchObject({ thinking: "always" });
  });

  test("one that does not do as it is told is told of", async () => {
    const { failed } = await probe(["I am a helpful assistant!", "no json", good, held]);
    expect(failed).toEqual(["answers", "JSON"]);
  });

  test("one that thinks without showing it", async () => {
    const usage = { inputTokens: 20, cachedTokens: 0, outputTokens: 700, isEstimate: false };
    const { measured } = await probe([
      { ok: true, answer: { text: "pineapple", model: "m", usage } },
      json,
      good,
      held,
    ]);
    expect(measured).toMatchObject({ thinking: "always" });
  });

  test("a context that cuts off the beginning, or refuses, is measured by halves", async () => {
    const { measured, failed, model, steps } = await probe(
      ["pineapple", json, good, "I see no key number.", failing("maximum context length", "too-large"), held],
      { contextTokens: 64_000 },
    );
    expect(failed).toEqual([]);
    expect(measured).toMatchObject({ contextTokens: 8_000 });
    expect(steps.find(({ name }) => name === "context")?.detail).toMatch(
      /beginning was lost.*16000 tokens were refused/,
    );
    const sizes = model.calls.slice(3).map((call) => inputTokens(call, model.profile) + call.maxOutputTokens);
    for (const [index, most] of [32_000, 16_000, 8_000].entries()) {
      expect(sizes[index]).toBeLessThanOrEqual(most);
      expect(sizes[index]).toBeGreaterThan(most * 0.75);
    }
  });

  test("an answer that was cut off while it thought says nothing of JSON or sight", async () => {
    const usage = { inputTokens: 20, cachedTokens: 0, outputTokens: 4_400, isEstimate: false };
    const cut = { ...failing("was cut off after 4400 tokens", "too-large"), usage };
    const { measured, failed } = await probe(["pineapple", cut, cut, held]);
    expect(failed).toEqual(["JSON", "sight"]);
    expect(measured).toEqual({});
  });

  test("an endpoint that is busy or breaks says nothing of the model, and nothing is measured", async () => {
    const busy = failing("too much was asked (HTTP 429)", "rate-limited", { afterMs: 100 });
    const broken = failing("failed (HTTP 500)", "http-error", {});
    const again = (one: ModelResult) => [one, one, one, one];
    const { measured, failed, waits } = await probe(["pineapple", ...again(busy), ...again(broken), ...again(busy)]);
    expect(failed).toEqual(["JSON", "sight", "context"]);
    expect(measured).toEqual({});
    expect(waits).toHaveLength(9);
    const mended = await probe(["pineapple", busy, json, broken, good, held]);
    expect(mended.failed).toEqual([]);
  });

  test("nobody there: one question, no measurement", async () => {
    const { failed, measured, model } = await probe([failing("The model m could not be reached.")]);
    expect(failed).toEqual(["answers"]);
    expect(measured).toBeUndefined();
    expect(model.calls).toHaveLength(1);
  });
});

describe("measured profiles", () => {
  const home = () => mkdtemp(join(tmpdir(), "exhibit-home-"));

  test("are kept side by side and read again", async () => {
    const folder = await home();
    expect(readProfiles(folder)).toEqual({});
    await saveProfile(folder, "vllm:a", { vision: true });
    await saveProfile(folder, "vllm:b", { jsonMode: "none" });
    await saveProfile(folder, "vllm:a", { vision: false });
    expect(readProfiles(folder)).toEqual({ "vllm:a": { vision: false }, "vllm:b": { jsonMode: "none" } });
  });

  test.each(["{", '{"vllm:a": {"visoin": true}}', "[]", '{"vllm:a": {"contextTokens": "many"}}'])(
    "a file that holds %s names itself and the way out",
    async (text) => {
      const folder = await home();
      await writeFile(join(folder, "model-profiles.json"), text);
      expect(() => readProfiles(folder)).toThrow(/model-profiles\.json cannot be used.*measure again/s);
    },
  );
});
