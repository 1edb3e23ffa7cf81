import { describe, expect, test } from "vitest";
import type { Chart, Report, Table } from "../../src/report/index.ts";
import { toEdits } from "../../src/research/edit/to-edits.ts";
import { sampleReport } from "../support/sample-report.ts";

const text = (value: string) => ({ type: "text" as const, value });
const table: Table = { type: "table", id: "t1", caption: [text("Revenue")], header: [], rows: [] };
const chart: Chart = {
  ...{ type: "chart", id: "c1", mark: "bar", caption: [text("Heat")], alt: "", xTitle: "", yTitle: "", unit: "" },
  ...{ categories: [], series: [] },
} as const;
const section = (id: string, title: string, blocks: Report["summary"] = []) => ({ id, title, blocks, sections: [] });
const report: Report = {
  ...sampleReport,
  sections: [
    section("a", "Revenue", [table]),
    section("b", "Operating income", [chart]),
    { ...section("c", "Risks and outlook"), sections: [section("c1x", "Currency risks")] },
  ],
};
const edits = (instruction: string, target = {}) => toEdits(instruction, report, target);

describe("an instruction becomes edits", () => {
  test.each([
    ["Shorten section 2", { type: "shorten", sectionId: "b" }],
    ["please make the summary shorter.", { type: "shorten", sectionId: "summary" }],
    ["Could you remove section 3?", { type: "remove", id: "c" }],
    ["delete section 3.1", { type: "remove", id: "c1x" }],
    ["remove the section about risks and outlook", { type: "remove", id: "c" }],
    ["remove table 1", { type: "remove", id: "t1" }],
    ["make table 1 a chart", { type: "draw", id: "t1" }],
    ["turn the table into a line chart", { type: "draw", id: "t1", mark: "line" }],
    ["show figure 1 as a table", { type: "tabulate", id: "c1" }],
    ["rename section 2 to “Profit before tax”", { type: "rename", id: "b", title: "Profit before tax" }],
    ["change the title of the second section to Profit", { type: "rename", id: "b", title: "Profit" }],
    ["move section 3 to the front", { type: "move", sectionId: "c", to: "first" }],
    ["move the first section to the end", { type: "move", sectionId: "a", to: "last" }],
    ["put section 1 after section 2", { type: "move", sectionId: "a", to: "after", besideId: "b" }],
    ["drop the sentence about currency hedges", { type: "drop", words: "currency hedges" }],
    ["remove all sentences about Norda in section 2", { type: "drop", words: "Norda", sectionId: "b" }],
    ["Kürze bitte Abschnitt 2", { type: "shorten", sectionId: "b" }],
    ["Die Zusammenfassung kürzen", { type: "shorten", sectionId: "summary" }],
    ["Entferne den dritten Abschnitt", { type: "remove", id: "c" }],
    ["Mach aus Tabelle 1 ein Balkendiagramm", { type: "draw", id: "t1", mark: "bar" }],
    ["Zeig Abbildung 1 als Tabelle", { type: "tabulate", id: "c1" }],
    ["Benenne Abschnitt 2 in „Ergebnis“ um", { type: "rename", id: "b", title: "Ergebnis" }],
    ["Verschiebe Abschnitt 3 nach vorn", { type: "move", sectionId: "c", to: "first" }],
    ["Verschiebe Abschnitt 1 hinter Abschnitt 2", { type: "move", sectionId: "a", to: "after", besideId: "b" }],
    ["Streiche den Satz über Währungen", { type: "drop", words: "Währungen" }],
    ["Lass den Satz über Währungen weg", { type: "drop", words: "Währungen" }],
  ])("%s", (instruction, expected) => {
    expect(edits(instruction)).toEqual([expected]);
  });

  test.each([
    ["make this a chart", { blockId: "t1" }, { type: "draw", id: "t1" }],
    ["as a table", { blockId: "c1" }, { type: "tabulate", id: "c1" }],
    ["shorten this", { sectionId: "a" }, { type: "shorten", sectionId: "a" }],
    ["shorten", { sectionId: "a" }, { type: "shorten", sectionId: "a" }],
    ["Mach daraus ein Diagramm", { blockId: "t1" }, { type: "draw", id: "t1" }],
    ["Kürze das", { sectionId: "a" }, { type: "shorten", sectionId: "a" }],
  ])("%s, pointing at %j", (instruction, target, expected) => {
    expect(edits(instruction, target)).toEqual([expected]);
  });

  test("several wishes are done in their order", () => {
    expect(edits("shorten section 1; remove section 3 and then rename section 2 to Profit")).toEqual([
      { type: "shorten", sectionId: "a" },
      { type: "remove", id: "c" },
      { type: "rename", id: "b", title: "Profit" },
    ]);
  });
});

describe("an instruction that cannot be carried out", () => {
  test.each([
    ["remove section 9", /section 9/],
    ["shorten this", /Say which part/],
    ["Entferne Abschnitt 9", /Möglich ist zum Beispiel: „Kürze Abschnitt 1“/],
    ["translate it to French", /cannot be translated/],
    ["rename section 1 to https://example.com/", /without an address/],
    ["move table 1 to the front", /whole sections/],
  ])("%s is told why, and what can be asked", (instruction, why) => {
    expect(edits(instruction)).toEqual({ refused: expect.stringMatching(why) });
  });

  test.each(["make it nicer", "add a section about wind", "shorten section 1; sing"])(
    "%s is left to a model",
    (words) => {
      expect(edits(words)).toBeUndefined();
    },
  );
});
