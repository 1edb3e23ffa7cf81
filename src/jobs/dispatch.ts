import { join } from "node:path";
import { messageOf } from "../errors.ts";
import { openSteering, type SteeringNote } from "../runs/index.ts";
import type { EventFeed } from "./event-feed.ts";
import type { Job, Wish } from "./job.ts";
import type { JobChange, JobStore } from "./job-store.ts";
import type { JobEnd } from "./worker-messages.ts";
import { createWorkers, type Workers, type WorkersOptions } from "./workers.ts";

/** What a dispatcher works with. */
export interface DispatchOptions {
  readonly store: JobStore;
  readonly feed: EventFeed;
  /** Jobs at work at once. */
  readonly maxRunning: number;
  /** Worker processes. */
  readonly workers: number;
  /** Absolute folder of the runs. */
  readonly out: string;
  /** ISO 8601 instant. */
  readonly stamp: () => string;
  /** Hears what could not be written down; it is tried again. */
  readonly onError?: (error: unknown) => void;
  readonly createWorkers?: (options: WorkersOptions) => Workers;
}

/** Gives queued jobs to workers and writes down how they end. */
export interface Dispatcher {
  /** Takes up what was at work when the last server ended: it goes on from its checkpoints, or stops if asked to. */
  recover(): Promise<void>;
  /** Begins what can begin. */
  pump(): void;
  /** Ends the search of a run at work and has its report made; a queued one does so when it begins. */
  finish(job: Job): void;
  /** Ends a job: for good, or so that it can be taken up again. */
  stop(job: Job, as: Stop): void;
  /** Heard at once by a run at work, by any other when it is begun. */
  steer(job: Job, note: SteeringNote): Promise<void>;
  /** Ends the workers; their jobs stay running in the store, so that the next server recovers them. */
  close(): Promise<void>;
}

/** What a stopped job becomes. */
export type Stop = Exclude<Wish, "finish">;

/**
 * A run whose worker is lost this often is given up: something in it ends processes. Those of killed servers do not
 * count.
 */
const maxLosses = 3;
/** Before what could not be written down is tried again: twice as long each time, up to the second. */
const retryMs = 1_000;
const longestRetryMs = 30_000;
const finishing = "The user ended the search early; the report covers what was found until then.";

/** Gives the jobs of a store to workers, as many at once as may be. */
export function createDispatcher(options: DispatchOptions): Dispatcher {
  const { store, feed, stamp } = options;
  const insistence = createInsistence(options.onError);
  const settle = settlingOf(options);
  const workers = (options.createWorkers ?? createWorkers)({
    count: options.workers,
    out: options.out,
    onEvent: (jobId, numbered) => {
      const job = store.jobById(jobId);
      if (job) feed.push(job.runId, numbered);
    },
    onEnd: (jobId, end) => ended(jobId, end),
  });
  // What a worker told is not told again.
  const ended = (jobId: string, end: JobEnd | undefined): void =>
    insistence.insist(async () => {
      await settle(jobId, end);
      pump();
    });
  const begin = ({ id, runId, approves, attempts }: Job): void => {
    store.change(id, { status: "running", attempts: attempts + 1 }, stamp());
    try {
      workers.begin({ jobId: id, runId, approved: approves });
    } catch (error) {
      ended(id, { state: "failed", message: messageOf(error) });
      return;
    }
    if (store.wishOf(id) === "finish") workers.finish(id, finishing);
    feed.wake(runId);
  };
  let timer: NodeJS.Timeout | undefined;
  const pump = (): void => {
    const next = () => nextJob(store, options.maxRunning, stamp());
    for (let job = next(); job; job = next()) begin(job);
    clearTimeout(timer);
    timer = pumpLater(store, stamp(), () => insistence.insist(pump));
  };
  return {
    async recover() {
      for (const { id, runId } of store.withStatus("running")) {
        const stop = stopOf(store.wishOf(id));
        const change = stop ? { status: stop, last: await feed.last(runId) } : ({ status: "queued" } as const);
        store.change(id, change, stamp());
      }
      pump();
    },
    pump: () => insistence.insist(pump),
    ...wishesOf(options, workers),
    close() {
      insistence.end();
      clearTimeout(timer);
      return workers.close();
    },
  };
}

/** Does again what could not be written down: a full disk passes. */
interface Insistence {
  insist(work: () => void | Promise<void>): void;
  /** From now on nothing is tried again. */
  end(): void;
}

/** `onError` hears of each work that fails once, not at every try. */
function createInsistence(onError: (error: unknown) => void = () => undefined): Insistence {
  let isOver = false;
  const attempt = async (work: () => void | Promise<void>, waitMs: number): Promise<void> => {
    try {
      if (!isOver) await work();
    } catch (error) {
      if (isOver) return;
      if (waitMs === retryMs) onError(error);
      setTimeout(attempt, waitMs, work, Math.min(waitMs * 2, longestRetryMs)).unref();
    }
  };
  return {
    insist: (work) => void attempt(work, retryMs),
    end: () => {
      isOver = true;
    },
  };
}

