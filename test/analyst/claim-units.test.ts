import { describe, expect, test } from "vitest";
import { editUnits, foldClaim, type UnitEdit, unitsOf, unitText } from "../../src/analyst/claim-units.ts";
import type { Block, Inline } from "../../src/report/index.ts";

const text = (value: string): Inline => ({ type: "text", value });
const cite = (...ids: readonly [string, ...string[]]): Inline => ({ type: "citation", evidenceIds: ids });
const strong = (value: string): Inline => ({ type: "strong", children: [text(value)] });
const paragraph = (...children: readonly Inline[]): Block => ({ type: "paragraph", children });

/** The words of each unit, with a mark for each citation. */
const shown = (inlines: readonly Inline[]): readonly string[] =>
  unitsOf(inlines).map((unit) =>
    unit
      .map((inline) =>
        inline.type === "citation" ? `[${inline.evidenceIds.join("+")}]` : "value" in inline ? inline.value : "*",
      )
      .join(""),
  );

describe("a sentence with what it rests on", () => {
  test("ends with its citation, where the full stop comes first", () => {
    expect(shown([text("Sales rose. "), cite("e1"), text(" Costs fell. "), cite("e2")])).toEqual([
      "Sales rose. [e1]",
      " Costs fell. [e2]",
    ]);
  });

  test("takes the full stop behind its citation with it", () => {
    expect(shown([text("Sales rose "), cite("e1"), text(". Costs fell "), cite("e2"), text(".")])).toEqual([
      "Sales rose [e1]. ",
      "Costs fell [e2].",
    ]);
  });

  test.each([
    ["an exclamation", "! More"],
    ["a question", "? More"],
    ["a Chinese full stop", "。More"],
    ["a closing quotation mark", '." More'],
  ])("%s ends it too", (_, rest) => {
    const [first, second] = shown([text("A "), cite("e1"), text(rest)]);
    expect(first).not.toContain("More");
    expect(second).toBe("More");
  });

  test("a number that follows is no full stop", () => {
    expect(shown([text("A "), cite("e1"), text(".5 percent more "), cite("e2")])).toHaveLength(2);
    expect(shown([text("A "), cite("e1"), text(" and B "), cite("e2")])).toEqual(["A [e1]", " and B [e2]"]);
  });

  test("two citations side by side belong to one sentence", () => {
    expect(shown([text("A. "), cite("e1"), cite("e2"), text(" B. "), cite("e3")])).toEqual(["A. [e1][e2]", " B. [e3]"]);
  });

  test("words without a citation at the end are a unit of their own", () => {
    expect(shown([text("A. "), cite("e1"), text(" And so on.")])).toEqual(["A. [e1]", " And so on."]);
    expect(shown([text("No citation at all.")])).toEqual(["No citation at all."]);
    expect(shown([])).toEqual([]);
  });

  test("nothing is lost and nothing is added", () => {
    const inlines = [
      text("A "),
      strong("b"),
      text(" c "),
      cite("e1"),
      text(". D "),
      cite("e2"),
      cite("e3"),
      text("! E."),
    ];
    const joined = (parts: readonly Inline[]): string =>
      parts
        .map((part) => JSON.stringify(part.type === "text" ? part.value : part))
        .join("")
        .replaceAll('""', "");
    expect(joined(unitsOf(inlines).flat())).toBe(joined(inlines));
  });

  test("its words are compared without extra space, marks and emphasis", () => {
    expect(unitText([text("Sales  rose\nby "), strong("10%"), text(" "), cite("e1"), text(".")])).toBe(
      "Sales rose by 10%.",
    );
    expect(foldClaim(" Sales rose , by 10% . ")).toBe("Sales rose, by 10%.");
  });
});

describe("editing", () => {
  const edit = (blocks: readonly Block[], how: (words: string) => UnitEdit) => editUnits(blocks, how);
  const two = paragraph(text("Sales rose. "), cite("e1"), text(" Costs fell. "), cite("e2"));

  test("keeps what is kept as it is", () => {
    expect(edit([two], () => "keep")).toEqual([two]);
  });

  test("drops a sentence with its citation and the space before the next", () => {
    expect(edit([two], (words) => (words.startsWith("Sales") ? "drop" : "keep"))).toEqual([
      paragraph(text("Costs fell. "), cite("e2")),
    ]);
  });

  test("rewords a sentence and keeps its citations", () => {
    const [block] = edit([two], (words) => (words.startsWith("Costs") ? { text: "Costs stood still." } : "keep"));
    expect(block).toEqual(
      paragraph(text("Sales rose. "), cite("e1"), text("Costs stood still "), cite("e2"), text(". ")),
    );
  });

  test("an edit keeps the full stop behind the citation, with or without one of its own", () => {
    const unit = (end: string): Block => ({
      type: "paragraph",
      children: [
        { type: "text", value: "Old " },
        { type: "citation", evidenceIds: ["ev-1"] },
        { type: "text", value: end },
      ],
    });
    const said = (end: string, text: string) =>
      editUnits([unit(end)], () => ({ text })).map((block) =>
        "children" in block ? block.children.map((one) => ("value" in one ? one.value : "[*]")).join("") : "",
      );
    expect(said(".", "New words.")).toEqual(["New words [*]. "]);
    expect(said(".", "New words")).toEqual(["New words [*]. "]);
    expect(said("。", "新句")).toEqual(["新句[*]。"]);
  });

  test("a block of which nothing is left is left out, on every level", () => {
    const list: Block = { type: "list", ordered: true, items: [[two], [paragraph(text("Kept. "), cite("e3"))]] };
    const callout: Block = { type: "callout", tone: "note", children: [two] };
    const quote: Block = { type: "quote", children: [two] };
    const kept = edit([two, list, callout, quote], (words) => (words === "Kept." ? "keep" : "drop"));
    expect(kept).toEqual([{ ...list, items: [[paragraph(text("Kept. "), cite("e3"))]] }]);
  });

  test("a list of which nothing is left goes too", () => {
    const list: Block = { type: "list", ordered: false, items: [[two]] };
    expect(edit([list], () => "drop")).toEqual([]);
  });

  test("code, tables and other blocks are not looked into", () => {
    const code: Block = { type: "code", language: "", value: "Sales rose." };
    const math: Block = { type: "math", value: "x" };
    expect(edit([code, math], () => "drop")).toEqual([code, math]);
  });

  test("a paragraph of nothing but citations says nothing and is left out", () => {
    expect(edit([paragraph(cite("e1"))], () => "keep")).toEqual([]);
  });

  test("each sentence is asked about once, in order", () => {
    const asked: string[] = [];
    edit([two, paragraph(text("Third. "), cite("e3"))], (words) => {
      asked.push(words);
      return "keep";
    });
    expect(asked).toEqual(["Sales rose.", "Costs fell.", "Third."]);
  });
});
