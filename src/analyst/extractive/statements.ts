import {
  type AmountForm,
  amountOf,
  dateText,
  formatAmount,
  formOf,
  type Printer,
  percentOf,
  periodText,
  ratioText,
} from "./amounts.ts";
import { isTurned, type Series } from "./data.ts";
import type { Datum } from "./datum.ts";
import { daysBetween, isYearBefore } from "./periods.ts";
import { fill } from "./phrases/index.ts";
import type { Sentence } from "./sentence.ts";
import { capitalise, decapitalise } from "./words.ts";

/** Periods of two calendars whose ends lie this close are compared as one. */
const alignedDays = 20;
const minRatio = 1.15;

/** "Apple's total net sales", with the verb forms its number needs in English; a measure of nobody stands alone. */
export function subjectOf(
  { entity, metric }: Pick<Series, "entity" | "metric">,
  { language, phrases }: Printer,
): Readonly<Record<string, string>> {
  const isEnglish = language.startsWith("en");
  const owner = isEnglish && entity !== "" ? `${entity}${entity.endsWith("s") ? "’" : "’s"}` : entity;
  // The noun before "from" or "of" decides: "generation from fossil fuels was".
  const head = metric.split(/\s(?:from|of|for|in|by|per|to)\s/iu)[0] ?? metric;
  const plural = /[^s]s$/iu.test(head) && !/(?:loss|gas|process|business|basis)$/iu.test(head);
  const name = entity === "" ? capitalise(metric) : isEnglish ? decapitalise(metric) : metric;
  return {
    subject: fill(phrases.subject, { entity: owner, metric: name }),
    was: plural ? "were" : "was",
    that: plural ? "those" : "that",
  };
}

/** From the first to the last period: rise or fall with its size. */
export function trendSentence(series: Series, printer: Printer): Sentence | undefined {
  const [first] = series.points;
  const last = series.points.at(-1);
  if (!first || !last || first === last) return first ? valueSentence(series, first, printer) : undefined;
  const told = series.points.length === 2 ? againstYearBefore(series, { first, last }, printer) : undefined;
  return {
    text: told ?? changeText(series, { first, last }, printer),
    evidenceIds: [first.evidenceId, last.evidenceId],
  };
}

/**
 * What is said of a series first: from the first to the last period, or the last against the year before where first
 * and last lie in different seasons (quarters of one year cannot be compared with each other).
 */
export function leadSentences(series: Series, printer: Printer): readonly Sentence[] {
  const trend = trendSentence(series, printer);
  const yearOnYear = yearOnYearSentence(series, printer);
  const ordered = isOutOfSeason(series) ? [yearOnYear, trend] : [trend, yearOnYear];
  return ordered.filter((sentence) => sentence !== undefined);
}

/** Months of a period that is compared only with the same months of another year. */
const seasonal: ReadonlySet<number> = new Set([1, 3, 6, 9]);

function isOutOfSeason({ points }: Series): boolean {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || !seasonal.has(last.months ?? 0)) return false;
  const years = daysBetween(first.end, last.end) / 365.25;
  return Math.abs(years - Math.round(years)) > seasonSlack;
}

/** Share of a year by which the same quarter's end may move in a calendar of weeks. */
const seasonSlack = 0.06;

function changeText(series: Series, { first, last }: { first: Datum; last: Datum }, printer: Printer): string {
  const { phrases } = printer;
  const template =
    last.value > first.value ? phrases.rose : last.value < first.value ? phrases.fell : phrases.unchanged;
  return fill(template, { ...subjectOf(series, printer), ...pairValues(first, last, printer) });
}

function pairValues(first: Datum, last: Datum, printer: Printer): Readonly<Record<string, string>> {
  return {
    a: amountOf(first, printer),
    b: amountOf(last, printer),
    pa: periodText(first, printer),
    pb: periodText(last, printer),
    change: changeSize(first, last, printer),
  };
}

/** Per cent where that means something; the difference for percentages and where the sign turned. */
function changeSize(first: Datum, last: Datum, printer: Printer): string {
  const relative = first.unit !== "%" && first.value > 0 && last.value > 0;
  if (relative)
    return printer.language.startsWith("en")
      ? `by ${percentOf(last.value / first.value - 1, printer)}`
      : percentOf(last.value / first.value - 1, printer);
  const difference = formatAmount(Math.abs(last.value - first.value), differenceForm(first, last), printer);
  const amount = last.unit === "%" ? difference.replace(/\s?%/u, "") : difference;
  const points = last.unit === "%" ? ` ${printer.phrases.points}` : "";
  if (!printer.language.startsWith("en")) return `${amount}${points}`;
  return `by ${amount}${/^1(?:\.0+)?$/.test(amount) ? points.replace(/s$/u, "") : points}`;
}

/** With the digits of the finer of two numbers: 15.8% less 13% is 2.8 percentage points. */
function differenceForm(first: Datum, last: Datum): AmountForm {
  const [a, b] = [formOf(first), formOf(last)];
  return { ...(last.value === 0 ? a : b), decimals: Math.max(a.decimals, b.decimals) };
}

function valueSentence(series: Series, datum: Datum, printer: Printer): Sentence {
  const values = { ...subjectOf(series, printer), a: amountOf(datum, printer), pa: periodText(datum, printer) };
  return { text: fill(printer.phrases.value, values), evidenceIds: [datum.evidenceId] };
}

