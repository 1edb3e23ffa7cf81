import { describe, expect, test } from "vitest";
import { inlineText, listedMarks, spacedMarks } from "../../src/render/inline-text.ts";
import { citationMarks, type Inline } from "../../src/report/index.ts";
import { cite, paragraph, refer, resolved, text } from "./pptx/build.ts";

const report = resolved({ summary: [paragraph(...Array.from({ length: 9 }, (_, index) => cite(`e${index + 1}`)))] });
const inLanguage = (language: string) => ({ ...report, report: { ...report.report, language } });
const said = (...inlines: Inline[]): string => inlineText(inlines, report);

describe("a space before a citation", () => {
  test.each<[string, Inline[], string]>([
    ["keeps it from a number", [text("81,434"), cite("e3")], "81,434 [3]"],
    ["keeps it from a word", [text("Sales rose"), cite("e1")], "Sales rose [1]"],
    ["keeps it from a percent sign", [text("5%"), cite("e1")], "5% [1]"],
    ["keeps it from a bracket", [text("(2023)"), cite("e1")], "(2023) [1]"],
    ["keeps it from a quotation", [text("“so it is”"), cite("e1")], "“so it is” [1]"],
    ["is not doubled", [text("Sales rose "), cite("e1")], "Sales rose [1]"],
    ["does not follow a full stop", [text("Sales rose."), cite("e1")], "Sales rose.[1]"],
    ["does not open a paragraph", [cite("e1"), text(" so")], "[1] so"],
    ["does not part two citations", [text("5"), cite("e1"), cite("e2")], "5 [1][2]"],
    ["sees through emphasis", [{ type: "strong", children: [text("5")] }, cite("e1")], "5 [1]"],
    ["sees a link's words", [{ type: "link", url: "x", children: [text("it")] }, cite("e1")], "it [1]"],
    ["stands inside emphasis too", [{ type: "emphasis", children: [text("5"), cite("e1")] }], "5 [1]"],
  ])("%s", (_what, inlines, expected) => {
    expect(said(...inlines)).toBe(expected);
  });

  test.each([
    ["zh-CN", "下降1%[1]"],
    ["ja", "下降1%[1]"],
    ["ko", "下降1% [1]"],
    ["zha", "下降1% [1]"],
  ])("follows the habit of %s", (language, expected) => {
    expect(inlineText([text("下降1%"), cite("e1")], inLanguage(language))).toBe(expected);
  });

  test("changes nothing but that", () => {
    const inlines = [text("a "), refer("nowhere"), cite("e1"), text(".")];
    expect(spacedMarks(inlines, report)).toEqual(inlines);
  });
});

describe("a list of sources", () => {
  const listed = (...numbers: number[]): string =>
    listedMarks(
      citationMarks(
        report,
        numbers.map((number) => `e${number}`),
      ),
    )
      .map(({ mark, endsRange }) => `${endsRange ? "–" : ""}${mark.label}`)
      .join("");

  test.each([
    [[], ""],
    [[4], "[4]"],
    [[1, 2], "[1][2]"],
    [[1, 2, 3], "[1]–[3]"],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], "[1]–[9]"],
    [[1, 2, 3, 5, 7, 8, 9], "[1]–[3][5][7]–[9]"],
    [[9, 1, 3, 2], "[1]–[3][9]"],
    [[1, 2, 4, 5, 7], "[1][2][4][5][7]"],
  ])("shrinks %j to %s", (numbers, expected) => {
    expect(listed(...numbers)).toBe(expected);
  });

  test("never takes unknown evidence into a range", () => {
    const marks = citationMarks(report, ["e1", "e2", "e3", "gone"]);
    expect(listedMarks(marks).map(({ mark, endsRange }) => [mark.label, endsRange])).toEqual([
      ["[1]", false],
      ["[3]", true],
      ["[?]", false],
    ]);
  });

  test("stands for exactly the sources given, for any choice of them", () => {
    for (let choice = 0; choice < 2 ** 9; choice++) {
      const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((number) => (choice & (1 << (number - 1))) !== 0);
      const expanded: number[] = [];
      for (const { mark, endsRange } of listedMarks(
        citationMarks(
          report,
          numbers.map((number) => `e${number}`),
        ),
      )) {
        const number = mark.number ?? 0;
        for (let next = (expanded.at(-1) ?? 0) + 1; endsRange && next < number; next++) expanded.push(next);
        expanded.push(number);
      }
      expect(expanded).toEqual(numbers);
    }
  });
});
