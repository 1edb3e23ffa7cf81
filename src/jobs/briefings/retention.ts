import { type RunPlaces, removeRun } from "../../runs/index.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { Briefing } from "./records.ts";
import type { BriefingStore } from "./store.ts";

interface RetentionOptions extends RunPlaces {
  readonly briefings: BriefingStore;
  readonly outbox: OutboxStore;
}

/**
 * Removes the runs of a briefing that are more than it keeps, oldest first.
 *
 * Contract: those that made a report and those that did not are counted apart; the last run stays, because the next is
 * compared with it; so do runs that are still being delivered or worked on.
 */
export async function removeOldRuns(
  { id, definition }: Briefing,
  options: RetentionOptions,
): Promise<readonly string[]> {
  const { briefings, outbox } = options;
  const removed: string[] = [];
  const most = Math.max(1, definition.keep);
  const old = [...briefings.doneRuns(id).slice(most), ...briefings.undoneRuns(id).slice(most)];
  for (const runId of old) {
    if (outbox.isOpen(runId) || !(await removeRun(runId, options))) continue;
    briefings.forgetRun(runId);
    removed.push(runId);
  }
  return removed;
}
