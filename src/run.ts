import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { rmdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Command } from "@langchain/langgraph";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { briefingGraph } from "../graphs/briefing.ts";
import { deckGraph } from "../graphs/deck.ts";
import { researchGraph } from "../graphs/research.ts";
import type { SubQuestion } from "./analyst/index.ts";
import type { Config } from "./config.ts";
import { ExhibitError, isAbort, messageOf } from "./errors.ts";
import type { Outcome, RunEvent, RunUsage, StageName } from "./events.ts";
import { driveInquiry } from "./inquire.ts";
import { packageVersion } from "./package-root.ts";
import { forecast, loadEditedPlan, type Services } from "./research/index.ts";
import {
  createBudget,
  createEventLog,
  explainDatabaseError,
  findRun,
  type LoggedEvent,
  loadRunRecord,
  lockRun,
  openRunFolder,
  openSteering,
  type RunFolder,
  type RunRecord,
  type RunRequest,
  runIdOf,
  type SteeringNote,
} from "./runs/index.ts";
import { createServices, skillSettings, toolsAllowed } from "./services.ts";
import { loadSkillSet, selectSkill } from "./skills/index.ts";

/** A plan waits here for the user's word; `undefined` stops the run, which can be resumed. */
export type ApprovePlan = (subQuestions: readonly SubQuestion[]) => Promise<readonly SubQuestion[] | undefined>;

export interface RunOptions {
  readonly config: Config;
  /** Receives every event once it is in `events.jsonl`, with the number of its line there, from 1. */
  readonly onEvent: (event: RunEvent, number: number, logged: LoggedEvent) => void;
  /** Aborting stops at once; the run can be resumed. */
  readonly signal: AbortSignal;
  /** Asked when a plan is made that waits; without it every plan is approved. */
  readonly approvePlan?: ApprovePlan;
  /** Whether resuming approves a plan that waits from before, as it stands in `plan.json` (the default), or asks again. */
  readonly resumeApproves?: boolean;
  readonly now?: () => Date;
  /** How a model's retries wait; the system's timer when absent. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface RunResult {
  readonly runId: string;
  readonly runFolder: string;
  readonly outcome: Outcome;
  /** Absolute paths. */
  readonly artifacts: readonly string[];
}

/** One execution of a graph. */
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

/** Starts a new run. Errors: those of `prepareRun`; everything later comes from `result()`. */
export async function startRun(request: RunRequest, options: RunOptions): Promise<Run> {
  const { record, folder } = await prepareRun(request, options);
  return launch(record, folder, { ...options, resumed: false });
}

/**
 * Writes the record of a new run, which `resumeRun` begins at any later time, in any process.
 *
 * Errors: `BAD_USAGE` for an unknown skill, those of the run folder and the config.
 */
