import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/render/pptx/slide.ts";
import { chartFacts } from "../../../src/render/pptx/takeaways.ts";
import type { Chart } from "../../../src/report/index.ts";
import { cite, paragraph, resolved } from "./build.ts";

const report = resolved({ summary: [paragraph(cite("e1"), cite("e2"), cite("e3"), cite("e4"))] });

type Values = readonly (number | null)[];

/** A chart whose points cite e1, e2, … in the order in which they are given. */
function chartOf(mark: Chart["mark"], series: Readonly<Record<string, Values>>, changes: Partial<Chart> = {}): Chart {
  let count = 0;
  const made = Object.entries(series).map(([name, values]) => ({
    name,
    points: values.map((value) => ({ value, evidenceIds: value === null ? [] : [`e${++count}`] })),
  }));
  const categories = ["2021", "2022", "2023"].slice(0, Object.values(series)[0]?.length ?? 0);
  const words = { caption: [], alt: "", xTitle: "Year", yTitle: "Heat", unit: "GWh" };
  return { type: "chart", id: "ch-1", mark, ...words, categories, series: made, ...changes };
}

const said = (chart: Chart, shown = report): readonly string[] =>
  chartFacts(chart, shown).map(({ text }) => plainText(text));

describe("a line is said by its ends", () => {
  test("with unit, years and the marks of both values", () => {
    expect(said(chartOf("line", { Velden: [12, 99, 30] }))).toEqual(["Velden (GWh): 12 (2021) → 30 (2023) [1][3]"]);
  });

  test("which are the first and last values that there are", () => {
    expect(said(chartOf("line", { Velden: [null, 12, 30] }))).toEqual(["Velden (GWh): 12 (2022) → 30 (2023) [1][2]"]);
    expect(said(chartOf("line", { Velden: [12, 30, null] }))).toEqual(["Velden (GWh): 12 (2021) → 30 (2022) [1][2]"]);
  });

  test("and one value is said once", () => {
    expect(said(chartOf("line", { Velden: [null, 12, null] }))).toEqual(["Velden (GWh): 12 (2022) [1]"]);
  });

  test("each series by itself, one without values not at all", () => {
    expect(said(chartOf("line", { Velden: [1, 2], Empty: [null, null], Orrin: [3, 4] }))).toEqual([
      "Velden (GWh): 1 (2021) → 2 (2022) [1][2]",
      "Orrin (GWh): 3 (2021) → 4 (2022) [3][4]",
    ]);
  });
});

describe("bars are said by their groups", () => {
  test("a single series by its categories alone", () => {
    expect(said(chartOf("bar", { Velden: [12, 30] }))).toEqual(["2021 (GWh): 12 [1]", "2022 (GWh): 30 [2]"]);
  });

  test("several series side by side, with their names", () => {
    expect(said(chartOf("bar", { Velden: [1, 2], Orrin: [3, 4] }))).toEqual([
      "2021 (GWh): 1 (Velden) · 3 (Orrin) [1][3]",
      "2022 (GWh): 2 (Velden) · 4 (Orrin) [2][4]",
    ]);
  });

  test("a gap is left out, and a category of gaps too", () => {
    expect(said(chartOf("bar", { Velden: [1, null], Orrin: [null, null] }))).toEqual(["2021 (GWh): 1 (Velden) [1]"]);
  });
});

describe("values", () => {
  // Two digits of the distance between them, which is 0.65 billions.
  test("stand in the scale of the chart, which the unit names", () => {
    const chart = chartOf("line", { Sales: [89_498_000_000, 90_146_000_000] }, { unit: "USD" });
    expect(said(chart)).toEqual(["Sales (USD, billions): 89.50 (2021) → 90.15 (2022) [1][2]"]);
  });

  test("in percent carry their sign, and no unit twice", () => {
    expect(said(chartOf("line", { Share: [45.2, 47] }, { unit: "%" }))).toEqual([
      "Share: 45.2% (2021) → 47.0% (2022) [1][2]",
    ]);
  });

  test("without unit have none", () => {
    expect(said(chartOf("bar", { Count: [5] }, { unit: "" }))).toEqual(["2021: 5 [1]"]);
  });

  test("follow the language of the report", () => {
    const german = { ...report, report: { ...report.report, language: "de" } };
    expect(said(chartOf("line", { Anteil: [45.2, 47] }, { unit: "%" }), german)[0]).toContain("45,2%");
  });

  test("carry their evidence with them", () => {
    expect(chartFacts(chartOf("line", { Velden: [12, 99, 30] }), report)[0]?.evidenceIds).toEqual(["e1", "e3"]);
  });
});

test("nothing is said of a chart without values", () => {
  expect(said(chartOf("line", {}))).toEqual([]);
  expect(said(chartOf("bar", { Velden: [null, null] }))).toEqual([]);
});
