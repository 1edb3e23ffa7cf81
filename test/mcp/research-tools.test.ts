import type { Client } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../src/jobs/index.ts";
import { type McpBench, mcpBench, patientMs, saidBy } from "../support/mcp-client.ts";

let bench: McpBench;
let client: Client;
beforeEach(async () => {
  bench = await mcpBench();
  client = await bench.connect();
});
afterEach(() => bench.close());

const call = (name: string, input: Record<string, unknown>, of = client, options: object = {}) =>
  of.callTool({ name, arguments: input }, { timeout: patientMs, ...options });
const stateFrom = async (name: string, input: Record<string, unknown>, options: object = {}) =>
  (await call(name, input, client, options)).structuredContent as Record<string, unknown> | undefined;
const start = (input: object = {}, options: object = {}) =>
  stateFrom("start_research", { question: "Why tides?", ...input }, options);
/** The latest job, once it is at work. */
async function begunJob(count = 1): Promise<Job> {
  await expect.poll(() => bench.hands.begun).toHaveLength(count);
  const job = bench.jobs.store.jobById(bench.hands.begun.at(-1) ?? "");
  if (!job) throw new Error("no job");
  return job;
}
const refusal = async (name: string, input: Record<string, unknown>, of = client) => {
  const answer = await call(name, input, of);
  expect(answer.isError).toBe(true);
  return saidBy(answer);
};

