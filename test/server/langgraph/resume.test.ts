import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../../src/jobs/index.ts";
import { planned } from "../../support/hands.ts";
import { type TemporaryApp, temporaryApp } from "../../support/temporary-app.ts";

let given: TemporaryApp;
let job: Job;
beforeEach(async () => {
  given = await temporaryApp();
  const asked = { assistant_id: "research", input: { question: "Why tides?" }, context: { approval: "ask" } };
  const { body } = await given.ask<{ readonly run_id: string }>(`POST /threads/${given.thread.id}/runs`, asked);
  job = given.jobs.store.jobById(body.run_id) ?? expect.unreachable();
  given.hands.wait(job);
  await given.jobs.ended(job.id, new AbortController().signal);
});
afterEach(() => given.close());

const say = (changes: object) =>
  given.ask(`POST /threads/${given.thread.id}/runs`, { assistant_id: "research", ...changes });
const statuses = () => given.jobs.store.jobsOfRun(job.runId).map(({ status }) => status);
const planOf = async () =>
  JSON.parse(await readFile(join(given.config.out, job.runId, "plan.json"), "utf8")) as unknown;

describe("the user's word on a plan that waits", () => {
  test.each<[what: string, resume: (id: string) => unknown]>([
    ["yes", () => true],
    ["nothing, which is yes", () => undefined],
    ["yes in a list", () => [true]],
    ["yes under the id of what waits", (id) => ({ [id]: true })],
    ["yes in a list under the id", (id) => [{ [id]: [{ type: "accept" }] }]],
    ["an approval", () => ({ type: "approve" })],
  ])("can be %s, and the run goes on with its plan", async (_, resume) => {
    expect((await say({ command: { resume: resume(job.id) } })).status).toBe(200);
    expect(statuses()).toEqual(["waiting", "running"]);
    expect(given.jobs.store.jobsOfRun(job.runId).at(-1)?.approves).toBe(true);
    expect(await planOf()).toEqual({ subQuestions: planned });
  });

  test.each<[what: string, command: (id: string) => object]>([
    ["no", () => ({ resume: false })],
    ["no in a list", () => ({ resume: [false] })],
    ["no under the id", (id) => ({ resume: { [id]: { type: "ignore" } } })],
    ["a rejection", () => ({ resume: { type: "reject" } })],
    ["to go to the end", () => ({ goto: "__end__" })],
    ["to go to the end, in a list", () => ({ goto: ["__end__"], resume: true })],
  ])("can be %s, which ends the run", async (_, command) => {
    expect(await say({ command: command(job.id) })).toMatchObject({ status: 200, body: { run_id: job.id } });
    expect(statuses()).toEqual(["cancelled"]);
  });

  test("can be another plan, which the run goes on with", async () => {
    const subQuestions = [{ question: "What pulls at the sea?" }];
    expect((await say({ command: { resume: [{ [job.id]: { subQuestions } }] } })).status).toBe(200);
    expect([statuses(), await planOf()]).toEqual([["waiting", "running"], { subQuestions }]);
  });

  test.each<[what: string, command: object, status: number]>([
    ["a word in letters", { resume: "yes" }, 422],
    ["a number", { resume: 1 }, 422],
    ["two words at once", { resume: [true, false] }, 422],
    ["no word at all", { resume: [] }, 422],
    ["a kind that is none", { resume: { type: "edit" } }, 422],
    ["an answer to another", { resume: { "another-id": true } }, 422],
    ["answers, for which nobody asked", { resume: { answers: {} } }, 422],
    ["a plan of nothing", { resume: { subQuestions: [] } }, 400],
    ["a plan that is no list", { resume: { subQuestions: "all" } }, 400],
    ["to go elsewhere", { goto: "draft" }, 422],
    ["to go to the end and elsewhere", { goto: ["__end__", "draft"] }, 422],
  ])("cannot be %s, and the plan waits as it was", async (_, command, status) => {
    expect((await say({ command })).status).toBe(status);
    expect([statuses(), await planOf()]).toEqual([["waiting"], { subQuestions: planned }]);
  });

  test("is found however deep a client wraps it", async () => {
    const body = `{"assistant_id":"research","command":{"resume":${"[".repeat(200_000)}true${"]".repeat(200_000)}}}`;
    const headers = { "content-type": "application/json", "x-api-key": "local read run" };
    const path = `/threads/${given.thread.id}/runs`;
    expect((await given.app.request(path, { method: "POST", headers, body })).status).toBe(200);
    expect(statuses()).toEqual(["waiting", "running"]);
  });

  test("is needed: a run that waits does not go on without", async () => {
    expect(await say({ input: null })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("Answer the plan") },
    });
    expect(statuses()).toEqual(["waiting"]);
  });

  test("is heard once", async () => {
    await say({ command: { resume: true } });
    expect(await say({ command: { resume: true } })).toMatchObject({ status: 409 });
    expect(statuses()).toEqual(["waiting", "running"]);
  });
});

test("a run that failed goes on without a word, and one that is done does not", async () => {
  await say({ command: { resume: true } });
  const second = given.jobs.store.jobsOfRun(job.runId).at(-1) ?? expect.unreachable();
  given.hands.end(second, { state: "failed", message: "No space left." });
  await given.jobs.ended(second.id, new AbortController().signal);
  expect((await say({ input: null })).status).toBe(200);
  const third = given.jobs.store.jobsOfRun(job.runId).at(-1) ?? expect.unreachable();
  given.hands.finish(third);
  await given.jobs.ended(third.id, new AbortController().signal);
  expect(await say({ input: null })).toMatchObject({ status: 409 });
});
