import type { Job } from "../../jobs/index.ts";
import type { Answer } from "./answers.ts";
import type { ApiContext } from "./context.ts";
import { notesOf } from "./notes.ts";

export interface Message {
  readonly id: string;
  readonly type: "human" | "ai";
  readonly content: string;
  readonly additional_kwargs?: Readonly<Record<string, unknown>>;
}

/** The plan as it is shown: what a user needs to judge and edit it. */
export interface PlannedQuestion {
  readonly id: string;
  readonly question: string;
  readonly queries: readonly string[];
}

/** The state of a thread as clients see it. */
export interface ThreadValues {
  readonly messages: readonly Message[];
  /** Of the latest run. */
  readonly runId?: string;
  readonly plan?: readonly PlannedQuestion[];
  readonly report?: Pick<Answer, "title" | "outcome" | "artifacts" | "sources">;
}

/** The state after the jobs given, oldest first: what was asked and answered, and what the latest run has made. */
export async function valuesOf(jobs: readonly Job[], context: ApiContext): Promise<ThreadValues> {
  const runs = [...new Map(jobs.map((job) => [job.runId, job])).values()];
  const messages = await Promise.all(runs.map((job) => messagesOf(job, jobs, context)));
  const last = runs.at(-1);
  if (!last) return { messages: [] };
  const [plan, answer] = await Promise.all([context.answers.plan(last.runId), answerOf(last, context)]);
  return {
    messages: messages.flat(),
    runId: last.runId,
    ...(plan ? { plan: plan.map(toPlanned) } : {}),
    ...(answer ? { report: reportOf(answer) } : {}),
  };
}

export const toPlanned = ({ id, question, queries }: PlannedQuestion): PlannedQuestion => ({ id, question, queries });

const reportOf = ({ title, outcome, artifacts, sources }: Answer) => ({ title, outcome, artifacts, sources });

/** The answer of a job that has ended with one. */
export async function answerOf(job: Job, { answers }: ApiContext): Promise<Answer | undefined> {
  return job.status === "done" ? answers.answer(job.runId) : undefined;
}

/** The question of a run and, when `last`, its latest job, is done, the answer. */
async function messagesOf(last: Job, jobs: readonly Job[], context: ApiContext): Promise<readonly Message[]> {
  const first = jobs.find(({ runId }) => runId === last.runId) ?? last;
  const answer = await answerOf(last, context);
  return answer ? [askedIn(first), answerMessage(last.runId, answer)] : [askedIn(first)];
}

/** The user's question; it keeps the id that the client gave it. */
export function askedIn(job: Job): Message {
  return { id: notesOf(job).messageId ?? `${job.runId}-question`, type: "human", content: job.question };
}

export function answerMessage(runId: string, { text, title, outcome, artifacts, sources }: Answer): Message {
  const told = { run_id: runId, title, outcome, artifacts, sources };
  return { id: `${runId}-answer`, type: "ai", content: text, additional_kwargs: told };
}
