import { describe, expect, test } from "vitest";
import type { Rect, Ruling, Shape } from "../../../src/perception/layout/item.ts";
import { bandHeight, bandOf, isInGrid, isRuleBetween, marksOf } from "../../../src/perception/tables/marks.ts";
import { page } from "../layout/page-content.ts";

function fill(left: number, top: number, width: number, height: number): Shape {
  return { left, top, right: left + width, bottom: top + height, isFilled: true, color: "ffeeeeee", hasCurve: false };
}

const across = (y: number): Ruling => ({ left: 72, right: 372, top: y, bottom: y, isHorizontal: true });
const down = (x: number): Ruling => ({ left: x, right: x, top: 100, bottom: 160, isHorizontal: false });
const line = (top: number, left = 80, right = 360): Rect => ({ left, right, top, bottom: top + 10 });

describe("stripes", () => {
  test("are made whole of the filled cells of a row", () => {
    const { bands } = marksOf(
      page([], { shapes: [fill(172, 100, 100, 14), fill(72, 100, 100, 14), fill(272, 100, 100, 14)] }),
    );
    expect(bands).toHaveLength(1);
    expect(bands[0]).toMatchObject({ left: 72, right: 372 });
  });

  test("of neighbouring rows stay apart", () => {
    expect(marksOf(page([], { shapes: [fill(72, 100, 300, 14), fill(72, 114, 300, 14)] })).bands).toHaveLength(2);
  });

  test.each([
    ["a fill as high as a table", fill(72, 100, 300, 200)],
    ["a thin line", fill(72, 100, 300, 2)],
    ["a small box", fill(72, 100, 12, 12)],
    ["a curve", { ...fill(72, 100, 300, 14), hasCurve: true }],
    ["a frame", { ...fill(72, 100, 300, 14), isFilled: false }],
  ])("are not %s", (_, shape) => {
    expect(marksOf(page([], { shapes: [shape] })).bands).toEqual([]);
  });

  test("are not the fill behind several of them", () => {
    const rows = [0, 1, 2, 3].map((index) => fill(72, 100 + index * 18, 300, 14));
    expect(marksOf(page([], { shapes: [fill(70, 98, 304, 74), ...rows] })).bands).toHaveLength(4);
  });

  test("tell on which of them a line stands", () => {
    const marks = marksOf(page([], { shapes: [fill(72, 100, 300, 14), fill(72, 128, 300, 14)] }));
    expect([102, 116, 130].map((top) => bandOf(marks, line(top)))).toEqual([0, -1, 1]);
    expect(bandOf(marks, line(102, 300, 500))).toBe(-1);
    expect(bandHeight(marks.bands)).toBe(14);
  });
});

describe("a drawn grid", () => {
  const rulings = [across(100), across(130), across(160), down(72), down(172), down(372)];
  const marks = marksOf(page([], { rulings }));

  test("holds a line between its rules", () => {
    expect(isInGrid(marks, line(110))).toBe(true);
  });

  test("does not hold a line above, below or beside it", () => {
    expect([80, 165].map((top) => isInGrid(marks, line(top)))).toEqual([false, false]);
    expect(isInGrid(marks, line(110, 400, 500))).toBe(false);
  });

  test("needs two columns: a frame around text is none", () => {
    expect(isInGrid(marksOf(page([], { rulings: [across(100), across(160), down(72), down(372)] })), line(110))).toBe(
      false,
    );
  });
});

test("a rule lies between two heights if it crosses the place", () => {
  const marks = marksOf(page([], { rulings: [across(120)] }));
  expect(isRuleBetween(marks, { from: 110, to: 125 }, 200)).toBe(true);
  expect(isRuleBetween(marks, { from: 110, to: 125 }, 400)).toBe(false);
  expect(isRuleBetween(marks, { from: 125, to: 140 }, 200)).toBe(false);
});
