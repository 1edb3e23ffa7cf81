import { describe, expect, test } from "vitest";
import { exitCodeOf, explain } from "../../src/cli/exit-code.ts";
import { type Printer, printable } from "../../src/cli/print.ts";
import { createProgress } from "../../src/cli/progress.ts";
import { ExhibitError } from "../../src/errors.ts";
import type { RunEvent } from "../../src/events.ts";

function record(isTerminal: boolean): { printer: Printer; notes: string[]; statuses: (string | undefined)[] } {
  const notes: string[] = [];
  const statuses: (string | undefined)[] = [];
  const printer: Printer = {
    isTerminal,
    result: () => undefined,
    note: (line) => notes.push(line),
    status: (line) => statuses.push(line),
  };
  return { printer, notes, statuses };
}

const failure = { stage: "gather", target: "a.pdf", code: "password", message: "a.pdf needs a password." } as const;
const events: readonly RunEvent[] = [
  { type: "run-start", runId: "r1", runFolder: "/o/r1", question: "q", resumed: false },
  { type: "stage-start", stage: "plan" },
  { type: "source-start", target: "/docs/report.pdf" },
  { type: "source-read", sourceId: "s", target: "/docs/report.pdf", title: "Report", pages: 30, cached: true },
  { type: "source-failed", failure },
  { type: "stage-start", stage: "gather" },
  { type: "stage-start", stage: "gather" },
  { type: "evidence-added", subQuestionId: "q1", count: 4, total: 7 },
  { type: "stage-start", stage: "verify" },
  { type: "claim-checked", place: "s1", claim: "c", support: "supported", evidenceIds: [] },
  { type: "claim-checked", place: "s1", claim: "d", support: "unsupported", evidenceIds: [] },
  { type: "stage-end", stage: "verify", durationMs: 3 },
];

test("plain lines tell stages once, readings, failures and the verdict", () => {
  const { printer, notes } = record(false);
  const progress = createProgress(printer, () => 0);
  for (const event of events) progress.onEvent(event);
  progress.close();
  const text = notes.join("\n");
  expect(text).toContain("Starting r1");
  expect(text).toContain("read Report (30 pages), known");
  expect(text).toContain("! a.pdf needs a password.");
  expect(text.match(/Gathering evidence/g)).toHaveLength(1);
  expect(text).toContain("1 of 2 claims supported");
});

test("on a terminal the status line tells what is read now, counts and time", () => {
  const { printer, statuses } = record(true);
  const progress = createProgress(printer, () => 0);
  for (const event of events.slice(0, 8)) progress.onEvent(event);
  progress.close();
  expect(statuses.some((line) => line?.includes("reading /docs/report.pdf"))).toBe(true);
  expect(statuses.at(-2)).toContain("[1 read, 1 failed, 7 pieces of evidence]");
  expect(statuses.at(-1)).toBeUndefined();
});

test("what is unclear is told as a question, and then how it was settled", () => {
  const { printer, notes } = record(false);
  const progress = createProgress(printer, () => 0);
  const measure = { id: "measure", question: "What of Norda?", assumed: "All counts." };
  const period = { id: "period", question: "When?", assumed: "At all times." };
  for (const one of [measure, period]) progress.onEvent({ type: "clarification-asked", ...one });
  progress.onEvent({ type: "clarification-settled", ...measure, answer: "revenue" });
  progress.onEvent({ type: "clarification-settled", ...period });
  expect(notes.map((line) => line.trim().replace(/^0 s\s+/, ""))).toEqual([
    "? What of Norda?",
    "? When?",
    "What of Norda? revenue",
    "When? Assumed: At all times.",
  ]);
});

test("the status line keeps away while something is asked", async () => {
  const { printer, statuses } = record(true);
  const progress = createProgress(printer, () => 0);
  await progress.holding(async () => {
    for (const event of events.slice(0, 3)) progress.onEvent(event);
  });
  expect(statuses).toEqual([undefined]);
  progress.onEvent(events[3] as RunEvent);
  progress.close();
  expect(statuses.length).toBeGreaterThan(2);
});

