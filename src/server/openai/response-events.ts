import type { Job } from "../../jobs/index.ts";
import { sseFrame } from "../sse.ts";
import { type AnswerPart, toAnnotation } from "./completion.ts";
import {
  messageIdOf,
  messageItem,
  type ResponseFrame,
  reasoningIdOf,
  responseObject,
  textPart,
} from "./response-object.ts";

/** An event of the Responses stream without its sequence number. */
type Event = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * The stream of a response: progress as a reasoning summary, then the message.
 *
 * Contract: the same run gives the same events in the same order, so that `startingAfter` continues a broken stream.
 */
export async function* responseEvents(
  parts: AsyncGenerator<AnswerPart>,
  { frame, current, startingAfter }: { frame: ResponseFrame; current: () => Job; startingAfter: number },
): AsyncGenerator<string> {
  let number = 0;
  for await (const event of events(parts, frame, current)) {
    if (number > startingAfter)
      yield sseFrame({ event: event.type, data: JSON.stringify({ ...event, sequence_number: number }) });
    number += 1;
  }
}

async function* events(
  parts: AsyncGenerator<AnswerPart>,
  frame: ResponseFrame,
  current: () => Job,
): AsyncGenerator<Event> {
  const begun = { ...current(), status: "running" } as const;
  yield { type: "response.created", response: responseObject({ ...begun, status: "queued" }, frame) };
  yield { type: "response.in_progress", response: responseObject(begun, frame) };
  yield* message(parts, { frame, current, reasoning: yield* reasoning(begun, parts) });
}

/** Progress, as the one summary of a reasoning item; gives the first part that is none. */
async function* reasoning(job: Job, parts: AsyncGenerator<AnswerPart>): AsyncGenerator<Event, Reasoned> {
  const id = reasoningIdOf(job);
  const place = { item_id: id, output_index: 0, summary_index: 0 };
  yield { type: "response.output_item.added", output_index: 0, item: { id, type: "reasoning", summary: [] } };
  yield { type: "response.reasoning_summary_part.added", ...place, part: { type: "summary_text", text: "" } };
  let text = "";
  let first: AnswerPart | undefined;
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    first = next.value;
    if (first.type !== "progress") break;
    text += first.text;
    yield { type: "response.reasoning_summary_text.delta", ...place, delta: first.text };
  }
  const summary = { type: "summary_text", text };
  yield { type: "response.reasoning_summary_text.done", ...place, text };
  yield { type: "response.reasoning_summary_part.done", ...place, part: summary };
  const item = { id, type: "reasoning", summary: [summary] };
  yield { type: "response.output_item.done", output_index: 0, item };
  return { first };
}

interface Reasoned {
  readonly first: AnswerPart | undefined;
}

async function* message(
  parts: AsyncGenerator<AnswerPart>,
  { frame, current, reasoning: { first } }: { frame: ResponseFrame; current: () => Job; reasoning: Reasoned },
): AsyncGenerator<Event> {
  const id = messageIdOf(current());
  const place = { item_id: id, output_index: 1, content_index: 0 };
  if (!first || first.type === "failed") {
    yield failed(current(), frame, first?.message);
    return;
  }
  const item = { id, type: "message", role: "assistant", status: "in_progress", content: [] };
  yield { type: "response.output_item.added", output_index: 1, item };
  yield { type: "response.content_part.added", ...place, part: textPart({ text: "", citations: [] }) };
  for (let part: AnswerPart | undefined = first; part; part = (await parts.next()).value ?? undefined) {
    if (part.type === "text") yield { type: "response.output_text.delta", ...place, delta: part.text, logprobs: [] };
    if (part.type === "failed") {
      yield failed(current(), frame, part.message);
      return;
    }
    if (part.type !== "end") continue;
    const { answer, usage } = part;
    yield* answer.citations.map((citation, index) => ({
      type: "response.output_text.annotation.added",
      ...place,
      annotation_index: index,
      annotation: { type: "url_citation", ...toAnnotation(citation) },
    }));
    yield { type: "response.output_text.done", ...place, text: answer.text, logprobs: [] };
    yield { type: "response.content_part.done", ...place, part: textPart(answer) };
    yield { type: "response.output_item.done", output_index: 1, item: messageItem(current(), answer) };
    yield { type: "response.completed", response: responseObject(current(), frame, { answer, usage }) };
  }
}

/** The end of a response without a message; what is known of why is told, also of a run that was only stopped. */
function failed(job: Job, frame: ResponseFrame, message: string | undefined): Event {
  const ended = { ...job, status: "failed", ...(message === undefined ? {} : { message }) } as const;
  return { type: "response.failed", response: responseObject(ended, frame) };
}
