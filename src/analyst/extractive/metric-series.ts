import { pathSeparator } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import type { Brief } from "../analyst.ts";
import { isOfPeriod } from "./asked-sources.ts";
import { groupBy } from "./group-by.ts";
import { maturityOf } from "./maturity.ts";
import { type MetricCell, metricCells } from "./metric-cells.ts";
import { daysBetween, isYearBefore, type PeriodRange, periodsOf } from "./periods.ts";
import { sourceEntities } from "./source-entities.ts";
import { isStopWord } from "./stop-words.ts";
import { synonymsOf } from "./thesaurus.ts";
import { lightTerms, topicMatcher } from "./topics.ts";
import { labelTerms } from "./words.ts";

/** Period ends of fiscal calendars lie up to a quarter away from the calendar's. */
const fiscalSlackDays = 95;
const closeDays = 16;
const daysPerMonth = 365.25 / 12;
const ratePattern =
  /\b(?:rates?|percent(?:age)?s?|ratios?|share of|anteil|quote|taux|tasa|tipo)\b|\bmarg(?:ins?|en?)\b|\p{L}(?:quote|marge)\b|(?:steuer|zins)satz|率/iu;

/** What is counted is no money, unless it is counted in money. */
const countPattern =
  /(?:\bhow many|\bwie viele|\bcuánt[oa]s|\bcombien d['’]?e?)\s+(?!.*(?:dollars?|euros?|pounds?|francs?|yen|million|billion|millionen|milliarden|milliards?|millones)\b)\p{L}/iu;

/** The numbers of a topic, and the same numbers in other sources. */
export interface MetricSeries {
  /** Per asked name one length of period, each period once, and only periods the question asks for. */
  readonly series: readonly MetricCell[];
  /** Cells of other sources for the same periods that are not in the series. */
  readonly others: readonly MetricCell[];
}

/** What series are wanted for. */
export interface SeriesSearch {
  readonly brief: Brief;
  readonly topic: string;
  readonly entities: readonly string[];
}

/** The numbers that tables of all sources give for a topic. */
export function metricSeries(input: SeriesSearch, sources: ReadonlyMap<string, StoredSource>): MetricSeries {
  const about = sourceEntities(sources, input.entities);
  const matcher = topicMatcher(input.topic);
  const asksRate = ratePattern.test(input.topic);
  const asksCount = countPattern.test(input.brief.question);
  const wanted = [...sources].filter(([id]) => about.size === 0 || about.has(id));
  const cells = wanted.flatMap(([id, stored]) =>
    metricCells(stored, { matcher, entity: about.get(id), asksRate, asksCount }),
  );
  const groups = groupBy(
    bestLabelled(withOwners(cells, sources)),
    ({ entity, metric }) => `${entity}\n${maturityOf(metric) ?? ""}`,
  );
  return linesOf([...groups.values()], input.brief, sources);
}

/**
 * Numbers for which nobody is named are called after their source, unless there is one such source, or several give the
 * same numbers: these speak of one thing, whatever their titles.
 */
export function withOwners(
  cells: readonly MetricCell[],
  sources: ReadonlyMap<string, StoredSource>,
): readonly MetricCell[] {
  const bySource = groupBy(
    cells.filter(({ entity }) => entity === ""),
    ({ sourceId }) => sourceId,
  );
  const groups = [...bySource.values()].map((own) => [...bySource.values()].filter((other) => agree(own, other)));
  const [largest = []] = groups.sort((a, b) => b.length - a.length);
  const together = new Set(largest.map(([first]) => first?.sourceId));
  return cells.map((cell) =>
    cell.entity !== "" || together.has(cell.sourceId)
      ? cell
      : { ...cell, entity: sources.get(cell.sourceId)?.source.title ?? "" },
  );
}

/** Whether two sources give more equal numbers for the same periods than different ones; any source with itself. */
function agree(first: readonly MetricCell[], second: readonly MetricCell[]): boolean {
  if (first[0]?.sourceId === second[0]?.sourceId) return true;
  const same = first.flatMap((one) =>
    second
      .filter(({ end, cell }) => end !== "" && end === one.end && cell.quantity.unit === one.cell.quantity.unit)
      .map(({ cell }) => cell.quantity.value === one.cell.quantity.value && cell.quantity.value !== 0),
  );
  return same.filter((isEqual) => isEqual).length * 2 > same.length;
}

/** One line a group of cells: one length of period, the asked periods, each once; the rest beside it. */
export function linesOf(
  groups: readonly (readonly MetricCell[])[],
  brief: Brief,
  sources: ReadonlyMap<string, StoredSource>,
): MetricSeries {
  const { range } = periodsOf(brief.question, brief.language);
  const wide = groups.map((group) => withinRange(ofOneLength(group, brief.question), range, sources));
  const series = wide.flatMap((group) => oneMetric(eachPeriodOnce(group)));
  const chosen = new Set(series.map(placeOf));
  const others = wide.flat().filter((cell) => !chosen.has(placeOf(cell)));
  return { series, others: others.map((cell) => ({ ...cell, metric: metricFor(cell, series) })) };
}

/** What a company sells, or is divided into: its sales are told by it. */
const soldThings =
  /^(?:products?(?: and services| lines?| categories)?|services?|goods|offerings|(?:business |operating |reportable )?segments|lines of business|business (?:lines|units|areas)|produkte|geschäftsbereiche|produits|segmentos|productos|产品)$/iu;

/** "Products", "segments": a topic that the parts of net sales answer. */
export function namesSoldThings(topic: string): boolean {
  return soldThings.test(topic.trim());
}

/** "Revenue breakdown across its offerings" is about the parts of revenue: the longest known measure in a topic. */
export function totalIn(topic: string): string {
  if (namesSoldThings(topic)) return "net sales";
  const words = topic.split(/\s+/);
  for (let size = words.length; size > 0; size--) {
    for (let start = 0; start + size <= words.length; start++) {
      const inner = words.slice(start, start + size);
      if ([inner[0], inner.at(-1)].some((word) => isStopWord(word ?? ""))) continue;
      const phrase = inner.join(" ");
      if (synonymsOf(phrase, 1).length > 0) return phrase;
    }
  }
  return topic;
}

const placeOf = ({ sourceId, tableId, cell }: MetricCell): string =>
  `${sourceId} ${tableId} ${cell.rowIndex}:${cell.columnIndex}`;

/** Sources spell one measure in several ways; the commonest path names the series. */
function oneMetric(cells: readonly MetricCell[]): readonly MetricCell[] {
  const [commonest] = [...groupBy(cells, ({ metric }) => metric).entries()].sort((a, b) => b[1].length - a[1].length);
  return cells.map((cell) => ({ ...cell, metric: commonest?.[0] ?? cell.metric }));
}

function metricFor(cell: MetricCell, series: readonly MetricCell[]): string {
  const isSame = (other: MetricCell): boolean =>
    other.entity === cell.entity && maturityOf(other.metric) === maturityOf(cell.metric);
  return series.find(isSame)?.metric ?? cell.metric;
}

/** A number that more sources than this repeat gains nothing by another citation. */
const maxEchoes = 2;

/** The cells of other sources that give the same value for the same period, a few for each number. */
export function echoesOf({ series, others }: MetricSeries): readonly MetricCell[] {
  return series.flatMap((cell) => {
    const same = others.filter(
      (other) =>
        other.sourceId !== cell.sourceId &&
        other.entity === cell.entity &&
        other.end === cell.end &&
        other.months === cell.months &&
        other.cell.quantity.unit === cell.cell.quantity.unit &&
        other.cell.quantity.value === cell.cell.quantity.value,
    );
    return [...groupBy(same, ({ sourceId }) => sourceId).values()]
      .flatMap(([first]) => first ?? [])
      .slice(0, maxEchoes);
  });
}

/**
 * One metric per name: the label that most of its sources use, the better label of equals. A source where only another
 * label was found ("Revenues" of an investee beside "Total net sales") would mix metrics.
 */
function bestLabelled(cells: readonly MetricCell[]): readonly MetricCell[] {
  return [...groupBy(cells, ({ entity }) => entity).values()].flatMap((group) => {
    const labels = [...groupBy(group, labelKey).entries()].map(([key, members]) => ({
      key,
      sources: new Set(members.map(({ sourceId }) => sourceId)).size,
      score: Math.max(...members.map(({ score }) => score)),
    }));
    const [best] = labels.sort((a, b) => b.sources - a.sources || b.score - a.score);
    return group.filter((cell) => labelKey(cell) === best?.key);
  });
}

/** The last part of a label path without brackets and without words like "total". */
function labelKey({ metric }: MetricCell): string {
  const last = metric.split(pathSeparator).at(-1) ?? "";
  const isCash = /\bcash\b/iu.test(last);
  return [...labelTerms(last.replace(/\([^)]*\)/gu, " "))]
    .filter((term) => !lightTerms.has(term) && !(isCash && flowTerms.has(term)))
    .join(" ");
}

/** "Cash generated by investing activities" is called "cash used in" it in a year that spent more. */
const flowTerms = labelTerms("generated provided used net");

/**
 * Quarters with quarters, years with years: the length asked for, else the shortest that reaches to the last period
 * (cash flows of a second quarter are often told for six months only).
 */
function ofOneLength(cells: readonly MetricCell[], question: string): readonly MetricCell[] {
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

function withinRange(
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

/** The source whose own latest period it is gives the number; a later source that repeats it adds nothing. */
function eachPeriodOnce(cells: readonly MetricCell[]): readonly MetricCell[] {
  const latest = new Map<string, string>();
  for (const { sourceId, end } of cells) if (end > (latest.get(sourceId) ?? "")) latest.set(sourceId, end);
  const own = (cell: MetricCell): number => (latest.get(cell.sourceId) === cell.end ? 0 : 1);
  const bySource = groupBy(cells, ({ sourceId }) => sourceId);
  const length = (cell: MetricCell): number => bySource.get(cell.sourceId)?.length ?? 0;
  // Where all reach to the same period, the longest series gives the numbers, so that one table carries the line.
  const ordered = [...cells].sort(
    (a, b) => own(a) - own(b) || length(b) - length(a) || b.score - a.score || (a.sourceId < b.sourceId ? -1 : 1),
  );
  const kept: MetricCell[] = [];
  for (const cell of ordered) {
    const same = kept.find((other) => other.end === cell.end && other.months === cell.months);
    if (!same || same.cell.quantity.value !== cell.cell.quantity.value) kept.push(cell);
  }
  return kept.sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
}
