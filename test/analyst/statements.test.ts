import { describe, expect, test } from "vitest";
import { phrasesFor } from "../../src/analyst/extractive/phrases/index.ts";
import {
  agreementSentence,
  alignedPair,
  comparisonSentence,
  extremeSentences,
  holeSentences,
  leadSentences,
  trendSentence,
  yearOnYearSentence,
} from "../../src/analyst/extractive/statements.ts";
import { datum, type Point, seriesFor } from "./typed-series.ts";

const printerIn = (language: string) => ({ language, phrases: phrasesFor(language) });
const english = printerIn("en");
const sales = (...points: readonly Point[]) => seriesFor("Net sales", points);
const percent = (metric: string, ...points: readonly (readonly [end: string, value: number])[]) => ({
  subQuestionId: "q1",
  entity: "Orchard",
  metric,
  points: points.map(([end, value]) => datum({ metric, end, value, printed: `${value}%`, unit: "%" })),
});

describe("what became of a number", () => {
  test.each([
    [
      "rose",
      [
        ["2021-12-31", 12, 100],
        ["2022-12-31", 12, 120],
        ["2023-12-31", 12, 150],
      ],
      "Orchard’s net sales rose by 50.0% from $100 million in the twelve months ended December 31, 2021 to $150 million in the twelve months ended December 31, 2023",
    ],
    [
      "fell",
      [
        ["2021-12-31", 12, 100],
        ["2022-12-31", 12, 120],
        ["2023-12-31", 12, 75],
      ],
      "Orchard’s net sales fell by 25.0% from $100 million in the twelve months ended December 31, 2021 to $75 million in the twelve months ended December 31, 2023",
    ],
    [
      "stayed",
      [
        ["2021-12-31", 12, 100],
        ["2022-12-31", 12, 120],
        ["2023-12-31", 12, 100],
      ],
      "Orchard’s net sales were $100 million both in the twelve months ended December 31, 2021 and in the twelve months ended December 31, 2023",
    ],
    [
      "is known once",
      [["2023-12-31", 12, 100]],
      "Orchard’s net sales were $100 million in the twelve months ended December 31, 2023",
    ],
    ["is of one day", [["2023-12-31", 0, 100]], "Orchard’s net sales were $100 million as of December 31, 2023"],
    ["is of one year", [["2023", 12, 100]], "Orchard’s net sales were $100 million in 2023"],
  ] as readonly (readonly [string, readonly Point[], string])[])("it %s", (_case, points, text) => {
    expect(trendSentence(sales(...points), english)?.text).toBe(text);
  });

  test("two points a year apart are told last first", () => {
    expect(trendSentence(sales(["2022-06-30", 3, 100], ["2023-06-30", 3, 90]), english)?.text).toBe(
      "Orchard’s net sales were $90 million in the three months ended June 30, 2023, down 10.0% from $100 million in the three months ended June 30, 2022",
    );
  });

  test("nothing is said of no number", () => {
    expect(trendSentence(sales(), english)).toBeUndefined();
    expect(leadSentences(sales(), english)).toEqual([]);
  });

  test("from loss to profit the difference is told, in the scale of the source", () => {
    const text = trendSentence(sales(["2021-12-31", 12, -502], ["2023-12-31", 12, 33]), english)?.text;
    expect(text).toContain("rose by $535 million from −$502 million");
  });

  test("a difference far smaller than the numbers keeps their scale", () => {
    const text = trendSentence(sales(["2021-12-31", 12, -502], ["2023-12-31", 12, -535]), english)?.text;
    expect(text).toContain("fell by $33 million from −$502 million");
  });

  test("percentages change by percentage points, with the finer digits, and one is one point", () => {
    const rate = (first: number, last: number) =>
      trendSentence(percent("Tax rate", ["2021-12-31", first], ["2023-12-31", last]), english)?.text;
    expect(rate(13, 15.8)).toContain("rose by 2.8 percentage points from 13% ");
    expect(rate(62, 61)).toContain("fell by 1 percentage point from");
  });

  test.each([
    ["Net sales", "were"],
    ["Net loss", "was"],
    ["Cost of sales", "was"],
    ["Generation from fossil fuels", "was"],
    ["Total assets", "were"],
    ["Natural gas", "was"],
  ])("%s %s", (metric, verb) => {
    expect(trendSentence(seriesFor(metric, [["2023-12-31", 12, 1]]), english)?.text).toContain(` ${verb} $1 million`);
  });

  test("abbreviations keep their capitals, names that end in s their apostrophe", () => {
    const text = (metric: string, entity = "Orchard") =>
      trendSentence(seriesFor(metric, [["2023-12-31", 12, 1]], { entity }), english)?.text;
    expect(text("EBITDA")).toMatch(/^Orchard’s EBITDA was/);
    expect(text("AWS net sales")).toMatch(/^Orchard’s AWS net sales/);
    expect(text("Long-term debt")).toMatch(/^Orchard’s long-term debt/);
    expect(text("Net sales", "Presses")).toMatch(/^Presses’ net sales/);
  });
});

describe("which comparison comes first", () => {
  const verbs = (...points: readonly Point[]) =>
    leadSentences(sales(...points), english).map(({ text }) =>
      / (?:rose|fell) by /.test(text) ? "whole span" : "year on year",
    );

  test("the whole span where it covers whole years", () => {
    expect(verbs(["2021-06-26", 3, 80], ["2022-06-25", 3, 82], ["2022-12-31", 3, 117], ["2023-07-01", 3, 81])).toEqual([
      "whole span",
      "year on year",
    ]);
  });

  test("the year before where first and last are different quarters", () => {
    expect(
      verbs(["2022-03-31", 3, 116], ["2022-06-30", 3, 121], ["2023-03-31", 3, 127], ["2023-06-30", 3, 134]),
    ).toEqual(["year on year", "whole span"]);
  });

  test("days and years have no season", () => {
    expect(verbs(["2022-03-31", 0, 116], ["2022-06-30", 0, 121], ["2023-06-30", 0, 134])).toEqual([
      "whole span",
      "year on year",
    ]);
  });
});

