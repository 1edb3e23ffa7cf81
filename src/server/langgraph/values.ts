import { extname } from "node:path";
import type { Clarification } from "../../analyst/index.ts";
import type { Job } from "../../jobs/index.ts";
import { placeOnPage } from "../../render/index.ts";
import type { Answer } from "./answers.ts";
import type { ApiContext } from "./context.ts";
import { notesOf } from "./notes.ts";

/** A message of the conversation. */
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
  readonly report?: ReportView;
}

/** A finished run in a few words, with addresses of its files. */
export interface ReportView extends Pick<Answer, "title" | "outcome" | "sources"> {
  readonly artifacts: readonly ArtifactView[];
}

interface ArtifactView {
  readonly name: string;
  readonly format: string;
  readonly url: string;
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
    ...(answer ? { report: reportOf(last.runId, answer, context) } : {}),
  };
}

/** A sub-question as it is shown. */
export const toPlanned = ({ id, question, queries }: PlannedQuestion): PlannedQuestion => ({ id, question, queries });

/** What is unclear as it is put to the user. */
export const toAsked = ({ answer: _, ...asked }: Clarification): Clarification => asked;

function reportOf(runId: string, { title, outcome, artifacts, sources }: Answer, { linkTo }: ApiContext): ReportView {
  const links = artifacts.map((name) => ({ name, format: extname(name).slice(1), url: linkTo(runId, name) }));
  return { title, outcome, sources, artifacts: links };
}

/** The answer of a job that has ended with one. */
export async function answerOf({ status, runId }: Job, { answers, linkTo }: ApiContext): Promise<Answer | undefined> {
  return status === "done" ? answers.answer(runId, linkTo(runId, "report.html")) : undefined;
}

/** The question of a run and, when `last`, its latest job, is done, the answer. */
async function messagesOf(last: Job, jobs: readonly Job[], context: ApiContext): Promise<readonly Message[]> {
  const first = jobs.find(({ runId }) => runId === last.runId) ?? last;
  const answer = await answerOf(last, context);
  return answer ? [askedIn(first), answerMessage(last.runId, answer, context)] : [askedIn(first)];
}

/** The user's question; it keeps the id that the client gave it. */
export function askedIn(job: Job): Message {
  return { id: notesOf(job).messageId ?? `${job.runId}-question`, type: "human", content: job.question };
}

/** The answer as a message: the summary, the sources it cites, and where the files are. */
export function answerMessage(runId: string, answer: Answer, context: ApiContext): Message {
  const report = reportOf(runId, answer, context);
  const page = report.artifacts.find(({ name }) => name === "report.html")?.url;
  const sources = report.sources.map(({ number, title, url = page && placeOnPage(page, number) }) => {
    return `- [${number}] ${url ? `[${escaped(title)}](${url})` : escaped(title)}`;
  });
  const files = report.artifacts.map(({ format, url }) => `[${format.toUpperCase()}](${url})`).join(" · ");
  const list = sources.length > 0 ? `**${answer.sourcesLabel}**\n\n${sources.join("\n")}` : "";
  const content = [answer.text, list, files].filter((part) => part !== "").join("\n\n");
  return { id: `${runId}-answer`, type: "ai", content, additional_kwargs: { run_id: runId, ...report } };
}

const escaped = (title: string) => title.replace(/[[\]\\`*_<>]/g, "\\$&").replace(/\s+/g, " ");
