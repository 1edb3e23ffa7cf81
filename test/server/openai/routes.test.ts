import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job, JobEnd } from "../../../src/jobs/index.ts";
import { sampleReport } from "../../support/sample-report.ts";
import { type TemporaryApp, temporaryApp } from "../../support/temporary-app.ts";

const messages = [{ role: "user", content: "Why tides?" }];
let given: TemporaryApp;
beforeEach(async () => {
  given = await temporaryApp();
});
afterEach(() => given.close());

/** The job that was begun last, once there are so many. */
async function begunJob(count = 1): Promise<Job> {
  await expect.poll(() => given.hands.begun).toHaveLength(count);
  const job = given.jobs.store.jobById(given.hands.begun.at(-1) ?? "");
  if (!job) throw new Error("no job");
  return job;
}
/** Ends with a report and what its models used. */
async function finish(job: Job): Promise<void> {
  const at = (name: string) => join(given.config.out, job.runId, name);
  const record = JSON.parse(await readFile(at("run.json"), "utf8")) as object;
  await writeFile(at("run.json"), JSON.stringify({ ...record, usage: { inputTokens: 7, outputTokens: 5 } }));
  await writeFile(at("report.json"), JSON.stringify(sampleReport));
  given.hands.end(job, { state: "done", outcome: "complete" });
  await given.jobs.ended(job.id, new AbortController().signal);
}
const failed: JobEnd = { state: "failed", message: "No space left." };

/** What a stream tells, one value a frame; `[DONE]` as a text. */
async function streamed(path: string, body: object) {
  const response = await given.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": "local read run" },
    body: JSON.stringify(body),
  });
  const frames = async () =>
    [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = ""]): Record<string, unknown> | string =>
      data === "[DONE]" ? data : (JSON.parse(data) as Record<string, unknown>),
    );
  return { response, frames };
}

describe("a chat", () => {
  test("names its run in its headers, so that a client that lost it can ask", async () => {
    const { response, frames } = await streamed("/v1/chat/completions", { messages, stream: true });
    const job = await begunJob();
    expect(response.headers.get("x-exhibit-job")).toBe(job.id);
    expect(decodeURIComponent(response.headers.get("x-exhibit-run") ?? "")).toBe(job.runId);
    await finish(job);
    expect((await frames()).at(-1)).toBe("[DONE]");
  });

  test.each([
    [undefined, 0],
    [{ include_usage: false }, 0],
    [{ include_usage: true }, 1],
  ])("with %j tells what was used %i times, and last", async (stream_options, times) => {
    const { frames } = await streamed("/v1/chat/completions", { messages, stream: true, stream_options });
    await finish(await begunJob());
    const told = (await frames()).filter((one) => typeof one === "object");
    const used = told.filter(({ usage }) => usage);
    expect(used).toHaveLength(times);
    if (times > 0)
      expect(told.at(-1)).toMatchObject({
        choices: [],
        usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
      });
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  });

  test("whose run fails says why, in a stream and at once, and does not look finished", async () => {
    const error = { message: "No space left.", type: "server_error", code: "run_failed" };
    const { frames } = await streamed("/v1/chat/completions", { messages, stream: true });
    given.hands.end(await begunJob(), failed);
    const told = await frames();
    expect(told.at(-1)).toEqual({ error });
    expect(told).not.toContain("[DONE]");
    const whole = given.ask("POST /v1/chat/completions", { messages });
    given.hands.end(await begunJob(2), failed);
    expect(await whole).toMatchObject({ status: 500, body: { error } });
  });

  test("goes on in the conversation that its last answer came from, if that is the asker's own", async () => {
    const first = given.ask("POST /v1/chat/completions", { messages });
    const job = await begunJob();
    await finish(job);
    await first;
    const link = `See [the report](http://x/artifacts/${encodeURIComponent(job.runId)}/report.html).`;
    const asked = [...messages, { role: "assistant", content: link }, { role: "user", content: "And the Moon?" }];
    const own = given.ask("POST /v1/chat/completions", { messages: asked });
    const next = await begunJob(2);
    expect(next.threadId).toBe(job.threadId);
    given.hands.end(next, failed);
    await own;
    const other = given.ask("POST /v1/chat/completions", { messages: asked }, { tenant: "lab" });
    const theirs = await begunJob(3);
    expect([theirs.threadId === job.threadId, theirs.tenant]).toEqual([false, "lab"]);
    given.hands.end(theirs, failed);
    await other;
  });

  test("asks nothing back, whatever its settings say", async () => {
    const exhibit = { clarify: true, approval: "ask", length: "brief", formats: ["md"] };
    const asked = given.ask("POST /v1/chat/completions", { messages, exhibit });
    const job = await begunJob();
    const { request } = JSON.parse(await readFile(join(given.config.out, job.runId, "run.json"), "utf8"));
    expect(request).toMatchObject({ approval: "auto", length: "brief", formats: ["md"] });
    expect(request).not.toHaveProperty("clarify");
    given.hands.end(job, failed);
    await asked;
  });

  test("is refused in the shape that its clients read, and begins nothing", async () => {
    const wrong: readonly (readonly [body: object, status: number])[] = [
      [{ messages: [] }, 400],
      [{ messages: "Why?" }, 400],
      [{ messages: [{ role: "user", content: " " }] }, 400],
      [{ messages: [{ role: "user", content: null }] }, 400],
      [{ messages, model: "gpt" }, 404],
      [{ messages, exhibit: { lenght: "brief" } }, 400],
    ];
    for (const [body, status] of wrong) {
      const answer = await given.ask("POST /v1/chat/completions", body);
      expect(answer).toMatchObject({ status, body: { error: { type: "invalid_request_error", param: null } } });
    }
    const reader = await given.ask("POST /v1/chat/completions", { messages }, { scopes: ["read"] });
    expect(reader).toMatchObject({ status: 403, body: { error: { type: "permission_error" } } });
    expect(given.hands.begun).toEqual([]);
  });
});

