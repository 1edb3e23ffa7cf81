import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { RunEvent } from "../events.ts";
import { packageVersion } from "../package-root.ts";
import type { NumberedEvent } from "./event-feed.ts";
import {
  agentAttributes,
  chatAttributes,
  errorAttributes,
  toolAttributes,
  usageAttributes,
} from "./gen-ai-attributes.ts";

/** Where a span stands in a trace, as it goes to another process. */
export type TraceCarrier = Readonly<Record<string, string>>;

/** The place of what is at work now; empty where the operator loaded no OpenTelemetry. */
export function currentTrace(): TraceCarrier {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** A stretch of work on a run as spans, made of its events: the run, each model call, each tool. */
export interface RunSpans {
  event(numbered: Pick<NumberedEvent, "at" | "event">): void;
  /** Ends what is still open, for a run that stopped. */
  close(): void;
}

/** Without an OpenTelemetry SDK in the process, all of this does nothing. */
export function createRunSpans(
  runId: string,
  carrier: TraceCarrier = {},
  tracer: Tracer = trace.getTracer("exhibit", packageVersion()),
): RunSpans {
  const parent = propagation.extract(ROOT_CONTEXT, carrier);
  const open = new Map<string, Span[]>();
  let agent: Span | undefined;
  const within = (): Context => (agent ? trace.setSpan(parent, agent) : parent);
  const begin = (key: string, name: string, options: { kind: SpanKind; attributes: Attributes; at: string }) => {
    const { kind, attributes, at } = options;
    const span = tracer.startSpan(name, { kind, attributes, startTime: new Date(at) }, within());
    open.set(key, [...(open.get(key) ?? []), span]);
  };
  /** Of several with the same key the oldest ends: they do the same, and nobody can tell them apart. */
  const end = (key: string, at: string, told: { attributes?: Attributes; failed?: string }) => {
    const [span, ...others] = open.get(key) ?? [];
    open.set(key, others);
    if (span) endSpan(span, at, told);
  };
  const tellers = tellersOf({ begin, end });
  return {
    event({ at, event }) {
      if (event.type === "run-start")
        agent = tracer.startSpan(
          "invoke_agent exhibit",
          { kind: SpanKind.INTERNAL, attributes: agentAttributes(runId), startTime: new Date(at) },
          parent,
        );
      else if (event.type === "run-end" && agent) {
        endSpan(agent, at, event.outcome === "failed" ? { failed: "failed" } : {});
        agent = undefined;
      } else tellers(event, at);
    },
    close() {
      for (const span of [...open.values()].flat()) span.end();
      open.clear();
      agent?.end();
      agent = undefined;
    },
  };
}

function endSpan(span: Span, at: string, { attributes, failed }: { attributes?: Attributes; failed?: string }): void {
  if (attributes) span.setAttributes(attributes);
  if (failed !== undefined) span.setAttributes(errorAttributes(failed)).setStatus({ code: SpanStatusCode.ERROR });
  span.end(new Date(at));
}

interface Steps {
  begin(key: string, name: string, options: { kind: SpanKind; attributes: Attributes; at: string }): void;
  end(key: string, at: string, told: { attributes?: Attributes; failed?: string }): void;
}

function tellersOf({ begin, end }: Steps): (event: RunEvent, at: string) => void {
  return (event, at) => {
    switch (event.type) {
      case "model-start":
        return begin(`model ${event.model} ${event.stage}`, `chat ${event.model.slice(event.model.indexOf(":") + 1)}`, {
          kind: SpanKind.CLIENT,
          attributes: chatAttributes(event),
          at,
        });
      case "model-end":
        return end(`model ${event.model} ${event.stage}`, at, { attributes: usageAttributes(event) });
      case "failure":
        // Of a model's failed call the target is the model; any other ends nothing.
        return end(`model ${event.failure.target} ${event.failure.stage}`, at, { failed: event.failure.code });
      case "tool-start":
      case "hop-start":
        return begin(`tool ${event.tool}`, `execute_tool ${event.tool}`, {
          kind: SpanKind.INTERNAL,
          attributes: toolAttributes(event.tool),
          at,
        });
      case "tool-end":
      case "hop-end":
        return end(`tool ${event.tool}`, at, event.ok ? {} : { failed: "refused" });
      default:
        return undefined;
    }
  };
}