describe("peaks and lows", () => {
  test("are told where they lie in between, and rest on all numbers", () => {
    const [high, low, ...others] = extremeSentences(
      sales(["2020", 12, 5], ["2021", 12, 9], ["2022", 12, 2], ["2023", 12, 6]),
      english,
    );
    expect(high?.text).toBe("Orchard’s net sales were highest in 2021, at $9 million");
    expect(low?.text).toBe("Orchard’s net sales were lowest in 2022, at $2 million");
    expect(high?.evidenceIds).toHaveLength(4);
    expect(others).toEqual([]);
  });

  test("are not told at the ends or of two numbers", () => {
    expect(extremeSentences(sales(["2020", 12, 9], ["2021", 12, 5], ["2022", 12, 2]), english)).toEqual([]);
    expect(extremeSentences(sales(["2020", 12, 9], ["2021", 12, 5]), english)).toEqual([]);
  });

  test("of amounts that their cells print below zero nothing is the highest", () => {
    const made = sales(["2020", 12, 5], ["2021", 12, 9], ["2022", 12, 6]);
    const points = made.points.map((point) => ({
      ...point,
      view: {
        ...point.view,
        evidence: { ...point.view.evidence, quantities: [{ value: -point.value, unit: "USD" }] },
      },
    }));
    expect(extremeSentences({ ...made, points }, english)).toEqual([]);
  });
});

describe("a year before", () => {
  test("is told unless the trend already does, and not of percentages or losses", () => {
    const points: readonly Point[] = [
      ["2021-06-30", 3, 1],
      ["2022-06-30", 3, 4],
      ["2023-06-30", 3, 5],
    ];
    expect(yearOnYearSentence(sales(...points), english)?.text).toContain("up 25.0% from $4 million");
    expect(yearOnYearSentence(sales(...points.slice(1)), english)).toBeUndefined();
    const losses = points.map(([end, months, value]): Point => [end, months, -value]);
    expect(yearOnYearSentence(sales(...losses), english)).toBeUndefined();
  });
});

describe("two names", () => {
  const of = (entity: string, ...points: readonly Point[]) => seriesFor("Net sales", points, { entity });
  const orchard = of("Orchard", ["2023-07-01", 3, 100]);

  test.each([
    [
      "as a ratio",
      250,
      "Riverbank’s net sales were $250 million in the three months ended June 30, 2023, 2.5 times those of Orchard ($100 million in the three months ended July 1, 2023)",
    ],
    [
      "by the difference where they are close",
      110,
      "Riverbank’s net sales were $110 million in the three months ended June 30, 2023, 10.0% more than those of Orchard",
    ],
    [
      "as equal",
      100,
      "Orchard’s net sales were $100 million in the three months ended July 1, 2023, the same as those of Riverbank in the three months ended June 30, 2023",
    ],
    [
      "by the difference where one loses",
      -40,
      "Orchard’s net sales were $100 million in the three months ended July 1, 2023, $140 million more than those of Riverbank",
    ],
  ])("%s", (_case, value, text) => {
    expect(comparisonSentence(orchard, of("Riverbank", ["2023-06-30", 3, value]), english)?.text).toContain(text);
  });

  test("are compared at their last common period, of one length and unit, within three weeks", () => {
    const both = of("Riverbank", ["2022-06-30", 3, 1], ["2023-06-30", 3, 2], ["2023-06-30", 6, 3]);
    expect(alignedPair(orchard, both)?.second.value).toBe(2e6);
    expect(alignedPair(orchard, of("Riverbank", ["2023-05-31", 3, 2]))).toBeUndefined();
    expect(alignedPair(orchard, of("Riverbank", ["2023-06-30", 12, 2]))).toBeUndefined();
    expect(comparisonSentence(orchard, percent("Tax rate", ["2023-07-01", 5]), english)).toBeUndefined();
  });
});

describe("holes in a line", () => {
  test("are named between the periods around them, in English", () => {
    const line = sales(["2022-03-31", 3, 1], ["2022-06-30", 3, 1], ["2022-12-31", 3, 1], ["2023-03-31", 3, 1]);
    expect(holeSentences(line, english).map(({ text }) => text)).toEqual([
      "No document that was read gives Orchard figures for a period ending between June 30, 2022 and December 31, 2022.",
    ]);
    expect(holeSentences(line, printerIn("de"))).toEqual([]);
  });

  test("a line without one has none", () => {
    const line = sales(["2022-03-31", 3, 1], ["2022-06-30", 3, 1], ["2022-10-01", 3, 1], ["2022-12-31", 3, 1]);
    expect(holeSentences(line, english)).toEqual([]);
  });
});

describe("agreement of sources", () => {
  const withAgreement = (count: number, all: number) => {
    const made = sales(["2022", 12, 1], ["2023", 12, 2]);
    return { ...made, points: made.points.map((point) => ({ ...point, agreement: { count, all } })) };
  };

  test.each([
    [3, 3, "Three independent sources give the same figure: Orchard’s net sales, $2 million in 2023"],
    [2, 3, "Two of three independent sources give $2 million for Orchard’s net sales in 2023"],
  ])("%d of %d", (count, all, text) => {
    expect(agreementSentence(withAgreement(count, all), english)?.text).toBe(text);
  });

  test("a single source agrees with nobody", () => {
    expect(agreementSentence(withAgreement(1, 1), english)).toBeUndefined();
  });
});
