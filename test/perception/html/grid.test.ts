import { describe, expect, test } from "vitest";
import { gridOf } from "../../../src/perception/html/grid.ts";
import { dropEmptyColumns, joinSigns } from "../../../src/perception/html/table-columns.ts";
import { elementOf, pageOf } from "../../support/page.ts";

function grid(rows: string): readonly string[] {
  const $ = pageOf(`<table>${rows}</table>`);
  return gridOf($, elementOf($, "table")).map((row) => row.slots.map(({ text }) => text || "·").join(" "));
}

describe("a table as a rectangle", () => {
  test.each([
    ["plain cells", "<tr><td>a<td>b</tr><tr><td>c<td>d</tr>", ["a b", "c d"]],
    ["a column span", "<tr><td colspan=2>a<td>b</tr><tr><td>c<td>d<td>e</tr>", ["a a b", "c d e"]],
    ["a row span", "<tr><td rowspan=2>a<td>b</tr><tr><td>c</tr>", ["a b", "a c"]],
    ["a row span in the middle", "<tr><td>a<td rowspan=2>b<td>c</tr><tr><td>d<td>e</tr>", ["a b c", "d b e"]],
    ["a block of both", "<tr><td rowspan=2 colspan=2>a<td>b</tr><tr><td>c</tr>", ["a a b", "a a c"]],
    [
      "a row span of zero, to the end",
      "<tr><td rowspan=0>a<td>b</tr><tr><td>c</tr><tr><td>d</tr>",
      ["a b", "a c", "a d"],
    ],
    ["rows of different lengths", "<tr><td>a</tr><tr><td>b<td>c<td>d</tr>", ["a · ·", "b c d"]],
    ["a span beyond the last row", "<tr><td rowspan=9>a<td>b</tr>", ["a b"]],
    [
      "a row span that would leave the head",
      "<thead><tr><th rowspan=2>Year<th>Heat</tr></thead><tbody><tr><td>2020<td>380</tr></tbody>",
      ["Year Heat", "2020 380"],
    ],
    [
      "a row span of zero in one of two bodies",
      "<tbody><tr><td rowspan=0>a<td>b</tr><tr><td>c</tr></tbody><tbody><tr><td>d<td>e</tr></tbody>",
      ["a b", "a c", "d e"],
    ],
    [
      "a foot written before the body",
      "<thead><tr><th>h</th></tr></thead><tfoot><tr><td>sum</td></tr></tfoot><tbody><tr><td>x</td></tr></tbody>",
      ["h", "x", "sum"],
    ],
    ["cells and rows that are never closed", "<tr><th>Year<th>Heat<tr><td>2020<td>380", ["Year Heat", "2020 380"]],
    ["an empty row", "<tr></tr><tr><td>a</tr>", ["·", "a"]],
    ["no row at all", "", []],
    ["nonsense spans", '<tr><td colspan="x">a<td rowspan="-3">b</tr>', ["a b"]],
  ])("with %s", (_, rows, expected) => expect(grid(rows)).toEqual(expected));

  test("reads the rows of head, body and foot in their order, not those of tables inside", () => {
    expect(
      grid(
        "<thead><tr><th>h</th></tr></thead><tbody><tr><td><table><tr><td>inner</td></tr><tr><td>rows</td></tr></table></td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot>",
      ),
    ).toEqual(["h", "inner rows", "f"]);
  });

  test("has as many slots in each row, whatever the spans", () => {
    const random = (seed: number) => (Math.imul(seed + 1, 2_654_435_761) >>> 0) / 2 ** 32;
    for (let seed = 0; seed < 40; seed += 1) {
      const cell = (at: number) =>
        `<td colspan=${Math.floor(random(seed * 100 + at) * 4)} rowspan=${Math.floor(random(seed * 177 + at) * 4)}>x`;
      const row = (at: number) => `<tr>${[0, 1, 2, 3].map((column) => cell(at * 4 + column)).join("")}</tr>`;
      const $ = pageOf(`<table>${[0, 1, 2, 3, 4].map(row).join("")}</table>`);
      const widths = new Set(gridOf($, elementOf($, "table")).map(({ slots }) => slots.length));
      expect(widths.size).toBe(1);
    }
  });

  test("ends at 300 columns", () => {
    const [row] = grid("<tr><td colspan=1000>a<td colspan=1000>b</tr>");
    expect(row?.split(" ")).toHaveLength(300);
  });
});

describe("signs of filings", () => {
  test.each([
    [
      ["$", "5", ""],
      ["", "$5", ""],
    ],
    [["(5", ")", "x"], ["(5", ")", "x"].map((text, at) => (at === 0 ? "(5)" : at === 1 ? "" : text))],
    [
      ["12", "%", "€", "3"],
      ["12%", "", "", "€3"],
    ],
    [
      ["$", "—", ""],
      ["", "$—", ""],
    ],
    [
      ["$", "word"],
      ["$", "word"],
    ],
    [
      ["%", "5"],
      ["%", "5"],
    ],
  ])("%j are %j", (row, joined) => expect(joinSigns(row)).toEqual(joined));
});

describe("columns without text", () => {
  test("go when their header is empty, repeats a neighbour's or stands for pictures", () => {
    const table = {
      header: [["Name", "", "Photo", "Units", "Units"]],
      rows: [
        ["Ann", "", "", "5", ""],
        ["Bo", "", "", "6", ""],
      ],
    };
    expect(dropEmptyColumns(table)).toEqual({
      header: [["Name", "Units"]],
      rows: [
        ["Ann", "5"],
        ["Bo", "6"],
      ],
    });
  });

  test("stay when they have a name of their own: nothing is an answer, too", () => {
    const table = { header: [["Name", "Remarks"]], rows: [["Ann", ""]] };
    expect(dropEmptyColumns(table)).toEqual(table);
  });

  test("and rows without text go", () => {
    expect(dropEmptyColumns({ header: [], rows: [["a"], [""], ["b"]] }).rows).toEqual([["a"], ["b"]]);
  });
});
