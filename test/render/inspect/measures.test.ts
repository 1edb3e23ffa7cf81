import { describe, expect, test } from "vitest";
import {
  contrastRatio,
  distortion,
  leastContrast,
  overlapShare,
  pictureSize,
} from "../../../src/render/inspect/measures.ts";

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe("overlap", () => {
  test.each([
    ["apart", box(0, 0, 10, 10), box(20, 0, 10, 10), 0],
    ["touching", box(0, 0, 10, 10), box(10, 0, 10, 10), 0],
    ["touching within a point", box(0, 0, 10, 10), box(9.5, 0, 10, 10), 0],
    ["half covered", box(0, 0, 10, 10), box(5, 0, 10, 10), 0.5],
    ["inside", box(0, 0, 100, 100), box(10, 10, 10, 10), 1],
    ["without area", box(0, 0, 10, 10), box(0, 0, 0, 10), 0],
  ])("of boxes that are %s", (_, left, right, share) => {
    expect(overlapShare(left, right)).toBe(share);
    expect(overlapShare(right, left)).toBe(share);
  });
});

describe("contrast", () => {
  test("runs from 1 to 21", () => {
    expect(contrastRatio("000000", "FFFFFF")).toBeCloseTo(21);
    expect(contrastRatio("FFFFFF", "FFFFFF")).toBe(1);
    expect(contrastRatio("777777", "FFFFFF")).toBeCloseTo(4.48, 2);
  });

  test("may be lower for large text", () => {
    expect(leastContrast(12, false)).toBe(4.5);
    expect(leastContrast(14, true)).toBe(3);
    expect(leastContrast(18, false)).toBe(3);
  });
});

test("distortion is the same for stretching and squeezing", () => {
  const own = { width: 200, height: 100 };
  expect(distortion({ width: 400, height: 200 }, own)).toBe(0);
  expect(distortion({ width: 400, height: 100 }, own)).toBeCloseTo(distortion({ width: 100, height: 100 }, own));
});

test("bytes that are no picture have no size", async () => {
  expect(await pictureSize(new Uint8Array([1, 2]))).toBeUndefined();
});
