import PQueue from "p-queue";
import type { Clock } from "./clock.ts";
import { maxPauseMs } from "./retry.ts";

interface Host {
  readonly queue: PQueue;
  /** When the next request may start, by the spacing. */
  nextStart: number;
  /** Before this time no request starts, because the server asked for silence. */
  pausedUntil: number;
}

/**
 * Keeps requests to one origin apart, so that no server is hurried.
 *
 * Contract: at most `concurrency` requests to an origin are under way; their starts are at least the spacing apart;
 * after `pause` none starts before that time, unless the pause is longer than a run can wait: then work starts at once
 * and has to ask `pausedFor` before it sends anything; waiting ends with the abort reason of the signal.
 */
export interface Pacer {
  /** Does the work when the origin's turn comes, and gives its value or its error. */
  run<Value>(
    origin: string,
    work: () => Promise<Value>,
    options: { readonly spacingMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Value>;
  /** Until a time of the clock; a shorter pause never ends a longer one. */
  pause(origin: string, untilMs: number): void;
  /** Milliseconds for which the origin is paused. */
  pausedFor(origin: string): number;
}

/** A pacer that knows of no request yet; share one among all who reach the same hosts. */
export function createPacer({ concurrency, clock }: { readonly concurrency: number; readonly clock: Clock }): Pacer {
  const hosts = new Map<string, Host>();
  const hostOf = (origin: string): Host => {
    const known = hosts.get(origin) ?? { queue: new PQueue({ concurrency }), nextStart: 0, pausedUntil: 0 };
    hosts.set(origin, known);
    return known;
  };
  const pausedFor = (host: Host): number => Math.max(0, host.pausedUntil - clock.now());
  return {
    async run(origin, work, { spacingMs, signal }) {
      const host = hostOf(origin);
      const turn = async (): ReturnType<typeof work> => {
        const now = clock.now();
        const start = Math.max(now, host.nextStart);
        host.nextStart = start + spacingMs;
        if (start > now) await clock.sleep(start - now, signal);
        for (let left = pausedFor(host); left > 0 && left <= maxPauseMs; left = pausedFor(host))
          await clock.sleep(left, signal);
        signal?.throwIfAborted();
        return work();
      };
      try {
        return await host.queue.add(turn, signal === undefined ? {} : { signal });
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
    pause(origin, untilMs) {
      const host = hostOf(origin);
      host.pausedUntil = Math.max(host.pausedUntil, untilMs);
    },
    pausedFor(origin) {
      return pausedFor(hostOf(origin));
    },
  };
}
