import type { Attributes, Context, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import { trace } from "@opentelemetry/api";
import { expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { createRunSpans, currentTrace } from "../../src/jobs/run-spans.ts";

interface Recorded {
  readonly name: string;
  readonly parent: string | undefined;
  readonly attributes: Attributes;
  failed: boolean;
  seconds: number | undefined;
}

/** What of a span our code uses; the names of parents are told by the object that was set into the context. */
function recorder() {
  const spans: Recorded[] = [];
  const names = new Map<unknown, string>();
  const startSpan = (name: string, options: SpanOptions = {}, context?: Context): Span => {
    const parent = names.get(context && trace.getSpan(context));
    const recorded: Recorded = {
      name,
      parent,
      attributes: { ...options.attributes },
      failed: false,
      seconds: undefined,
    };
    const started = Number(options.startTime);
    const span = {
      setAttributes: (more: Attributes) => Object.assign(recorded.attributes, more) && span,
      setStatus: () => Object.assign(recorded, { failed: true }) && span,
      end: (at?: Date) => void Object.assign(recorded, { seconds: (Number(at ?? started) - started) / 1_000 }),
    };
    // The one cast: a span of the API has more, of which ours uses nothing.
    const whole = span as unknown as Span;
    names.set(whole, name);
    spans.push(recorded);
    return whole;
  };
  return { spans, tracer: { startSpan } as unknown as Tracer };
}

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const run = { runId: "r1", runFolder: "/secret/r1" };
const call = { stage: "plan", role: "plan", model: "openai:gpt-6" };
const usage = { inputTokens: 10, cachedTokens: 4, outputTokens: 2, costUsd: 0.5, durationMs: 1_000 };

test("a run, its model calls and its tools are spans with the names of OpenTelemetry and no content", () => {
  const { spans, tracer } = recorder();
  const { event } = createRunSpans("r1", {}, tracer);
  const events: RunEvent[] = [
    { type: "run-start", ...run, question: "my secret question", resumed: false },
    { type: "model-start", ...call },
    { type: "tool-start", tool: "open_url", input: { url: "https://secret.example" } },
    { type: "model-end", ...call, ...usage },
    { type: "tool-end", tool: "open_url", ok: false, pictures: [] },
    { type: "model-start", ...call },
    { type: "failure", failure: { stage: "gather", target: "https://a.example", code: "timeout", message: "secret" } },
    { type: "failure", failure: { stage: "plan", target: call.model, code: "rate-limited", message: "secret" } },
    { type: "run-end", ...run, outcome: "failed", artifacts: [], durationMs: 8_000 },
  ];
  for (const [second, one] of events.entries()) event({ at: at(second), event: one });
  expect(spans).toEqual([
    {
      name: "invoke_agent exhibit",
      parent: undefined,
      failed: true,
      seconds: 8,
      attributes: {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "exhibit",
        "gen_ai.conversation.id": "r1",
        "error.type": "failed",
      },
    },
    expect.objectContaining({
      name: "chat gpt-6",
      parent: "invoke_agent exhibit",
      seconds: 2,
      attributes: expect.objectContaining({
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-6",
        "gen_ai.usage.input_tokens": 10,
        "exhibit.cost_usd": 0.5,
      }),
    }),
    expect.objectContaining({
      name: "execute_tool open_url",
      parent: "invoke_agent exhibit",
      failed: true,
      seconds: 2,
    }),
    expect.objectContaining({ name: "chat gpt-6", failed: true, seconds: 2 }),
  ]);
  expect(JSON.stringify(spans)).not.toContain("secret");
});

test("what is open when a run stops is ended", () => {
  const { spans, tracer } = recorder();
  const { event, close } = createRunSpans("r1", {}, tracer);
  event({ at: at(0), event: { type: "run-start", ...run, question: "", resumed: false } });
  event({ at: at(1), event: { type: "model-start", ...call } });
  close();
  expect(spans.map(({ seconds }) => seconds)).toEqual([0, 0]);
});

test("calls of one model at the same time end in the order in which they began", () => {
  const { spans, tracer } = recorder();
  const { event } = createRunSpans("r1", {}, tracer);
  for (const second of [0, 1]) event({ at: at(second), event: { type: "model-start", ...call } });
  event({ at: at(5), event: { type: "model-end", ...call, ...usage } });
  const failure = { stage: "plan", target: call.model, code: "timeout", message: "" } as const;
  event({ at: at(7), event: { type: "failure", failure } });
  expect(spans.map(({ seconds, failed }) => [seconds, failed])).toEqual([
    [5, false],
    [6, true],
  ]);
});

test("a step of an inquiry is a tool, under the run that it belongs to", () => {
  const { spans, tracer } = recorder();
  const { event } = createRunSpans("r1", {}, tracer);
  event({ at: at(0), event: { type: "run-start", ...run, question: "", resumed: true } });
  const hop = { number: 1, tool: "crop_image" };
  event({ at: at(1), event: { type: "hop-start", ...hop } });
  event({ at: at(3), event: { type: "hop-end", ...hop, ok: true, pictures: ["as-secret"] } });
  expect(spans[1]).toMatchObject({
    name: "execute_tool crop_image",
    parent: "invoke_agent exhibit",
    failed: false,
    seconds: 2,
    attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "crop_image" },
  });
  expect(JSON.stringify(spans)).not.toContain("secret");
});

test("what a call cost is left out where nobody knows it, and a model without a provider has none", () => {
  const { spans, tracer } = recorder();
  const { event } = createRunSpans("r1", {}, tracer);
  const bare = { ...call, model: "scripted" };
  event({ at: at(0), event: { type: "model-start", ...bare } });
  event({ at: at(1), event: { type: "model-end", ...bare, ...usage, costUsd: "unknown" } });
  const [span] = spans;
  expect(span).toMatchObject({ name: "chat scripted", attributes: { "gen_ai.request.model": "scripted" } });
  expect(span?.attributes["gen_ai.provider.name"]).toBe("");
  expect(span?.attributes).not.toHaveProperty("exhibit.cost_usd");
});

test("what ends without a beginning, as after a restart, is no span, and closing twice ends nothing twice", () => {
  const { spans, tracer } = recorder();
  const { event, close } = createRunSpans("r1", {}, tracer);
  event({ at: at(0), event: { type: "model-end", ...call, ...usage } });
  event({ at: at(0), event: { type: "tool-end", tool: "open_url", ok: true, pictures: [] } });
  event({ at: at(0), event: { type: "run-end", ...run, outcome: "complete", artifacts: [], durationMs: 1 } });
  event({ at: at(1), event: { type: "run-start", ...run, question: "", resumed: true } });
  event({ at: at(9), event: { type: "run-end", ...run, outcome: "partial", artifacts: [], durationMs: 1 } });
  close();
  close();
  expect(spans.map(({ name, seconds, failed }) => [name, seconds, failed])).toEqual([
    ["invoke_agent exhibit", 8, false],
  ]);
});

test("without an SDK of the operator's, events make nothing and break nothing", () => {
  expect(currentTrace()).toEqual({});
  const { event, close } = createRunSpans("r1", { traceparent: "no trace" });
  event({ at: at(0), event: { type: "run-start", ...run, question: "", resumed: false } });
  event({ at: "no time", event: { type: "model-start", ...call } });
  expect(close).not.toThrow();
});
