import { join } from "node:path";
import { openTogether } from "../closing.ts";
import type { Config } from "../config.ts";
import { ExhibitError } from "../errors.ts";
import { lockRun, makeFolder, type RunRequest, type SteeringNote } from "../runs/index.ts";
import { type Database, memoryDatabase, openJobsDatabase } from "./database.ts";
import { createDispatcher, type Dispatcher, type Stop } from "./dispatch.ts";
import { createEventFeed, type EventFeed, type NumberedEvent } from "./event-feed.ts";
import { follow, untilEnded } from "./following.ts";
import type { Job, Thread } from "./job.ts";
import { createJobStore, type JobStore } from "./job-store.ts";
import { createShareStore, type ShareStore } from "./share-store.ts";
import { takingOf } from "./taking.ts";
import { createTokenStore, type TokenStore } from "./token-store.ts";
import type { Workers, WorkersOptions } from "./workers.ts";

/** Over what the queue works, and how much at once. */
export interface JobsOptions {
  readonly config: Config;
  /** Runs at work at once; the others wait their turn. */
  readonly maxRunning: number;
  /** Processes that work on the runs. */
  readonly workers: number;
  readonly now?: () => Date;
  /** Jobs of one tenant that may be queued or at work; no limit when absent. */
  readonly maxPerTenant?: number;
  /** Hears every event of every run, once, before its readers; never throws. */
  readonly onEvent?: (runId: string, numbered: NumberedEvent) => void;
  /** Keeps the queue in memory, for a process whose runs others do not go on with; the runs' folders stay. */
  readonly inMemory?: boolean;
  /** Hears what could not be written down; it is tried again. */
  readonly onError?: (error: unknown) => void;
  /** What works on the jobs; processes of our own when absent. */
  readonly createWorkers?: (options: WorkersOptions) => Workers;
}

/** From which event on a job is followed, and until when. */
export interface EventsOptions {
  /** Number of the last event that is known; all of the job's are told when absent. */
  readonly after?: number;
  readonly signal: AbortSignal;
}

/** What a client says about a job beside the request. */
export type Submission = Partial<Pick<Job, "starts" | "notes">> & {
  /** Writes in the transaction that queues the job; throwing leaves it unqueued. */
  readonly also?: (job: Job) => void;
};

/**
 * The queue of a server: takes requests, has workers do them, and tells what happens.
 *
 * Contract: what was taken is done although clients, workers or the server go away in between; jobs of one thread
 * follow each other, and a tenant with many does not keep others waiting.
 */
export interface Jobs {
  readonly store: JobStore;
  readonly feed: EventFeed;
  readonly shares: ShareStore;
  /** For what else the server keeps; its tables are whose who makes them. */
  readonly database: Database;
  /** Hears of jobs that end, within the transaction that ends them. */
  onEnded(listener: (job: Job) => void): void;
  /** Hears of jobs that are queued, within the transaction that queues them. */
  onQueued(listener: (job: Job) => void): void;
  /** Who may come in. */
  readonly tokens: TokenStore;
  addThread(tenant: string, given?: { readonly id?: string; readonly metadata?: Thread["metadata"] }): Thread;
  /** Does something in a thread that was just made for it; the thread goes again when that fails. */
  inNewThread<Value>(thread: Thread, work: (thread: Thread) => Promise<Value>): Promise<Value>;
  /** Queues a new run. Errors: `QUEUE_FULL`, those of `prepareRun`. */
  submit(thread: Pick<Thread, "id" | "tenant">, request: RunRequest, options?: Submission): Promise<Job>;
  /**
   * Queues the rest of a run that waits, was paused or failed; of one that waits with its plan, this is the user's word
   * for it.
   *
   * Errors: `RUN_BUSY` when it is over, or goes on already; `QUEUE_FULL`.
   */
  goOn(job: Job, options?: Submission): Promise<Job>;
  /** Ends the search now and makes the report from what was found; a job that has not begun is cancelled. */
  finish(job: Job): void;
  /** Stops at once. Paused, it can go on later; cancelled, it is over, also one that waited or was paused. */
  stop(job: Job, as: Stop): void;
  /** Forgets a job; one at work is stopped. The run's folder stays. */
  removeJob(job: Job): void;
  /** Forgets a thread with its jobs; those at work are stopped. The runs' folders stay. */
  removeThread(thread: Pick<Thread, "id">): void;
  /** Leaves something out of a run that is searching, or takes something in. */
  steer(job: Job, note: SteeringNote): Promise<void>;
  /** Events of the job above a number until it has ended; a reader that comes later gets them all. */
  events(job: Job, options: EventsOptions): AsyncGenerator<NumberedEvent>;
  /** The same in groups as they come: one where the reader is quick, more where it has to catch up. */
  eventGroups(job: Job, options: EventsOptions): AsyncGenerator<readonly NumberedEvent[]>;
  /** The job once it has ended. Rejects with the abort reason. */
  ended(jobId: string, signal: AbortSignal): Promise<Job>;
  /** Ends the workers; jobs under way go on when the server is started again. */
  close(): Promise<void>;
}

