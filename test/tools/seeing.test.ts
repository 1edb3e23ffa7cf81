import { afterAll, afterEach, describe, expect, test } from "vitest";
import { drawMarks } from "../../src/perception/image/annotate.ts";
import { closeParsers } from "../../src/perception/index.ts";
import { toolNamed } from "../../src/tools/index.ts";
import { compareCharts } from "../../src/tools/reading-tools.ts";
import { distanceOf } from "../../src/tools/search-by-image.ts";
import { promptOf, type Reply } from "../support/scripted-model.ts";
import { openTools, said, shownIn, squareOn, type ToolBench, type ToolBenchOptions } from "./context.ts";

const named = (name: string) => toolNamed(name)!;

let bench: ToolBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});
afterAll(() => closeParsers());

const withSquare = async (replies: readonly Reply[] = [], options: ToolBenchOptions = {}) => {
  bench = await openTools({ replies, ...options });
  const { asset } = await bench.context.pictures.add(await squareOn("yellow"), { caption: "A field" });
  return { ...bench, id: asset.id };
};

describe("viewing and cropping", () => {
  test("a picture comes back by its id, also inside a placeholder", async () => {
    const { use, id } = await withSquare();
    const outcome = await use(named("view_image"), { image: `<|image ${id}|>` });
    expect(shownIn(outcome)).toEqual([id]);
    expect(said(outcome)).toContain(`${id}: A field (200 × 200 pixels)`);
  });

  test.each([
    ["a list in thousandths", [500, 500, 750, 750]],
    ["text with brackets", "<|begin_of_box|>[[500,500,750,750]]<|end_of_box|>"],
    ["an object", { x1: 500, y1: 500, x2: 750, y2: 750 }],
    ["fractions", [0.5, 0.5, 0.75, 0.75]],
  ])("a box given as %s cuts the same part", async (_, box) => {
    const { use, id, context } = await withSquare();
    const [crop = ""] = shownIn(await use(named("crop_image"), { image: id, box, gist: "the square" }));
    expect(context.pictures.get(crop)).toMatchObject({
      gist: "the square",
      asset: { width: 50, height: 50, parent: { assetId: id, box: [0.5, 0.5, 0.75, 0.75] } },
    });
  });

  test("a box that cannot be read says what is expected", async () => {
    const { use, id } = await withSquare();
    expect(said(await use(named("crop_image"), { image: id, box: "over there" }))).toMatch(/left, top, right, bottom/);
  });

  test("an unknown picture lists those there are", async () => {
    const { use, id } = await withSquare();
    expect(said(await use(named("view_image"), { image: "as-ffff" }))).toContain(id);
  });
});

describe("grounding", () => {
  test("asks in a clean context, reads the crop back and gives the box", async () => {
    const { use, id, model } = await withSquare(["[500, 500, 750, 750]", { shows: true }]);
    const outcome = await use(named("ground"), { image: id, target: "the black square" });
    expect(said(outcome)).toContain("box [0.5,0.5,0.75,0.75]");
    expect(shownIn(outcome)).toHaveLength(1);
    expect(model.calls.map((call) => call.messages.length)).toEqual([2, 2]);
    expect(promptOf(model.calls[0]!)).toContain("from 0 to 1000");
  });

  test("tries again with what it was not, three times at most", async () => {
    const { use, id, model } = await withSquare([
      "[0,0,100,100]",
      { shows: false },
      "[100,100,200,200]",
      { shows: false },
      "[200,200,300,300]",
      { shows: false },
    ]);
    expect(said(await use(named("ground"), { image: id, target: "a tree" }))).toBe(
      "“a tree” was not found in A field.",
    );
    expect(promptOf(model.calls[2]!)).toContain("Not it: [0,0,100,100]");
    model.assertConsumed();
  });

  test.each([
    ["pixels", "[20, 0, 120, 50]", "[20,0,120,50]"],
    ["unit", "[0.1, 0, 0.6, 0.5]", "[0.1,0,0.6,0.5]"],
  ] as const)("names what it was not in the model's own scale, in %s", async (coordinates, box, told) => {
    const { use, id, model } = await withSquare([box, { shows: false }, "none"], { profile: { coordinates } });
    await use(named("ground"), { image: id, target: "a tree" });
    expect(promptOf(model.calls[2]!)).toContain(`Not it: ${told}.`);
  });

  test("a model that says it is not there is believed", async () => {
    const { use, id, model } = await withSquare(["none"]);
    expect((await use(named("ground"), { image: id, target: "a tree" })).ok).toBe(false);
    expect(model.calls).toHaveLength(1);
  });

  test("without a model that sees, the way out is named", async () => {
    const { use, id } = await withSquare([], { changes: { models: undefined } });
    expect(said(await use(named("ground"), { image: id, target: "a tree" }))).toContain("--model-look");
  });
});

