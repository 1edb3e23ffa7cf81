import type { Clock } from "../net/index.ts";

/** Failures in a row after which a provider is left alone. */
const failuresToOpen = 3;
const firstPauseMs = 60_000;
const maxPauseMs = 15 * 60_000;

/**
 * Leaves a failing provider alone for a while, then lets one request try it.
 *
 * Contract: opens after three failures in a row; half-open after a minute, doubling each time the trial fails; closes
 * on the first success. While open or while a trial is under way `mayTry` is false.
 */
export interface CircuitBreaker {
  mayTry(): boolean;
  succeeded(): void;
  failed(): void;
  /** The request ended without telling anything, as by cancellation. */
  released(): void;
}

/** A closed breaker for one provider; it keeps no timer. */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0;
  let openUntil = 0;
  let trying = false;
  return {
    mayTry() {
      if (failures < failuresToOpen) return true;
      if (trying || clock.now() < openUntil) return false;
      trying = true;
      return true;
    },
    succeeded() {
      failures = 0;
      trying = false;
    },
    failed() {
      failures += 1;
      trying = false;
      const opened = failures - failuresToOpen;
      if (opened >= 0) openUntil = clock.now() + Math.min(firstPauseMs * 2 ** opened, maxPauseMs);
    },
    released() {
      trying = false;
    },
  };
}
