import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RunEvent } from "../events.ts";
import type { JobStore, NumberedEvent } from "../jobs/index.ts";
import type { RequestOutcome } from "./access/observe.ts";

/** The server in numbers, as Prometheus reads them. */
export interface Metrics {
  request(outcome: RequestOutcome): void;
  event(numbered: NumberedEvent): void;
  text(): Promise<string>;
  readonly contentType: string;
}

const delayBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const requestBuckets = [0.005, 0.025, 0.1, 0.25, 1, 2.5, 10, 60];
const standing = ["queued", "running", "waiting", "paused"] as const;

/** Numbers of this server alone: a registry of its own, so that nothing else of the process is told. */
export function createMetrics(jobs: () => Pick<JobStore, "count">, now: () => Date): Metrics {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: "exhibit_runs",
    help: "Runs that are not over, by status; those that are queued are the length of the queue.",
    labelNames: ["status"],
    registers,
    collect() {
      for (const status of standing) this.set({ status }, jobs().count({ statuses: [status] }));
    },
  });
  const delay = new Histogram({
    name: "exhibit_event_delay_seconds",
    help: "From an event in a run to its readers at the server.",
    buckets: delayBuckets,
    registers,
  });
  const requests = new Histogram({
    name: "exhibit_request_duration_seconds",
    help: "From a request to the beginning of its answer, by route.",
    labelNames: ["method", "route", "status"],
    buckets: requestBuckets,
    registers,
  });
  const count = countersOf(registers);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request({ method, route, status, durationMs }) {
      requests.observe({ method, route, status: String(status) }, durationMs / 1_000);
    },
    event({ at, event }) {
      delay.observe(Math.max(0, now().getTime() - Date.parse(at)) / 1_000);
      count(event);
    },
  };
}

/** Counts what events tell of work, money and the outside world. */
function countersOf(registers: Registry[]): (event: RunEvent) => void {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `exhibit_${name}_total`, help, labelNames, registers });
  const ended = counter("runs_ended", "Stretches of work on runs, by outcome.", ["outcome"]);
  const tokens = counter("model_tokens", "Tokens of model calls; cached ones are part of the input.", [
    "model",
    "kind",
  ]);
  const cost = counter("model_cost_dollars", "Cost of model calls whose price is known.", ["model"]);
  const calls = counter("model_calls", "Model calls that were answered.", ["model"]);
  const failures = counter("failures", "What the outside world failed at, by stage.", ["stage", "code"]);
  const unread = counter("fetch_failures", "Sources that could not be read.", ["code"]);
  return (event) => {
    if (event.type === "run-end") ended.inc({ outcome: event.outcome });
    else if (event.type === "source-failed") unread.inc({ code: event.failure.code });
    else if (event.type === "failure") failures.inc({ stage: event.failure.stage, code: event.failure.code });
    if (event.type !== "model-end") return;
    const { model, inputTokens, cachedTokens, outputTokens, costUsd } = event;
    calls.inc({ model });
    tokens.inc({ model, kind: "input" }, inputTokens);
    tokens.inc({ model, kind: "cached" }, cachedTokens);
    tokens.inc({ model, kind: "output" }, outputTokens);
    if (costUsd !== "unknown") cost.inc({ model }, costUsd);
  };
}
