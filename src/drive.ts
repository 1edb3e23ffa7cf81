import { Command } from "@langchain/langgraph";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { briefingGraph } from "../graphs/briefing.ts";
import { deckGraph } from "../graphs/deck.ts";
import { researchGraph } from "../graphs/research.ts";
import type { SubQuestion } from "./analyst/index.ts";
import type { Config } from "./config.ts";
import type { Outcome, RunUsage } from "./events.ts";
import { driveInquiry } from "./inquire.ts";
import { forecast, loadEditedPlan, type Services } from "./research/index.ts";
import type { RunFolder, RunRecord } from "./runs/index.ts";
import { createServices, type RunContext } from "./services.ts";

/** A plan waits here for the user's word; `undefined` stops the run, which can be resumed. */
export type ApprovePlan = (subQuestions: readonly SubQuestion[]) => Promise<readonly SubQuestion[] | undefined>;

/** Where a run's services put their accounts, for who tells how it ended. */
export interface Accounts {
  usage: () => RunUsage | undefined;
}

export interface DriveOptions {
  readonly config: Config;
  readonly signal: AbortSignal;
  readonly approvePlan?: ApprovePlan;
  readonly resumeApproves?: boolean;
  readonly accounts: Accounts;
}

/** Runs the graph to its end, through the approval of the plan, over services that are closed again. */
export async function drive(
  context: RunContext,
  folder: RunFolder,
  options: DriveOptions,
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
  // Also where nothing is next: a node that ended just before a crash is not, yet what it leads to has not begun.
  else if (!waits) await graph.invoke(null, thread);
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
  options: DriveOptions,
  { record }: RunContext,
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
  { record }: RunContext,
): Outcome {
  const isWhole = values.unansweredIds.length === 0 && values.evidenceIds.length > 0 && values.searchEnd === "";
  return isWhole && values.artifacts.length === record.request.formats.length ? "complete" : "partial";
}
