import { describe, expect, test } from "vitest";
import type { PageContent, PlacedImage, Shape } from "../../../src/perception/layout/item.ts";
import { needsOcr } from "../../../src/perception/ocr/route.ts";
import { lines, page } from "../layout/page-content.ts";

const dense = lines(Array.from({ length: 20 }, () => "a line of text that is long enough"));
const sparse = lines(["one short line"]);
const picture: PlacedImage = { left: 72, right: 372, top: 200, bottom: 500, hash: "a", pixelWidth: 9, pixelHeight: 9 };

function curves(count: number): readonly Shape[] {
  const place = { left: 72, right: 80, top: 100, bottom: 110 };
  return Array.from({ length: count }, () => ({ ...place, isFilled: true, color: "ff000000", hasCurve: true }));
}

describe("a page is read by OCR", () => {
  test.each<[string, PageContent, boolean]>([
    ["if it is a scan", page([], { ocrReasons: ["scanned"] }), true],
    ["if its text is garbled, however much there is", page(dense, { ocrReasons: ["garbled"] }), true],
    ["if a picture may hold its text", page(sparse, { ocrReasons: ["sparse-text"], images: [picture] }), true],
    ["if its letters may be drawn", page([], { ocrReasons: ["vector-text"], shapes: curves(300) }), true],
    ["not if it has text enough", page(dense, { ocrReasons: ["embedded-images"], images: [picture] }), false],
    ["not if it is simply short", page(sparse, { ocrReasons: ["sparse-text"] }), false],
    ["not if it is blank", page([], { ocrReasons: ["no-text"] }), false],
    ["not for a logo", page(sparse, { ocrReasons: ["sparse-text"], images: [{ ...picture, bottom: 220 }] }), false],
    ["not without a reason", page([], { images: [picture] }), false],
  ])("%s", (_, content, expected) => {
    expect(needsOcr(content)).toBe(expected);
  });
});
