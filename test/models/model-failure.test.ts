import { describe, expect, test, vi } from "vitest";
import { failedAnswer, failureOfThrown } from "../../src/models/model-failure.ts";

const id = "openai:gpt-4o";

/** An error as an adapter throws it: a message and whatever fields its library adds. */
function thrown(message: string, fields: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(new Error(message), fields);
}

const codeOf = (error: unknown): string => {
  const failed = failureOfThrown(error, id);
  return `${failed.failure.code}${failed.retry ? ", again" : ""}`;
};

describe("what a status means", () => {
  test.each([
    [400, "http-error"],
    [401, "refused-key"],
    [402, "budget"],
    [403, "refused-key"],
    [404, "not-found"],
    [408, "http-error, again"],
    [409, "http-error, again"],
    [413, "http-error"],
    [422, "http-error"],
    [429, "rate-limited, again"],
    [500, "http-error, again"],
    [503, "http-error, again"],
    // Anthropic's "overloaded".
    [529, "http-error, again"],
  ])("HTTP %i is %s", (status, expected) => {
    expect(codeOf(thrown("it failed", { status }))).toBe(expected);
  });

  test.each([
    ["status", { status: 429 }],
    ["statusCode", { statusCode: 429 }],
    ["status_code", { status_code: 429 }],
    ["response.status", { response: { status: 429 } }],
    ["a word for a status beside a number", { status: "RESOURCE_EXHAUSTED", statusCode: 429 }],
  ])("is read from %s", (_, fields) => {
    expect(codeOf(thrown("it failed", fields))).toBe("rate-limited, again");
  });

  test.each([
    ["[GoogleGenerativeAI Error]: Error fetching from https://x: [429 Too Many Requests] Quota", "rate-limited, again"],
    ["[GoogleGenerativeAI Error]: [403 Forbidden] Method not allowed", "refused-key"],
    ["[503 Service Unavailable] The model is overloaded", "http-error, again"],
  ])("is read from the text %j", (message, expected) => {
    expect(codeOf(thrown(message))).toBe(expected);
  });

  test("is not read from any number in brackets", () => {
    expect(codeOf(thrown("row [404] is missing a comma"))).toBe("broken, again");
  });
});

describe("a prompt that is too long", () => {
  test.each([
    "This model's maximum context length is 128000 tokens. However, your messages resulted in 130912 tokens.",
    "prompt is too long: 208310 tokens > 200000 maximum",
    "the request exceeds the available context size: context window is 4096",
    "Too many input tokens: 40960",
    "context_length_exceeded",
  ])("is known from %j, and is not sent again", (message) => {
    expect(codeOf(thrown(message, { status: 400 }))).toBe("too-large");
  });

  test("is told as such although the status alone would be a server's error", () => {
    expect(codeOf(thrown("context length exceeded", { status: 500 }))).toBe("too-large");
  });
});

describe("without an answer", () => {
  test.each([
    ["fetch failed", { cause: { code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:11434" } }],
    ["request to http://box.lan failed", { code: "ENOTFOUND" }],
    ["Connection error.", {}],
    ["other side closed", { code: "UND_ERR_SOCKET" }],
    ["terminated", {}],
  ])("%j means that the model could not be reached", (message, fields) => {
    expect(codeOf(thrown(message, fields))).toBe("unreachable, again");
  });

  test("time that is over is told with its length, and tried again", () => {
    const failed = failureOfThrown(new DOMException("nothing came for 90 s", "TimeoutError"), id);
    expect(failed).toMatchObject({ retry: {}, failure: { code: "timeout" } });
    expect(failed.failure.message).toBe("The model openai:gpt-4o did not answer: nothing came for 90 s.");
  });

  test.each([["a word"], [undefined], [null], [42], [{}], [Object.create(null)]])(
    "something else that was thrown (%j) is a failure too",
    (error) => expect(codeOf(error)).toBe("broken, again"),
  );
});

describe("how long to wait", () => {
  const waitOf = (headers: unknown) =>
    failureOfThrown(thrown("slow down", { status: 429, headers }), id).retry?.afterMs;

  test.each([
    ["seconds", { "retry-after": "7" }, 7_000],
    ["no seconds", { "retry-after": "0" }, 0],
    ["parts of a second", { "retry-after": "0.5" }, 500],
    ["milliseconds, which are exact", { "retry-after-ms": "1250", "retry-after": "2" }, 1_250],
    ["a Headers object", new Headers({ "Retry-After": "3" }), 3_000],
    ["milliseconds that are no number", { "retry-after-ms": "soon", "retry-after": "2" }, 2_000],
    ["words", { "retry-after": "in a while" }, undefined],
    ["nothing", {}, undefined],
    ["no headers at all", undefined, undefined],
  ])("is read from %s", (_, headers, expected) => expect(waitOf(headers)).toBe(expected));

  test("is read from a date, and is never negative", () => {
    vi.useFakeTimers({ now: new Date("2026-03-01T12:00:00Z"), toFake: ["Date"] });
    try {
      expect(waitOf({ "retry-after": "Sun, 01 Mar 2026 12:00:20 GMT" })).toBe(20_000);
      expect(waitOf({ "retry-after": "Sun, 01 Mar 2026 11:59:00 GMT" })).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("is read from the response where the error has no headers of its own", () => {
    const error = thrown("slow down", { response: { status: 429, headers: { "retry-after": "9" } } });
    expect(failureOfThrown(error, id).retry).toEqual({ afterMs: 9_000 });
  });
});

describe("the message", () => {
  test("names the model and the remedy", () => {
    const { failure } = failureOfThrown(thrown("Incorrect API key provided: sk-secret", { status: 401 }), id);
    expect(failure).toMatchObject({ stage: "model", target: id });
    expect(failure.message).toContain("exhibit doctor --model openai:gpt-4o");
  });

  test.each([401, 402, 403, 404, 429, 500])(
    "of HTTP %i repeats nothing that the provider wrote about the key",
    (status) => {
      const { failure } = failureOfThrown(thrown("bad key sk-proj-abc123", { status }), id);
      expect(failure.message).not.toContain("sk-proj");
    },
  );

  test.each([400, undefined])("of status %s repeats what the provider wrote, but not the key of the call", (status) => {
    const key = 'AIza"secret-0123';
    const text = `[400 Bad Request] key ${key} lacks access, sent was ${JSON.stringify({ key })}`;
    const { failure } = failureOfThrown(thrown(text, status === undefined ? {} : { status }), id, [key]);
    expect(failure.message).toContain("lacks access");
    expect(failure.message).not.toMatch(/secret-0123/);
  });

  test("of a long answer is one short line", () => {
    const { failure } = failureOfThrown(thrown(`<html>\n\n${"very long ".repeat(200)}`, { status: 400 }), id);
    expect(failure.message.length).toBeLessThan(280);
    expect(failure.message).not.toContain("\n");
    expect(failure.message).toMatch(/…\.$/);
  });

  test("of an answer of no use says whether to try again", () => {
    expect(failedAnswer(id, "empty", "answered nothing", { mayRetry: true })).toEqual({
      ok: false,
      failure: { stage: "model", target: id, code: "empty", message: "The model openai:gpt-4o answered nothing." },
      retry: {},
    });
    expect(failedAnswer(id, "refused", "declined", { mayRetry: false })).not.toHaveProperty("retry");
  });
});
