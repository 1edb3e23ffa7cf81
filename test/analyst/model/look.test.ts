import { describe, expect, test } from "vitest";
import type { ModelImage } from "../../../src/models/index.ts";
import { promptOf, type Reply } from "../../support/scripted-model.ts";
import { analystWith, subQuestion } from "./helm.ts";

const image: ModelImage = {
  type: "image",
  mediaType: "image/png",
  bytes: new Uint8Array([1]),
  width: 600,
  height: 400,
};

async function look(replies: readonly Reply[], { vision = true, isThere = true } = {}) {
  const bench = analystWith(replies, { vision });
  let loaded = 0;
  const seen = await bench.analyst.look({
    subQuestion,
    caption: "Heat delivered by month",
    words: "GWh 2023 2024",
    loadPicture: async () => {
      loaded += 1;
      return isThere ? image : undefined;
    },
  });
  return { ...bench, seen, loaded };
}

describe("looking at a picture", () => {
  test("sends the picture with caption and recognised words, marked as data", async () => {
    const { model, seen } = await look([{ relevant: true, legible: true, reading: "A chart of heat by month." }]);
    expect(model.calls[0]?.messages[1]?.parts[0]).toBe(image);
    expect(promptOf(model.calls[0]!)).toContain("<data>\nHeat delivered by month\nGWh 2023 2024\n</data>");
    expect(seen).toEqual({ relevant: true, reading: "A chart of heat by month." });
  });

  test.each([
    ["decoration", { relevant: false, legible: true, reading: "" }],
    ["a blur", { relevant: true, legible: false, reading: "Something." }],
    ["a picture that gives nothing", { relevant: true, legible: true, reading: " " }],
  ])("%s is not shown", async (_, answer) => {
    expect((await look([answer])).seen.relevant).toBe(false);
  });

  test("a model that does not see is not asked, and no pixel is loaded", async () => {
    const { model, seen, loaded } = await look([], { vision: false });
    expect(model.calls).toEqual([]);
    expect(loaded).toBe(0);
    expect(seen).toEqual({ relevant: true, reading: "GWh 2023 2024" });
  });

  test("a picture that cannot be loaded is judged by its words", async () => {
    const { model, seen } = await look([], { isThere: false });
    expect(model.calls).toEqual([]);
    expect(seen.relevant).toBe(true);
  });

  test("nonsense leaves the judgement to the rules", async () => {
    const { seen, degraded } = await look(["Pretty!", "Very pretty!"]);
    expect(seen.relevant).toBe(true);
    expect(degraded).toMatchObject([{ role: "look" }]);
  });
});
