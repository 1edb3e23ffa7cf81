import { describe, expect, test } from "vitest";
import { measuresOf } from "../../src/analyst/extractive/measures.ts";
import { ratioOf, ratioValue } from "../../src/analyst/extractive/ratios.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";

describe("subjects that several lines tell", () => {
  test.each([
    ["cash flows", ["operating cash flow", "investing cash flow", "financing cash flow"]],
    ["cash flow", ["operating cash flow", "investing cash flow", "financing cash flow"]],
    ["financial performance", ["total net sales", "operating income", "net income"]],
    ["balance sheet", ["total assets", "total liabilities", "total shareholders' equity"]],
    ["liquidity position", ["cash and cash equivalents", "total current assets", "total current liabilities"]],
    ["debt structure", ["long-term debt"]],
  ])("%s", (topic, measures) => {
    expect(measuresOf(topic)).toEqual(measures);
  });

  test.each([
    "net income",
    "operating cash flow",
    "electricity generation from wind",
    "legal proceedings",
    "free cash flow",
  ])("%s stays itself", (topic) => {
    expect(measuresOf(topic)).toEqual([topic]);
  });

  test("every line can be looked for by name", () => {
    const measures = ["cash flows", "results", "balance sheet", "liquidity"].flatMap(measuresOf);
    for (const measure of measures) expect(topicMatcher(measure).variants.length).toBeGreaterThan(0);
  });
});

describe("ratios", () => {
  test.each([
    ["gross margin", "rest", "cost of sales", "total net sales"],
    ["Operating Margin", "share", "operating income", "total net sales"],
    ["net profit margin", "share", "net income", "total net sales"],
    ["current ratio", "times", "total current assets", "total current liabilities"],
    ["equity ratio", "share", "total shareholders' equity", "total assets"],
  ])("%s by its textbook definition", (topic, form, numerator, denominator) => {
    expect(ratioOf(topic)).toEqual({ name: topic.toLowerCase(), form, numerator, denominator });
  });

  test.each([
    [
      "research and development",
      "What was research and development as a percentage of net sales in 2023?",
      "net sales",
    ],
    ["marketing costs", "How did Orchard's marketing costs as a share of revenue develop?", "revenue"],
    ["operating expenses", "What were operating expenses as a proportion of its total revenue?", "total revenue"],
    ["marketing costs", "What is the share of marketing costs in Orchard's net sales?", "net sales"],
  ])("%s as the question spells it out", (topic, question, denominator) => {
    expect(ratioOf(topic, question)).toMatchObject({ form: "share", numerator: topic, denominator });
  });

  test.each([
    ["net sales", "How did net sales develop?"],
    ["wind power", "What is the share of wind power in electricity generation?"],
    ["net sales", "What share of employees are engineers?"],
    ["share repurchases", "How did share repurchases in 2023 develop?"],
    ["net income", "How did marketing as a share of revenue develop?"],
  ])("none for %s in “%s”", (topic, question) => {
    expect(ratioOf(topic, question)).toBeUndefined();
  });

  test.each([
    ["share", 25, 200, 12.5],
    ["rest", 150, 200, 25],
    ["times", 300, 200, 1.5],
    ["rest", 250, 200, -25],
    ["share", -10, 200, -5],
  ] as const)("%s of %d and %d", (form, numerator, denominator, expected) => {
    expect(ratioValue({ form }, numerator, denominator)).toBeCloseTo(expected, 10);
  });

  test("nothing is divided by nothing", () => {
    expect(ratioValue({ form: "share" }, 5, 0)).toBeUndefined();
  });
});
