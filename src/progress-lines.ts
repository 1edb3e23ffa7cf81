import type { RunEvent, Spending, StageName } from "./events.ts";
import { forecastLine, plural, spendingTally, usageLines } from "./usage-lines.ts";

const stageWords: Readonly<Record<StageName, string>> = {
  brief: "Understanding the question",
  clarify: "Settling what was unclear",
  plan: "Reading the library and planning",
  open: "Reading the document",
  digest: "Digesting its sections",
  recheck: "Checking earlier claims again",
  gather: "Gathering evidence",
  assess: "Assessing coverage",
  outline: "Outlining",
  illustrate: "Making tables, charts and figures",
  draft: "Writing sections",
  compose: "Writing the summary",
  condense: "Fitting the slides",
  verify: "Verifying every claim",
  patch: "Mending claims",
  compare: "Comparing with the last run",
  render: "Rendering",
  inspect: "Inspecting the files",
};

/** Readings that get a line of their own; a folder of thousands is counted, its failures are all told. */
const maxReadLines = 40;

interface Counts {
  read: number;
  failed: number;
  evidence: number;
  claims: number;
  supported: number;
  spent: Spending;
}

const nothing: Spending = { calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, costUsd: 0 };

/** What a reader is told of a run, one line at a time: on a terminal, in a chat, as progress of a tool. */
export interface ProgressLines {
  /** The lines of an event; none for the many that only move counts. */
  linesOf(event: RunEvent): readonly string[];
  /** What is going on now, with counts, in one line. */
  now(): string;
}

/** Follows the events of one run. */
export function createProgressLines(): ProgressLines {
  const counts: Counts = { read: 0, failed: 0, evidence: 0, claims: 0, supported: 0, spent: nothing };
  const announced = new Set<StageName>();
  let doing = "";
  return {
    linesOf(event) {
      count(event, counts);
      doing = activityOf(event) ?? doing;
      const unsaid = event.type === "plan-end" ? counts.read - maxReadLines : 0;
      const line = lineOf(event, announced, counts);
      return [...(unsaid > 0 ? [`  … and ${unsaid} more read`] : []), ...(line ? [line] : [])];
    },
    now: () => `${doing}  ${tally(counts)}`,
  };
}

function tally({ read, failed, evidence, spent }: Counts): string {
  const models = spendingTally(spent);
  return `[${read} read${failed ? `, ${failed} failed` : ""}, ${evidence} pieces of evidence${models && `, ${models}`}]`;
}

function count(event: RunEvent, counts: Counts): void {
  if (event.type === "source-read") counts.read += 1;
  if (event.type === "source-failed") counts.failed += 1;
  if (event.type === "evidence-added") counts.evidence = event.total;
  if (event.type === "model-end") counts.spent = withCall(counts.spent, event);
  if (event.type === "stage-start" && event.stage === "verify") Object.assign(counts, { claims: 0, supported: 0 });
  if (event.type === "claim-checked") {
    counts.claims += 1;
    counts.supported += event.support === "supported" ? 1 : 0;
  }
}

function withCall(spent: Spending, call: Extract<RunEvent, { type: "model-end" }>): Spending {
  const isUnknown = spent.costUsd === "unknown" || call.costUsd === "unknown";
  return {
    calls: spent.calls + 1,
    inputTokens: spent.inputTokens + call.inputTokens,
    cachedTokens: spent.cachedTokens + call.cachedTokens,
    outputTokens: spent.outputTokens + call.outputTokens,
    costUsd: isUnknown ? "unknown" : Number(spent.costUsd) + Number(call.costUsd),
  };
}

/** What is going on now, for the status line. */
function activityOf(event: RunEvent): string | undefined {
  if (event.type === "source-start") return `reading ${shorten(event.target)}`;
  if (event.type === "tool-start") return `asking ${event.tool}`;
  if (event.type === "query-start") return `asking ${event.provider}: ${event.query}`;
  if (event.type === "stage-start") return stageWords[event.stage].toLowerCase();
  return undefined;
}

function shorten(target: string): string {
  return target.length > 60 ? `…${target.slice(-59)}` : target;
}

/** The line of an event, or nothing for the many that only move counts. */
function lineOf(event: RunEvent, announced: Set<StageName>, counts: Counts): string | undefined {
  switch (event.type) {
    case "run-start":
      return `${event.resumed ? "Resuming" : "Starting"} ${event.runId}`;
    case "forecast":
      return forecastLine(event);
    case "stage-start":
      return announce(event.stage, announced);
    case "source-read":
      return counts.read > maxReadLines
        ? undefined
        : `  read ${event.title}${event.pages ? ` (${event.pages} ${event.pages === 1 ? "page" : "pages"})` : ""}${event.cached ? ", known" : ""}`;
    case "source-failed":
    case "failure":
      return `  ! ${event.failure.message}`;
    case "clarification-asked":
      return `  ? ${event.question}`;
    case "clarification-settled":
      return `  ${event.question} ${event.answer ?? `Assumed: ${event.assumed}`}`;
    case "plan-end":
      return planLines(event).join("\n       ");
    case "tool-start":
      return `  asked ${event.tool} ${shortInput(event.input)}`;
    case "steering-noted":
      return `  ${event.wish === "skip" ? "skipping" : "adding"} ${event.target}${event.taken ? "" : ": too late, the search is over"}`;
    case "stage-end":
      return event.stage === "verify" ? verdictLine(counts) : undefined;
    case "artifact-written":
      return `  ${event.path} (${Math.ceil(event.bytes / 1024)} KB)`;
    case "hop-start":
      return `  s${event.number}: ${event.tool}`;
    case "warning":
      return `  ! ${event.message}`;
    case "run-end":
      return endLines(event, counts).join("\n       ") || undefined;
    default:
      return undefined;
  }
}

function planLines({ subQuestions }: Extract<RunEvent, { type: "plan-end" }>): readonly string[] {
  return subQuestions.flatMap(({ id, question, calls = [] }) => [
    `  ${id}: ${question}`,
    ...calls.map(({ tool, input }) => `    will ask ${tool} ${shortInput(input)}`),
  ]);
}

function shortInput(input: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(input);
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}

function announce(stage: StageName, announced: Set<StageName>): string | undefined {
  if (announced.has(stage)) return undefined;
  announced.add(stage);
  return stageWords[stage];
}

function endLines({ outcome, usage }: Extract<RunEvent, { type: "run-end" }>, { failed }: Counts): readonly string[] {
  const unread =
    outcome === "complete" && failed > 0
      ? [`${plural(failed, "source")} could not be read; the report's section on limits names them`]
      : [];
  return [...unread, ...(usage ? usageLines(usage) : [])];
}

function verdictLine({ claims, supported }: Counts): string {
  return claims === 0 ? "  nothing was found that could be claimed" : `  ${supported} of ${claims} claims supported`;
}
