import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createLangChainModel, type ModelCall, textMessage } from "../../src/models/index.ts";
import { chunk, type ModelServer, modelServer, openaiAnswer } from "../support/model-server.ts";

const signal = new AbortController().signal;
const call: ModelCall = {
  messages: [textMessage("system", "You answer briefly."), textMessage("user", "hello there")],
  maxOutputTokens: 64,
  json: false,
};
const picture = {
  type: "image" as const,
  mediaType: "image/png",
  bytes: new Uint8Array([1, 2, 3]),
  width: 1,
  height: 1,
};

describe("the four protocols", () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    mock.onMessage(/hello/, { content: "Good day." });
    await mock.start();
  });
  afterAll(() => mock.stop());

  const endpoints = [
    ["openai:gpt-4o", "/v1"],
    ["openai:gpt-5.2", "/v1"],
    ["anthropic:claude-sonnet-4-5", ""],
    ["google-genai:gemini-2.5-pro", ""],
    ["ollama:llama3.1", ""],
    ["zai:glm-5v-turbo", "/v1"],
  ] as const;
  const cases = endpoints.flatMap(([id, path]) => [true, false].map((streaming) => ({ id, path, streaming })));

  test.each(cases)("$id answers, streaming: $streaming", async ({ id, path, streaming }) => {
    const model = createLangChainModel({ id, url: `${mock.url}${path}`, apiKey: "k", profile: { streaming } });
    const result = await model.complete(call, signal);
    expect(result).toMatchObject({ ok: true, answer: { text: "Good day.", model: id } });
  });
});

describe("a refusal that asks to wait", () => {
  const ids = ["openai:m", "anthropic:m", "google-genai:m", "ollama:m"];
  const cases = ids.flatMap((id) => [true, false].map((streaming) => ({ id, streaming })));

  test.each(cases)("is heeded: $id, streaming: $streaming", async ({ id, streaming }) => {
    const server = await modelServer((response, _, count) => {
      response.writeHead(count === 1 ? 429 : 503, count === 1 ? { "retry-after": "12" } : {});
      response.end('{"error": {"message": "Not now."}}');
    });
    const model = createLangChainModel({ id, url: `${server.url}/v1`, apiKey: "k", profile: { streaming } });
    expect(await model.complete(call, signal)).toMatchObject({ ok: false, retry: { afterMs: 12_000 } });
    expect(await model.complete(call, signal)).toMatchObject({ ok: false, retry: {} });
    await server.close();
  });

  test.each(["<h1>Down</h1>", "", "{"])("leaves stdout alone, whatever its body is: %j", async (body) => {
    const printed = vi.spyOn(console, "log");
    const server = await modelServer((response) => {
      response.writeHead(503, { "content-type": body === "{" ? "application/json" : "text/html", "retry-after": "3" });
      response.end(body);
    });
    const results = ids.map((id) => createLangChainModel({ id, url: server.url, apiKey: "k" }).complete(call, signal));
    for (const result of await Promise.all(results))
      expect(result).toMatchObject({ ok: false, failure: { code: "http-error" }, retry: { afterMs: 3_000 } });
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
    await server.close();
  });

  test("is heeded where Google says it, in the details of the error", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" }];
    const server = await modelServer((response) => {
      response.writeHead(429, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { code: 429, message: "Quota.", status: "RESOURCE_EXHAUSTED", details } }));
    });
    const model = createLangChainModel({ id: "google-genai:m", url: server.url, apiKey: "k" });
    expect(await model.complete(call, signal)).toMatchObject({ ok: false, retry: { afterMs: 34_500 } });
    await server.close();
  });
});

