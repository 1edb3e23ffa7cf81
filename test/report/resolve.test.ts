import { describe, expect, test } from "vitest";
import {
  type Block,
  citationMarks,
  handle,
  inlinesOf,
  type Report,
  reportBlocks,
  resolve,
  textOf,
  walkBlocks,
  walkCitations,
  walkInlines,
} from "../../src/report/index.ts";
import { smallReport } from "./small-report.ts";

const cites = (...ids: [string, ...string[]]): Block => ({
  type: "paragraph",
  children: [{ type: "citation", evidenceIds: ids }],
});

/** Two more sources with evidence of their own. */
const wide: Report = {
  ...smallReport,
  sources: ["src-a", "src-b", "src-c"].map((id) => ({ ...smallReport.sources[0], id }) as Report["sources"][number]),
  evidence: [
    ...smallReport.evidence,
    ...["b", "c"].map(
      (letter) =>
        ({ ...smallReport.evidence[0], id: `ev-${letter}`, sourceId: `src-${letter}` }) as Report["evidence"][number],
    ),
  ],
};

describe("walking a report", () => {
  test("visits blocks depth first, parents before children", () => {
    expect([...walkBlocks(reportBlocks(smallReport))].map(({ type }) => type)).toEqual([
      "paragraph",
      "table",
      "list",
      "quote",
      "paragraph",
      "figure",
      "chart",
      "callout",
      "math",
      "code",
    ]);
  });

  test("finds text in captions, cells and nested inlines", () => {
    const inlines = [...walkBlocks(reportBlocks(smallReport))].flatMap((block) => [...walkInlines(inlinesOf(block))]);
    expect(inlines.flatMap((inline) => (inline.type === "text" ? [inline.value] : []))).toEqual([
      "Sales rose.",
      "Sales",
      "2023",
      "Sales",
      "5",
      "Bold.",
      "Chart",
    ]);
  });

  test("gives citations in order, chart points included and repeated", () => {
    expect([...walkCitations(reportBlocks(smallReport))]).toEqual(["ev-1", "ev-2", "ev-1", "ev-1"]);
  });

  test("drops citations and references from plain text", () => {
    expect(
      textOf([
        {
          type: "strong",
          children: [
            { type: "text", value: "a" },
            { type: "citation", evidenceIds: ["x"] },
          ],
        },
        { type: "inlineCode", value: "b" },
        { type: "reference", targetId: "t" },
      ]),
    ).toBe("ab");
  });
});

describe("resolve", () => {
  test("numbers sources by first citation, summary before sections", () => {
    const { bibliography, citationNumbers } = resolve({
      ...wide,
      summary: [cites("ev-c", "ev-1")],
      sections: [{ id: "s1", title: "", blocks: [cites("ev-b"), cites("ev-2")], sections: [] }],
    });
    expect(bibliography.map(({ number, source }) => [number, source.id])).toEqual([
      [1, "src-c"],
      [2, "src-a"],
      [3, "src-b"],
    ]);
    expect(Object.fromEntries(citationNumbers)).toEqual({ "ev-c": 1, "ev-1": 2, "ev-2": 2, "ev-b": 3 });
    expect(bibliography[1]?.evidence.map(({ id }) => id)).toEqual(["ev-1", "ev-2"]);
  });

  test("gives unknown evidence no number and leaves uncited sources out", () => {
    const { citationNumbers, bibliography } = resolve({ ...wide, summary: [cites("ev-gone")], sections: [] });
    expect(citationNumbers.size).toBe(0);
    expect(bibliography).toEqual([]);
  });

  test("cites conflicts after the sections", () => {
    const conflicts = [
      {
        topic: "T",
        positions: [
          { statement: "5", evidenceIds: ["ev-b"], clusters: 1 },
          { statement: "6", evidenceIds: [], clusters: 2 },
        ],
      },
    ];
    const { bibliography } = resolve({ ...wide, conflicts });
    expect(bibliography.map(({ source }) => source.id)).toEqual(["src-a", "src-b"]);
  });

  test("numbers tables apart from figures and charts, in reading order", () => {
    const { numbered } = resolve(smallReport);
    expect([...numbered].map(([id, { label, kind }]) => [id, kind, label])).toEqual([
      ["t1", "table", "Table 1"],
      ["f1", "figure", "Figure 1"],
      ["c1", "chart", "Figure 2"],
    ]);
    expect(resolve({ ...smallReport, language: "de-AT" }).numbered.get("t1")?.label).toBe("Tabelle 1");
  });

  test("numbers nested sections and no appendix", () => {
    expect(Object.fromEntries(resolve(smallReport).sectionNumbers)).toEqual({ s1: "1", s1a: "1.1" });
  });

  test("does not change the report", () => {
    const before = JSON.stringify(smallReport);
    resolve(smallReport);
    expect(JSON.stringify(smallReport)).toBe(before);
  });
});

