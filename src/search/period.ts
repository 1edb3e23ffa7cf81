/** ISO 8601 dates, both included. */
interface Period {
  readonly from?: string;
  readonly to?: string;
}

/**
 * A period by its first and last day, as every provider takes it: `2020` to `2021-02` is 2020-01-01 to 2021-02-28.
 *
 * Contract: pure; an end that is no date of the calendar is left out, as if it had not been asked for.
 */
export function wholeDays({ from, to }: { [Edge in keyof Period]: string | undefined }): Period {
  const first = from === undefined ? undefined : dayOf(from, "first");
  const last = to === undefined ? undefined : dayOf(to, "last");
  return { ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) };
}

function dayOf(date: string, edge: "first" | "last"): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(date.trim()) ?? [];
  if (year === undefined) return undefined;
  const usedMonth = month ?? (edge === "first" ? "01" : "12");
  const usedDay = day ?? (edge === "first" ? "01" : lastDayOf(Number(year), Number(usedMonth)));
  const whole = `${year}-${usedMonth}-${usedDay}`;
  const read = new Date(`${whole}T00:00:00Z`);
  // `Date` turns 30 February into 1 March.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(whole) ? whole : undefined;
}

/** Day 0 of the month after. */
function lastDayOf(year: number, month: number): string {
  const date = new Date(Date.UTC(2000, month, 0));
  date.setUTCFullYear(year, month, 0);
  return String(date.getUTCDate()).padStart(2, "0");
}
