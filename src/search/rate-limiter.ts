import type { Clock } from "../net/index.ts";

/**
 * Lets at most so many requests start in any window of time.
 *
 * Contract: `take` resolves to true when the request may start, and to false at once when it would have to wait longer
 * than `maxWaitMs`; rejects only with the abort reason.
 */
export interface RateLimiter {
  take(options: { readonly maxWaitMs: number; readonly signal: AbortSignal }): Promise<boolean>;
  /** Lets nothing start for the time given. */
  pause(ms: number): void;
}

/** At most `requests` starts in any `perMs` milliseconds; nothing is queued beyond what `take` waits for. */
export function createRateLimiter(
  { requests, perMs }: { readonly requests: number; readonly perMs: number },
  clock: Clock,
): RateLimiter {
  // The start times handed out last, oldest first; the next start is one window after the oldest of a full set.
  let starts: readonly number[] = [];
  let pausedUntil = 0;
  return {
    async take({ maxWaitMs, signal }) {
      signal.throwIfAborted();
      const now = clock.now();
      const oldest = starts.length < requests ? undefined : starts[0];
      const start = Math.max(now, pausedUntil, oldest === undefined ? 0 : oldest + perMs);
      if (start - now > maxWaitMs) return false;
      starts = [...starts, start].slice(-requests);
      if (start > now) await clock.sleep(start - now, signal);
      return true;
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
  };
}
