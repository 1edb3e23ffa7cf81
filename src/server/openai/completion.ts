import { join } from "node:path";
import type { Job, NumberedEvent } from "../../jobs/index.ts";
import { createProgressLines } from "../../progress-lines.ts";
import { letterEdge } from "../../report/index.ts";
import { loadRunRecord, runFolderAt } from "../../runs/index.ts";
import { type AnswerCitation, type ChatAnswer, chatAnswer } from "../chat-answer.ts";
import type { ServerServices } from "../services.ts";

/** What a stream of an answer consists of, in order: progress, then pieces of the text, then its citations. */
export type AnswerPart =
  | { readonly type: "progress"; readonly text: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "end"; readonly answer: ChatAnswer; readonly usage: TokenUse }
  | { readonly type: "failed"; readonly message: string };

/** What the models of a run took in and gave. */
export interface TokenUse {
  readonly input: number;
  readonly output: number;
}

interface AnswerContext {
  readonly services: ServerServices;
  /** The server's own address, for links. */
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** Clients show text as it comes; a report that arrives at once in a megabyte freezes some of them. */
const pieceLength = 2_000;

/** What happens in the run of a job, and its report. A reader that goes away leaves the run alone. */
export async function* answerOf(job: Job, { services, origin, signal }: AnswerContext): AsyncGenerator<AnswerPart> {
  const { jobs, config } = services;
  const progress = createProgressLines();
  yield { type: "progress", text: `Run ${job.runId} goes on if this connection ends; ask for it by this name.\n` };
  for await (const numbered of jobs.events(job, { signal })) {
    const text = linesOf(numbered, progress);
    if (text) yield { type: "progress", text };
  }
  const ended = await jobs.ended(job.id, signal);
  if (ended.status !== "done") {
    yield {
      type: "failed",
      message: ended.message ?? `The run was ${ended.status}; it can be resumed as ${job.runId}.`,
    };
    return;
  }
  const answer = await chatAnswer(job.runId, { ...services, origin, signal });
  for (let at = 0, end = 0; at < answer.text.length; at = end) {
    end = letterEdge(answer.text, at + pieceLength);
    yield { type: "text", text: answer.text.slice(at, end) };
  }
  const { usage } = await loadRunRecord(runFolderAt(join(config.out, job.runId)));
  yield { type: "end", answer, usage: { input: usage?.inputTokens ?? 0, output: usage?.outputTokens ?? 0 } };
}

/** Paths of the server's disk are nobody's business. */
function linesOf({ event }: NumberedEvent, progress: ReturnType<typeof createProgressLines>): string {
  const lines = progress.linesOf(event);
  return event.type === "artifact-written" ? "" : lines.map((line) => `${line}\n`).join("");
}

/** A citation as the OpenAI protocols name it. */
export function toAnnotation({ start, end, url, title }: AnswerCitation) {
  return { start_index: start, end_index: end, url, title };
}
