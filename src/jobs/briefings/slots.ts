import { Cron } from "croner";
import { messageOf } from "../../errors.ts";
import { instantOf, isTimeZone, wallTimeAt } from "./wall-clock.ts";

/** When a briefing is due: a cron pattern of five fields on the clocks of a zone. */
export interface Timetable {
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** One time at which a briefing is due. */
export interface Slot {
  /** The wall time in the zone; the same one never comes twice. */
  readonly slot: string;
  /** When the clocks show it, in milliseconds since 1970. */
  readonly due: number;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Slots that lie further back are not made up for. */
const maxBacklogMs = 60 * dayMs;
const leastMinutesApart = 5;

/** The pattern over wall times, read as if they were UTC: what the clocks of a zone do is applied afterwards. */
const patternOf = (cron: string): Cron => new Cron(cron, { mode: "5-part", timezone: "UTC", paused: true });

/** Why a timetable cannot be used, with the key it is about; undefined when it can. */
export function timetableProblem({
  cron,
  timeZone,
}: Timetable): { readonly key: string; readonly message: string } | undefined {
  if (!isTimeZone(timeZone))
    return { key: "timeZone", message: `there is no time zone ${timeZone}; write one such as Europe/Berlin` };
  try {
    const runs = patternOf(cron).nextRuns(50, new Date("2026-01-01T00:00:00Z"));
    if (runs.length === 0) return { key: "cron", message: `"${cron}" never comes; write one such as "0 8 * * 1-5"` };
    const gaps = runs.slice(1).map((run, index) => run.getTime() - (runs[index]?.getTime() ?? 0));
    return gaps.some((gap) => gap < leastMinutesApart * 60_000)
      ? {
          key: "cron",
          message: `"${cron}" comes more often than every ${leastMinutesApart} minutes; write one that comes less often`,
        }
      : undefined;
  } catch (error) {
    const message = `"${cron}" is no cron pattern of five fields (${messageOf(error)}); write one such as "0 8 * * 1-5"`;
    return { key: "cron", message };
  }
}

/**
 * The slots that are due after one instant and until another, in order.
 *
 * Contract: each wall time that the pattern names has one slot: the first of an hour that comes twice, and the moment of
 * the jump for one that is left out in spring; nothing older than `maxBacklogMs` before `until`.
 */
export function slotsBetween({ cron, timeZone }: Timetable, after: number, until: number): readonly Slot[] {
  const from = Math.max(after, until - maxBacklogMs);
  const pattern = patternOf(cron);
  // A wall time is at most hours away from its instant; a day on either side is enough.
  const end = Date.parse(`${wallTimeAt(until, timeZone)}:00Z`) + dayMs / 8;
  const start = new Date(Date.parse(`${wallTimeAt(from, timeZone)}:00Z`) - dayMs / 8);
  const slots: Slot[] = [];
  for (let at = pattern.nextRun(start); at !== null && at.getTime() <= end; at = pattern.nextRun(at)) {
    const slot = at.toISOString().slice(0, 16);
    const due = instantOf(slot, timeZone);
    if (due > from && due <= until) slots.push({ slot, due });
  }
  return slots.sort((a, b) => a.due - b.due || (a.slot < b.slot ? -1 : 1));
}

/** The next slot after an instant; undefined for a pattern that does not come again. */
export function nextSlot({ cron, timeZone }: Timetable, after: number): Slot | undefined {
  const pattern = patternOf(cron);
  const start = new Date(Date.parse(`${wallTimeAt(after, timeZone)}:00Z`) - dayMs / 8);
  for (let at = pattern.nextRun(start); at !== null; at = pattern.nextRun(at)) {
    const slot = at.toISOString().slice(0, 16);
    const due = instantOf(slot, timeZone);
    if (due > after) return { slot, due };
  }
  return undefined;
}
