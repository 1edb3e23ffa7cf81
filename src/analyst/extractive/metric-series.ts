import { pathSeparator } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import type { Brief } from "../analyst.ts";
import { groupBy } from "./group-by.ts";
import { type MetricCell, metricCells } from "./metric-cells.ts";
import { daysBetween, labelParts, type PeriodRange, periodsOf } from "./periods.ts";
import { sourceEntities } from "./source-entities.ts";
import { lightTerms, topicMatcher } from "./topics.ts";
import { labelTerms } from "./words.ts";

/** Period ends of fiscal calendars lie up to a quarter away from the calendar's. */
const fiscalSlackDays = 95;
const closeDays = 16;
const ratePattern =
  /\b(?:rates?|percent(?:age)?s?|ratios?|share of|anteil|quote|taux|tasa|tipo)\b|\bmarg(?:ins?|en?)\b|\p{L}(?:quote|marge)\b|(?:steuer|zins)satz|率/iu;

/** The numbers of a topic, and the same numbers in other sources. */
export interface MetricSeries {
  /** Per asked name one length of period, each period once, and only periods the question asks for. */
  readonly series: readonly MetricCell[];
  /** Cells of other sources for the same periods that are not in the series. */
  readonly others: readonly MetricCell[];
}

/** The numbers that tables of all sources give for a topic. */
export function metricSeries(
  input: { readonly brief: Brief; readonly topic: string; readonly entities: readonly string[] },
  sources: ReadonlyMap<string, StoredSource>,
): MetricSeries {
  const about = sourceEntities(sources, input.entities);
  const matcher = topicMatcher(input.topic);
  const asksRate = ratePattern.test(input.topic);
  const wanted = [...sources].filter(([id]) => about.size === 0 || about.has(id));
  const cells = wanted.flatMap(([id, stored]) => metricCells(stored, { matcher, entity: about.get(id), asksRate }));
  const labels = new Map(
    [...sources].map(([id, { source }]) => [id, `${source.title} ${source.path ?? source.url ?? ""}`]),
  );
  const { range } = periodsOf(input.brief.question, input.brief.language);
  const groups = groupBy(bestLabelled(cells), (cell) => cell.entity);
  const wide = [...groups.values()].map((group) =>
    withinRange(ofOneLength(group, input.brief.question), range, labels),
  );
  const series = wide.flatMap((group) => oneMetric(eachPeriodOnce(group)));
  const chosen = new Set(series.map(placeOf));
  const others = wide.flat().filter((cell) => !chosen.has(placeOf(cell)));
  return { series, others: others.map((cell) => ({ ...cell, metric: metricFor(cell, series) })) };
}

const placeOf = ({ sourceId, tableId, cell }: MetricCell): string =>
  `${sourceId} ${tableId} ${cell.rowIndex}:${cell.columnIndex}`;

/** Sources spell one measure in several ways; the commonest path names the series. */
function oneMetric(cells: readonly MetricCell[]): readonly MetricCell[] {
  const [commonest] = [...groupBy(cells, ({ metric }) => metric).entries()].sort((a, b) => b[1].length - a[1].length);
  return cells.map((cell) => ({ ...cell, metric: commonest?.[0] ?? cell.metric }));
}

function metricFor(cell: MetricCell, series: readonly MetricCell[]): string {
  return series.find(({ entity }) => entity === cell.entity)?.metric ?? cell.metric;
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
  return [...labelTerms(last.replace(/\([^)]*\)/gu, " "))].filter((term) => !lightTerms.has(term)).join(" ");
}

/** Quarters with quarters, years with years: the length asked for, else the shortest that is reported. */
function ofOneLength(cells: readonly MetricCell[], question: string): readonly MetricCell[] {
  const lengths = [...new Set(cells.flatMap(({ months }) => (months ? [months] : [])))].sort((a, b) => a - b);
  if (lengths.length === 0) return cells;
  const asked = askedMonths(question);
  const chosen = asked && lengths.includes(asked) ? asked : (lengths[0] ?? 0);
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
  labels: ReadonlyMap<string, string>,
): readonly MetricCell[] {
  if (!range) return cells;
  if (range.latest) return latestOf(cells);
  const from = anchor(cells, range.fromLabel, labels);
  const to = anchor(cells, range.toLabel, labels);
  const isQuarter = /q\d|quart|trimest|季/iu.test(`${range.fromLabel ?? ""}${range.toLabel ?? ""}`);
  const slack = isQuarter ? fiscalSlackDays : closeDays;
  return cells.filter(({ end }) => {
    if (end === "") return true;
    const starts = from ? daysBetween(from, end) >= -closeDays : !range.from || daysBetween(range.from, end) >= -slack;
    const ends = to ? daysBetween(end, to) >= -closeDays : !range.to || daysBetween(end, range.to) >= -closeDays;
    return starts && ends;
  });
}

const yearDays = { from: 350, to: 380 } as const;

/** The last period, with the one a year before that filings print beside it. */
function latestOf(cells: readonly MetricCell[]): readonly MetricCell[] {
  const last = cells
    .map(({ end }) => end)
    .sort()
    .at(-1);
  if (!last) return cells;
  return cells.filter(({ end }) => {
    const days = end === "" ? -1 : daysBetween(end, last);
    return days === 0 || (days >= yearDays.from && days <= yearDays.to);
  });
}

/** "2022 Q3" names a document: its own latest period is what the question means, whatever the fiscal calendar. */
function anchor(
  cells: readonly MetricCell[],
  label: string | undefined,
  labels: ReadonlyMap<string, string>,
): string | undefined {
  const wanted = labelParts(label ?? "");
  if (wanted.length < 2) return undefined;
  const ends = cells
    .filter(({ sourceId }) => {
      const parts = new Set(labelParts(labels.get(sourceId) ?? ""));
      return wanted.every((part) => parts.has(part));
    })
    .map(({ end }) => end)
    .filter((end) => end !== "");
  return ends.sort().at(-1);
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