describe("calls of tools", () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    mock.onMessage(/weather/, { toolCalls: [{ name: "get_weather", arguments: '{"city":"Oberau"}' }] });
    await mock.start();
  });
  afterAll(() => mock.stop());
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const tools = [{ name: "get_weather", description: "Tells the weather.", schema }];
  const asking: ModelCall = { ...call, messages: [textMessage("user", "the weather?")], tools };

  const protocols = [
    ["openai:gpt-4o", "/v1"],
    ["anthropic:claude-sonnet-4-5", ""],
    ["google-genai:gemini-2.5-pro", ""],
    ["ollama:llama3.1", ""],
  ] as const;
  const ways = protocols.flatMap(([id, path]) => [true, false].map((streaming) => ({ id, path, streaming })));
  test.each(ways)("$id gives them, streaming: $streaming", async ({ id, path, streaming }) => {
    const model = createLangChainModel({ id, url: `${mock.url}${path}`, apiKey: "k", profile: { streaming } });
    const result = await model.complete(asking, signal);
    expect(result).toMatchObject({ ok: true, answer: { calls: [{ name: "get_weather", input: { city: "Oberau" } }] } });
  });

  const talk: ModelCall["messages"] = [
    textMessage("user", "Look."),
    { role: "assistant", parts: [], calls: [{ id: "s1", name: "get_weather", input: { city: "Oberau" } }] },
    { role: "tool", callId: "s1", parts: [{ type: "text", text: "Sunny." }, picture] },
    textMessage("user", "And?"),
  ];

  test.each(protocols)("%s is sent the conversation with the result of a call", async (id, path) => {
    const server = await modelServer((response) => response.writeHead(400).end("{}"));
    const messages = id.startsWith("anthropic") ? talk : talk.map(withoutPictures);
    await createLangChainModel({ id, url: `${server.url}${path}`, apiKey: "k" }).complete(
      { ...asking, messages },
      signal,
    );
    await server.close();
    const body = JSON.stringify(server.requests[0]?.body);
    expect(body).toMatch(/"get_weather".*Sunny\./s);
    expect(body).not.toMatch(/tool_choice":"(?:any|required)/);
    if (id.startsWith("anthropic"))
      expect(body).toMatch(/"type":"tool_result".*"type":"image"|"type":"image".*"tool_use_id":"s1"/s);
  });

  function withoutPictures(message: ModelCall["messages"][number]) {
    return { ...message, parts: message.parts.filter(({ type }) => type === "text") };
  }

  test.each([
    ["broken JSON", '{"city": "Oberau"', { city: "Oberau" }],
    ["no JSON at all", "Oberau please", {}],
    ["nothing", "", {}],
  ])("arguments that are %s are mended or empty", async (_, written, input) => {
    const server = await modelServer((response) => {
      const fn = { name: "get_weather", arguments: written };
      const message = { role: "assistant", content: null, tool_calls: [{ id: "", type: "function", function: fn }] };
      response.writeHead(200, { "content-type": "application/json" });
      const choices = [{ index: 0, message, finish_reason: "tool_calls" }];
      response.end(JSON.stringify({ id: "x", object: "chat.completion", created: 0, model: "m", choices }));
    });
    const model = createLangChainModel({ id: "vllm:m", url: `${server.url}/v1`, profile: { streaming: false } });
    const result = await model.complete(asking, signal);
    await server.close();
    expect(result).toMatchObject({ ok: true, answer: { calls: [{ name: "get_weather", input }] } });
  });
});