describe("reading a chart", () => {
  const chart = (values: readonly number[]) => ({
    title: "Heat",
    unit: "GWh",
    series: [{ name: "Heat", points: values.map((value, index) => ({ label: `202${index}`, value })) }],
  });

  test("reads twice in different orders and tells that both agree", async () => {
    const { use, id, model } = await withSquare([chart([118, 120]), chart([118.5, 120])]);
    expect(said(await use(named("read_chart"), { image: id }))).toBe(
      "Heat; unit: GWh\nHeat | 2020 | 118\nHeat | 2021 | 120\nBoth readings agree.",
    );
    expect(promptOf(model.calls[0]!)).not.toBe(promptOf(model.calls[1]!));
  });

  test("values that differ show both", () => {
    const text = compareCharts(chart([118, 120, 5]), chart([118, 140]));
    expect(text).toContain("Heat | 2021 | 120 (second reading: 140)");
    expect(text).toContain("Heat | 2022 | 5 (second reading: not seen)");
    expect(text).toContain("2 of 3 values differ");
  });

  test("a chart that cannot be read twice is not read", async () => {
    const { use, id } = await withSquare([chart([1]), "no chart", "still none"]);
    expect((await use(named("read_chart"), { image: id })).ok).toBe(false);
  });
});

describe("marking", () => {
  test("draws on a copy", async () => {
    const { use, id, context } = await withSquare();
    const outcome = await use(named("annotate_image"), {
      image: id,
      marks: [{ box: [500, 500, 750, 750], label: "square" }],
    });
    const [copy = ""] = shownIn(outcome);
    expect(copy).not.toBe(id);
    expect(context.pictures.get(copy)).toMatchObject({
      asset: { width: 200, height: 200 },
      gist: "A field with marks: square",
    });
    expect(await context.pictures.bytes(id)).not.toEqual(await context.pictures.bytes(copy));
  });

  test("a label is drawn as words, never as markup", () => {
    const svg = drawMarks([{ box: [0, 0, 0.5, 0.5], label: '</text><script>alert("x")</script>' }], {
      width: 100,
      height: 100,
    });
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
  });

  test("a label at the upper edge stands below its box", () => {
    const y = (top: number) =>
      Number(
        /<text x="[^"]*" y="([^"]*)"/.exec(
          drawMarks([{ box: [0, top, 0.5, top + 0.2], label: "a" }], { width: 300, height: 300 }),
        )?.[1],
      );
    expect(y(0)).toBeGreaterThan(60);
    expect(y(0.5)).toBeLessThan(150);
  });
});

describe("the same picture elsewhere", () => {
  test("is found scaled, and others are not", async () => {
    const { use, id, context } = await withSquare();
    const small = await context.pictures.add(await squareOn("yellow", 100), { caption: "The same, small" });
    const text = said(await use(named("search_by_image"), { image: id }));
    expect(text).toContain(`${small.asset.id}: The same, small`);
  });

  test.each([
    ["0", "0", 0],
    ["ff", "0f", 4],
    ["8000000000000000", "0000000000000001", 2],
    ["ffffffffffffffff", "0000000000000000", 64],
  ])("%s and %s differ in %i bits", (first, second, bits) => {
    expect(distanceOf(first, second)).toBe(bits);
  });
});
