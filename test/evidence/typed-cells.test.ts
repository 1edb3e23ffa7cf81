import { describe, expect, test } from "vitest";
import { type SourceTable, shapeOf, type TableContext, type TypedCell, typedCells } from "../../src/evidence/index.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";
import { incomeStatement, makeTable } from "./fixtures.ts";

const context: TableContext = { sourceTitle: "A report" };
const apple: TableContext = { sourceTitle: "10-Q", entity: "Apple Inc." };

/** The cell at a place of the body. */
function at(table: SourceTable, rowIndex: number, columnIndex: number, from = context): TypedCell | undefined {
  return typedCells(table, from).find((cell) => cell.rowIndex === rowIndex && cell.columnIndex === columnIndex);
}

describe("an income statement", () => {
  test("gives value, unit, metric, entity and period of a cell", () => {
    expect(at(incomeStatement, 1, 1, apple)).toMatchObject({
      text: "$ 60,584",
      row: "Net sales: › Products",
      column: "Three Months Ended › July 1, 2023",
      months: 3,
      step: 1e6,
      quantity: {
        value: 60_584e6,
        unit: "USD",
        metric: "Net sales › Products",
        entity: "Apple Inc.",
        period: "Three Months Ended July 1, 2023",
        periodEnd: "2023-07-01",
      },
    });
  });

  test("keeps periods of other lengths with the same end apart", () => {
    expect(at(incomeStatement, 3, 1)?.months).toBe(3);
    expect(at(incomeStatement, 3, 3)).toMatchObject({
      months: 9,
      quantity: { periodEnd: "2023-07-01", value: 293_787e6 },
    });
  });

  test("ends a section at its total and starts the next", () => {
    expect(at(incomeStatement, 3, 1)?.quantity.metric).toBe("Total net sales");
    expect(at(incomeStatement, 5, 1)?.quantity.metric).toBe("Cost of sales › Products");
    expect(at(incomeStatement, 7, 1)?.quantity.metric).toBe("Gross margin");
  });

  test("carries the currency to cells without a sign", () => {
    expect(at(incomeStatement, 2, 2)?.quantity).toMatchObject({ value: 19_604e6, unit: "USD" });
  });

  test("reads brackets as negative and leaves dashes out", () => {
    expect(at(incomeStatement, 8, 1)?.quantity.value).toBe(-265e6);
    expect(at(incomeStatement, 8, 4)).toBeUndefined();
  });

  test("excepts per-share amounts and shares from the scale of money", () => {
    expect(at(incomeStatement, 11, 1)?.quantity).toMatchObject({
      value: 1.27,
      unit: "USD per share",
      metric: "Earnings per share › Basic",
    });
    expect(at(incomeStatement, 13, 1)?.quantity).toMatchObject({ value: 15_697_614e3, unit: "shares" });
  });

  test("reads percentages in a table of money, also where the sign is left out", () => {
    expect(at(incomeStatement, 14, 1)?.quantity).toMatchObject({ value: 12.5, unit: "%" });
    expect(at(incomeStatement, 14, 3)?.quantity).toMatchObject({ value: 14.6, unit: "%" });
  });

  test("types every number once and no heading row", () => {
    const cells = typedCells(incomeStatement, context);
    expect(new Set(cells.map((cell) => `${cell.rowIndex}:${cell.columnIndex}`)).size).toBe(cells.length);
    expect(cells.filter((cell) => [0, 4, 10, 12].includes(cell.rowIndex))).toEqual([]);
    expect(cells).toHaveLength(11 * 4 - 1);
  });
});

