/**
 * Waits for `work` no longer than `milliseconds`.
 *
 * Contract: rejects with the signal's reason when the run is cancelled, with a `TimeoutError` when the time is over;
 * ending the work itself is the caller's; no timer and no listener outlive the call.
 */
export async function withinTime<Value>(
  milliseconds: number,
  signal: AbortSignal,
  work: Promise<Value>,
): Promise<Value> {
  let release = (): void => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    const onTime = () =>
      reject(new DOMException(`nothing came for ${Math.round(milliseconds / 1_000)} s`, "TimeoutError"));
    const timer = setTimeout(onTime, milliseconds);
    signal.addEventListener("abort", onAbort, { once: true });
    release = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    release();
    // When the race was lost, nobody waits for the work any more.
    work.catch(() => undefined);
  }
}
