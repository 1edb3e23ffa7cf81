import { describe, expect, test } from "vitest";
import { besideLine, endOfBar } from "../../src/render/charts-labels.ts";
import type { Chart } from "../../src/report/index.ts";

/** A line chart of these series. */
function lines(...series: readonly (readonly (number | null)[])[]): Chart {
  return {
    type: "chart",
    id: "ch-1",
    mark: "line",
    caption: [],
    alt: "",
    xTitle: "",
    yTitle: "",
    unit: "",
    categories: (series[0] ?? []).map((_, index) => `${2_000 + index}`),
    series: series.map((values, index) => ({
      name: `series ${index + 1}`,
      points: values.map((value) => ({ value, evidenceIds: [] })),
    })),
  };
}

const placesOf = (chart: Chart, series = 0): readonly string[] =>
  chart.categories.map((_, index) => besideLine(chart, series, index));

test.each([
  [5, "above"],
  [0, "above"],
  [-5, "below"],
  [null, "above"],
] as const)("the value of a bar of %s stands %s its end", (value, place) => expect(endOfBar(value)).toBe(place));

describe("beside a single line", () => {
  test.each([
    ["over a peak", [1, 5, 1], 1, "above"],
    ["under a valley", [5, 1, 5], 1, "below"],
    ["left of a rising line, above it", [1, 2, 3], 1, "above-left"],
    ["right of a falling line, above it", [3, 2, 1], 1, "above-right"],
    ["over a level line", [2, 2, 2], 1, "above"],
    ["over the first point of a falling line", [3, 2], 0, "above"],
    ["under the first point of a rising line", [1, 2], 0, "below"],
    ["under the last point of a falling line", [3, 2], 1, "below"],
    ["over the last point of a rising line", [1, 2], 1, "above"],
    ["over a point alone", [7], 0, "above"],
    ["by the neighbour that there is, where the other is missing", [null, 1, 2], 1, "below"],
    ["the same with negative values", [-1, -5, -1], 1, "below"],
  ])("a value stands %s", (_, values, index, place) => {
    expect(besideLine(lines(values), 0, index)).toBe(place);
  });
});

describe("beside two lines", () => {
  test("the upper keeps its values above and the lower below, also in valleys and on peaks", () => {
    const chart = lines([9, 7, 9], [1, 3, 1]);
    expect(placesOf(chart, 0).every((place) => place.startsWith("above"))).toBe(true);
    expect(placesOf(chart, 1).every((place) => place.startsWith("below"))).toBe(true);
  });

  test("that cross change sides where they cross", () => {
    const chart = lines([1, 2, 3], [3, 2.5, 1]);
    expect(placesOf(chart, 0)).toEqual(["below", "below-right", "above"]);
    expect(placesOf(chart, 1)).toEqual(["above", "above-right", "below"]);
  });

  test("that meet in a point do not print one value over the other", () => {
    const chart = lines([1, 2, 1], [1, 2, 1]);
    for (const index of [0, 1, 2]) {
      const sides = [0, 1].map((series) => besideLine(chart, series, index).split("-")[0]);
      expect(new Set(sides).size).toBe(2);
    }
  });

  test("a line alone at a place is labelled as if it were the only one", () => {
    const chart = lines([5, 1, 5], [null, null, null]);
    expect(placesOf(chart, 0)).toEqual(["above", "below", "above"]);
  });

  test("a rising lower line leaves its lower right free, a falling one its lower left", () => {
    expect(besideLine(lines([9, 9, 9], [1, 2, 3]), 1, 1)).toBe("below-right");
    expect(besideLine(lines([9, 9, 9], [3, 2, 1]), 1, 1)).toBe("below-left");
  });
});
