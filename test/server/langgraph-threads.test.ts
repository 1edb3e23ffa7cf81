import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "@langchain/langgraph-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../src/jobs/index.ts";
import { createHands, type Hands } from "../support/hands.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

let hands: Hands;
let server: TemporaryServer;
let client: Client;
let threadId: string;
beforeEach(async () => {
  hands = createHands();
  server = await temporaryServer({ createWorkers: hands.createWorkers });
  client = new Client({ apiUrl: server.url, apiKey: null, callerOptions: { maxRetries: 0 } });
  threadId = (await client.threads.create({ metadata: { owner: "me" } })).thread_id;
});
afterEach(() => server.close());

const input = { messages: [{ id: "m1", role: "user", content: "What grew?" }] };
const signal = () => new AbortController().signal;

/** Creates a run in the thread and gives its job. */
async function begin(payload: object = {}): Promise<Job> {
  const { run_id } = await client.runs.create(threadId, "research", { input, ...payload });
  const job = server.jobs.store.jobById(run_id);
  if (!job) throw new Error("The run was not created.");
  return job;
}

const ended = (job: Job) => server.jobs.ended(job.id, signal());

const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => undefined,
    (error: { status?: number; text?: string }) => ({ status: error.status, ...JSON.parse(error.text ?? "{}") }),
  );

describe("a plan that waits", () => {
  const planOf = async ({ runId }: Job) =>
    JSON.parse(await readFile(join(server.config.out, runId, "plan.json"), "utf8"));

  async function waiting(): Promise<Job> {
    const job = await begin({ config: { configurable: { approval: "ask", thread_id: threadId } } });
    hands.wait(job);
    await ended(job);
    return job;
  }

  test("is an interrupt of its thread, which a plan of the user's resumes once", async () => {
    const job = await waiting();
    expect(await client.threads.get(threadId)).toMatchObject({ status: "interrupted" });
    const state = await client.threads.getState(threadId);
    const value = { type: "approve-plan", subQuestions: [{ question: "What was the revenue?" }] };
    expect(state).toMatchObject({ next: ["approve"], tasks: [{ interrupts: [{ id: job.id, value }] }] });
    const command = { resume: { subQuestions: [{ question: "What was the profit?" }] } };
    const { run_id } = await client.runs.create(threadId, "research", { command });
    expect(await planOf(job)).toEqual(command.resume);
    const rest = server.jobs.store.jobById(run_id);
    expect(rest).toMatchObject({ runId: job.runId, approves: true, after: 1 });
    expect(await refused(client.runs.create(threadId, "research", { command }))).toMatchObject({ status: 409 });
    if (rest) hands.finish(rest);
    expect(await client.runs.join(threadId, run_id)).toMatchObject({ messages: [{ id: "m1" }, { type: "ai" }] });
    const history = await client.threads.getHistory(threadId);
    expect(history.map(({ checkpoint, next }) => [checkpoint.checkpoint_id, next])).toEqual([
      [run_id, []],
      [job.id, ["approve"]],
    ]);
  });

  test("is refused when it cannot be used, and stays as it was", async () => {
    const job = await waiting();
    const command = { resume: { subQuestions: [] } };
    expect(await refused(client.runs.create(threadId, "research", { command }))).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/at least one sub-question/),
    });
    expect(await planOf(job)).toMatchObject({ subQuestions: [{ id: "q1" }] });
    await client.threads.updateState(threadId, { values: { plan: [{ question: "Who gained?" }] } });
    expect(await planOf(job)).toEqual({ subQuestions: [{ question: "Who gained?" }] });
  });

  test("is ended by no, and by a command that goes to the end", async () => {
    const job = await waiting();
    const { run_id } = await client.runs.create(threadId, "research", { command: { resume: false } });
    expect([run_id, server.jobs.store.jobById(run_id)?.status]).toEqual([job.id, "cancelled"]);
    const other = await waiting();
    await client.runs.create(threadId, "research", { command: { goto: "__end__" } });
    expect(server.jobs.store.jobById(other.id)).toMatchObject({ status: "cancelled" });
    expect(await client.threads.get(threadId)).toMatchObject({ status: "idle" });
  });
});

describe("a busy thread", () => {
  const statuses = () => server.jobs.store.jobsOf(threadId).map(({ status }) => status);

  test("refuses, queues, interrupts or forgets, as the client says", async () => {
    await begin();
    expect(await refused(begin({ multitaskStrategy: "reject" }))).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/busy/),
    });
    await begin({ multitaskStrategy: "enqueue" });
    expect(statuses()).toEqual(["running", "queued"]);
    await begin({ multitaskStrategy: "interrupt" });
    await expect.poll(statuses).toEqual(["cancelled", "cancelled", "running"]);
    await begin({ multitaskStrategy: "rollback" });
    await expect.poll(statuses).toEqual(["cancelled", "cancelled", "running"]);
    expect(hands.begun).toHaveLength(3);
  });

  test("lets its run be cancelled, and deleted afterwards", async () => {
    const job = await begin();
    expect(await refused(client.runs.delete(threadId, job.id))).toMatchObject({ status: 409 });
    await client.runs.cancel(threadId, job.id, true);
    expect(await client.runs.get(threadId, job.id)).toMatchObject({ status: "interrupted" });
    await client.runs.delete(threadId, job.id);
    expect(await client.runs.list(threadId)).toEqual([]);
  });

  test("is removed with its work under way, whose place another run takes", async () => {
    const jobs = [await begin()];
    for (let index = 0; index < 4; index++) {
      const run = await client.runs.create(null, "research", { input });
      jobs.push(server.jobs.store.jobById(run.run_id) ?? (jobs[0] as Job));
    }
    expect(hands.begun).toHaveLength(4);
    await client.threads.delete(threadId);
    await expect.poll(() => hands.begun.length).toBe(5);
    expect(await refused(client.threads.get(threadId))).toMatchObject({ status: 404 });
  });

  test("begins a run later when told so", async () => {
    const job = await begin({ afterSeconds: 3_600 });
    expect(await client.runs.get(threadId, job.id)).toMatchObject({ status: "pending" });
    expect(hands.begun).toEqual([]);
  });
});

