import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { type ChartDrawing, drawChart } from "../../src/render/charts.ts";
import { besideLine } from "../../src/render/charts-labels.ts";
import { layoutChart, textWidth, wrapLabel } from "../../src/render/charts-layout.ts";
import { defaultTheme } from "../../src/render/index.ts";
import { type Chart, labelsFor } from "../../src/report/index.ts";
import { hostileText, payloads } from "../support/hostile-report.ts";
import { incomeChart, salesChart } from "../support/sample-report.ts";

const drawing: ChartDrawing = {
  theme: defaultTheme,
  labels: labelsFor("en"),
  language: "en",
  width: 680,
  idPrefix: "ch",
  title: "Figure 1. Sales",
  linkTo: (ids) => ({ href: `#${ids[0]}`, "data-evidence": ids.join(" ") }),
};

function chartOf(values: readonly (number | null)[], more: Partial<Chart> = {}): Chart {
  return {
    type: "chart",
    id: "ch",
    mark: "bar",
    caption: [],
    alt: "What it shows.",
    xTitle: "x",
    yTitle: "y",
    unit: "",
    categories: values.map((_, index) => `c${index}`),
    series: [{ name: "s", points: values.map((value) => ({ value, evidenceIds: value === null ? [] : ["ev"] })) }],
    ...more,
  };
}

const textsOf = (svg: string): readonly string[] =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map((match) => match[1] ?? "");
const linksOf = (svg: string): readonly string[] =>
  [...svg.matchAll(/<a class="chart-point" href="([^"]*)"/g)].map((match) => match[1] ?? "");
const barsOf = (svg: string): number =>
  [...svg.matchAll(/mark-rect role-mark[\s\S]*?<\/g>/g)].join("").split("<path").length - 1;