/** Opens the queue over the folder of the runs. Errors: `RUN_BUSY` when another server has it. */
export function openJobs(options: JobsOptions): Promise<Jobs> {
  return openTogether(async (closing) => {
    const { config, now = () => new Date(), inMemory = false, onEvent = () => undefined } = options;
    if (!inMemory) closing.add(await lockServer(config.home));
    const database = inMemory ? memoryDatabase() : openJobsDatabase(config.home);
    closing.add(() => database.close());
    const listeners: ((job: Job) => void)[] = [];
    const store = createJobStore(database, (job) => {
      for (const listener of listeners) listener(job);
    });
    const feed = createEventFeed((runId) => join(config.out, runId, "events.jsonl"));
    const stamp = () => now().toISOString();
    const { out } = config;
    const dispatcher = createDispatcher({ ...options, store, feed: heardBy(onEvent, feed), stamp, out });
    closing.add(() => dispatcher.close());
    await dispatcher.recover();
    return {
      store,
      feed,
      database,
      shares: createShareStore(database),
      tokens: createTokenStore(database),
      onEnded: (listener) => {
        listeners.push(listener);
      },
      ...takingOf({ ...options, store, feed, stamp, dispatcher }),
      ...removingOf({ store, feed, dispatcher }),
      ...followingOf({ store, feed }),
      finish: dispatcher.finish,
      stop: dispatcher.stop,
      steer: dispatcher.steer,
      close: closing.close,
    };
  });
}

interface Parts {
  readonly store: JobStore;
  readonly feed: EventFeed;
  readonly dispatcher: Dispatcher;
}

function removingOf({ store, feed, dispatcher }: Parts): Pick<Jobs, "removeJob" | "removeThread" | "inNewThread"> {
  const removeJob = (job: Job) => {
    dispatcher.stop(job, "cancelled");
    store.removeJob(job.id);
    feed.release(job.runId);
  };
  const removeThread = ({ id }: Pick<Thread, "id">) => {
    for (const job of store.jobsOf(id)) removeJob(job);
    store.removeThread(id);
  };
  return {
    removeJob,
    removeThread,
    async inNewThread(thread, work) {
      try {
        return await work(thread);
      } catch (error) {
        removeThread(thread);
        throw error;
      }
    },
  };
}

function followingOf(from: Pick<Parts, "store" | "feed">): Pick<Jobs, "events" | "eventGroups" | "ended"> {
  return {
    async *events(job, { after = job.after, signal }) {
      for await (const group of follow(job, { ...from, after, signal })) {
        for (const numbered of group) {
          yield numbered;
          signal.throwIfAborted();
        }
      }
    },
    eventGroups: (job, { after = job.after, signal }) => follow(job, { ...from, after, signal }),
    ended: (jobId, signal) => untilEnded(jobId, { ...from, signal }),
  };
}

function heardBy(onEvent: NonNullable<JobsOptions["onEvent"]>, feed: EventFeed): EventFeed {
  const push: EventFeed["push"] = (runId, numbered) => {
    onEvent(runId, numbered);
    feed.push(runId, numbered);
  };
  return { ...feed, push };
}

async function lockServer(home: string): Promise<() => Promise<void>> {
  await makeFolder(home);
  try {
    return await lockRun(join(home, "server.lock"));
  } catch (error) {
    if (!(error instanceof ExhibitError) || error.code !== "RUN_BUSY") throw error;
    const message = `Another server works in ${home}; end it first, or name another folder of runs with --out.`;
    throw new ExhibitError("RUN_BUSY", message, { cause: error });
  }
}
