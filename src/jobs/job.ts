import type { Outcome, WaitingStage } from "../events.ts";

/**
 * Where a job stands: `waiting` for the user's answers or word on a plan, `paused` by the user, `failed` by something
 * that may have passed, such as a full disk. These go on as a new job of the same run.
 */
export type JobStatus = "queued" | "running" | "waiting" | "paused" | "done" | "failed" | "cancelled";

/** Those in which nothing happens to a job by itself. */
export const endedStatuses: readonly JobStatus[] = ["waiting", "paused", "done", "failed", "cancelled"];

/** Whether a job can be followed by another of the same run. */
export const canGoOn = ({ status }: Pick<Job, "status">): boolean => ["waiting", "paused", "failed"].includes(status);

/** Whether a job waits for answers to what is unclear, not for the word on its plan. */
export const asksClarity = ({ status, waitsFor }: Pick<Job, "status" | "waitsFor">): boolean =>
  status === "waiting" && waitsFor === "clarify";

/** What the user asked of a job at work, until it has ended: to stop at once as what, or to end its search. */
export type Wish = "paused" | "cancelled" | "finish";

/** One stretch of work on a run: from its start, an approval or a pause to the next wait or the end. */
export interface Job {
  readonly id: string;
  readonly threadId: string;
  readonly tenant: string;
  /** The run that is worked on, a folder below `outputs/`. */
  readonly runId: string;
  readonly question: string;
  readonly status: JobStatus;
  /** The run's events of this job have numbers above this one. */
  readonly after: number;
  /** Number of the job's last event, once it has ended. */
  readonly last?: number;
  /** It was asked for to go on with a plan that waited, which is the user's word for the plan. */
  readonly approves: boolean;
  /** ISO 8601 instant before which it does not begin. */
  readonly starts?: string;
  /** What a protocol keeps with it; opaque to the queue. */
  readonly notes: Readonly<Record<string, unknown>>;
  /** How often a worker began it. */
  readonly attempts: number;
  /** ISO 8601 instants. */
  readonly created: string;
  readonly updated: string;
  /** What a job that waits is waiting for; the word on a plan when absent. */
  readonly waitsFor?: WaitingStage;
  /** How the run ended, if it did. */
  readonly outcome?: Outcome;
  /** Why it failed or was stopped, in a sentence for the user. */
  readonly message?: string;
}

/** A conversation: the runs that belong together, oldest first. */
export interface Thread {
  readonly id: string;
  readonly tenant: string;
  /** ISO 8601 instants. */
  readonly created: string;
  readonly updated: string;
  /** What clients keep with it; never read by us except for search. */
  readonly metadata: Readonly<Record<string, unknown>>;
}
