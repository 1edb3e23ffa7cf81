import { describe, expect, test } from "vitest";
import type { ParsedSource, SourceBlock } from "../../src/evidence/parsed-source.ts";
import { chaptersOf } from "../../src/research/chapters.ts";

const prose = (length: number): string => "Wind grew again in spring. ".repeat(Math.ceil(length / 27)).slice(0, length);

/** `# Title`, `## Title` for headings, a number for a paragraph of so many characters, `table 12` for one of 12 rows. */
function documentOf(...lines: readonly (string | number)[]): ParsedSource {
  const blocks = lines.map((line, index): SourceBlock => {
    const common = { id: `b${index + 1}`, locator: {} };
    if (typeof line === "number") return { type: "paragraph", text: prose(line), ...common };
    const [, marks, text = ""] = /^(#+) (.*)$/.exec(line) ?? [];
    if (marks) return { type: "heading", level: marks.length, text, ...common };
    const rows = Number(/^table (\d+)$/.exec(line)?.[1] ?? 0);
    const row = [{ text: "Wind" }, { text: "12" }];
    return { type: "table", header: [], rows: Array.from({ length: rows }, () => row), ...common };
  });
  const metadata = { title: "Report", authors: [] };
  return { metadata, blocks, pages: [], links: [], assets: [], dropped: [], warnings: [] };
}

const titles = (parsed: ParsedSource, most: number) => chaptersOf(parsed, "Report", most).map(({ title }) => title);

describe("a document is divided along its headings", () => {
  test("each section becomes a chapter, in reading order", () => {
    const parsed = documentOf("# Report", "## Costs", 900, "## Wind", 800, "## Outlook", 700);
    expect(titles(parsed, 10)).toEqual(["Costs", "Wind", "Outlook"]);
  });

  test("a long section is divided along its own headings, a short one is not", () => {
    const parsed = documentOf("# Costs", 1_500, "## Coal", 1_500, "## Gas", 1_500, "# Wind", 300, "## Sea", 200);
    expect(titles(parsed, 10)).toEqual(["Costs", "Coal", "Gas", "Wind"]);
  });

  test("where there are more sections than slides, those with most in them stay", () => {
    const parsed = documentOf("# One", 2_000, "# Two", 200, "# Three", 1_500, "# Four", 1_900);
    expect(titles(parsed, 3)).toEqual(["One", "Three", "Four"]);
  });

  test("a heading without anything below it is no chapter", () => {
    expect(titles(documentOf("# Empty", "# Wind", 900, "# Short", 40), 10)).toEqual(["Wind"]);
  });

  test("a table of many rows weighs as much as a page of text", () => {
    const parsed = documentOf("# Statement", "table 30", "# Remark", 300, "# Remark two", 400);
    expect(titles(parsed, 1)).toEqual(["Statement"]);
  });
});

describe("what says nothing of the matter is left out", () => {
  test.each([
    "Table of contents",
    "References",
    "Item 6. Exhibits",
    "SIGNATURES",
    "Bibliography:",
    "Literaturverzeichnis",
    "参考文献",
  ])("%s", (name) => {
    expect(titles(documentOf("# Wind", 900, `# ${name}`, 2_000), 10)).toEqual(["Wind"]);
  });

  test("what stands before the contents is the cover", () => {
    const filler = Array.from({ length: 12 }, () => 300);
    const parsed = documentOf("# FORM 10-Q", 500, "# Contents", 900, "# Sales", ...filler);
    expect(new Set(titles(parsed, 2).map((title) => title.replace(/ \(\d\)$/, "")))).toEqual(new Set(["Sales"]));
  });

  test("a cover that runs into the contents ends there too", () => {
    const filler = Array.from({ length: 12 }, () => 300);
    const parsed = documentOf("# Delaware", 500, "# FORM 10-Q for the quarter INDEX", "table 12", "# Sales", ...filler);
    expect(titles(parsed, 1)).toEqual(["Sales"]);
  });

  test("a price index is no contents", () => {
    expect(titles(documentOf("# Prices", 900, "# Consumer price index", 900, "# Wages", 5_000), 3)).toContain("Prices");
  });

  test("contents in the middle of a document end no cover", () => {
    expect(titles(documentOf("# Sales", 900, "# Costs", 900, "# Contents", 300, "# Rest", 900), 9)).toEqual([
      "Sales",
      "Costs",
      "Rest",
    ]);
  });
});

describe("titles", () => {
  test.each([
    ["6.1 Market size", "Market size"],
    ["2 Generation by source", "Generation by source"],
    ["3. Outlook", "Outlook"],
    ["IV. Methods", "Methods"],
    ["2017 in figures", "2017 in figures"],
    ["3D printing", "3D printing"],
    ["Note 2 - Revenue", "Note 2 - Revenue"],
  ])("“%s” stands as “%s”, because the report numbers its sections itself", (heading, title) => {
    expect(titles(documentOf(`# ${heading}`, 900, "# Other", 900), 5)[0]).toBe(title);
  });

  test("text without headings carries the title of the document, its parts told apart", () => {
    const parsed = documentOf(...Array.from({ length: 8 }, () => 600));
    expect(titles(parsed, 3)).toEqual(["Report", "Report (2)", "Report (3)"]);
  });
});

test("chapters share no block, keep their order and never exceed what was asked for", () => {
  const lines = Array.from({ length: 120 }, (_, index) =>
    index % 7 === 0
      ? `${"#".repeat(1 + (index % 3))} Part ${index}`
      : index % 11 === 0
        ? "table 6"
        : 150 + (index % 5) * 90,
  );
  const parsed = documentOf(...lines);
  const order = parsed.blocks.map(({ id }) => id);
  for (let most = 1; most <= 30; most++) {
    const chapters = chaptersOf(parsed, "Report", most);
    const ids = chapters.flatMap(({ blockIds }) => blockIds);
    expect(chapters.length).toBeLessThanOrEqual(most);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(order.filter((id) => ids.includes(id)));
    expect(new Set(chapters.map(({ title }) => title)).size).toBe(chapters.length);
  }
});

test("a document is not divided into more than it fills", () => {
  expect(chaptersOf(documentOf(), "Report", 5)).toEqual([]);
  expect(chaptersOf(documentOf(700), "Report", 5)).toHaveLength(1);
  expect(chaptersOf(documentOf(...Array.from({ length: 30 }, () => 700)), "Report", 50).length).toBeGreaterThan(10);
});
