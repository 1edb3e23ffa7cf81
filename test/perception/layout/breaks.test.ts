import { describe, expect, test } from "vitest";
import type { LaidBlock } from "../../../src/perception/layout/block.ts";
import { joinBreaks } from "../../../src/perception/layout/breaks.ts";
import { style } from "./page-content.ts";

interface Spot {
  readonly page?: number;
  readonly top?: number;
  readonly left?: number;
  readonly size?: number;
  readonly type?: "paragraph" | "list-item";
}

function text(words: string, { page = 1, top = 700, left = 72, size = 10, type = "paragraph" }: Spot = {}): LaidBlock {
  return { type, page, text: words, size, left, top, right: left + 200, bottom: top + 24 };
}

function heading(words: string, page = 2): LaidBlock {
  return { type: "heading", page, text: words, rank: 1, left: 72, top: 60, right: 200, bottom: 72 };
}

const table: LaidBlock = {
  type: "table",
  page: 1,
  table: { page: 1, left: 72, top: 720, right: 300, bottom: 760, header: [], rows: [[{ text: "1" }]] },
};

function textsOf(blocks: readonly LaidBlock[]): readonly string[] {
  return joinBreaks(blocks, style).map((block) => ("text" in block ? block.text : block.type));
}

const half = "The outcome of these matters is hard to tell, and the losses may exceed the";
const rest = "amounts that were recorded for them.";
const top = { page: 2, top: 60 };

describe("a sentence over a page break", () => {
  test("becomes one paragraph on the first page, with the box it has there", () => {
    const [first] = joinBreaks([text(half), text(rest, top)], style);
    expect(first).toMatchObject({ page: 1, left: 72, top: 700, right: 272, bottom: 724, text: `${half} ${rest}` });
  });

  test("says from which letter on it stands on which page", () => {
    const middle = "amounts that were recorded, which would be felt by the whole of the indus-";
    const [first] = joinBreaks([text(half), text(middle, top), text("try.", { page: 3, top: 60 })], style);
    if (first?.type !== "paragraph") throw new Error("The sentence is no paragraph.");
    const starts = first.parts?.map(({ from, page }) => [page, first.text.slice(from, from + 7)]);
    expect(starts).toEqual([
      [1, "The out"],
      [2, "amounts"],
      [3, "try."],
    ]);
  });

  test("goes on although a line stands sideways at the edge of the page", () => {
    const stamp: LaidBlock = { ...text("arXiv:2301.01234v1", { left: 10 }), isAside: true } as LaidBlock;
    expect(textsOf([text(half), stamp, text(rest, top)])[0]).toBe(`${half} ${rest}`);
  });

  test("goes on over three pages", () => {
    const middle = "amounts that were recorded, which would be felt by the whole of the";
    expect(textsOf([text(half), text(middle, { page: 2 }), text("company.", { page: 3, top: 60 })])).toEqual([
      `${half} ${middle} company.`,
    ]);
  });

  test("finds its first half before a table and its caption, which follow it", () => {
    const caption = text("Table 4: Losses by year", { top: 716 });
    expect(textsOf([text(half), caption, table, text(rest, top)])).toEqual([
      `${half} ${rest}`,
      "Table 4: Losses by year",
      "table",
    ]);
  });

  test("finds its first half before a footnote in smaller print", () => {
    const note = text("1 See the note on commitments.", { top: 740, size: 8 });
    expect(textsOf([text(half), note, text(rest, top)])[0]).toBe(`${half} ${rest}`);
  });

  test("of a list item is the item's", () => {
    const [item] = joinBreaks([text(`• ${half}`, { type: "list-item" }), text(rest, top)], style);
    expect(item).toMatchObject({ type: "list-item", text: `• ${half} ${rest}` });
  });

  test("makes a broken word whole", () => {
    const broken = "Nobody knew at the time how much of that infor-";
    expect(textsOf([text(broken), text("mation was right.", top)])).toEqual([
      "Nobody knew at the time how much of that information was right.",
    ]);
  });

  test("may break before a name", () => {
    const open = "Cash and cash equivalents were used to pay for the";
    expect(textsOf([text(open), text("Anthropic note in the third quarter.", top)])).toHaveLength(1);
  });
});

describe("a sentence over a column break", () => {
  test("becomes one paragraph whose box holds both parts", () => {
    const [first] = joinBreaks([text(half, { top: 600 }), text(rest, { left: 330, top: 80 })], style);
    expect(first).toMatchObject({ text: `${half} ${rest}`, left: 72, right: 530, top: 80, bottom: 624 });
  });
});

describe("two paragraphs stay two", () => {
  test.each([
    ["when the first has ended", `${half} recorded amounts.`, rest],
    ["when the first has ended inside quotes", `${half} "recorded amounts."`, rest],
    ["when the first announces something", `${half} following:`, rest],
    [
      "when the second begins with a capital and the first is not open",
      `${half} amounts recorded`,
      "Another matter is this.",
    ],
    ["when the second is an enumerated part", half, "a) the amounts recorded"],
    ["when the first is a mere label", "Total net sales", rest],
  ])("%s", (_, first, second) => {
    expect(textsOf([text(first), text(second, top)])).toHaveLength(2);
  });

  test("when a heading lies between", () => {
    expect(textsOf([text(half), heading("Item 2"), text(rest, top)])).toHaveLength(3);
  });

  test("when the size of the print differs", () => {
    expect(textsOf([text(half), text(rest, { ...top, size: 12 })])).toHaveLength(2);
  });

  test("when a whole page lies between", () => {
    expect(textsOf([text(half), text(rest, { page: 3, top: 60 })])).toHaveLength(2);
  });

  test("when the second begins an item", () => {
    expect(textsOf([text(half), text("• amounts", { ...top, type: "list-item" })])).toHaveLength(2);
  });

  test("when they stand right below each other on one page", () => {
    expect(textsOf([text(half, { top: 100 }), text(rest, { top: 130 })])).toHaveLength(2);
  });
});
