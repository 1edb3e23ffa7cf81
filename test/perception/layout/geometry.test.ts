import { describe, expect, test } from "vitest";
import {
  areaOf,
  grow,
  holds,
  intersection,
  median,
  overlapX,
  overlapY,
  toBox,
  union,
} from "../../../src/perception/layout/geometry.ts";
import type { Rect } from "../../../src/perception/layout/item.ts";

const rect = (left: number, top: number, right: number, bottom: number): Rect => ({ left, top, right, bottom });

const samples = [rect(0, 0, 10, 10), rect(5, 5, 15, 20), rect(20, 0, 30, 10), rect(2, 2, 4, 4), rect(-5, -5, 0, 0)];

describe("overlaps", () => {
  test.each([
    ["apart", rect(0, 0, 10, 10), rect(13, 0, 20, 10), -3],
    ["touching", rect(0, 0, 10, 10), rect(10, 0, 20, 10), 0],
    ["inside", rect(0, 0, 10, 10), rect(2, 0, 5, 10), 3],
  ])("of rectangles %s are measured on the x axis", (_, a, b, length) => {
    expect(overlapX(a, b)).toBe(length);
    expect(overlapX(b, a)).toBe(length);
  });

  test("have an area that is never negative, in whatever order", () => {
    for (const a of samples) {
      for (const b of samples) {
        expect(intersection(a, b)).toBe(intersection(b, a));
        expect(intersection(a, b)).toBeGreaterThanOrEqual(0);
        expect(intersection(a, b)).toBeLessThanOrEqual(Math.min(areaOf(a), areaOf(b)));
        if (overlapX(a, b) < 0 || overlapY(a, b) < 0) expect(intersection(a, b)).toBe(0);
      }
    }
  });
});

describe("the union", () => {
  test("holds every rectangle it is made of", () => {
    const whole = union(samples);
    expect(whole).toEqual(rect(-5, -5, 30, 20));
    for (const sample of samples) expect(intersection(whole, sample)).toBe(areaOf(sample));
  });

  test("of one is itself without what else it carries, and of none is empty", () => {
    expect(union([{ ...rect(1, 2, 3, 4), text: "word" } as Rect])).toEqual(rect(1, 2, 3, 4));
    expect(areaOf(union([]))).toBe(0);
  });
});

test("a rectangle holds what has its middle in it, edges included", () => {
  expect(holds(rect(0, 0, 10, 10), rect(8, 8, 12, 12))).toBe(true);
  expect(holds(rect(0, 0, 10, 10), rect(8, 8, 13, 12))).toBe(false);
});

test("growing moves every side outwards", () => {
  expect(grow(rect(10, 10, 20, 20), 3)).toEqual(rect(7, 7, 23, 23));
});

describe("a box of a page", () => {
  const page = { width: 600, height: 800 };

  test("is given in fractions with four decimals", () => {
    expect(toBox(rect(100, 200, 300, 401), page)).toEqual([0.1667, 0.25, 0.5, 0.5013]);
  });

  test("is cut to the page", () => {
    expect(toBox(rect(-20, -1, 700, 801), page)).toEqual([0, 0, 1, 1]);
  });

  test("has only finite numbers, also on a page without size", () => {
    expect(toBox(rect(0, 0, 10, 10), { width: 0, height: 0 })).toEqual([0, 0, 0, 0]);
  });
});

test.each([
  [[], 0],
  [[4], 4],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2],
])("the median of %j is %d, the lower of two", (values, middle) => {
  expect(median(values)).toBe(middle);
});
