import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Plan, SubQuestion } from "../../src/analyst/index.ts";
import { loadEditedPlan, plan } from "../../src/research/index.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const whole: SubQuestion = {
  id: "q1",
  question: "How did heat develop?",
  intent: "over-time",
  queries: ["heat Velden"],
  entities: ["Velden"],
  topics: ["heat"],
  visual: "chart",
};

let bench: Bench;
const asked: string[] = [];

/** Plans any question as one about its last word. */
const analyst = scriptedAnalyst({
  plan: async ({ brief }): Promise<Plan> => {
    asked.push(brief.question);
    const topic = brief.question.replace(/\W+$/, "").split(" ").at(-1) ?? "";
    return { subQuestions: [{ ...whole, question: brief.question, queries: [`about ${topic}`], topics: [topic] }] };
  },
});

beforeEach(async () => {
  bench = await openBench({ analyst });
  asked.length = 0;
});
afterEach(() => bench.close());

const pathOf = () => join(bench.folder, "run", "plan.json");

async function load(written: unknown): Promise<readonly SubQuestion[] | undefined> {
  await writeFile(pathOf(), typeof written === "string" ? written : JSON.stringify(written));
  return loadEditedPlan(bench.services);
}

describe("a plan that the user may have edited", () => {
  test("is taken as the stage wrote it when nobody touched it", async () => {
    const { subQuestions } = await plan(bench.services);
    asked.length = 0;
    expect(await loadEditedPlan(bench.services)).toEqual(subQuestions);
    expect(asked).toEqual([]);
  });

  test("may not hold calls of tools that this run does not allow", async () => {
    const calls = [{ tool: "mail__send", input: {} }];
    await expect(load({ subQuestions: [{ ...whole, calls }] })).rejects.toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringContaining("the tool mail__send is not among those allowed in this run"),
    });
  });

  test("is none when the file is gone", async () => {
    expect(await loadEditedPlan(bench.services)).toBeUndefined();
  });

  test("needs no more than questions: ids, queries and topics are filled in", async () => {
    const edited = await load({ subQuestions: [{ question: "And the water?" }, whole, { question: "And the air?" }] });
    const [first, second, third] = edited ?? [];
    const water = { ...whole, question: "And the water?", topics: ["water"] };
    expect(first).toEqual({ ...water, id: "q2", queries: ["And the water?", "about water"] });
    expect(third?.id).toBe("q3");
    expect(second).toMatchObject({ id: "q1" });
  });

  test("keeps every part that was written and asks for the missing ones only", async () => {
    const written = { id: "mine", question: "Why heat?", intent: "why", queries: ["because"], visual: "table" };
    expect(await load({ subQuestions: [written] })).toEqual([{ ...whole, ...written, topics: ["heat"] }]);
    expect(asked).toEqual(["Why heat?"]);
  });

  test("may call its parts as it likes within what a file may be called", async () => {
    const ids = ["heat_1", "Water-2", "q07"];
    const plan = await load({ subQuestions: ids.map((id) => ({ ...whole, id })) });
    expect(plan?.map(({ id }) => id)).toEqual(ids);
  });

  test("keeps the order in which the user put the sub-questions", async () => {
    const plan = await load({
      subQuestions: [
        { ...whole, id: "b" },
        { ...whole, id: "a" },
      ],
    });
    expect(plan?.map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("a plan that cannot be used is bad usage that names the file, the place and the remedy", () => {
  test.each([
    ["a list instead of an object", [whole], /object/],
    ["no sub-question", { subQuestions: [] }, /at least one/],
    ["a sub-question without its question", { subQuestions: [{ id: "q1" }] }, /subQuestions\[0\]\.question/],
    ["an empty question", { subQuestions: [{ question: "  " }] }, /subQuestions\[0\]\.question/],
    ["an intent there is not", { subQuestions: [{ ...whole, intent: "ponder" }] }, /"what".*intent/],
    ["a word that nobody knows", { subQuestions: [{ ...whole, querys: ["x"] }] }, /querys/],
    ["an id that leads out of its folder", { subQuestions: [{ ...whole, id: "../report" }] }, /subQuestions\[0\]\.id/],
    ["an id that is no name", { subQuestions: [{ ...whole, id: " " }] }, /letters A to Z, digits/],
    ["an id that two files would share", { subQuestions: [{ ...whole, id: "热" }] }, /letters A to Z, digits/],
    ["the id of a part of the report", { subQuestions: [{ ...whole, id: "verification" }] }, /report's own/],
    ["the id of another's chart", { subQuestions: [whole, { ...whole, id: "q1-chart" }] }, /report's own/],
    ["two of one name", { subQuestions: [whole, { ...whole }] }, /two sub-questions are called q1/],
  ])("%s", async (_, written, reason) => {
    const loading = load(written);
    await expect(loading).rejects.toMatchObject({ code: "BAD_USAGE" });
    await expect(loading).rejects.toThrow(reason);
    await expect(loading).rejects.toThrow(/plan\.json cannot be used as a plan: .*Mend it and resume again\.$/);
    expect(await readFile(pathOf(), "utf8")).toBe(JSON.stringify(written));
  });

  test("text that is not JSON", async () => {
    await expect(load("{")).rejects.toThrow(/plan\.json is not valid JSON/);
  });
});
