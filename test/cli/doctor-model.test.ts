import { mkdtemp, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { probeCommand } from "../../src/cli/commands/doctor-model.ts";
import { loadConfig } from "../../src/config.ts";
import { readProfiles } from "../../src/models/index.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";

const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k", GOOGLE_API_KEY: "k" };
let out = "";
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-doctor-"));
});
afterEach(() => rm(out, { recursive: true, force: true }));

async function doctor(model: string, modelUrl: string) {
  const lines: string[] = [];
  const printer = { isTerminal: false, status: () => undefined, note: () => undefined };
  const config = loadConfig({ cwd: out, out, env });
  const result = (line: string) => lines.push(line);
  const code = await probeCommand({ model, modelUrl }, config, { ...printer, result }, async () => undefined);
  return { code, lines, profile: readProfiles(config.home)[model] };
}

/** What a model answers that can do all. */
function able(prompt: string): string {
  if (prompt.includes("pineapple")) return "pineapple";
  if (prompt.includes('"colour"')) return '{"colour": "red", "count": 3}';
  if (prompt.includes("red square")) return '{"number": "4729", "box": [550, 500, 800, 833]}';
  return prompt.includes("58213") ? "58213" : "I do not know.";
}

describe("a model that can do all", () => {
  const mock = new LLMock({ port: 0, logLevel: "silent" });
  beforeAll(async () => {
    mock.onMessage(/[\s\S]/, (request) => {
      const body = request as unknown as Record<string, unknown>;
      const isResult = request.messages.some(({ role }) => role === "tool");
      const wantsCall = request.tools !== undefined && request.tools.length > 0 && !isResult;
      if (wantsCall) return { toolCalls: [{ name: "draw_picture", arguments: '{"title": "Test"}' }] };
      return { content: isResult ? "4729" : able(promptOf(body)) };
    });
    await mock.start();
  });
  afterAll(() => mock.stop());

  test.each([
    ["openai:gpt-4o", "/v1"],
    ["anthropic:claude-sonnet-4-5", ""],
    ["google-genai:gemini-2.5-pro", ""],
    ["ollama:qwen3-vl", ""],
  ])("%s: everything is found and kept", async (model, path) => {
    const { code, lines, profile } = await doctor(model, `${mock.url}${path}`);
    expect(lines.filter((line) => !line.startsWith("ok"))).toEqual([expect.stringContaining("kept in")]);
    expect(lines.map((line) => /^ok {4}([^:]+)/.exec(line)?.[1] ?? "")).toEqual([
      ...["answers", "JSON", "sight", "coordinates", "tools", "pictures in tool results", "context", "reasoning", ""],
    ]);
    expect(code).toBe(0);
    expect(profile).toEqual({
      vision: true,
      coordinates: "thousand",
      toolChoice: "any",
      toolCalls: true,
      toolImages: expect.any(Boolean),
    });
  });
});

describe("an endpoint that cannot do all", () => {
  let server: ModelServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const refuse = (response: ServerResponse, status: number, message: string) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message } }));
  };
  const start = async (answer: Parameters<typeof modelServer>[0]) => {
    server = await modelServer(answer);
    return `${server.url}/v1`;
  };

  test("refuses JSON mode, pictures and tools and cuts long prompts: all is kept, and measured anew each time", async () => {
    let isOld = true;
    const url = await start((response, body) => {
      const text = JSON.stringify(body);
      if (isOld && body.response_format) return refuse(response, 400, "response_format is not supported");
      if (isOld && text.includes("image_url")) return refuse(response, 400, "this model takes text only");
      if (body.tools) return refuse(response, 400, "tools are not supported");
      openaiAnswer(response, body, text.length > 30_000 ? "I do not know." : able(promptOf(body)));
    });
    const first = await doctor("vllm:m", url);
    expect(first.profile).toEqual({
      jsonMode: "none",
      vision: false,
      toolChoice: "none",
      toolCalls: false,
      toolImages: false,
      contextTokens: 8_000,
    });
    expect(first.code).toBe(0);
    isOld = false;
    const second = await doctor("vllm:m", url);
    expect(second.profile).toMatchObject({ vision: true, coordinates: "thousand" });
    expect(second.profile).not.toHaveProperty("jsonMode");
  });

  test("calls tools when it likes to, and takes no pictures in their results", async () => {
    const url = await start((response, body) => {
      if (body.tool_choice !== undefined) return refuse(response, 400, "tool_choice must be auto");
      const text = JSON.stringify(body);
      if (text.includes('"role":"tool"')) return refuse(response, 400, "content of a tool message must be text");
      if (!body.tools) return openaiAnswer(response, body, able(promptOf(body)));
      const call = { id: "c1", type: "function", function: { name: "draw_picture", arguments: '{"title": "Test"}' } };
      const message = { role: "assistant", content: null, tool_calls: [call] };
      const choices = [{ index: 0, message, finish_reason: "tool_calls" }];
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ id: "x", object: "chat.completion", created: 0, model: "m", choices }));
    });
    const { profile, lines } = await doctor("vllm:m", url);
    expect(profile).toMatchObject({ toolChoice: "auto", toolImages: false });
    expect(lines.join("\n")).toMatch(/pictures in tool results: not taken/);
  });

  test("breaks down after the first answer: nothing is kept of what could not be tested", async () => {
    const url = await start((response, body, count) =>
      count === 1 ? openaiAnswer(response, body, "pineapple") : refuse(response, 503, "overloaded"),
    );
    const { code, profile, lines } = await doctor("vllm:m", url);
    expect(lines.filter((line) => line.includes("could not be tested")).length).toBe(4);
    expect(profile).toEqual({});
    expect(code).toBe(0);
  });

  test("is not there: it says so and keeps nothing", async () => {
    const url = await start((response) => response.destroy());
    const { code, profile, lines } = await doctor("vllm:m", url);
    expect(lines).toEqual([expect.stringMatching(/^MISS {2}answers: The model vllm:m could not be reached/)]);
    expect({ code, profile }).toEqual({ code: 1, profile: undefined });
  });
});
