import { setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import type { Config } from "../../config.ts";
import { ExhibitError, isMissing } from "../../errors.ts";
import { finishRemoving, type RunRequest } from "../../runs/index.ts";
import type { Job } from "../job.ts";
import type { Jobs } from "../jobs.ts";
import { createCycles } from "./cycles.ts";
import { nextDue } from "./decide.ts";
import type { Definition } from "./definition.ts";
import { editing } from "./editing.ts";
import { createOutbox } from "./outbox.ts";
import { createOutboxStore, type OutboxStore } from "./outbox-store.ts";
import { afterQuietHours } from "./quiet-hours.ts";
import type { Briefing, Delivery, SlotRecord } from "./records.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { feedPath, openSending } from "./sending.ts";
import type { Slot } from "./slots.ts";
import { type BriefingStore, createBriefingStore } from "./store.ts";
import type { FileProblem } from "./sync-files.ts";

/** What a server gives its briefings to work with. */
export interface BriefingsOptions {
  readonly jobs: Jobs;
  readonly config: Config;
  readonly offline: boolean;
  /** Folder of the definition files. */
  readonly folder: string;
  /** Folder that paths in files are relative to. */
  readonly cwd: string;
  /** A run's request, within what the operator allows. Errors: `BAD_USAGE`. */
  readonly requestOf: (briefing: Pick<Briefing, "origin" | "definition">, question: string) => RunRequest;
  readonly onError: (error: unknown) => void;
  readonly now?: () => Date;
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A briefing that a client makes. */
export interface NewBriefing {
  readonly name: string;
  readonly definition: Definition;
  readonly origin: "api" | "cron";
  readonly threadId?: string;
  readonly metadata?: Briefing["metadata"];
}

/** The scheduled briefings of a server. Contract: everything asked for by a tenant is that tenant's own. */
export interface Briefings {
  readonly store: BriefingStore;
  readonly outbox: OutboxStore;
  /** Files that define nothing, and why, as of the last look. */
  problems(): readonly FileProblem[];
  /** Errors: `BAD_USAGE` for a name that is taken or sources that this server has not; `QUEUE_FULL`. */
  add(tenant: string, briefing: NewBriefing): Briefing;
  /** Errors: as `add`; `BAD_USAGE` for a file's definition, which is changed in the file. */
  change(
    briefing: Briefing,
    change: {
      readonly definition?: Definition;
      readonly isEnabled?: boolean;
      readonly metadata?: Briefing["metadata"];
    },
  ): Briefing;
  /** Ends its run and forgets it; the folders of its runs stay. Errors: `BAD_USAGE` while its file is there. */
  remove(briefing: Briefing): void;
  /** Runs it once, out of turn; it waits for a run under way. */
  runNow(briefing: Briefing): Promise<SlotRecord>;
  /** The job of a slot, once it was started. */
  jobOf(slot: SlotRecord): Job | undefined;
  nextDue(briefing: Briefing): Slot | undefined;
  secretOf(briefing: Pick<Briefing, "tenant" | "name">): string;
  /** The Atom feed; undefined while nothing was delivered to it. */
  feed(briefing: Briefing): Promise<string | undefined>;
  /** Reads the files, starts what is due, sends what may go, removes what is not kept. */
  cycle(): Promise<void>;
  /** Reads the files only. */
  sync(): Promise<void>;
  /** Sends what may go now. */
  deliver(): Promise<void>;
  /** Cycles until closed. */
  start(): void;
  close(): Promise<void>;
}

/** Opens the briefings over the queue's database; nothing happens until they are started or a cycle is asked for. */
export async function openBriefings(options: BriefingsOptions): Promise<Briefings> {
  const { jobs, config, now = () => new Date(), onError } = options;
  const stores = { briefings: createBriefingStore(jobs.database), outbox: createOutboxStore(jobs.database) };
  stores.outbox.recover();
  await finishRemoving(config.home);
  const closing = new AbortController();
  const { signal } = closing;
  setMaxListeners(0, signal);
  const sending = await openSending({ ...options, ...stores, now });
  const notBefore = quietHoursOf(stores.briefings);
  const outbox = createOutbox({ store: stores.outbox, now, send: sending.send, notBefore, signal });
  const scheduler = createScheduler({ ...options, ...stores, now, out: config.out });
  const cycles = createCycles({ ...options, stores, scheduler, outbox, now, signal });
  // What a run has to deliver goes as soon as it has ended, not at the next look.
  jobs.onEnded(() => {
    if (cycles.isStarted()) setImmediate(() => void outbox.pump().catch(onError));
  });
  return {
    store: stores.briefings,
    outbox: stores.outbox,
    ...editing({ ...options, now, store: stores.briefings }),
    ...running({ jobs, now, scheduler, store: stores.briefings }),
    secretOf: sending.secretOf,
    feed: ({ id }) => readIfThere(feedPath(config, id)),
    problems: cycles.problems,
    cycle: cycles.cycle,
    sync: cycles.sync,
    start: cycles.start,
    deliver: outbox.pump,
    async close() {
      closing.abort(new Error("The server is ending."));
      await cycles.ended();
      await outbox.settled();
      await sending.close();
    },
  };
}

/** Asked when a delivery goes, not only when it is put in: retries and downtime end in quiet hours too. */
function quietHoursOf(briefings: BriefingStore): (delivery: Delivery, at: number) => number {
  return ({ briefingId }, at) => {
    const { quiet, timeZone = "UTC" } = briefings.get(briefingId)?.definition.schedule ?? {};
    return afterQuietHours(at, quiet, timeZone);
  };
}

type RunningOptions = Pick<BriefingsOptions, "jobs"> & {
  readonly now: () => Date;
  readonly scheduler: Scheduler;
  readonly store: BriefingStore;
};

/** When briefings run, and by which job. */
function running({ jobs, now, scheduler, store }: RunningOptions): Pick<Briefings, "runNow" | "jobOf" | "nextDue"> {
  return {
    async runNow(briefing) {
      const slot = now().toISOString();
      const gone = () => new ExhibitError("NOT_FOUND", `The briefing ${briefing.name} was removed.`);
      const { cursor } = store.get(briefing.id) ?? refuse(gone());
      store.decide(briefing.id, [{ slot, due: now().getTime(), state: "due" }], { cursor, updated: slot });
      await scheduler.start(briefing.id, slot);
      return store.slots(briefing.id, 1_000).find((one) => one.slot === slot) ?? refuse(gone());
    },
    jobOf: ({ runId }) => (runId === undefined ? undefined : jobs.store.jobsOfRun(runId).at(-1)),
    nextDue: (briefing) => nextDue(briefing, now().getTime()),
  };
}

function refuse(error: ExhibitError): never {
  throw error;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
