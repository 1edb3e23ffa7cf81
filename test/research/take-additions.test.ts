import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Plan, SubQuestion } from "../../src/analyst/index.ts";
import { bankFinding } from "../../src/evidence/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import { assess, outline } from "../../src/research/index.ts";
import { takeAdditions } from "../../src/research/take-additions.ts";
import { createBudget, openSteering, type Steering } from "../../src/runs/index.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const subQuestion = (id: string): SubQuestion => ({
  id,
  question: `What of ${id}?`,
  intent: "what",
  queries: [`query of ${id}`],
  entities: [],
  topics: [id],
});
const analyst = scriptedAnalyst({
  plan: async ({ brief }): Promise<Plan> => ({
    subQuestions: [{ ...subQuestion("q1"), question: brief.question, queries: ["planned"] }],
  }),
  assess: async ({ plan }) => ({
    gaps: plan.subQuestions.map(({ id, queries }) => ({ subQuestionId: id, reason: `${id} lacks.`, queries })),
  }),
  outline: async () => ({ title: "Heat", summaryEvidenceIds: [], sections: [] }),
});

let bench: Bench;
let steering: Steering;
beforeEach(async () => {
  bench = await openBench({ analyst });
  steering = openSteering(join(bench.folder, "steering.jsonl"));
});
afterEach(() => bench.close());

const services = () => ({ ...bench.services, steering });
const ask = (question: string) => steering.note({ type: "add-question", question });
const assessing = (subQuestions: readonly SubQuestion[], more: object = {}) =>
  assess({ subQuestions, evidenceIds: [], round: 2, additionCount: 0, ...more }, services());

describe("what a user adds to a run at work", () => {
  test("is a sub-question of its own that is searched for, with the reason that would be told", async () => {
    await ask("And the water?");
    const taken = await takeAdditions({ subQuestions: [subQuestion("q1")], additionCount: 0 }, services());
    expect(taken.subQuestions.map(({ id }) => id)).toEqual(["q1", "a1"]);
    expect(taken.subQuestions[1]).toMatchObject({ question: "And the water?", isAdded: true, topics: ["q1"] });
    expect(taken.gaps).toEqual([
      {
        subQuestionId: "a1",
        reason: expect.stringContaining("And the water?"),
        queries: ["And the water?", "planned"],
      },
    ]);
    expect(taken).toMatchObject({ additionCount: 1, sourceIds: [], failures: [] });
  });

  test("is taken once: what was taken before is not asked again", async () => {
    await ask("And the water?");
    await ask("And the air?");
    const taken = await takeAdditions({ subQuestions: [subQuestion("q1")], additionCount: 1 }, services());
    expect(taken.subQuestions.map(({ id, question }) => [id, question])).toEqual([
      ["q1", "What of q1?"],
      ["a2", "And the air?"],
    ]);
    expect(await takeAdditions({ subQuestions: [], additionCount: 2 }, services())).toMatchObject({ gaps: [] });
  });

  test("keeps apart from sub-questions that a user's plan calls alike", async () => {
    await ask("And the water?");
    await ask("And the air?");
    const own = [subQuestion("a1"), subQuestion("a3")];
    const { subQuestions } = await takeAdditions({ subQuestions: own, additionCount: 0 }, services());
    expect(subQuestions.map(({ id }) => id)).toEqual(["a1", "a3", "a2", "a4"]);
  });

  test("holds what replacement patterns would read in it", async () => {
    await ask("What do $& and $1 cost?");
    const { gaps } = await takeAdditions({ subQuestions: [], additionCount: 0 }, services());
    expect(gaps[0]?.reason).toContain("What do $& and $1 cost?");
  });

  test("as a page that cannot be read is a failure, and nobody looks into it", async () => {
    await steering.note({ type: "add-url", url: "https://example.com/heat" });
    const taken = await takeAdditions({ subQuestions: [subQuestion("q1")], additionCount: 0 }, services());
    expect(taken).toMatchObject({ gaps: [], sourceIds: [], failures: [{ target: "https://example.com/heat" }] });
  });

  test("as a page beyond the limit of sources is not read", async () => {
    await steering.note({ type: "add-url", url: "https://example.com/heat" });
    const budget = createBudget({ maxMinutes: 1, maxSources: 0 }, () => 0);
    expect(await takeAdditions({ subQuestions: [], additionCount: 0 }, { ...services(), budget })).toMatchObject({
      sourceIds: [],
      failures: [],
    });
    expect(budget.reached).toMatch(/limit of 0 sources/);
  });

  test("after the search is told as a failure that says what to do", async () => {
    await ask("And the water?");
    await steering.note({ type: "add-url", url: "https://example.com/heat" });
    const input = { subQuestions: [subQuestion("q1")], evidenceIds: [], gaps: [], additionCount: 1 };
    const { failures } = await outline(input, services());
    expect(failures).toEqual([
      {
        stage: "outline",
        target: "https://example.com/heat",
        code: "budget",
        message: expect.stringMatching(/was added when the search was over; ask for it in a further question/),
      },
    ]);
  });
});

