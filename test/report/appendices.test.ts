import { describe, expect, test } from "vitest";
import { appendices } from "../../src/report/appendices.ts";
import {
  type Block,
  type ClaimCheck,
  checkReport,
  inlinesOf,
  labelsFor,
  type Report,
  resolve,
  textOf,
  walkBlocks,
} from "../../src/report/index.ts";
import { emptyReport } from "../support/empty-report.ts";
import { smallReport } from "./small-report.ts";

const sectionsOf = (report: Report) => appendices(report, labelsFor(report.language));
const textsOf = (blocks: readonly Block[]): readonly string[] =>
  [...walkBlocks(blocks)].map((block) => textOf(inlinesOf(block))).filter((text) => text !== "");
const doubt = (changes: Partial<ClaimCheck> = {}): ClaimCheck => ({
  claim: "Sales rose.",
  place: "s1",
  evidenceIds: [],
  support: "unsupported",
  step: "citation",
  reason: "No evidence is cited.",
  ...changes,
});
const withChecks = (checks: readonly ClaimCheck[], language = "en"): Report => ({
  ...emptyReport,
  language,
  verification: { ...emptyReport.verification, claims: checks.length, checks },
});

describe("what a report ends with", () => {
  test("is no more than who wrote it, where there is nothing to tell", () => {
    const [only, ...others] = sectionsOf(emptyReport);
    expect(others).toEqual([]);
    expect(only?.id).toBe("verification");
    expect(textsOf(only?.blocks ?? [])).toEqual([expect.stringContaining(emptyReport.generator)]);
  });

  test("is conflicts, then limitations, then the verification", () => {
    const report = { ...smallReport, limitations: ["Nothing was found about 1999."] };
    const ids = sectionsOf(report).map(({ id }) => id);
    expect(ids.filter((id) => id !== "conflicts")).toEqual(["limitations", "verification"]);
    expect(ids[0]).toBe(report.conflicts.length > 0 ? "conflicts" : "limitations");
  });

  test("takes no number of a section, and its tables go on counting", () => {
    const conflict = { topic: "Heat", positions: [{ statement: "412 GWh", evidenceIds: ["ev-1"], clusters: 2 }] };
    const resolved = resolve({ ...smallReport, conflicts: [conflict] });
    expect([...resolved.sectionNumbers.keys()]).not.toContain("conflicts");
    const tables = [...resolved.numbered.values()].filter(({ kind }) => kind === "table").map(({ number }) => number);
    expect(tables).toEqual(tables.map((_, index) => index + 1));
    expect(resolved.numbered.get("conflict-table")?.number).toBe(tables.length);
    expect(checkReport({ ...smallReport, conflicts: [conflict] })).toEqual([]);
  });
});

describe("claims that are not supported", () => {
  test.each([
    ["en", /^.*: “Sales rose\.” \(No evidence is cited\.\)$/],
    ["de", /„Sales rose\.“/],
    ["fr", /« Sales rose\. »/],
    ["ja", /「Sales rose\.」/],
    ["ar", /«Sales rose\.»/],
    ["xx", /“Sales rose\.”/],
  ])("are quoted with their reason in the marks of %s", (language, expected) => {
    const texts = textsOf(sectionsOf(withChecks([doubt()], language))[0]?.blocks ?? []);
    expect(texts.filter((text) => text.includes("Sales rose"))).toEqual([expect.stringMatching(expected)]);
  });

  test("are all of them, in their order; supported ones are none", () => {
    const checks = [
      doubt({ claim: "A." }),
      doubt({ claim: "B.", support: "supported" }),
      doubt({ claim: "C.", support: "partly" }),
    ];
    const texts = textsOf(sectionsOf(withChecks(checks))[0]?.blocks ?? []).join("\n");
    expect(texts.indexOf("“A.”")).toBeGreaterThan(-1);
    expect(texts.indexOf("“C.”")).toBeGreaterThan(texts.indexOf("“A.”"));
    expect(texts).not.toContain("“B.”");
  });

  test("keep signs that a replacement would read", () => {
    const texts = textsOf(sectionsOf(withChecks([doubt({ claim: "It cost $& and $1." })]))[0]?.blocks ?? []);
    expect(texts.join("\n")).toContain("It cost $& and $1.");
  });
});

test("the positions of a conflict stand under its topic, which is told once, with their evidence", () => {
  const positions = ["412 GWh", "398 GWh", "no number"].map((statement, index) => ({
    ...{ statement, evidenceIds: index < 2 ? [`ev-${index + 1}`] : [], clusters: index },
  }));
  const [section] = sectionsOf({ ...smallReport, conflicts: [{ topic: "Heat", positions }] });
  const [table] = section?.blocks ?? [];
  if (table?.type !== "table") throw new Error("a table");
  expect(table.rows.map((row) => textOf(row[0]?.children ?? []))).toEqual(["Heat", "", ""]);
  expect(table.rows.map((row) => (row[1]?.children ?? []).filter(({ type }) => type === "citation").length)).toEqual([
    1, 1, 0,
  ]);
  expect(table.rows.map((row) => textOf(row[2]?.children ?? []))).toEqual(["0", "1", "2"]);
});
