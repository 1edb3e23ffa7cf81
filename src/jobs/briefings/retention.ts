import { type RunPlaces, removeRun } from "../../runs/index.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { Briefing } from "./records.ts";
import type { BriefingStore } from "./store.ts";

export interface RetentionOptions extends RunPlaces {
  readonly briefings: BriefingStore;
  readonly outbox: OutboxStore;
}

/**
 * Removes the runs of a briefing that are more than it keeps, oldest first.
 *
 * Contract: the last run stays, because the next is compared with it; so do runs that are still being delivered or worked
 * on.
 */
export async function removeOldRuns(
  { id, definition }: Briefing,
  options: RetentionOptions,
): Promise<readonly string[]> {
  const { briefings, outbox } = options;
  const removed: string[] = [];
  for (const runId of briefings.doneRuns(id).slice(Math.max(1, definition.keep))) {
    if (outbox.isOpen(runId) || !(await removeRun(runId, options))) continue;
    briefings.removeSlotOfRun(runId);
    removed.push(runId);
  }
  return removed;
}
