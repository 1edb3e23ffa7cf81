import { describe, expect, test } from "vitest";
import { cellHeaders, shapeOf } from "../../src/evidence/index.ts";
import { cleanLabel } from "../../src/evidence/table-shape.ts";
import { incomeStatement, makeTable } from "./fixtures.ts";

describe("columns", () => {
  test("a header that spans others stands over each of them", () => {
    expect(shapeOf(incomeStatement).columnPaths[1]).toEqual(["Three Months Ended", "July 1, 2023"]);
    const spanning = makeTable(
      "| Three Months Ended | | Nine Months Ended |\n| 2023 | 2022 | 2023 | 2022\nSales | 1 | 2 | 3 | 4",
      {
        headerRows: 2,
      },
    );
    expect(shapeOf(spanning).columnPaths.slice(1)).toEqual([
      ["Three Months Ended", "2023"],
      ["Three Months Ended", "2022"],
      ["Nine Months Ended", "2023"],
      ["Nine Months Ended", "2022"],
    ]);
  });

  test("periods in the first body row head the columns where the parser saw no header", () => {
    const shape = shapeOf(makeTable("| 2023 | 2022\nSales | 10 | 9\nCosts | 5 | 6", { headerRows: 0 }));
    expect(shape.columnPaths).toEqual([[], ["2023"], ["2022"]]);
    expect(shape.rows.map(({ isHeading }) => isHeading)).toEqual([true, false, false]);
  });

  test("a title over the periods is no header", () => {
    const shape = shapeOf(
      makeTable("CONSOLIDATED STATEMENTS | |\n(in millions) | |\n| 2023 | 2022\nSales | 10 | 9", { headerRows: 3 }),
    );
    expect(shape.titles).toContain("(in millions)");
    expect(shape.columnPaths[1]).toEqual(["2023"]);
  });

  test("years as data are no header", () => {
    const shape = shapeOf(makeTable("Film | Year\nAlpha | 1999\nBeta | 2004", {}));
    expect(shape.rows.every(({ isHeading }) => !isHeading)).toBe(true);
    expect(shape.periodColumn).toBe(1);
    expect(shape.labelColumn).toBe(0);
  });
});

describe("rows", () => {
  test("that share a label stand under the row right above each", () => {
    const table =
      "| 2023 | 2022\nResearch | 29 | 26\nPercentage of sales | 8% | 7%\nMarketing | 24 | 25\nPercentage of sales | 6% | 6%";
    expect(shapeOf(makeTable(table, {})).rows.map(({ label, sections }) => [...sections, label].join(" › "))).toEqual([
      "Research",
      "Research › Percentage of sales",
      "Marketing",
      "Marketing › Percentage of sales",
    ]);
  });

  test("that share a label otherwise stay as they are", () => {
    const table = "Team | Points\nNorth | 3\nNorth | 4\nSouth | 5\nNorth | 2";
    expect(shapeOf(makeTable(table, {})).rows.flatMap(({ sections }) => sections)).toEqual([]);
  });

  test("stand under the sections that are open", () => {
    const rows = shapeOf(incomeStatement).rows;
    const under = (label: string): readonly (readonly string[])[] =>
      rows.filter((row) => row.label === label).map((row) => row.sections);
    expect(under("Products")).toEqual([["Net sales:"], ["Cost of sales:"]]);
    expect(under("Net income")).toEqual([[]]);
    expect(under("Basic")).toEqual([["Earnings per share:"], ["Shares used in computing earnings per share:"]]);
  });

  test("a total closes its section", () => {
    const shape = shapeOf(
      makeTable("| 2023\nCurrent assets: |\nCash | 1\nTotal current assets | 1\nGoodwill | 5\nTotal assets | 6", {}),
    );
    expect(shape.rows.map(({ sections }) => sections)).toEqual([[], ["Current assets:"], [], [], []]);
  });

  test("a label broken over two lines is read as one", () => {
    const shape = shapeOf(makeTable("| 2023\nCash, cash equivalents and |\nrestricted cash | 12\nOther | 3", {}));
    expect(shape.rows[1]?.label).toBe("Cash, cash equivalents and restricted cash");
  });

  test("without labels have none", () => {
    expect(shapeOf(makeTable("a | b\n1 | 2\n3 | 4", {})).labelColumn).toBe(-1);
  });
});

describe("cleanLabel", () => {
  test.each([
    ["Cash (1)", "Cash"],
    ["Revenue[2]", "Revenue"],
    ["Germany*", "Germany"],
    ["Net sales .......... ", "Net sales"],
    ["Other  income\n(loss)", "Other income (loss)"],
    ["Class A (2023)", "Class A (2023)"],
  ])("“%s” is “%s”", (text, expected) => {
    expect(cleanLabel(text)).toBe(expected);
  });
});

test("headers of any cell can be asked for, numeric or not", () => {
  expect(cellHeaders(incomeStatement, { rowIndex: 1, columnIndex: 2 })).toEqual({
    row: "Net sales: › Products",
    column: "Three Months Ended › June 25, 2022",
  });
  expect(cellHeaders(incomeStatement, { rowIndex: 99, columnIndex: 0 }).row).toBe("");
});

test("empty and ragged tables have a shape", () => {
  expect(shapeOf({ ...incomeStatement, header: [], rows: [] })).toMatchObject({
    columns: 0,
    rows: [],
    labelColumn: -1,
  });
  const ragged = { ...incomeStatement, header: [["a"]], rows: [[{ text: "x" }], [], [{ text: "y" }, { text: "1" }]] };
  expect(shapeOf(ragged).columns).toBe(2);
  expect(shapeOf(ragged).rows).toHaveLength(3);
});
