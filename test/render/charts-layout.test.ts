import { describe, expect, test } from "vitest";
import { besideLine, endOfBar } from "../../src/render/charts-labels.ts";
import { layoutChart, textWidth, wrapLabel } from "../../src/render/charts-layout.ts";
import { chartLegend } from "../../src/render/charts-legend.ts";
import { defaultTheme } from "../../src/render/index.ts";
import type { Chart } from "../../src/report/index.ts";

function chart(mark: Chart["mark"], categories: readonly string[], series = 1): Chart {
  return {
    type: "chart",
    id: "c",
    mark,
    caption: [],
    alt: "",
    xTitle: "",
    yTitle: "",
    unit: "",
    categories,
    series: Array.from({ length: series }, (_, index) => ({
      name: `Series ${index + 1}`,
      points: categories.map((_, at) => ({ value: at + index, evidenceIds: [] })),
    })),
  };
}

const years = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(1960 + index));
const names = (count: number, words: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${words} ${index}`);

describe("the place of a chart", () => {
  test("never exceeds the width it is given, axes included", () => {
    for (const width of [300, 348, 656, 704]) {
      for (const count of [1, 2, 5, 12, 30, 60]) {
        for (const mark of ["bar", "line", "point"] as const) {
          const { plotWidth, orientation } = layoutChart(chart(mark, years(count)), { width }, ["1,000"]);
          expect(plotWidth, `${mark} of ${count} in ${width}`).toBeLessThanOrEqual(width - 84);
          if (mark !== "bar") expect(orientation).toBe("vertical");
        }
      }
    }
  });

  test("is no taller than asked, and never flat", () => {
    for (const tallest of [200, 220, 300]) {
      for (const width of [348, 656, 1200]) {
        const { plotHeight } = layoutChart(chart("line", years(5)), { width, tallest }, []);
        expect(plotHeight).toBeLessThanOrEqual(tallest);
        expect(plotHeight).toBeGreaterThanOrEqual(200);
      }
    }
  });

  test("of horizontal bars grows with their number and their series", () => {
    const tall = (count: number, series: number): number => {
      const layout = layoutChart(
        chart("bar", names(count, "A long name of a category that needs room"), series),
        { width: 400 },
        [],
      );
      expect(layout.orientation).toBe("horizontal");
      return layout.plotHeight;
    };
    expect(tall(12, 1)).toBe(2 * tall(6, 1));
    expect(tall(6, 3)).toBeGreaterThan(tall(6, 1));
    expect(tall(6, 1) / 6).toBeGreaterThanOrEqual(26);
  });

  test("of more than forty long names stays upright, its names angled", () => {
    const layout = layoutChart(chart("bar", names(41, "A long name of a category")), { width: 680 }, []);
    expect(layout).toMatchObject({ orientation: "vertical", labelAngle: -45 });
  });
});

describe("category names", () => {
  test("that fit their slot stand level and whole", () => {
    const layout = layoutChart(chart("line", ["Jun 2021", "Sep 2021", "Dec 2021"]), { width: 656 }, []);
    expect(layout.labelAngle).toBe(0);
    expect(layout.labels).toEqual([["Jun 2021"], ["Sep 2021"], ["Dec 2021"]]);
  });

  test("never run into the next one", () => {
    for (const count of [3, 6, 9, 14]) {
      const layout = layoutChart(chart("line", names(count, "Quarter")), { width: 656 }, []);
      const slot = layout.plotWidth / count;
      if (layout.labelAngle === 0)
        for (const line of layout.labels.flat()) expect(textWidth(line)).toBeLessThanOrEqual(slot);
    }
  });

  test("that are thinned keep the first and even steps", () => {
    const { labels } = layoutChart(chart("line", years(120)), { width: 348 }, []);
    const shown = labels.flatMap((lines, index) => (lines.length > 0 ? [index] : []));
    expect(shown[0]).toBe(0);
    const steps = shown.slice(1).map((index, at) => index - (shown[at] ?? 0));
    expect(new Set(steps).size).toBe(1);
    expect(labels).toHaveLength(120);
  });

  test("wrap without losing a letter while three lines hold them", () => {
    const text = "Combined heat and power from natural gas";
    for (let room = 90; room < 260; room += 13) {
      const lines = wrapLabel(text, room);
      if (!lines.at(-1)?.endsWith("…")) expect(lines.join(" ")).toBe(text);
      expect(lines.length).toBeLessThanOrEqual(3);
    }
  });
});

describe("values at the marks", () => {
  test("are left to the table where they would collide", () => {
    expect(layoutChart(chart("line", years(15)), { width: 704 }, ["1"]).showValues).toBe(false);
    expect(layoutChart(chart("line", years(5), 3), { width: 704 }, ["1"]).showValues).toBe(false);
    expect(layoutChart(chart("bar", years(10), 4), { width: 400 }, ["1,234.5"]).showValues).toBe(false);
  });

  test("stand beyond the end of a bar", () => {
    expect([5, 0, -5, null].map(endOfBar)).toEqual(["above", "above", "below", "above"]);
  });

  test("of two lines never face each other, wherever they cross", () => {
    const crossing: Chart = {
      ...chart("line", years(6), 2),
      series: [
        { name: "up", points: [1, 2, 3, 4, 5, 6].map((value) => ({ value, evidenceIds: [] })) },
        { name: "down", points: [6, 5, 4, 3, 2, 1].map((value) => ({ value, evidenceIds: [] })) },
      ],
    };
    for (let index = 0; index < 6; index++) {
      const [up, down] = [besideLine(crossing, 0, index), besideLine(crossing, 1, index)];
      expect(up.startsWith("above")).not.toBe(down.startsWith("above"));
      expect(up.startsWith("above")).toBe(index >= 3);
    }
  });
});

describe("the legend", () => {
  const legend = (given: Chart, width = 656) =>
    chartLegend(given, { theme: defaultTheme, width, escapeXml: (text) => text.replaceAll("<", "&lt;") });

  test("is empty for a single series, which the caption names", () => {
    expect(legend(chart("line", years(3)))).toEqual({ svg: "", height: 0 });
  });

  test("names every series in its colour", () => {
    const { svg } = legend(chart("bar", years(3), 4));
    for (const index of [0, 1, 2, 3]) {
      expect(svg).toContain(`>Series ${index + 1}<`);
      expect(svg).toContain(`fill="${defaultTheme.colours.series[index]}"`);
    }
  });

  test("takes as many rows as it needs, and no entry leaves the drawing", () => {
    for (const width of [340, 656]) {
      for (const count of [2, 6, 12]) {
        const { svg, height } = legend(chart("line", years(3), count), width);
        const rights = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g)].map(
          ([, x, , name]) => Number(x) + textWidth(name ?? ""),
        );
        expect(rights).toHaveLength(count);
        expect(Math.max(...rights)).toBeLessThanOrEqual(width);
        const lowest = Math.max(...[...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y)));
        expect(height).toBeGreaterThan(lowest);
      }
    }
  });

  test("escapes names and cuts very long ones", () => {
    const long = chart("line", years(2), 2);
    const named = {
      ...long,
      series: [
        { ...long.series[0]!, name: "<script>" },
        { ...long.series[1]!, name: "n".repeat(500) },
      ],
    };
    const { svg } = legend(named);
    expect(svg).toContain("&lt;script>");
    expect(svg).toMatch(/n…</);
  });

  test("draws marks as the chart does: boxes, dots, or dots on a line", () => {
    expect(legend(chart("bar", years(2), 2)).svg).toContain("<rect");
    expect(legend(chart("point", years(2), 2)).svg).not.toMatch(/<rect|<line/);
    expect(legend(chart("line", years(2), 2)).svg).toMatch(/<line[^>]*>\s*<circle/);
  });
});
