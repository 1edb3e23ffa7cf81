import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { rmdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Config } from "./config.ts";
import { type Accounts, type ApprovePlan, type Clarify, type Driven, drive } from "./drive.ts";
import { ExhibitError, isAbort, messageOf } from "./errors.ts";
import type { Outcome, RunEvent, StageName, WaitingStage } from "./events.ts";
import type { Clock } from "./net/index.ts";
import { packageVersion } from "./package-root.ts";
import {
  createBudget,
  createEventLog,
  explainDatabaseError,
  findRun,
  type LoggedEvent,
  loadRunRecord,
  localTenant,
  lockRun,
  openRunFolder,
  openSteering,
  type RunFolder,
  type RunRecord,
  type RunRequest,
  runIdOf,
  type SteeringNote,
} from "./runs/index.ts";
import { type RunContext, skillSettings, toolsAllowed } from "./services.ts";
import { loadSkillSet, selectSkill } from "./skills/index.ts";

export type { ApprovePlan, Clarify } from "./drive.ts";

/** How a run is told of, stopped and answered. */
export interface RunOptions {
  readonly config: Config;
  /** Receives every event once it is in `events.jsonl`, with the number of its line there, from 1. */
  readonly onEvent: (event: RunEvent, number: number, logged: LoggedEvent) => void;
  /** Aborting stops at once; the run can be resumed. */
  readonly signal: AbortSignal;
  /** Asked where the question is unclear and the request says so; without it everything goes by its assumption. */
  readonly clarify?: Clarify;
  /** Asked when a plan is made that waits; without it every plan is approved. */
  readonly approvePlan?: ApprovePlan;
  /**
   * Whether resuming approves a plan that waits from before, as it stands in `plan.json` (the default), or asks again.
   */
  readonly resumeApproves?: boolean;
  readonly now?: () => Date;
  /** How a run waits for its turn at a host and for a model to recover; the system's when absent. */
  readonly clock?: Clock;
}

/** What a run left when it ended. */
export interface RunResult {
  readonly runId: string;
  readonly runFolder: string;
  readonly outcome: Outcome;
  /** Absolute paths. */
  readonly artifacts: readonly string[];
  /** Where a run that stopped waits for the user. */
  readonly waitsFor?: WaitingStage;
}

/** One execution of a graph, at work in this process until `result` settles. */
export interface Run {
  readonly id: string;
  readonly folder: string;
  /** Ends the search now and makes the report from what was found; false when the search is over already. */
  finishEarly(reason: string): boolean;
  /** Leaves something out or takes something in, while there is a search; false when it is over. */
  steer(note: SteeringNote): Promise<boolean>;
  /** Rejects with the abort reason, or with an `ExhibitError`; the run folder stays and can be resumed. */
  result(): Promise<RunResult>;
}

/**
 * Starts a new run. Errors: those of `prepareRun`; everything later comes from `result()`.
 *
 * @example
 * const request: RunRequest = {
 *   question: "How did Iowa's electricity generation from wind develop from 2001 to 2017?",
 *   library: [documents],
 *   urls: [],
 *   search: [],
 *   offline: true,
 *   formats: ["md"],
 *   length: "brief",
 *   maxSources: 50,
 *   maxMinutes: 5,
 *   approval: "auto",
 * };
 * const run = await startRun(request, { config, signal, onEvent: ({ type }) => seen.push(type) });
 * const { outcome, artifacts } = await run.result();
 */
export async function startRun(request: RunRequest, options: RunOptions): Promise<Run> {
  const { record, folder } = await prepareRun(request, options);
  return launch(record, folder, { ...options, resumed: false });
}

/** What a new run is prepared with. */
export interface PrepareOptions extends Pick<RunOptions, "config" | "now"> {
  /** Whose run it is; the machine's own user's when absent. */
  readonly tenant?: string;
}

/**
 * Writes the record of a new run, which `resumeRun` begins at any later time, in any process.
 *
 * Errors: `BAD_USAGE` for an unknown skill, those of the run folder and the config.
 */
export async function prepareRun(
  request: RunRequest,
  { config, now = () => new Date(), tenant = localTenant }: PrepareOptions,
): Promise<{ readonly record: RunRecord; readonly folder: RunFolder }> {
  await checkSkill(request, config);
  await toolsAllowed(config, request);
  if (request.follows !== undefined) await checkFollowed(request.follows, config);
  const runId = runIdOf(request.question, now(), randomUUID());
  const record: RunRecord = {
    schemaVersion: 1,
    runId,
    question: request.question,
    started: now().toISOString(),
    version: packageVersion(),
    analyst: "extractive",
    request,
    ...(tenant === localTenant ? {} : { tenant }),
  };
  const folder = await openRunFolder(join(config.out, runId));
  try {
    await folder.writeJson("run.json", record);
  } catch (error) {
    // Nothing was written, so there is nothing to go on with: no empty folder may look like a run.
    await rmdir(folder.path).catch(() => undefined);
    throw error;
  }
  return { record, folder };
}

