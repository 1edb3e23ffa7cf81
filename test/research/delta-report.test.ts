import { describe, expect, test } from "vitest";
import type { DeltaLine } from "../../src/evidence/index.ts";
import { type Block, type Evidence, inlinesOf, type Report, textOf, walkBlocks } from "../../src/report/index.ts";
import { firstReport, withDelta } from "../../src/research/delta-report.ts";
import { smallReport } from "../report/small-report.ts";

const says = (exact: string): Evidence => ({
  id: `ev ${exact}`,
  sourceId: "src-a",
  subQuestionIds: [],
  locator: {},
  content: { type: "quote", exact, prefix: "", suffix: "" },
});
const cell = (value: number): Evidence => ({
  ...says(String(value)),
  content: {
    type: "cell",
    tableId: "t",
    row: "Heat",
    column: "2022",
    rowIndex: 0,
    columnIndex: 0,
    value: String(value),
  },
  quantities: [{ value, unit: "GWh" }],
});
const line = (status: DeltaLine["status"], change: Partial<DeltaLine> = {}): DeltaLine => ({
  status,
  factId: "f-1",
  topic: "Heat",
  before: says("Heat gave 240 GWh."),
  now: says("Heat gave 245 GWh."),
  ...change,
});
const report = (language = "en"): Report => ({ ...smallReport, language });
const about = { since: "2026-03-01T06:00:00Z", isCited: () => true, titleOf: () => "" };
const told = (lines: readonly DeltaLine[], language?: string, change: Partial<typeof about> = {}): Report =>
  withDelta(report(language), lines, { ...about, ...change });
const words = (blocks: readonly Block[]): readonly string[] =>
  [...walkBlocks(blocks)].flatMap((block) => (block.type === "paragraph" ? [textOf(inlinesOf(block))] : []));
const rowsOf = (of: Report): readonly (readonly string[])[] => {
  const table = of.summary.find(({ type }) => type === "table");
  return table?.type === "table" ? table.rows.map((row) => row.map(({ children }) => textOf(children))) : [];
};

describe("a report with news", () => {
  test("says first what changed, and keeps what it said", () => {
    const { summary, sections } = told([line("changed"), line("confirmed")]);
    // The full stop stands behind the citation's mark.
    expect(words(summary).slice(0, 2)).toEqual([
      "Changed: “Heat gave 245 GWh” (before: 240 GWh) .",
      "What changed since March 1, 2026 – Changed: 1 · Confirmed: 1",
    ]);
    expect(summary.slice(2)).toEqual(smallReport.summary);
    expect(sections).toEqual(smallReport.sections);
  });

  test("warns only of what is contradicted", () => {
    const tone = (status: DeltaLine["status"]) => {
      const [callout] = told([line(status)]).summary;
      return callout?.type === "callout" && callout.tone;
    };
    expect([tone("changed"), tone("new"), tone("gone"), tone("contradicted")]).toEqual([
      "note",
      "note",
      "note",
      "warning",
    ]);
  });

  test("sets both sides beside each other, with the numbers of each that the other lacks in bold", () => {
    expect(rowsOf(told([line("changed")]))).toEqual([
      ["Changed", "Heat", "“Heat gave 240 GWh.” ", "“Heat gave 245 GWh.” "],
    ]);
    const strong = JSON.stringify(told([line("changed")]).summary).match(/"strong","children":\[\{[^}]*\}/g) ?? [];
    expect(strong.filter((one) => /"24\d GWh"/.test(one))).toHaveLength(2);
  });

  test.each([
    ["new", { before: undefined }, ["New", "Heat", "–", "“Heat gave 245 GWh.” "]],
    ["gone", { now: undefined }, ["Source gone", "Heat", "“Heat gave 240 GWh.” ", "source gone"]],
    ["changed", { now: undefined }, ["Changed", "Heat", "“Heat gave 240 GWh.” ", "no longer stated"]],
    ["changed", { before: cell(240), now: cell(245) }, ["Changed", "Heat", "240 GWh ", "245 GWh "]],
  ] as const)("%s %j", (status, change, row) => {
    const { before, now, ...rest } = line(status);
    const sides = { before, now, ...change };
    const given = Object.fromEntries(Object.entries(sides).filter(([, side]) => side !== undefined));
    expect(rowsOf(told([{ ...rest, ...given }]))).toEqual([row]);
  });

  test("shows nothing that the report does not cite", () => {
    expect(rowsOf(told([line("changed")], "en", { isCited: () => false }))).toEqual([["Changed", "Heat", "–", "–"]]);
  });

  test("shows 25 of many and counts the others", () => {
    const many = told(Array.from({ length: 27 }, () => line("new")));
    expect(rowsOf(many)).toHaveLength(25);
    expect(words(many.summary)).toContain("Further entries in delta.json: 2.");
  });

  test.each([
    ["de", "„Heat gave 240 GWh.“ ", "Was sich seit dem 1. März 2026 geändert hat"],
    ["fr", "« Heat gave 240 GWh. » ", "Ce qui a changé depuis le 1 mars 2026"],
    ["ja", "「Heat gave 240 GWh.」 ", "2026年3月1日以降の変化"],
  ])("in %s quotes and dates as that language does", (language, quoted, title) => {
    const made = told([line("changed")], language);
    expect(rowsOf(made)[0]?.[2]).toBe(quoted);
    expect(words(made.summary)[1]).toContain(title);
  });
});

describe("a report without news", () => {
  test("is a short message with what still stands", () => {
    const made = told([line("confirmed"), line("confirmed", { now: cell(245) }), line("unchecked")]);
    expect(words(made.summary)).toEqual([
      "Nothing new since March 1, 2026.",
      "Checked again and still standing: 2.",
      "Not checked, because their sources could not be reached: 1.",
    ]);
    expect(made.sections.map(({ title }) => title)).toEqual(["Confirmed"]);
    expect(words(made.sections[0]?.blocks ?? [])).toEqual(["“Heat gave 245 GWh.” ", "Heat: 245 GWh "]);
    expect(made.conflicts).toEqual([]);
  });

  test("has no section where nothing that stands is cited, and says nothing of what was checked in full", () => {
    const made = told([line("confirmed")], "en", { isCited: () => false });
    expect(made.sections).toEqual([]);
    expect(words(made.summary)).toHaveLength(2);
    expect(words(told([]).summary)).toContain("Checked again and still standing: 0.");
  });

  test("lists fifteen and counts the others", () => {
    const made = told(Array.from({ length: 17 }, () => line("confirmed")));
    const [list] = made.sections[0]?.blocks ?? [];
    expect(list?.type === "list" && list.items).toHaveLength(15);
    expect(words(made.sections[0]?.blocks ?? [])).toContain("Further entries in delta.json: 2.");
  });
});

test("the first of several says that there is nothing to compare with yet", () => {
  const { summary } = firstReport(report("de"));
  expect(words(summary.slice(0, 1))).toEqual([
    "Dies ist das erste Briefing; die nächsten beginnen mit dem, was sich geändert hat.",
  ]);
  expect(summary.slice(1)).toEqual(smallReport.summary);
});
