import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import type { Config } from "../../config.ts";
import { ExhibitError } from "../../errors.ts";
import { systemClock } from "../../net/index.ts";
import { finishRemoving, type RunRequest } from "../../runs/index.ts";
import type { Job } from "../job.ts";
import type { Jobs } from "../jobs.ts";
import { keptJson } from "../kept-json.ts";
import { nextDue } from "./decide.ts";
import { type Definition, questionOf } from "./definition.ts";
import { createBriefingFolder } from "./files.ts";
import { createOutbox } from "./outbox.ts";
import { createOutboxStore, type OutboxStore } from "./outbox-store.ts";
import { afterQuietHours } from "./quiet-hours.ts";
import type { Briefing, Delivery, SlotRecord } from "./records.ts";
import { removeOldRuns } from "./retention.ts";
import { createScheduler } from "./scheduler.ts";
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

/** Edited files and moved clocks are noticed within this time. */
const longestSleepMs = 15_000;
const leastSleepMs = 500;

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
  // Asked when a delivery goes, not only when it is put in: retries and downtime end in quiet hours too.
  const notBefore = ({ briefingId }: Delivery, at: number): number => {
    const { quiet, timeZone = "UTC" } = store.get(briefingId)?.definition.schedule ?? {};
    return afterQuietHours(at, quiet, timeZone);
  };
  const { signal } = closing;
  const outbox = createOutbox({ store: outboxStore, now, send: sending.send, notBefore, signal });
  const scheduler = createScheduler({ ...options, ...stores, now, out: config.out });
  const folder = createBriefingFolder(options.folder);
  const stamp = () => now().toISOString();
  let problems: readonly FileProblem[] = [];
  let looping: Promise<void> | undefined;
  const sync = async () => {
    problems = await syncFiles(folder, { briefings: store, jobs, now });
  };
  const tidy = async () => {
    for (const briefing of store.list())
      await removeOldRuns(briefing, { ...stores, out: config.out, home: config.home });
  };
  // Each step does its part although another fails: a folder that cannot be read stops no run, a full disk no delivery.
  const cycle = async (pump: () => Promise<void> = outbox.pump) => {
    for (const step of [sync, scheduler.tick, pump, tidy]) await step().catch(onError);
  };
  const loop = async () => {
    while (!closing.signal.aborted) {
      // A slow receiver must not hold up the next slot.
      await cycle(async () => void outbox.pump().catch(onError));
      await sleep(pauseOf(store, outboxStore, now().getTime()), closing.signal).catch(() => undefined);
    }
  };
  // What a run has to deliver goes as soon as it has ended, not at the next look.
  jobs.onEnded(() => {
    if (looping) setImmediate(() => void outbox.pump().catch(onError));
  });
  return {
    store,
    outbox: outboxStore,
    problems: () => problems,
    ...editing({ ...options, now, store }),
    async runNow(briefing) {
      const slot = stamp();
      const { cursor } = store.get(briefing.id) ?? briefing;
      store.decide(briefing.id, [{ slot, due: now().getTime(), state: "due" }], { cursor, updated: slot });
      await scheduler.start(briefing.id, slot);
      const [added] = store.slots(briefing.id, 1_000).filter((one) => one.slot === slot);
      if (!added) throw new ExhibitError("NOT_FOUND", `The briefing ${briefing.name} was removed.`);
      return added;
    },
    jobOf: ({ runId }) => (runId === undefined ? undefined : jobs.store.jobsOfRun(runId).at(-1)),
    nextDue: (briefing) => nextDue(briefing, now().getTime()),
    secretOf: sending.secretOf,
    feed: ({ id }) => readIfThere(feedPath(config, id)),
    cycle: () => cycle(),
    sync,
    deliver: outbox.pump,
    start: () => {
      looping ??= loop();
    },
    async close() {
      closing.abort(new Error("The server is ending."));
      await looping;
      await outbox.settled();
      await sending.close();
    },
  };
}

/** Until the next slot or delivery, and not longer than a change may go unnoticed. */
function pauseOf(store: BriefingStore, outbox: OutboxStore, now: number): number {
  const next = [...store.list().map((briefing) => nextDue(briefing, now)?.due), outbox.nextAt()];
  const waits = next.flatMap((at) => (at === undefined ? [] : [at - now]));
  return Math.max(leastSleepMs, Math.min(longestSleepMs, ...waits));
}

type EditingOptions = BriefingsOptions & { readonly now: () => Date; readonly store: BriefingStore };

/** What clients do to briefings. */
function editing({
  store,
  jobs,
  now,
  config,
  requestOf,
}: EditingOptions): Pick<Briefings, "add" | "change" | "remove"> {
  const stamp = () => now().toISOString();
  return {
    add(tenant, { name, definition, origin, threadId, metadata = {} }) {
      if (store.named(tenant, name))
        throw new ExhibitError("BAD_USAGE", `There is a briefing ${name} already; choose another name.`);
      if (store.list(tenant).length >= config.server.briefingsPerTenant)
        throw new ExhibitError("QUEUE_FULL", tooManyBriefings(config.server.briefingsPerTenant));
      keptJson(definition, "A definition");
      // What this server has not is told now, not at the first slot.
      requestOf({ origin, definition }, questionOf(definition));
      const thread = threadId ?? jobs.addThread(tenant, { metadata: { briefing: name } }).id;
      const created = stamp();
      const about = { id: randomUUID(), tenant, name, origin, definition, metadata, isEnabled: definition.enabled };
      const briefing: Briefing = { ...about, threadId: thread, cursor: now().getTime(), created, updated: created };
      store.add(briefing);
      return briefing;
    },
    change(briefing, { definition, isEnabled, metadata }) {
      const { id, name, origin } = briefing;
      if (definition && origin === "file")
        throw new ExhibitError("BAD_USAGE", `The briefing ${name} is defined by its file; edit that.`);
      if (definition) keptJson(definition, "A definition");
      if (definition) requestOf({ origin, definition }, questionOf(definition));
      const paused =
        origin === "file" && isEnabled !== undefined ? { ...briefing.metadata, isPaused: !isEnabled } : undefined;
      const enabled = isEnabled ?? definition?.enabled;
      const kept = metadata ?? paused;
      store.change(
        id,
        {
          ...(definition ? { definition } : {}),
          ...(enabled === undefined ? {} : { isEnabled: enabled }),
          ...(kept ? { metadata: kept } : {}),
        },
        stamp(),
      );
      return store.get(id) ?? briefing;
    },
    remove({ id, name, origin, problem }) {
      if (origin === "file" && !problem?.includes("is gone"))
        throw new ExhibitError("BAD_USAGE", `The briefing ${name} is defined by its file; remove that, or pause it.`);
      for (const slot of store.slotsIn("running").filter(({ briefingId }) => briefingId === id)) {
        store.move(slot, "running", { state: "cancelled", updated: stamp(), reason: "The briefing was removed." });
        const job = jobs.store.jobsOfRun(slot.runId ?? "").at(-1);
        if (job) jobs.stop(job, "cancelled");
      }
      store.remove(id);
      jobs.shares.revokeAll({ kind: "feed", target: id });
    },
  };
}

function tooManyBriefings(most: number): string {
  return `You have ${most} briefings, which is as many as this server keeps for one tenant; remove one, or ask its operator to raise briefingsPerTenant.`;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
