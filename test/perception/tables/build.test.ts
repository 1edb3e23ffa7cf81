import { describe, expect, test } from "vitest";
import type { TextBlock } from "../../../src/perception/layout/block.ts";
import type { Word } from "../../../src/perception/layout/item.ts";
import { toLines } from "../../../src/perception/layout/line.ts";
import { buildTable } from "../../../src/perception/tables/build.ts";
import { captionOf } from "../../../src/perception/tables/caption.ts";
import { columnOf, findColumns } from "../../../src/perception/tables/columns.ts";
import { countHeaderLines } from "../../../src/perception/tables/header.ts";
import { marksOf } from "../../../src/perception/tables/marks.ts";
import { isClosing, isCurrency, isNumeric, isYear, joinCellWords } from "../../../src/perception/tables/number-text.ts";
import { findRuns } from "../../../src/perception/tables/runs.ts";
import { toTableLine } from "../../../src/perception/tables/table-line.ts";
import { page, rows, run } from "../layout/page-content.ts";

const lefts = [72, 250, 350];
const sales = [
  ["", "2023", "2022"],
  ["Products", "60,584", "63,355"],
  ["Services", "21,213", "19,604"],
  ["Total net sales", "81,797", "82,959"],
];

const tableLines = (words: readonly Word[]) => toLines(words).map(toTableLine);

function tableOf(words: readonly Word[]): { header: readonly (readonly string[])[]; rows: readonly string[] } {
  const table = buildTable(tableLines(words), 1, marksOf(page(words)));
  if (!table) throw new Error("The lines make no table.");
  return { header: table.header, rows: table.rows.map((row) => row.map((cell) => cell.text).join(" | ")) };
}

describe("lines become a table", () => {
  test("with header and rows", () => {
    expect(tableOf(rows(sales, lefts))).toEqual({
      header: [["", "2023", "2022"]],
      rows: ["Products | 60,584 | 63,355", "Services | 21,213 | 19,604", "Total net sales | 81,797 | 82,959"],
    });
  });

  test("with empty cells where nothing stands", () => {
    const gaps = [...sales, ["Other", "", "12"]];
    expect(tableOf(rows(gaps, lefts)).rows.at(-1)).toBe("Other |  | 12");
  });

  test("with currency signs and brackets in their cells", () => {
    const words = [
      ...rows(sales, lefts),
      ...run("Loss", { top: 160 }),
      ...run("$", { left: 250, top: 160 }),
      ...run("(1,234", { left: 262, top: 160 }),
      ...run(")", { left: 294, top: 160 }),
      ...run("$", { left: 350, top: 160 }),
      ...run("17", { left: 362, top: 160 }),
    ];
    expect(tableOf(words).rows.at(-1)).toBe("Loss | $(1,234) | $17");
  });

  test("with a spanning header over its columns", () => {
    const words = [...run("Three months ended July 1", { left: 255, top: 88 }), ...rows(sales, lefts)];
    expect(tableOf(words).header[0]?.slice(1)).toEqual(["Three months ended July 1", "Three months ended July 1"]);
  });

  test("but not one line of text", () => {
    expect(buildTable(tableLines(run("Only one sentence")), 1, marksOf(page([])))).toBeUndefined();
  });
});

describe("columns", () => {
  const columns = findColumns(tableLines(rows(sales, lefts)));

  test("are where the cells stand", () => {
    expect(columns.map((column) => Math.round(column.left))).toEqual(lefts);
  });

  test("take the segments that overlap them", () => {
    const [line] = tableLines(rows([["Rent", "1,100", "980"]], lefts));
    expect(line?.segments.map((segment) => columnOf(columns, segment))).toEqual([0, 1, 2]);
  });

  test("have as many header lines as stand above the numbers", () => {
    expect(countHeaderLines(tableLines(rows(sales, lefts)), columns)).toBe(1);
  });
});

describe("a run of rows", () => {
  const find = (words: readonly Word[]) => findRuns(tableLines(words), () => false).map((found) => found.lines.length);

  test("is found in prose", () => {
    const prose = run("Net sales rose in all the regions in which the company sells its products.", { top: 60 });
    expect(find([...prose, ...rows(sales, lefts)])).toEqual([4]);
  });

  test("is not made of two columns of prose", () => {
    const prose = [1, 2, 3, 4].map(() => ["Words of the left column go on and on", "and so do those of the right one"]);
    expect(find(rows(prose, [72, 320]))).toEqual([]);
  });

  test("is not made of a list with markers set apart", () => {
    const list = ["The first point of it", "The second point of it", "The third point of it"].map((text) => [
      "•",
      text,
    ]);
    expect(find(rows(list, [72, 100]))).toEqual([]);
  });

  test("needs three rows where nothing is drawn", () => {
    expect(find(rows(sales.slice(1, 3), lefts))).toEqual([]);
  });
});

describe("the text above a table", () => {
  const table = { left: 72, top: 200, right: 400, bottom: 300 };
  const block = (text: string, top: number, type: "paragraph" | "heading" = "paragraph"): TextBlock => {
    const box = { page: 1, text, left: 72, top, right: 300, bottom: top + 11 };
    return type === "heading" ? { ...box, type, rank: 1 } : { ...box, type, size: 10 };
  };

  test("is its caption, used up when it is a label", () => {
    const label = block("Table 2: Net sales", 185);
    expect(captionOf([label], table, 10)).toEqual({ caption: "Table 2: Net sales", used: [label] });
  });

  test("is its caption and stays when it is a heading", () => {
    expect(captionOf([block("Net sales", 185, "heading")], table, 10)).toEqual({ caption: "Net sales", used: [] });
  });

  test("gives notes in brackets", () => {
    const note = block("(in millions, except per share data)", 187);
    expect(captionOf([block("Net sales", 172, "heading"), note], table, 10)).toEqual({
      caption: "Net sales",
      notes: "in millions, except per share data",
      used: [note],
    });
  });

  test("gives its last sentence when that announces the table", () => {
    const text = "Sales rose a lot. The following table shows net sales by segment (in millions):";
    expect(captionOf([block(text, 185)], table, 10)).toMatchObject({
      caption: "The following table shows net sales by segment (in millions):",
      notes: "in millions",
    });
  });

  test("says nothing when it is prose or far away", () => {
    expect(captionOf([block("Sales rose a lot in that year.", 185)], table, 10).caption).toBeUndefined();
    expect(captionOf([block("Table 2: Net sales", 100)], table, 10).caption).toBeUndefined();
  });
});

describe("the texts of cells", () => {
  test.each(["1,234", "(5.6)", "$ 1,204", "12%", "-", "n/a", "3.5*", "−7", "(12)%"])("%s is a number", (text) => {
    expect(isNumeric(text)).toBe(true);
  });

  test.each(["Products", "Item 1", "Q3 2023", "a 12"])("%s is none", (text) => {
    expect(isNumeric(text)).toBe(false);
  });

  test("years head columns", () => {
    expect(["2023", "FY 2023", "2022-23", "2022/2023"].every(isYear)).toBe(true);
    expect(["1234", "20,230", "July 2023"].some(isYear)).toBe(false);
  });

  test("fragments join their number", () => {
    expect(joinCellWords(["$", "(1,234", ")", "%"])).toBe("$(1,234)%");
    expect(joinCellWords(["per", "share"])).toBe("per share");
    expect([isCurrency("US$"), isCurrency("USDT"), isClosing(")%"), isClosing("x)")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