describe("the tools that a client sees", () => {
  const namesFor = async (...scopes: readonly ("read" | "run")[]) =>
    (await (await bench.connect({ scopes })).listTools()).tools.map(({ name }) => name);

  test("are those that look, where its token may only read", async () => {
    expect((await namesFor("read")).sort()).toEqual(["get_report", "get_research", "verify"]);
  });

  test("are all, but for searches that the server does not have, where it may run", async () => {
    const names = await namesFor("read", "run");
    for (const name of ["start_research", "answer_research", "cancel_research", "see", "calculate", "search_library"])
      expect(names).toContain(name);
    for (const name of ["search_web", "search_images", "search_scholar"]) expect(names).not.toContain(name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("cannot be called where they are not seen", async () => {
    const reader = await bench.connect({ scopes: ["read"] });
    await expect(call("start_research", { question: "Why?" }, reader)).rejects.toThrow(/start_research/);
    expect(bench.hands.begun).toEqual([]);
  });

  test("say of themselves whether they change anything", async () => {
    const { tools } = await client.listTools();
    const hints = new Map(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]));
    for (const name of ["get_research", "get_report", "verify", "see", "calculate"]) expect(hints.get(name)).toBe(true);
    for (const name of ["start_research", "answer_research", "cancel_research"]) expect(hints.get(name)).toBe(false);
  });
});

describe("research that is started", () => {
  test("is answered at once with an id to ask again with", async () => {
    expect(await start()).toMatchObject({
      id: expect.any(String),
      status: expect.stringMatching(/queued|running/),
      question: "Why tides?",
      plan: [],
      pollAfterMs: 5_000,
    });
    expect(await begunJob()).toMatchObject({ question: "Why tides?", tenant: "local" });
  });

  test.each<[input: object, said: RegExp]>([
    [{ question: "" }, /question/],
    [{ question: "?!" }, /empty/],
    [{ question: "x".repeat(4_001) }, /question/],
    [{ libraries: ["/etc"] }, /no library \/etc; this server has: mini/],
    [{ approval: "ask" }, /approval/],
    [{ lenght: "brief" }, /lenght/],
    [{ wait_seconds: 51 }, /wait_seconds/],
    [{ wait_seconds: -1 }, /wait_seconds/],
  ])("is refused for %j as a result that says why, and nothing begins", async (input, said) => {
    expect(await refusal("start_research", { question: "Why tides?", ...input })).toMatch(said);
    expect(bench.hands.begun).toEqual([]);
  });

  test("is followed to its end by a call that waits, which tells what happens meanwhile", async () => {
    const told: string[] = [];
    const onprogress = ({ message = "" }) => void told.push(message);
    const started = start({ wait_seconds: 50 }, { onprogress });
    const job = await begunJob();
    bench.hands.tell(job, { type: "stage-start", stage: "gather" });
    await expect.poll(() => told.join("\n")).toMatch(/Gathering/);
    bench.hands.finish(job);
    expect(await started).toMatchObject({
      ...{ id: job.runId, status: "done", outcome: "complete" },
      report: `report://${encodeURIComponent(job.runId)}`,
      page: `http://x/${job.runId}/report.html`,
    });
    expect(await started).not.toHaveProperty("pollAfterMs");
  });

  test("goes on when the time to wait is over, and when its caller gives up", async () => {
    const state = await start({ wait_seconds: 0.05 });
    expect(state).toMatchObject({ status: "running", pollAfterMs: 5_000 });
    const job = await begunJob();
    const leaving = new AbortController();
    const left = expect(
      call("get_research", { id: job.runId, wait_seconds: 50 }, client, { signal: leaving.signal }),
    ).rejects.toThrow();
    leaving.abort(new Error("The user left."));
    await left;
    expect(bench.jobs.store.jobById(job.id)?.status).toBe("running");
    bench.hands.finish(job);
    await bench.jobs.ended(job.id, new AbortController().signal);
    expect(await stateFrom("get_research", { id: job.runId })).toMatchObject({ status: "done" });
  });

  test("tells the plan and the last of what happened, and no place on the server's disk", async () => {
    await start();
    const job = await begunJob();
    bench.hands.tell(job, { type: "plan-end", subQuestions: [{ id: "q1", question: "What pulls?", queries: [] }] });
    for (let at = 0; at < 30; at++)
      bench.hands.tell(job, { type: "warning", message: `Something was slow, time ${at}.` });
    const path = `${bench.config.out}/${job.runId}/report.md`;
    bench.hands.tell(job, { type: "artifact-written", format: "md", path, bytes: 1 });
    const state = await stateFrom("get_research", { id: job.runId });
    expect(state?.plan).toEqual(["What pulls?"]);
    const progress = state?.progress;
    if (!Array.isArray(progress)) throw new Error("no progress");
    expect(progress.length).toBeLessThanOrEqual(12);
    expect(progress.at(-1)).toContain("time 29");
    expect(JSON.stringify(state)).not.toContain(bench.config.out);
  });

  test("that failed says why", async () => {
    await start();
    const job = await begunJob();
    bench.hands.end(job, { state: "failed", message: "No space left." });
    await bench.jobs.ended(job.id, new AbortController().signal);
    expect(await stateFrom("get_research", { id: job.runId })).toMatchObject({
      status: "failed",
      message: "No space left.",
    });
  });
});

describe("research of another tenant", () => {
  test.each([
    ["get_research", {}],
    ["answer_research", {}],
    ["cancel_research", {}],
    ["get_report", {}],
    ["verify", {}],
  ])("looks to %s as if it were not there", async (name, input) => {
    await start();
    const job = await begunJob();
    const other = await bench.connect({ tenant: "lab" });
    const said = await refusal(name, { id: job.runId, ...input }, other);
    expect(said).toBe(
      await refusal(name, { id: "never-was", ...input }, other).then((text) => text.replace("never-was", job.runId)),
    );
    expect(bench.jobs.store.jobById(job.id)?.status).toBe("running");
  });
});

describe("research that is ended", () => {
  test("before it began is cancelled either way, and ending it twice changes nothing", async () => {
    for (const withReport of [true, false]) {
      const { id } = (await start()) ?? {};
      const job = bench.jobs.store.jobsOfRun(String(id)).at(-1);
      if (!job) throw new Error("no job");
      bench.jobs.store.change(job.id, { status: "queued" }, job.updated);
      for (const _ of [1, 2])
        expect(await stateFrom("cancel_research", { id, with_report: withReport })).toMatchObject({
          status: "cancelled",
        });
    }
  });

  test("at work stops at once without a report", async () => {
    await start();
    const job = await begunJob();
    await stateFrom("cancel_research", { id: job.runId, with_report: false });
    await expect.poll(() => bench.jobs.store.jobById(job.id)?.status).toBe("cancelled");
  });

  test("when it is over stays as it was", async () => {
    await start();
    const job = await begunJob();
    bench.hands.finish(job);
    await bench.jobs.ended(job.id, new AbortController().signal);
    for (const withReport of [true, false])
      expect(await stateFrom("cancel_research", { id: job.runId, with_report: withReport })).toMatchObject({
        status: "done",
      });
  });
});

test("answers are taken only by a run that waits for them", async () => {
  await start();
  const job = await begunJob();
  const answer = () => refusal("answer_research", { id: job.runId, answers: { period: null } });
  expect(await answer()).toMatch(/waits for no answers; get_research tells where it is/);
  bench.hands.wait(job);
  await bench.jobs.ended(job.id, new AbortController().signal);
  expect(await answer()).toMatch(/waits for no answers/);
  expect(bench.jobs.store.jobsOfRun(job.runId)).toHaveLength(1);
});
