import { describe, expect, test } from "vitest";
import { chartScale } from "../../src/render/format.ts";
import { drawnValues, officeAxisFormat, startsAtZero } from "../../src/render/value-axis.ts";
import { type Chart, labelsFor } from "../../src/report/index.ts";

const en = labelsFor("en");

function chart(values: readonly (number | null)[], more: Partial<Chart> = {}): Chart {
  return {
    type: "chart",
    id: "c",
    mark: "line",
    caption: [],
    alt: "",
    xTitle: "",
    yTitle: "",
    unit: "",
    categories: values.map((_, index) => String(index)),
    series: [{ name: "s", points: values.map((value) => ({ value, evidenceIds: [] })) }],
    ...more,
  };
}

const formatOf = (given: Chart): string => officeAxisFormat(given, chartScale(given, en));

describe("the foot of the value axis", () => {
  test.each<[string, readonly (number | null)[], boolean]>([
    ["values far apart begin at zero", [10, 100], true],
    ["values just over a sixth apart begin at zero", [83, 100], true],
    ["values within a sixth do not", [85, 100], false],
    ["an index around a hundred does not", [101.2, 102.4, 101.9], false],
    ["a loss brings zero into view", [-1, 100], true],
    ["one value alone begins at zero", [100], true],
    ["equal values begin at zero", [7, 7, 7], true],
    ["gaps do not count as zero", [99, null, 100], false],
    ["zero itself is zero", [0, 0], true],
  ])("%s", (_what, values, expected) => {
    expect(startsAtZero(chart(values))).toBe(expected);
  });

  test("bars begin at zero always, because their length is their value", () => {
    expect(startsAtZero(chart([99, 100], { mark: "bar" }))).toBe(true);
    expect(startsAtZero(chart([99, 100], { mark: "point" }))).toBe(false);
  });
});

describe("the numbers on a native value axis", () => {
  test.each<[string, Chart, string]>([
    ["billions with a decimal in the values have whole steps", chart([81.8e9, 134.4e9], { unit: "USD" }), "#,##0"],
    ["shares keep their percent sign", chart([12.5, 60.1], { unit: "%" }), '#,##0"%"'],
    ["small doses keep their decimals", chart([0.0012, 0.0031]), "#,##0.0000"],
    ["a narrow range has steps below one", chart([101.2, 102.4]), "#,##0.0"],
    ["whole numbers never get decimals", chart([1, 2, 3], { mark: "bar" }), "#,##0"],
    ["no value is no decimal", chart([null]), "#,##0"],
  ])("%s", (_what, given, expected) => {
    expect(formatOf(given)).toBe(expected);
  });

  test("never has more decimals than the values", () => {
    for (let exponent = -5; exponent <= 12; exponent++) {
      for (const factor of [1, 1.5, 2.25, 7.77]) {
        const given = chart([factor * 10 ** exponent, factor * 3 * 10 ** exponent]);
        const decimals = (format: string): number => /\.(0+)/.exec(format)?.[1]?.length ?? 0;
        expect(decimals(formatOf(given))).toBeLessThanOrEqual(chartScale(given, en).decimals);
      }
    }
  });
});

test("drawn values are those of all series, without gaps and without what is no number", () => {
  const two = chart([1, null], {
    series: [
      {
        name: "a",
        points: [
          { value: 1, evidenceIds: [] },
          { value: null, evidenceIds: [] },
        ],
      },
      {
        name: "b",
        points: [
          { value: Number.NaN, evidenceIds: [] },
          { value: -4, evidenceIds: [] },
        ],
      },
    ],
  });
  expect(drawnValues(two)).toEqual([1, -4]);
});
