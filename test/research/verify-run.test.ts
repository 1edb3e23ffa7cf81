import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bankFinding } from "../../src/evidence/index.ts";
import type { Block, ClaimCheck, Evidence, Report } from "../../src/report/index.ts";
import { verifyRun } from "../../src/research/index.ts";
import { openRunFolder, type RunFolder } from "../../src/runs/index.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { emptyReport } from "../support/empty-report.ts";

const heat = "The plant delivers 412 GWh of heat a year to the town.";
const stored = entryOf("Heat", paragraphs(heat, "The wells were drilled in 2019 by the utility."));
const banked = bankFinding({ type: "quote", sourceId: stored.source.id, blockId: "b1", exact: heat }, stored, "q1");
if (!banked.ok) throw new Error(banked.reason);
const { evidence } = banked;

let folder: RunFolder;
beforeEach(async () => {
  folder = await openRunFolder(await mkdtemp(join(tmpdir(), "exhibit-verify-run-")));
});
afterEach(() => rm(folder.path, { recursive: true, force: true }));

const said = (value: string, ...evidenceIds: readonly string[]): Block => {
  const [first, ...rest] = evidenceIds;
  return {
    type: "paragraph",
    children: [
      { type: "text", value },
      ...(first === undefined ? [] : [{ type: "citation", evidenceIds: [first, ...rest] } as const]),
    ],
  };
};
const reportOf = (blocks: readonly Block[], changes: Partial<Report> = {}): Report => ({
  ...emptyReport,
  language: "en",
  sections: [{ id: "s1", title: "Heat", blocks, sections: [] }],
  sources: [{ ...stored.source, path: "Heat.txt" }],
  evidence: [evidence],
  ...changes,
});
async function check(report: Report, { isStored = true } = {}) {
  await folder.writeJson("report.json", report);
  if (isStored) await folder.writeJson(`sources/${stored.source.id}.json`, stored);
  return verifyRun(folder);
}

describe("a finished report", () => {
  test("stands where every claim does", async () => {
    expect(await check(reportOf([said(heat, evidence.id)]))).toMatchObject({
      stands: true,
      supported: 1,
      problems: [],
    });
  });

  test("that says nothing stands", async () => {
    expect(await check(reportOf([], { sections: [] }))).toMatchObject({ stands: true, claims: 0, score: 1 });
  });

  test.each<[string, Block, object]>([
    ["a wrong number", said("The plant delivers 999 GWh of heat a year to the town.", evidence.id), { unsupported: 1 }],
    [
      "one wrong number of two",
      said("The plant delivers 412 GWh of heat a year to 7 towns.", evidence.id),
      { partly: 1 },
    ],
    [
      "the opposite",
      said("The plant never delivers 412 GWh of heat a year to the town.", evidence.id),
      { contradicted: 1 },
    ],
    ["a citation of nothing", said(heat, "ev-invented"), { unresolved: 1, unsupported: 1 }],
    ["no citation", said(heat), { uncited: 1 }],
  ])("does not stand with %s", async (_what, block, counts) => {
    expect(await check(reportOf([said(heat, evidence.id), block]))).toMatchObject({
      stands: false,
      supported: 1,
      ...counts,
    });
  });

  test("does not stand on a source whose text is not in its folder", async () => {
    const checked = await check(reportOf([said(heat, evidence.id)]), { isStored: false });
    expect(checked).toMatchObject({ stands: false, unsupported: 1 });
    expect(checked.checks[0]?.reason).toBe("The text of Heat is not stored.");
  });

  test("does not stand on a quote that its source does not hold", async () => {
    const forged: Evidence = {
      ...evidence,
      content: { type: "quote", exact: "Nobody wrote it.", prefix: "", suffix: "" },
    };
    const checked = await check(reportOf([said("Nobody wrote it.", evidence.id)], { evidence: [forged] }));
    expect(checked).toMatchObject({ stands: false });
    expect(checked.checks[0]).toMatchObject({ step: "quote", support: "unsupported" });
  });

  test("does not stand beside an evidence.json that says otherwise", async () => {
    await folder.writeJson("evidence.json", { sources: [{ evidence: [{ ...evidence, subQuestionIds: ["q9"] }] }] });
    const checked = await check(reportOf([said(heat, evidence.id)]));
    expect(checked).toMatchObject({ stands: false, supported: 1 });
    expect(checked.problems).toEqual([expect.stringContaining(evidence.id)]);
  });
});

describe("what a judge of the run said", () => {
  const loose = "Households there get their warmth from it.";
  const judged: ClaimCheck = {
    claim: loose,
    place: "s1",
    evidenceIds: [evidence.id],
    support: "supported",
    step: "judgement",
    reason: "It says so in other words.",
  };
  const withCheck = (one: ClaimCheck) =>
    reportOf([said(loose, evidence.id)], { verification: { ...emptyReport.verification, checks: [one] } });

  test("stands in a later check without a judge", async () => {
    expect((await check(withCheck(judged))).checks).toEqual([judged]);
  });

  test.each<[string, Partial<ClaimCheck>]>([
    ["of another sentence", { claim: "Households there get nothing." }],
    ["of another place", { place: "s2" }],
    ["of other evidence", { evidenceIds: ["ev-other"] }],
    ["that no judge gave", { step: "containment" }],
  ])("does not where it is a verdict %s", async (_what, changes) => {
    expect(await check(withCheck({ ...judged, ...changes }))).toMatchObject({ stands: false, supported: 0 });
  });
});

test.each([
  ["no report", undefined, "NOT_FOUND"],
  ["a report that is no JSON", "{", "BAD_REPORT"],
  ["a report of another form", '{"title":"Heat"}', "BAD_REPORT"],
])("a folder with %s says so", async (_what, text, code) => {
  if (text !== undefined) await folder.writeBytes("report.json", new TextEncoder().encode(text));
  await expect(verifyRun(folder)).rejects.toMatchObject({ code });
});
