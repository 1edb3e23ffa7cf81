import { describe, expect, test } from "vitest";
import { chartOf, entityKey, metricKey, tableOf, toSeries, verifyReport } from "../../src/evidence/index.ts";
import { type Evidence, type Quantity, type Table, textOf, walkCitations } from "../../src/report/index.ts";
import {
  bankAllCells,
  incomeStatement,
  makeParsed,
  makeSource,
  makeTable,
  paragraph,
  quoteEvidence,
} from "./fixtures.ts";

const appleSource = makeSource("src-a", { title: "2023 Q3 AAPL" });
const apple = makeParsed([paragraph("b1", "Apple Inc. (Exact name of registrant)"), { ...incomeStatement, id: "b2" }]);
const amazonSource = makeSource("src-b", { title: "2023 Q2 AMZN" });
const amazon = makeParsed([
  paragraph("b1", "Amazon.com, Inc. and subsidiaries"),
  makeTable(
    "| Three Months Ended June 30, | Three Months Ended June 30,\n| 2022 | 2023\nTotal net sales | $ 121,234 | 134,383\nNet income (loss) | (2,028) | 6,750",
    { headerRows: 2, notes: "(in millions)", id: "b2" },
  ),
]);
const all = [...bankAllCells(appleSource, apple), ...bankAllCells(amazonSource, amazon)];
const about = (metric: string, months = "Three"): readonly Evidence[] =>
  all.filter(({ quantities }) => quantities?.some((one) => one.metric === metric && one.period?.startsWith(months)));

const grid = (table: Table | undefined): readonly (readonly string[])[] =>
  [table?.header ?? [], ...(table?.rows ?? [])].map((row) => row.map((cell) => textOf(cell.children)));

const value = (year: number, amount: number, changes: Partial<Quantity> = {}): Quantity => ({
  value: amount,
  unit: "GWh",
  metric: "Output",
  entity: "Plant A",
  period: String(year),
  periodEnd: String(year),
  ...changes,
});
const said = (id: string, quantity: Quantity, text = `${quantity.value} GWh`, sourceId = "src-a"): Evidence =>
  quoteEvidence(id, text, quantity, sourceId);

describe("toSeries", () => {
  test("orders by period and keeps lengths of periods apart", () => {
    const series = toSeries(
      all.filter(
        ({ quantities }) => quantities?.[0]?.metric === "Total net sales" && quantities[0].entity === "Apple Inc.",
      ),
    );
    expect(
      series.map(({ months, points }) => [months, points.map(({ periodEnd, value: amount }) => [periodEnd, amount])]),
    ).toEqual([
      [
        3,
        [
          ["2022-06-25", 82_959e6],
          ["2023-07-01", 81_797e6],
        ],
      ],
      [
        9,
        [
          ["2022-06-25", 304_182e6],
          ["2023-07-01", 293_787e6],
        ],
      ],
    ]);
  });

  test("makes one point of the same value from several documents", () => {
    const [series] = toSeries([
      said("ev-1", value(2020, 12), "12 GWh"),
      said("ev-2", value(2020, 12.3, { entity: "plant a" }), "12.3 GWh", "src-b"),
      said("ev-3", value(2021, 14)),
    ]);
    expect(series?.points).toMatchObject([
      { value: 12.3, evidenceIds: ["ev-2", "ev-1"], others: [] },
      { value: 14, evidenceIds: ["ev-3"] },
    ]);
  });

  test("keeps what most sources say and lists the rest, never an average", () => {
    const [series] = toSeries([
      said("ev-1", value(2020, 50)),
      said("ev-2", value(2020, 12), "12 GWh", "src-b"),
      said("ev-3", value(2020, 12), "12  GWh", "src-c"),
    ]);
    expect(series?.points).toMatchObject([
      { value: 12, evidenceIds: ["ev-2", "ev-3"], others: [{ value: 50, evidenceIds: ["ev-1"] }] },
    ]);
  });

  test("mixes neither units nor metrics nor entities", () => {
    expect(
      toSeries([
        said("ev-1", value(2020, 1)),
        said("ev-2", value(2020, 1, { unit: "%" })),
        said("ev-3", value(2020, 1, { metric: "Input" })),
        said("ev-4", value(2020, 1, { entity: "Plant B" })),
      ]),
    ).toHaveLength(4);
    expect(toSeries([])).toEqual([]);
  });

  test("cells of one column stay one series when only some of them are filed under a name", () => {
    const cell = (year: number, entity: string | undefined, columnIndex = 1): Evidence => {
      const { entity: _, ...unnamed } = value(year, year - 1_700);
      const quantity = entity === undefined ? unnamed : { ...unnamed, entity };
      const place = { tableId: "b1", row: String(year), column: "Output", rowIndex: year, columnIndex };
      const content = { type: "cell" as const, ...place, value: String(quantity.value) };
      return { ...said(`e${year}-${columnIndex}`, quantity), content };
    };
    const named = [cell(2021, undefined), cell(2022, "Plant A"), cell(2023, "Plant A")];
    expect(toSeries(named).map(({ entity, points }) => [entity, points.length])).toEqual([["Plant A", 3]]);
    expect(toSeries([...named, cell(2020, "Plant B")])).toHaveLength(3);
    expect(toSeries([...named, cell(2020, undefined, 2)])).toHaveLength(2);
  });

  test("knows metrics and entities in other spellings", () => {
    expect(metricKey("Total net sales")).toBe(metricKey("Net sales, total"));
    expect(entityKey("Apple Inc.")).toBe(entityKey("Apple"));
    expect(entityKey("Amazon.com, Inc.")).toBe("amazon");
    expect(entityKey("Deutsche Bahn AG")).toBe("deutsche bahn");
  });
});

