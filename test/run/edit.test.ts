import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { type EditResult, type EditWish, editRun } from "../../src/edit.ts";
import { checkReport, type Report, reportBlocks, walkCitations } from "../../src/report/index.ts";
import { editReport, loadEdits, verifyRun } from "../../src/research/index.ts";
import { openRunFolder } from "../../src/runs/index.ts";
import { analystWith } from "../analyst/model/helm.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { type Finished, readReport, requestFor, runToEnd, temporaryOut } from "../support/runs.ts";
import { miniQuestion } from "../support/temporary-jobs.ts";

let out: string;
let made: Finished;

beforeAll(async () => {
  out = await temporaryOut();
  const library = [await writeMiniLibrary(out)];
  made = await runToEnd(out, requestFor(miniQuestion, { library, formats: ["md", "html"] }));
});
afterAll(() => rm(out, { recursive: true, force: true }));

const runEdit = (wish: EditWish) =>
  editRun(made.runId, wish, { config: loadConfig({ cwd: out, out, env: {} }), signal: new AbortController().signal });
const done = async (wish: EditWish): Promise<EditResult & { readonly report: Report }> => {
  const result = await runEdit(wish);
  if ("refused" in result) throw new Error(result.refused);
  return { ...result, report: await readReport(made.runFolder) };
};
const say = (instruction: string, target = {}) => done({ instruction, target });
const cited = (report: Report) => new Set(walkCitations(reportBlocks(report)));

describe("a finished report", () => {
  test("is edited step by step, verified and rendered each time, and put back by undoing", async () => {
    const table = reportBlocks(made.report).find(({ type }) => type === "table");
    const [first, second] = made.report.sections;
    const drawn = await say("make this a chart", { blockId: table && "id" in table ? table.id : "" });
    expect(drawn).toMatchObject({ revision: 1, change: expect.stringMatching(/Table 1 a chart/), failures: [] });
    const chart = reportBlocks(drawn.report).find(({ type }) => type === "chart");
    expect(chart).toMatchObject({ id: table && "id" in table ? table.id : "", unit: "EUR" });
    expect(cited(drawn.report)).toEqual(cited(made.report));
    expect(await readFile(join(made.runFolder, "report.html"), "utf8")).toContain("<svg");

    const shorter = await say("shorten section 2");
    expect(JSON.stringify(shorter.report.sections[1]).length).toBeLessThan(JSON.stringify(second).length);
    const renamed = await say("Benenne Abschnitt 2 in „Umsatz“ um");
    expect(renamed.report.sections[1]?.title).toBe("Umsatz");
    const moved = await say("move section 2 to the front");
    expect(moved.report.sections.map(({ id }) => id).slice(0, 2)).toEqual([second?.id, first?.id]);
    const dropped = await say("drop the sentence about Sulvik");
    expect(JSON.stringify(dropped.report.summary)).not.toContain("Sulvik");
    for (const { report } of [drawn, shorter, renamed, moved, dropped]) {
      expect(checkReport(report)).toEqual([]);
      expect(report.verification).toMatchObject({ unsupported: 0, uncited: 0, unresolved: 0 });
    }
    expect(await verifyRun(await openRunFolder(made.runFolder))).toMatchObject({ stands: true });

    for (const before of [moved, renamed, shorter, drawn, made]) {
      await runEdit("undo");
      expect(await readReport(made.runFolder)).toEqual(before.report);
    }
    await expect(runEdit("undo")).rejects.toMatchObject({ code: "BAD_USAGE" });
    const { current, edits } = await loadEdits(await openRunFolder(made.runFolder));
    expect(current).toBe(0);
    expect(edits.map(({ undone }) => undone)).toEqual(Array(5).fill(true));
  });

  test("is not touched by what cannot be done", async () => {
    const refused = expect.stringMatching(/I can, for example: “shorten section 1”/);
    expect(await runEdit({ instruction: "make it nicer" })).toEqual({ refused });
    expect(await runEdit({ instruction: "shorten section 2; remove section 9" })).toEqual({ refused });
    expect(await runEdit({ instruction: "drop the sentence about whales" })).toEqual({
      refused: expect.stringContaining("whales"),
    });
    expect(await readReport(made.runFolder)).toEqual(made.report);
  });

  test("goes on from an undone edit with a revision of its own", async () => {
    const one = await say("remove section 2");
    await runEdit("undo");
    const other = await say("remove section 3");
    expect(other.revision).toBe(one.revision + 1);
    expect((await loadEdits(await openRunFolder(made.runFolder))).edits.at(-1)).toMatchObject({ from: 0 });
  });
});

describe("with a model", () => {
  const rewrite = async (markdown: string) => {
    const folder = await openRunFolder(made.runFolder);
    const sectionId = (await readReport(made.runFolder)).sections[1]?.id ?? "";
    const reply = { edits: [{ type: "rewrite", sectionId, wish: "plain" }] };
    const { analyst } = analystWith([reply, markdown]);
    const services = { folder, now: () => new Date(0), loadAnalyst: async () => analyst };
    return { sectionId, done: await editReport({ instruction: "put it into one plain sentence" }, services) };
  };

  test("a section is written anew from its own evidence", async () => {
    await runEdit("undo");
    const { sectionId, done: edited } = await rewrite(
      "In 2022 Norda’s revenue was €240 million. [@e1] [@e2] [@e3] [@e4]",
    );
    if ("refused" in edited) throw new Error(edited.refused);
    const section = edited.report.sections.find(({ id }) => id === sectionId);
    expect(section?.blocks).toHaveLength(1);
    expect(edited.report.verification).toMatchObject({ unsupported: 0, contradicted: 0, uncited: 0 });
    await runEdit("undo");
  });

  test("but not with what its evidence does not say", async () => {
    const { done: edited } = await rewrite("In 2022 Norda’s revenue was €999 million. [@e1]");
    expect(edited).toEqual({ refused: expect.stringContaining("999") });
    expect(await readReport(made.runFolder)).toEqual(made.report);
  });
});
