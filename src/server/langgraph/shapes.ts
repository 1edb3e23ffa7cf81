import type { Job, JobStatus, StandingThread } from "../../jobs/index.ts";
import { assistantId } from "./assistants.ts";
import { notesOf } from "./notes.ts";

/** Where a run stands, in the words of the API. */
export type RunStatus = "pending" | "running" | "error" | "success" | "timeout" | "interrupted";
/** Where a thread stands, in the words of the API. */
export type ThreadStatus = "idle" | "busy" | "interrupted" | "error";

const runStatuses: Readonly<Record<JobStatus, RunStatus>> = {
  queued: "pending",
  running: "running",
  waiting: "interrupted",
  paused: "interrupted",
  cancelled: "interrupted",
  done: "success",
  failed: "error",
};

const threadStatuses: Readonly<Record<JobStatus, ThreadStatus>> = {
  queued: "busy",
  running: "busy",
  waiting: "interrupted",
  paused: "interrupted",
  cancelled: "idle",
  done: "idle",
  failed: "error",
};

/** The status of a job. */
export const runStatus = ({ status }: Pick<Job, "status">): RunStatus => runStatuses[status];

/** The status of a thread. */
export function threadStatus({ standing }: Pick<StandingThread, "standing">): ThreadStatus {
  return standing === undefined ? "idle" : threadStatuses[standing];
}

/** Where a thread stands by its jobs, oldest first. */
export function standingOf(jobs: readonly Job[]): JobStatus | undefined {
  const busy = jobs.find(({ status }) => status === "running") ?? jobs.find(({ status }) => status === "queued");
  return (busy ?? jobs.at(-1))?.status;
}

/** A job as the API shows a run: one stretch of work, with an id of its own. */
export function toRun(job: Job): object {
  const { graph, metadata, strategy } = notesOf(job);
  return {
    run_id: job.id,
    thread_id: job.threadId,
    assistant_id: assistantId({ graph }),
    created_at: job.created,
    updated_at: job.updated,
    status: runStatus(job),
    metadata: { ...metadata, graph_id: graph, research_run_id: job.runId },
    multitask_strategy: strategy,
    kwargs: {},
  };
}

/** Keeps the fields that a client asked for; all when it named none. */
export function select(shape: object, fields: readonly string[] | undefined): object {
  if (!fields || fields.length === 0) return shape;
  return Object.fromEntries(Object.entries(shape).filter(([key]) => fields.includes(key)));
}

/** Whether `metadata` has everything that `wanted` names, as `@>` of PostgreSQL's jsonb. */
export function contains(metadata: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return metadata === wanted;
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata) !== Array.isArray(wanted))
    return false;
  if (Array.isArray(wanted)) return wanted.every((item) => Object.values(metadata).some((own) => contains(own, item)));
  const own = new Map(Object.entries(metadata));
  return Object.entries(wanted).every(([key, value]) => own.has(key) && contains(own.get(key), value));
}