describe("other assistants", () => {
  const requestOf = async (job: Job) =>
    JSON.parse(await readFile(join(server.config.out, job.runId, "run.json"), "utf8")).request;

  test("make slides of the thread's last report, or of one named, if it is the asker's", async () => {
    expect(await refused(client.runs.create(threadId, "deck", { input }))).toMatchObject({
      detail: expect.stringMatching(/no report/),
    });
    const job = await begin();
    hands.finish(job);
    await ended(job);
    const { run_id } = await client.runs.create(threadId, "deck", { input, context: { slides: 6 } });
    const deck = server.jobs.store.jobById(run_id) as Job;
    const report = join(server.config.out, job.runId);
    expect(await requestOf(deck)).toMatchObject({
      graph: "deck",
      report,
      slides: 6,
      formats: ["html", "pptx"],
      library: [],
    });
    const named = await client.runs.create(null, "deck", { input, context: { report: job.runId } });
    expect(await requestOf(server.jobs.store.jobById(named.run_id) as Job)).toMatchObject({ report });
    expect(await refused(client.runs.create(null, "deck", { input, context: { report: "../x" } }))).toMatchObject({
      status: 404,
    });
  });

  test("look only where the server has a model that sees", async () => {
    expect(await refused(client.runs.create(threadId, "inquiry", { input }))).toMatchObject({
      status: 422,
      detail: expect.stringMatching(/model that sees/),
    });
  });
});

describe("lists", () => {
  test("of threads by metadata, status, ids and page; of runs by status", async () => {
    const job = await begin();
    const other = (await client.threads.create({ metadata: { owner: "you", tags: ["x", "y"] } })).thread_id;
    const ids = async (query: object) => (await client.threads.search(query)).map(({ thread_id }) => thread_id);
    expect(await ids({ metadata: { owner: "me", graph_id: "research" } })).toEqual([threadId]);
    expect(await ids({ metadata: { tags: ["y"] } })).toEqual([other]);
    expect(await ids({ status: "busy" })).toEqual([threadId]);
    expect(await ids({ ids: [other] })).toEqual([other]);
    expect(await ids({ sortBy: "created_at", sortOrder: "asc", limit: 1, offset: 1 })).toHaveLength(1);
    expect(await client.threads.count({ metadata: { owner: "me" } })).toBe(1);
    hands.finish(job);
    await ended(job);
    expect(await client.runs.list(threadId, { status: "success" })).toMatchObject([{ run_id: job.id }]);
    expect(await client.runs.list(threadId, { status: "error" })).toEqual([]);
  });
});

describe("what is refused", () => {
  test("says what to do instead", async () => {
    const refusals = [
      [{ webhook: "https://example.org" }, /webhook/],
      [{ interruptBefore: ["plan"] }, /approval/],
      [{ checkpointId: "earlier" }, /latest state/],
      [{ context: { lenght: "brief" } }, /lenght/],
      [{ input: { messages: [{ role: "user", content: [{ type: "image_url" }] }] } }, /text only/],
      [{ input: {} }, /question/],
    ] as const;
    for (const [payload, detail] of refusals)
      expect(await refused(begin(payload))).toMatchObject({ status: 422, detail: expect.stringMatching(detail) });
    expect(await refused(client.runs.create(threadId, "agent", { input }))).toMatchObject({
      status: 404,
      detail: expect.stringMatching(/research/),
    });
    expect(hands.begun).toEqual([]);
  });

  test("is everything of another tenant, as if it were not there, and work without the scope for it", async () => {
    const job = await begin();
    const as = (name: string) =>
      new Client({ apiUrl: server.url, apiKey: null, defaultHeaders: { authorization: `Bearer ${name}` } });
    const stranger = as("stranger");
    const tries = [
      stranger.threads.get(threadId),
      stranger.threads.getState(threadId),
      stranger.threads.getHistory(threadId),
      stranger.threads.delete(threadId),
      stranger.threads.update(threadId, { metadata: {} }),
      stranger.runs.create(threadId, "research", { input }),
      stranger.runs.get(threadId, job.id),
      stranger.runs.list(threadId),
      stranger.runs.join(threadId, job.id),
      stranger.runs.cancel(threadId, job.id),
      stranger.runs.joinStream(threadId, job.id).next(),
    ];
    expect(await Promise.all(tries.map(refused))).toEqual(
      tries.map(() => expect.objectContaining({ status: 404, detail: expect.any(String) })),
    );
    expect(await stranger.threads.search()).toEqual([]);
    const reader = as("local;read");
    expect(await reader.runs.get(threadId, job.id)).toMatchObject({ status: "running" });
    expect(await refused(reader.runs.cancel(threadId, job.id))).toMatchObject({
      status: 403,
      detail: expect.stringMatching(/scope run/),
    });
    expect(await refused(stranger.threads.create({ threadId }))).toMatchObject({ status: 409 });
  });
});