describe("headers where the parser left them", () => {
  const rows = `
    | Three Months Ended September 30, | Three Months Ended September 30,
    | 2022 | 2023
    Net product sales | $ 59,340 | $ 63,171
    Basic earnings per share | $ 0.28 | $ 0.96
    Weighted-average shares used in computation of earnings per share: | |
    Basic | 10,191 | 10,322
  `;

  test("takes leading body rows of periods as header rows", () => {
    const table = makeTable(rows, { headerRows: 0, notes: "(in millions, except per share data)" });
    expect(at(table, 2, 1)?.quantity).toMatchObject({
      value: 59_340e6,
      periodEnd: "2022-09-30",
      period: "Three Months Ended September 30, 2022",
    });
    expect(at(table, 3, 2)?.quantity).toMatchObject({ value: 0.96, unit: "USD per share" });
    expect(at(table, 5, 1)?.quantity).toMatchObject({ value: 10_191e6, unit: "shares" });
    expect(shapeOf(table).rows[1]?.isHeading).toBe(true);
  });

  test("joins a year row in the body to a header row of months", () => {
    const table = makeTable(rows, { headerRows: 1, notes: "(in millions)" });
    expect(at(table, 1, 2)?.quantity.periodEnd).toBe("2023-09-30");
  });

  test("spreads a spanning header that stands in its first column only", () => {
    const table = makeTable(
      "| Three Months Ended | | Nine Months Ended |\n| July 1, 2023 | June 25, 2022 | July 1, 2023 | June 25, 2022\nSales | 1 | 2 | 3 | 4",
      { headerRows: 2 },
    );
    expect(at(table, 0, 2)).toMatchObject({ months: 3, quantity: { periodEnd: "2022-06-25" } });
    expect(at(table, 0, 4)).toMatchObject({ months: 9 });
  });

  test("takes a title over the columns for a title, and its note for the scale", () => {
    const table = makeTable(
      "| SAMPLE CORP. | |\n| (in millions, except per share data) | |\n| 2022 | 2023 | 2024\nNet sales | $ 1,000 | 2,000 | 3,000",
      { headerRows: 3 },
    );
    expect(at(table, 0, 1)?.quantity).toMatchObject({ value: 1e9, unit: "USD", metric: "Net sales" });
    expect(shapeOf(table).titles).toContain("SAMPLE CORP.");
  });

  test("joins a label to its values on the next line", () => {
    const table = makeTable("| 2023 | 2022\niPhone® | |\n| $ 39,669 | $ 40,665\nMac | 6,840 | 7,382", {
      notes: "(in millions)",
    });
    expect(at(table, 1, 1)?.quantity.metric).toBe("iPhone");
    expect(at(table, 2, 1)?.quantity.metric).toBe("Mac");
  });
});

describe("a balance sheet", () => {
  const table = makeTable(
    `
    | July 1, 2023 | September 24, 2022
    ASSETS: | |
    Current assets: | |
    Cash and cash equivalents | $ 28,408 | $ 23,646
    Total current assets | 122,659 | 135,405
    Non-current assets: | |
    Marketable securities | 104,061 | 120,805
    Total non-current assets | 212,379 | 217,350
    Total assets | $ 335,038 | $ 352,755
    LIABILITIES: | |
    Accounts payable | 46,699 | 64,115
    `,
    { notes: "(in millions)" },
  );

  test("nests sections under capitals and closes them by their totals", () => {
    const metric = (row: number): string | undefined => at(table, row, 1)?.quantity.metric;
    expect(metric(2)).toBe("ASSETS › Current assets › Cash and cash equivalents");
    expect(metric(3)).toBe("ASSETS › Total current assets".replace("ASSETS › ", ""));
    expect(metric(5)).toBe("Non-current assets › Marketable securities");
    expect(metric(7)).toBe("Total assets");
    expect(metric(9)).toBe("LIABILITIES › Accounts payable");
  });

  test("dates its columns", () => {
    expect(at(table, 2, 2)?.quantity).toMatchObject({ period: "September 24, 2022", periodEnd: "2022-09-24" });
  });
});

describe("segments and changes", () => {
  const table = makeTable(
    `
    | Three Months Ended June 30, 2022 | Three Months Ended June 30, 2023 | Change
    North America | | |
    Net sales | $ 78,843 | $ 87,887 | 11 %
    Operating income (loss) | (412) | 4,307 | nm
    International | | |
    Net sales | 27,720 | 32,137 | 16 %
    Year-over-year Percentage Growth: | | |
    International | (5) | 16 |
    `,
    { notes: "(in millions)" },
  );

  test("puts rows under the segment that stands above them", () => {
    expect(at(table, 1, 1)?.quantity.metric).toBe("North America › Net sales");
    expect(at(table, 4, 1)?.quantity.metric).toBe("International › Net sales");
  });

  test("takes the unit of rows under a percentage title from the title", () => {
    expect(at(table, 6, 1)?.quantity).toMatchObject({
      value: -5,
      unit: "%",
      metric: "Year-over-year Percentage Growth › International",
    });
  });

  test("gives a change no period", () => {
    expect(at(table, 1, 3)?.quantity).toEqual({ value: 11, unit: "%", metric: "North America › Net sales › Change" });
  });

  test("says whose numbers a table shows when the caption names another one", () => {
    const other = makeTable("| 2022 | 2023\nRevenues | $ 459 | $ 1,782", {
      caption: "Summarized information of Rivian as disclosed in its filings is as follows (in millions):",
    });
    expect(at(other, 0, 1, apple)?.quantity.entity).toBe("Rivian");
  });
});

