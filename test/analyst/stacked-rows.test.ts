import { describe, expect, test } from "vitest";
import { datedRows } from "../../src/analyst/extractive/adding-rows.ts";
import { breakdownOf } from "../../src/analyst/extractive/breakdown.ts";
import { stackedRows } from "../../src/analyst/extractive/stacked-rows.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import { typedTables } from "../../src/analyst/extractive/typed-tables.ts";
import type { SourceTable } from "../../src/evidence/index.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { type Row, stored, table } from "./sample-filings.ts";

const header = [
  ["", "Three Months Ended", "Three Months Ended"],
  ["", "June 30, 2023", "June 30, 2022"],
];
const block = (name: string, sales: readonly [string, string], income: readonly [string, string]): readonly Row[] => [
  [`${name}:`, "", ""],
  ["Net sales", ...sales],
  [income[0].startsWith("(") ? "Operating loss" : "Operating income", ...income],
];
const segments = (rows: readonly Row[], caption = "Results by reportable segment (in millions)"): SourceTable =>
  table("seg", { caption, header, rows });
const three = [
  ...block("Presses", ["$ 60", "$ 50"], ["42", "30"]),
  ...block("Cider", ["$ 30", "$ 28"], ["(12)", "(11)"]),
  ...block("Services", ["$ 10", "$ 10"], ["3", "3"]),
];
const whole = block("Consolidated", ["$ 100", "$ 88"], ["33", "22"]);

const rowsOf = (given: SourceTable) => {
  const [typed] = typedTables(stored("report", "Orchard Inc.", [given]));
  return typed ? datedRows(typed) : [];
};
const stackedIn = (given: SourceTable, measure: string, totals: SourceTable | undefined = undefined) =>
  stackedRows(rowsOf(given), {
    isMeasure: (label) => label.toLowerCase().includes(measure),
    totals: totals ? rowsOf(totals) : [],
  });
const partsOf = (found: ReturnType<typeof stackedRows>) => found.map(({ parts }) => parts.map(({ label }) => label));

describe("blocks of rows, one below another", () => {
  test("give a part each, under the measure, with the total of the same table", () => {
    const found = stackedIn(segments([...three, ...whole]), "net sales");
    expect(partsOf(found)).toEqual([["Net sales › Presses", "Net sales › Cider", "Net sales › Services"]]);
    expect(found[0]?.total.cells.map(({ quantity }) => quantity.value)).toEqual([100e6, 88e6]);
  });

  test("may call a loss by its name: 42 − 12 + 3 = 33", () => {
    expect(partsOf(stackedIn(segments([...three, ...whole]), "operating"))).toEqual([
      ["Operating income › Presses", "Operating income › Cider", "Operating income › Services"],
    ]);
  });

  test("may have their total in another table of the document", () => {
    const statement = table("ops", {
      caption: "Statements of operations (in millions)",
      header,
      rows: [["Total net sales", "$ 100", "$ 88"]],
    });
    expect(partsOf(stackedIn(segments(three), "net sales", statement))).toHaveLength(1);
    expect(stackedIn(segments(three), "net sales")).toEqual([]);
  });

  test("are no parts where they do not add up", () => {
    const other = block("Consolidated", ["$ 109", "$ 88"], ["33", "22"]);
    expect(stackedIn(segments([...three, ...other]), "net sales")).toEqual([]);
  });

  test("are no parts where one name stands twice, or only one is left", () => {
    const twice = [...three, ...block("Cider", ["$ 5", "$ 5"], ["1", "1"]), ...whole];
    expect(stackedIn(segments(twice), "net sales")).toEqual([]);
    expect(stackedIn(segments([...block("Presses", ["$ 100", "$ 88"], ["33", "22"]), ...whole]), "net sales")).toEqual(
      [],
    );
  });

  test("are none of another measure, and none in a flat table", () => {
    expect(stackedIn(segments([...three, ...whole]), "total assets")).toEqual([]);
    expect(stackedIn(segments([["Net sales", "$ 100", "$ 88"]]), "net sales")).toEqual([]);
  });
});

describe("of several breakdowns", () => {
  const products = table("prod", {
    caption: "Net sales by product (in millions)",
    header,
    rows: [
      ["Apple presses", "$ 45", "$ 40"],
      ["Pear presses", "$ 15", "$ 10"],
      ["Still cider", "$ 20", "$ 18"],
      ["Sparkling cider", "$ 20", "$ 20"],
      ["Total net sales", "$ 100", "$ 88"],
    ],
  });
  const regions = table("reg", {
    caption: "Net sales by country (in millions)",
    header,
    rows: [
      ["Germany", "$ 70", "$ 60"],
      ["Rest of world", "$ 30", "$ 28"],
      ["Total net sales", "$ 100", "$ 88"],
    ],
  });
  const report = stored("2023 Q2 ORC", "Orchard Inc.", [products, regions, segments([...three, ...whole])]);
  const chosen = (question: string) =>
    breakdownOf(report, { matcher: topicMatcher("net sales"), question })?.parts.map(({ label }) =>
      label.split(" › ").at(-1),
    );

  test.each([
    ["What are Orchard's net sales by segment?", ["Presses", "Cider", "Services"]],
    ["How do net sales split by business division?", ["Presses", "Cider", "Services"]],
    ["What are net sales by geographic region?", ["Germany", "Rest of world"]],
    ["What are net sales by country?", ["Germany", "Rest of world"]],
    ["What are net sales by product category?", ["Apple presses", "Pear presses", "Still cider", "Sparkling cider"]],
  ])("the one that is split as asked: %s", (question, parts) => {
    expect(chosen(question)).toEqual(parts);
  });

  test("a report names the segments with amounts and shares, before how the total moved", async () => {
    const { summary } = await reportOf("What are Orchard's net sales by segment?", sourcesOf(report));
    expect(summary[0]).toMatch(
      /^Orchard’s (?:total )?net sales of \$100 million .* were made up of .*resses \(\$60 million, 60\.0%\), .*ider \(\$30 million, 30\.0%\) and .*ervices \(\$10 million, 10\.0%\)/u,
    );
  });

  test("what a company sells is told by what its sales are made of, and the total once", async () => {
    const { summary, body } = await reportOf("What products does Orchard sell?", sourcesOf(report));
    expect(summary.join("\n").match(/\$100 million/gu)).toHaveLength(1);
    expect(summary.join("\n")).toContain("$45 million, 45.0%");
    expect(body.join("\n")).toMatch(/[Ss]parkling cider \(\$20 million, 20\.0%\)/u);
  });

  test("in a loss the shares are left out", async () => {
    const { body } = await reportOf("What is Orchard's operating income by segment?", sourcesOf(report));
    expect(body.join("\n")).toMatch(/\$33 million .* made up of .*resses \(\$42 million\), .*ider \(−\$12 million\)/u);
  });
});
