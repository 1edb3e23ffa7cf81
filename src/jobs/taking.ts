import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { ExhibitError } from "../errors.ts";
import { prepareRun } from "../run.ts";
import type { Dispatcher } from "./dispatch.ts";
import type { EventFeed } from "./event-feed.ts";
import { asksClarity, canGoOn, type Job } from "./job.ts";
import type { JobStore } from "./job-store.ts";
import type { Jobs, JobsOptions, Submission } from "./jobs.ts";
import { keptJson } from "./kept-json.ts";

type TakingOptions = Pick<JobsOptions, "config" | "now" | "maxPerTenant"> & {
  readonly store: JobStore;
  readonly feed: EventFeed;
  readonly dispatcher: Dispatcher;
  readonly stamp: () => string;
};

/** What comes into the queue. Contract: what is refused leaves neither a job nor a run folder. */
export function takingOf({
  config,
  now = () => new Date(),
  maxPerTenant = Number.POSITIVE_INFINITY,
  stamp,
  store,
  feed,
  dispatcher,
}: TakingOptions): Pick<Jobs, "addThread" | "submit" | "goOn" | "onQueued"> {
  const listeners: ((job: Job) => void)[] = [];
  const refuseTooMany = (tenant: string) => {
    if (store.count({ statuses: ["queued", "running"], tenant }) >= maxPerTenant) throw queueFull(maxPerTenant);
  };
  const enqueue = (
    job: Pick<Job, "threadId" | "tenant" | "runId" | "question" | "after" | "approves">,
    { notes = {}, also, ...starts }: Submission,
  ): Job => {
    refuseTooMany(job.tenant);
    const heard = (queued: Job): void => {
      for (const listener of listeners) listener(queued);
      also?.(queued);
    };
    const added = store.addJob({ ...job, notes, ...starts, id: randomUUID(), created: stamp() }, heard);
    dispatcher.pump();
    return added;
  };
  return {
    onQueued: (listener) => {
      listeners.push(listener);
    },
    addThread(tenant, { id = randomUUID(), metadata = {} } = {}) {
      const thread = { id, tenant, metadata, created: stamp(), updated: stamp() };
      store.addThread(thread);
      return thread;
    },
    async submit({ id: threadId, tenant }, request, submission = {}) {
      // Looked at here too, so that what is refused leaves no folder behind.
      refuseTooMany(tenant);
      keptJson(submission.notes ?? {}, "What is kept with a run");
      const { record, folder } = await prepareRun(request, { config, now, tenant });
      const { runId, question } = record;
      try {
        return enqueue({ threadId, tenant, runId, question, after: 0, approves: false }, submission);
      } catch (error) {
        // A run that nobody knows of is none.
        await rm(folder.path, { recursive: true, force: true });
        throw error;
      }
    },
    async goOn({ id, threadId, tenant, runId, question }, submission = {}) {
      const after = await feed.last(runId);
      // Looked at after the wait, so that of two clients that answer at once one goes on.
      const latest = store.jobsOfRun(runId).at(-1);
      if (latest?.id !== id || !canGoOn(latest)) throw goesNotOn(runId);
      // A job that was to approve the plan and was paused may not have come to it; the user's word stands.
      // Answers are no word for a plan that nobody has seen.
      const approves = (latest.status === "waiting" && !asksClarity(latest)) || latest.approves;
      return enqueue({ threadId, tenant, runId, question, after, approves }, submission);
    },
  };
}

function queueFull(most: number): ExhibitError {
  const message = `You have ${most} runs queued or at work, which is as many as this server takes from one tenant; wait for one to end, or cancel one.`;
  return new ExhibitError("QUEUE_FULL", message);
}

function goesNotOn(runId: string): ExhibitError {
  return new ExhibitError(
    "RUN_BUSY",
    `Run ${runId} neither waits nor is paused nor failed: it is at work or over already.`,
  );
}
