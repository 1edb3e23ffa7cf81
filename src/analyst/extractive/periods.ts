import { type FoundDate, findDates } from "../../evidence/index.ts";

/** A stretch of time in the words of the question. */
export interface PeriodRange {
  /** Labels as they stood: `2022 Q3`; equal when one period is meant. */
  readonly fromLabel?: string;
  readonly toLabel?: string;
  /** ISO 8601 dates. */
  readonly from?: string;
  readonly to?: string;
  /** "In its latest filing": the last period that documents report, and what it is compared with. */
  readonly latest?: true;
}

/** The periods of a question, undefined where it names none, and the question without them. */
export interface QuestionPeriods {
  readonly range: PeriodRange | undefined;
  readonly rest: string;
}

const rangeWords =
  /(?:\b(?:(?:at |by |before )?the (?:very )?(?:end|beginning|start|close) of|(?:(?:in|for|during|of) )?(?:the )?(?:(?:fiscal )?(?:quarter|year|period|half|month|week)|(?:three|six|nine|twelve|\d+)[- ]months?(?: period)?) (?:that )?(?:ended|ending)|(?:im|in dem) (?:quartal|jahr)|on|from|between|since|until|till|through|during|in|for|as of|by|to|and|the|von|bis|zwischen|seit|im|de|à|entre|et|depuis|desde|hasta|y|en|fiscal|quarter of|quarters of|years?)|从|到|至|在|من|إلى|بين|منذ|في)\s*$/iu;
/** What closes a stretch of time after its last date: "2001年至2017年间". */
const closing = /^\s*(?:之间|期间|间|以来)/u;
const openStart = /(?:\b(?:since|from|after|seit|ab|depuis|desde)|自|从|منذ)\s*$/iu;
const openEnd = /(?:\b(?:until|till|before|up to|bis|vor|jusqu'(?:à|en)|hasta|antes de)|截至|حتى)\s*$/iu;

const latestPeriod =
  /(?:\b(?:in|from|of|for|as of|during|im|in der|dans|en)\s+(?:(?:the|its|their|his|her|our|a|dem|ihrem|seinem|le|la|el|su)\s+)?)?\b(?:most recent|latest|newest|jüngste[nrs]?|letzte[nrs]?|neueste[nrs]?)\s+(?:(?:quarterly|annual|interim|financial|fiscal|reported|regulatory|10-[qk])\s+){0,2}(?:10-[qk]s?|filings?|reports?|quarters?|periods?|disclosures?|statements?|quartals?|berichts?)(?![\p{L}\p{N}])/iu;

/** Finds the dates of a question and takes them, with the words that join them, out of it. */
export function periodsOf(question: string, language: string): QuestionPeriods {
  const dated = datesOf(question, language);
  const rest = dated.rest.replace(latestPeriod, " ").replace(/\s+/g, " ").trim();
  const asksLatest = dated.range === undefined && latestPeriod.test(dated.rest);
  return { range: asksLatest ? { latest: true } : dated.range, rest };
}

function datesOf(question: string, language: string): QuestionPeriods {
  // "2023 Q1 10-Q" is no quarter of 2010.
  const withoutForms = question.replace(/\b\d{1,2}-[KQF](?:s|\/A)?\b/gu, (form) => " ".repeat(form.length));
  const dates = findDates(withoutForms, language).filter((date) => date.precision !== "month-day");
  const [first] = dates;
  const last = dates.at(-1);
  if (!first || !last) return { range: undefined, rest: question };
  let rest = "";
  let position = 0;
  for (const date of dates) {
    rest += dropJoining(question.slice(position, date.start));
    position = date.end;
  }
  rest += question.slice(position).replace(closing, "");
  const before = question.slice(0, first.start);
  const starts = dates.map(beginningOf).sort();
  const ends = dates.map((date) => endOf(date.iso)).sort();
  // "From January to March 2023" is one date with both ends.
  const isClosed = dates.length > 1 || first.from !== undefined;
  const hasStart = isClosed || !openEnd.test(before);
  const hasEnd = isClosed || !openStart.test(before);
  const ordered = [...dates].sort((a, b) => (beginningOf(a) < beginningOf(b) ? -1 : 1));
  const range: PeriodRange = {
    ...(hasStart && { from: starts[0] ?? "", fromLabel: ordered[0] ? yearsOf(ordered[0])[0] : "" }),
    ...(hasEnd && { to: ends.at(-1) ?? "", toLabel: yearsOf(ordered.at(-1) ?? first)[1] }),
  };
  return { range, rest: rest.replace(/\s+/g, " ").trim() };
}

/** "2019–23" is asked for as from 2019 to 2023. */
function yearsOf({ text, iso, from, fiscal }: FoundDate): readonly [from: string, to: string] {
  const isSpan = from?.length === 4 && iso.length === 4 && !fiscal && Number(iso) - Number(from) > 1;
  return isSpan ? [from, iso] : [text, text];
}

/** First day of a date, also of one that names a span: "2019–23", "the 1990s". */
function beginningOf({ iso, from, precision }: FoundDate): string {
  return startOf(from ?? (precision === "decade" ? `${iso.slice(0, 3)}0` : iso));
}

function dropJoining(text: string): string {
  let kept = text;
  while (rangeWords.test(kept)) kept = kept.replace(rangeWords, "");
  return kept;
}

/** First day of a year, quarter end month, month or day as `findDates` gives it. */
export function startOf(iso: string): string {
  const [year = "", month, day] = iso.split("-");
  if (!month) return `${year}-01-01`;
  if (day) return iso;
  return `${year}-${month}-01`;
}

/** Last day of a year, month or day. */
export function endOf(iso: string): string {
  const [year = "", month, day] = iso.split("-");
  if (!month) return `${year}-12-31`;
  if (day) return iso;
  return `${year}-${month}-${String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, "0")}`;
}

const dayMs = 86_400_000;

/** Whole days from one ISO date to another. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(endOf(second)) - Date.parse(endOf(first))) / dayMs);
}

const yearDays = { from: 350, to: 380 } as const;

/** Whether the first ISO date lies one year before the second, fiscal calendars of 52 and 53 weeks included. */
export function isYearBefore(before: string, last: string): boolean {
  const days = daysBetween(before, last);
  return days >= yearDays.from && days <= yearDays.to;
}

/** Letters and digits of a label, so that `2022 Q3`, `Q3 2022` and `2022_Q3` compare as sets. */
export function labelParts(label: string): readonly string[] {
  return label.toLowerCase().match(/[\p{L}]+\d+|\d+|\p{L}+/gu) ?? [];
}
