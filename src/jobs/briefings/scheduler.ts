/**
 * Starts what is due.
 *
 * A tick reads the folder of files, decides on the slots since the last tick, and starts what may start. Everything it
 * knows is in the database, so a tick may be the first after a crash, come late, or come after the clock was moved.
 */
import { join } from "node:path";
import { messageOf } from "../../errors.ts";
import { inTransaction, type RunRequest } from "../../runs/index.ts";
import type { Job } from "../job.ts";
import type { Jobs } from "../jobs.ts";
import { decide } from "./decide.ts";
import { questionOf } from "./definition.ts";
import { deliveriesOf } from "./outbox.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { Briefing, SlotRecord } from "./records.ts";
import type { BriefingStore } from "./store.ts";

const keptDecisionsMs = 90 * 24 * 60 * 60_000;

interface SchedulerOptions {
  readonly jobs: Jobs;
  readonly briefings: BriefingStore;
  readonly outbox: OutboxStore;
  readonly now: () => Date;
  /** Absolute folder of the runs. */
  readonly out: string;
  /** A run's request, within what the operator allows. Errors: `BAD_USAGE`. */
  readonly requestOf: (briefing: Briefing, question: string) => RunRequest;
}

/** What becomes due; it holds no timer, so that whoever has it decides when time has passed. */
export interface Scheduler {
  /** Decides on the slots until now and starts what may start. Rejects with the first problem once all had their turn. */
  tick(): Promise<void>;
  /** Starts one slot that is due, unless the run before is still at work. */
  start(briefingId: string, slot: string): Promise<void>;
}

/** Listens to the jobs from now on, so there is one for each of a server's job queues. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { jobs, briefings, now } = options;
  // What a run leaves behind is written with its end: the slot's state and its deliveries, or neither.
  jobs.onEnded((job) => settleEnded(job, options));
  jobs.onQueued((job) => takeUpAgain(job, options));
  return {
    async tick() {
      const at = now().getTime();
      const problems: unknown[] = [];
      // What is wrong with one briefing costs no other its slot.
      const each = async <Item>(items: readonly Item[], work: (item: Item) => void | Promise<void>) => {
        for (const item of items)
          await Promise.resolve(item)
            .then(work)
            .catch((error: unknown) => problems.push(error));
      };
      await each(briefings.list(), (briefing) => {
        settleLost(briefing, options);
        decideOn(briefing, at, options);
      });
      await each(briefings.slotsIn("due"), (slot) => startIfFree(slot, options));
      if (problems.length > 0) throw problems[0];
    },
    async start(briefingId, name) {
      const due = briefings.slotsIn("due").find((one) => one.briefingId === briefingId && one.slot === name);
      if (due) await startIfFree(due, options);
    },
  };
}

/** Within a transaction. */
function settleEnded(job: Job, { briefings, outbox, now }: SchedulerOptions): void {
  const slot = briefings.slotOfRun(job.runId);
  const state = endStates[job.status];
  if (slot?.state !== "running" || !state) return;
  const { message } = job;
  briefings.move(slot, "running", { state, updated: now().toISOString(), ...(message ? { reason: message } : {}) });
  const briefing = briefings.get(slot.briefingId);
  if (state === "done" && briefing) outbox.put(deliveriesOf(briefing, { slot: slot.slot, runId: job.runId }, now()));
}

/** A run that failed goes on, so its slot does: what it makes is delivered. Within a transaction. */
function takeUpAgain({ runId }: Job, { briefings, now }: SchedulerOptions): void {
  const slot = briefings.slotOfRun(runId);
  if (slot) briefings.move(slot, "failed", { state: "running", updated: now().toISOString() });
}

const endStates: Partial<Record<Job["status"], "done" | "failed" | "cancelled">> = {
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
};

function decideOn(briefing: Briefing, at: number, { briefings, jobs, now }: SchedulerOptions): void {
  const { id, cursor } = briefing;
  const { slots, isSetBack } = decide(briefing, { now: at, isBusy: runsOf(id, { briefings, jobs }).length > 0 });
  if (isSetBack) briefings.forgetAfter(id, at);
  if (slots.length === 0 && cursor === at) return;
  briefings.decide(id, slots, { cursor: at, updated: now().toISOString() });
  briefings.prune(id, at - keptDecisionsMs);
}

