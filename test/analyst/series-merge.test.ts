import { describe, expect, test } from "vitest";
import { metricCells, toFinding } from "../../src/analyst/extractive/metric-cells.ts";
import { echoesOf, metricSeries } from "../../src/analyst/extractive/metric-series.ts";
import { periodsOf } from "../../src/analyst/extractive/periods.ts";
import { sourceEntities } from "../../src/analyst/extractive/source-entities.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import type { Brief } from "../../src/analyst/index.ts";
import { bankFinding, tableOf } from "../../src/evidence/index.ts";
import { textOf } from "../../src/report/index.ts";
import { stored, table } from "./sample-filings.ts";

const years = ["2019", "2020", "2021", "2022"];
const wind = ["10", "20", "30", "40"];
const coal = ["90", "80", "70", "60"];

/** Years in rows, things in columns. */
const wide = stored("wide", "Electricity in Freedonia, 2019 to 2022", [
  table("t1", {
    caption: "Table 1: Net generation in Freedonia by source (GWh)",
    header: [["Year", "Wind power", "Coal"]],
    rows: years.map((year, index) => [year, wind[index] ?? "", coal[index] ?? ""]),
  }),
]);
/** Things in rows, some of the years in columns. */
const tall = stored("tall", "How wind changed Freedonia", [
  table("t1", {
    caption: "Net generation in Freedonia by source, selected years (GWh)",
    header: [["Source", "2019", "2022"]],
    rows: [
      ["Coal", "90", "60"],
      ["Wind power", "10", "40"],
    ],
  }),
]);
/** One row a year and thing, nothing but a file name for a title. */
const long = stored("long", "freedonia-electricity", [
  table("t1", {
    header: [["year", "source", "net generation (GWh)"]],
    rows: years.flatMap((year, index) => [
      [year, "Wind power", wind[index] ?? ""] as const,
      [year, "Coal", coal[index] ?? ""] as const,
    ]),
  }),
]);

const sources = new Map([wide, tall, long].map((one) => [one.source.id, one]));
const brief = (question: string): Brief => ({
  question,
  language: "en",
  length: "standard",
  skill: "",
  audience: "",
  intents: ["over-time"],
  assumptions: [],
  checks: [],
});
const found = metricSeries(
  {
    brief: brief("How did Freedonia's electricity generation from wind power develop?"),
    topic: "electricity generation from wind power",
    entities: ["Freedonia"],
  },
  sources,
);

describe("one measure in tables of three shapes", () => {
  test.each([wide, tall, long])("$source.title gives the line of the asked thing alone", (one) => {
    const matcher = topicMatcher("electricity generation from wind power");
    const cells = metricCells(one, { matcher, entity: "Freedonia", asksRate: false });
    expect(cells.every(({ metric, cell }) => metric === "Wind power" && cell.quantity.unit === "GWh")).toBe(true);
    expect(cells.map(({ end, cell }) => `${end} ${cell.text}`)).toEqual(
      one === tall ? ["2019 10", "2022 40"] : ["2019 10", "2020 20", "2021 30", "2022 40"],
    );
  });

  test("the longest line is the series, each period once", () => {
    expect(found.series.map(({ end, cell }) => `${end} ${cell.text}`)).toEqual([
      "2019 10",
      "2020 20",
      "2021 30",
      "2022 40",
    ]);
    expect(new Set(found.series.map(({ sourceId }) => sourceId)).size).toBe(1);
  });

  test("what other sources repeat is cited beside it, once a source", () => {
    const echoes = echoesOf(found);
    const [main] = found.series;
    expect(echoes.filter(({ end }) => end === "2019")).toHaveLength(2);
    expect(echoes.filter(({ end }) => end === "2020")).toHaveLength(1);
    expect(echoes.some(({ sourceId }) => sourceId === main?.sourceId)).toBe(false);
  });

  test("banked under one name and measure they are one row of a table, every source cited", () => {
    const evidence = [...found.series, ...echoesOf(found)].map(toFinding).map((finding) => {
      const one = sources.get(finding.sourceId);
      const banked = one && bankFinding(finding, one, "q1");
      if (!banked?.ok) throw new Error("refused");
      return banked.evidence;
    });
    const made = tableOf({ id: "t", title: "Wind power", evidence });
    expect(made?.header.map(({ children }) => textOf(children))).toEqual(["", ...years]);
    expect(made?.rows).toHaveLength(1);
    const citations = made?.rows[0]?.[1]?.children.find(({ type }) => type === "citation");
    expect(citations?.type === "citation" && new Set(citations.evidenceIds).size).toBe(3);
  });

  test("a table of another value for the year is neither echo nor point", () => {
    const other = stored("other", "Freedonia in figures", [
      table("t1", {
        caption: "Generation in Freedonia by source (GWh)",
        header: [["Source", "2021", "2022"]],
        rows: [["Wind power", "30", "44"]],
      }),
    ]);
    const mixed = metricSeries(
      {
        brief: brief("How did Freedonia's electricity generation from wind power develop?"),
        topic: "electricity generation from wind power",
        entities: ["Freedonia"],
      },
      new Map([...sources, [other.source.id, other]]),
    );
    expect(echoesOf(mixed).some(({ cell }) => cell.text === "44")).toBe(false);
  });

  test("a file name with hyphens names whom it is about", () => {
    expect(sourceEntities(new Map([[long.source.id, long]]), ["Freedonia"]).get(long.source.id)).toBe("Freedonia");
  });
});

describe("the latest period", () => {
  test.each([
    ["What was Orchard's gross margin in the most recent 10-Q filing?", "What was Orchard's gross margin ?"],
    ["What tax rate did Orchard report in its latest quarterly filing?", "What tax rate did Orchard report ?"],
    ["What was Orchard's revenue in the latest reported quarter?", "What was Orchard's revenue ?"],
  ])("%s", (question, rest) => {
    expect(periodsOf(question, "en")).toEqual({ range: { latest: true }, rest });
  });

  test.each(["Which is the latest album?", "Who is the most recent champion?"])(
    "is not meant where no report or period follows: %s",
    (question) => {
      expect(periodsOf(question, "en")).toEqual({ range: undefined, rest: question });
    },
  );

  test("a date in the question says more than the word", () => {
    const { range } = periodsOf("What was the revenue in the latest filing of 2023?", "en");
    expect(range?.latest).toBeUndefined();
    expect(range?.from).toBe("2023-01-01");
  });

  test("keeps the last period and the same one a year before", () => {
    const quarters = stored("quarters", "Orchard Inc. Form 10-Q", [
      table("t1", {
        caption: "Statements of operations (in millions)",
        header: [
          ["", "Three Months Ended", "Three Months Ended", "Three Months Ended"],
          ["", "July 2, 2022", "April 1, 2023", "July 1, 2023"],
        ],
        rows: [["Gross margin", "$ 40", "$ 45", "$ 50"]],
      }),
    ]);
    const { series } = metricSeries(
      {
        brief: brief("What was Orchard's gross margin in the most recent 10-Q filing?"),
        topic: "gross margin",
        entities: ["Orchard"],
      },
      new Map([[quarters.source.id, quarters]]),
    );
    expect(series.map(({ end }) => end)).toEqual(["2022-07-02", "2023-07-01"]);
  });
});
