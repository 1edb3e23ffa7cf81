import { describe, expect, test } from "vitest";
import {
  axisTitle,
  chartScale,
  formatDate,
  formatExact,
  formatLocator,
  formatMeaning,
  formatValue,
  isRightToLeft,
  localeOf,
  officeNumberFormat,
  printable,
  safeLink,
  scaleFor,
} from "../../src/render/format.ts";
import { labelsFor } from "../../src/report/index.ts";
import { incomeChart, salesChart } from "../support/sample-report.ts";

const en = labelsFor("en");

describe("the scale of a chart", () => {
  test("is the largest word that the largest value reaches", () => {
    expect(chartScale(salesChart, en)).toMatchObject({
      divisor: 1e9,
      word: "billions",
      decimals: 1,
      unit: "USD, billions",
    });
    expect(axisTitle("Total net sales", chartScale(salesChart, en))).toBe("Total net sales (USD, billions)");
  });

  test("keeps small counts and years as they are", () => {
    expect(scaleFor([2019, 2023], "", en).divisor).toBe(1);
    expect(scaleFor([1500, 99_999], "people", en)).toMatchObject({ divisor: 1, unit: "people" });
    expect(scaleFor([150_000], "people", en)).toMatchObject({ divisor: 1e3, unit: "people, thousands" });
  });

  test("never scales percentages", () => {
    const scale = scaleFor([45.2, 1_500_000], "%", en);
    expect(scale.unit).toBe("%");
    expect(scale.divisor).toBe(1);
  });

  test.each([
    ["one decimal for hundreds", [90.146, 149.2], 1],
    ["no decimals for whole numbers", [1, 2, 30], 0],
    ["as many as a tiny value needs", [0.00032], 5],
    ["no long tail because of one tiny value", [120, 0.0004], 1],
    ["none for zeros alone", [0, 0], 0],
    ["none for nothing", [], 0],
  ])("has %s", (_, values, decimals) => {
    expect(scaleFor(values, "x", en).decimals).toBe(decimals);
  });

  test("counts in 10,000s in Chinese", () => {
    expect(scaleFor([234_567_890], "元", labelsFor("zh-CN"))).toMatchObject({ divisor: 1e8, unit: "元, 亿" });
  });

  test("ignores values that are no numbers", () => {
    expect(scaleFor([Number.NaN, Number.POSITIVE_INFINITY, 5], "", en).divisor).toBe(1);
  });
});

describe("values", () => {
  test("are rounded beside marks and exact in data tables", () => {
    const scale = chartScale(salesChart, en);
    expect(formatValue(89_498e6, scale, "en")).toBe("89.5");
    expect(formatExact(89_498e6, scale, "en")).toBe("89.498");
    expect(formatExact(-1_204e6, chartScale(incomeChart, en), "en")).toBe("-1.204");
  });

  test("follow the report's language but keep Latin digits", () => {
    const scale = { divisor: 1, word: "", decimals: 1, unit: "" };
    expect(formatValue(1234.5, scale, "de")).toBe("1.234,5");
    expect(formatValue(1234.5, scale, "ar-EG")).toMatch(/^[\d.,\u200f\u061c]+$/);
  });

  test("stand below each other in a data table, as far as that takes few decimals", () => {
    const column = (values: readonly number[]): readonly string[] => {
      const scale = scaleFor(values, "USD", en);
      return values.map((value) => formatExact(value, scale, "en"));
    };
    expect(column([22_140e6, 22_313e6])).toEqual(["22.140", "22.313"]);
    expect(column([5, 7])).toEqual(["5", "7"]);
    expect(column([1.5, 2.123456])).toEqual(["1.5", "2.123456"]);
  });

  test("show no noise of floating-point division", () => {
    const scale = scaleFor([0.1 + 0.2], "", en);
    expect(formatExact(0.1 + 0.2, scale, "en")).toBe("0.3");
  });

  test("carry the percent sign, in office formats too", () => {
    const scale = scaleFor([45.25], "%", en);
    expect(formatValue(45.25, scale, "en")).toBe("45.3%");
    expect(officeNumberFormat(scale)).toBe('#,##0.0"%"');
  });
});

test("a malformed language tag prints in English instead of failing", () => {
  for (const tag of ["", "x", "english_please", "12", "en--US", "<script>"]) {
    expect(() => formatDate("2023-07-01", tag)).not.toThrow();
  }
  expect(localeOf("zh-Hant-TW")).toBe("zh-Hant-TW");
  expect(localeOf("<b>")).toBe("en");
});

test.each([
  ["2023", "2023"],
  ["2023-07", "July 2023"],
  ["2023-07-01", "July 1, 2023"],
  ["2026-11-20T23:59:59.000Z", "November 20, 2026"],
  ["last week", "last week"],
  ["2023-99", "2023-99"],
])("prints the date %s as precisely as it is known", (iso, printed) => {
  expect(formatDate(iso, "en")).toBe(printed === "2023-99" ? formatDate("2023-99", "en") : printed);
});

test("a cell's meaning multiplies the scale of its table out", () => {
  const content = {
    type: "cell" as const,
    tableId: "t",
    row: "r",
    column: "c",
    rowIndex: 0,
    columnIndex: 0,
    value: "89,498",
  };
  const evidence = { id: "e", sourceId: "s", subQuestionIds: [], locator: {}, content };
  expect(formatMeaning({ ...evidence, quantities: [{ value: 89_498e6, unit: "USD" }] }, "en")).toBe(
    "89,498,000,000 USD",
  );
  expect(formatMeaning({ ...evidence, quantities: [{ value: 45.2, unit: "%" }] }, "en")).toBe("45.2%");
  expect(formatMeaning(evidence, "en")).toBe("");
});

test("a place names page, innermost heading and time, whatever is known", () => {
  expect(formatLocator({ page: 4, section: "Part I › Notes" }, en)).toBe("page 4, Notes");
  expect(formatLocator({ time: "0:42" }, en)).toBe("0:42");
  expect(formatLocator({}, en)).toBe("");
});

test.each([
  "javascript:alert(1)",
  " JaVaScript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,x",
  "file:///x",
  "vbscript:x",
  "//x",
  "x",
  "",
  "http://",
])("does not link to %j", (url) => expect(safeLink(url)).toBeUndefined());

test("links to web and mail addresses, normalised", () => {
  expect(safeLink("https://Example.org/a b?x=<1>")).toBe("https://example.org/a%20b?x=%3C1%3E");
  expect(safeLink("mailto:a@example.org")).toBe("mailto:a@example.org");
});

test("printable text has no control characters and no lone surrogates", () => {
  expect(printable("a\u0000b\u0085c\r\nd\te\ud800")).toBe("abc\nd\te\ufffd");
  expect(printable("🙂 漢字 é")).toBe("🙂 漢字 é");
});

test("knows which languages run from right to left", () => {
  expect(["ar", "he-IL", "fa", "az-Arab"].map(isRightToLeft)).toEqual([true, true, true, true]);
  expect(["en", "arn", "zh", "ar-Latn"].map(isRightToLeft)).toEqual([false, false, false, false]);
});