describe("a response", () => {
  const respond = (changes: object = {}) =>
    given.ask<{ readonly id: string; readonly status: string }>("POST /v1/responses", {
      input: "Why tides?",
      ...changes,
    });

  test("in the background is told as it stands, until it is whole", async () => {
    const { body } = await respond({ background: true, metadata: { team: "a" } });
    expect(body).toMatchObject({ status: "in_progress", background: true, metadata: { team: "a" }, output: [] });
    await finish(await begunJob());
    expect((await given.ask(`GET /v1/responses/${body.id}`)).body).toMatchObject({
      ...{ status: "completed", metadata: { team: "a" }, usage: { input_tokens: 7, total_tokens: 12 } },
      output: [{ type: "message", status: "completed" }],
    });
  });

  test("that is waited for tells its failure as what it is", async () => {
    const asked = respond();
    given.hands.end(await begunJob(), failed);
    expect(await asked).toMatchObject({
      status: 200,
      body: { status: "failed", error: { message: "No space left." } },
    });
  });

  test("is cancelled once, and what is over stays as it was", async () => {
    const { body } = await respond({ background: true });
    for (const _ of [1, 2])
      expect((await given.ask(`POST /v1/responses/${body.id}/cancel`)).body).toMatchObject({ status: "cancelled" });
    const done = (await respond({ background: true })).body;
    await finish(await begunJob(2));
    expect((await given.ask(`POST /v1/responses/${done.id}/cancel`)).body).toMatchObject({ status: "completed" });
  });

  test("is nobody else's, to read, to cancel or to go on from", async () => {
    const { body } = await respond({ background: true });
    const other = { tenant: "lab" };
    const asks = [
      given.ask(`GET /v1/responses/${body.id}`, undefined, other),
      given.ask(`GET /v1/responses/${body.id}?stream=true`, undefined, other),
      given.ask(`POST /v1/responses/${body.id}/cancel`, undefined, other),
      given.ask("POST /v1/responses", { input: "And?", previous_response_id: body.id }, other),
    ];
    for (const answer of await Promise.all(asks))
      expect(answer).toMatchObject({ status: 404, body: { error: { message: `There is no response ${body.id}.` } } });
    expect(given.hands.begun).toHaveLength(1);
  });

  test.each(["x", "1.5", "1e400"])("is not streamed after “%s”, which is no number of an event", async (after) => {
    const { body } = await respond({ background: true });
    const answer = await given.ask(`GET /v1/responses/${body.id}?stream=true&starting_after=${after}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { type: "invalid_request_error" } } });
  });
});