async function checkSkill(request: RunRequest, config: Config): Promise<void> {
  if (request.skill !== undefined) selectSkill(request.skill, await loadSkillSet(skillSettings(config, request)));
}

/** Errors: `NOT_FOUND`, `BAD_USAGE` for a run that made no report. */
async function checkFollowed(runId: string, { out }: Config): Promise<void> {
  const folder = await findRun(runId, out);
  if (await folder.has("report.json")) return;
  const message = `Run ${runId} has no report to go on from; finish it with \`exhibit resume ${runId}\`, or ask anew.`;
  throw new ExhibitError("BAD_USAGE", message);
}

/** Goes on with a run that was stopped or killed. Errors: `NOT_FOUND`, `RUN_BUSY`, `BAD_REPORT`. */
export async function resumeRun(runId: string, options: RunOptions): Promise<Run> {
  const folder = await findRun(runId, options.config.out);
  const record = await loadRunRecord(folder);
  return launch(record, folder, { ...options, config: await configOf(folder, options.config), resumed: true });
}

/** A run found by its path keeps to the library beside it, wherever it is called from. */
async function configOf({ path }: RunFolder, config: Config): Promise<Config> {
  const home = join(dirname(path), basename(config.home));
  const isThere = await stat(home).catch(() => undefined);
  return isThere ? { ...config, home } : config;
}

/** Stages before the outline; from there on nothing is searched. */
const searching: readonly StageName[] = ["brief", "clarify", "plan", "gather", "assess"];

async function launch(record: RunRecord, folder: RunFolder, options: RunOptions & { resumed: boolean }): Promise<Run> {
  const unlock = await lockRun(folder.resolve("run.lock"));
  const now = options.now ?? (() => new Date());
  const { maxMinutes, maxSources } = record.request;
  const budget = createBudget({ maxMinutes, maxSources }, () => now().getTime());
  const log = createEventLog(folder.resolve("events.jsonl"));
  let stage: StageName = record.request.graph === "deck" ? "open" : "brief";
  const emit = (event: RunEvent) => {
    if (event.type === "stage-start") stage = event.stage;
    const logged = log.write(event, now());
    options.onEvent(event, logged.number, logged);
  };
  const { signal, clock } = options;
  // Every fetch and every call under way listens for the end; Node would take many of them for a leak.
  setMaxListeners(0, signal);
  const steering = openSteering(folder.resolve("steering.jsonl"));
  const context = { folder: folder.path, record, budget, steering, emit, signal, now, ...(clock ? { clock } : {}) };
  const outcome = execute(context, folder, options).finally(async () => {
    await log.flush().finally(unlock);
  });
  // `result()` hands the failure on; until somebody asks, it must not count as unhandled.
  outcome.catch(() => undefined);
  const finishEarly = (reason: string) => {
    budget.stop(reason);
    return searching.includes(stage);
  };
  const steer = async (note: SteeringNote) => {
    const taken = searching.includes(stage);
    if (taken) await steering.note(note);
    emit({ type: "steering-noted", ...wishOf(note), taken });
    return taken;
  };
  return { id: record.runId, folder: folder.path, finishEarly, steer, result: () => outcome };
}

function wishOf(note: SteeringNote): { wish: "skip" | "add"; target: string } {
  if (note.type === "skip") return { wish: "skip", target: note.target };
  return { wish: "add", target: note.type === "add-url" ? note.url : note.question };
}

async function execute(
  context: RunContext,
  folder: RunFolder,
  options: RunOptions & { resumed: boolean },
): Promise<RunResult> {
  const { record, emit, now } = context;
  const started = now().getTime();
  const { runId, question } = record;
  const runFolder = folder.path;
  emit({ type: "run-start", runId, runFolder, question, resumed: options.resumed });
  const accounts: Accounts = { usage: () => undefined };
  const end = async ({ outcome, waitsFor, ...driven }: Driven, message?: string): Promise<RunResult> => {
    const durationMs = now().getTime() - started;
    const used = accounts.usage();
    const artifacts = driven.artifacts.map((name) => folder.resolve(name));
    const told = { ...(used ? { usage: used } : {}), ...(message ? { message } : {}) };
    const waiting = waitsFor ? { waitsFor } : {};
    await folder.writeJson("run.json", { ...record, outcome, artifacts, durationMs, ...told });
    emit({ type: "run-end", runId, runFolder, outcome, artifacts, durationMs, ...told, ...waiting });
    return { runId, runFolder, outcome, artifacts, ...waiting };
  };
  try {
    return await end(await drive(context, folder, { ...options, accounts }));
  } catch (error) {
    const outcome = isAbort(error, options.signal) ? "stopped" : "failed";
    // On a full disk the record cannot be written either; the first error is the one to tell.
    await end({ outcome, artifacts: [] }, messageOf(error)).catch(() => undefined);
    throw outcome === "stopped" ? error : explainDatabaseError(error, folder.resolve("checkpoints.sqlite"));
  }
}
