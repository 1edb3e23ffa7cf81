import { describe, expect, test } from "vitest";
import { printerFor } from "../../src/analyst/extractive/amounts.ts";
import {
  comparedShare,
  derivedChart,
  derivedSentences,
  derivedSeries,
  derivedTable,
  isInputOf,
} from "../../src/analyst/extractive/derived.ts";
import { checkClaim, claimsOf } from "../../src/evidence/index.ts";
import type { Block } from "../../src/report/index.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { stored, table } from "./sample-filings.ts";
import { briefFor, type Point, seriesFor } from "./typed-series.ts";

const brief = briefFor("What was Orchard's gross margin?");
const printer = printerFor(brief);
const sales = seriesFor("Total net sales", [
  ["2022-06-30", 3, 400],
  ["2023-06-30", 3, 500],
]);
const cost = seriesFor("Cost of sales", [
  ["2022-06-30", 3, 240],
  ["2023-06-30", 3, 275],
]);

describe("a ratio that no document gives", () => {
  test("is computed for each period that gives both parts", () => {
    const [margin] = derivedSeries([sales, cost], brief);
    expect(margin?.points.map(({ value }) => value)).toEqual([40, 45]);
    expect(margin?.labels).toEqual({ numerator: "Cost of sales", denominator: "Total net sales" });
  });

  test("is told last period first, with what it is computed from", () => {
    const [margin] = derivedSeries([sales, cost], brief);
    expect(margin && derivedSentences(margin, printer).map(({ text }) => text)).toEqual([
      "Orchard’s gross margin was 45.0% in the three months ended June 30, 2023, from cost of sales of $275 million and total net sales of $500 million",
      "Orchard’s gross margin was 40.0% in the three months ended June 30, 2022, from cost of sales of $240 million and total net sales of $400 million",
    ]);
  });

  test("is not computed where a document gives it", () => {
    const given = seriesFor("Gross margin", [["2023-06-30", 3, 45e-6]]);
    const percent = { ...given, points: given.points.map((point) => ({ ...point, unit: "%" })) };
    expect(derivedSeries([percent, sales, cost], brief)).toEqual([]);
  });

  test.each([
    ["of another length", seriesFor("Cost of sales", [["2023-06-30", 6, 500]])],
    ["of another end", seriesFor("Cost of sales", [["2023-03-31", 3, 275]])],
    ["of another name", seriesFor("Cost of sales", [["2023-06-30", 3, 275]], { entity: "Riverbank" })],
    ["of another measure", seriesFor("Research costs", [["2023-06-30", 3, 275]])],
  ])("never from a number %s", (_case, other) => {
    expect(derivedSeries([sales, other], brief)).toEqual([]);
  });

  test("each name has its own", () => {
    const second = [
      seriesFor("Total net sales", [["2023-06-30", 3, 100]], { entity: "Riverbank" }),
      seriesFor("Cost of sales", [["2023-06-30", 3, 90]], { entity: "Riverbank" }),
    ];
    const found = derivedSeries([sales, cost, ...second], brief);
    expect(found.map(({ entity, points }) => `${entity} ${points.at(-1)?.value}`)).toEqual([
      "Orchard 45",
      "Riverbank 10",
    ]);
  });

  test("its parts serve it and are not told again; other series are", () => {
    const derived = derivedSeries([sales, cost], brief);
    expect([sales, cost].every((one) => isInputOf(one, derived))).toBe(true);
    expect(isInputOf(seriesFor("Net income", [["2023-06-30", 3, 5]]), derived)).toBe(false);
    expect(isInputOf({ ...sales, entity: "Riverbank" }, derived)).toBe(false);
  });
});

describe("the table of a ratio", () => {
  const [margin] = derivedSeries([sales, cost], brief);
  const [block] = margin ? derivedTable(margin, printer) : [];

  test("names its formula and cites both numbers beside the result", () => {
    if (block?.type !== "table") throw new Error("no table");
    expect(block.caption).toEqual([
      { type: "text", value: "Gross margin of Orchard: (total net sales − cost of sales) ÷ total net sales" },
    ]);
    const last = block.rows.at(-1)?.map(({ children }) => children[0]);
    expect(last).toEqual(
      ["June 30, 2023", "$275 million", "$500 million", "45.0%"].map((value) => ({ type: "text", value })),
    );
    const cited = block.rows
      .at(-1)
      ?.at(-1)
      ?.children.find((inline) => inline.type === "citation");
    expect(cited?.type === "citation" && cited.evidenceIds).toHaveLength(2);
  });

  test("is left out for a single period", () => {
    const [single] = derivedSeries(
      [seriesFor("Total net sales", [["2023-06-30", 3, 500]]), seriesFor("Cost of sales", [["2023-06-30", 3, 275]])],
      brief,
    );
    expect(single && derivedTable(single, printer)).toEqual([]);
  });
});

