import { describe, expect, test } from "vitest";
import { facetsOf } from "../../src/analyst/extractive/facets.ts";
import { rephrase, writeOut } from "../../src/analyst/extractive/rephrase.ts";

const facets = (question: string) => facetsOf(question, "en", []);

describe("abbreviations of measures", () => {
  test.each([
    ["R&D and SG&A", "research and development and selling, general and administrative"],
    ["R & D costs", "research and development costs"],
    ["PP&E, COGS and EPS", "property, plant and equipment, cost of sales and earnings per share"],
    ["capex", "capital expenditures"],
    ["AT&T and STEPS and OpEx", "AT&T and STEPS and operating expenses"],
  ])("%s is %s", (given, written) => {
    expect(writeOut(given)).toBe(written);
  });
});

describe("who tells it is not what is asked", () => {
  test.each([
    ["What does Orchard say about its share repurchase program?", ["share repurchase program"]],
    [
      "What are the main risks Orchard describes for its international operations?",
      ["risks for international operations"],
    ],
    ["Does Orchard mention generative AI?", ["generative AI"]],
    ["What does Orchard's 10-Q report about leases?", ["leases"]],
    ["What did the report say about curtailment?", ["curtailment"]],
    ["Which contingencies did the company disclose?", ["contingencies"]],
    ["What do the authors report on soil moisture?", ["soil moisture"]],
  ])("%s", (question, topics) => {
    expect(facets(question).topics).toEqual(topics);
  });

  test("the name of who tells stays the name asked about", () => {
    expect(facets("What does Orchard say about its leases?").entities).toEqual(["Orchard"]);
    expect(facets("Does Orchard mention generative AI?").entities).toEqual(["Orchard"]);
  });
});

describe("one measure in relation to another asks for both", () => {
  test.each([
    [
      "How did Orchard's research and development expense change relative to total net sales?",
      ["research and development expense", "total net sales"],
    ],
    ["How do Orchard's operating expenses compare to its revenue?", ["operating expenses", "revenue"]],
    ["How large is Orchard's debt as a percentage of equity?", ["debt", "equity"]],
    ["What is the ratio of debt to equity at Orchard?", ["debt", "equity"]],
    ["Examine the correlation between Orchard's revenue and operating income", ["revenue", "operating income"]],
    ["How does R&D spending relate to revenue at Orchard?", ["research and development spending", "revenue"]],
    ["What share of Orchard's net sales comes from Services?", ["Services net sales", "net sales"]],
  ])("%s", (question, topics) => {
    expect(facets(question).topics).toEqual(topics);
  });

  test("between two names a relation compares the names", () => {
    const { entities, topics } = facets("How does Orchard's revenue compare to Harbor's?");
    expect(entities).toEqual(["Orchard", "Harbor"]);
    expect(topics).toEqual(["revenue"]);
  });
});

describe("what no rule fits stays as it was", () => {
  test.each([
    ["How did revenue develop?", []],
    ["Why did the plant close in 2020?", []],
    ["Compare Orchard with Harbor", ["Orchard", "Harbor"]],
    ["Which words does the name Orchard contain?", ["Orchard"]],
  ])("%s", (question, names) => {
    expect(rephrase(question, names)).toBe(question);
  });

  test("a time that is only recent is no topic", () => {
    expect(facets("How did Orchard's revenue develop over the last four quarters?").topics).toEqual(["revenue"]);
    expect(facets("How did Orchard's revenue develop in recent years?").topics).toEqual(["revenue"]);
  });
});
