import type { Chart, ChartSeries, Evidence } from "../report/index.ts";
import { printQuantity } from "./print-quantity.ts";
import { pathSeparator } from "./sections.ts";
import { entityKey, type Series, type SeriesPoint, toSeries } from "./series.ts";
import { lengthLabel, timelineOf } from "./timeline.ts";

/** What a chart is made of. */
export interface ChartInput {
  readonly id: string;
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly mark?: Chart["mark"];
  readonly language?: string;
}

const maxSeries = 8;
const maxCategories = 60;

/**
 * Draws a chart from typed evidence: a timeline when values have periods, else bars by entity.
 *
 * Contract: undefined when fewer than two comparable values are left; one unit a chart (the one with most values);
 * each point carries all its evidence ids; nothing is interpolated, a missing value is `null`.
 */
export function chartOf(input: ChartInput): Chart | undefined {
  const series = oneUnit(toSeries(input.evidence));
  const overTime = series.filter((one) => one.points.filter((point) => point.periodEnd !== "").length > 1);
  return overTime.length > 0 ? timeChart(input, overTime.slice(0, maxSeries)) : entityChart(input, series);
}

function oneUnit(series: readonly Series[]): readonly Series[] {
  const counts = new Map<string, number>();
  for (const one of series) counts.set(one.unit, (counts.get(one.unit) ?? 0) + one.points.length);
  const [unit] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return series.filter((one) => one.unit === unit);
}

function timeChart(input: ChartInput, series: readonly Series[]): Chart | undefined {
  const language = input.language ?? "en";
  const timeline = timelineOf(series, language);
  const steps = timeline.steps.slice(-maxCategories);
  if (steps.length < 2) return undefined;
  const names = seriesNames(series);
  const drawn = series.map((one, index): ChartSeries => {
    const byKey = new Map(one.points.map((point) => [timeline.keyOf(point), point]));
    return { name: names[index] ?? one.metric, points: steps.map(({ key }) => chartPoint(byKey.get(key))) };
  });
  return chart(input, {
    mark: input.mark ?? (steps.length > 3 ? "line" : "bar"),
    categories: steps.map(({ label }) => label),
    series: drawn,
    unit: series[0]?.unit ?? "",
    xTitle: timeline.title,
    yTitle: common(series.map(({ metric }) => metric)),
  });
}

function chartPoint(point: SeriesPoint | undefined): ChartSeries["points"][number] {
  return point ? { value: point.value, evidenceIds: point.evidenceIds } : { value: null, evidenceIds: [] };
}

/** One value an entity: entities along the axis, a series for each metric. */
function entityChart(input: ChartInput, series: readonly Series[]): Chart | undefined {
  const entities = [...new Set(series.map(({ entity }) => entity))];
  const metrics = [...new Set(series.map(({ metric }) => metric))];
  const byEntity = entities.length > 1;
  const categories = (byEntity ? entities : metrics).slice(0, maxCategories);
  if (categories.length < 2) return undefined;
  const rows = byEntity ? metrics.slice(0, maxSeries) : entities;
  const drawn = rows.map(
    (row): ChartSeries => ({
      name: row,
      points: categories.map((category) => {
        const one = series.find(({ entity, metric }) =>
          byEntity ? entity === category && metric === row : metric === category && entity === row,
        );
        return chartPoint(one?.points.at(-1));
      }),
    }),
  );
  return chart(input, {
    mark: input.mark ?? "bar",
    categories,
    series: drawn.filter((one) => one.points.some((point) => point.value !== null)),
    unit: series[0]?.unit ?? "",
    xTitle: "",
    yTitle: byEntity ? common(metrics) : "",
  });
}

type Drawing = Pick<Chart, "mark" | "categories" | "series" | "unit" | "xTitle" | "yTitle">;

function chart(input: ChartInput, drawing: Drawing): Chart {
  return {
    type: "chart",
    id: input.id,
    caption: [{ type: "text", value: input.title }],
    alt: altOf(input, drawing),
    ...drawing,
  };
}

/** "Total net sales: from USD 82.959 billion (Jun 25, 2022) to USD 81.797 billion (Jul 1, 2023)." */
function altOf(input: ChartInput, drawing: Drawing): string {
  const spans = drawing.series.map((one) => {
    const values = one.points.flatMap((point, index) =>
      point.value === null ? [] : [{ value: point.value, category: drawing.categories[index] ?? "" }],
    );
    const ends = values.length > 1 ? [values[0], values.at(-1)] : values;
    const said = ends.map((end) =>
      end ? `${printQuantity({ value: end.value, unit: drawing.unit }, input.language)} (${end.category})` : "",
    );
    return `${one.name}: ${said.join(" → ")}`;
  });
  return `${input.title}. ${spans.join("; ")}.`;
}

/** Names that tell series apart: by entity, metric or length of period, whichever differs. */
export function seriesNames(series: readonly Series[]): readonly string[] {
  const metricOf = shortMetrics(series);
  const differs = (pick: (one: Series) => string | number | undefined): boolean => new Set(series.map(pick)).size > 1;
  const [entities, metrics, lengths] = [
    differs(({ entity }) => entityKey(entity)),
    differs((one) => metricOf(one).toLowerCase()),
    differs(({ months }) => months),
  ];
  return series.map((one) => {
    const parts = [
      entities ? one.entity : "",
      metrics || !entities ? metricOf(one) : "",
      lengths ? lengthLabel(one).toLowerCase() : "",
    ];
    return parts.filter((part) => part !== "").join(", ") || one.entity;
  });
}

/** "Accessories (1)": the mark of a note that is not here. */
const withoutMark = (label: string): string => label.replace(/\s*\(\p{Nd}{1,2}\)$/u, "") || label;

/** Labels of fewer words ("Basic", "AWS") say what they mean only under the rows above them. */
const tellingWords = 3;

/**
 * "Current assets › Cash and cash equivalents" is cash and cash equivalents, and "Net sales › Online stores" beside "Net
 * sales › Subscriptions" online stores, unless another series would then be called the same.
 */
export function shortMetrics(series: readonly Series[]): (one: Series) => string {
  const last = ({ metric }: Series): string => withoutMark(metric.split(pathSeparator).at(-1) ?? metric);
  const above = ({ metric }: Series): string => metric.split(pathSeparator).slice(0, -1).join(pathSeparator);
  return (one) => {
    const isTaken = series.some(
      (other) => other.metric !== one.metric && other.entity === one.entity && last(other) === last(one),
    );
    const hasSiblings = series.some((other) => other.metric !== one.metric && above(other) === above(one));
    const isTelling = hasSiblings || last(one).split(/\s+/).length >= tellingWords;
    return isTaken || !isTelling ? one.metric : last(one);
  };
}

/** What all texts are, or nothing. */
function common(texts: readonly string[]): string {
  const [first] = texts;
  return first !== undefined && texts.every((text) => text === first) ? first : "";
}