describe("assess with a user who steers", () => {
  test("searches for what was added however many rounds there were, and names each gap once", async () => {
    await ask("And the water?");
    const { gaps, round, additionCount } = await assessing([subQuestion("q1")]);
    expect(gaps.map(({ subQuestionId }) => subQuestionId)).toEqual(["a1", "q1"]);
    expect({ round, additionCount }).toEqual({ round: 1, additionCount: 1 });
    expect((await assessing([subQuestion("q1")], { additionCount: 1 })).round).toBe(3);
  });

  test("leaves out a sub-question that is skipped, with its gap and as unanswered", async () => {
    await steering.note({ type: "skip", target: "q2" });
    const { gaps, subQuestions, unansweredIds } = await assessing([subQuestion("q1"), subQuestion("q2")]);
    expect(gaps.map(({ subQuestionId }) => subQuestionId)).toEqual(["q1"]);
    expect(subQuestions.map(({ id }) => id)).toEqual(["q1"]);
    expect(unansweredIds).toEqual(["q1"]);
  });

  test.each([
    ["its source by its id", ({ source }: StoredSource) => source.id],
    ["its source by its path", ({ source }: StoredSource) => source.path ?? ""],
    ["every sub-question that it answers", () => "q1"],
  ])("counts no evidence when the user skips %s", async (_what, targetOf) => {
    const exact = "The plant delivers 412 GWh of heat.";
    const stored = entryOf("Heat", paragraphs(exact));
    await bench.services.library.add(stored, { assets: [], parser: "test@1" });
    const finding = { type: "quote", sourceId: stored.source.id, blockId: "b1", exact } as const;
    const banked = bankFinding(finding, stored, "q1");
    if (!banked.ok) throw new Error(banked.reason);
    bench.services.evidence.add([banked.evidence]);
    const evidenceIds = [banked.evidence.id];
    const unanswered = async () =>
      (await assessing([subQuestion("q1"), subQuestion("q2")], { evidenceIds })).unansweredIds;
    expect(await unanswered()).toEqual(["q2"]);
    await steering.note({ type: "skip", target: targetOf(stored) });
    expect(await unanswered()).toEqual(targetOf(stored) === "q1" ? ["q2"] : ["q1", "q2"]);
  });
});

test("a torn line of the file that keeps a user's wishes is nobody's wish", async () => {
  const path = join(bench.folder, "torn.jsonl");
  await writeFile(path, '{"type":"add-question","question":"And the water?"}\n{"type":"add-ques');
  const torn = openSteering(path);
  const taken = await takeAdditions({ subQuestions: [], additionCount: 0 }, { ...bench.services, steering: torn });
  expect(taken.subQuestions.map(({ question }) => question)).toEqual(["And the water?"]);
});
