import { expect, test } from "vitest";
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

test("the forecast never prints an unknown price as zero", () => {
  const { printer, notes } = record(false);
  const progress = createProgress(printer, () => 0);
  progress.onEvent({ type: "forecast", seconds: 12.4, sources: 8, modelCalls: 0, costUsd: "unknown" });
  expect(notes[0]).toContain("8 sources, about 12 s, 0 model calls, unknown cost");
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