type Stores = Pick<SchedulerOptions, "briefings" | "jobs">;

/** The slots of a briefing whose runs are waiting or at work now; a paused run keeps nobody waiting. */
function runsOf(briefingId: string, { briefings, jobs }: Stores): readonly SlotRecord[] {
  return briefings.slotsIn("running").filter((slot) => slot.briefingId === briefingId && jobAtWork(slot, jobs));
}

function jobAtWork({ runId = "" }: SlotRecord, { store }: Jobs): Job | undefined {
  return store.jobsOfRun(runId).findLast(({ status }) => status === "queued" || status === "running");
}

/** A run whose thread was removed will never end; one that ended while nobody listened has ended all the same. */
function settleLost({ id }: Briefing, options: SchedulerOptions): void {
  const { briefings, jobs, now } = options;
  for (const slot of briefings.slotsIn("running")) {
    if (slot.briefingId !== id) continue;
    const job = jobs.store.jobsOfRun(slot.runId ?? "").at(-1);
    if (job) inTransaction(jobs.database, () => settleEnded(job, options));
    const updated = now().toISOString();
    if (!job) briefings.move(slot, "running", { state: "cancelled", updated, reason: "Its thread was removed." });
  }
}

async function startIfFree(slot: SlotRecord, options: SchedulerOptions): Promise<void> {
  const { briefings, jobs, now } = options;
  const briefing = briefings.get(slot.briefingId);
  if (!briefing) return;
  const updated = now().toISOString();
  if (!briefing.isEnabled && isScheduled(slot)) {
    briefings.move(slot, "due", { state: "skipped", updated, reason: "The briefing was paused." });
    return;
  }
  const running = runsOf(briefing.id, options);
  if (running.length > 0 && briefing.definition.schedule.overlap !== "replace") return;
  for (const before of running) {
    // The slot goes first: its run's end must not count for anything any more.
    briefings.move(before, "running", { state: "cancelled", updated, reason: `Replaced by ${slot.slot}.` });
    const job = jobAtWork(before, jobs);
    if (job) jobs.stop(job, "cancelled");
  }
  try {
    await start(slot, briefing, options);
  } catch (error) {
    if (mayPass(error)) return;
    briefings.move(slot, "due", { state: "failed", updated, reason: messageOf(error) });
  }
}

/** A slot of the timetable, not one that somebody asked for: those are instants. */
const isScheduled = ({ slot }: SlotRecord): boolean => !slot.endsWith("Z");

/** The slot stays due: there is room when one of the tenant's runs ends, or when the disk has some. */
function mayPass(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "QUEUE_FULL" || code === "DISK_FULL" || code === "ENOSPC" || code === "SQLITE_FULL";
}

/** Queues the run; the slot knows it in the same transaction, so a crash leaves both or neither. */
async function start(slot: SlotRecord, briefing: Briefing, options: SchedulerOptions): Promise<void> {
  const { briefings, jobs, now } = options;
  const { title, watch, kind } = briefing.definition;
  const request = options.requestOf(briefing, questionOf(briefing.definition));
  const [last] = briefings.doneRuns(briefing.id);
  const previous = last === undefined ? undefined : join(options.out, last);
  const about = { name: briefing.name, title, watch, previous };
  const asked: RunRequest = kind === "report" ? request : { ...request, graph: "briefing", briefing: about };
  const also = ({ runId }: Job): void => {
    const isMine = briefings.move(slot, "due", { state: "running", updated: now().toISOString(), runId });
    if (!isMine) throw new Error(`The slot ${slot.slot} of ${briefing.name} was taken back.`);
  };
  await jobs.submit(threadOf(briefing, options), asked, { also });
}

/** The thread of a briefing's runs; another one when a client removed it. */
function threadOf(briefing: Briefing, { jobs, briefings, now }: SchedulerOptions): { id: string; tenant: string } {
  const { id, tenant, name, threadId } = briefing;
  const thread = jobs.store.thread(threadId, tenant);
  if (thread) return thread;
  const added = jobs.addThread(tenant, { metadata: { briefing: name } });
  briefings.change(id, { threadId: added.id }, now().toISOString());
  return added;
}
