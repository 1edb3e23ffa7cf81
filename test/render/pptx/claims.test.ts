import { describe, expect, test } from "vitest";
import { claimsOf, isPointer } from "../../../src/render/pptx/claims.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";
import type { Block } from "../../../src/report/index.ts";
import { cite, list, paragraph, refer, resolved, section, text } from "./build.ts";

const claims = (blocks: readonly Block[], language = "en") =>
  claimsOf(blocks, resolved({ language, sections: [section("x", ...blocks)] }));
const words = (blocks: readonly Block[], language?: string) =>
  claims(blocks, language).map((claim) => plainText(claim.text));

describe("sentences", () => {
  test("a citation before the full stop belongs to its sentence", () => {
    const blocks = [paragraph(text("Sales rose 5% "), cite("e1"), text(". Costs fell "), cite("e2"), text("."))];
    expect(words(blocks)).toEqual(["Sales rose 5% [1].", "Costs fell [2]."]);
    expect(claims(blocks).map((claim) => claim.evidenceIds)).toEqual([["e1"], ["e2"]]);
  });

  test("a citation after the full stop belongs to the sentence before it", () => {
    const blocks = [paragraph(text("Sales rose 5%. "), cite("e1"), text(" Costs fell."), cite("e2"))];
    expect(words(blocks)).toEqual(["Sales rose 5%. [1]", "Costs fell.[2]"]);
  });

  test("a citation at the very start stays with the first sentence", () => {
    expect(words([paragraph(cite("e1"), text(" shows it. So does this."))])).toEqual([
      "[1] shows it.",
      "So does this.",
    ]);
  });

  test("abbreviations and initials do not end a sentence", () => {
    expect(words([paragraph(text("Apple Inc. In 2023 grew. J. Smith said so."))])).toEqual([
      "Apple Inc. In 2023 grew.",
      "J. Smith said so.",
    ]);
    expect(words([paragraph(text("The U.S. Government paid. Then it stopped."))])).toEqual([
      "The U.S. Government paid.",
      "Then it stopped.",
    ]);
  });

  test("nothing inside an open quotation ends a claim", () => {
    const whole = "According to AMAZON.COM, “De Coster v. Amazon.com, Inc. (W.D. Wash.) was filed. It goes on.”";
    expect(words([paragraph(text(`${whole} `), cite("e1"), text(" Then another begins."))])).toEqual([
      `${whole} [1]`,
      "Then another begins.",
    ]);
  });

  test("a German quotation, whose closing mark opens an English one, splits as usual", () => {
    expect(words([paragraph(text("Er sagte „ja“. Dann ging er."))], "de")).toEqual(["Er sagte „ja“.", "Dann ging er."]);
  });

  test("decimal numbers do not end a sentence", () => {
    expect(words([paragraph(text("It rose by 3.5 billion. It fell."))])).toEqual([
      "It rose by 3.5 billion.",
      "It fell.",
    ]);
  });

  test("formatting is kept across a sentence", () => {
    const [claim] = claims([
      paragraph(text("Sales were "), { type: "strong", children: [text("$5 million")] }, text(" in all. More.")),
    ]);
    expect(claim?.text).toEqual([{ text: "Sales were " }, { text: "$5 million", bold: true }, { text: " in all." }]);
  });

  test("Chinese sentences are split at their own full stop", () => {
    expect(words([paragraph(text("销售额下降。"), cite("e1"), text("成本上升。"))], "zh")).toEqual([
      "销售额下降。[1]",
      "成本上升。",
    ]);
  });

  test("white space collapses and empty paragraphs make no claim", () => {
    expect(words([paragraph(text("  one\n  two  ")), paragraph(text(" ")), paragraph()])).toEqual(["one two"]);
  });
});

describe("lists, quotes and callouts", () => {
  test("a list item is one claim with all its sentences", () => {
    expect(words([list([text("First. Second.")], [text("Third.")])])).toEqual(["First. Second.", "Third."]);
  });

  test("nested items are said in the same breath", () => {
    const nested: Block = {
      type: "list",
      ordered: true,
      items: [[paragraph(text("Look at:")), list([text("products, and")], [text("services "), cite("e1")])]],
    };
    expect(words([nested])).toEqual(["Look at: products, and services [1]"]);
  });

  test("a long item falls into its sentences", () => {
    const sentence = `Many ${"words ".repeat(30)}end.`;
    expect(words([list([text(`${sentence} ${sentence}`)])])).toHaveLength(2);
  });

  test("a quote stands in quotation marks, its citation outside them", () => {
    const quote: Block = { type: "quote", children: [paragraph(text("it rose "), cite("e1"))] };
    expect(words([quote])).toEqual(["“it rose” [1]"]);
  });

  test("a quote that brings its own marks gets no second pair", () => {
    expect(words([{ type: "quote", children: [paragraph(text("“it rose”"))] }])).toEqual(["“it rose”"]);
  });

  test("callouts are claims; tables, charts and code are not", () => {
    const blocks: Block[] = [
      { type: "callout", tone: "note", children: [paragraph(text("Mind this."))] },
      { type: "code", language: "js", value: "let it = be;" },
      { type: "math", value: "a" },
    ];
    expect(words(blocks)).toEqual(["Mind this."]);
  });
});

test("a sentence that only points at a figure is told from one that claims something", () => {
  const chart = { type: "figure" as const, id: "f", assetId: "a", alt: "", caption: [] };
  const [pointer, claim] = claims([
    paragraph(refer("f"), text(" shows both. It rose in "), refer("f"), text(" "), cite("e1"), text(".")),
    chart,
  ]);
  expect(pointer && isPointer(pointer)).toBe(true);
  expect(claim && isPointer(claim)).toBe(false);
  expect(pointer && plainText(pointer.text)).toBe("Figure 1 shows both.");
});
