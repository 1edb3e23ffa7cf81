import { systemClock } from "../../net/index.ts";
import type { BriefingsOptions } from "./briefings.ts";
import { nextDue } from "./decide.ts";
import { createBriefingFolder } from "./files.ts";
import type { Outbox } from "./outbox.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { removeOldRuns } from "./retention.ts";
import type { Scheduler } from "./scheduler.ts";
import type { BriefingStore } from "./store.ts";
import { type FileProblem, syncFiles } from "./sync-files.ts";

interface Stores {
  readonly briefings: BriefingStore;
  readonly outbox: OutboxStore;
}

/** What is looked at in a cycle, and what for. */
export type CyclesOptions = Pick<BriefingsOptions, "jobs" | "config" | "folder" | "onError" | "sleep"> & {
  readonly stores: Stores;
  readonly scheduler: Scheduler;
  readonly outbox: Outbox;
  readonly now: () => Date;
  /** Ends the looking. */
  readonly signal: AbortSignal;
};

/** Looks again and again at what is to be done. */
export interface Cycles {
  /** Reads the files only. */
  sync(): Promise<void>;
  /** Files that define nothing, and why, as of the last look. */
  problems(): readonly FileProblem[];
  /**
   * Reads the files, starts what is due, sends what may go, removes what is not kept.
   *
   * Contract: each does its part although another fails: a folder that cannot be read stops no run, a full disk no
   * delivery.
   */
  cycle(): Promise<void>;
  /** Cycles until the signal aborts. */
  start(): void;
  isStarted(): boolean;
  /** Waits for the cycle under way. */
  ended(): Promise<void>;
}

/** Edited files and moved clocks are noticed within this time. */
const longestSleepMs = 15_000;
const leastSleepMs = 500;

/** Makes the cycles of a server; nothing is looked at before the first call. */
export function createCycles(options: CyclesOptions): Cycles {
  const { stores, scheduler, outbox, now, onError, signal, sleep = systemClock.sleep } = options;
  const folder = createBriefingFolder(options.folder);
  let problems: readonly FileProblem[] = [];
  let looping: Promise<void> | undefined;
  const sync = async (): Promise<void> => {
    problems = await syncFiles(folder, { briefings: stores.briefings, jobs: options.jobs, now });
  };
  const cycle = async (pump: () => Promise<void>): Promise<void> => {
    for (const step of [sync, scheduler.tick, pump, () => tidy(options)]) await step().catch(onError);
  };
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      // A slow receiver must not hold up the next slot.
      await cycle(async () => void outbox.pump().catch(onError));
      await sleep(pauseOf(stores, now().getTime()), signal).catch(() => undefined);
    }
  };
  return {
    sync,
    problems: () => problems,
    cycle: () => cycle(outbox.pump),
    start: () => {
      looping ??= loop();
    },
    isStarted: () => looping !== undefined,
    ended: async () => looping,
  };
}

async function tidy({ stores, config }: CyclesOptions): Promise<void> {
  for (const briefing of stores.briefings.list())
    await removeOldRuns(briefing, { ...stores, out: config.out, home: config.home });
}

/** Until the next slot or delivery, and not longer than a change may go unnoticed. */
function pauseOf({ briefings, outbox }: Stores, now: number): number {
  const next = [...briefings.list().map((briefing) => nextDue(briefing, now)?.due), outbox.nextAt()];
  const waits = next.flatMap((at) => (at === undefined ? [] : [at - now]));
  return Math.max(leastSleepMs, Math.min(longestSleepMs, ...waits));
}
