import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
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
const failing = (message: string): ModelResult => ({
  ok: false,
  failure: { stage: "model", target: "m", code: "http-error", message },
});

async function probe(replies: readonly Reply[], profile: Partial<ModelProfile> = {}) {
  const model = scriptedModel(replies, { id: "vllm:m", profile });
  const found = await probeModel(model, { picture, signal: new AbortController().signal, now: () => new Date(0) });
  return { ...found, model, failed: found.steps.filter(({ ok }) => !ok).map(({ name }) => name) };
}

describe("asking a model what it can do", () => {
  test("one that can do all", async () => {
    const { failed, measured, model } = await probe(["Pineapple", json, good]);
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
    expect((await probe(["pineapple", json, { number: 4729, box }])).measured).toMatchObject({ coordinates });
  });

  test("one that does not see", async () => {
    const refused = await probe(["pineapple", json, failing("The model takes no pictures.")]);
    expect(refused.failed).toEqual(["sight"]);
    expect(refused.measured).toEqual({ vision: false });
    const guessed = await probe(["pineapple", json, { number: "1234", box: [0, 0, 1, 1] }]);
    expect(guessed.measured).toEqual({ vision: false });
  });

  test("one that sees but cannot point", async () => {
    const { failed, measured } = await probe(["pineapple", json, { number: "4729", box: [0, 0, 10, 10] }]);
    expect(failed).toEqual(["coordinates"]);
    expect(measured).toEqual({ vision: true });
  });

  test("an endpoint that refuses JSON mode is asked in words from then on", async () => {
    const { measured, failed } = await probe(["pineapple", failing("response_format is not supported"), good]);
    expect(failed).toEqual([]);
    expect(measured).toMatchObject({ jsonMode: "none" });
  });

  test("one that thinks aloud", async () => {
    const { measured } = await probe(["<think>They want a word.</think>pineapple", json, good]);
    expect(measured).toMatchObject({ thinking: "always" });
  });

  test("one that does not do as it is told is told of", async () => {
    const { failed } = await probe(["I am a helpful assistant!", "no json", good]);
    expect(failed).toEqual(["answers", "JSON"]);
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