describe("one endpoint in OpenAI's shape", () => {
  let server: ModelServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const start = async (answer: Parameters<typeof modelServer>[0], profile = {}) => {
    server = await modelServer(answer);
    return createLangChainModel({ id: "vllm:m", url: `${server.url}/v1`, profile });
  };

  test("is sent system, user, picture and limits, and is read with its token counts", async () => {
    const model = await start((response, body) => openaiAnswer(response, body, "It shows a bar chart."));
    const parts = [{ type: "text" as const, text: "What is this?" }, picture];
    const result = await model.complete({ ...call, messages: [{ role: "user", parts }], json: true }, signal);
    expect(result).toEqual({
      ok: true,
      answer: {
        text: "It shows a bar chart.",
        model: "vllm:m",
        usage: { inputTokens: 12, cachedTokens: 4, outputTokens: 3, isEstimate: false },
      },
    });
    expect(server?.requests[0]?.body).toMatchObject({
      model: "m",
      max_tokens: 64,
      response_format: { type: "json_object" },
      messages: [
        {
          role: "user",
          content: [{ type: "text" }, { type: "image_url", image_url: { url: "data:image/png;base64,AQID" } }],
        },
      ],
    });
  });

  test("a model without JSON mode is not asked for it", async () => {
    const model = await start((response, body) => openaiAnswer(response, body, "{}"), { jsonMode: "none" });
    await model.complete({ ...call, json: true }, signal);
    expect(server?.requests[0]?.body).not.toHaveProperty("response_format");
  });

  test.each([
    [401, "refused-key", false],
    [402, "budget", false],
    [403, "refused-key", false],
    [404, "not-found", false],
    [429, "rate-limited", true],
    [400, "http-error", false],
    [500, "http-error", true],
    [503, "http-error", true],
  ])("HTTP %i is %s; another try may help: %s", async (status, code, mayRetry) => {
    const model = await start((response) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "It is so.", code: "x" } }));
    });
    const result = await model.complete(call, signal);
    expect(result).toMatchObject({ ok: false, failure: { code, target: "vllm:m" } });
    expect("retry" in result).toBe(mayRetry);
  });

  test("a context that is too small is told apart from a bad request", async () => {
    const model = await start((response) => {
      response.writeHead(400, { "content-type": "application/json" });
      const message = "This model's maximum context length is 8192 tokens, however you requested 9000 tokens.";
      response.end(JSON.stringify({ error: { message } }));
    });
    expect(await model.complete(call, signal)).toMatchObject({ ok: false, failure: { code: "too-large" } });
  });

  const broken: readonly [string, Parameters<typeof modelServer>[0], string, boolean][] = [
    [
      "a stream that ends without an ending",
      (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(chunk({ delta: { content: "The answer is" } }));
      },
      "broken",
      true,
    ],
    [
      "a connection that is cut in the middle",
      (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(chunk({ delta: { content: "The answer is" } }), () => response.destroy());
      },
      "unreachable",
      true,
    ],
    [
      "malformed JSON in the stream",
      (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end('data: {"choices": [{\n\ndata: [DONE]\n\n');
      },
      "broken",
      true,
    ],
    ["an empty answer", (response, body) => openaiAnswer(response, body, ""), "empty", true],
    ["an answer of white space", (response, body) => openaiAnswer(response, body, " \n "), "empty", true],
    [
      "an answer that was cut off at the limit",
      (response, body) => openaiAnswer(response, body, "The", "length"),
      "too-large",
      false,
    ],
    ["a refusal by a filter", (response, body) => openaiAnswer(response, body, "", "content_filter"), "refused", false],
    ["Z.ai's word for a filter", (response, body) => openaiAnswer(response, body, "x", "sensitive"), "refused", false],
    [
      "a page of HTML instead of JSON",
      (response) => {
        response.writeHead(200, { "content-type": "text/html" });
        response.end("<html><body>Sign in</body></html>");
      },
      "empty",
      true,
    ],
  ];

  test.each(broken)("%s is a failure", async (_, answer, code, mayRetry) => {
    const model = await start(answer);
    const result = await model.complete(call, signal);
    expect(result).toMatchObject({ ok: false, failure: { code } });
    expect("retry" in result).toBe(mayRetry);
  });

  test("nobody listening is unreachable, and no key stands in the message", async () => {
    const gone = await modelServer(() => undefined);
    await gone.close();
    const model = createLangChainModel({ id: "vllm:m", url: `${gone.url}/v1`, apiKey: "sk-secret" });
    const result = await model.complete(call, signal);
    expect(result).toMatchObject({ ok: false, failure: { code: "unreachable" }, retry: {} });
    expect(JSON.stringify(result)).not.toContain("sk-secret");
  });

  test("an abort ends a silent call at once, with its reason", async () => {
    const abort = new AbortController();
    const reason = new Error("Stopped by the user.");
    const model = await start((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk({ delta: { content: "I am" } }), () => abort.abort(reason));
    });
    const result = model.complete(call, abort.signal);
    await expect(result).rejects.toBe(reason);
  });
});
