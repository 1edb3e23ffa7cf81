import { Command } from "@langchain/langgraph";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { briefingGraph } from "../graphs/briefing.ts";
import { deckGraph } from "../graphs/deck.ts";
import { researchGraph } from "../graphs/research.ts";
import type { GraphOptions } from "../graphs/timed.ts";
import type { Answers, Clarification, SubQuestion } from "./analyst/index.ts";
import type { Config } from "./config.ts";
import type { Outcome, RunUsage, WaitingStage } from "./events.ts";
import { driveInquiry } from "./inquire.ts";
import { forecast, loadAnswers, loadEditedPlan, type Services, writeAnswers } from "./research/index.ts";
import type { RunFolder, RunRecord } from "./runs/index.ts";
import { createServices, type RunContext } from "./services.ts";

/** A plan waits here for the user's word; `undefined` stops the run, which can be resumed. */
export type ApprovePlan = (subQuestions: readonly SubQuestion[]) => Promise<readonly SubQuestion[] | undefined>;

/** What is unclear waits here for answers; ids left out go by their assumption, `undefined` stops the run. */
export type Clarify = (clarifications: readonly Clarification[]) => Promise<Answers | undefined>;

/** Where a run's services put their accounts, for who tells how it ended. */
export interface Accounts {
  usage: () => RunUsage | undefined;
}

/** How a run is driven, and who is asked on the way. */
export interface DriveOptions {
  readonly config: Config;
  readonly signal: AbortSignal;
  readonly clarify?: Clarify;
  readonly approvePlan?: ApprovePlan;
  readonly resumeApproves?: boolean;
  readonly accounts: Accounts;
}

/** How a stretch of work on a run ended. */
export interface Driven {
  readonly outcome: Outcome;
  readonly artifacts: readonly string[];
  /** Where it waits for the user. */
  readonly waitsFor?: WaitingStage;
}

/** Runs the graph to its end, through answers and the approval of the plan, over services that are closed again. */
export async function drive(context: RunContext, folder: RunFolder, options: DriveOptions): Promise<Driven> {
  const { services, models, usage, close } = await createServices(options.config, context);
  options.accounts.usage = usage;
  const inFlight = new Set<Promise<unknown>>();
  let saver: SqliteSaver | undefined;
  try {
    saver = SqliteSaver.fromConnString(folder.resolve("checkpoints.sqlite"));
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
    const before = await goOn(graph, thread, { services, saver, record: context.record });
    for (;;) {
      const { next, values } = await graph.getState(thread);
      const waitsFor = waitingAt(next);
      if (!waitsFor) return { outcome: outcomeOf(values, context), artifacts: values.artifacts };
      const resume =
        waitsFor === "clarify"
          ? await answersTo(values.clarifications, options, folder)
          : await approved(values.subQuestions, before, { ...options, record: context.record });
      if (!resume) return { outcome: "stopped", artifacts: [], waitsFor };
      await graph.invoke(new Command<Word, Record<never, never>, never>({ resume }), thread);
    }
  } finally {
    await Promise.allSettled(inFlight);
    saver?.db.close();
    await close();
  }
}

/** Branches at work at once; more would only wait for the processor, or be refused by a model's provider. */
const maxConcurrency = 8;

type State = Awaited<ReturnType<ReturnType<typeof researchGraph>["invoke"]>>;

/** What the user says to a node that waits: answers, or the plan. */
type Word = Answers | readonly SubQuestion[];

/** The word to the one node that waits; it sends nothing to a node by name. */
type Resume = Command<Word, Record<never, never>, never>;

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

/** A plan that waited when this stretch of work began, as the user left it. */
interface Before {
  readonly waited: boolean;
  readonly edited: readonly SubQuestion[] | undefined;
}

/** Runs from where the checkpoints stand to the first node that waits or the end; tells whether a plan waited. */
async function goOn(
  graph: RunGraph,
  thread: Thread,
  { services, saver, record }: { services: Services; saver: SqliteSaver; record: RunRecord },
): Promise<Before> {
  const { next, values } = await graph.getState(thread);
  const waits = waitingAt(next);
  const edited = waits === "approve" ? await loadEditedPlan(services) : undefined;
  const isFresh = next.length === 0 && Object.keys(values).length === 0;
  // Nothing is next also where a node ended just before a crash and what it leads to has not begun: only a run with
  // files is over, and going on with it does nothing.
  const isOver = next.length === 0 && !isFresh && values.artifacts.length > 0;
  const isLost = !isFresh && !isOver && hasLostReadings(values, services);
  if (isLost) {
    services.emit({ type: "warning", message: "The library lost what this run had read; the run begins again." });
    await saver.deleteThread(record.runId);
  }
  if (isFresh) services.emit(await forecast(services));
  if (isLost || isFresh) await graph.invoke({ question: record.question }, thread);
  else if (!waits) await graph.invoke(null, thread);
  return { waited: waits === "approve", edited };
}

const waitingAt = (next: readonly string[]): WaitingStage | undefined =>
  (["clarify", "approve"] as const).find((stage) => next.includes(stage));

/** Without the text that was read, its evidence would silently vanish from the report. */
function hasLostReadings(
  { sourceIds = [] }: { readonly sourceIds?: readonly string[] },
  { library }: Pick<Services, "library">,
): boolean {
  return sourceIds.some((id) => library.get(id) === undefined);
}

/** The answers that stand in the brief already, and to what is left those of the user. */
async function answersTo(
  clarifications: readonly Clarification[],
  { clarify = async () => ({}) }: Pick<DriveOptions, "clarify">,
  folder: RunFolder,
): Promise<Answers | undefined> {
  const written = await loadAnswers(folder);
  const open = clarifications.filter(({ id }) => !(id in written));
  const given = open.length === 0 ? {} : await clarify(open);
  if (!given) return undefined;
  // In the brief first: a run killed after this knows what it was told.
  await writeAnswers({ ...written, ...given }, folder);
  return loadAnswers(folder);
}

/** The user's word for a plan that waited before is that the run goes on; for any other they are asked. */
async function approved(
  planned: readonly SubQuestion[],
  { waited, edited }: Before,
  {
    record,
    approvePlan,
    resumeApproves = true,
  }: Pick<DriveOptions, "approvePlan" | "resumeApproves"> & Pick<RunContext, "record">,
): Promise<readonly SubQuestion[] | undefined> {
  const subQuestions = edited ?? planned;
  if (waited && resumeApproves) return subQuestions;
  if (record.request.approval === "plan-only") return undefined;
  return approvePlan ? approvePlan(subQuestions) : subQuestions;
}

/** Partial: a part of the question without evidence, a reached limit or a missing format; the report lists them. */
function outcomeOf(
  values: {
    readonly unansweredIds: readonly string[];
    readonly evidenceIds: readonly string[];
    readonly searchEnd: string;
    readonly artifacts: readonly string[];
  },
  { record }: RunContext,
): Outcome {
  const isWhole = values.unansweredIds.length === 0 && values.evidenceIds.length > 0 && values.searchEnd === "";
  return isWhole && values.artifacts.length === record.request.formats.length ? "complete" : "partial";
}
