import type { Clock } from "./clock.ts";
import type { ExchangeFailure, ExchangeResult } from "./exchange.ts";

/** First pause before another try; it doubles each time. */
const firstPauseMs = 500;
/** A server that asks for more patience than this is given up on; the wish itself is still honoured. */
export const maxPauseMs = 30_000;

/** Milliseconds of a Retry-After header, which is seconds or a date (RFC 9110, section 10.2.3). */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

interface RetryOptions {
  readonly maxRetries: number;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Told how long the server wants to be left alone. */
  readonly onRetryAfter: (ms: number) => void;
}

function pauseAfter(failure: ExchangeFailure, attempt: number, options: RetryOptions): number {
  const asked = retryAfterMs(failure.retryAfter, options.clock.now());
  if (asked !== undefined) options.onRetryAfter(asked);
  return asked ?? firstPauseMs * 2 ** attempt;
}

/**
 * Tries again what failed for a passing reason: the only place that retries a request.
 *
 * Contract: at most `maxRetries` further tries; waits as long as Retry-After asks and gives up when that is too long.
 */
export async function retrying(attempt: () => Promise<ExchangeResult>, options: RetryOptions): Promise<ExchangeResult> {
  for (let tries = 0; ; tries += 1) {
    const result = await attempt();
    if (result.ok || !result.transient) return result;
    const pause = pauseAfter(result, tries, options);
    if (tries >= options.maxRetries || pause > maxPauseMs) return result;
    await options.clock.sleep(pause, options.signal);
  }
}
