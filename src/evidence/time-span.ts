const dayMs = 86_400_000;
/** Days that a period may end beside what it is called: quarters in calendars of weeks, fiscal years, fiscal quarters. */
const slackDays = { exact: 20, year: 92, fiscal: 370 };

/** First and last day of a time that a text tells, in days since 1970, and how loosely it is meant. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
  readonly meant: keyof typeof slackDays;
}

/** The days that an ISO date of any precision may mean; undefined for one without a year. */
export function timeSpanOf(
  iso: string,
  said: { readonly from?: string; readonly fiscal?: boolean } = {},
): TimeSpan | undefined {
  const from = daysOf(said.from ?? iso)?.first;
  const to = daysOf(iso)?.last;
  if (from === undefined || to === undefined) return undefined;
  return { from, to, meant: said.fiscal ? "fiscal" : iso.length === 4 ? "year" : "exact" };
}

function daysOf(iso: string): { readonly first: number; readonly last: number } | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/u.exec(iso) ?? [];
  if (year === undefined) return undefined;
  const [firstMonth, lastMonth] = month === undefined ? [1, 12] : [Number(month), Number(month)];
  const first = Date.UTC(Number(year), firstMonth - 1, Number(day ?? 1));
  const last = day === undefined ? Date.UTC(Number(year), lastMonth, 0) : first;
  return { first: first / dayMs, last: last / dayMs };
}

/**
 * Whether a told time may be that of a number: a year takes a fiscal year that ends up to three months after it, a
 * fiscal one any that ends within a year of it; two bare years must be equal.
 */
export function mayMeet(told: TimeSpan, stated: TimeSpan): boolean {
  const slack = told.meant === "year" && stated.meant === "year" ? 0 : slackDays[told.meant];
  const before = told.meant === "year" ? 0 : slack;
  return told.from - before <= stated.to && told.to + slack >= stated.from;
}
