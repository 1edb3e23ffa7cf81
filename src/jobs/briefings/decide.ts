import type { Briefing } from "./records.ts";
import type { DecidedSlot } from "./slot-store.ts";
import { nextSlot, type Slot, slotsBetween } from "./slots.ts";

/** A slot that is at most this late is on time: the server was busy, not away. */
export const graceMs = 10 * 60_000;

interface Decision {
  readonly slots: readonly DecidedSlot[];
  /** The clock stands before what was decided on last. */
  readonly isSetBack: boolean;
}

/**
 * What becomes of the slots since a briefing was last looked at.
 *
 * Contract: pure; every slot since then is in the answer, as due or as missed with the reason. A clock that was set back
 * is looked at from where it stands now: slots that were decided on keep their state, because a slot is decided on once.
 */
export function decide(
  { definition, cursor, isEnabled }: Briefing,
  { now, isBusy }: { now: number; isBusy: boolean },
): Decision {
  const isSetBack = cursor > now;
  if (!isEnabled) return { slots: [], isSetBack };
  const { schedule } = definition;
  const end = schedule.until === undefined ? now : Math.min(now, Date.parse(schedule.until));
  const slots = slotsBetween(schedule, Math.min(cursor, now), end);
  return {
    slots: slots.map((slot, index) => fate(slot, { schedule, now, isBusy, isLast: index === slots.length - 1 })),
    isSetBack,
  };
}

function fate(
  slot: Slot,
  {
    schedule,
    now,
    isBusy,
    isLast,
  }: { schedule: Briefing["definition"]["schedule"]; now: number; isBusy: boolean; isLast: boolean },
): DecidedSlot {
  const isLate = now - slot.due > graceMs;
  if (isLate && schedule.missed === "none") return { ...slot, state: "missed", reason: "The server was not running." };
  if (!isLast && schedule.missed !== "all") {
    const reason = isLate ? "The server was not running; a later slot was made up for." : "The next slot came with it.";
    return { ...slot, state: "missed", reason };
  }
  const isSkipped = isBusy && !isLate && schedule.overlap === "skip";
  return isSkipped
    ? { ...slot, state: "skipped", reason: "The run before was still at work." }
    : { ...slot, state: "due" };
}

/** When a briefing is due next; undefined while it is off and after its last time. */
export function nextDue(
  { definition, isEnabled }: Pick<Briefing, "definition" | "isEnabled">,
  now: number,
): Slot | undefined {
  if (!isEnabled) return undefined;
  const slot = nextSlot(definition.schedule, now);
  const { until } = definition.schedule;
  return slot && (until === undefined || slot.due <= Date.parse(until)) ? slot : undefined;
}