/** How many independent sources give the last value; nothing where only one gives any. */
export function agreementSentence(series: Series, printer: Printer): Sentence | undefined {
  const last = series.points.findLast(({ agreement }) => agreement.all > 1);
  if (!last) return undefined;
  const { count, all } = last.agreement;
  const template = count === all ? printer.phrases.agreed : printer.phrases.agreedPartly;
  const { subject = "", ...forms } = subjectOf(series, printer);
  const values = { ...forms, subject: series.entity === "" ? decapitalise(subject) : subject };
  const number = { a: amountOf(last, printer), pa: periodText(last, printer) };
  const counts = { count: counted(count, printer), all: counted(all, printer) };
  return { text: capitalise(fill(template, { ...values, ...number, ...counts })), evidenceIds: last.evidenceIds };
}

const smallNumbers = "zero one two three four five six seven eight nine ten".split(" ");

/** In words where a sentence begins with it: after a full stop a digit looks like the rest of a number. */
const counted = (count: number, { language }: Printer): string =>
  (language.startsWith("en") ? smallNumbers[count] : undefined) ?? String(count);

/** The highest or lowest value in between, where the way from first to last went over it. */
export function extremeSentences(series: Series, printer: Printer): readonly Sentence[] {
  const { points } = series;
  // Of amounts printed as negative the largest is the lowest to whoever checks it.
  if (points.length < 3 || points.some(isTurned)) return [];
  const sorted = [...points].sort((a, b) => a.value - b.value);
  const inner = (datum: Datum | undefined): datum is Datum =>
    datum !== undefined && datum !== points[0] && datum !== points.at(-1);
  const state = (datum: Datum, template: string): Sentence => ({
    text: fill(template, {
      ...subjectOf(series, printer),
      a: amountOf(datum, printer),
      pa: periodText(datum, printer),
    }),
    // "Highest" is a statement about all of them.
    evidenceIds: [datum, ...points.filter((other) => other !== datum)].map(({ evidenceId }) => evidenceId),
  });
  const high = sorted.at(-1);
  const low = sorted[0];
  return [
    ...(inner(high) ? [state(high, printer.phrases.high)] : []),
    ...(inner(low) ? [state(low, printer.phrases.low)] : []),
  ];
}

/** Periods that a regular series leaps over, as one remark on the sources; only where it needs no citation (English). */
export function holeSentences({ points, entity }: Series, printer: Printer): readonly Sentence[] {
  if (points.length < 3 || !printer.language.startsWith("en")) return [];
  const steps = points.slice(1).map((datum, index) => daysBetween(points[index]?.end ?? datum.end, datum.end));
  const usual = [...steps].sort((a, b) => a - b)[0] ?? 0;
  if (usual < minStepDays) return [];
  return points.slice(1).flatMap((datum, index): readonly Sentence[] => {
    const before = points[index];
    if (!before || (steps[index] ?? 0) < usual * holeFactor) return [];
    const values = { entity, pa: dateText(before.end, printer), pb: dateText(datum.end, printer) };
    return [{ text: fill(printer.phrases.missing, values), evidenceIds: [] }];
  });
}

/** A step this many times the usual one has a period missing in it. */
const holeFactor = 1.6;
const minStepDays = 20;

/** The last period against the one a year before, unless the trend already says so. */
export function yearOnYearSentence(series: Series, printer: Printer): Sentence | undefined {
  const last = series.points.at(-1);
  const [first] = series.points;
  const before = last && series.points.find((datum) => isYearBefore(datum.end, last.end));
  if (!last || !before || before === first || before.unit === "%") return undefined;
  const text = againstYearBefore(series, { first: before, last }, printer);
  return text === undefined ? undefined : { text, evidenceIds: [last.evidenceId, before.evidenceId] };
}

/** "… was 15.8% in …, up 1.2 percentage points from 14.6% in …"; undefined where they do not lie a year apart. */
function againstYearBefore(
  series: Series,
  { first, last }: { first: Datum; last: Datum },
  printer: Printer,
): string | undefined {
  if (!isYearBefore(first.end, last.end) || first.value <= 0 || last.value <= 0 || first.value === last.value)
    return undefined;
  const { up, down } = printer.phrases.yearOnYear;
  const change = changeSize(first, last, printer).replace(/^by /, "");
  const values = { ...subjectOf(series, printer), ...pairValues(first, last, printer), change };
  return fill(last.value > first.value ? up : down, values);
}

/** The latest pair of periods of two series that end within three weeks of each other; else undefined. */
export function alignedPair(
  first: Series,
  second: Series,
): { readonly first: Datum; readonly second: Datum } | undefined {
  const pairs = first.points.flatMap((a) =>
    second.points
      .filter((b) => a.unit === b.unit && a.months === b.months && Math.abs(daysBetween(a.end, b.end)) <= alignedDays)
      .map((b) => ({ first: a, second: b })),
  );
  return pairs.sort((a, b) => (a.first.end < b.first.end ? -1 : 1)).at(-1);
}

/** "Amazon's total net sales were $134,383 million …, 1.6 times those of Apple ($81,797 million …)". */
export function comparisonSentence(first: Series, second: Series, printer: Printer): Sentence | undefined {
  const pair = alignedPair(first, second);
  if (!pair) return undefined;
  const swap = pair.second.value > pair.first.value;
  const [big, small] = swap ? [pair.second, pair.first] : [pair.first, pair.second];
  const [bigger, smaller] = swap ? [second, first] : [first, second];
  const { subject = "", ...forms } = subjectOf(bigger, printer);
  const values = {
    ...forms,
    first: subject,
    other: smaller.entity,
    ...pairValues(small, big, printer),
    change: changeSize(small, big, printer).replace(/^by /, ""),
    ratio: small.value > 0 ? ratioText(big.value / small.value, printer) : "",
  };
  const { ratio, higher, equal } = printer.phrases;
  const isRatio = small.value > 0 && big.unit !== "%" && big.value / small.value >= minRatio;
  const template = big.value === small.value ? equal : isRatio ? ratio : higher;
  return { text: fill(template, values), evidenceIds: [big.evidenceId, small.evidenceId] };
}
