import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "@langchain/langgraph";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { researchGraph } from "../graphs/research.ts";
import type { SubQuestion } from "./analyst/index.ts";
import type { Config } from "./config.ts";
import { ExhibitError, isAbort, messageOf } from "./errors.ts";
import type { Outcome, RunEvent } from "./events.ts";
import { packageVersion } from "./package-root.ts";
import {
  createBudget,
  createEventLog,
  explainDatabaseError,
  lockRun,
  openRunFolder,
  type RunFolder,
  type RunRecord,
  type RunRequest,
  runIdOf,
} from "./runs/index.ts";
import { createServices, skillsFolder } from "./services.ts";
import { loadSkills, selectSkill } from "./skills/index.ts";

/** A plan waits here for the user's word; `undefined` stops the run, which can be resumed. */
export type ApprovePlan = (subQuestions: readonly SubQuestion[]) => Promise<readonly SubQuestion[] | undefined>;

export interface RunOptions {
  readonly config: Config;
  readonly onEvent: (event: RunEvent) => void;
  /** Aborting stops at once; the run can be resumed. */
  readonly signal: AbortSignal;
  readonly approvePlan?: ApprovePlan;
  readonly now?: () => Date;
}

export interface RunResult {
  readonly runId: string;
  readonly runFolder: string;
  readonly outcome: Outcome;
  /** Absolute paths. */
  readonly artifacts: readonly string[];
}

/** One execution of the research graph. */
export interface Run {
  readonly id: string;
  readonly folder: string;
  /** Ends the search now and makes the report from what was found. */
  finishEarly(reason: string): void;
  /** Rejects with the abort reason, or with an `ExhibitError`; the run folder stays and can be resumed. */
  result(): Promise<RunResult>;
}

/** Starts a new run. Errors: `BAD_USAGE` for an unknown skill, those of the run folder and the config; everything later comes from `result()`. */
export async function startRun(request: RunRequest, options: RunOptions): Promise<Run> {
  const now = options.now ?? (() => new Date());
  await checkSkill(request.skill);
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
  const folder = await openRunFolder(join(options.config.out, runId));
  await folder.writeJson("run.json", record);
  return launch(record, folder, { ...options, resumed: false });
}

async function checkSkill(name: string | undefined): Promise<void> {
  if (name !== undefined) selectSkill(name, (await loadSkills([skillsFolder])).skills);
}

/** Goes on with a run that was stopped or killed. Errors: `NOT_FOUND`, `RUN_BUSY`. */
export async function resumeRun(runId: string, options: RunOptions): Promise<Run> {
  const folder = await findRun(runId, options.config);
  const record = await folder.readJson<RunRecord>("run.json");
  if (!record)
    throw new ExhibitError(
      "NOT_FOUND",
      `${folder.path} has no run.json, so it is not a run; name one under ${options.config.out}.`,
    );
  return launch(record, folder, { ...options, resumed: true });
}

/** The folder of a run by id, unique start of an id, or path. Errors: `NOT_FOUND`. */
export async function findRun(name: string, config: Config): Promise<RunFolder> {
  const entries = await readdir(config.out).catch(() => [] as string[]);
  const matches = entries.filter((entry) => entry === name || entry.startsWith(name));
  const [only] = matches.includes(name) ? [name] : matches;
  if (only && (matches.length === 1 || matches.includes(name))) return openRunFolder(join(config.out, only));
  const byPath = await readdir(name).catch(() => undefined);
  if (byPath?.includes("run.json") || byPath?.includes("report.json")) return openRunFolder(name);
  const known =
    entries
      .filter((entry) => !entry.startsWith(".") && entry !== "README.md")
      .slice(-5)
      .join(", ") || "none";
  throw new ExhibitError("NOT_FOUND", `No run ${name} in ${config.out}; the last ones are: ${known}.`);
}

