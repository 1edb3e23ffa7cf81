import PQueue from "p-queue";
import type { Clock } from "./clock.ts";

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
 * after `pause` none starts before that time; waiting ends with the abort reason of the signal.
 */
export interface Pacer {
  run<Value>(
    origin: string,
    work: () => Promise<Value>,
    options: { readonly spacingMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Value>;
  pause(origin: string, untilMs: number): void;
  /** Milliseconds for which the origin is paused. */
  pausedFor(origin: string): number;
}

export function createPacer({ concurrency, clock }: { readonly concurrency: number; readonly clock: Clock }): Pacer {
  const hosts = new Map<string, Host>();
  const hostOf = (origin: string): Host => {
    const known = hosts.get(origin) ?? { queue: new PQueue({ concurrency }), nextStart: 0, pausedUntil: 0 };
    hosts.set(origin, known);
    return known;
  };
  return {
    async run(origin, work, { spacingMs, signal }) {
      const host = hostOf(origin);
      const turn = async (): ReturnType<typeof work> => {
        const now = clock.now();
        const start = Math.max(now, host.nextStart);
        host.nextStart = start + spacingMs;
        if (start > now) await clock.sleep(start - now, signal);
        while (host.pausedUntil > clock.now()) await clock.sleep(host.pausedUntil - clock.now(), signal);
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
      return Math.max(0, (hosts.get(origin)?.pausedUntil ?? 0) - clock.now());
    },
  };
}
