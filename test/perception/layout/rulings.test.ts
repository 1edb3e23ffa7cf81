import { describe, expect, test } from "vitest";
import type { Rect, Shape } from "../../../src/perception/layout/item.ts";
import { isVisible, toGraphics } from "../../../src/perception/layout/rulings.ts";

const across = (left: number, right: number, y: number): Rect => ({ left, right, top: y, bottom: y });
const down = (x: number, top: number, bottom: number): Rect => ({ left: x, right: x, top, bottom });

function fill(left: number, top: number, width: number, height: number, more: Partial<Shape> = {}): Shape {
  const place = { left, top, right: left + width, bottom: top + height };
  return { ...place, isFilled: true, color: "ff000000", hasCurve: false, ...more };
}

describe("what can be seen", () => {
  test.each([
    ["ff000000", true],
    ["ffeeeeee", true],
    ["ffffffff", false],
    ["FFFFFFFF", false],
    ["00123456", false],
    [undefined, true],
  ])("colour %s: %s", (color, visible) => {
    expect(isVisible(color)).toBe(visible);
  });
});

describe("rulings", () => {
  test("are strokes across and down", () => {
    const { rulings } = toGraphics([across(72, 300, 100), down(72, 100, 200)], []);
    expect(rulings).toEqual([
      { ...across(72, 300, 100), isHorizontal: true },
      { ...down(72, 100, 200), isHorizontal: false },
    ]);
  });

  test("are thin rectangles too, which are no shapes then", () => {
    const { rulings, shapes } = toGraphics([], [fill(72, 100, 200, 0.7), fill(72, 120, 200, 30)]);
    expect(rulings).toHaveLength(1);
    expect(shapes).toEqual([fill(72, 120, 200, 30)]);
  });

  test("are made whole of the pieces that the cells of a table draw, in any order", () => {
    const pieces = [across(200, 300, 100), across(72, 120, 100), across(121, 199.5, 100.4)];
    const { rulings } = toGraphics(pieces, []);
    expect(rulings).toHaveLength(1);
    expect(rulings[0]).toMatchObject({ left: 72, right: 300 });
  });

  test("are made whole downwards too", () => {
    const { rulings } = toGraphics([down(72, 112, 124), down(72, 100, 112), down(72, 124, 136)], []);
    expect(rulings).toEqual([{ ...down(72, 100, 136), isHorizontal: false }]);
  });

  test("stay two over a gap, and on two heights", () => {
    expect(toGraphics([across(72, 120, 100), across(130, 200, 100)], []).rulings).toHaveLength(2);
    expect(toGraphics([across(72, 120, 100), across(120, 200, 106)], []).rulings).toHaveLength(2);
  });

  test("are no dots, nothing white and no thin curves", () => {
    const { rulings } = toGraphics(
      [across(72, 75, 100)],
      [fill(72, 100, 200, 1, { color: "ffffffff" }), fill(72, 110, 200, 1, { hasCurve: true })],
    );
    expect(rulings).toEqual([]);
  });

  test("of a full grid are as many as it has lines", () => {
    const cells = Array.from({ length: 24 }, (_, index) => {
      const [left, top] = [72 + (index % 4) * 60, 100 + Math.floor(index / 4) * 20];
      const [right, bottom] = [left + 60, top + 20];
      return [across(left, right, top), across(left, right, bottom), down(left, top, bottom), down(right, top, bottom)];
    });
    const { rulings } = toGraphics(cells.flat(), []);
    expect(rulings.filter((rule) => rule.isHorizontal)).toHaveLength(7);
    expect(rulings.filter((rule) => !rule.isHorizontal)).toHaveLength(5);
  });
});
