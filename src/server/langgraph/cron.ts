import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Briefing, type Definition, definitionSchema, type NewBriefing } from "../../jobs/index.ts";
import { refusal } from "../problem.ts";
import { assistantId, assistantOf } from "./assistants.ts";
import { type Payload, payloadSchema, questionOf, refuseUnsupported, settingsOf } from "./payload.ts";

const text = z.string().nullish();

/** What a client sends to make a cron; as for a run, with when and where to. */
export const cronSchema = payloadSchema.extend({
  schedule: z.string(),
  timezone: text,
  end_time: text,
  enabled: z.boolean().nullish(),
  on_run_completed: z.enum(["delete", "keep"]).nullish(),
});

/** A cron as it was asked for. */
export type CronPayload = z.output<typeof cronSchema>;

const overlaps = { enqueue: "queue", reject: "skip", interrupt: "replace", rollback: "replace" } as const;
/** A scheduled run of this name is compared with the one before. */
const briefingGraph = "briefing";

/** What the server keeps of a cron beside the briefing that it is. The shape is our own. */
interface CronNotes {
  readonly graph: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly payload: CronPayload;
  /** The client's own thread; each run has the cron's when absent. */
  readonly threadId?: string;
}

function graphOf(nameOrId: string): string {
  const isBriefing = nameOrId === briefingGraph || nameOrId === assistantId({ graph: briefingGraph });
  return isBriefing ? briefingGraph : assistantOf(nameOrId).graph;
}

/** A cron as the briefing that it is. Errors: 422 names what is wrong or cannot be done. */
export function toBriefing(payload: CronPayload, threadId: string | undefined): NewBriefing {
  const { webhook: _, ...rest } = payload;
  refuseUnsupported(rest as Payload);
  const graph = graphOf(payload.assistant_id);
  const notes: CronNotes = { graph, metadata: payload.metadata ?? {}, payload, ...(threadId ? { threadId } : {}) };
  return {
    name: `cron-${randomUUID()}`,
    origin: "cron",
    definition: definitionOf(payload, graph),
    metadata: { ...notes },
    ...(threadId ? { threadId } : {}),
  };
}

function definitionOf(payload: CronPayload, graph: string): Definition {
  const { schedule, timezone, end_time, enabled, webhook, multitask_strategy, input } = payload;
  if (!input) throw refusal("A cron needs an input: { question } or { messages } with the user's last.");
  const { question } = questionOf(input);
  const {
    libraries,
    urls,
    search,
    approval: _,
    clarify: __,
    uploads,
    maxTokens,
    maxCalls,
    ...settings
  } = settingsOf(payload);
  if (uploads || maxTokens || maxCalls)
    throw refusal("A cron takes no uploads, maxTokens or maxCalls; use maxCostUsd.");
  return definitionSchema.parse({
    question,
    schedule: {
      cron: schedule,
      timeZone: timezone ?? "UTC",
      ...(end_time ? { until: instantOf(end_time) } : {}),
      ...(multitask_strategy ? { overlap: overlaps[multitask_strategy] } : {}),
    },
    sources: { libraries, urls, search },
    ...settings,
    ...(webhook ? { deliver: { webhook } } : {}),
    ...(typeof enabled === "boolean" ? { enabled } : {}),
    kind: graph === briefingGraph ? "briefing" : "report",
  });
}

function instantOf(time: string): string {
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime()))
    throw refusal(`end_time is no time: ${time.slice(0, 40)}; write an ISO 8601 one.`);
  return instant.toISOString();
}

/** A change of a cron: what is not sent stays. */
export function changedCron(briefing: Briefing, change: unknown): Pick<NewBriefing, "definition" | "metadata"> {
  const { payload, graph, ...notes } = notesOf(briefing);
  const sent = Object.entries(cronSchema.partial().parse(change)).filter(([, value]) => value !== undefined);
  const merged = cronSchema.parse({ ...payload, enabled: briefing.isEnabled, ...Object.fromEntries(sent) });
  const { webhook: _, ...rest } = merged;
  refuseUnsupported(rest as Payload);
  const kept: CronNotes = { ...notes, graph, payload: merged, metadata: merged.metadata ?? {} };
  return { definition: definitionOf(merged, graph), metadata: { ...kept } };
}

/** The one cast: a cron's metadata is what `toBriefing` put there. */
export function notesOf({ metadata }: Pick<Briefing, "metadata">): CronNotes {
  return metadata as unknown as CronNotes;
}

/** A cron as the API shows it. */
export function toCron(briefing: Briefing, nextDue: number | undefined) {
  const { id, tenant, definition, created, updated, isEnabled } = briefing;
  const { graph, metadata, payload, threadId } = notesOf(briefing);
  const { input, config, context, webhook, assistant_id: _, ...rest } = payload;
  return {
    cron_id: id,
    assistant_id: assistantId({ graph }),
    thread_id: threadId ?? null,
    user_id: tenant,
    schedule: definition.schedule.cron,
    timezone: definition.schedule.timeZone,
    end_time: definition.schedule.until ?? null,
    enabled: isEnabled,
    on_run_completed: rest.on_run_completed ?? "keep",
    next_run_date: nextDue === undefined ? null : new Date(nextDue).toISOString(),
    payload: { assistant_id: assistantId({ graph }), input, config, context, webhook },
    metadata,
    created_at: created,
    updated_at: updated,
  };
}
