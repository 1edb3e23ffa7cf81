import { describe, expect, test } from "vitest";
import { ratioOf, ratioValue } from "../../src/analyst/extractive/ratios.ts";

describe("ratios with a name of their own", () => {
  test.each([
    ["gross margin", "rest", "cost of sales", "total net sales"],
    ["Gross margin percentage", "rest", "cost of sales", "total net sales"],
    ["operating margin", "share", "operating income", "total net sales"],
    ["net profit margin", "share", "net income", "total net sales"],
    ["effective tax rate", "share", "provision for income taxes", "income before provision for income taxes"],
    ["current ratio", "times", "total current assets", "total current liabilities"],
    ["equity ratio", "share", "total shareholders' equity", "total assets"],
    ["Bruttomarge", "rest", "cost of sales", "total net sales"],
    ["Eigenkapitalquote", "share", "total shareholders' equity", "total assets"],
    ["marge nette", "share", "net income", "total net sales"],
    ["margen operativo", "share", "operating income", "total net sales"],
  ])("%s", (topic, form, numerator, denominator) => {
    expect(ratioOf(topic)).toMatchObject({ name: topic.toLowerCase(), form, numerator, denominator });
  });

  test.each(["net sales", "margin of error", "margin", "ratio", ""])("“%s” is none", (topic) => {
    expect(ratioOf(topic)).toBeUndefined();
  });
});

describe("ratios that the question spells out", () => {
  test.each([
    ["What is cost of sales as a percentage of net sales?", "cost of sales", "cost of sales", "net sales"],
    ["How did marketing as a share of revenue develop?", "marketing", "marketing", "revenue"],
    [
      "What was research and development as a % of total net sales in 2023?",
      "research and development",
      "research and development",
      "total net sales",
    ],
    [
      "How did Orchard's operating expenses as a proportion of its revenue change?",
      "operating expenses",
      "operating expenses",
      "revenue",
    ],
  ])("%s", (question, topic, numerator, denominator) => {
    expect(ratioOf(topic, question)).toEqual({
      name: `${numerator} as a share of ${denominator}`,
      form: "share",
      numerator,
      denominator,
    });
  });

  test("of a whole that no statement prints as one line are none", () => {
    expect(ratioOf("wind", "What is wind as a share of generation in the north?")).toBeUndefined();
  });

  test("are not taken from a question that is about something else", () => {
    expect(ratioOf("dividends", "What are dividends, and what is marketing as a share of revenue?")).toBeUndefined();
  });
});

describe("the value of a ratio", () => {
  test.each([
    ["share", 20, 80, 25],
    ["rest", 60, 100, 40],
    ["times", 30, 20, 1.5],
    ["share", -5, 50, -10],
    ["rest", 120, 100, -20],
    ["share", 0, 7, 0],
  ] as const)("%s of %d and %d is %d", (form, numerator, denominator, expected) => {
    expect(ratioValue({ form }, numerator, denominator)).toBeCloseTo(expected, 12);
  });

  test.each(["share", "rest", "times"] as const)("%s of nothing is none", (form) => {
    expect(ratioValue({ form }, 7, 0)).toBeUndefined();
  });

  test("what is left and what was taken are the whole", () => {
    for (let part = 1; part < 60; part += 7) {
      const [share = 0, rest = 0] = [ratioValue({ form: "share" }, part, 61), ratioValue({ form: "rest" }, part, 61)];
      expect(share + rest).toBeCloseTo(100, 9);
    }
  });
});