describe("time in rows", () => {
  test("reads a file of years and values", () => {
    const table = makeTable("year | value\n1990 | 12.5\n1991 | 13");
    expect(at(table, 1, 1, { sourceTitle: "wheat.csv" })?.quantity).toEqual({
      value: 13,
      unit: "",
      metric: "value",

      period: "1991",
      periodEnd: "1991",
    });
  });

  test("reads a long file of entity, date and value", () => {
    const table = makeTable("symbol | date | price\nMSFT | Jan 1 2000 | 39.81\nAAPL | 2000-02-01 | 28.66");
    expect(at(table, 1, 2)?.quantity).toMatchObject({ entity: "AAPL", periodEnd: "2000-02-01", metric: "price" });
  });

  test("reads units from column headers", () => {
    const table = makeTable(
      "Year | Population (millions) | Growth % | Area (km²)\n1980 | 1.2 | — | 12,000\n1990 | 1.4 | 1.2 | 12,000",
    );
    expect(at(table, 0, 1)?.quantity.value).toBe(1.2e6);
    expect(at(table, 0, 2)).toBeUndefined();
    expect(at(table, 1, 2)?.quantity.unit).toBe("%");
    expect(at(table, 1, 3)?.quantity).toMatchObject({ value: 12_000, unit: "km²" });
  });
});

describe("entities and attributes", () => {
  test("reads a medal table, with the year of its caption", () => {
    const table = makeTable(
      "Rank | Nation | Gold | Total\n1 | China (CHN)* | 48 | 100\n2 | United States (USA) | 36 | 112",
      { caption: "2008 Summer Olympics medal table" },
    );
    expect(at(table, 0, 2)?.quantity).toEqual({
      value: 48,
      unit: "",
      metric: "Gold",
      entity: "China (CHN)",
      period: "2008",
      periodEnd: "2008",
    });
  });

  test("reads entities against years, with the metric of the caption", () => {
    const table = makeTable("Country | 2019 | 2020\nGermany | 3,888 | 3,846", {
      caption: "GDP by country (US$ billions)",
    });
    expect(at(table, 0, 2)?.quantity).toMatchObject({
      value: 3846e9,
      unit: "USD",
      entity: "Germany",
      metric: "GDP by country",
      periodEnd: "2020",
    });
  });

  test("keeps decimals of other languages", () => {
    const table = makeTable("Land | Einwohner (Mio.) | Fläche (km²)\nBayern | 13,1 | 70.542", {});
    expect(at(table, 0, 1, { ...context, language: "de" })?.quantity.value).toBe(13.1e6);
    expect(at(table, 0, 2, { ...context, language: "de" })?.quantity.value).toBe(70_542);
  });
});

describe("odd tables", () => {
  test("reads signs and percent marks in cells of their own", () => {
    const table = makeTable("| | 2023 | | 2022\nCash | $ | 1,234 | $ | (56\nRate | | 12.5 | % | 3", {
      notes: "(in millions)",
    });
    expect(at(table, 0, 2)?.quantity).toMatchObject({ value: 1234e6, unit: "USD" });
    expect(at(table, 0, 4)?.quantity.value).toBe(-56e6);
    expect(at(table, 1, 2)?.quantity).toMatchObject({ value: 12.5, unit: "%" });
  });

  test("takes a bare year among grouped thousands for a year", () => {
    const table = makeTable("2023 | $ 1,260 | 2024 | 3,417", { headerRows: 0, notes: "(in millions)" });
    expect(typedCells(table, context).map(({ text }) => text)).toEqual(["$ 1,260", "3,417"]);
  });

  test("reads shares in thousands beside money in millions, and counts without currency", () => {
    const shares = makeTable("| 2023\nNet income | $ 19,881\nWeighted-average basic shares outstanding | 15,697,614", {
      caption: "Earnings (net income in millions and shares in thousands):",
    });
    expect(at(shares, 1, 1)?.quantity).toMatchObject({ value: 15_697_614e3, unit: "shares" });
    const counts = makeTable(
      "| Number of RSUs (in thousands) | Aggregate Fair Value (in millions)\nBalance | 201,501 | $ 48,900",
    );
    expect(at(counts, 0, 1)?.quantity).toMatchObject({ value: 201_501e3, unit: "" });
    expect(at(counts, 0, 2)?.quantity).toMatchObject({ value: 48_900e6, unit: "USD" });
  });

  test("survives empty and ragged tables", () => {
    expect(typedCells({ ...incomeStatement, header: [], rows: [] }, context)).toEqual([]);
    expect(
      typedCells({ ...incomeStatement, header: [["a"]], rows: [[], [{ text: "5" }, { text: "6" }]] }, context).length,
    ).toBeGreaterThan(0);
  });

  test("types ten thousand rows within seconds", () => {
    const lines = [
      "name | date | value",
      ...Array.from(
        { length: 10_000 },
        (_, index) => `row ${index} | 2000-01-${String((index % 28) + 1).padStart(2, "0")} | ${index}.5`,
      ),
    ];
    const started = cpuMilliseconds();
    expect(typedCells(makeTable(lines.join("\n")), context)).toHaveLength(10_000);
    expect(cpuMilliseconds() - started).toBeLessThan(15_000);
  });
});
