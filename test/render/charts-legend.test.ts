import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { textWidth } from "../../src/render/charts-layout.ts";
import { chartLegend } from "../../src/render/charts-legend.ts";
import { defaultTheme } from "../../src/render/theme.ts";
import type { Chart } from "../../src/report/index.ts";

const escapeXml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function chartOf(names: readonly string[], mark: Chart["mark"] = "bar"): Chart {
  const series = names.map((name) => ({ name, points: [{ value: 1, evidenceIds: [] }] }));
  const empty = { caption: [], alt: "", xTitle: "", yTitle: "", unit: "" };
  return { type: "chart", id: "ch-1", mark, ...empty, categories: ["2024"], series };
}

function legendOf(names: readonly string[], { width = 680, mark = "bar" as Chart["mark"] } = {}) {
  const { svg, height } = chartLegend(chartOf(names, mark), { theme: defaultTheme, width, escapeXml });
  const $ = load(svg, { xmlMode: true });
  const items = $("text")
    .toArray()
    .map((node) => ({ name: $(node).text(), x: Number($(node).attr("x")), y: Number($(node).attr("y")) }));
  return { $, items, height };
}

describe("a legend", () => {
  test("is left out for a single series, whose name the caption has", () => {
    expect(legendOf(["Sales"])).toMatchObject({ items: [], height: 0 });
    expect(legendOf([])).toMatchObject({ items: [], height: 0 });
  });

  test("names all series in their order, from left to right", () => {
    const { items } = legendOf(["Halden", "Orrin", "Tarn"]);
    expect(items.map(({ name }) => name)).toEqual(["Halden", "Orrin", "Tarn"]);
    expect(items.map(({ x }) => x)).toEqual(items.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(new Set(items.map(({ y }) => y)).size).toBe(1);
  });

  test("takes another row where the names do not fit, and says how tall it is", () => {
    const names = ["A fairly long name of a series", "Another fairly long name", "A third one"];
    const { items, height } = legendOf(names, { width: 260 });
    const rows = new Set(items.map(({ y }) => y));
    expect(rows.size).toBeGreaterThan(1);
    expect(height).toBeGreaterThan(Math.max(...rows));
    expect(height).toBeGreaterThan(legendOf(names).height);
  });

  test.each([
    ["long Latin names", ["word ".repeat(40).trim(), "x".repeat(300)]],
    ["long Chinese names", ["潮汐能发电站的年度总发电量与装机容量".repeat(4), "短"]],
    ["long Korean names", ["연간총발전량과설비용량".repeat(6), "짧음"]],
    ["many short names", Array.from({ length: 30 }, (_, index) => `S${index}`)],
  ])("stays inside the drawing with %s", (_, names) => {
    for (const width of [320, 680]) {
      for (const { name, x } of legendOf(names, { width }).items)
        expect(x + textWidth(name)).toBeLessThanOrEqual(width);
    }
  });

  test("escapes names, which come from pages", () => {
    const { $, items } = legendOf(['<script>alert("1")</script>', "R&D"]);
    expect($("script")).toHaveLength(0);
    expect(items[1]?.name).toBe("R&D");
  });
});

describe("the sign of a series", () => {
  test.each([
    ["bar", { rect: 2, circle: 0, line: 0 }],
    ["point", { rect: 0, circle: 2, line: 0 }],
    ["line", { rect: 0, circle: 2, line: 2 }],
  ] as const)("is drawn like the marks of a %s chart", (mark, expected) => {
    const { $ } = legendOf(["a", "b"], { mark });
    expect({ rect: $("rect").length, circle: $("circle").length, line: $("line").length }).toEqual(expected);
  });

  test("differs between lines by colour, and by dashes where the colours begin again", () => {
    const names = Array.from({ length: 12 }, (_, index) => `series ${index}`);
    const { $ } = legendOf(names, { mark: "line" });
    const looks = $("line")
      .toArray()
      .map((line) => `${$(line).attr("stroke")} ${$(line).attr("stroke-dasharray")}`);
    expect(new Set(looks).size).toBe(12);
  });
});
