import { type FoundDate, findDates } from "./dates.ts";

/** When something was, read from a header, a row label or a caption. */
export interface Period {
  /** In the words of the source, joined: `Three Months Ended July 1, 2023`. */
  readonly period: string;
  /** ISO 8601, as precise as known; absent for "Three Months Ended" alone. */
  readonly periodEnd: string;
  /** Length in months where it is said or follows from the date (12 for a year); 0 for a moment ("as of"). */
  readonly months?: number;
  /** What the text says besides the period. */
  readonly rest: string;
}

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  six: 6,
  nine: 9,
  twelve: 12,
  thirteen: 3,
  "twenty-six": 6,
  "thirty-nine": 9,
  "fifty-two": 12,
  "26": 6,
  "39": 9,
  "52": 12,
  "13": 3,
};

const duration =
  /\b(?:for\s+)?(?:the\s+)?(?:trailing\s+)?(?<count>one|two|three|four|six|nine|twelve|thirteen|twenty-six|thirty-nine|fifty-two|\d{1,2})[\s-]+(?<unit>months?|weeks?|years?)(?:\s+period)?(?:\s+(?:ended|ending|to))?|\b(?:for\s+)?(?:the\s+)?(?:fiscal\s+)?(?<word>quarter|half[\s-]year|year)s?(?:ly)?(?:\s+period)?[\s-]+(?:ended|ending|to)(?:\s+on)?/giu;
const moment = /\b(?:as\s+(?:of|at)|at|balance\s+at|stand|zum|au)\s*$/iu;

/** "as of" directly before a date. */
function leadOf(text: string, start: number): RegExpExecArray | null {
  return moment.exec(text.slice(0, start));
}

/**
 * Reads the period of a header such as "Three Months Ended › September 30, › 2023", "As of March 31, 2023", "FY2021".
 *
 * Contract: undefined without a date or with two dates that are not one split over header rows; the duration alone is
 * no period.
 */
export function parsePeriod(header: string, language?: string): Period | undefined {
  const text = header
    .replace(/\s*›\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "" || text.length > 160) return undefined;
  const dates = findDates(text, language);
  const date = joinSplitDate(dates) ?? onlyDate(dates);
  if (!date) return undefined;
  const span = [...text.matchAll(duration)].at(0);
  const months = span?.groups ? monthsOf(span.groups) : leadOf(text, date.start) ? 0 : monthsOfDate(date);
  return {
    period: periodWords(text, dates, span),
    periodEnd: date.iso,
    ...(months !== undefined && { months }),
    rest: restOf(text, dates, span),
  };
}

/** "Three Months Ended September 30," over "2023": month and day in one header row, the year in the next. */
function joinSplitDate(dates: readonly FoundDate[]): FoundDate | undefined {
  const day = dates.find((date) => date.precision === "month-day");
  const years = new Set(dates.filter((date) => date.precision === "year").map((date) => date.iso));
  const [year] = years;
  if (!day || years.size !== 1 || year === undefined || dates.length > 3) return undefined;
  return { ...day, iso: `${year}${day.iso.slice(1)}`, precision: "day" };
}

function onlyDate(dates: readonly FoundDate[]): FoundDate | undefined {
  const known = dates.filter((date) => date.precision !== "month-day");
  const distinct = new Set(known.map((date) => date.iso));
  if (distinct.size === 1) return known[0];
  // "Q3 2022 (ended June 25, 2022)": the finer date of the same year says more.
  const day = known.filter((date) => date.precision === "day");
  return day.length === 1 && known.every((date) => date.iso.slice(0, 4) === day[0]?.iso.slice(0, 4))
    ? day[0]
    : undefined;
}

function monthsOf(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  if (groups.word) return /^quarter/i.test(groups.word) ? 3 : /^half/i.test(groups.word) ? 6 : 12;
  const count = numbers[groups.count?.toLowerCase() ?? ""] ?? Number(groups.count);
  if (!Number.isFinite(count)) return undefined;
  if (/^year/i.test(groups.unit ?? "")) return count * 12;
  if (/^week/i.test(groups.unit ?? "")) return numbers[groups.count?.toLowerCase() ?? ""] ?? Math.round(count / 4.345);
  const spelledWeeks = /^(?:thirteen|twenty-six|thirty-nine|fifty-two)$/i.test(groups.count ?? "");
  return spelledWeeks ? count : (numbersForMonths(groups.count) ?? count);
}

function numbersForMonths(count: string | undefined): number | undefined {
  return /^\d+$/.test(count ?? "") ? Number(count) : undefined;
}

function monthsOfDate(date: FoundDate): number | undefined {
  const lengths: Readonly<Record<FoundDate["precision"], number | undefined>> = {
    day: undefined,
    month: 1,
    quarter: 3,
    half: 6,
    year: 12,
    decade: 120,
    "month-day": undefined,
  };
  return lengths[date.precision];
}

function spansOf(
  text: string,
  dates: readonly FoundDate[],
  span: RegExpExecArray | undefined,
): readonly [number, number][] {
  const spans = dates.map((date): [number, number] => [date.start, date.end]);
  if (span) spans.push([span.index, span.index + span[0].length]);
  const lead = dates[0] && leadOf(text, dates[0].start);
  if (lead) spans.push([lead.index, lead.index + lead[0].length]);
  return spans.sort((a, b) => a[0] - b[0]);
}

function periodWords(text: string, dates: readonly FoundDate[], span: RegExpExecArray | undefined): string {
  const spans = spansOf(text, dates, span);
  return spans
    .map(([start, end]) => text.slice(start, end).trim())
    .join(" ")
    .replace(/^for (?:the )?/i, "");
}

function restOf(text: string, dates: readonly FoundDate[], span: RegExpExecArray | undefined): string {
  let rest = "";
  let position = 0;
  for (const [start, end] of spansOf(text, dates, span)) {
    rest += `${text.slice(position, Math.max(position, start))} `;
    position = Math.max(position, end);
  }
  return `${rest}${text.slice(position)}`.replace(/[\s,;:()]+/g, " ").trim();
}