async function launch(record: RunRecord, folder: RunFolder, options: RunOptions & { resumed: boolean }): Promise<Run> {
  const unlock = await lockRun(folder.resolve("run.lock"));
  const now = options.now ?? (() => new Date());
  const { maxMinutes, maxSources } = record.request;
  const budget = createBudget({ maxMinutes, maxSources }, () => now().getTime());
  const log = createEventLog(folder.resolve("events.jsonl"));
  const emit = (event: RunEvent) => {
    log.write(event, now());
    options.onEvent(event);
  };
  const context = { folder: folder.path, record, budget, emit, signal: options.signal, now };
  const outcome = execute(context, folder, options).finally(async () => {
    await log.flush().finally(unlock);
  });
  // `result()` hands the failure on; until somebody asks, it must not count as unhandled.
  outcome.catch(() => undefined);
  return { id: record.runId, folder: folder.path, finishEarly: (reason) => budget.stop(reason), result: () => outcome };
}

type Context = Parameters<typeof createServices>[1];

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
  const end = async (outcome: Outcome, artifacts: readonly string[], message?: string): Promise<RunResult> => {
    const durationMs = now().getTime() - started;
    const told = message ? { message } : {};
    await folder.writeJson("run.json", { ...record, outcome, artifacts, durationMs, ...told });
    emit({ type: "run-end", runId, runFolder, outcome, artifacts, durationMs, ...told });
    return { runId, runFolder, outcome, artifacts };
  };
  try {
    const { outcome, artifacts } = await drive(context, folder, options);
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
  options: RunOptions & { resumed: boolean },
): Promise<{ outcome: Outcome; artifacts: readonly string[] }> {
  const { services, close } = await createServices(options.config, context);
  const saver = SqliteSaver.fromConnString(folder.resolve("checkpoints.sqlite"));
  try {
    const graph = researchGraph(services, saver);
    const thread = {
      configurable: { thread_id: context.record.runId },
      signal: options.signal,
      durability: "sync" as const,
      recursionLimit: 60,
    };
    const known = await graph.getState(thread);
    const isFresh = known.next.length === 0 && Object.keys(known.values).length === 0;
    if (isFresh) await graph.invoke({ question: context.record.question }, thread);
    else if (!isWaiting(known.next) && known.next.length > 0) await graph.invoke(null, thread);
    const paused = await graph.getState(thread);
    if (isWaiting(paused.next)) {
      const approved = await approvePlan(paused.values.subQuestions, folder, options, context.record);
      if (!approved) return { outcome: "stopped", artifacts: [] };
      await graph.invoke(new Command({ resume: approved }), thread);
    }
    const { values } = await graph.getState(thread);
    return { outcome: outcomeOf(values, context), artifacts: values.artifacts };
  } finally {
    saver.db.close();
    await close();
  }
}

const isWaiting = (next: readonly string[]): boolean => next.includes("approve");

/** A resumed run takes the plan as it stands in plan.json, so that it may be edited in between. */
async function approvePlan(
  subQuestions: readonly SubQuestion[],
  folder: RunFolder,
  options: RunOptions & { resumed: boolean },
  { request }: RunRecord,
): Promise<readonly SubQuestion[] | undefined> {
  if (options.resumed)
    return (await folder.readJson<{ subQuestions: SubQuestion[] }>("plan.json"))?.subQuestions ?? subQuestions;
  if (request.approval === "plan-only") return undefined;
  return options.approvePlan ? options.approvePlan(subQuestions) : subQuestions;
}

/** Partial: a part of the question without evidence, a reached limit or a missing format; the report lists them. */
function outcomeOf(
  values: { unansweredIds: readonly string[]; evidenceIds: readonly string[]; artifacts: readonly string[] },
  { budget, record }: Context,
): Outcome {
  const isWhole = values.unansweredIds.length === 0 && values.evidenceIds.length > 0 && !budget.searchEnded;
  return isWhole && values.artifacts.length === record.request.formats.length ? "complete" : "partial";
}
