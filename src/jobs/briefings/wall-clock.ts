/** Times as clocks on a wall show them, `2026-03-29T02:30`, and the instants at which a zone's clocks do. */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** By the zone in small letters: names of zones come from users, who could write one in thousands of ways. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Errors: `RangeError` for a zone that does not exist. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const zone = timeZone.toLowerCase();
  const known = formats.get(zone);
  if (known) return known;
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...parts, second: "2-digit" });
  formats.set(zone, format);
  return format;
}

/** Whether the system knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What the clocks of a zone show at an instant, as if it were UTC: milliseconds. */
function shownAt(instant: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** What clocks of the zone show at an instant (milliseconds since 1970), to the minute: `2026-03-01T08:00`. */
export function wallTimeAt(instant: number, timeZone: string): string {
  return new Date(shownAt(instant, timeZone)).toISOString().slice(0, 16);
}

/**
 * The instant of a wall time.
 *
 * Contract: of a time that comes twice, the first; for one that is left out in spring, the moment the clocks jump.
 */
export function instantOf(wallTime: string, timeZone: string): number {
  const wall = Date.parse(`${wallTime}:00Z`);
  const offsetAt = (instant: number): number => shownAt(instant, timeZone) - Math.floor(instant / 1000) * 1000;
  const [before, after] = [wall - dayMs, wall + dayMs];
  const candidates = [wall - offsetAt(before), wall - offsetAt(after)].sort((a, b) => a - b);
  const first = candidates.find((instant) => shownAt(instant, timeZone) === wall);
  return first ?? jumpBetween(before, after, offsetAt);
}

/** The first instant with the later offset, to the second. */
function jumpBetween(before: number, after: number, offsetAt: (instant: number) => number): number {
  const old = offsetAt(before);
  let [low, high] = [before, after];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}
