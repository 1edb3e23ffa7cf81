import type { Job } from "../../jobs/index.ts";
import { latestForecast, runEvents } from "../run-events.ts";
import type { ApiContext } from "./context.ts";
import { notesOf } from "./notes.ts";
import { runStatus } from "./shapes.ts";
import { type ThreadValues, toAsked, toPlanned, valuesOf } from "./values.ts";

/** A plan that waits for the user's word, or something unclear that waits for answers. */
export interface Interrupt {
  readonly id: string;
  readonly value:
    | { readonly type: "approve-plan"; readonly subQuestions: unknown; readonly forecast?: unknown }
    | { readonly type: "clarify"; readonly clarifications: unknown };
}

/** What waits after a job; nothing unless it ended so. */
export async function interruptsOf(job: Job | undefined, context: ApiContext): Promise<readonly Interrupt[]> {
  if (job?.status !== "waiting") return [];
  const { answers, jobs } = context;
  if (job.waitsFor === "clarify") {
    const clarifications = (await answers.clarifications(job.runId)).map(toAsked);
    return [{ id: job.id, value: { type: "clarify", clarifications } }];
  }
  const plan = (await answers.plan(job.runId)) ?? [];
  const forecast = await latestForecast(runEvents(job.runId, jobs.feed, job.after));
  const value = { type: "approve-plan" as const, subQuestions: plan.map(toPlanned), ...(forecast ? { forecast } : {}) };
  return [{ id: job.id, value }];
}

/** The state after a job as the API shows it; `jobs` are the thread's up to and with it, oldest first. */
export async function stateAfter(threadId: string, jobs: readonly Job[], context: ApiContext): Promise<object> {
  const job = jobs.at(-1);
  const [values, interrupts] = await Promise.all([valuesOf(jobs, context), interruptsOf(job, context)]);
  const next = job ? nextOf(job) : [];
  return {
    values: interrupts.length > 0 ? { ...values, __interrupt__: interrupts } : values,
    next,
    tasks: job ? next.map((name) => taskOf(job, name, { interrupts, context })) : [],
    interrupts,
    checkpoint: checkpointOf(threadId, job),
    parent_checkpoint: jobs.length > 1 ? checkpointOf(threadId, jobs.at(-2)) : null,
    metadata: job ? stateMetadata(job, jobs.length) : {},
    created_at: job?.updated ?? null,
  };
}

/** There is one for every job: the state that it left, or is making. */
export function checkpointOf(threadId: string, job: Job | undefined): object {
  return { thread_id: threadId, checkpoint_ns: "", checkpoint_id: job?.id ?? null, checkpoint_map: null };
}

function nextOf(job: Job): readonly string[] {
  if (job.status === "waiting") return [job.waitsFor ?? "approve"];
  return ["queued", "running", "paused", "failed"].includes(job.status) ? [notesOf(job).graph] : [];
}

function taskOf(
  job: Job,
  name: string,
  { interrupts, context }: { readonly interrupts: readonly Interrupt[]; readonly context: ApiContext },
): object {
  const error = job.status === "failed" ? errorOf(job, context).message : null;
  const path = ["__pregel_pull", name];
  return { id: job.id, name, path, error, interrupts, checkpoint: null, state: null, result: null };
}

function stateMetadata(job: Job, step: number): object {
  const { graph, metadata } = notesOf(job);
  return {
    ...metadata,
    source: "loop",
    step,
    graph_id: graph,
    run_id: job.id,
    thread_id: job.threadId,
    run_status: runStatus(job),
  };
}

/** Values as a waiting client gets them: with what waits, or why there is nothing. */
export async function finalValues(jobs: readonly Job[], context: ApiContext): Promise<ThreadValues | object> {
  const job = jobs.at(-1);
  const [values, interrupts] = await Promise.all([valuesOf(jobs, context), interruptsOf(job, context)]);
  if (job?.status === "failed") return { ...values, __error__: errorOf(job, context) };
  return interrupts.length > 0 ? { ...values, __interrupt__: interrupts } : values;
}

/** Why a job failed, as clients may know it. */
export function errorOf(
  { message }: Job,
  { publicText }: ApiContext,
): { readonly error: string; readonly message: string } {
  return { error: "RunFailed", message: publicText(message ?? "The run failed; its events say where.") };
}