test("the forecast never prints an unknown price as zero", () => {
  const { printer, notes } = record(false);
  const progress = createProgress(printer, () => 0);
  const tokens = { inputTokens: 51_240, outputTokens: 980 };
  progress.onEvent({ type: "forecast", seconds: 12.4, sources: 8, modelCalls: 9, ...tokens, costUsd: "unknown" });
  progress.onEvent({ type: "forecast", seconds: 340, sources: 1, modelCalls: 1, ...tokens, costUsd: 0.0004 });
  progress.onEvent({ type: "forecast", seconds: 8, sources: 2, modelCalls: 0, ...tokens, costUsd: 0 });
  expect(notes.map((line) => line.replace(/^.*Forecast: /, ""))).toEqual([
    "8 sources, about 12 s, 9 model calls, 51.2k tokens in and 980 out, unknown cost",
    "1 source, about 6 min, 1 model call, 51.2k tokens in and 980 out, under $0.01",
    "2 sources, about 8 s, 0 model calls, $0.00",
  ]);
});

const called = (inputTokens: number, costUsd: number | "unknown"): RunEvent => ({
  type: "model-end",
  stage: "gather",
  role: "read",
  model: "openai:m",
  inputTokens,
  cachedTokens: 0,
  outputTokens: 100,
  costUsd,
  durationMs: 1,
});

test("the status line counts calls, tokens and dollars as they are spent; one unknown price hides the sum", () => {
  const { printer, statuses } = record(true);
  const progress = createProgress(printer, () => 0);
  progress.onEvent(called(1_100, 0.02));
  expect(statuses.at(-1)).toContain("0 pieces of evidence, 1 model call, 1.2k tokens, $0.02]");
  progress.onEvent(called(900, 0.03));
  expect(statuses.at(-1)).toContain("2 model calls, 2.2k tokens, $0.05]");
  progress.onEvent(called(900_000, "unknown"));
  expect(statuses.at(-1)).toContain("3 model calls, 902k tokens, unknown cost]");
  progress.close();
});

test("the end tells what the models used in all and by stage and role, the dearest first", () => {
  const { printer, notes } = record(false);
  const progress = createProgress(printer, () => 0);
  const part = (calls: number, inputTokens: number, costUsd: number | "unknown") => ({
    calls,
    inputTokens,
    cachedTokens: 0,
    outputTokens: 10,
    costUsd,
  });
  const parts = { "plan/plan": part(1, 900, 0.004), "gather/read": part(4, 20_000, 0.1) };
  const usage = { ...part(5, 20_900, 0.104), cachedTokens: 1_500, parts };
  progress.onEvent({
    type: "run-end",
    runId: "r",
    runFolder: "/r",
    outcome: "complete",
    artifacts: [],
    durationMs: 1,
    usage,
  });
  const lines = (notes[0] ?? "").split("\n").map((line) => line.trim().replace(/^0 s\s+/, ""));
  expect(lines).toEqual([
    "Models: 5 calls, 20.9k tokens in (1.5k cached), 10 out, $0.10",
    "gather/read  4 calls, 20k tokens in, 10 out, $0.10",
    "plan/plan    1 call, 900 tokens in, 10 out, under $0.01",
  ]);
});

test("text of fetched pages cannot steer the terminal", () => {
  expect(printable("a\u001b[2Kb\rc\u202ed\ne")).toBe("a [2Kb c d\ne");
});

test.each([
  ["complete", 0],
  ["partial", 3],
  ["failed", 1],
  ["stopped", 0],
] as const)("the outcome %s leaves with %i", (outcome, code) => {
  expect(exitCodeOf(outcome)).toBe(code);
});