describe("a drawn chart", () => {
  test("links every value to its evidence and names it", async () => {
    const svg = await drawChart(salesChart, drawing);
    expect(linksOf(svg)).toHaveLength(9);
    expect(linksOf(svg)).toContain("#ev-orrin-sales-4");
    expect(svg).toContain('aria-label="Halden Instruments, 2022 Q3: 90.1 (USD, billions)"');
  });

  test("says its scale on the axis and prints the values that fit", async () => {
    const svg = await drawChart(salesChart, drawing);
    expect(textsOf(svg)).toContain("Total net sales (USD, billions)");
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(["90.1", "149.2", "Halden Instruments", "2022 Q3", "Fiscal quarter"]),
    );
  });

  test("leaves a gap where a value is missing", async () => {
    const svg = await drawChart(salesChart, drawing);
    const lines = /mark-line role-mark[\s\S]*?<path d="([^"]*)"[\s\S]*?<path d="([^"]*)"/.exec(svg);
    expect(lines?.[1]?.match(/M/g)).toHaveLength(1);
    expect(lines?.[2]?.match(/M/g)).toHaveLength(2);
  });

  test("draws negative bars below zero, labels beyond their ends", async () => {
    const svg = await drawChart(incomeChart, drawing);
    expect(textsOf(svg)).toContain("-1.2");
    expect(textsOf(svg)).toContain("27.0");
  });

  test("has a name and a description and no other role", async () => {
    const svg = await drawChart(salesChart, drawing);
    expect(svg).toMatch(/^<svg [^>]*role="group" aria-labelledby="ch-title ch-desc"/);
    expect(svg).toContain('<title id="ch-title">Figure 1. Sales</title><desc id="ch-desc">Halden');
    expect(svg.match(/ role="/g)).toHaveLength(1);
  });

  test("carries no style attribute and no script, so that a strict policy shows it", async () => {
    const svg = await drawChart(salesChart, drawing);
    expect(svg).not.toMatch(/ style=| on\w+=|<script|<style|xlink:href/);
  });

  test("is the same when drawn twice", async () => {
    expect(await drawChart(incomeChart, drawing)).toBe(await drawChart(incomeChart, drawing));
  });

  test.each([
    ["one bar", chartOf([5]), 1],
    ["one point of a line", chartOf([5], { mark: "line" }), 1],
    ["zeros only", chartOf([0, 0]), 2],
    ["no value at all", chartOf([null, null]), 0],
    ["no categories and no series", chartOf([], { series: [] }), 0],
    ["fifty bars", chartOf(Array.from({ length: 50 }, (_, index) => index)), 50],
    ["huge and tiny values", chartOf([1e15, 1e-6, -1e15]), 3],
    ["fewer points than categories", chartOf([1], { categories: ["a", "b", "c"] }), 1],
    ["more points than categories", chartOf([1, 2, 3], { categories: ["a"] }), 1],
    ["categories of the same name", chartOf([1, 2], { categories: ["a", "a"] }), 2],
  ])("can have %s", async (_, chart, links) => {
    const svg = await drawChart(chart, drawing);
    expect(linksOf(svg)).toHaveLength(links);
    expect(svg).not.toContain("NaN");
    const { width, height } = await sharp(Buffer.from(svg)).metadata();
    expect(width).toBeGreaterThan(100);
    expect(height).toBeGreaterThan(100);
  });

  test("links nothing where there is no evidence, but still names the value", async () => {
    const chart = chartOf([7], { series: [{ name: "s", points: [{ value: 7, evidenceIds: [] }] }] });
    const svg = await drawChart(chart, drawing);
    expect(linksOf(svg)).toHaveLength(0);
    expect(svg).toContain("<title>s, c0: 7</title>");
  });

  test("shows hostile names as text", async () => {
    const svg = await drawChart(
      chartOf([1, 2], {
        categories: [...payloads.slice(0, 2)],
        alt: hostileText,
        xTitle: hostileText,
        yTitle: hostileText,
        unit: hostileText,
      }),
      { ...drawing, title: hostileText },
    );
    expect(svg).not.toMatch(/<script|<img|<svg onload/);
    expect(svg).not.toContain("\u0000");
    const { format, width } = await sharp(Buffer.from(svg)).metadata();
    expect(format).toBe("svg");
    expect(width).toBeLessThan(1200);
  });

  test("never evaluates a name as an expression", async () => {
    const chart = chartOf([1], {
      categories: ["datum.value + 1"],
      series: [{ name: "1+1", points: [{ value: 1, evidenceIds: [] }] }],
    });
    expect(textsOf(await drawChart(chart, drawing)).join(" ")).toContain("datum.value + 1");
  });

  test("tells more series than colours apart by their line pattern", async () => {
    const series = Array.from({ length: 8 }, (_, index) => ({
      name: `s${index}`,
      points: [1, 2].map((value) => ({ value: value + index, evidenceIds: [] })),
    }));
    const svg = await drawChart(chartOf([1, 2], { mark: "line", series }), drawing);
    expect(svg).toMatch(/stroke-dasharray="6[ ,]3"/);
  });

  test("writes numbers in the report's language", async () => {
    const svg = await drawChart(salesChart, { ...drawing, language: "de", labels: labelsFor("de") });
    expect(textsOf(svg)).toContain("90,1");
    expect(textsOf(svg)).toContain("Total net sales (USD, Milliarden)");
  });
});

describe("the layout of a chart", () => {
  const long = "Electricity generation from onshore wind turbines in the northern counties";

  test("wraps labels that fit in three lines", () => {
    const layout = layoutChart(
      chartOf([1, 2], { categories: ["Operating income, prior year", "Net income"] }),
      { width: 400 },
      ["1", "2"],
    );
    expect(layout.orientation).toBe("vertical");
    expect(layout.labels[0]?.length).toBeGreaterThan(1);
  });

  test("turns bars with long names across", () => {
    const chart = chartOf([1, 2, 3, 4, 5, 6], { categories: Array.from({ length: 6 }, () => long) });
    expect(layoutChart(chart, { width: 400 }, ["1"]).orientation).toBe("horizontal");
  });

  test("angles and thins the labels of a long time series", () => {
    const years = Array.from({ length: 60 }, (_, index) => String(1960 + index));
    const layout = layoutChart(
      chartOf(
        years.map(() => 1),
        { mark: "line", categories: years },
      ),
      { width: 340 },
      [],
    );
    expect(layout.labelAngle).toBe(-45);
    expect(layout.labels.filter((label) => label.length > 0).length).toBeLessThan(30);
    expect(layout.labels[0]).toEqual(["1960"]);
  });

  test("keeps a single bar from becoming a wall", () => {
    expect(layoutChart(chartOf([1]), { width: 680 }, ["1"]).plotWidth).toBeLessThan(200);
  });

  test("prints values only where they do not collide", () => {
    const many = chartOf(Array.from({ length: 50 }, () => 1));
    expect(layoutChart(many, { width: 340 }, ["1,000.5"]).showValues).toBe(false);
    expect(layoutChart(chartOf([1, 2]), { width: 340 }, ["1", "2"]).showValues).toBe(true);
  });
});

describe("the value of a point of a line", () => {
  const placesOf = (...series: (readonly (number | null)[])[]) => {
    const chart = chartOf(series[0] ?? [], {
      mark: "line",
      series: series.map((values) => ({ name: "s", points: values.map((value) => ({ value, evidenceIds: [] })) })),
    });
    return series.map((values, index) => values.map((_, point) => besideLine(chart, index, point)));
  };

  test("stands over peaks, under valleys and beside slopes", () => {
    expect(placesOf([1, 3, 2, 1, 2, 3])).toEqual([["below", "above", "above-right", "below", "above-left", "above"]]);
  });

  test("keeps above in the upper and below in the lower of two series", () => {
    const [upper, lower] = placesOf([5, 4, 6], [1, 3, 2]);
    expect(upper?.every((place) => place.startsWith("above"))).toBe(true);
    expect(lower?.every((place) => place.startsWith("below"))).toBe(true);
  });

  test("knows a neighbour only across no gap", () => {
    expect(placesOf([1, null, 3, 2])).toEqual([["above", expect.any(String), "above", "below"]]);
  });
});

describe("label wrapping", () => {
  test("never loses a word before the ellipsis and never splits one", () => {
    const lines = wrapLabel("alpha beta gamma delta epsilon", 70);
    expect(lines.join(" ")).toBe("alpha beta gamma delta epsilon");
    expect(wrapLabel("incomprehensibilities", 20)).toEqual(["incomprehensibilities"]);
  });

  test("ends with an ellipsis after three lines", () => {
    const lines = wrapLabel("one two three four five six seven", 20);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/…$/);
  });

  test("breaks Chinese between words", () => {
    const lines = wrapLabel("二〇二二年第三季度报告期", 60);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => textWidth(line) <= 75)).toBe(true);
  });

  test("leaves nothing of an empty label", () => expect(wrapLabel("  ", 50)).toEqual([]));
});

test("fifty bars are drawn as fifty bars", async () => {
  expect(barsOf(await drawChart(chartOf(Array.from({ length: 50 }, (_, index) => index + 1)), drawing))).toBe(50);
});
