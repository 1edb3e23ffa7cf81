import { describe, expect, test } from "vitest";
import type { TextBlock } from "../../../src/perception/layout/block.ts";
import { captionOf } from "../../../src/perception/tables/caption.ts";

const table = { left: 72, right: 400, top: 200, bottom: 300 };

/** Lines of 11.5 points that end so far above the table. */
function block(text: string, above = 6, more: Partial<TextBlock> & { readonly lines?: number } = {}): TextBlock {
  const { lines = 1, ...rest } = more;
  const bottom = table.top - above;
  const place = { left: 72, right: 400, top: bottom - lines * 11.5, bottom };
  return { type: "paragraph", page: 1, text, size: 10, ...place, ...rest } as TextBlock;
}

const heading = (text: string, above = 6) => ({ ...block(text, above), type: "heading", rank: 1 }) as TextBlock;

describe("the caption of a table", () => {
  test.each([
    "Table 3. Net generation by source",
    "TABLE IV Sales",
    "Tabelle 2: Erzeugung",
    "Tableau 1 – Production",
    "Schedule A Fees",
  ])("is a labelled line, which is used up: %s", (text) => {
    const label = block(text);
    expect(captionOf([label], table, 10)).toEqual({ caption: text, used: [label] });
  });

  test("is a heading, which stays one", () => {
    expect(captionOf([heading("Net sales by region")], table, 10)).toEqual({
      caption: "Net sales by region",
      used: [],
    });
  });

  test("is a short title without a full stop", () => {
    expect(captionOf([block("Net sales by region")], table, 10).caption).toBe("Net sales by region");
  });

  test("is the sentence that announces it, not the whole paragraph", () => {
    const text = "Sales rose. In the U.S. Dollar they fell. The following table shows sales by region:";
    expect(captionOf([block(text, 6, { lines: 3 })], table, 10).caption).toBe(
      "The following table shows sales by region:",
    );
  });

  test.each([
    ["a sentence", block("Sales rose in all regions of the country.")],
    ["a long paragraph", block("Sales rose in all regions and for all products that we sell", 6, { lines: 4 })],
    ["what stands far above", block("Net sales by region", 60)],
  ])("is not %s", (_, text) => {
    expect(captionOf([text], table, 10).caption).toBeUndefined();
  });

  test("is missing where nothing stands above", () => {
    expect(captionOf([], table, 10)).toEqual({ used: [] });
  });
});

describe("notes of a table", () => {
  test.each([
    ["(in millions)", "in millions"],
    ["(unaudited)", "unaudited"],
    ["(Dollars in thousands, except per share amounts)", "Dollars in thousands, except per share amounts"],
    ["(in %)", "in %"],
    ["(in € millions)", "in € millions"],
  ])("are read from %s, which says nothing else and is used up", (text, notes) => {
    const note = block(text);
    expect(captionOf([note], table, 10)).toEqual({ notes, used: [note] });
  });

  test("lead up to the caption above them", () => {
    const title = heading("Balance sheets", 32);
    const notes = [block("(in millions)", 19), block("(unaudited)", 6)];
    expect(captionOf([title, ...notes], table, 10)).toEqual({
      caption: "Balance sheets",
      notes: "in millions; unaudited",
      used: [notes[1], notes[0]],
    });
  });

  test("are read from the end of a caption too", () => {
    expect(captionOf([block("Table 2: Net sales (in millions)")], table, 10)).toMatchObject({
      caption: "Table 2: Net sales (in millions)",
      notes: "in millions",
    });
  });

  test("are no other words in brackets", () => {
    expect(captionOf([block("Table 2: Net sales (see note 4)")], table, 10).notes).toBeUndefined();
  });
});