describe("chartOf", () => {
  test("joins a row under its heading with the same row of another table, not two rows of other headings", () => {
    const headed = { metric: "Operating expenses › Research and development" };
    const plain = { metric: "Research and development" };
    const first = said("ev-1", value(2001, 10, plain));
    const same = [said("ev-2", value(2001, 10, headed)), said("ev-3", value(2002, 12, headed))];
    expect(toSeries([first, ...same]).map(({ points }) => points.length)).toEqual([2]);
    expect(toSeries([first, said("ev-2", value(2001, 11, headed))])).toHaveLength(2);
    const other = said("ev-4", value(2001, 10, { metric: "Commitments › Research and development" }));
    expect(toSeries([...same, other])).toHaveLength(2);
  });

  test("says a unit once", () => {
    const table = tableOf({
      id: "t",
      title: "Output of the plants (GWh)",
      evidence: [said("ev-1", value(2001, 10)), said("ev-2", value(2002, 12))],
    });
    expect(textOf(table?.caption ?? [])).toBe("Output of the plants (GWh)");
  });

  test("puts companies with other fiscal ends on one timeline, every point cited", () => {
    const chart = chartOf({ id: "c1", title: "Net sales", evidence: about("Total net sales") });
    expect(chart).toMatchObject({
      mark: "bar",
      unit: "USD",
      xTitle: "Three months ended",
      yTitle: "Total net sales",
      categories: ["Jun 2022", "Jun 2023"],
      series: [
        { name: "Apple Inc.", points: [{ value: 82_959e6 }, { value: 81_797e6 }] },
        { name: "Amazon.com, Inc.", points: [{ value: 121_234e6 }, { value: 134_383e6 }] },
      ],
    });
    expect(chart?.series.every(({ points }) => points.every(({ evidenceIds }) => evidenceIds.length > 0))).toBe(true);
    expect(chart?.alt).toContain("USD 82.959 billion (Jun 2022)");
  });

  test("draws a line from four periods on and leaves gaps empty", () => {
    const years = [2018, 2019, 2020, 2021];
    const evidence = [
      ...years.map((year, index) => said(`ev-${year}`, value(year, index + 1))),
      said("ev-b", value(2018, 7, { entity: "Plant B" })),
      said("ev-c", value(2020, 8, { entity: "Plant B" })),
    ];
    const chart = chartOf({ id: "c1", title: "Output", evidence });
    expect(chart?.mark).toBe("line");
    expect(chart?.categories).toEqual(["2018", "2019", "2020", "2021"]);
    expect(chart?.series[1]).toMatchObject({
      name: "Plant B",
      points: [{ value: 7 }, { value: null, evidenceIds: [] }, { value: 8 }, { value: null }],
    });
  });

  test("keeps to one unit and names metrics of one entity", () => {
    const chart = chartOf({
      id: "c1",
      title: "Apple",
      evidence: bankAllCells(appleSource, apple).filter(({ quantities }) =>
        quantities?.[0]?.period?.startsWith("Three"),
      ),
    });
    expect(chart?.unit).toBe("USD");
    expect(chart?.series.map(({ name }) => name)).toContain("Gross margin");
    expect(chart?.series.length).toBeLessThanOrEqual(8);
  });

  test("draws entities without periods as bars", () => {
    const gold = (entity: string, count: number): Evidence =>
      said(`ev-${entity}`, { value: count, unit: "", metric: "Gold", entity }, String(count));
    expect(chartOf({ id: "c1", title: "Gold medals", evidence: [gold("China", 48), gold("USA", 36)] })).toMatchObject({
      mark: "bar",
      categories: ["China", "USA"],
      series: [{ name: "Gold", points: [{ value: 48 }, { value: 36 }] }],
    });
  });

  test("draws nothing from one value", () => {
    expect(chartOf({ id: "c1", title: "One", evidence: [said("ev-1", value(2020, 1))] })).toBeUndefined();
    expect(chartOf({ id: "c1", title: "None", evidence: [] })).toBeUndefined();
  });
});

