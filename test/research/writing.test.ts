import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Outline, SubQuestion, VisualRequirement } from "../../src/analyst/index.ts";
import { bankFinding } from "../../src/evidence/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import type { Block, Evidence } from "../../src/report/index.ts";
import {
  assess,
  compose,
  draft,
  illustrate,
  inspect,
  outline,
  patch,
  render,
  type Services,
  verify,
} from "../../src/research/index.ts";
import { loadRevision } from "../../src/research/revisions.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const sentence = "The plant delivers 412 GWh of heat a year to the town.";
const subQuestion = (id: string): SubQuestion => ({
  id,
  question: `What of ${id}?`,
  intent: "what",
  queries: [id],
  entities: [],
  topics: [id],
});

let bench: Bench;
let stored: StoredSource;
let evidence: Evidence;

beforeEach(async () => {
  bench = await openBench();
  stored = entryOf("Heat", paragraphs(sentence, "The wells were drilled in 2019 by the utility."));
  await bench.services.library.add(stored, { assets: [], parser: "test@1" });
  const finding = { type: "quote", sourceId: stored.source.id, blockId: "b1", exact: sentence } as const;
  const banked = bankFinding(finding, stored, "q1");
  if (!banked.ok) throw new Error(banked.reason);
  evidence = banked.evidence;
  bench.services.evidence.add([evidence]);
});
afterEach(() => bench.close());

const withAnalyst = (verbs: Parameters<typeof scriptedAnalyst>[0]): Services => ({
  ...bench.services,
  analyst: scriptedAnalyst(verbs),
});
const cited = (value: string, evidenceIds: readonly [string] = [evidence.id]): Block => ({
  type: "paragraph",
  children: [
    { type: "text", value },
    { type: "citation", evidenceIds },
  ],
});
const outlineOf = (visuals: readonly VisualRequirement[] = []): Outline => ({
  title: "Heat",
  summaryEvidenceIds: [evidence.id],
  sections: [
    { id: "s1", title: "Heat", purpose: "", subQuestionIds: ["q1"], evidenceIds: [evidence.id], visuals },
    { id: "s2", title: "Nothing", purpose: "", subQuestionIds: ["q2"], evidenceIds: [], visuals: [] },
  ],
});

test("assess names the sub-questions without evidence and counts the round", async () => {
  const services = withAnalyst({ assess: async () => ({ gaps: [] }) });
  const input = {
    subQuestions: [subQuestion("q1"), subQuestion("q2")],
    evidenceIds: [evidence.id],
    round: 1,
    additionCount: 0,
  };
  expect(await assess(input, services)).toMatchObject({ gaps: [], round: 2, unansweredIds: ["q2"] });
});

test("outline hands the analyst evidence with its source, ids that are gone left out", async () => {
  let seen: readonly string[] = [];
  const services = withAnalyst({
    outline: async (input) => {
      seen = input.evidence.map((view) => `${view.source.title}: ${view.evidence.id}`);
      return outlineOf();
    },
  });
  const input = {
    subQuestions: [subQuestion("q1")],
    evidenceIds: [evidence.id, "ev-gone"],
    gaps: [],
    additionCount: 0,
  };
  expect(await outline(input, services)).toEqual({ sectionIds: ["s1", "s2"], failures: [] });
  expect(seen).toEqual([`Heat: ${evidence.id}`]);
});

test("illustrate leaves out and reports what the evidence cannot fill", async () => {
  const wanted = { role: "evidence", title: "Heat by year", evidenceIds: [evidence.id] } as const;
  const visuals = (["chart", "table", "figure"] as const).map((form) => ({ ...wanted, id: `v-${form}`, form }));
  await bench.services.folder.writeJson("outline.json", outlineOf(visuals));
  expect(await illustrate(bench.services)).toEqual({ visualIds: [] });
  const warnings = bench.events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
  expect(warnings).toEqual(["chart", "table", "figure"].map((form) => `No ${form} could be made for “Heat by year”.`));
});