test("errors of use leave with 2, others with 1, and neither prints a stack", () => {
  expect(explain(new ExhibitError("BAD_USAGE", "No."))).toEqual({ message: "No.", exitCode: 2 });
  expect(explain(new ExhibitError("DISK_FULL", "Full."))).toEqual({ message: "Full.", exitCode: 1 });
  const { message, exitCode } = explain(new TypeError("x is undefined"));
  expect(exitCode).toBe(1);
  expect(message).toMatch(/^x is undefined \(unexpected/);
  expect(message).not.toContain("    at ");
});

describe("what a long or a poor run prints", () => {
  const readOf = (index: number): RunEvent => ({
    type: "source-read",
    sourceId: `s${index}`,
    target: `/docs/${index}.md`,
    title: `Note ${index}`,
    pages: 0,
    cached: false,
  });
  const print = (printed: readonly RunEvent[], isTerminal = false) => {
    const recorded = record(isTerminal);
    const progress = createProgress(recorded.printer, () => 0);
    for (const event of printed) progress.onEvent(event);
    progress.close();
    return recorded;
  };
  const end = (outcome: "complete" | "partial"): RunEvent => ({
    type: "run-end",
    runId: "r",
    runFolder: "/o/r",
    outcome,
    artifacts: [],
    durationMs: 1,
  });

  test("counts the readings of a large folder, and tells every failure", () => {
    const many = Array.from({ length: 2_000 }, (_, index) => readOf(index));
    const failed: RunEvent = { type: "source-failed", failure };
    const { notes } = print([...many, failed, { type: "plan-end", subQuestions: [] }]);
    expect(notes.length).toBeLessThan(60);
    expect(notes.join("\n")).toContain("… and 1960 more read");
    expect(notes.join("\n")).toContain("! a.pdf needs a password.");
  });

  test("says nothing of more when all were told", () => {
    const { notes } = print([readOf(1), { type: "plan-end", subQuestions: [] }]);
    expect(notes.join("\n")).not.toContain("more read");
  });

  test("does not call it a verdict when nothing was claimed", () => {
    const { notes } = print([{ type: "stage-end", stage: "verify", durationMs: 1 }]);
    expect(notes.join("\n")).not.toContain("0 of 0");
  });

  test("ends a complete report over unreadable documents with their number", () => {
    const failed: RunEvent = { type: "source-failed", failure };
    expect(print([failed, end("complete")]).notes.at(-1)).toContain("1 source could not be read");
    expect(print([failed, failed, end("complete")]).notes.at(-1)).toContain("2 sources could not be read");
    expect(print([end("complete")]).notes).toEqual([]);
  });

  test("counts claims of the last check only, after claims were mended", () => {
    const check = (support: "supported" | "unsupported"): RunEvent => ({
      type: "claim-checked",
      place: "s1",
      claim: "c",
      support,
      evidenceIds: [],
    });
    const start: RunEvent = { type: "stage-start", stage: "verify" };
    const done: RunEvent = { type: "stage-end", stage: "verify", durationMs: 1 };
    const { notes } = print([start, check("unsupported"), check("supported"), done, start, check("supported"), done]);
    const verdicts = notes.filter((line) => line.includes("claims supported"));
    expect(verdicts).toHaveLength(2);
    expect(verdicts[0]).toContain("1 of 2");
    expect(verdicts[1]).toContain("1 of 1");
  });

  test("gives each sub-question a line of its own", () => {
    const subQuestions = ["How much?", "Since when?"].map((question, index) => ({
      id: `q${index + 1}`,
      question,
      queries: [],
    }));
    const text = print([{ type: "plan-end", subQuestions }]).notes.join("\n");
    expect(text.split("\n").map((line) => line.replace(/^ *(?:0 s)? */, ""))).toEqual([
      "q1: How much?",
      "q2: Since when?",
    ]);
  });

  test("shortens a long path on the status line from its beginning: the name tells most", () => {
    const target = `/${"folder/".repeat(30)}report.pdf`;
    const shown = print([{ type: "source-start", target }], true).statuses.find((line) => line?.includes("reading"));
    expect(shown).toMatch(/reading ….*report\.pdf/);
    expect(shown?.length).toBeLessThan(120);
  });
});
