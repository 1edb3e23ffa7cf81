import { describe, expect, test } from "vitest";
import { captionOf } from "../../../src/perception/figures/caption.ts";
import { wordsInFigures } from "../../../src/perception/figures/find.ts";
import { vectorFigures } from "../../../src/perception/figures/vector.ts";
import type { LaidBlock } from "../../../src/perception/layout/block.ts";
import type { Shape, Word } from "../../../src/perception/layout/item.ts";
import { toPageBlocks } from "../../../src/perception/layout/page-blocks.ts";
import { lines, page, run, style } from "../layout/page-content.ts";

/** Five bars on one base line at 500 points. */
const bars: readonly Shape[] = [40, 110, 75, 130, 90].map((height, index) => ({
  left: 140 + index * 50,
  right: 170 + index * 50,
  top: 500 - height,
  bottom: 500,
  isFilled: true,
  color: "ff336699",
  hasCurve: false,
}));

/** Tick labels stand upright on their side below the bars, with the axis title below them. */
const ticks: readonly Word[] = [2001, 2002, 2003, 2004, 2005].map((year, index) => {
  const [word] = run(String(year), { left: 150 + index * 50, size: 6, rotation: 270 });
  if (!word) throw new Error("There is no word.");
  return { ...word, right: word.left + 6, top: 504, bottom: 520 };
});
const axisTitle = run("Year", { left: 250, top: 530, size: 7, isBold: true });

describe("a chart", () => {
  test("reaches from its bars over turned tick labels to the axis title", () => {
    const { figures } = vectorFigures(page([...ticks, ...axisTitle], { shapes: bars }));
    expect(figures).toHaveLength(1);
    expect(figures[0]).toMatchObject({ kind: "chart", bottom: 537 });
  });

  test("does not reach for its caption", () => {
    const caption = run("Figure 1: Net generation", { left: 140, top: 508 });
    expect(vectorFigures(page(caption, { shapes: bars })).figures[0]?.bottom).toBe(500);
  });

  test("does not reach for the prose below it", () => {
    const prose = run("Generation grew in every year but one, and wind turbines were the reason", { top: 510 });
    expect(vectorFigures(page(prose, { shapes: bars })).figures[0]?.bottom).toBe(500);
  });

  test("keeps its words: none of them is a heading or a paragraph", () => {
    const content = page(
      [...ticks, ...axisTitle, ...lines(["Text stands above the chart,", "and well clear of it."])],
      {
        shapes: bars,
      },
    );
    const { figures } = vectorFigures(content);
    const blocks = toPageBlocks({ page: content, running: [], figures }, style);
    expect(blocks.map((block) => ("text" in block ? block.text : block.type))).toEqual([
      "Text stands above the chart, and well clear of it.",
      "figure",
    ]);
    const figure = blocks.flatMap((block) => (block.type === "figure" ? [block.figure] : []))[0];
    expect(figure?.text).toBe("Year\n2001 2002 2003 2004 2005");
  });
});

describe("no figure is made of", () => {
  test.each([
    ["a few bars", bars.slice(0, 3)],
    ["stripes of one length", bars.map((bar) => ({ ...bar, top: 440 }))],
    ["white bars", bars.map((bar) => ({ ...bar, color: "ffffffff" }))],
    ["nothing", []],
  ])("%s", (_, shapes) => {
    expect(vectorFigures(page([], { shapes })).figures).toEqual([]);
  });
});

test("words over a photo stay in the text, words in a chart do not", () => {
  const words = run("Year");
  const region = { page: 1, left: 60, top: 90, right: 200, bottom: 200 };
  expect(wordsInFigures(words, [{ ...region, kind: "photo" }]).size).toBe(0);
  expect(wordsInFigures(words, [{ ...region, kind: "chart" }]).size).toBe(1);
});

describe("the caption of a figure", () => {
  const figure = { page: 1, kind: "chart", left: 100, top: 300, right: 300, bottom: 400 } as const;
  const block = (text: string, top: number, left = 100): LaidBlock => {
    return { type: "paragraph", page: 1, text, size: 10, left, top, right: left + 150, bottom: top + 12 };
  };

  test("is the label below it", () => {
    expect(captionOf(figure, [block("Some text", 280), block("Figure 1: Sales", 410)])).toBe("Figure 1: Sales");
  });

  test("is the nearest of two labels", () => {
    expect(captionOf(figure, [block("Figure 1: Sales", 270), block("Figure 2: Costs", 405)])).toBe("Figure 2: Costs");
  });

  test("is a short title above it if there is no label", () => {
    expect(captionOf(figure, [block("Sales by year", 285)])).toBe("Sales by year");
  });

  test("is not a label in the next column, on another page, or far away", () => {
    const others = [block("Figure 1: Sales", 405, 400), block("Figure 2: Costs", 600)];
    expect(captionOf(figure, [...others, { ...block("Figure 3: Tax", 405), page: 2 } as LaidBlock])).toBeUndefined();
  });
});