describe("from draft to files", () => {
  /** Drafts, composes and verifies what a writer wrote. */
  async function written(blocks: readonly Block[], verbs: Parameters<typeof scriptedAnalyst>[0] = {}) {
    await bench.services.folder.writeJson("outline.json", outlineOf());
    const services = withAnalyst({
      write: async ({ section }) => (section.id === "s1" ? blocks : []),
      summarise: async () => [cited(sentence)],
      ...verbs,
    });
    for (const sectionId of ["s1", "s2"]) await draft({ sectionId }, services);
    const failures = [{ stage: "gather", target: "x.pdf", code: "broken", message: "x.pdf is broken." }] as const;
    await compose({ evidenceIds: [evidence.id], gaps: [], failures, searchEnd: "" }, services);
    return services;
  }

  test("a section that says nothing is left out, and failures stand in the limitations only", async () => {
    const services = await written([cited(sentence)]);
    const report = await loadRevision(0, services);
    expect(report.sections.map((section) => section.id)).toEqual(["s1"]);
    expect(report.limitations).toEqual(["x.pdf is broken."]);
    expect(JSON.stringify(report.sections)).not.toContain("x.pdf");
    expect(report.sources.map((source) => source.title)).toEqual(["Heat"]);
    expect(report.evidence.map((item) => item.id)).toEqual([evidence.id]);
  });

  test("a section that the outline does not have is a fault of the program", async () => {
    await bench.services.folder.writeJson("outline.json", outlineOf());
    await expect(draft({ sectionId: "s9" }, bench.services)).rejects.toMatchObject({ code: "INTERNAL" });
  });

  test("verify finds a wrong number and an invented citation; patch mends only what failed", async () => {
    const wrong = "The plant delivers 999 GWh of heat a year to the town.";
    const revised: string[] = [];
    const services = await written([cited(sentence), cited(wrong), cited("The wells are deep.", ["ev-invented"])], {
      revise: async ({ blocks, problems }) => {
        revised.push(...problems.map((problem) => problem.claim));
        return blocks.filter((block) => problems.every((problem) => !JSON.stringify(block).includes(problem.claim)));
      },
    });
    expect(await verify({ revision: 0 }, services)).toEqual({ problemCount: 2 });
    const checked = await loadRevision(0, services);
    expect(checked.verification).toMatchObject({ supported: 2, unresolved: 1 });
    expect(await patch({ revision: 0 }, services)).toEqual({ revision: 1 });
    expect(new Set(revised)).toEqual(new Set([wrong, "The wells are deep."]));
    expect(await verify({ revision: 1 }, services)).toEqual({ problemCount: 0 });
    const blocks = JSON.stringify((await loadRevision(1, services)).sections[0]?.blocks);
    expect(blocks).toContain(`“${sentence.replace(/\.$/, "")}”`);
    expect(blocks).not.toContain("999");
  });

  test("a report without problems is not given to the analyst again", async () => {
    const services = await written([cited(sentence)]);
    await verify({ revision: 0 }, services);
    expect(await patch({ revision: 0 }, services)).toEqual({ revision: 1 });
  });

  test("a source file that is gone costs its pictures, never the report", async () => {
    const services = await written([cited(sentence)]);
    await verify({ revision: 0 }, services);
    const rendered = await render({ revision: 0, renderings: 0 }, services);
    expect(rendered).toMatchObject({ artifacts: ["report.md"], failures: [], renderings: 1 });
    const told = bench.events.flatMap((event) => (event.type === "failure" ? [event.failure] : []));
    expect(told).toMatchObject([{ code: "not-found", target: "Heat.txt" }]);
    expect(await services.folder.has(`sources/${stored.source.id}.json`)).toBe(true);
    const text = new TextDecoder().decode(await services.folder.readBytes("report.md"));
    expect(text).toContain("412 GWh");
    expect(text).not.toContain("/library/");
  });

  test("inspect counts the faults of the files and skips what was not written", async () => {
    const services = await written([cited(sentence)]);
    await render({ revision: 0, renderings: 0 }, services);
    expect(await inspect({ artifacts: ["report.md", "report.pptx"] }, services)).toEqual({ faultCount: 0 });
    expect(await services.folder.readJson("layout.json")).toEqual([]);
  });
});

test("a stage whose input was lost says which file and what to do", async () => {
  await expect(illustrate(bench.services)).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: expect.stringMatching(/outline\.json; run the question again/),
  });
});
