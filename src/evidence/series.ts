import type { Evidence, Quantity } from "../report/index.ts";
import { parsePeriod } from "./period.ts";
import { printingOf } from "./print-quantity.ts";
import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { pathSeparator } from "./sections.ts";
import { contentStems } from "./words.ts";

/** One value of a series with all evidence that gives it. */
export interface SeriesPoint {
  /** In base units. */
  readonly value: number;
  /** In the words of the source; empty for a value without period. */
  readonly period: string;
  /** ISO 8601; empty for a value without period. */
  readonly periodEnd: string;
  readonly evidenceIds: readonly [string, ...string[]];
  /** The value of one step of the last printed digit, and the factor its headers gave. */
  readonly step: number;
  readonly factor: number;
  /** Other values that evidence gives for the same period, never averaged. */
  readonly others: readonly { readonly value: number; readonly evidenceIds: readonly string[] }[];
}

/** The same quantity of the same entity over periods of the same length, in order of their ends. */
export interface Series {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string;
  /** Length of its periods; absent for moments and unknown lengths. */
  readonly months?: number;
  readonly points: readonly [SeriesPoint, ...SeriesPoint[]];
}

interface Item {
  readonly evidence: Evidence;
  readonly quantity: Quantity;
  readonly months: number | undefined;
  readonly step: number;
  readonly factor: number;
}

/**
 * Groups the typed numbers of evidence into series.
 *
 * Contract: one metric, entity, unit and length of period each; points in order of `periodEnd`; the same value from
 * several documents is one point with all evidence ids; where values differ the one with most evidence is the point
 * and the rest are its `others`; series come in order of their first evidence.
 */
export function toSeries(evidence: readonly Evidence[]): readonly Series[] {
  const groups = new Map<string, Item[]>();
  for (const item of sharingEntity(evidence.flatMap(itemsOf))) {
    const key = `${measureOf(item)}|${entityKey(item.quantity.entity)}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return joined([...groups.values()]).flatMap((group) => seriesOf(group) ?? []);
}

const measureOf = ({ quantity, months }: Item): string =>
  [metricKey(quantity.metric), quantity.unit, months ?? ""].join("|");

/**
 * "Research and development" of one table and "Operating expenses › Research and development" of another are one series
 * where no period says otherwise; two paths may end in the same words and mean different things.
 */
function joined(groups: readonly Item[][]): readonly (readonly Item[])[] {
  const kept: Item[][] = [];
  for (const group of groups) {
    const twin = kept.find((other) => isTwin(other, group) && periodsAgree([...other, ...group]));
    if (twin) twin.push(...group);
    else kept.push([...group]);
  }
  return kept;
}

function isTwin([first]: readonly Item[], [second]: readonly Item[]): boolean {
  if (!first || !second || first.quantity.unit !== second.quantity.unit || first.months !== second.months) return false;
  const pathOf = ({ quantity }: Item): readonly string[] => (quantity.metric ?? "").split(pathSeparator);
  const [one, two] = [pathOf(first), pathOf(second)];
  const isBare = one.length === 1 || two.length === 1;
  return (
    isBare &&
    metricKey(one.at(-1)) === metricKey(two.at(-1)) &&
    entityKey(first.quantity.entity) === entityKey(second.quantity.entity)
  );
}

/** Whether the values of each period are one, and at least one period has several. */
function periodsAgree(items: readonly Item[]): boolean {
  const points = seriesOf(items)?.points ?? [];
  return points.every(({ others }) => others.length === 0) && points.length < items.length;
}

/** Comparable form of a metric: word order and inflection aside. */
export function metricKey(metric: string | undefined): string {
  return [...contentStems(metric ?? "")].sort().join(" ");
}

const legalForm =
  /(?<![\p{L}\p{N}])(?:inc|incorporated|corp|corporation|company|co|ltd|limited|llc|plc|ag|gmbh|se|group|holdings?|the)(?![\p{L}\p{N}])/giu;

/** Comparable form of an entity: legal form and punctuation aside ("Apple Inc." and "Apple"). */
export function entityKey(entity: string | undefined): string {
  return (entity ?? "")
    .replace(legalForm, "")
    .toLowerCase()
    .replace(/\.com\b/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function itemsOf(evidence: Evidence): readonly Item[] {
  return (evidence.quantities ?? []).map((quantity) => {
    const months = quantity.period === undefined ? undefined : parsePeriod(quantity.period)?.months;
    return { evidence, quantity, months: months === 0 ? undefined : months, ...printingOf(evidence, quantity) };
  });
}

/** A column that one finding files under a name and another under none is of that name: it stays one series. */
function sharingEntity(items: readonly Item[]): readonly Item[] {
  const named = new Map<string, Map<string, string>>();
  for (const { evidence, quantity } of items) {
    const column = columnOf(evidence);
    if (column === undefined || quantity.entity === undefined) continue;
    named.set(column, (named.get(column) ?? new Map()).set(entityKey(quantity.entity), quantity.entity));
  }
  return items.map((item) => {
    const [entity, ...others] = named.get(columnOf(item.evidence) ?? "")?.values() ?? [];
    if (item.quantity.entity !== undefined || entity === undefined || others.length > 0) return item;
    return { ...item, quantity: { ...item.quantity, entity } };
  });
}

function columnOf({ sourceId, content }: Evidence): string | undefined {
  return content.type === "cell" ? `${sourceId} ${content.tableId} ${content.columnIndex}` : undefined;
}

function seriesOf(items: readonly Item[]): Series | undefined {
  const byPeriod = new Map<string, Item[]>();
  for (const item of items) {
    const end = item.quantity.periodEnd ?? "";
    byPeriod.set(end, [...(byPeriod.get(end) ?? []), item]);
  }
  const points = [...byPeriod.values()]
    .flatMap((same) => pointOf(same) ?? [])
    .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
  const [first, ...rest] = points;
  const [item] = items;
  if (!first || !item) return undefined;
  const months = item.months;
  return {
    metric: commonest(items.map(({ quantity }) => quantity.metric ?? "")),
    entity: commonest(items.map(({ quantity }) => quantity.entity ?? "")),
    unit: item.quantity.unit,
    ...(months !== undefined && { months }),
    points: [first, ...rest],
  };
}

function pointOf(items: readonly Item[]): SeriesPoint | undefined {
  const positions: Item[][] = [];
  for (const item of items) {
    const position = positions.find(([first]) => first && sameQuantity(printed(first), printed(item)));
    if (position) position.push(item);
    else positions.push([item]);
  }
  const [most, ...others] = positions.sort((a, b) => sourceCount(b) - sourceCount(a));
  // Of equal values the one printed with more digits is kept.
  const best = most?.reduce((finest, item) => (item.step < finest.step ? item : finest));
  if (!most || !best) return undefined;
  const [id, ...ids] = [...new Set([best.evidence.id, ...most.map((item) => item.evidence.id)])];
  if (id === undefined) return undefined;
  return {
    value: best.quantity.value,
    period: best.quantity.period ?? "",
    periodEnd: best.quantity.periodEnd ?? "",
    evidenceIds: [id, ...ids],
    step: best.step,
    factor: best.factor,
    others: others.map((position) => ({
      value: position[0]?.quantity.value ?? Number.NaN,
      evidenceIds: position.map((item) => item.evidence.id),
    })),
  };
}

const printed = (item: Item): PrintedValue => ({
  value: item.quantity.value,
  unit: item.quantity.unit,
  step: item.step,
});
const sourceCount = (items: readonly Item[]): number => new Set(items.map((item) => item.evidence.sourceId)).size;

function commonest(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
