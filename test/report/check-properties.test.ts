import { describe, expect, test } from "vitest";
import {
  type Block,
  checkReport,
  type Inline,
  printedBlocks,
  type Report,
  resolve,
  type Section,
  walkBlocks,
  walkCitations,
} from "../../src/report/index.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleReport } from "../support/sample-report.ts";
import { smallReport } from "./small-report.ts";

const codes = (report: Report): readonly string[] => checkReport(report).map(({ code }) => code);
const paragraph = (...children: Inline[]): Block => ({ type: "paragraph", children });
const section = (id: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  id,
  title: id,
  blocks,
  sections,
});

/** A report whose sections hold the given blocks, with evidence `e1` to `e9` of three sources. */
function reportOf(sections: readonly Section[], summary: readonly Block[] = []): Report {
  const evidence = Array.from({ length: 9 }, (_, index) => ({
    id: `e${index + 1}`,
    sourceId: `s${(index % 3) + 1}`,
    subQuestionIds: [],
    locator: {},
    content: { type: "quote" as const, exact: `words ${index}`, prefix: "", suffix: "" },
  }));
  const sources = [1, 2, 3].map(
    (number) => ({ ...smallReport.sources[0], id: `s${number}` }) as Report["sources"][number],
  );
  return {
    ...smallReport,
    summary,
    sections,
    evidence,
    sources,
    assets: [],
    pages: [],
    conflicts: [],
    limitations: [],
  };
}

const cite = (number: number): Block => paragraph({ type: "citation", evidenceIds: [`e${number}`] });

describe("numbers of sources", () => {
  test("follow first citation for any order of citing", () => {
    const orders = [
      [1, 2, 3],
      [3, 2, 1],
      [2, 2, 5, 1],
      [9, 4, 7],
      [6, 3, 9, 1],
    ];
    for (const order of orders) {
      const resolved = resolve(reportOf([section("a", order.map(cite))]));
      const first = [...new Set(order.map((number) => `s${((number - 1) % 3) + 1}`))];
      expect(
        resolved.bibliography.map(({ source }) => source.id),
        order.join(),
      ).toEqual(first);
      expect(resolved.bibliography.map(({ number }) => number)).toEqual(first.map((_, index) => index + 1));
    }
  });

  test("are the same for all evidence of a source", () => {
    const { citationNumbers } = resolve(reportOf([section("a", [cite(1), cite(4), cite(7), cite(2)])]));
    expect(["e1", "e4", "e7", "e2"].map((id) => citationNumbers.get(id))).toEqual([1, 1, 1, 2]);
  });

  test("count the summary first, then sections depth first", () => {
    const nested = section("outer", [cite(2)], [section("inner", [cite(3)])]);
    const { bibliography } = resolve(reportOf([nested], [cite(1)]));
    expect(bibliography.map(({ source }) => source.id)).toEqual(["s1", "s2", "s3"]);
  });

  test("reach every citation of the sample, and no source that nothing cites", () => {
    const resolved = resolve(sampleReport);
    for (const id of walkCitations(printedBlocks(resolved))) expect(resolved.citationNumbers.get(id), id).toBeDefined();
    for (const { evidence } of resolved.bibliography) expect(evidence.length).toBeGreaterThan(0);
  });
});

describe("numbers of tables, figures and sections", () => {
  const figure = (id: string): Block => ({ type: "figure", id, assetId: "as", alt: "", caption: [] });
  const table = (id: string): Block => ({ type: "table", id, caption: [], header: [], rows: [] });

  test("count in the order of reading, through lists, quotes and callouts", () => {
    const blocks: Block[] = [
      {
        type: "list",
        ordered: false,
        items: [[figure("f1")], [table("t1"), { type: "quote", children: [figure("f2")] }]],
      },
      { type: "callout", tone: "note", children: [table("t2")] },
      figure("f3"),
    ];
    const { numbered } = resolve(reportOf([section("a", blocks)]));
    expect([...numbered].map(([id, { label }]) => `${id} ${label}`)).toEqual([
      "f1 Figure 1",
      "t1 Table 1",
      "f2 Figure 2",
      "t2 Table 2",
      "f3 Figure 3",
    ]);
  });

  test("of nested sections have a place for each level", () => {
    const deep = section("a", [], [section("b", [], [section("c", [])]), section("d", [])]);
    expect([...resolve(reportOf([deep, section("e", [])])).sectionNumbers]).toEqual([
      ["a", "1"],
      ["b", "1.1"],
      ["c", "1.1.1"],
      ["d", "1.2"],
      ["e", "2"],
    ]);
  });

  test.each([
    ["de", "Tabelle 1", "Abbildung 1"],
    ["zh", "表 1", "图 1"],
  ])("are written in %s", (language, first, second) => {
    const { numbered } = resolve({ ...reportOf([section("a", [table("t"), figure("f")])]), language });
    expect([numbered.get("t")?.label, numbered.get("f")?.label]).toEqual([first, second]);
  });
});

describe("a sound report", () => {
  test.each([
    ["the small one", smallReport],
    ["the sample", sampleReport],
    ["one full of attacks", hostileReport()],
  ])("has no problem: %s", (_what, report) => {
    expect(codes(report).filter((code) => code !== "unused-evidence")).toEqual([]);
  });

  test("loses its soundness with any source or evidence taken away", () => {
    for (const { id } of sampleReport.evidence) {
      const without = { ...sampleReport, evidence: sampleReport.evidence.filter((item) => item.id !== id) };
      const cited = [...walkCitations(printedBlocks(resolve(sampleReport)))].includes(id);
      if (cited) expect(codes(without), id).toContain("unknown-evidence");
    }
    for (const { id } of sampleReport.sources) {
      const without = { ...sampleReport, sources: sampleReport.sources.filter((source) => source.id !== id) };
      expect(codes(without), id).toContain("unknown-source");
    }
  });

  test("loses it with any cell taken from any row", () => {
    const tables = [...walkBlocks(sampleReport.sections.flatMap(({ blocks }) => blocks))].flatMap((block) =>
      block.type === "table" ? [block] : [],
    );
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      for (const index of table.rows.keys()) {
        const rows = table.rows.map((row, at) => (at === index ? row.slice(1) : row));
        const report = { ...sampleReport, sections: [section("x", [{ ...table, rows }])] };
        expect(checkReport(report)).toContainEqual({
          code: "ragged-table",
          place: table.id,
          message: `Row ${index + 1} has ${table.header.length - 1} cells, the header ${table.header.length}.`,
        });
      }
    }
  });
});
