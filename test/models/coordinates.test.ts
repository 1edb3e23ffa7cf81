import { describe, expect, test } from "vitest";
import { overlap, parseBoxes, scaleFrom } from "../../src/models/coordinates.ts";

const size = { width: 2_000, height: 1_000 };
const half = [0.1, 0.2, 0.5, 0.6] as const;

describe("boxes as models write them", () => {
  test.each([
    ["a list", "[100, 200, 500, 600]"],
    ["a list in a list", "[[100,200,500,600]]"],
    ["round brackets", "(100,200),(500,600)"],
    ["a tag", "<bbox>100, 200, 500, 600</bbox>"],
    ["angle brackets", "<100><200><500><600>"],
    ["box tokens", "<|begin_of_box|>[[100, 200, 500, 600]]<|end_of_box|>"],
    ["an object of corners", '{"x1": 100, "y1": 200, "x2": 500, "y2": 600}'],
    ["an object of sides", '{"left": 100, "top": 200, "right": 500, "bottom": 600}'],
    ["minima and maxima", '{"xmin": 100, "ymin": 200, "xmax": 500, "ymax": 600}'],
    ["a detection", '[{"label": "chart", "bbox_2d": [100, 200, 500, 600]}]'],
    ["words around", "The chart is at [100, 200, 500, 600], I think."],
    ["corners in the wrong order", "[500, 600, 100, 200]"],
    ["decimals", "[100.0, 200.0, 500.0, 600.0]"],
    ["spaces only", "100 200 500 600"],
  ])("%s", (_, text) => {
    const [box] = parseBoxes(text, { scale: "thousand", size });
    expect(box?.map((value) => Number(value.toFixed(3)))).toEqual([...half]);
  });

  test.each([
    ["fractions, whatever the profile says", "[0.1, 0.2, 0.5, 0.6]", "thousand"],
    ["fractions", "[0.1, 0.2, 0.5, 0.6]", "unit"],
    ["pixels", "[200, 200, 1000, 600]", "pixels"],
    ["pixels above a thousand, although thousandths were expected", "[200, 200, 1000.5, 600]", "thousand"],
    ["thousandths, although fractions were expected", "[100, 200, 500, 600]", "unit"],
  ] as const)("%s", (_, text, scale) => {
    const [box] = parseBoxes(text, { scale, size });
    expect(box?.map((value) => Number(value.toFixed(2)))).toEqual([...half]);
  });

  test("several boxes keep their order", () => {
    const boxes = parseBoxes("[[0,0,100,100],[900,900,1000,1000]]", { scale: "thousand", size });
    expect(boxes).toEqual([
      [0, 0, 0.1, 0.1],
      [0.9, 0.9, 1, 1],
    ]);
  });

  test("what leaves the picture is cut at its edge", () => {
    expect(parseBoxes("[-50, 0, 999, 1000]", { scale: "thousand", size })).toEqual([[0, 0, 0.999, 1]]);
  });

  test.each(["", "no box here", "[1, 2, 3]", "[5, 5, 5, 5]", "[100, 200, 100, 600]", "page 3 of 4"])(
    "%j gives none",
    (text) => {
      expect(parseBoxes(text, { scale: "thousand", size })).toEqual([]);
    },
  );
});

describe("the scale of a model, from a box whose place is known", () => {
  test.each([
    ["[0.1, 0.2, 0.5, 0.6]", "unit"],
    ["[98, 205, 505, 590]", "thousand"],
    ["[200, 200, 1000, 600]", "pixels"],
    ["[[200, 201, 998, 600]]", "pixels"],
  ])("%s is in %s", (text, scale) => {
    expect(scaleFrom(text, half, size)).toBe(scale);
  });

  test.each(["nothing", "[900, 900, 990, 990]"])("%j tells nothing", (text) => {
    expect(scaleFrom(text, half, size)).toBeUndefined();
  });
});

test("overlap is the shared area of both", () => {
  expect(overlap([0, 0, 1, 1], [0, 0, 1, 1])).toBe(1);
  expect(overlap([0, 0, 0.5, 1], [0.5, 0, 1, 1])).toBe(0);
  expect(overlap([0, 0, 1, 1], [0, 0, 0.5, 0.5])).toBeCloseTo(0.25, 9);
  expect(overlap(undefined, [0, 0, 1, 1])).toBe(0);
});
