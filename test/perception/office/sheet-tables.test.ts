import { describe, expect, test } from "vitest";
import type { SheetRow } from "../../../src/perception/office/sheet.ts";
import { tablesOfSheet } from "../../../src/perception/office/sheet-tables.ts";

/** Rows of a sheet; null is an empty row, `>` in a cell repeats the cell to its left for headers. */
function rowsOf(lines: readonly (string | null)[]): readonly SheetRow[] {
  const rows: SheetRow[] = [];
  let isApart = false;
  for (const line of lines) {
    if (line === null) isApart = true;
    else {
      const cells = line.split("|");
      const spread: string[] = [];
      for (const text of cells) spread.push(text === ">" ? (spread.at(-1) ?? "") : text);
      rows.push({ texts: cells.map((text) => (text === ">" ? "" : text)), spread, isApart });
      isApart = false;
    }
  }
  return rows;
}

/** One line a block: paragraphs as they are, tables as `caption: header / rows`. */
function sketchOf(lines: readonly (string | null)[]): readonly string[] {
  return tablesOfSheet(rowsOf(lines)).map((draft) => {
    if (draft.type !== "table") return "text" in draft ? draft.text : draft.type;
    const header = draft.header.map((row) => row.join("|")).join(" + ");
    const body = draft.rows.map((row) => row.map(({ text }) => text).join("|")).join(", ");
    return `${draft.caption ?? ""}: ${header} / ${body}`;
  });
}

describe("one table", () => {
  test("takes the lines above it for its caption", () => {
    expect(sketchOf(["Sales", "in thousands", null, "Year|Units", "2022|5", "2023|6"])).toEqual([
      "Sales. in thousands: Year|Units / 2022|5, 2023|6",
    ]);
  });

  test("loses the columns that are empty in all its rows", () => {
    expect(sketchOf(["Year||Units|", "2022||5|", "2023||6"])).toEqual([": Year|Units / 2022|5, 2023|6"]);
  });

  test("goes on after an empty row that only makes it easier to read", () => {
    expect(sketchOf(["Year|Units", "2020|5", "2021|6", null, "2022|7", "2023|8"])).toEqual([
      ": Year|Units / 2020|5, 2021|6, 2022|7, 2023|8",
    ]);
  });

  test("has as many header rows as its merged cells ask for", () => {
    expect(sketchOf(["Region|Units|>|Price|>", "|2022|2023|2022|2023", "North|1|2|3|4", "South|5|6|7|8"])).toEqual([
      ": Region|Units|Units|Price|Price + |2022|2023|2022|2023 / North|1|2|3|4, South|5|6|7|8",
    ]);
  });

  test("does not take its whole body for a header, whatever is merged", () => {
    const [table] = tablesOfSheet(rowsOf(["a|b|>", "c|d|>", "e|f|>", "g|h|>", "i|j|>", "k|l|>"]));
    expect(table).toMatchObject({ type: "table" });
    expect(table?.type === "table" ? table.rows.length : 0).toBeGreaterThan(0);
  });
});

describe("several tables on one sheet", () => {
  test("are parted by an empty row and a header of their own", () => {
    expect(sketchOf(["Year|Units", "2022|5", null, "Kind|Euro", "Rent|100", "Food|200"])).toEqual([
      ": Year|Units / 2022|5",
      ": Kind|Euro / Rent|100, Food|200",
    ]);
  });

  test("each have the lines above them", () => {
    expect(
      sketchOf(["First", "Year|Units", "2022|5", null, "Second", "Year|Units", "2022|50", null, "Source: ministry"]),
    ).toEqual(["First: Year|Units / 2022|5", "Second: Year|Units / 2022|50", "Source: ministry"]);
  });
});

test("lines alone are paragraphs in their order", () => {
  expect(sketchOf(["Read me", "This book holds figures.", null, "Ask Ann."])).toEqual([
    "Read me",
    "This book holds figures.",
    "Ask Ann.",
  ]);
});

test("no row gives no block", () => {
  expect(tablesOfSheet([])).toEqual([]);
});
