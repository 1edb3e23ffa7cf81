import type { Attributes, Context, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import { trace } from "@opentelemetry/api";
import { expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { createRunSpans } from "../../src/jobs/run-spans.ts";

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
