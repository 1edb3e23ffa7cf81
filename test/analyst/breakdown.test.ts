import { describe, expect, test } from "vitest";
import { asksForParts, breakdownOf } from "../../src/analyst/extractive/breakdown.ts";
import { totalIn } from "../../src/analyst/extractive/metric-series.ts";
import { partSeries } from "../../src/analyst/extractive/part-series.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import type { SourceTable } from "../../src/evidence/index.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { type Row, stored, table } from "./sample-filings.ts";
import { briefFor } from "./typed-series.ts";

const header = (now: string, before: string) => [
  ["", "Three Months Ended", "Three Months Ended"],
  ["", now, before],
];
const operations = (rows: readonly Row[], ends: readonly [string, string] = ["June 30, 2023", "June 30, 2022"]) =>
  table("t1", { caption: "Consolidated statements of operations (in millions)", header: header(...ends), rows });
const holding = (...tables: readonly SourceTable[]) => stored("2023 Q2 ORC", "Orchard Inc.", tables);

const expenses: readonly Row[] = [
  ["Total net sales", "500", "450"],
  ["Operating expenses:", "", ""],
  ["Pressing", "60", "50"],
  ["Bottling", "30", "30"],
  ["Sales and marketing", "10", "8"],
  ["Total operating expenses", "100", "88"],
];
const search = (topic: string, question: string) => ({ matcher: topicMatcher(topic), question });
const labels = (found: ReturnType<typeof breakdownOf>) => found?.parts.map(({ label }) => label.split(" › ").at(-1));

describe("rows that add up to a total", () => {
  const question = "What are operating expenses made up of?";

  test("are its parts, in the order of the table, without what stands further away", () => {
    const found = breakdownOf(holding(operations(expenses)), search("operating expenses", question));
    expect(labels(found)).toEqual(["Pressing", "Bottling", "Sales and marketing"]);
    expect(found?.total.label).toBe("Total operating expenses");
  });

  test("may stand below it", () => {
    const below: readonly Row[] = [
      ["Total operating expenses", "100", "88"],
      ["Pressing", "60", "50"],
      ["Bottling", "40", "38"],
    ];
    expect(labels(breakdownOf(holding(operations(below)), search("operating expenses", question)))).toEqual([
      "Pressing",
      "Bottling",
    ]);
  });

  test("within the rounding of each part, and no further", () => {
    const rounded = (last: string): readonly Row[] => [
      ["Pressing", "33.3", "33.3"],
      ["Bottling", "33.3", "33.3"],
      ["Storing", last, "33.3"],
      ["Total operating expenses", "100.0", "100.0"],
    ];
    const found = (last: string) =>
      breakdownOf(holding(operations(rounded(last))), search("operating expenses", question));
    expect(labels(found("33.3"))).toEqual(["Pressing", "Bottling", "Storing"]);
    expect(found("33.9")).toBeUndefined();
  });

  test("must add up in every column", () => {
    const once: readonly Row[] = [
      ["Pressing", "60", "50"],
      ["Bottling", "40", "32"],
      ["Total operating expenses", "100", "88"],
    ];
    expect(breakdownOf(holding(operations(once)), search("operating expenses", question))).toBeUndefined();
  });

  test("a subtotal is one part, not counted with its own parts again", () => {
    const nested: readonly Row[] = [
      ["Cash", "10", "9"],
      ["Stock of apples", "20", "18"],
      ["Total current assets", "30", "27"],
      ["Land", "50", "50"],
      ["Presses", "20", "13"],
      ["Total assets", "100", "90"],
    ];
    const found = breakdownOf(holding(operations(nested)), search("total assets", "What do total assets consist of?"));
    expect(labels(found)).toEqual(["Total current assets", "Land", "Presses"]);
  });

  test("of several breakdowns the one that the question speaks of", () => {
    const by = (id: string, caption: string, parts: readonly Row[]) =>
      table(id, {
        caption,
        header: header("June 30, 2023", "June 30, 2022"),
        rows: [...parts, ["Total net sales", "500", "450"]],
      });
    const source = holding(
      by("t1", "Net sales by product (in millions)", [
        ["Presses", "300", "280"],
        ["Juices", "150", "120"],
        ["Spare parts", "50", "50"],
      ]),
      by("t2", "Net sales by region (in millions)", [
        ["Europe", "400", "350"],
        ["Asia", "100", "100"],
      ]),
    );
    const regions = breakdownOf(source, search("net sales", "How do net sales break down by region?"));
    const products = breakdownOf(source, search("net sales", "How do net sales break down by product?"));
    expect(labels(regions)).toEqual(["Europe", "Asia"]);
    expect(labels(products)).toEqual(["Presses", "Juices", "Spare parts"]);
  });

  test("shares in per cent are no amounts", () => {
    const mix: readonly Row[] = [
      ["Net sales mix:", "", ""],
      ["Europe", "80 %", "75 %"],
      ["Asia", "20 %", "25 %"],
      ["Total net sales", "100 %", "100 %"],
    ];
    expect(breakdownOf(holding(operations(mix)), search("net sales", "net sales by region"))).toBeUndefined();
  });
});

