import { describe, expect, test } from "vitest";
import { listOf, paragraphOf, toInlines } from "../../src/analyst/extractive/sentence.ts";
import { textOf } from "../../src/report/walk.ts";

const plain = (text: string, ...evidenceIds: readonly string[]): string => textOf(toInlines({ text, evidenceIds }));

describe("a sentence", () => {
  test.each([
    ["gets a full stop", "Sales rose", "Sales rose."],
    ["keeps its own", "Sales rose.", "Sales rose."],
    ["keeps a question mark", "Did sales rose?", "Did sales rose?"],
    ["keeps the stop inside its quotation marks", "He said, “Sales rose.”", "He said, “Sales rose.”"],
    ["keeps the stop inside German and French marks", "Er sagte: „Ja.“", "Er sagte: „Ja.“"],
    ["keeps a stop before a bracket", "(Sales rose.)", "(Sales rose.)"],
    ["keeps a colon, which opens a list", "From the report:", "From the report:"],
    ["gets an ideographic one in Chinese", "销售额上升", "销售额上升。"],
    ["keeps an ideographic one", "销售额上升。", "销售额上升。"],
    ["gets one after a quote that has none", "“We face competition”", "“We face competition”."],
    ["keeps an Arabic question mark", "هل ارتفعت؟", "هل ارتفعت؟"],
  ])("%s", (_case, text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test("cites each evidence once, after its stop", () => {
    const inlines = toInlines({ text: "Sales rose", evidenceIds: ["ev-1", "ev-2", "ev-1"] });
    expect(inlines).toEqual([
      { type: "text", value: "Sales rose. " },
      { type: "citation", evidenceIds: ["ev-1", "ev-2"] },
    ]);
  });

  test("without evidence has no citation, and no space where it would stand", () => {
    expect(toInlines({ text: "Sales rose.", evidenceIds: [] })).toEqual([{ type: "text", value: "Sales rose." }]);
  });
});

describe("sentences together", () => {
  const rose = { text: "Sales rose", evidenceIds: ["ev-1"] };
  const fell = { text: "Costs fell", evidenceIds: [] };

  test("are one paragraph, a space apart", () => {
    const [block, ...others] = paragraphOf([rose, fell]);
    expect(others).toEqual([]);
    expect(block?.type === "paragraph" && textOf(block.children)).toMatch(/^Sales rose\.\s+Costs fell\.$/u);
  });

  test("are nothing where there are none", () => {
    expect(paragraphOf([])).toEqual([]);
    expect(listOf([])).toEqual([]);
    expect(listOf([[], []])).toEqual([]);
  });

  test("are a list with an item a group, empty groups left out", () => {
    const [list] = listOf([[rose], [], [fell, rose]]);
    expect(list?.type === "list" && list.items).toHaveLength(2);
    expect(list?.type === "list" && list.ordered).toBe(false);
  });
});
