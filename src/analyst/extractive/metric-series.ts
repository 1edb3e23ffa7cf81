import { pathSeparator } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import type { Brief } from "../analyst.ts";
import { ofOneLength, withinRange } from "./asked-periods.ts";
import { groupBy } from "./group-by.ts";
import { maturityOf } from "./maturity.ts";
import { type MetricCell, metricCells } from "./metric-cells.ts";
import { periodsOf } from "./periods.ts";
import { withOwners } from "./series-owners.ts";
import { sourceEntities } from "./source-entities.ts";
import { isStopWord } from "./stop-words.ts";
import { synonymsOf } from "./thesaurus.ts";
import { lightTerms, topicMatcher } from "./topics.ts";
import { labelTerms } from "./words.ts";

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
