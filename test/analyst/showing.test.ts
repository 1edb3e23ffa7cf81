import { describe, expect, test } from "vitest";
import { bestShowing } from "../../src/analyst/extractive/deck/showing.ts";
import type { Finding, SourceBlock } from "../../src/evidence/index.ts";
import type { Asset } from "../../src/report/index.ts";
import { stored } from "./sample-filings.ts";

type Rows = readonly (readonly string[])[];

const table = (id: string, header: readonly string[], rows: Rows, caption?: string): SourceBlock => ({
  type: "table",
  id,
  header: [header],
  rows: rows.map((row) => row.map((text) => ({ text }))),
  locator: {},
  ...(caption === undefined ? {} : { caption }),
});
const shownOf = (...blocks: readonly SourceBlock[]): readonly string[] =>
  bestShowing(stored("velden", "Heat in Velden", blocks), blocks).map(nameOf);
const nameOf = (finding: Finding): string =>
  finding.type === "cell" ? `${finding.tableId}:${finding.rowIndex}.${finding.columnIndex}` : finding.type;

const years = ["2020", "2021", "2022", "2023"];
const series = table(
  "t1",
  ["Year", "Heat (GWh)"],
  years.map((year, index) => [year, String(400 + index * 7)]),
);
const words = table(
  "t2",
  ["Town", "Fuel", "Owner"],
  [
    ["Velden", "straw", "the town"],
    ["Orrin", "gas", "a bank"],
    ["Halden", "waste", "the state"],
  ],
);

describe("what shows a chapter", () => {
  test("is the line of a table that follows something over time", () => {
    expect(shownOf(series)).toEqual(years.map((_year, index) => `t1:${index}.1`));
  });

  test("is a table of words where there are no numbers", () => {
    const shown = shownOf(words);
    expect(shown).toHaveLength(9);
    expect(shown[0]).toBe("t2:0.0");
  });

  test("is the development before the words, in whichever order they stand", () => {
    expect(shownOf(words, series)).toEqual(shownOf(series));
    expect(shownOf(series, words)).toEqual(shownOf(series));
  });

  test("is only what stands in the chapter", () => {
    const from = stored("velden", "Heat in Velden", [series, words]);
    expect(bestShowing(from, [words]).map(nameOf)).toEqual(shownOf(words));
    expect(bestShowing(from, [])).toEqual([]);
  });

  test("of more rows and columns than fit is the beginning", () => {
    const row = (name: string): readonly string[] => Array.from({ length: 9 }, (_, column) => `${name} ${column}`);
    const wide = table(
      "t3",
      row("head"),
      Array.from({ length: 30 }, (_, index) => row(`fuel ${index}`)),
    );
    const places = shownOf(wide).map((name) => name.split(":")[1]?.split(".").map(Number) ?? []);
    expect(Math.max(...places.map(([rowIndex = 0]) => rowIndex))).toBe(8);
    expect(Math.max(...places.map(([, column = 0]) => column))).toBe(5);
  });

  test.each<[what: string, table: SourceBlock]>([
    [
      "running text in columns",
      table(
        "t4",
        ["A", "B", "C"],
        Array.from({ length: 4 }, () => ["x".repeat(70), "y".repeat(80), "z"]),
      ),
    ],
    [
      "two columns of words without a name",
      table(
        "t5",
        ["A", "B"],
        [
          ["straw", "gas"],
          ["waste", "wood"],
        ],
      ),
    ],
    ["one column", table("t6", ["A"], [["straw"], ["gas"], ["waste"], ["wood"], ["peat"]], "Fuels")],
    ["one row", table("t7", ["A", "B", "C", "D"], [["straw", "gas", "waste", "wood"]], "Fuels")],
    [
      "blanks",
      table(
        "t8",
        ["A", "B", "C"],
        [
          ["", " ", ""],
          ["", "", " "],
        ],
        "Fuels",
      ),
    ],
  ])("is nothing of %s", (_what, block) => expect(shownOf(block)).toEqual([]));

  test("leaves out cells that hold nothing", () => {
    const gaps = table(
      "t9",
      ["Town", "Fuel", "Owner"],
      [
        ["Velden", "", "the town"],
        ["Orrin", "gas", ""],
        ["Halden", "peat", "all"],
      ],
    );
    expect(shownOf(gaps)).toEqual(["t9:0.0", "t9:0.2", "t9:1.0", "t9:1.1", "t9:2.0", "t9:2.1", "t9:2.2"]);
  });
});

describe("a picture", () => {
  const figure = (caption?: string): SourceBlock =>
    ({
      type: "figure",
      id: "f1",
      assetId: "as-1",
      kind: "chart",
      locator: {},
      ...(caption === undefined ? {} : { caption }),
    }) as never;
  const asset = (width: number, height: number): Asset =>
    ({ id: "as-1", width, height, mediaType: "image/png" }) as never;
  const shown = (block: SourceBlock, picture: Asset, ...others: readonly SourceBlock[]): readonly string[] => {
    const blocks = [block, ...others];
    const from = stored("velden", "Heat in Velden", blocks);
    return bestShowing({ ...from, parsed: { ...from.parsed, assets: [picture] } } as never, blocks).map(nameOf);
  };

  test("with a caption shows a chapter better than words in a table, and less well than a development", () => {
    expect(shown(figure("Heat delivered in Velden by year."), asset(800, 600), words)).toEqual(["region"]);
    expect(shown(figure("Heat delivered in Velden by year."), asset(800, 600), series)).toEqual(shownOf(series));
  });

  test.each([
    [149, 900],
    [900, 149],
  ])("of %i × %i pixels is an ornament", (width, height) => {
    expect(shown(figure("Heat delivered in Velden by year."), asset(width, height))).toEqual([]);
  });

  test("that nobody stored is none", () => {
    expect(shown(figure("Heat delivered."), { ...asset(800, 600), id: "as-2" })).toEqual([]);
  });
});
