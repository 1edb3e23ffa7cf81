import { describe, expect, test } from "vitest";
import { formatDate, formatExact, formatMeaning, formatPath, formatValue, scaleFor } from "../../src/render/format.ts";
import { type Evidence, labelsFor } from "../../src/report/index.ts";

const en = labelsFor("en");

function printed(values: readonly number[], unit = ""): readonly string[] {
  const scale = scaleFor(values, unit, en);
  return values.map((value) => formatValue(value, scale, "en"));
}

describe("printed values", () => {
  test.each<[string, readonly number[], readonly string[]]>([
    ["an index moves by tenths", [101.2, 101.9, 101.5, 102.4], ["101.2", "101.9", "101.5", "102.4"]],
    ["prices move by cents", [1000.25, 1000.75], ["1,000.25", "1,000.75"]],
    ["a spread needs two of its digits, not more", [500.123, 501.456], ["500.1", "501.5"]],
    ["billions far apart need one decimal", [81.797e9, 134.383e9], ["81.8", "134.4"]],
    ["billions close together need more", [81.797e9, 81.812e9], ["81.797", "81.812"]],
    ["equal values need three digits and no more", [250.5, 250.5], ["251", "251"]],
    ["whole numbers stay whole", [1001, 1002, 1003], ["1,001", "1,002", "1,003"]],
  ])("%s", (_what, values, expected) => {
    expect(printed(values)).toEqual(expected);
  });

  test("differ wherever the values differ by a hundredth of their spread or more", () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let round = 0; round < 300; round++) {
      const base = random() * 10 ** Math.floor(random() * 9);
      const spread = base * 10 ** -Math.floor(random() * 3);
      const values = [base, base + spread * 0.5, base + spread];
      const texts = printed(values);
      expect(new Set(texts).size, `${values.join()} → ${texts.join()}`).toBe(3);
    }
  });

  test("lie within half a unit of their last digit, and exact ones on the value", () => {
    for (const value of [0.00123, 1.005, 45.25, 999.95, 123_456.78, 89_498e6, -1_204e6]) {
      const scale = scaleFor([value], "x", en);
      const parsed = (text: string): number => Number(text.replaceAll(",", "")) * scale.divisor;
      expect(Math.abs(parsed(formatValue(value, scale, "en")) - value)).toBeLessThanOrEqual(
        (0.5000001 / 10 ** scale.decimals) * scale.divisor,
      );
      expect(parsed(formatExact(value, scale, "en"))).toBeCloseTo(value, 5);
    }
  });

  test("of a chart have the same number of decimals, so that they stand in line", () => {
    const texts = printed([0.5, 12.25, 7]);
    expect(new Set(texts.map((text) => text.split(".")[1]?.length)).size).toBe(1);
  });

  test("keep their order", () => {
    const values = Array.from({ length: 60 }, (_, index) => (index - 20) ** 3 * 1234.5);
    const scale = scaleFor(values, "USD", en);
    const numbers = values.map((value) => Number(formatValue(value, scale, "en").replaceAll(",", "")));
    expect(numbers).toEqual([...numbers].sort((left, right) => left - right));
  });
});

describe("the scale word", () => {
  test.each([
    ["en", 5e12, "trillions"],
    ["en", 5e9, "billions"],
    ["en", 5e6, "millions"],
    ["en", 5e5, "thousands"],
    ["en", 5e4, ""],
    ["de", 5e9, "Milliarden"],
    ["zh", 5e8, "亿"],
    ["zh", 5e4, ""],
    ["zh", 5e5, "万"],
  ])("in %s for %d is %j", (language, value, word) => {
    expect(scaleFor([value, -value / 2], "", labelsFor(language)).word).toBe(word);
  });

  test("follows the largest size, be it a loss", () => {
    expect(scaleFor([3, -4e9], "USD", en)).toMatchObject({ divisor: 1e9, unit: "USD, billions" });
  });
});

describe("dates", () => {
  test.each([
    ["2023-02-30", "a day that February never has"],
    ["2023-13-01", "a thirteenth month"],
    ["2023-00-10", "no month"],
    ["2023-04-31", "a day that April never has"],
    ["2023-99", "a ninety-ninth month"],
  ])("%s, %s, stays as it is", (iso) => {
    expect(formatDate(iso, "en")).toBe(iso);
  });

  test.each([
    ["2024-02-29", "en", "February 29, 2024"],
    ["2023-07-01", "de", "1. Juli 2023"],
    ["2023-07", "fr", "juillet 2023"],
    ["2023-07-01", "zh-CN", "2023年7月1日"],
    ["2023-12-31T23:59:59Z", "en-GB", "31 December 2023"],
  ])("%s in %s reads %s", (iso, language, expected) => {
    expect(formatDate(iso, language)).toBe(expected);
  });

  test("keep Latin digits and the Gregorian year in every language", () => {
    for (const language of ["ar", "ar-SA", "fa", "th", "ja", "hi"]) {
      expect(formatDate("2023-07-01", language), language).toContain("2023");
    }
  });
});

describe("what a cell means", () => {
  const cell = (value: string, quantity?: { value: number; unit: string }): Evidence => ({
    id: "e",
    sourceId: "s",
    subQuestionIds: [],
    locator: {},
    content: { type: "cell", tableId: "t", row: "r", column: "c", rowIndex: 0, columnIndex: 0, value },
    ...(quantity ? { quantities: [quantity] } : {}),
  });

  test.each([
    ["a scale of its table", "89,498", { value: 89_498e6, unit: "USD" }, "89,498,000,000 USD"],
    ["a loss in brackets", "(1,204)", { value: -1_204e6, unit: "USD" }, "-1,204,000,000 USD"],
    ["a unit of its column", "56,476", { value: 56_476, unit: "GWh" }, "56,476 GWh"],
    ["a share without its sign", "45.2", { value: 45.2, unit: "%" }, "45.2%"],
    ["nothing new of a share with its sign", "45.2%", { value: 45.2, unit: "%" }, ""],
    ["nothing new of a year", "2016", { value: 2016, unit: "" }, ""],
    ["nothing new of an amount with its currency sign", "$5", { value: 5, unit: "USD" }, ""],
    ["a scale behind a currency sign", "$49,343", { value: 49_343e6, unit: "USD" }, "49,343,000,000 USD"],
    ["nothing new of a number with its unit", "12 GWh", { value: 12, unit: "GWh" }, ""],
  ])("gives %s", (_what, value, quantity, expected) => {
    expect(formatMeaning(cell(value, quantity), "en")).toBe(expected);
  });

  test("is nothing where nothing was typed, or where it is no cell", () => {
    expect(formatMeaning(cell("5"), "en")).toBe("");
    const quote = { ...cell("5"), content: { type: "quote" as const, exact: "5", prefix: "", suffix: "" } };
    expect(formatMeaning({ ...quote, quantities: [{ value: 5, unit: "USD" }] }, "en")).toBe("");
  });
});

test.each([
  ["Three Months Ended March 31, › 2023", "Three Months Ended March 31, 2023"],
  ["ASSETS: › Current assets: › Cash", "ASSETS: Current assets: Cash"],
  ["Part I › Notes", "Part I › Notes"],
  [" Net sales ", "Net sales"],
  ["", ""],
])("the path %j reads %j", (path, expected) => {
  expect(formatPath(path)).toBe(expected);
});
