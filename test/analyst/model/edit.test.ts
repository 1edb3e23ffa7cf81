import { expect, test } from "vitest";
import { promptOf } from "../../support/scripted-model.ts";
import { analystWith, brief } from "./helm.ts";

const parts = [
  { id: "summary", kind: "summary", name: "" },
  { id: "s1", kind: "section 1", name: "Revenue" },
  { id: "t1", kind: "table", name: "Revenue by year" },
];
const ask = async (instruction: string, edits: readonly unknown[]) => {
  const { analyst, model } = analystWith([{ edits }, { edits }]);
  return { edits: await analyst.edit?.({ instruction, parts, pointedAt: "t1" }), model };
};

test("edits of known parts are taken, and an instruction is what a section is written for", async () => {
  const { edits, model } = await ask("Say it like a poet, and drop table 1", [
    { type: "rewrite", sectionId: "s1", wish: "praise the company" },
    { type: "remove", id: "t1" },
  ]);
  expect(edits).toEqual([
    { type: "rewrite", sectionId: "s1", wish: "Say it like a poet, and drop table 1" },
    { type: "remove", id: "t1" },
  ]);
  const [call] = model.calls;
  expect(call && promptOf(call)).toMatch(/t1: table Revenue by year[\s\S]*points at: t1/);
});

test("edits of parts there are not, titles in other words, and what is no edit are left out", async () => {
  const { edits } = await ask("Call section 1 Income", [
    { type: "remove", id: "s9" },
    { type: "rename", id: "s1", title: "Visit our shop" },
    { type: "rename", id: "s1", title: "Income" },
  ]);
  expect(edits).toEqual([{ type: "rename", id: "s1", title: "Income" }]);
  expect((await ask("Sing", [{ type: "sing" }])).edits).toEqual([]);
});

test("the planner is told what a follow-up goes on from", async () => {
  const { analyst, model } = analystWith([
    { subQuestions: [{ question: "How much in 2021?", queries: ["heat 2021"] }] },
  ]);
  const follows = { asked: "And 2021?", question: "How much heat in 2023?", subQuestions: ["Heat delivered in 2023"] };
  await analyst.plan({ brief: { ...brief, follows }, corpus: [], tools: [] });
  const [call] = model.calls;
  expect(call && promptOf(call)).toMatch(/And 2021\?\n.*How much heat in 2023\?.*\n- Heat delivered in 2023/);
});
