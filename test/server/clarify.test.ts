import { Client } from "@langchain/langgraph-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeAnswers } from "../../src/research/index.ts";
import { findRun } from "../../src/runs/index.ts";
import type { ClarificationsView, JobView, PlanView } from "../../src/server/api-types.ts";
import { temporaryJobs } from "../support/temporary-jobs.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

const question = "How did Norda develop?";
const input = { question };

let server: TemporaryServer;
let client: Client;
beforeAll(async () => {
  server = await temporaryServer();
  client = new Client({ apiUrl: server.url, apiKey: null, callerOptions: { maxRetries: 0 } });
});
afterAll(() => server.close());

interface Interrupts {
  readonly next: readonly string[];
  readonly interrupts: readonly { readonly id: string; readonly value: Readonly<Record<string, unknown>> }[];
}

const stateOf = async (threadId: string) => (await client.threads.getState(threadId)) as unknown as Interrupts;
const json = async <Value>(path: string): Promise<Value> =>
  (await (await fetch(`${server.url}${path}`)).json()) as Value;
const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => undefined,
    (error: { status?: number; text?: string }) => ({ status: error.status, ...JSON.parse(error.text ?? "{}") }),
  );

/** A thread whose run stands where it asks. */
async function askedThread(settings: object = {}): Promise<{ threadId: string; jobId: string }> {
  const { thread_id: threadId } = await client.threads.create();
  const context = { clarify: true, formats: ["md"], ...settings };
  const { run_id: jobId } = await client.runs.create(threadId, "research", { input, context });
  await client.runs.join(threadId, jobId);
  return { threadId, jobId };
}

/** Sends a command and waits until the run waits again or ends. */
async function resume(threadId: string, value: unknown): Promise<string> {
  const { run_id } = await client.runs.create(threadId, "research", { command: { resume: value } });
  await client.runs.join(threadId, run_id);
  return run_id;
}

