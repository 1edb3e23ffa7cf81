import { describe, expect, test } from "vitest";
import {
  amountOf,
  dateText,
  decimalsOf,
  formatAmount,
  formOf,
  percentOf,
  periodText,
  ratioText,
} from "../../src/analyst/extractive/amounts.ts";
import { phrasesFor } from "../../src/analyst/extractive/phrases/index.ts";
import { findQuantities, sameQuantity } from "../../src/evidence/index.ts";

const languages = ["en", "de", "fr", "es", "zh", "ar"];
const printerIn = (language: string) => ({ language, phrases: phrasesFor(language) });
const english = printerIn("en");
const nbsp = "\u00a0";

describe("an amount in the scale and with the digits of its source", () => {
  test.each([
    [82_959_000_000, "USD", "82,959", "$82,959 million"],
    [82_959_000_000, "USD", "$ 83.0", "$83.0 billion"],
    [-806_000_000, "USD", "(806)", "−$806 million"],
    [1_234, "USD", "1,234", "$1,234"],
    [0.158, "%", "0.158", "0.158%"],
    [15.8, "%", "15.8%", "15.8%"],
    [15, "%", "15 %", "15%"],
    [1.27, "USD per share", "1.27", "$1.27 per share"],
    [15_697_614_000, "shares", "15,697,614", "15,697,614 thousand shares"],
    [410_000_000, "CHF", "410", "410 million CHF"],
    [5_000_000, "EUR", "5.0", "€5.0 million"],
    [42, "", "42", "42"],
    [0, "USD", "0", "$0"],
  ])("%d %s printed as “%s” is %s", (value, unit, printed, text) => {
    expect(amountOf({ value, unit, printed }, english)).toBe(text);
  });

  test.each([
    ["de", `82.959 Mio. USD`, `15,8${nbsp}%`],
    ["es", "82.959 millones USD", `15,8${nbsp}%`],
    ["zh", "82,959百万 USD", "15.8%"],
  ])("in %s", (language, money, percent) => {
    const printer = printerIn(language);
    const said = amountOf({ value: 82_959e6, unit: "USD", printed: "82,959" }, printer);
    expect(said.replace(/\s+(?=\S)/g, " ").replace("USD 82", "82")).toContain(money.slice(0, 6));
    expect(amountOf({ value: 15.8, unit: "%", printed: "15.8%" }, printer)).toBe(percent);
  });

  test.each(languages)("digits stay Latin in %s", (language) => {
    const text = amountOf({ value: 1_234_500_000, unit: "USD", printed: "1,234.5" }, printerIn(language));
    expect(text.replace(/\D/g, "")).toBe("12345");
  });

  test("what is printed reads back as the same quantity", () => {
    for (const [value, printed] of [
      [82_959e6, "82,959"],
      [-806e6, "(806)"],
      [1.5e9, "1.5"],
      [12_345, "12,345"],
    ] as const) {
      const [read] = findQuantities(amountOf({ value, unit: "USD", printed }, english));
      expect(read && sameQuantity(read, { value, unit: "USD" }, { ignoreSign: true })).toBe(true);
    }
  });
});

test.each([
  ["82,959", 0],
  ["1,234.5", 1],
  ["15.80%", 2],
  ["(0.02)", 2],
  ["$ 1.125", 0],
  ["3.1416", 4],
  ["0.158", 3],
  ["10.158", 0],
  ["12", 0],
])("decimals of %s: %d", (printed, decimals) => {
  expect(decimalsOf(printed)).toBe(decimals);
});

test("the form of a zero is that of its print alone", () => {
  expect(formOf({ value: 0, unit: "USD", printed: "0.0" })).toEqual({ unit: "USD", exponent: 0, decimals: 1 });
});

test("an unknown power of ten is written out", () => {
  expect(formatAmount(2_500_000, { unit: "USD", exponent: 5, decimals: 0 }, english)).toBe("$2,500,000");
});

test.each([
  [0.1234, "12.3%"],
  [-0.1234, "12.3%"],
  [0, "0.0%"],
  [7.399, "739.9%"],
])("a share of %d is %s", (share, text) => {
  expect(percentOf(share, english)).toBe(text);
});

test.each([
  [1.05, "1.05"],
  [1.66, "1.7"],
  [12, "12.0"],
])("a ratio of %d is %s", (ratio, text) => {
  expect(ratioText(ratio, english)).toBe(text);
});

describe("dates and periods in words", () => {
  test.each([
    ["en", "2023-07-01", "July 1, 2023"],
    ["de", "2023-07-01", "01.07.2023"],
    ["fr", "2023-07-01", "1 juillet 2023"],
    ["es", "2023-07-01", "1 de julio de 2023"],
    ["zh", "2023-07-01", "2023年7月1日"],
    ["en", "2023-07", "July 2023"],
    ["en", "2023", "2023"],
  ])("%s: %s", (language, iso, text) => {
    expect(dateText(iso, printerIn(language))).toBe(text);
  });

  test("a day in another time zone stays that day", () => {
    expect(dateText("2023-01-01", english)).toBe("January 1, 2023");
    expect(dateText("2023-12-31", english)).toBe("December 31, 2023");
  });

  test.each([
    [{ end: "2023-07-01", months: 3 }, "in the three months ended July 1, 2023"],
    [{ end: "2023-07-01", months: 12 }, "in the twelve months ended July 1, 2023"],
    [{ end: "2023-07-01", months: 0 }, "as of July 1, 2023"],
    [{ end: "2023-07-01", months: undefined }, "as of July 1, 2023"],
    [{ end: "2023-07-01", months: 7 }, "in the 7 months ended July 1, 2023"],
    [{ end: "2023", months: 12 }, "in 2023"],
  ])("%o", (period, text) => {
    expect(periodText(period, english)).toBe(text);
  });
});
