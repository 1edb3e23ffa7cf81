import { setTimeout as wait } from "node:timers/promises";

/** Time as the network code sees it, so that pacing and expiry can be tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with the abort reason of `signal`. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. An aborted sleep rejects with the signal's reason. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

/** Waits for `promise` or for the abort of `signal`, whichever comes first; the work behind the promise goes on. */
export async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  // Nobody waits for work that loses to the abort; its own failure must not count as unhandled.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * Does work that must end within a time. Its signal ends with the caller's or when the time is up.
 *
 * Contract: rejects with the abort reason of `signal` or with what the work rejects with; the timer is released.
 */
export async function withDeadline<Value>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<{ readonly inTime: true; readonly value: Value } | { readonly inTime: false }> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => controller.abort(new Error(`Not done within ${ms} ms`)), ms);
  try {
    return { inTime: true, value: await orAborted(work(controller.signal), controller.signal) };
  } catch (error) {
    signal?.throwIfAborted();
    if (!controller.signal.aborted) throw error;
    return { inTime: false };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