describe("two measures compared", () => {
  const asked = briefFor("How did operating expenses compare to revenue?", { intents: ["compare"] });
  const expenses = seriesFor("Operating expenses", [["2023-06-30", 3, 50]]);
  const revenue = { ...sales, subQuestionId: "q2" };

  test("the smaller as a share of the larger, whichever is asked first", () => {
    for (const series of [
      [expenses, revenue],
      [
        { ...revenue, subQuestionId: "q1" },
        { ...expenses, subQuestionId: "q2" },
      ],
    ]) {
      const share = comparedShare(series, asked);
      expect(share?.points.map(({ value }) => value)).toEqual([10]);
      expect(share?.ratio.name).toBe("operating expenses as a share of total net sales");
    }
  });

  test.each([
    ["of two names", [expenses, { ...revenue, entity: "Riverbank" }], asked],
    ["without a common period", [seriesFor("Operating expenses", [["2021-06-30", 3, 50]]), revenue], asked],
    ["of one sub-question", [expenses, sales], asked],
    ["not asked to compare", [expenses, revenue], { ...asked, intents: ["over-time" as const] }],
  ])("none %s", (_case, series, from) => {
    expect(comparedShare(series, from)).toBeUndefined();
  });
});

describe("a report on a ratio", () => {
  const statement = table("t1", {
    caption: "Consolidated statements of operations (in millions)",
    header: [
      ["", "Three Months Ended", "Three Months Ended"],
      ["", "June 30, 2023", "June 30, 2022"],
    ],
    rows: [
      ["Total net sales", "$ 500", "$ 400"],
      ["Cost of sales", "275", "240"],
      ["Net income", "50", "20"],
    ],
  });
  const sources = sourcesOf(stored("2023 Q2 ORC", "Orchard Inc.", [statement]));

  test.each([
    ["gross margin", "45.0%"],
    ["net margin", "10.0%"],
  ])("the summary opens with the %s", async (ratio, value) => {
    const { summary } = await reportOf(`What was Orchard's ${ratio} in the latest 10-Q?`, sources);
    expect(summary[0]).toMatch(new RegExp(`^Orchard’s ${ratio} was ${value.replace(".", "\\.")} in the three months`));
  });

  test("every computed number is supported by the two it rests on", async () => {
    const { body, evidence, summary } = await reportOf("What was Orchard's gross margin?", sources);
    expect(body.join(" ")).toContain("45.0%");
    const sentence = summary[0]?.split(". ")[0] ?? "";
    const block: Block = {
      type: "paragraph",
      children: [
        { type: "text", value: `${sentence}. ` },
        {
          type: "citation",
          evidenceIds: [evidence[0]?.evidence.id ?? "", ...evidence.slice(1).map((view) => view.evidence.id)],
        },
      ],
    };
    const context = {
      evidence: new Map(evidence.map((view) => [view.evidence.id, view.evidence])),
      sources: new Map(evidence.map(({ source }) => [source.id, source])),
      loadParsed: (id: string) => sources.get(id)?.parsed,
    };
    const checks = claimsOf([block], "q1").map((claim) => checkClaim(claim, context).support);
    expect(checks).toEqual(["supported"]);
  });
});

describe("a ratio over time", () => {
  const quarter = (year: number, income: number): readonly [Point, Point] => [
    [`${year}-06-30`, 3, income],
    [`${year}-06-30`, 3, 200],
  ];
  const drawn = (...years: readonly (readonly [number, number])[]) => {
    const points = years.map(([year, income]) => quarter(year, income));
    const series = [
      seriesFor(
        "Operating income",
        points.map(([a]) => a),
      ),
      seriesFor(
        "Total net sales",
        points.map(([, b]) => b),
      ),
    ];
    const [derived] = derivedSeries(series, briefFor("How did Orchard's operating margin develop?"));
    return derived ? { derived, chart: derivedChart(derived, printer)[0] } : undefined;
  };

  test("is drawn as a line in per cent, each point citing both of its numbers", () => {
    const chart = drawn([2021, 20], [2022, 30], [2023, 50])?.chart;
    expect(chart?.type === "chart" && { unit: chart.unit, mark: chart.mark }).toEqual({ unit: "%", mark: "line" });
    const points = chart?.type === "chart" ? (chart.series[0]?.points ?? []) : [];
    expect(points.map(({ value }) => value)).toEqual([10, 15, 25]);
    expect(points.map(({ evidenceIds }) => evidenceIds.length)).toEqual([2, 2, 2]);
  });

  test("says in words what it shows", () => {
    const chart = drawn([2021, 20], [2022, 30], [2023, 50])?.chart;
    expect(chart?.type === "chart" && chart.alt).toMatch(/10\.0% \(June 30, 2021\) → 25\.0% \(June 30, 2023\)/u);
  });

  test("of two periods is a sentence and a table, no line", () => {
    expect(drawn([2022, 30], [2023, 50])?.chart).toBeUndefined();
  });

  test("is told against the year before rather than the beginning", () => {
    const derived = drawn([2021, 20], [2022, 30], [2023, 50])?.derived;
    const told = derived ? derivedSentences(derived, printer).map(({ text }) => text) : [];
    expect(told).toHaveLength(2);
    expect(told[0]).toContain("25.0% in the three months ended June 30, 2023");
    expect(told[1]).toContain("15.0% in the three months ended June 30, 2022");
  });

  test("is told against the beginning where no period lies a year before", () => {
    const derived = drawn([2019, 20], [2023, 50])?.derived;
    const told = derived ? derivedSentences(derived, printer).map(({ text }) => text) : [];
    expect(told[1]).toContain("10.0% in the three months ended June 30, 2019");
  });
});
