import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRunRecord, openRunFolder } from "../../src/runs/index.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

let server: TemporaryServer;
let threadId: string;
let firstRun: string;

const post = async <Value>(path: string, body: unknown): Promise<Value> => {
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Value;
};
const requestOfLast = async () => {
  const runId = server.jobs.store.jobsOf(threadId).at(-1)?.runId ?? "";
  return (await loadRunRecord(await openRunFolder(join(server.config.out, runId)))).request;
};

beforeAll(async () => {
  server = await temporaryServer();
  const job = await server.submit();
  expect(await server.jobs.ended(job.id, new AbortController().signal)).toMatchObject({ status: "done" });
  threadId = job.threadId;
  firstRun = job.runId;
});
afterAll(() => server.close());

describe("a question in a conversation with a finished run", () => {
  const ask = (question: string, context = {}) =>
    post(`/threads/${threadId}/runs`, { assistant_id: "research", input: { question }, context });

  test("goes on from it, briefly and to be read at once", async () => {
    await ask("And Velden?");
    expect(await requestOfLast()).toMatchObject({ follows: firstRun, length: "brief", formats: ["md", "html"] });
  });

  test("stands alone when the user says so", async () => {
    await ask("And Velden?", { fresh: true, formats: ["md"] });
    expect(await requestOfLast()).not.toHaveProperty("follows");
  });

  test("goes on by the links of an answer in the OpenAI protocol too", async () => {
    const answer = `See http://127.0.0.1/artifacts/${firstRun}/report.md`;
    const messages = [
      { role: "user", content: "x" },
      { role: "assistant", content: answer },
      { role: "user", content: "And operating income in 2021?" },
    ];
    await post("/v1/chat/completions", { model: "exhibit", messages });
    expect(await requestOfLast()).toMatchObject({ follows: expect.any(String), length: "brief" });
  });
});
