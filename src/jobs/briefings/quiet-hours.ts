import { instantOf, wallTimeAt } from "./wall-clock.ts";

/** `22:00-07:00`: the hours of a day in which nothing is delivered. */
export const quietHoursPattern = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** When something may be delivered that is ready at an instant: then, or when the quiet hours end. */
export function afterQuietHours(instant: number, quiet: string | undefined, timeZone: string): number {
  const [start = "", end = ""] = quiet?.split("-") ?? [];
  if (quiet === undefined || start === end) return instant;
  const now = wallTimeAt(instant, timeZone);
  const [day, time] = [now.slice(0, 10), now.slice(11)];
  const overMidnight = start > end;
  const isQuiet = overMidnight ? time >= start || time < end : time >= start && time < end;
  if (!isQuiet) return instant;
  const endDay = overMidnight && time >= start ? nextDay(day) : day;
  return Math.max(instant, instantOf(`${endDay}T${end}`, timeZone));
}

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
