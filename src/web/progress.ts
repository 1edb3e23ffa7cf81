import type { Failure } from "../errors.ts";
import type { Outcome, RunEvent, StageName } from "../events.ts";
import type { Support } from "../report/index.ts";

/** What a person sees of a run at work. */
export interface Progress {
  readonly stage?: StageName;
  /** What is being done right now, most telling first. */
  readonly now: Activity;
  readonly plan: readonly { readonly id: string; readonly question: string }[];
  readonly reading: readonly string[];
  /** Latest first. */
  readonly sources: readonly ReadSource[];
  readonly searches: number;
  readonly failures: readonly Failure[];
  readonly evidence: number;
  readonly evidenceBy: Readonly<Record<string, number>>;
  readonly sections: readonly string[];
  readonly claims: Readonly<Record<Support, number>>;
  readonly model: { readonly calls: number; readonly tokens: number; readonly costUsd: number | "unknown" };
  readonly forecast?: Extract<RunEvent, { type: "forecast" }>;
  readonly warnings: readonly string[];
  /** What the user asked while it was at work, and whether it is heeded. */
  readonly wishes: readonly string[];
  /** Milliseconds at work in stretches that have ended; waiting for the user does not count. */
  readonly workedMs: number;
  /** ISO 8601 instant at which the stretch under way began; empty between stretches. */
  readonly since: string;
  /** Absent while the run is at work, also when it is taken up again. */
  readonly outcome?: Outcome | undefined;
}

/** A source that the run has read; it may still turn out to be of no use. */
export interface ReadSource {
  readonly sourceId: string;
  readonly title: string;
  readonly pages: number;
}

/** What the run is doing, with the words of events that say what it is done to. */
export type Activity =
  | { readonly type: "idle" }
  | { readonly type: "reading"; readonly what: string }
  | { readonly type: "searching"; readonly what: string; readonly where: string }
  | { readonly type: "thinking"; readonly what: string }
  | { readonly type: "writing"; readonly what: string }
  | { readonly type: "checking"; readonly what: string }
  | { readonly type: "making"; readonly what: string };

/** A run of which nothing was heard yet. */
export const noProgress: Progress = {
  now: { type: "idle" },
  plan: [],
  reading: [],
  sources: [],
  searches: 0,
  failures: [],
  evidence: 0,
  evidenceBy: {},
  sections: [],
  claims: { supported: 0, partly: 0, unsupported: 0, contradicted: 0 },
  model: { calls: 0, tokens: 0, costUsd: 0 },
  warnings: [],
  wishes: [],
  workedMs: 0,
  since: "",
};

type Dated = RunEvent & { readonly at: string };
type Change = Partial<Progress>;

/**
 * The progress after one more event.
 *
 * Contract: pure; events of a run are applied in order from its first; an event without a meaning for the eye changes
 * nothing.
 */
export function advance(progress: Progress, event: Dated): Progress {
  const change = aboutReading(progress, event) ?? aboutWriting(progress, event) ?? aboutTheRun(progress, event);
  return change ? { ...progress, ...change } : progress;
}

function aboutReading(progress: Progress, event: Dated): Change | undefined {
  if (event.type === "query-start")
    return {
      searches: progress.searches + 1,
      now: { type: "searching", what: event.query, where: event.provider },
    };
  if (event.type === "source-start") {
    const reading = [...progress.reading, event.target];
    return { reading, now: { type: "reading", what: shortName(event.target) } };
  }
  if (event.type === "source-read") {
    const { sourceId, title, pages } = event;
    const others = progress.sources.filter((source) => source.sourceId !== sourceId);
    return { sources: [{ sourceId, title, pages }, ...others], ...doneReading(progress, event.target) };
  }
  if (event.type === "source-failed")
    return { failures: [...progress.failures, event.failure], ...doneReading(progress, event.failure.target) };
  if (event.type === "evidence-added") {
    const before = progress.evidenceBy[event.subQuestionId] ?? 0;
    const evidenceBy = { ...progress.evidenceBy, [event.subQuestionId]: before + event.count };
    return { evidence: event.total, evidenceBy };
  }
  return undefined;
}

/** When one is read, what is still being read is what happens now. */
function doneReading({ reading, now }: Progress, target: string): Change {
  const left = reading.filter((name) => name !== target);
  const last = left.at(-1);
  return { reading: left, now: last === undefined ? now : { type: "reading", what: shortName(last) } };
}

function aboutWriting(progress: Progress, event: Dated): Change | undefined {
  if (event.type === "section-delta")
    return { sections: [...progress.sections, event.title], now: { type: "writing", what: event.title } };
  if (event.type === "claim-checked") {
    const claims = { ...progress.claims, [event.support]: progress.claims[event.support] + 1 };
    return { claims, now: { type: "checking", what: event.claim } };
  }
  if (event.type === "artifact-written") return { now: { type: "making", what: event.format.toUpperCase() } };
  if (event.type === "model-start") return { now: { type: "thinking", what: event.model } };
  if (event.type === "model-end") {
    const { calls, tokens, costUsd } = progress.model;
    const cost = costUsd === "unknown" || event.costUsd === "unknown" ? "unknown" : costUsd + event.costUsd;
    return {
      model: { calls: calls + 1, tokens: tokens + event.inputTokens + event.outputTokens, costUsd: cost },
    };
  }
  return undefined;
}

function aboutTheRun(progress: Progress, event: Dated): Change | undefined {
  // What a process that died was reading, nobody reads any more.
  if (event.type === "run-start") return { since: event.at, reading: [], now: { type: "idle" }, outcome: undefined };
  if (event.type === "forecast") return { forecast: event };
  if (event.type === "stage-start") {
    // Verifying and correcting take turns; the claims of the last round are those that count.
    const claims = event.stage === "verify" ? noProgress.claims : progress.claims;
    return { stage: event.stage, claims, now: { type: "idle" } };
  }
  if (event.type === "plan-end") return { plan: event.subQuestions };
  if (event.type === "warning") return { warnings: [...progress.warnings, event.message] };
  if (event.type === "failure") return { failures: [...progress.failures, event.failure] };
  if (event.type === "steering-noted") return { wishes: [...progress.wishes, wishText(event)] };
  if (event.type === "run-end") {
    const workedMs = progress.workedMs + (Date.parse(event.at) - Date.parse(progress.since || event.at));
    return { workedMs, since: "", outcome: event.outcome, reading: [], now: { type: "idle" } };
  }
  return undefined;
}

function wishText({ wish, target, taken }: Extract<RunEvent, { type: "steering-noted" }>): string {
  if (!taken) return `Too late for “${shortName(target)}”: the search is over.`;
  return wish === "skip" ? `Skipping ${shortName(target)}` : `Also looking at ${target}`;
}

/** The last part of a path, or the site and last part of an address. */
export function shortName(target: string): string {
  const isAddress = /^https?:\/\//i.test(target);
  // `#` and `?` may stand in the name of a file.
  const parts = (isAddress ? target.replace(/[?#].*$/s, "") : target).replace(/[\\/]+$/, "").split(/[\\/]/);
  const last = parts.at(-1) || target;
  const site = isAddress ? parts[2] : undefined;
  return site && site !== last ? `${site} › ${last}` : last;
}
