import { describe, expect, test } from "vitest";
import { captionOf } from "../../../src/perception/figures/caption.ts";
import type { FigureRegion } from "../../../src/perception/figures/model.ts";
import type { LaidBlock } from "../../../src/perception/layout/block.ts";

const figure: FigureRegion = { left: 72, right: 300, top: 200, bottom: 400, page: 1, kind: "chart" };

function text(
  words: string,
  top: number,
  more: Partial<{ left: number; right: number; page: number }> = {},
): LaidBlock {
  return { type: "paragraph", page: 1, text: words, size: 10, left: 72, right: 300, top, bottom: top + 12, ...more };
}

describe("the caption of a figure", () => {
  test.each([
    ["below it", text("Figure 2: Sales by region", 408)],
    ["above it", text("Fig. 2. Sales by region", 180)],
    ["in another language", text("Abbildung 2: Umsatz", 408)],
    ["a little way off", text("Chart 4 Sales", 450)],
  ])("is the labelled text %s", (_, caption) => {
    expect(captionOf(figure, [text("Some text before it.", 100), caption])).toBe("text" in caption ? caption.text : "");
  });

  test("is the nearer one of two", () => {
    expect(captionOf(figure, [text("Figure 1: The one above", 150), text("Figure 2: This one", 405)])).toBe(
      "Figure 2: This one",
    );
  });

  test("is not that of a neighbour in the next column, on another page or far away", () => {
    const others = [
      text("Figure 3: Beside", 405, { left: 320, right: 540 }),
      text("Figure 4: Overleaf", 405, { page: 2 }),
      text("Figure 5: Far below", 500),
    ];
    expect(captionOf(figure, others)).toBeUndefined();
  });

  test("is else a short title right above it", () => {
    expect(captionOf(figure, [text("Sales by region", 184)])).toBe("Sales by region");
  });

  test("is no prose above it and no title below it", () => {
    const prose =
      "The chart shows how the sales of the regions grew in the years since the last report, and by how much.";
    expect(captionOf(figure, [text(`${prose} ${prose}`, 184)])).toBeUndefined();
    expect(captionOf(figure, [text("The next section", 405)])).toBeUndefined();
  });

  test("is cut where it goes on and on", () => {
    expect(captionOf(figure, [text(`Figure 2: ${"word ".repeat(300)}`, 405)])?.length).toBe(600);
  });
});
