import type { Job, NumberedEvent } from "../../jobs/index.ts";
import { sseFrame } from "../sse.ts";
import type { ApiContext } from "./context.ts";
import { eventId, gapOf, type Start, wholeEvent } from "./cursor.ts";
import { type Part, partModes, partOf } from "./parts.ts";
import type { StreamMode } from "./payload.ts";
import { runStatus } from "./shapes.ts";
import { errorOf, interruptsOf } from "./thread-state.ts";
import { answerMessage, answerOf, type PlannedQuestion, toPlanned, valuesOf } from "./values.ts";

/** What of a run is told, from where on and until when. */
export interface RunStreamOptions {
  readonly modes: ReadonlySet<StreamMode>;
  readonly start: Start;
  readonly signal: AbortSignal;
}

/**
 * A run as server-sent events: `metadata`, what happens from the cursor on in the modes asked for, how it ended, `end`.
 *
 * Contract: an event of the run is told once and in order, whatever the pace of the reader; what cannot be told any
 * more is told as a gap.
 */
export async function* runStream(job: Job, options: RunStreamOptions, context: ApiContext): AsyncGenerator<string> {
  const { modes, start } = options;
  const write = ({ event, data }: Part, id?: string) =>
    sseFrame({ event, data: JSON.stringify(data), ...(id === undefined ? {} : { id }) });
  yield write({
    event: "metadata",
    data: { run_id: job.id, thread_id: job.threadId, attempt: Math.max(1, job.attempts) },
  });
  const isFromBeginning = start.number <= job.after;
  if (modes.has("values") && isFromBeginning) yield write({ event: "values", data: await valuesBefore(job, context) });
  if (start.gap) yield write({ event: "custom", data: start.gap });
  yield* eventFrames(job, options, context);
  const ended = context.jobs.store.jobById(job.id);
  if (!ended) return yield write({ event: "end", data: { run_id: job.id, status: "rollback" } });
  for (const part of await endParts(ended, modes, context)) yield write(part);
  yield write({ event: "end", data: { run_id: job.id, status: runStatus(ended) } });
}

async function* eventFrames(
  job: Job,
  { modes, start, signal }: RunStreamOptions,
  context: ApiContext,
): AsyncGenerator<string> {
  let { number: seen, part } = start;
  const gap = (to: number) =>
    sseFrame({
      event: "custom",
      id: eventId(to, 0),
      data: JSON.stringify(gapOf(seen + 1, to, "These events are not available any more; read the thread's state.")),
    });
  // The event of the cursor is read again where its other parts may be left.
  const from = part === wholeEvent ? seen : seen - 1;
  for await (const group of context.jobs.eventGroups(job, { after: from, signal })) {
    let text = "";
    for (const numbered of group) {
      if (numbered.number > seen + 1) text += gap(numbered.number - 1);
      const isNew = numbered.number > seen;
      text += isNew ? allFrames(numbered, modes, context) : framesAfter(part, numbered, { modes, context });
      if (isNew && modes.has("values") && numbered.event.type === "plan-end")
        text += await planValues(job, numbered.event.subQuestions, context);
      seen = Math.max(seen, numbered.number);
      part = wholeEvent;
    }
    if (text !== "") yield text;
  }
  const last = context.jobs.store.jobById(job.id)?.last;
  if (last !== undefined && last > seen) yield gap(last);
}

/** Written once for all readers: many may watch the same run, most of them in the same modes. */
const written = new WeakMap<NumberedEvent, Map<ReadonlySet<StreamMode>, string>>();

function allFrames(numbered: NumberedEvent, modes: ReadonlySet<StreamMode>, context: ApiContext): string {
  const known = written.get(numbered) ?? new Map<ReadonlySet<StreamMode>, string>();
  written.set(numbered, known);
  const text = known.get(modes) ?? framesAfter(-1, numbered, { modes, context });
  known.set(modes, text);
  return text;
}

/** The event in its modes, without the parts up to one. */
function framesAfter(
  part: number,
  numbered: NumberedEvent,
  { modes, context }: { readonly modes: ReadonlySet<StreamMode>; readonly context: ApiContext },
): string {
  return partModes
    .map((mode, index) => (modes.has(mode) && index > part ? frameOf(mode, { numbered, index, context }) : ""))
    .join("");
}

function frameOf(
  mode: (typeof partModes)[number],
  { numbered, index, context }: { numbered: NumberedEvent; index: number; context: ApiContext },
): string {
  const told = partOf(mode, numbered);
  if (!told) return "";
  const data = context.publicText(JSON.stringify(told.data));
  return sseFrame({ event: told.event, id: eventId(numbered.number, index), data });
}

const modeSets = new Map<string, ReadonlySet<StreamMode>>();

/** One set for the same modes, so that what was written for one reader is found for the next. */
export function modeSet(modes: readonly StreamMode[]): ReadonlySet<StreamMode> {
  const key = [...new Set(modes)].sort().join(" ");
  const known = modeSets.get(key) ?? new Set(modes);
  modeSets.set(key, known);
  return known;
}

/** The thread's jobs up to and with one, oldest first: what the state was when it ended. */
export function jobsUpTo(job: Job, { jobs }: ApiContext): readonly Job[] {
  const all = jobs.store.jobsOf(job.threadId);
  return all.slice(0, all.findIndex(({ id }) => id === job.id) + 1);
}

/** The state when the job began: the answers before it, and its question. */
async function valuesBefore(job: Job, context: ApiContext) {
  return valuesOf([...jobsUpTo(job, context).slice(0, -1), { ...job, status: "running" }], context);
}

async function planValues(job: Job, plan: readonly PlannedQuestion[], context: ApiContext): Promise<string> {
  const values = await valuesBefore(job, context);
  return sseFrame({ event: "values", data: JSON.stringify({ ...values, plan: plan.map(toPlanned) }) });
}

/** How a job ended, in every mode that has a word for it. */
async function endParts(job: Job, modes: ReadonlySet<StreamMode>, context: ApiContext): Promise<readonly Part[]> {
  const [values, interrupts, answer] = await Promise.all([
    valuesOf(jobsUpTo(job, context), context),
    interruptsOf(job, context),
    answerOf(job, context),
  ]);
  const waits = interrupts.length > 0 ? { __interrupt__: interrupts } : {};
  const message = answer && answerMessage(job.runId, answer, context);
  const parts: Part[] = [];
  const tell = (mode: StreamMode, event: string, data: unknown) => {
    if (modes.has(mode)) parts.push({ event, data });
  };
  if (message) {
    const metadata = { tags: [], run_id: job.id, langgraph_node: "render" };
    tell("messages-tuple", "messages", [message, metadata]);
    tell("messages", "messages/metadata", { [message.id]: { metadata } });
    tell("messages", "messages/complete", [message]);
    tell("updates", "updates", { render: { messages: [message] } });
  }
  if (interrupts.length > 0) tell("updates", "updates", waits);
  tell("values", "values", { ...values, ...waits });
  if (job.status === "failed") parts.push({ event: "error", data: errorOf(job, context) });
  return parts;
}
