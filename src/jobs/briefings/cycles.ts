import { nextDue } from "./decide.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { BriefingStore } from "./store.ts";

/** Edited files and moved clocks are noticed within this time. */
const longestSleepMs = 15_000;
const leastSleepMs = 500;

interface CyclesOptions {
  readonly briefings: BriefingStore;
  readonly outbox: OutboxStore;
  /** The steps of a cycle, in order; `pump` is how it sends. */
  readonly steps: (pump: () => Promise<void>) => readonly (() => Promise<void>)[];
  /** Sends what may go now. */
  readonly pump: () => Promise<void>;
  /** Hears what a step could not do. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Does what is due, once or again and again. */
interface Cycles {
  /** One cycle; settles when all of its steps have. */
  once(): Promise<void>;
  /** Cycles until the signal aborts; only the first call begins. */
  start(): void;
  /** Sends at once what a loop would send in its next cycle; does nothing where no loop has begun. */
  hurry(): void;
  /** Settles when the loop has ended. */
  ended(): Promise<void>;
}

/**
 * The cycles in which briefings are looked after.
 *
 * Contract: each step does its part although another fails, because a folder that cannot be read stops no run and a full
 * disk no delivery; in a loop nothing waits for a slow receiver.
 */
export function createCycles(options: CyclesOptions): Cycles {
  const { briefings, outbox, steps, pump, onError, now, sleep, signal } = options;
  let looping: Promise<void> | undefined;
  const cycle = async (sending: () => Promise<void>) => {
    for (const step of steps(sending)) await step().catch(onError);
  };
  const pumpAside = async () => void pump().catch(onError);
  const loop = async () => {
    while (!signal.aborted) {
      await cycle(pumpAside);
      await sleep(pauseOf(briefings, outbox, now().getTime()), signal).catch(() => undefined);
    }
  };
  return {
    once: () => cycle(pump),
    start: () => {
      looping ??= loop();
    },
    hurry: () => {
      if (looping) setImmediate(() => void pump().catch(onError));
    },
    ended: async () => looping,
  };
}

/** Until the next slot or delivery, and not longer than a change may go unnoticed. */
function pauseOf(store: BriefingStore, outbox: OutboxStore, now: number): number {
  const next = [...store.list().map((briefing) => nextDue(briefing, now)?.due), outbox.nextAt()];
  const waits = next.flatMap((at) => (at === undefined ? [] : [at - now]));
  return Math.max(leastSleepMs, Math.min(longestSleepMs, ...waits));
}
