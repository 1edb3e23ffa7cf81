import { expect, test } from "vitest";
import { isCaptionLine, isCaptionStart, isSourceLine } from "../../../src/perception/layout/caption-line.ts";

test.each([
  "Figure 1: Net generation by source",
  "Fig. 3. The apparatus",
  "Table A.2. Coefficients",
  "Table 8.18 - Leading brands",
  "Chart 5",
  "Figure 14 (data until 2 July 2010)",
  "Tabelle 3: Umsatz",
  "表 2：销售额".replace("：", ":"),
])("%s names what stands beside it", (text) => {
  expect(isCaptionLine(text)).toBe(true);
});

test.each([
  "Table of contents",
  "Figures for the year",
  "Figure 3 shows that sales rose",
  "Box 4: The stabilisation mechanism",
  "Tabled amendments",
  "Part 1: Overview",
])("%s may head a section or be a sentence", (text) => {
  expect(isCaptionLine(text)).toBe(false);
});

test("a caption may be told by its start alone when a figure is near", () => {
  expect(isCaptionStart("Figure 3 shows that sales rose")).toBe(true);
  expect(isCaptionStart("Sales rose")).toBe(false);
});

test.each([
  ["Source: Bloomberg", true],
  ["Notes: all values are rounded", true],
  ["Quelle: Statistisches Bundesamt", true],
  ["Sources of revenue", false],
  ["Source:", false],
])("%s is a source line: %s", (text, expected) => {
  expect(isSourceLine(text)).toBe(expected);
});
