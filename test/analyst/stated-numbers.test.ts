import { describe, expect, test } from "vitest";
import { metricSeries } from "../../src/analyst/extractive/metric-series.ts";
import { disputingSentences } from "../../src/analyst/extractive/stated-numbers.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import { sourcesOf } from "./report-of.ts";
import { paragraph, stored, table } from "./sample-filings.ts";
import { briefFor } from "./typed-series.ts";

const topic = "wind power";
const yearbook = stored("yearbook", "Electricity in Freedonia", [
  table("t1", {
    caption: "Net generation in Freedonia by source (GWh)",
    header: [["Source", "2020", "2021", "2022"]],
    rows: [
      ["Wind power", "1,000", "1,500", "2,000"],
      ["Coal", "900", "800", "700"],
    ],
  }),
]);
const { series } = metricSeries(
  { brief: briefFor("How did wind power develop?"), topic, entities: ["Freedonia"] },
  sourcesOf(yearbook),
);
const disputing = (...texts: readonly string[]) =>
  disputingSentences(series, {
    matcher: topicMatcher(topic),
    sources: sourcesOf(
      stored(
        "column",
        "A column",
        texts.map((text, index) => paragraph(`p${index}`, text)),
      ),
    ),
  });

describe("a sentence that gives another number than the tables", () => {
  test("is found with the number it states, for the year and under the name of the series", () => {
    const [finding, ...others] = disputing("In 2022 wind power in Freedonia delivered just 1,200 GWh.");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      type: "quote",
      sourceId: "s-column",
      exact: "In 2022 wind power in Freedonia delivered just 1,200 GWh.",
      quantities: [{ value: 1200, unit: "GWh", entity: "Freedonia", periodEnd: "2022" }],
    });
  });

  test.each([
    ["the same number", "In 2022 wind power in Freedonia delivered 2,000 GWh."],
    ["the same number in another unit", "In 2022 wind power in Freedonia delivered 2 TWh."],
    ["the same number, rounded", "In 2022 wind power in Freedonia delivered about 2,000 GWh."],
    ["a change", "Wind power in Freedonia rose by 1,200 GWh in 2022."],
    ["a change since", "Since 2022 wind power in Freedonia has gained 1,200 GWh."],
    ["another year", "In 2019 wind power in Freedonia delivered 1,200 GWh."],
    ["two years", "In 2021 and 2022 wind power in Freedonia delivered 1,200 GWh."],
    ["two numbers", "In 2022 wind power in Freedonia delivered 1,200 GWh of 9,000 GWh."],
    ["no unit", "In 2022 wind power in Freedonia had 1,200 friends."],
    ["another unit", "In 2022 wind power in Freedonia cost 1,200 dollars."],
    ["another name", "In 2022 wind power in Sylvania delivered 1,200 GWh."],
    ["another topic", "In 2022 coal in Freedonia delivered 1,200 GWh."],
    ["a guess", "In 2022 wind power in Freedonia delivered roughly 1,900 GWh."],
  ])("not where it gives %s", (_case, text) => {
    expect(disputing(text)).toEqual([]);
  });

  test("nothing disputes a series of quarters or no series", () => {
    const sources = sourcesOf(
      stored("c", "C", [paragraph("p", "In 2022 wind power in Freedonia delivered 1,200 GWh.")]),
    );
    const quarters = series.map((cell) => ({ ...cell, end: `${cell.end}-03-31` }));
    expect(disputingSentences(quarters, { matcher: topicMatcher(topic), sources })).toEqual([]);
    expect(disputingSentences([], { matcher: topicMatcher(topic), sources })).toEqual([]);
  });
});
