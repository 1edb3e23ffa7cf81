import type { Job, JobStatus } from "../../jobs/index.ts";
import type { ChatAnswer } from "../chat-answer.ts";
import { type TokenUse, toAnnotation } from "./completion.ts";

/** What a client said when it asked, as it is told again with every state of the response. */
export interface ResponseFrame {
  readonly model: string;
  readonly background: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly previousResponseId: string | null;
}

const statuses: Readonly<Record<JobStatus, string>> = {
  queued: "queued",
  running: "in_progress",
  waiting: "incomplete",
  paused: "incomplete",
  done: "completed",
  failed: "failed",
  cancelled: "cancelled",
};

/** The id under which a client asks for the response again. */
const responseIdOf = ({ id }: Pick<Job, "id">): string => `resp_${id}`;
/** The id of its message. */
export const messageIdOf = ({ id }: Pick<Job, "id">): string => `msg_${id}`;
/** The id of its progress. */
export const reasoningIdOf = ({ id }: Pick<Job, "id">): string => `rs_${id}`;

/** A job as an object of the Responses protocol; its message is there once it is done. */
export function responseObject(
  job: Job,
  { model, background, metadata, previousResponseId }: ResponseFrame,
  ended?: { readonly answer: ChatAnswer; readonly usage: TokenUse },
): object {
  const status = statuses[job.status];
  return {
    id: responseIdOf(job),
    object: "response",
    created_at: Math.floor(Date.parse(job.created) / 1000),
    status,
    background,
    error: job.status === "failed" ? { code: "server_error", message: job.message ?? "The run failed." } : null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    metadata,
    model,
    output: ended ? [messageItem(job, ended.answer)] : [],
    parallel_tool_calls: false,
    previous_response_id: previousResponseId,
    store: true,
    temperature: null,
    text: { format: { type: "text" } },
    tool_choice: "none",
    tools: [],
    top_p: null,
    truncation: "disabled",
    usage: ended ? usageObject(ended.usage) : null,
  };
}

/** The report as the response's one message. */
export function messageItem(job: Job, answer: ChatAnswer): object {
  return { id: messageIdOf(job), type: "message", role: "assistant", status: "completed", content: [textPart(answer)] };
}

/** Its text with its citations. */
export function textPart({ text, citations }: ChatAnswer): object {
  const annotations = citations.map((citation) => ({ type: "url_citation", ...toAnnotation(citation) }));
  return { type: "output_text", text, annotations, logprobs: [] };
}

function usageObject({ input, output }: TokenUse): object {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  };
}
