import { describe, expect, test } from "vitest";
import { entityKey, entityOfSource, locatorOf, metricKey, sectionPathOf } from "../../src/evidence/index.ts";
import { heading, makeParsed, paragraph } from "./fixtures.ts";

const about = (title: string, ...texts: string[]): string | undefined =>
  entityOfSource({ title }, makeParsed(texts.map((text, index) => paragraph(`b${index}`, text))));

describe("entityOfSource", () => {
  test.each<[string, string[], string | undefined]>([
    ["Apple Inc. quarterly report", [], "Apple Inc."],
    ["Geschäftsbericht der Siemens AG", [], "Siemens AG"],
    ["10-Q", ["Amazon.com, Inc. and subsidiaries", "Some text."], "Amazon.com, Inc."],
    ["ORCHARD GROUP PLC", ["Orchard Group plc makes cider."], "Orchard Group plc"],
    ["Report", ["The Company sells. Each Company buys."], undefined],
    ["年度报告", ["贵州茅台酒股份有限公司 2022 年度报告"], "贵州茅台酒股份有限公司"],
    ["A history of tea", ["Tea is old."], undefined],
  ])("of “%s”", (title, texts, expected) => {
    expect(about(title, ...texts)).toBe(expected);
  });

  test("keeps the registrant although another name stands twice", () => {
    expect(about("10-K", "Orchard Inc. files this.", "Meadow Corp. and Meadow Corp. compete.")).toBe("Orchard Inc.");
  });
});

describe("keys", () => {
  test.each([
    ["Apple Inc.", "Apple"],
    ["The Orchard Group plc", "ORCHARD"],
    ["Amazon.com, Inc.", "Amazon"],
    ["Coca-Cola Company", "Coca Cola"],
  ])("“%s” and “%s” are one entity", (first, second) => {
    expect(entityKey(first)).toBe(entityKey(second));
  });

  test("other entities and metrics keep other keys", () => {
    expect(entityKey("Apple")).not.toBe(entityKey("Applied"));
    expect(metricKey("Net sales")).not.toBe(metricKey("Net income"));
    expect(metricKey("Sales, net")).toBe(metricKey("Net sales"));
    expect([entityKey(undefined), metricKey(undefined)]).toEqual(["", ""]);
  });
});

describe("sections", () => {
  const parsed = makeParsed([
    paragraph("b0", "before"),
    heading("b1", "Report", 1),
    heading("b2", "Results", 2),
    paragraph("b3", "of the year"),
    heading("b4", "Outlook", 2),
    heading("b5", "Risks ", 4),
    paragraph("b6", "deep"),
    heading("b7", "Annex", 1),
    paragraph("b8", "last"),
  ]);
  const pathOf = (id: string): string => {
    const block = parsed.blocks.find((one) => one.id === id);
    return block ? sectionPathOf(parsed, block) : "no block";
  };

  test.each([
    ["b0", ""],
    ["b3", "Report › Results"],
    ["b6", "Report › Outlook › Risks"],
    ["b8", "Annex"],
    ["b2", "Report"],
  ])("the block %s stands under “%s”", (id, expected) => {
    expect(pathOf(id)).toBe(expected);
  });

  test("a locator keeps the parser's section and is filled in where there is none", () => {
    const [before, , , inside] = parsed.blocks;
    if (!before || !inside) throw new Error("no blocks");
    expect(locatorOf(parsed, inside)).toEqual({ page: 1, section: "Report › Results" });
    expect(locatorOf(parsed, before)).toEqual({ page: 1 });
    expect(locatorOf(parsed, { ...inside, locator: { section: "Own" } })).toEqual({ section: "Own" });
  });
});
