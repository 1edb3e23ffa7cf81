import { ExhibitError } from "../errors.ts";
import type { EventFeed, NumberedEvent } from "./event-feed.ts";
import { endedStatuses, type Job, type JobStatus } from "./job.ts";
import type { JobStore } from "./job-store.ts";

const ended: ReadonlySet<JobStatus> = new Set(endedStatuses);

export interface Following {
  readonly signal: AbortSignal;
  readonly store: JobStore;
  readonly feed: EventFeed;
}

/** Events of a job above a number, in groups as they come, until it has ended. */
export async function* follow(
  { id, runId }: Job,
  { after, signal, store, feed }: Following & { readonly after: number },
): AsyncGenerator<readonly NumberedEvent[]> {
  let cursor = after;
  for (;;) {
    // Asked for before the look, so that nothing falls between the two.
    const changed = feed.changed(runId, signal);
    changed.catch(() => undefined);
    const job = store.jobById(id);
    const end = job?.last ?? (job ? Number.POSITIVE_INFINITY : 0);
    const events = (await feed.read(runId, cursor)).filter(({ number }) => number <= end);
    if (events.length > 0) yield events;
    signal.throwIfAborted();
    cursor = events.at(-1)?.number ?? cursor;
    if (!job || (ended.has(job.status) && (cursor >= end || events.length === 0))) return;
    // After some there may be more at once; only who has them all waits.
    if (events.length === 0) await changed;
  }
}

/** The job once it has ended. Errors: `NOT_FOUND` when it is removed. */
export async function untilEnded(jobId: string, { signal, store, feed }: Following): Promise<Job> {
  for (;;) {
    const job = store.jobById(jobId);
    if (!job) throw new ExhibitError("NOT_FOUND", `There is no job ${jobId}; its thread may have been removed.`);
    if (ended.has(job.status)) return job;
    await feed.changed(job.runId, signal);
  }
}