export async function prepareRun(
  request: RunRequest,
  { config, now = () => new Date() }: Pick<RunOptions, "config" | "now">,
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
const searching: readonly StageName[] = ["brief", "plan", "gather", "assess"];

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
  const { signal, sleep } = options;
  // Every fetch and every call under way listens for the end; Node would take many of them for a leak.
  setMaxListeners(0, signal);
  const steering = openSteering(folder.resolve("steering.jsonl"));
  const context = { folder: folder.path, record, budget, steering, emit, signal, now, ...(sleep ? { sleep } : {}) };
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

type Context = Parameters<typeof createServices>[1];

/** Where a run's services put their accounts, for who tells how it ended. */
interface Accounts {
  usage: () => RunUsage | undefined;
}

async function execute(
  context: Context,
  folder: RunFolder,
  options: RunOptions & { resumed: boolean },
): Promise<RunResult> {
  const { record, emit, now } = context;
  const started = now().getTime();
  const { runId, question } = record;
  const runFolder = folder.path;
  emit({ type: "run-start", runId, runFolder, question, resumed: options.resumed });
  const accounts: Accounts = { usage: () => undefined };
  const end = async (outcome: Outcome, artifacts: readonly string[], message?: string): Promise<RunResult> => {
    const durationMs = now().getTime() - started;
    const used = accounts.usage();
    const told = { ...(used ? { usage: used } : {}), ...(message ? { message } : {}) };
    await folder.writeJson("run.json", { ...record, outcome, artifacts, durationMs, ...told });
    emit({ type: "run-end", runId, runFolder, outcome, artifacts, durationMs, ...told });
    return { runId, runFolder, outcome, artifacts };
  };
  try {
    const { outcome, artifacts } = await drive(context, folder, { ...options, accounts });
    return await end(
      outcome,
      artifacts.map((name) => folder.resolve(name)),
    );
  } catch (error) {
    const outcome = isAbort(error, options.signal) ? "stopped" : "failed";
    // On a full disk the record cannot be written either; the first error is the one to tell.
    await end(outcome, [], messageOf(error)).catch(() => undefined);
    throw outcome === "stopped" ? error : explainDatabaseError(error, folder.resolve("checkpoints.sqlite"));
  }
}

/** Runs the graph to its end, through the approval of the plan, over services that are closed again. */
async function drive(
  context: Context,
  folder: RunFolder,
  options: RunOptions & { resumed: boolean; accounts: Accounts },
): Promise<{ outcome: Outcome; artifacts: readonly string[] }> {
  const { services, models, usage, close } = await createServices(options.config, context);
  options.accounts.usage = usage;
  const saver = SqliteSaver.fromConnString(folder.resolve("checkpoints.sqlite"));
  const inFlight = new Set<Promise<unknown>>();
  try {
    const thread = {
      configurable: { thread_id: context.record.runId },
      signal: options.signal,
      durability: "sync" as const,
      recursionLimit: 60,
      maxConcurrency,
    };
    if (services.request.graph === "inquiry")
      return await driveInquiry(services, { config: options.config, models, saver, thread });
    const graph = graphOf(services, { checkpointer: saver, inFlight });
    const { waited, edited } = await goOn(graph, thread, { services, saver, record: context.record });
    const paused = await graph.getState(thread);
    if (isWaiting(paused.next)) {
      const subQuestions = edited ?? paused.values.subQuestions;
      const isApproved = waited && (options.resumeApproves ?? true);
      const approved = isApproved ? subQuestions : await approvePlan(subQuestions, options, context);
      if (!approved) return { outcome: "stopped", artifacts: [] };
      await graph.invoke(
        new Command<readonly SubQuestion[], Record<never, never>, never>({ resume: approved }),
        thread,
      );
    }
    const { values } = await graph.getState(thread);
    return { outcome: outcomeOf(values, context), artifacts: values.artifacts };
  } finally {
    await Promise.allSettled(inFlight);
    saver.db.close();
    await close();
  }
}

/** Branches at work at once; more would only wait for the processor, or be refused by a model's provider. */
const maxConcurrency = 8;

type GraphOptions = Parameters<typeof researchGraph>[1];

type State = Awaited<ReturnType<ReturnType<typeof researchGraph>["invoke"]>>;

/** The answer to the one node that waits; it sends nothing to a node by name. */
type Resume = Command<readonly SubQuestion[], Record<never, never>, never>;

/** What a run needs of a graph that makes a report; both have the same state. */
interface RunGraph {
  invoke(input: { readonly question: string } | Resume | null, thread: Thread): Promise<unknown>;
  getState(thread: Thread): Promise<{ readonly next: readonly string[]; readonly values: State }>;
}

function graphOf(services: Services, options: GraphOptions): RunGraph {
  const make = { deck: deckGraph, briefing: briefingGraph, inquiry: researchGraph, report: researchGraph };
  return make[services.request.graph ?? "report"](services, options);
}

interface Thread {
  readonly configurable: { readonly thread_id: string };
  readonly signal: AbortSignal;
}

/** Runs from where the checkpoints stand to the approval of the plan or the end; tells whether a plan waited, and how it was edited. */
async function goOn(
  graph: RunGraph,
  thread: Thread,
  { services, saver, record }: { services: Services; saver: SqliteSaver; record: RunRecord },
): Promise<{ readonly waited: boolean; readonly edited: readonly SubQuestion[] | undefined }> {
  const { next, values } = await graph.getState(thread);
  const waits = isWaiting(next);
  const edited = waits ? await loadEditedPlan(services) : undefined;
  const isLost = next.length > 0 && hasLostReadings(values, services);
  if (isLost) {
    services.emit({ type: "warning", message: "The library lost what this run had read; the run begins again." });
    await saver.deleteThread(record.runId);
  }
  const isFresh = next.length === 0 && Object.keys(values).length === 0;
  if (isFresh) services.emit(await forecast(services));
  if (isLost || isFresh) await graph.invoke({ question: record.question }, thread);
  else if (!waits && next.length > 0) await graph.invoke(null, thread);
  return { waited: waits, edited };
}

const isWaiting = (next: readonly string[]): boolean => next.includes("approve");

/** Without the text that was read, its evidence would silently vanish from the report. */
function hasLostReadings(
  { sourceIds = [] }: { readonly sourceIds?: readonly string[] },
  { library }: Pick<Services, "library">,
): boolean {
  return sourceIds.some((id) => library.get(id) === undefined);
}

async function approvePlan(
  subQuestions: readonly SubQuestion[],
  options: RunOptions,
  { record }: Context,
): Promise<readonly SubQuestion[] | undefined> {
  if (record.request.approval === "plan-only") return undefined;
  return options.approvePlan ? options.approvePlan(subQuestions) : subQuestions;
}

/** Partial: a part of the question without evidence, a reached limit or a missing format; the report lists them. */
function outcomeOf(
  values: {
    readonly unansweredIds: readonly string[];
    readonly evidenceIds: readonly string[];
    readonly searchEnd: string;
    readonly artifacts: readonly string[];
  },
  { record }: Context,
): Outcome {
  const isWhole = values.unansweredIds.length === 0 && values.evidenceIds.length > 0 && values.searchEnd === "";
  return isWhole && values.artifacts.length === record.request.formats.length ? "complete" : "partial";
}
