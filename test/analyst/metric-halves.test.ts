import { describe, expect, test } from "vitest";
import { metricSeries, namesSoldThings, totalIn } from "../../src/analyst/extractive/metric-series.ts";
import { sourcesOf } from "./report-of.ts";
import { type Row, stored, table } from "./sample-filings.ts";
import { briefFor } from "./typed-series.ts";

describe("the measure that a topic breaks down", () => {
  test.each([
    ["revenue breakdown across its offerings", "revenue"],
    ["operating expenses by category", "operating expenses"],
    ["total net sales by segment", "total net sales"],
    ["number of presses", "number of presses"],
    ["products", "net sales"],
    ["reportable segments", "net sales"],
  ])("of “%s” is “%s”", (topic, total) => {
    expect(totalIn(topic)).toBe(total);
  });

  test.each([
    ["products", true],
    ["Products and services", true],
    ["product lines", true],
    ["operating segments", true],
    ["Produkte", true],
    ["productos", true],
    ["产品", true],
    ["risks", false],
    ["gross domestic product", false],
    ["product liability", false],
    ["segments of the coast", false],
    ["services revenue", false],
  ])("“%s” names what is sold: %s", (topic, expected) => {
    expect(namesSoldThings(topic)).toBe(expected);
  });
});

describe("series of a debt in two halves", () => {
  const balance = (name: string, days: readonly [string, string], soon: Row, later: Row) =>
    stored(name, "Orchard Inc.", [
      table("t1", {
        caption: "Consolidated balance sheets (in millions)",
        header: [["", ...days]],
        rows: [["Current liabilities:", "", ""], soon, ["Non-current liabilities:", "", ""], later],
      }),
    ]);
  const sources = sourcesOf(
    balance(
      "2022 Q2",
      ["June 30, 2022", "December 31, 2021"],
      ["Term debt", "$ 50", "$ 40"],
      ["Term debt", "$ 900", "$ 950"],
    ),
    balance(
      "2023 Q2",
      ["June 30, 2023", "December 31, 2022"],
      ["Term debt", "$ 70", "$ 60"],
      ["Term debt", "$ 800", "$ 850"],
    ),
  );
  const { series, others } = metricSeries(
    { brief: briefFor("How did Orchard's term debt develop?"), topic: "term debt", entities: ["Orchard"] },
    sources,
  );
  const valuesOf = (mark: string) =>
    series
      .filter(({ metric }) => metric.includes(`(${mark})`))
      .map(({ end, cell }) => [end, cell.quantity.value / 1e6]);

  test("keep each half apart over all reports, in order of time", () => {
    expect(valuesOf("current")).toEqual([
      ["2021-12-31", 40],
      ["2022-06-30", 50],
      ["2022-12-31", 60],
      ["2023-06-30", 70],
    ]);
    expect(valuesOf("non-current")).toEqual([
      ["2021-12-31", 950],
      ["2022-06-30", 900],
      ["2022-12-31", 850],
      ["2023-06-30", 800],
    ]);
  });

  test("leave nothing over, and give every number its place", () => {
    expect(others).toEqual([]);
    expect(series).toHaveLength(8);
    expect(new Set(series.map(({ sourceId, cell }) => `${sourceId} ${cell.rowIndex}:${cell.columnIndex}`)).size).toBe(
      8,
    );
  });
});
