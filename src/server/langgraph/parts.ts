import type { StageName } from "../../events.ts";
import type { NumberedEvent } from "../../jobs/index.ts";
import type { StreamMode } from "./payload.ts";

/** One way of telling an event; the mode decides the SSE event's name. */
export interface Part {
  readonly event: string;
  readonly data: unknown;
}

/** Modes in the order in which an event is told in them, which numbers the parts: never reorder, only append. */
export const partModes = ["custom", "updates", "events", "debug", "tasks"] as const satisfies readonly StreamMode[];

type PartMode = (typeof partModes)[number];

/** How an event is told in a mode; `undefined` where it says nothing there. */
export function partOf(mode: PartMode, numbered: NumberedEvent): Part | undefined {
  return tellers[mode](numbered);
}

const tellers: Readonly<Record<PartMode, (numbered: NumberedEvent) => Part | undefined>> = {
  custom: ({ at, event }) => ({ event: "custom", data: { ...event, at } }),
  updates: ({ event }) => {
    if (event.type === "plan-end") return { event: "updates", data: { plan: { plan: event.subQuestions } } };
    if (event.type !== "stage-end" || event.stage === "plan") return undefined;
    return { event: "updates", data: { [event.stage]: event.detail ? { detail: event.detail } : {} } };
  },
  events: (numbered) => ({ event: "events", data: chainEvent(numbered) }),
  debug: ({ number, at, event }) => {
    const task = taskOf(event);
    if (!task) return undefined;
    const type = event.type === "stage-start" ? "task" : "task_result";
    return { event: "debug", data: { type, timestamp: at, step: number, payload: task } };
  },
  tasks: ({ event }) => {
    const task = taskOf(event);
    return task && { event: "tasks", data: task };
  },
};

/** A stage as a chain, everything else as a custom event; what belongs together has the same `run_id`. */
function chainEvent({ at, event }: NumberedEvent): object {
  const shared = { tags: [], metadata: { at }, parent_ids: [] };
  if (event.type !== "stage-start" && event.type !== "stage-end")
    return { ...shared, event: "on_custom_event", run_id: event.type, name: event.type, data: event };
  const { stage, type, detail = "" } = event;
  const [kind, data] =
    type === "stage-start" ? ["on_chain_start", { input: {} }] : ["on_chain_end", { output: { detail } }];
  return { ...shared, event: kind, run_id: stage, name: stage, data };
}

function taskOf(event: NumberedEvent["event"]): object | undefined {
  if (event.type === "stage-start") return { ...named(event.stage), input: {}, triggers: [] };
  if (event.type === "stage-end")
    return { ...named(event.stage), result: event.detail ? [["detail", event.detail]] : [] };
  return undefined;
}

const named = (stage: StageName) => ({ id: stage, name: stage, interrupts: [] });
