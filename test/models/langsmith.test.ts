import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { awaitAllCallbacks } from "@langchain/core/callbacks/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { keepTracesHere } from "../../src/config.ts";
import { createLangChainModel, textMessage } from "../../src/models/index.ts";
import { type ModelServer, modelServer, openaiAnswer } from "../support/model-server.ts";

let model: ModelServer;
let langsmith: Server;
let traces: number;

beforeAll(async () => {
  model = await modelServer((response, body) => openaiAnswer(response, body, "Good day."));
  langsmith = createServer((request, response) => {
    traces += 1;
    request.resume().on("end", () => response.setHeader("content-type", "application/json").end("{}"));
  });
  await new Promise<void>((resolve) => langsmith.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await model.close();
  langsmith.closeAllConnections();
  await new Promise((resolve) => langsmith.close(resolve));
});
afterEach(() => vi.unstubAllEnvs());

/** Traces that LangSmith gets of a model call in the shell of somebody who traces another project. */
async function tracesOf(more: Readonly<Record<string, string>>): Promise<number> {
  traces = 0;
  const endpoint = `http://127.0.0.1:${(langsmith.address() as AddressInfo).port}`;
  const shell = {
    LANGSMITH_TRACING: "true",
    LANGCHAIN_TRACING_V2: "true",
    LANGSMITH_API_KEY: "k",
    LANGSMITH_ENDPOINT: endpoint,
  };
  for (const [name, value] of Object.entries({ ...shell, ...more })) vi.stubEnv(name, value);
  keepTracesHere();
  const chat = createLangChainModel({ id: "openai:m", url: `${model.url}/v1`, apiKey: "k", profile: {} });
  const call = { messages: [textMessage("user", "hello")], maxOutputTokens: 16, json: false };
  expect(await chat.complete(call, new AbortController().signal)).toMatchObject({ ok: true });
  await awaitAllCallbacks();
  return traces;
}

test("a model call is told to nobody, even where LangChain is set to trace", async () => {
  expect(await tracesOf({})).toBe(0);
});

test("a model call is traced when that was asked of this program", async () => {
  expect(await tracesOf({ EXHIBIT_LANGSMITH: "true" })).toBeGreaterThan(0);
});
