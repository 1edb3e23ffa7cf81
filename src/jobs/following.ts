import { ExhibitError } from "../errors.ts";
import type { EventFeed, NumberedEvent } from "./event-feed.ts";
import { endedStatuses, type Job, type JobStatus } from "./job.ts";
import type { JobStore } from "./job-store.ts";

const ended: ReadonlySet<JobStatus> = new Set(endedStatuses);

/** What is read to follow a job, and until when. */
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
  const listener = feed.listen(runId, signal);
  try {
    for (let cursor = after; ; ) {
      const job = store.jobById(id);
      const end = job?.last ?? (job ? Number.POSITIVE_INFINITY : 0);
      const events = (await feed.read(runId, cursor)).filter(({ number }) => number <= end);
      if (events.length > 0) yield events;
      signal.throwIfAborted();
      cursor = events.at(-1)?.number ?? cursor;
      if (!job || (ended.has(job.status) && (cursor >= end || events.length === 0))) return;
      // After some there may be more at once; only who has them all waits.
      if (events.length === 0) await listener.changed();
    }
  } finally {
    listener.close();
  }
}

/** The job once it has ended. Errors: `NOT_FOUND` when it is removed. */
export async function untilEnded(jobId: string, { signal, store, feed }: Following): Promise<Job> {
  const current = () => {
    const job = store.jobById(jobId);
    if (job) return job;
    throw new ExhibitError("NOT_FOUND", `There is no job ${jobId}; its thread may have been removed.`);
  };
  const listener = feed.listen(current().runId, signal);
  try {
    for (;;) {
      const job = current();
      if (ended.has(job.status)) return job;
      await listener.changed();
    }
  } finally {
    listener.close();
  }
}
