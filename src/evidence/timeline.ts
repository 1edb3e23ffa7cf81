import { localeOf } from "../report/index.ts";
import { parsePeriod } from "./period.ts";
import type { Series, SeriesPoint } from "./series.ts";

/** The periods of several series on one axis. */
export interface Timeline {
  /** In order; `key` is equal for points that belong together. */
  readonly steps: readonly { readonly key: string; readonly label: string }[];
  keyOf(point: SeriesPoint): string;
  /** What all periods have in common: `Three months ended`; empty for years and moments. */
  readonly title: string;
}

/** Fiscal periods that end within these days of a month's end are put beside calendar ones. */
const graceDays = 10;

/**
 * Puts series on one timeline.
 *
 * Contract: periods are kept apart to the day unless several series end theirs around the same month's end ("July 1,
 * 2023" and "June 30, 2023"); then they share a step named by the month.
 */
export function timelineOf(series: readonly Series[], language: string): Timeline {
  const points = series.flatMap((one) => one.points).filter((point) => point.periodEnd !== "");
  const byMonth = isMixed(series);
  const keyOf = (point: SeriesPoint): string => (byMonth ? monthOf(point.periodEnd) : point.periodEnd);
  const steps = new Map<string, string>();
  for (const point of [...points].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))) {
    const label = byMonth ? printDate(monthOf(point.periodEnd), language) : labelOf(point, language);
    if (!steps.has(keyOf(point))) steps.set(keyOf(point), label);
  }
  return { steps: [...steps].map(([key, label]) => ({ key, label })), keyOf, title: commonDuration(points) };
}

/** Whether some series end their periods on other days of what is nearly the same month. */
function isMixed(series: readonly Series[]): boolean {
  const days = new Map<string, Set<string>>();
  const points = series.flatMap((one) => one.points).filter((point) => point.periodEnd.length === 10);
  for (const { periodEnd } of points)
    days.set(monthOf(periodEnd), (days.get(monthOf(periodEnd)) ?? new Set()).add(periodEnd));
  const clash = series.some((one) => {
    const months = one.points.map((point) => monthOf(point.periodEnd));
    return new Set(months).size < months.length;
  });
  return series.length > 1 && !clash && [...days.values()].some((ends) => ends.size > 1);
}

function monthOf(iso: string): string {
  if (iso.length < 10) return iso;
  const date = new Date(`${iso}T00:00:00Z`);
  if (date.getUTCDate() <= graceDays) date.setUTCDate(0);
  return date.toISOString().slice(0, 7);
}

function labelOf(point: SeriesPoint, language: string): string {
  return point.periodEnd.length === 7 && point.period.length <= 12
    ? point.period
    : printDate(point.periodEnd, language);
}

/** `2023`, `Jul 2023`, `Jul 1, 2023` in the language; what is no date stays as it is. */
export function printDate(iso: string, language: string): string {
  if (!/^\d{4}-\d{2}(?:-\d{2})?$/.test(iso)) return iso;
  const style: Intl.DateTimeFormatOptions =
    iso.length === 7 ? { year: "numeric", month: "short" } : { dateStyle: "medium" };
  const date = new Date(iso.length === 7 ? `${iso}-15T00:00:00Z` : `${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(localeOf(language), { ...style, timeZone: "UTC" }).format(date);
}

function commonDuration(points: readonly SeriesPoint[]): string {
  const titles = new Set(
    points.map(({ period }) => /^(.*?\b(?:ended|ending))\b/i.exec(period)?.[1]?.toLowerCase() ?? ""),
  );
  const [title] = titles;
  return titles.size === 1 && title ? `${title.charAt(0).toUpperCase()}${title.slice(1)}` : "";
}

/** Whether a period's length differs among series, so that their names must say it. */
export function lengthLabel(series: Series): string {
  const period = series.points[0].period;
  const ended = /^(.*?)\s+(?:ended|ending)\b/i.exec(period)?.[1];
  return ended ?? (parsePeriod(period)?.months === series.months && series.months === 12 ? "year" : "");
}