describe("appendices", () => {
  const ids = (report: Report): readonly string[] => resolve(report).appendices.map(({ id }) => id);

  test("leave out what is empty, but never the verification", () => {
    expect(ids({ ...smallReport, limitations: [] })).toEqual(["verification"]);
    expect(ids(smallReport)).toEqual(["limitations", "verification"]);
  });

  test("show each position of a conflict with its citation, the topic once", () => {
    const conflicts = [
      {
        topic: "Sales",
        positions: [
          { statement: "5", evidenceIds: ["ev-1", "ev-2"], clusters: 2 },
          { statement: "6", evidenceIds: [], clusters: 1 },
        ],
      },
    ];
    const [section] = resolve({ ...smallReport, conflicts }).appendices;
    const table = section?.blocks.find((block) => block.type === "table");
    expect(table?.rows.map((row) => row.map((cell) => textOf(cell.children).trim()))).toEqual([
      ["Sales", "5", "2"],
      ["", "6", "1"],
    ]);
    expect(table && [...walkCitations([table])]).toEqual(["ev-1", "ev-2"]);
  });

  test("list doubtful claims with their reason and disclose the generator", () => {
    const checks = [
      {
        claim: "Sales tripled.",
        place: "s1",
        evidenceIds: [],
        support: "unsupported" as const,
        step: "citation" as const,
        reason: "No evidence is cited.",
      },
    ];
    const verification = {
      ...smallReport.verification,
      claims: 2,
      checks: [...smallReport.verification.checks, ...checks],
    };
    const blocks = resolve({ ...smallReport, verification }).appendices.at(-1)?.blocks ?? [];
    const words = [...walkBlocks(blocks)].map((block) => textOf(inlinesOf(block))).join("\n");
    expect(words).toContain("1 of 2");
    expect(words).toContain("“Sales tripled.” (No evidence is cited.)");
    expect(words).not.toContain("“Sales rose.”");
    expect(words).toContain("Exhibit test");
  });
});

describe("handle", () => {
  type Node = { readonly type: "a"; readonly value: number } | { readonly type: "b" };
  const handlers = { a: (node: { value: number }, add: number) => node.value + add, b: () => 0 };

  test("calls the handler of the type with node and context", () => {
    expect(handle<Node, number, number>(handlers, { type: "a", value: 2 }, 3)).toBe(5);
  });

  test("throws on a type it does not know", () => {
    expect(() => handle<Node, number, number>(handlers, { type: "c" } as never, 1)).toThrow(
      "Cannot handle unknown node `c`",
    );
  });
});

describe("citationMarks", () => {
  test("joins evidence of one source to one mark and shows unknown evidence", () => {
    const resolved = resolve({ ...wide, summary: [cites("ev-1", "ev-b")] });
    expect(citationMarks(resolved, ["ev-1", "ev-b", "ev-2", "ev-gone", "ev-1"])).toEqual([
      { label: "[1]", number: 1, evidenceIds: ["ev-1", "ev-2"] },
      { label: "[2]", number: 2, evidenceIds: ["ev-b"] },
      { label: "[?]", evidenceIds: ["ev-gone"] },
    ]);
  });
});
