import { describe, expect, test } from "vitest";
import { readSheet } from "../../../src/perception/office/sheet.ts";
import type { Workbook } from "../../../src/perception/office/workbook.ts";
import { archiveOf, sheetData } from "../../support/office-files.ts";

const workbook: Workbook = { sheets: [], strings: ["Shared", ""], formats: ["number", "date"], is1904: false };
const read = async (xml: string) =>
  readSheet(await archiveOf({ "s.xml": `<worksheet>${xml}</worksheet>` }), "s.xml", workbook);
const texts = async (xml: string) => (await read(xml)).map((row) => row.texts);
const cell = (attributes: string, inner: string) => `<sheetData><row><c ${attributes}>${inner}</c></row></sheetData>`;

describe("a cell", () => {
  test.each([
    ["a number", cell("", "<v>1.50</v>"), "1.5"],
    ["a date by its style", cell('s="1"', "<v>45292</v>"), "2024-01-01"],
    ["a date in ISO form", cell('t="d"', "<v>2024-05-01T00:00:00</v>"), "2024-05-01"],
    ["a shared text", cell('t="s"', "<v>0</v>"), "Shared"],
    [
      "a text of its own with runs",
      cell('t="inlineStr"', "<is><r><t>Two </t></r><r><t>parts</t></r></is>"),
      "Two parts",
    ],
    ["a text with an escaped line end", cell('t="str"', "<v>one_x000D_two</v>"), "one two"],
    ["the result of a formula, not the formula", cell("", "<f>SUM(A1:A9)</f><v>45</v>"), "45"],
    ["a truth value", cell('t="b"', "<v>1</v>"), "TRUE"],
    ["an error as it is shown", cell('t="e"', "<v>#DIV/0!</v>"), "#DIV/0!"],
  ])("is read: %s", async (_, xml, text) => expect(await texts(xml)).toEqual([[text]]));

  test.each([
    ["no value", cell("", "")],
    ["a shared text that is not there", cell('t="s"', "<v>99</v>")],
    ["a shared text that is empty", cell('t="s"', "<v>1</v>")],
  ])("with %s is empty", async (_, xml) => expect(await texts(xml)).toEqual([]));

  test("stands in the column that its reference names", async () => {
    expect(await texts('<sheetData><row><c r="C1"><v>3</v></c><c r="E1"><v>5</v></c></row></sheetData>')).toEqual([
      ["", "", "3", "", "5"],
    ]);
  });

  test("beyond column 300 is left out, however far away it claims to be", async () => {
    const [row] = await texts('<sheetData><row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData>');
    expect(row).toEqual(["1"]);
  });
});

describe("hidden parts", () => {
  test("rows and columns are left out", async () => {
    const xml =
      '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>' +
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>4</v></c></row>' +
      '<row r="2" hidden="1"><c r="A2"><v>99</v></c></row><row r="3"><c r="A3"><v>5</v></c></row></sheetData>';
    expect(await texts(xml)).toEqual([["1", "4"], ["5"]]);
  });

  test("a hidden row parts no tables", async () => {
    const xml =
      '<sheetData><row r="1"><c><v>1</v></c></row><row r="2" hidden="1"/><row r="3"><c><v>2</v></c></row></sheetData>';
    expect((await read(xml)).map((row) => row.isApart)).toEqual([false, false]);
  });
});

describe("empty rows", () => {
  test("are left out and noted in the row below, whether the file writes them or not", async () => {
    const rows = await read(sheetData([["a", "b"], [], ["c", "d"], ["", ""], ["e", "f"], ["g", "h"]]));
    expect(rows.map((row) => [row.texts[0], row.isApart])).toEqual([
      ["a", false],
      ["c", true],
      ["e", true],
      ["g", false],
    ]);
  });
});

describe("merged cells", () => {
  const merged = (rows: Parameters<typeof sheetData>[0], ...ranges: readonly string[]) =>
    read(`${sheetData(rows)}<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join("")}</mergeCells>`);

  test("over rows are written in each row", async () => {
    const rows = await merged(
      [
        ["North", 1],
        [null, 2],
        ["South", 3],
      ],
      "A1:A2",
    );
    expect(rows.map((row) => row.texts)).toEqual([
      ["North", "1"],
      ["North", "2"],
      ["South", "3"],
    ]);
  });

  test("over columns are written once, and spread for headers", async () => {
    const [row] = await merged([["Region", "Units", null, "Price", null]], "B1:C1", "D1:E1");
    expect(row?.texts).toEqual(["Region", "Units", "", "Price"]);
    expect(row?.spread).toEqual(["Region", "Units", "Units", "Price", "Price"]);
  });

  test("over nothing but empty rows make no rows", async () => {
    expect(
      await merged(
        [
          ["x", 1],
          [null, null],
          ["y", 2],
        ],
        "A1:A2",
      ),
    ).toHaveLength(2);
  });

  test("with absurd or broken ranges are passed over", async () => {
    const rows = await merged([["a", 1]], "A1:A1048576", "B2:A1", "nonsense", "A1:ZZZ1");
    expect(rows.map((row) => row.texts)).toEqual([["a", "1"]]);
  });
});

test("a sheet without data, or that is not there, has no rows", async () => {
  expect(await read("<drawing/>")).toEqual([]);
  expect(await readSheet(await archiveOf({ "other.xml": "<a/>" }), "s.xml", workbook)).toEqual([]);
});
