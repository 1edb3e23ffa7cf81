import { describe, expect, test } from "vitest";
import { metricCells, toFinding } from "../../src/analyst/extractive/metric-cells.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import { bankFinding, type SourceTable } from "../../src/evidence/index.ts";
import { type Row, stored, table } from "./sample-filings.ts";

const quarters = [
  ["", "Three Months Ended", "Three Months Ended"],
  ["", "June 30, 2023", "June 30, 2022"],
];
const statement = (rows: readonly Row[], caption = "Consolidated statements of operations (in millions)", id = "t1") =>
  table(id, { caption, header: quarters, rows });
const report = (...tables: readonly SourceTable[]) => stored("2023 Q2 ORC", "Orchard Inc.", tables);

const cellsFor = (
  topic: string,
  tables: readonly SourceTable[],
  given: { entity?: string; asksRate?: boolean; asksCount?: boolean } = {},
) =>
  metricCells(report(...tables), {
    matcher: topicMatcher(topic),
    entity: given.entity,
    asksRate: given.asksRate ?? false,
    asksCount: given.asksCount ?? false,
  });
const rowFor = (...args: Parameters<typeof cellsFor>) => {
  const cells = cellsFor(...args);
  return cells[0] && [cells[0].metric, ...cells.map(({ cell }) => cell.text)];
};

describe("the row that gives a measure", () => {
  test("is the one whose label says it most exactly", () => {
    const rows: readonly Row[] = [
      ["Cost of sales", "60", "50"],
      ["Other income, net", "4", "5"],
      ["Total net sales", "100", "88"],
      ["Net income per share", "2", "1"],
      ["Net income", "12", "9"],
    ];
    expect(rowFor("net sales", [statement(rows)])).toEqual(["Total net sales", "100", "88"]);
    expect(rowFor("net income", [statement(rows)])).toEqual(["Net income", "12", "9"]);
  });

  test.each([
    ["revenue", "Total net sales"],
    ["turnover", "Total net sales"],
    ["Umsatz", "Total net sales"],
    ["chiffre d'affaires", "Total net sales"],
    ["ingresos", "Total net sales"],
    ["营业收入", "Total net sales"],
    ["выручка", "Total net sales"],
    ["net profit", "Net income"],
  ])("may say it in other words: %s", (topic, label) => {
    const rows: readonly Row[] = [
      ["Total net sales", "100", "88"],
      ["Net income", "12", "9"],
    ];
    expect(rowFor(topic, [statement(rows)])?.[0]).toBe(label);
  });

  test("stands in a primary statement rather than in a table of segments", () => {
    const segment = statement([["Net sales", "40", "30"]], "Segment results (in millions)", "t0");
    const primary = statement([["Net sales", "100", "88"]]);
    expect(rowFor("net sales", [segment, primary])).toEqual(["Net sales", "100", "88"]);
    expect(cellsFor("net sales", [segment, primary])[0]?.inStatement).toBe(true);
    expect(cellsFor("net sales", [segment])[0]?.inStatement).toBe(false);
  });

  test("is money where the question asks for no rate, a percentage where it does", () => {
    const rows: readonly Row[] = [
      ["Income taxes", "15", "14"],
      ["Income taxes", "25.0%", "24.5%"],
    ];
    expect(rowFor("income taxes", [statement(rows)])?.slice(1)).toEqual(["15", "14"]);
    expect(rowFor("income taxes", [statement(rows)], { asksRate: true })?.slice(1)).toEqual(["25.0%", "24.5%"]);
  });

  test("is no sum of money where the question asks how many", () => {
    const tables = [statement([["Repurchases of common stock", "$(56,547)", "$(64,974)"]], "Cash flows (in millions)")];
    expect(rowFor("common stock", tables)?.[0]).toBe("Repurchases of common stock");
    expect(rowFor("common stock", tables, { asksCount: true })).toBeUndefined();
  });

  test("is not one that only leaves the topic out, unless that is asked for", () => {
    const rows: readonly Row[] = [
      ["Growth of sales, excluding the effect of exchange rates", "15%", "9%"],
      ["Effect of exchange rates", "(2)%", "3%"],
    ];
    expect(rowFor("exchange rates", [statement(rows)], { asksRate: true })?.[0]).toBe("Effect of exchange rates");
    expect(rowFor("exchange rates", [statement(rows.slice(0, 1))], { asksRate: true })).toBeUndefined();
    expect(
      rowFor("growth of sales excluding the effect of exchange rates", [statement(rows)], { asksRate: true })?.[0],
    ).toContain("excluding");
  });

  test("is the first of equals", () => {
    const [one, two] = [statement([["Net sales", "100", "88"]]), statement([["Net sales", "1", "2"]], undefined, "t2")];
    expect(cellsFor("net sales", [one, two])[0]?.tableId).toBe("t1");
  });

  test("is none where no label says it, and none without a period", () => {
    expect(cellsFor("net sales", [statement([["Headcount", "7", "8"]])])).toEqual([]);
    expect(
      cellsFor("net sales", [table("t1", { header: [["", "North", "South"]], rows: [["Net sales", "1", "2"]] })]),
    ).toEqual([]);
  });
});

describe("a table whose periods run down", () => {
  const down = table("t1", {
    caption: "Electricity generation (GWh)",
    header: [["Year", "Wind power", "Coal"]],
    rows: [
      ["2020", "20", "80"],
      ["2021", "30", "70"],
      ["2022", "40", "60"],
    ],
  });

  test("gives the column that says the topic, one cell a year", () => {
    const cells = cellsFor("wind power", [down]);
    expect(cells.map(({ end, cell }) => [end, cell.text])).toEqual([
      ["2020", "20"],
      ["2021", "30"],
      ["2022", "40"],
    ]);
  });
});

describe("a table about another party", () => {
  const foreign = statement(
    [["Net sales", "7", "6"]],
    "Summarised financial information of Sapling Ltd., as disclosed by Sapling Ltd. (in millions)",
    "t9",
  );

  test("is no answer for the asked name where its caption says so", () => {
    const found = cellsFor("net sales", [foreign, statement([["Net sales", "100", "88"]])], { entity: "Orchard" });
    expect(found.map(({ tableId }) => tableId)).not.toContain("t9");
    expect(found.every(({ entity }) => entity === "Orchard")).toBe(true);
  });
});

describe("a finding of a cell", () => {
  test("can be banked, under the name and measure that were asked for", () => {
    const source = report(statement([["Total net sales", "$ 100", "$ 88"]]));
    const search = { matcher: topicMatcher("net sales"), entity: "Orchard", asksRate: false };
    for (const cell of metricCells(source, search)) {
      const banked = bankFinding(toFinding(cell), source, "q1");
      expect(banked.ok && banked.evidence.quantities?.[0]).toMatchObject({
        entity: "Orchard",
        metric: "Total net sales",
        unit: "USD",
      });
    }
  });
});
