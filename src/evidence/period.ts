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

const countWords = [
  "one two three four five six seven eight nine ten eleven twelve",
  "ein zwei drei vier - sechs - - neun - - zwölf",
  "un deux trois quatre - six - - neuf - - douze",
  "un dos tres cuatro - seis - - nueve - - doce",
  "un due tre quattro - sei - - nove - - dodici",
];

/** Number words before months and weeks. */
const numbers: ReadonlyMap<string, number> = new Map([
  ...countWords.flatMap((list) => list.split(" ").map((word, index): [string, number] => [word, index + 1])),
  ["thirteen", 13],
  ["fourteen", 14],
  ["twenty-six", 26],
  ["thirty-nine", 39],
  ["fifty-two", 52],
  ["fifty-three", 53],
]);

const countPattern = [...numbers.keys()]
  .filter((word) => word !== "-")
  .sort((a, b) => b.length - a.length)
  .join("|");
const ended = "ended|ending|to|clos(?:e|es)?|terminad[oa]s?|al|bis|zum";
const duration = new RegExp(
  `\\b(?:for\\s+)?(?:the\\s+)?(?:trailing\\s+)?(?<count>${countPattern}|\\d{1,2})[\\s-]+(?<unit>months?|weeks?|years?|monaten?|mois|meses|mesi|wochen|semaines|jahre)(?:\\s+period)?(?:\\s+(?:${ended})\\b(?:\\s+(?:le|el)\\b)?)?|\\b(?:for\\s+)?(?:the\\s+)?(?:fiscal\\s+|financial\\s+)?(?<word>quarter|half[\\s-]year|year(?![\\s-]+to[\\s-]+date)|trimestre|semestre|quartal|halbjahr|geschäftsjahr|exercice|ejercicio|esercizio|exercício)s?(?:ly)?(?:\\s+period)?[\\s-]+(?:${ended})\\b(?:\\s+(?:on|le|el)\\b)?|\\b(?<trailing>TTM|LTM)\\b|(?<year>止年度|止財政年度|月期)`,
  "giu",
);
const moment = /\b(?:as\s+(?:of|at)|at|balance\s+at|stand|zum|au)\s*$/iu;
/** Years that only name a base or a start: "since 1990", "1990 = 100", "constant 2015 US$". */
const noPeriod =
  /\b(?:since|seit|depuis|desde|base|constant)\s+(?:year\s+)?\d{4}|\b\d{4}\s?=\s?100\b|\b\d{4}\s(?:prices|(?:US\s)?dollars|euros)\b|\(\s?\d{4}\s(?:US\s?)?\$\s?\)/iu;

/** "as of" directly before a date. */
function leadOf(text: string, start: number): RegExpExecArray | null {
  return moment.exec(text.slice(0, start));
}

/**
 * Reads the period of a header such as "Three Months Ended › September 30, › 2023", "As of March 31, 2023", "FY2021",
 * "July 1, 2022 – June 30, 2023".
 *
 * Contract: undefined without a date, with two dates that are not one split over header rows nor the ends of one span,
 * and with two durations; the duration alone is no period, nor is the base year of an index or of prices.
 */
export function parsePeriod(header: string, language?: string): Period | undefined {
  const text = header
    .replace(/\s*›\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "" || text.length > 160 || noPeriod.test(text)) return undefined;
  const dates = findDates(text, language);
  const span = [...text.matchAll(duration)].at(0);
  if (span && /\b(?:and|und|et|y)\s+$/iu.test(text.slice(0, span.index))) return undefined;
  const joined = joinSpan(text, dates);
  const date = joinSplitDate(dates) ?? joined ?? onlyDate(dates);
  if (!date) return undefined;
  const said = joined ? [joined] : dates;
  const months = span?.groups ? monthsOf(span.groups) : leadOf(text, date.start) ? 0 : monthsOfDate(date, text);
  return {
    period: periodWords(text, said, span),
    periodEnd: date.iso,
    ...(months !== undefined && { months }),
    rest: restOf(text, said, span),
  };
}

/** "From July 1, 2022 through June 30, 2023", "January 1 to June 30, 2023": two days with a word between them. */
function joinSpan(text: string, dates: readonly FoundDate[]): FoundDate | undefined {
  const [first, last, ...rest] = dates;
  if (!first || last?.precision !== "day" || rest.length > 0) return undefined;
  const between = text.slice(first.end, last.start).trim();
  if (!/^(?:to|through|until|till|-|–|—|bis|au|al|至|到)$/iu.test(between)) return undefined;
  const from = first.precision === "month-day" ? `${last.iso.slice(0, 4)}${first.iso.slice(1)}` : first.iso;
  const whole = { ...last, from, start: first.start, text: text.slice(first.start, last.end) };
  return from.length === 10 && from < last.iso ? whole : undefined;
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
  if (groups.trailing !== undefined || groups.year !== undefined) return 12;
  if (groups.word) return /^(?:quart|trim)/i.test(groups.word) ? 3 : /^(?:half|halb|sem)/i.test(groups.word) ? 6 : 12;
  const count = numbers.get(groups.count?.toLowerCase() ?? "") ?? Number(groups.count);
  if (!Number.isFinite(count)) return undefined;
  if (/^(?:year|jahr)/i.test(groups.unit ?? "")) return count * 12;
  return /^(?:week|woche|semaine)/i.test(groups.unit ?? "") ? Math.round(count / 4.345) : count;
}

function monthsOfDate(date: FoundDate, text: string): number | undefined {
  const lengths: Readonly<Record<FoundDate["precision"], number | undefined>> = {
    day: undefined,
    month: 1,
    quarter: 3,
    half: 6,
    year: 12,
    decade: 120,
    "month-day": undefined,
  };
  // The year to date is as long as its document says elsewhere.
  if (/\bYTD\b|\byear[- ]to[- ]date\b/iu.test(text)) return undefined;
  return date.from === undefined ? lengths[date.precision] : monthsBetween(date.from, date.iso);
}

/** Months from the start of one date to the end of another of the same precision; a season (2021–22) is one year. */
function monthsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  if (to.length === 4) return years === 1 ? 12 : (years + 1) * 12;
  const months = years * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (to.length === 7) return months + 1;
  return Math.max(0, Math.round(months + (Number(to.slice(8)) - Number(from.slice(8)) + 1) / 30.4));
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
  const ordered = spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  // A duration may stand inside a date ("first nine months of 2023") or overlap it ("3月期").
  return ordered.flatMap(([start, end], index): [number, number][] => {
    const taken = Math.max(0, ...ordered.slice(0, index).map((other) => other[1]));
    return end <= taken ? [] : [[Math.max(start, taken), end]];
  });
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
