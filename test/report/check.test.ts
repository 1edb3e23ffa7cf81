import { describe, expect, test } from "vitest";
import { ExhibitError } from "../../src/errors.ts";
import { type Block, checkReport, parseReport, type Report, type Table } from "../../src/report/index.ts";
import { smallReport } from "./small-report.ts";

const problems = (changes: Partial<Report>): readonly string[] =>
  checkReport({ ...smallReport, ...changes }).map(({ code, place }) => `${code} ${place}`);
const withBlocks = (...blocks: Block[]): Partial<Report> => ({
  sections: [...smallReport.sections, { id: "extra", title: "Extra", blocks, sections: [] }],
});
const cell = (value: string): Table["header"][number] => ({ children: [{ type: "text", value }] });

describe("checkReport", () => {
  test("finds nothing wrong with a sound report", () => {
    expect(problems({})).toEqual([]);
  });

  test("finds citations, sources and assets that lead nowhere", () => {
    const cites: Block = {
      type: "paragraph",
      children: [{ type: "emphasis", children: [{ type: "citation", evidenceIds: ["ev-gone"] }] }],
    };
    expect(problems(withBlocks(cites))).toEqual(["unknown-evidence extra"]);
    expect(problems({ sources: [] })).toEqual(["unknown-source ev-1", "unknown-source ev-2", "unknown-source src-a"]);
    expect(problems({ assets: [] })).toEqual(["unknown-asset f1", "unknown-asset src-a, page 3", "unknown-asset ev-2"]);
  });

  test("finds conflicts that cite what is not there", () => {
    expect(
      problems({ conflicts: [{ topic: "t", positions: [{ statement: "s", evidenceIds: ["ev-gone"], clusters: 1 }] }] }),
    ).toEqual(["unknown-evidence conflicts"]);
  });

  test("finds evidence and sources that nothing cites", () => {
    const [first, second] = smallReport.evidence;
    if (!first || !second) throw new Error("no evidence");
    expect(problems({ evidence: [first, second, { ...first, id: "ev-3" }] })).toEqual(["unused-evidence ev-3"]);
    expect(
      problems({
        sources: [...smallReport.sources, { ...smallReport.sources[0], id: "src-z" } as Report["sources"][number]],
      }),
    ).toEqual(["unused-evidence src-z"]);
  });

  test("finds ragged tables and charts", () => {
    const table: Block = {
      type: "table",
      id: "t9",
      caption: [],
      header: [cell("a"), cell("b")],
      rows: [[cell("1")], [cell("1"), cell("2")]],
    };
    const chart: Block = {
      type: "chart",
      id: "c9",
      mark: "bar",
      caption: [],
      alt: "",
      xTitle: "",
      yTitle: "",
      unit: "",
      categories: ["x", "y"],
      series: [{ name: "s", points: [{ value: Number.NaN, evidenceIds: [] }] }],
    };
    expect(problems(withBlocks(table, chart))).toEqual([
      "ragged-table t9",
      "ragged-chart c9",
      "bad-value c9",
      "empty-citation c9",
    ]);
  });

  test("finds ids given twice, across sections and blocks, and ids the appendices take", () => {
    const figure: Block = { type: "figure", id: "s1", assetId: "as-1", alt: "", caption: [] };
    expect(problems(withBlocks(figure))).toEqual(["duplicate-id s1"]);
    expect(
      problems({ sections: [...smallReport.sections, { id: "limitations", title: "", blocks: [], sections: [] }] }),
    ).toEqual(["duplicate-id limitations"]);
    expect(problems({ assets: [...smallReport.assets, ...smallReport.assets] })).toEqual(["duplicate-id as-1"]);
  });

  test("finds references to what is no table, figure or chart", () => {
    expect(problems(withBlocks({ type: "paragraph", children: [{ type: "reference", targetId: "s1" }] }))).toEqual([
      "dangling-reference s1",
    ]);
  });

  test("says in words what is wrong", () => {
    expect(checkReport({ ...smallReport, assets: [] })[0]?.message).toBe(
      "The picture as-1 is not among the report's assets.",
    );
  });
});

describe("parseReport", () => {
  const json = (changes: object): string => JSON.stringify({ ...smallReport, ...changes });
  const code = async (text: string): Promise<string> => {
    try {
      await parseReport(text);
      return "no error";
    } catch (error) {
      return error instanceof ExhibitError ? `${error.code}: ${error.message}` : String(error);
    }
  };

  test("reads back what was written", async () => {
    expect(await parseReport(JSON.stringify(smallReport))).toEqual(smallReport);
  });

  test("refuses a newer version and says what to do", async () => {
    expect(await code(json({ schemaVersion: 2 }))).toBe(
      "BAD_REPORT: The report has schema version 2, this program reads up to 1; update the program.",
    );
  });

  test.each([
    ["what is not JSON", "{", /cut off/],
    ["another value", "null", /not valid/],
    ["a missing member", json({ title: undefined }), /title/],
    ["a member nobody knows", json({ extra: 1 }), /extra/],
    ["an unknown block", json({ summary: [{ type: "video" }] }), /summary/],
    ["an unknown inline", json({ summary: [{ type: "paragraph", children: [{ type: "blink" }] }] }), /summary/],
    [
      "a citation of nothing",
      json({ summary: [{ type: "paragraph", children: [{ type: "citation", evidenceIds: [] }] }] }),
      /evidenceIds/,
    ],
    [
      "a wrong type deep inside",
      json({ evidence: [{ ...smallReport.evidence[0], locator: { page: "3" } }] }),
      /evidence\.0\.locator\.page/,
    ],
    ["a score above one", json({ verification: { ...smallReport.verification, score: 2 } }), /verification\.score/],
  ])("refuses %s", async (_what, text, message) => {
    const answer = await code(text);
    expect(answer).toMatch(/^BAD_REPORT/);
    expect(answer).toMatch(message);
  });
});
