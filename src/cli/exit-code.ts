import { type ErrorCode, ExhibitError, messageOf } from "../errors.ts";
import type { Outcome } from "../events.ts";

/** What a process leaves with; the README lists them. */
export const exitCodes = { complete: 0, failure: 1, usage: 2, partial: 3, interrupted: 130 } as const;

const usageErrors: readonly ErrorCode[] = ["BAD_USAGE", "BAD_CONFIG"];

/** 0 complete, or stopped at the plan as the user wished; 3 partial; 1 failed. */
export function exitCodeOf(outcome: Outcome): number {
  if (outcome === "complete" || outcome === "stopped") return exitCodes.complete;
  return outcome === "partial" ? exitCodes.partial : exitCodes.failure;
}

/** What to print for something thrown, and the code to leave with; never a stack. */
export function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof ExhibitError) {
    return { message: error.message, exitCode: usageErrors.includes(error.code) ? exitCodes.usage : exitCodes.failure };
  }
  const message = `${messageOf(error)} (unexpected; run again with --debug and report it)`;
  return { message, exitCode: exitCodes.failure };
}
