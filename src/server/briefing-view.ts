import { join } from "node:path";
import type { Briefing, Briefings, Delivery, SlotRecord } from "../jobs/index.ts";
import type { DeltaFile } from "../research/index.ts";
import { runFolderAt } from "../runs/index.ts";

/** A briefing as clients see it. */
export interface BriefingView {
  readonly id: string;
  readonly name: string;
  /** `file` is changed in its file only. */
  readonly origin: Briefing["origin"];
  readonly title: string;
  readonly enabled: boolean;
  readonly definition: Briefing["definition"];
  readonly problem?: string;
  /** ISO 8601 instant and wall time of the next run. */
  readonly next?: { readonly slot: string; readonly due: string };
  readonly last?: SlotView;
  readonly threadId: string;
  readonly feed?: string;
  readonly created: string;
  readonly updated: string;
}

/** What became of one time at which a briefing was due. */
export interface SlotView {
  readonly slot: string;
  readonly due: string;
  readonly state: SlotRecord["state"];
  readonly reason?: string;
  readonly runId?: string;
  readonly jobId?: string;
  readonly outcome?: DeltaFile["outcome"];
  readonly counts?: DeltaFile["counts"];
  readonly deliveries: readonly DeliveryView[];
}

/** One run on its way to one target. */
export interface DeliveryView {
  readonly id: string;
  readonly channel: Delivery["channel"];
  readonly target: string;
  readonly state: Delivery["state"];
  readonly attempts: number;
  /** When the next attempt is due. */
  readonly next?: string;
  readonly message?: string;
}

interface ViewContext {
  readonly briefings: Briefings;
  /** Absolute folder of the runs. */
  readonly out: string;
}

/** A briefing with its next run and what became of the last. */
export async function viewBriefing(briefing: Briefing, context: ViewContext): Promise<BriefingView> {
  const { id, name, origin, definition, isEnabled, problem, threadId, created, updated } = briefing;
  const next = context.briefings.nextDue(briefing);
  const [last] = await viewSlots(briefing, 1, context);
  return {
    id,
    name,
    origin,
    title: definition.title ?? definition.question ?? definition.watch?.join(" ") ?? name,
    enabled: isEnabled,
    definition,
    ...(problem ? { problem } : {}),
    ...(next ? { next: { slot: next.slot, due: new Date(next.due).toISOString() } } : {}),
    ...(last ? { last } : {}),
    threadId,
    ...(definition.deliver.feed ? { feed: `/api/briefings/${id}/feed.atom` } : {}),
    created,
    updated,
  };
}

/** What became of the latest slots, latest first. */
export async function viewSlots(
  { id }: Briefing,
  limit: number,
  { briefings, out }: ViewContext,
): Promise<readonly SlotView[]> {
  const deliveries = briefings.outbox.ofBriefing(id, 1_000);
  return Promise.all(
    briefings.store.slots(id, limit).map(async (record): Promise<SlotView> => {
      const { slot, due, state, reason, runId } = record;
      const delta =
        // A run that was not kept has none.
        runId === undefined || state !== "done"
          ? undefined
          : await runFolderAt(join(out, runId)).readJson<DeltaFile>("delta.json");
      const jobId = briefings.jobOf(record)?.id;
      return {
        slot,
        due: new Date(due).toISOString(),
        state,
        ...(reason ? { reason } : {}),
        ...(runId ? { runId } : {}),
        ...(jobId ? { jobId } : {}),
        ...(delta ? { outcome: delta.outcome, counts: delta.counts } : {}),
        deliveries: deliveries.filter((one) => one.slot === slot).map(viewDelivery),
      };
    }),
  );
}

function viewDelivery({ id, channel, target, state, attempts, next, message }: Delivery): DeliveryView {
  const due = state === "pending" ? { next: new Date(next).toISOString() } : {};
  return { id, channel, target, state, attempts, ...due, ...(message ? { message } : {}) };
}