/** Writes down how jobs end; one whose worker was lost goes back into the queue, a few times. */
function settlingOf({ store, feed, stamp }: DispatchOptions) {
  const losses = new Map<string, number>();
  return async (jobId: string, end: JobEnd | undefined): Promise<void> => {
    const job = store.jobById(jobId);
    // Removed while it was at work: its place is free all the same.
    if (job?.status !== "running") {
      losses.delete(jobId);
      return;
    }
    // A lost worker may have written more than it told.
    if (!end) feed.release(job.runId);
    const last = await feed.last(job.runId);
    const stop = stopOf(store.wishOf(jobId));
    const lost = (losses.get(jobId) ?? 0) + 1;
    const isTriedAgain = !end && !stop && lost < maxLosses;
    store.change(jobId, isTriedAgain ? { status: "queued" } : { ...changeFor(end, stop), last }, stamp());
    if (isTriedAgain) losses.set(jobId, lost);
    else losses.delete(jobId);
    feed.release(job.runId);
  };
}

/** What users ask of jobs. */
function wishesOf(
  { store, feed, stamp, out }: DispatchOptions,
  workers: Workers,
): Pick<Dispatcher, "finish" | "stop" | "steer"> {
  /** A job that no worker has yet is ended here. */
  const dropQueued = ({ id, runId, after }: Job, status: Stop): boolean => {
    const isDropped = store.changeIf(id, "queued", { status, last: after }, stamp()) !== undefined;
    if (isDropped) feed.wake(runId);
    return isDropped;
  };
  const dropResting = ({ id, runId }: Job): void => {
    for (const resting of ["waiting", "paused"] as const) store.changeIf(id, resting, { status: "cancelled" }, stamp());
    feed.wake(runId);
  };
  return {
    finish(job) {
      if (dropQueued(job, "cancelled")) return;
      if (store.jobById(job.id)?.status !== "running" || store.wishOf(job.id)) return;
      store.setWish(job.id, "finish");
      workers.finish(job.id, finishing);
    },
    stop(job, as) {
      if (dropQueued(job, as)) return;
      if (as === "cancelled") dropResting(job);
      // What was cancelled is over: a pause that comes after does not take it back.
      if (store.jobById(job.id)?.status !== "running" || store.wishOf(job.id) === "cancelled") return;
      store.setWish(job.id, as);
      workers.abort(job.id, as === "paused" ? "Paused by the user." : "Cancelled by the user.");
    },
    async steer({ id, runId }, note) {
      if (store.jobById(id)?.status === "running") workers.steer(id, note);
      else await openSteering(join(out, runId, "steering.jsonl")).note(note);
    },
  };
}

/** Timers take no more than 2^31 milliseconds. */
const longestWaitMs = 2 ** 31 - 1;

/** Looks again when the next job that waits for its time may begin. */
function pumpLater(store: JobStore, now: string, pump: () => void): NodeJS.Timeout | undefined {
  const later = store
    .withStatus("queued")
    .flatMap(({ starts }) => (starts !== undefined && starts > now ? [starts] : []));
  const [next] = later.sort();
  if (next === undefined) return undefined;
  return setTimeout(pump, Math.min(Date.parse(next) - Date.parse(now), longestWaitMs)).unref();
}

/** The oldest job of the tenant with the fewest at work; one thread's jobs follow each other. */
function nextJob(store: JobStore, maxRunning: number, now: string): Job | undefined {
  const running = store.withStatus("running");
  if (running.length >= maxRunning) return undefined;
  const busy = new Set(running.map(({ threadId }) => threadId));
  const load = (tenant: string) => running.filter((job) => job.tenant === tenant).length;
  const ready = store
    .withStatus("queued")
    .filter(({ threadId, starts }) => !busy.has(threadId) && (starts === undefined || starts <= now));
  return ready.reduce<Job | undefined>(
    (best, job) => (best && load(best.tenant) <= load(job.tenant) ? best : job),
    undefined,
  );
}

const stopOf = (wish: Wish | undefined): Stop | undefined => (wish === "finish" ? undefined : wish);

function changeFor(end: JobEnd | undefined, stop: Stop | undefined): JobChange {
  if (end?.state === "done") return { status: "done", ...(end.outcome ? { outcome: end.outcome } : {}) };
  if (stop) return { status: stop };
  if (end?.state === "waiting") return { status: "waiting", ...(end.waitsFor ? { waitsFor: end.waitsFor } : {}) };
  const lost = `The run ended its process ${maxLosses} times and was given up; ask for less at once, or look at the server's log.`;
  return { status: "failed", message: end?.message ?? lost };
}
