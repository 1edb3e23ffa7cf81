import { setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import type { Config } from "../../config.ts";
import { ExhibitError } from "../../errors.ts";
import { systemClock } from "../../net/index.ts";
import { finishRemoving, type RunRequest } from "../../runs/index.ts";
import type { Job } from "../job.ts";
import type { Jobs } from "../jobs.ts";
import { createCycles } from "./cycles.ts";
import { nextDue } from "./decide.ts";
import type { Definition } from "./definition.ts";
import { editing } from "./editing.ts";
import { createBriefingFolder } from "./files.ts";
import { createOutbox } from "./outbox.ts";
import { createOutboxStore, type OutboxStore } from "./outbox-store.ts";
import { afterQuietHours } from "./quiet-hours.ts";
import type { Briefing, Delivery, SlotRecord } from "./records.ts";
import { removeOldRuns } from "./retention.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { feedPath, openSending } from "./sending.ts";
import type { Slot } from "./slots.ts";
import { type BriefingStore, createBriefingStore } from "./store.ts";
import { type FileProblem, syncFiles } from "./sync-files.ts";

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
  /** Hears what a cycle could not do; the next cycle tries again. */
  readonly onError: (error: unknown) => void;
  readonly now?: () => Date;
  /** Rejects with the signal's reason when it aborts. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A briefing that a client makes; the thread of its runs is made where none is given. */
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
  /** Undefined while it is off and after its last time. */
  nextDue(briefing: Briefing): Slot | undefined;
  /** What its receivers check webhooks with; the same as long as its name stays. */
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
  /** Ends the cycles; a delivery under way goes on when the server is started again. */
  close(): Promise<void>;
}

/**
 * Opens the briefings of a server: takes back what the last process left under way. Nothing is started before `start`
 * or `cycle`.
 */
export async function openBriefings(options: BriefingsOptions): Promise<Briefings> {
  const { jobs, config, now = () => new Date(), sleep = systemClock.sleep, onError } = options;
  const store = createBriefingStore(jobs.database);
  const outboxStore = createOutboxStore(jobs.database);
  outboxStore.recover();
  await finishRemoving(config.home);
  const stores = { briefings: store, outbox: outboxStore };
  const sending = await openSending({ ...options, ...stores, now });
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const { signal } = closing;
  const notBefore = outsideQuietHours(store);
  const outbox = createOutbox({ store: outboxStore, now, send: sending.send, notBefore, signal });
  const scheduler = createScheduler({ ...options, ...stores, now, out: config.out });
  const folder = createBriefingFolder(options.folder);
  let problems: readonly FileProblem[] = [];
  const sync = async () => {
    problems = await syncFiles(folder, { briefings: store, jobs, now });
  };
  const tidy = async () => {
    for (const briefing of store.list())
      await removeOldRuns(briefing, { ...stores, out: config.out, home: config.home });
  };
  const { pump } = outbox;
  const steps = (sendDue: typeof pump) => [sync, scheduler.tick, sendDue, tidy];
  const cycles = createCycles({ ...stores, steps, pump, onError, now, sleep, signal });
  // What a run has to deliver goes as soon as it has ended, not at the next look.
  jobs.onEnded(cycles.hurry);
  return {
    store,
    outbox: outboxStore,
    problems: () => problems,
    ...editing({ ...options, now, store }),
    runNow: (briefing) => runNow(briefing, { store, scheduler, now }),
    jobOf: ({ runId }) => (runId === undefined ? undefined : jobs.store.jobsOfRun(runId).at(-1)),
    nextDue: (briefing) => nextDue(briefing, now().getTime()),
    secretOf: sending.secretOf,
    feed: ({ id }) => readIfThere(feedPath(config, id)),
    cycle: cycles.once,
    sync,
    deliver: pump,
    start: cycles.start,
    async close() {
      closing.abort(new Error("The server is ending."));
      await cycles.ended();
      await outbox.settled();
      await sending.close();
    },
  };
}

/** Asked when a delivery goes, not only when it is put in: retries and downtime end in quiet hours too. */
const outsideQuietHours =
  (store: BriefingStore) =>
  ({ briefingId }: Delivery, at: number): number => {
    const { quiet, timeZone = "UTC" } = store.get(briefingId)?.definition.schedule ?? {};
    return afterQuietHours(at, quiet, timeZone);
  };

/** Puts in a slot of its own, due now, and starts it where nothing is at work. */
async function runNow(
  briefing: Briefing,
  { store, scheduler, now }: { readonly store: BriefingStore; readonly scheduler: Scheduler; readonly now: () => Date },
): Promise<SlotRecord> {
  const slot = now().toISOString();
  const { cursor } = store.get(briefing.id) ?? briefing;
  store.decide(briefing.id, [{ slot, due: now().getTime(), state: "due" }], { cursor, updated: slot });
  await scheduler.start(briefing.id, slot);
  const [added] = store.slots(briefing.id, 1_000).filter((one) => one.slot === slot);
  if (!added) throw new ExhibitError("NOT_FOUND", `The briefing ${briefing.name} was removed.`);
  return added;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
