import { describe, expect, test } from "vitest";
import { entryToMarkdown, sourceAnchor } from "../../src/render/markdown-sources.ts";
import { type Evidence, resolve, type Source } from "../../src/report/index.ts";
import { sampleReport } from "../support/sample-report.ts";

const resolved = resolve(sampleReport);
const source: Source = {
  id: "s",
  url: "https://example.org/report",
  title: "A report",
  authors: ["Ada Author", "Ben Writer"],
  published: "2023-07-01",
  fetched: "2026-11-20T08:00:00Z",
  mediaType: "text/html",
  sha256: "0".repeat(64),
  site: "example.org",
};
const cell: Evidence = {
  id: "e",
  sourceId: "s",
  subQuestionIds: [],
  locator: { page: 4, section: "Part I › Notes" },
  content: { type: "cell", tableId: "t", row: "Sales", column: "2023", rowIndex: 0, columnIndex: 0, value: "89,498" },
  quantities: [{ value: 89_498e6, unit: "USD" }],
};

const written = (changes: Partial<Source> = {}, evidence: readonly Evidence[] = []): string =>
  entryToMarkdown({ number: 3, source: { ...source, ...changes }, evidence }, resolved);
const line = (evidence: Evidence): string => written({}, [evidence]).split("\n\n").at(-1) ?? "";

describe("a source", () => {
  test("stands under the heading that its citations link to", () => {
    const heading = written().split("\n")[0] ?? "";
    const derived = heading.replace(/^#+ /, "").toLowerCase().replace(/ /g, "-");
    expect(derived).toBe(sourceAnchor(3, resolved));
  });

  test.each(["de", "fr", "zh", "ar", "ru", "ja"])("does so in %s too", (language) => {
    const other = resolve({ ...sampleReport, language });
    const heading = entryToMarkdown({ number: 12, source, evidence: [] }, other).split("\n")[0] ?? "";
    expect(heading.replace(/^#+ /, "").toLowerCase().replace(/ /g, "-")).toBe(sourceAnchor(12, other));
  });

  test("gives title, authors, site and dates as sentences", () => {
    expect(written().split("\n\n")[1]).toBe(
      "[A report](https://example.org/report). Ada Author; Ben Writer. example.org. Published July 1, 2023. Accessed November 20, 2026.",
    );
  });

  test("has no sentence with two full stops", () => {
    expect(written({ title: "Sales of Apple Inc.", authors: ["A. B."] })).not.toMatch(/\.\.(?!\.)/);
  });

  test("by path is named and not linked", () => {
    const { url: _url, ...local } = source;
    const text = entryToMarkdown({ number: 1, source: { ...local, path: "a [b](c).pdf" }, evidence: [] }, resolved);
    expect(text).toContain("**A report**");
    expect(text).toContain("File: a \\[b\\](c).pdf");
  });

  test("at a dangerous address is printed with its address as words", () => {
    const text = written({ url: "javascript:alert(1)" });
    expect(text).not.toContain("](javascript");
    expect(text).toContain("javascript:alert(1)");
  });

  test("that was retracted says so", () => {
    expect(written({ retracted: true })).toMatch(/\*\*Retracted by its publisher\.\*\*/);
    expect(written()).not.toContain("Retracted");
  });

  test("leaves out what is not known", () => {
    const { published: _published, site: _site, ...bare } = source;
    const text = entryToMarkdown({ number: 1, source: { ...bare, authors: [] }, evidence: [] }, resolved);
    expect(text.split("\n\n")[1]).toBe("[A report](https://example.org/report). Accessed November 20, 2026.");
  });
});

describe("its evidence", () => {
  test("is one line each, in the order cited", () => {
    const lines = written({}, [cell, { ...cell, id: "f", locator: { page: 9 } }])
      .split("\n\n")
      .at(-1)
      ?.split("\n");
    expect(lines?.map((text) => /page \d/.exec(text)?.[0])).toEqual(["page 4", "page 9"]);
  });

  test("of a cell gives place, row and column, the literal value and what it means", () => {
    expect(line(cell)).toBe("- page 4, Notes: Sales, 2023: **89,498** (= 89,498,000,000 USD)");
  });

  test("of a cell without row and column begins with its value", () => {
    const bare = { ...cell, locator: {}, content: { ...cell.content, row: "", column: "" } as Evidence["content"] };
    expect(line(bare)).toBe("- **89,498** (= 89,498,000,000 USD)");
  });

  test("of a quote is the whole quote, however long, on one line", () => {
    const exact = `It rose.\nAnd ${"rose ".repeat(300)}again.`;
    const text = line({ ...cell, content: { type: "quote", exact, prefix: "", suffix: "" } });
    expect(text).not.toContain("\n");
    expect(text.match(/rose/g)).toHaveLength(301);
    expect(text).not.toContain("…");
  });

  test("cannot write markup", () => {
    const exact = "# not a heading\n- not a list [x](javascript:y) <b>";
    const text = line({ ...cell, locator: {}, content: { type: "quote", exact, prefix: "", suffix: "" } });
    expect(text).toMatch(/^- “# not a heading/);
    expect(text).not.toMatch(/(?<!\\)\]\(|(?<!\\)<b/);
  });
});
