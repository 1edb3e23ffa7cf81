import { describe, expect, test } from "vitest";
import { multiply } from "../../../src/perception/pdf/matrix.ts";
import { placeText } from "../../../src/perception/pdf/pdfjs-text.ts";

/** The matrices of a page of 612 by 792 points as it is shown for each value of /Rotate (PDF 32000-1, 7.7.3.3). */
const upright = [1, 0, 0, -1, 0, 792];
const quarter = [0, 1, 1, 0, 0, 0];
const half = [-1, 0, 0, 1, 612, 0];

const at = (x: number, y: number, more = {}) => {
  return { str: "ab cd", transform: [10, 0, 0, 10, x, y], width: 50, height: 10, ...more };
};

const boxes = (found: ReturnType<typeof placeText>) =>
  found.map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round));

describe("an item of text", () => {
  test("gives its words with boxes, letters as equally wide", () => {
    const words = placeText(at(100, 692), upright);
    expect(words.map((word) => word.text)).toEqual(["ab", "cd"]);
    expect(boxes(words)).toEqual([
      [100, 90, 120, 102],
      [130, 90, 150, 102],
    ]);
    expect(words.map((word) => [word.size, word.rotation, word.continues])).toEqual([
      [10, 0, false],
      [10, 0, true],
    ]);
  });

  test("finds a word that occurs twice where it stands", () => {
    const words = placeText(at(100, 692, { str: "a a a" }), upright);
    expect(words.map((word) => word.left)).toEqual([100, 120, 140]);
  });

  test("of spaces only gives no words", () => {
    expect(placeText(at(0, 0, { str: "   " }), upright)).toEqual([]);
  });

  test("on a page shown turned is turned with it", () => {
    const [word] = placeText(at(100, 200), quarter);
    expect(word?.rotation).toBe(90);
    expect(boxes([word ?? fail()])).toEqual([[198, 100, 210, 120]]);
  });

  test("on a page shown upside down stands on its head", () => {
    const [word] = placeText(at(100, 200), half);
    expect(Math.abs(word?.rotation ?? 0)).toBe(180);
    expect(boxes([word ?? fail()])).toEqual([[492, 198, 512, 210]]);
  });

  test("turned against its page reads upwards", () => {
    const [word] = placeText(at(100, 200, { transform: [0, 10, -10, 0, 100, 200] }), upright);
    expect(word?.rotation).toBe(-90);
    expect(boxes([word ?? fail()])).toEqual([[90, 572, 102, 592]]);
  });

  test("turned as its page is turned back stands upright", () => {
    const [word] = placeText(at(100, 200, { transform: [0, 10, -10, 0, 100, 200] }), quarter);
    expect(Math.abs(word?.rotation ?? 1)).toBe(0);
  });

  test("set downwards, as in Chinese, is as high as its advance", () => {
    const [word] = placeText(at(100, 692, { str: "文字", width: 0, height: 20, isVertical: true }), upright);
    expect(boxes([word ?? fail()])).toEqual([[95, 100, 105, 120]]);
    expect(word).toMatchObject({ size: 10, rotation: 0 });
  });
});

function fail(): never {
  throw new Error("A word was expected.");
}

test("a product of matrices applies the right one first", () => {
  const move = [1, 0, 0, 1, 5, 7];
  const double = [2, 0, 0, 2, 0, 0];
  expect(multiply(move, double)).toEqual([2, 0, 0, 2, 5, 7]);
  expect(multiply(double, move)).toEqual([2, 0, 0, 2, 10, 14]);
  expect(multiply(quarter, multiply(half, move))).toEqual(multiply(multiply(quarter, half), move));
});
