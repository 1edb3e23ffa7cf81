import type { StoredSource } from "../../library/index.ts";
import { isOfPeriod } from "./asked-sources.ts";
import type { MetricCell } from "./metric-cells.ts";
import { daysBetween, isYearBefore, type PeriodRange } from "./periods.ts";

/** Period ends of fiscal calendars lie up to a quarter away from the calendar's. */
const fiscalSlackDays = 95;
const closeDays = 16;
const daysPerMonth = 365.25 / 12;

/**
 * Quarters with quarters, years with years: the length asked for, else the shortest that reaches to the last period
 * (cash flows of a second quarter are often told for six months only).
 */
export function ofOneLength(cells: readonly MetricCell[], question: string): readonly MetricCell[] {
  const lengths = [...new Set(cells.flatMap(({ months }) => (months ? [months] : [])))].sort((a, b) => a - b);
  if (lengths.length === 0) return cells;
  const last = latestEnd(cells.filter(({ months }) => months));
  const reaching = lengths.filter((length) => latestEnd(cells.filter(({ months }) => months === length)) === last);
  const asked = askedMonths(question);
  const fits = asked !== undefined && (asked === 3 ? reaching : lengths).includes(asked);
  const chosen = fits ? asked : (reaching[0] ?? lengths[0] ?? 0);
  return cells.filter(({ months }) => months === chosen);
}

function askedMonths(question: string): number | undefined {
  if (/\b(?:quarter|q[1-4]|three months|quartal|trimestre)/iu.test(question)) return 3;
  if (/\b(?:nine months|first three quarters|neun monat)/iu.test(question)) return 9;
  if (/\b(?:six months|half[- ]year|halbjahr)/iu.test(question)) return 6;
  return /\b(?:annual|per year|yearly|fiscal year|twelve months|jährlich|jahres|annuel|anual)/iu.test(question)
    ? 12
    : undefined;
}

/** The periods that the question asks for; where it asks for one, the one a year before beside it. */
export function withinRange(
  cells: readonly MetricCell[],
  range: PeriodRange | undefined,
  sources: ReadonlyMap<string, StoredSource>,
): readonly MetricCell[] {
  if (!range) return cells;
  if (range.latest) return lastAndYearBefore(cells);
  const from = anchor(cells, range.fromLabel, sources);
  const to = anchor(cells, range.toLabel, sources);
  if (from && range.fromLabel === range.toLabel) return lastAndYearBefore(cells, from);
  const isQuarter = /q\d|quart|trimest|季/iu.test(`${range.fromLabel ?? ""}${range.toLabel ?? ""}`);
  const slack = isQuarter ? fiscalSlackDays : closeDays;
  const within = cells.filter(({ end, months = 0 }) => {
    if (end === "") return true;
    // A year belongs to the range that holds most of it: 2008 ends one day before 2009.
    const reach = months >= 12 ? (months * daysPerMonth) / 2 : 0;
    const starts = from
      ? daysBetween(from, end) >= -closeDays
      : !range.from || daysBetween(range.from, end) - reach >= -slack;
    const ends = to ? daysBetween(end, to) >= -closeDays : !range.to || daysBetween(end, range.to) >= -closeDays;
    return starts && ends;
  });
  const [only, ...others] = [...new Set(within.map(({ end }) => end))];
  const isOneYear =
    only !== undefined && only !== "" && others.length === 0 && within.every(({ months = 0 }) => months >= 12);
  return isOneYear && range.fromLabel === range.toLabel ? lastAndYearBefore(cells, only) : within;
}

/** One period, the last unless it is given, with the one a year before that reports print beside it. */
function lastAndYearBefore(cells: readonly MetricCell[], period?: string): readonly MetricCell[] {
  const last = period ?? latestEnd(cells);
  if (!last) return cells;
  const before = cells.some(({ end }) => end !== "" && isYearBefore(end, last)) ? undefined : dayBefore(cells, last);
  return cells.filter(
    ({ end }) => end !== "" && (daysBetween(end, last) === 0 || isYearBefore(end, last) || end === before),
  );
}

/** Balance sheets print the last year's end beside their day: the latest earlier day of those that give this one. */
function dayBefore(cells: readonly MetricCell[], last: string): string | undefined {
  const days = cells.filter(({ months }) => !months);
  const sources = new Set(days.filter(({ end }) => end === last).map(({ sourceId }) => sourceId));
  return latestEnd(days.filter(({ end, sourceId }) => end < last && sources.has(sourceId)));
}

const latestEnd = (cells: readonly MetricCell[]): string | undefined =>
  cells
    .map(({ end }) => end)
    .filter((end) => end !== "")
    .sort()
    .at(-1);

/** "2022 Q3" names a document: its own latest period is what the question means, whatever the fiscal calendar. */
function anchor(
  cells: readonly MetricCell[],
  label: string | undefined,
  sources: ReadonlyMap<string, StoredSource>,
): string | undefined {
  if (!label || /^\d{4}$/.test(label)) return undefined;
  return latestEnd(
    cells.filter(({ sourceId }) => {
      const stored = sources.get(sourceId);
      return stored !== undefined && isOfPeriod(stored, label);
    }),
  );
}