describe("what is unclear, over the LangGraph API", () => {
  test("is an interrupt, whose answers lead to the plan and to the report", async () => {
    const { threadId, jobId } = await askedThread({ approval: "ask" });
    const state = await stateOf(threadId);
    expect(state).toMatchObject({
      next: ["clarify"],
      interrupts: [{ id: jobId, value: { type: "clarify", clarifications: [{ id: "measure" }, { id: "period" }] } }],
      values: { __interrupt__: [{ id: jobId }] },
    });
    expect(await client.threads.get(threadId)).toMatchObject({ status: "interrupted" });
    const asked = await json<ClarificationsView>(`/api/jobs/${jobId}/clarifications`);
    expect(asked.clarifications[0]).toMatchObject({ question: "What about Norda do you want to know?" });
    expect((await fetch(`${server.url}/api/jobs/${jobId}/plan`)).status).toBe(404);

    const answered = await resume(threadId, { answers: { measure: "revenue", period: null } });
    expect(await stateOf(threadId)).toMatchObject({
      next: ["approve"],
      interrupts: [{ value: { type: "approve-plan" } }],
    });
    const plan = await json<PlanView>(`/api/jobs/${answered}/plan`);
    expect(JSON.stringify(plan.subQuestions)).toContain("Norda revenue");
    expect(plan).toMatchObject({
      clarified: [{ question: "What about Norda do you want to know?", answer: "revenue" }],
      assumptions: expect.arrayContaining(["All times that the sources cover count."]),
    });

    await resume(threadId, true);
    const { values } = await client.threads.getState(threadId);
    expect(values).toMatchObject({ report: { artifacts: [{ format: "md" }] } });
    expect(JSON.stringify(values)).toMatch(/240/);
    const jobs = await json<readonly JobView[]>(`/api/jobs?thread=${threadId}`);
    expect(jobs.map(({ status, waitsFor, approves }) => [status, waitsFor, approves])).toEqual([
      ["waiting", "clarify", false],
      ["waiting", "approve", false],
      ["done", undefined, true],
    ]);
  });

  test("goes on as assumed at a yes, and ends at a no", async () => {
    const yes = await askedThread();
    await resume(yes.threadId, true);
    const { values } = await client.threads.getState(yes.threadId);
    expect(values).toMatchObject({ report: { title: expect.any(String) } });
    const no = await askedThread();
    await client.runs.create(no.threadId, "research", { command: { resume: false } });
    expect(server.jobs.store.jobById(no.jobId)).toMatchObject({ status: "cancelled" });
  });

  test("refuses what is no answer, says what is one, and waits on", async () => {
    const { threadId, jobId } = await askedThread();
    const send = (value: unknown) => refused(client.runs.create(threadId, "research", { command: { resume: value } }));
    for (const [value, status, detail] of [
      [{ answers: { colour: "red" } }, 400, /nothing called "colour" was asked; there is: measure, period/],
      [{ answers: { measure: 7 } }, 400, /the answer to "measure" must be a text, or null/],
      [{ answers: { measure: "x".repeat(301) } }, 400, /has 301 characters, and at most 300/],
      [{ answers: "revenue" }, 400, /must be an object of answers by id/],
      [{ subQuestions: [{ question: "What?" }] }, 422, /command\.resume: \{ answers/],
      ["revenue", 422, /command\.resume: \{ answers/],
    ] as const)
      expect([value, await send(value)]).toEqual([
        value,
        expect.objectContaining({ status, detail: expect.stringMatching(detail) }),
      ]);
    const change = client.threads.updateState(threadId, { values: { plan: [{ question: "What?" }] } });
    expect(await refused(change)).toMatchObject({ status: 409 });
    expect(server.jobs.store.jobById(jobId)).toMatchObject({ status: "waiting", waitsFor: "clarify" });
    await resume(threadId, { [jobId]: { answers: { measure: "revenue" } } });
    expect(server.jobs.store.jobsOf(threadId).at(-1)).toMatchObject({ status: "done" });
  });

  test("is no answer to a plan", async () => {
    const { thread_id } = await client.threads.create();
    const plain = { question: "What was the revenue of Norda in 2022?" };
    const context = { clarify: true, approval: "ask", formats: ["md"] };
    const { run_id } = await client.runs.create(thread_id, "research", { input: plain, context });
    await client.runs.join(thread_id, run_id);
    expect(await stateOf(thread_id)).toMatchObject({ next: ["approve"] });
    const command = { resume: { answers: {} } };
    expect(await refused(client.runs.create(thread_id, "research", { command }))).toMatchObject({
      status: 422,
      detail: expect.stringContaining("subQuestions"),
    });
    await client.runs.create(thread_id, "research", { command: { resume: false } });
  });
});

describe("over OpenAI's protocol nothing is asked back", () => {
  test("a question that is unclear is answered as assumed", async () => {
    const body = {
      model: "exhibit",
      messages: [{ role: "user", content: question }],
      exhibit: { clarify: true, formats: ["md"] },
    };
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(await response.json()).toMatchObject({ choices: [{ finish_reason: "stop" }] });
  });
});

test("what waits for answers outlives the server, and answers given before it went on are kept", async () => {
  const given = await temporaryJobs();
  const signal = AbortSignal.timeout(120_000);
  try {
    const { id, runId } = await given.submit({ question, clarify: true, approval: "ask" });
    await given.jobs.ended(id, signal);
    // The server dies after the answers were written and before the run went on.
    await writeAnswers({ measure: "revenue" }, await findRun(runId, given.config.out));
    await given.jobs.close();
    const jobs = await given.reopen();
    const waiting = jobs.store.jobById(id);
    expect(waiting).toMatchObject({ status: "waiting", waitsFor: "clarify" });
    if (!waiting) throw new Error("the job is gone");
    await writeAnswers({ measure: "operating income" }, await findRun(runId, given.config.out));
    const answered = await jobs.goOn(waiting);
    expect(answered.approves).toBe(false);
    expect(await jobs.ended(answered.id, signal)).toMatchObject({ status: "waiting", waitsFor: "approve" });
    const folder = await findRun(runId, given.config.out);
    expect(JSON.stringify(await folder.readJson("plan.json"))).toContain("Norda operating income");
  } finally {
    await given.close();
  }
});