describe("whether a question wants parts", () => {
  test.each([
    "How do net sales break down by region?",
    "What is the revenue breakdown of Orchard?",
    "What are the key drivers of operating expenses?",
    "Show net sales by segment",
    "What is the composition of total assets?",
    "Wie ist die Zusammensetzung des Umsatzes?",
    "Quelle est la répartition du chiffre d'affaires ?",
  ])("yes: %s", (question) => expect(asksForParts(question)).toBe(true));

  test.each(["How did net sales develop?", "What was net income in 2022?", "Who runs Orchard?", "Why did sales fall?"])(
    "no: %s",
    (question) => expect(asksForParts(question)).toBe(false),
  );
});

test.each([
  ["revenue breakdown across various offerings", "revenue"],
  ["net sales by segment", "net sales"],
  ["operating expenses", "operating expenses"],
  ["apple presses", "apple presses"],
])("the measure in “%s” is %s", (topic, measure) => {
  expect(totalIn(topic)).toBe(measure);
});

describe("parts over several reports", () => {
  const report = (name: string, ends: readonly [string, string], rows: readonly Row[]) =>
    stored(name, "Orchard Inc.", [operations(rows, ends)]);
  const rows = (crafts: string, now: readonly string[], before: readonly string[]): readonly Row[] => [
    ["Operating expenses:", "", ""],
    ["Pressing", `$ ${now[0]}`, `$ ${before[0]}`],
    [crafts, now[1] ?? "", before[1] ?? ""],
    ["Total operating expenses", now[2] ?? "", before[2] ?? ""],
  ];
  const sources = sourcesOf(
    report(
      "2022 Q2 ORC",
      ["June 30, 2022", "June 30, 2021"],
      rows("Crafts and content", ["50", "38", "88"], ["40", "35", "75"]),
    ),
    report(
      "2023 Q2 ORC",
      ["June 30, 2023", "June 30, 2022"],
      rows("Crafts and tools", ["60", "45", "105"], ["50", "38", "88"]),
    ),
  );
  const input = {
    brief: briefFor("What are the drivers of Orchard's operating expenses?"),
    topic: "operating expenses",
    entities: ["Orchard"],
  };
  const found = partSeries(input, sources);

  test("a renamed part stays one line", () => {
    const crafts = found.filter(({ cell }) => ["35", "38", "45"].includes(cell.text));
    expect(crafts.map(({ end, cell }) => `${end} ${cell.text}`)).toEqual([
      "2021-06-30 35",
      "2022-06-30 38",
      "2023-06-30 45",
    ]);
    expect(new Set(crafts.map(({ metric }) => metric)).size).toBe(1);
  });

  test("each period once, each under its total's heading", () => {
    expect(found).toHaveLength(6);
    expect(found.every(({ metric }) => metric.startsWith("Operating expenses › "))).toBe(true);
  });

  test("a part that one report of many gives is left out", () => {
    const odd = report(
      "2021 Q2 ORC",
      ["June 30, 2021", "June 30, 2020"],
      [
        ["Operating expenses:", "", ""],
        ["Pressing", "40", "30"],
        ["Festival of 2021", "20", "10"],
        ["Legal advice", "15", "10"],
        ["Total operating expenses", "75", "50"],
      ],
    );
    const metrics = partSeries(input, new Map([...sources, [odd.source.id, odd]])).map(({ metric }) => metric);
    expect(metrics.some((metric) => /Festival|Legal/.test(metric))).toBe(false);
  });

  test("the report tells the total first, then what it was made up of, and sums to a hundred", async () => {
    const { summary, body } = await reportOf(input.brief.question, sources);
    expect(summary[0]).toMatch(/^Orchard’s total operating expenses rose by 40\.0% from \$75 million/);
    const told = [...summary, ...body].find((text) => text.includes("made up of")) ?? "";
    expect(told).toContain(
      "of $105 million in the three months ended June 30, 2023 were made up of Pressing ($60 million, 57.1%)",
    );
    const shares = [...told.matchAll(/(\d+\.\d)%\)/g)].map(([, share]) => Number(share));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  });

  test("whoever asks for one part is not told the others", async () => {
    const question = "How did Orchard's pressing expenses by segment develop?";
    const { summary } = await reportOf(question, sources);
    expect(summary.join(" ")).not.toContain("Crafts");
  });
});