describe("tableOf", () => {
  test("sets entities against periods, in the scale of the sources, with a citation in each value", () => {
    const table = tableOf({ id: "t1", title: "Total net sales", evidence: about("Total net sales") });
    expect(textOf(table?.caption ?? [])).toBe("Total net sales (USD million), three months ended");
    expect(grid(table)).toEqual([
      ["", "Jun 2022", "Jun 2023"],
      ["Apple Inc.", "82,959", "81,797"],
      ["Amazon.com, Inc.", "121,234", "134,383"],
    ]);
    expect(table && [...walkCitations([table])]).toHaveLength(4);
    expect(table?.rows[0]?.[0]?.isHeader).toBe(true);
    expect(table?.rows[0]?.[1]?.align).toBe("right");
  });

  test("names units beside the rows where they differ, and prints losses with a minus", () => {
    const table = tableOf({
      id: "t1",
      title: "Mixed",
      evidence: [...about("Earnings per share › Basic"), ...about("Net income (loss)")],
    });
    expect(grid(table).map(([name]) => name)).toEqual([
      "",
      "Apple Inc., Earnings per share › Basic (USD per share)",
      "Amazon.com, Inc., Net income (loss) (USD million)",
    ]);
    expect(grid(table)[2]).toContain("−2,028");
    expect(grid(table)[1]).toContain("1.20");
  });

  test("calls a series by the last part of its label where that says enough and tells it apart", () => {
    const names = (metrics: readonly string[]): readonly (string | undefined)[] => {
      const evidence = metrics.flatMap((metric, index) => [
        said(`ev-a${index}`, value(2010, index + 1, { metric })),
        said(`ev-b${index}`, value(2011, index + 2, { metric })),
      ]);
      return grid(tableOf({ id: "t1", title: "Mixed", evidence }))
        .map(([name]) => name)
        .slice(1);
    };
    expect(names(["Assets › Cash and cash equivalents", "Total net sales"])).toEqual([
      "Cash and cash equivalents",
      "Total net sales",
    ]);
    expect(names(["Products › Cost of sales", "Services › Cost of sales"])).toEqual([
      "Products › Cost of sales",
      "Services › Cost of sales",
    ]);
    expect(names(["Earnings per share › Basic", "Total net sales"])[0]).toBe("Earnings per share › Basic");
  });

  test("turns long timelines so that periods stand in rows", () => {
    const evidence = Array.from({ length: 9 }, (_, index) => said(`ev-${index}`, value(2010 + index, index + 1)));
    const rows = grid(tableOf({ id: "t1", title: "Output", evidence }));
    expect(rows).toHaveLength(10);
    expect(rows[1]).toEqual(["2010", "1"]);
  });

  test("sets entities against attributes without periods", () => {
    const one = (entity: string, metric: string, amount: number, unit = ""): Evidence =>
      said(`ev-${entity}-${metric}`, { value: amount, unit, metric, entity }, `${amount}`);
    const table = tableOf({
      id: "t1",
      title: "Cars",
      evidence: [one("A", "Weight", 1200, "kg"), one("B", "Weight", 900, "kg"), one("A", "Doors", 5)],
    });
    expect(grid(table)).toEqual([
      ["", "Weight (kg)", "Doors"],
      ["A", "1,200", "5"],
      ["B", "900", "–"],
    ]);
  });

  test("makes no table of one value", () => {
    expect(tableOf({ id: "t1", title: "One", evidence: [said("ev-1", value(2020, 1))] })).toBeUndefined();
  });

  test("writes numbers in the report's language", () => {
    expect(grid(tableOf({ id: "t1", title: "Umsatz", evidence: about("Total net sales"), language: "de" }))[1]).toEqual(
      ["Apple Inc.", "82.959", "81.797"],
    );
  });
});

describe("what is drawn can be checked", () => {
  test.each(["en", "de", "fr"])("every cell and point in %s is supported by what it cites", (language) => {
    const series = [
      about("Total net sales"),
      about("Net income (loss)"),
      about("Earnings per share › Basic"),
      about("Shares used in computing earnings per share › Basic"),
      about("Effective tax rate"),
      all,
    ];
    const blocks = series.flatMap((evidence, index) => {
      const input = { title: "A title", evidence, language };
      return [tableOf({ id: `t${index}`, ...input }), chartOf({ id: `c${index}`, ...input })].filter(
        (block) => block !== undefined,
      );
    });
    const verification = verifyReport(
      {
        language,
        summary: [],
        sections: [{ id: "s1", title: "S", blocks, sections: [] }],
        sources: [appleSource, amazonSource],
        evidence: all,
      },
      { loadParsed: (id) => (id === "src-a" ? apple : amazon) },
    );
    expect(verification.checks.filter(({ support }) => support !== "supported")).toEqual([]);
    expect(verification.claims).toBeGreaterThan(40);
  });
});
