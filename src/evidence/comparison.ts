import type { Cell, Evidence, Inline, Table } from "../report/index.ts";
import { seriesNames, shortMetrics } from "./chart.ts";
import { printValue, scaleOfFactor } from "./print-quantity.ts";
import { type Series, type SeriesPoint, toSeries } from "./series.ts";
import { timelineOf } from "./timeline.ts";
import { isMoney } from "./units.ts";

/** What a comparison table is made of. */
export interface ComparisonInput {
  readonly id: string;
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly language?: string;
}

/** With more periods than this they stand in rows, else in columns. */
const maxPeriodColumns = 6;

/**
 * Sets typed evidence side by side: series against periods, or entities against attributes.
 *
 * Contract: undefined without two values; every value cell carries a citation; numbers are printed in the scale and
 * with the digits of their sources; the unit stands in the caption where all values share it, else beside the name.
 */
export function tableOf(input: ComparisonInput): Table | undefined {
  const series = toSeries(input.evidence);
  if (series.reduce((count, one) => count + one.points.length, 0) < 2) return undefined;
  const overTime = series.some((one) => one.points.length > 1);
  const language = input.language ?? "en";
  const timeline = timelineOf(series, language);
  const periods = overTime || new Set(series.map((one) => one.points[0].periodEnd)).size > 1;
  return periods && timeline.steps.length > 0
    ? periodTable({ ...input, language }, series)
    : attributeTable({ ...input, language }, series);
}

type Input = ComparisonInput & { readonly language: string };

interface Printing {
  readonly unit: string;
  readonly factor: number;
}

/** Unit and scale that a series was printed in oftenest. */
function printingOfSeries(series: readonly Series[]): Printing {
  const counts = new Map<string, { printing: Printing; count: number }>();
  for (const one of series) {
    for (const point of one.points) {
      const factor = scaleOfFactor(point.factor).factor;
      const entry = counts.get(`${one.unit}|${factor}`) ?? { printing: { unit: one.unit, factor }, count: 0 };
      counts.set(`${one.unit}|${factor}`, { ...entry, count: entry.count + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.printing ?? { unit: "", factor: 1 };
}

/** `(USD million)`, `(thousand shares)`, `(%)`; empty for bare counts. */
function unitLabel(printing: Printing): string {
  const { word } = scaleOfFactor(printing.factor);
  const parts = (isMoney(printing.unit) ? [printing.unit, word] : [word, printing.unit]).filter((part) => part !== "");
  return parts.length === 0 ? "" : ` (${parts.join(" ")})`;
}

/** The same, unless the title says the unit already. */
function unitSuffix(title: string, printing: Printing): string {
  const label = unitLabel(printing);
  return title.toLowerCase().includes(label.trim().toLowerCase()) ? "" : label;
}

const samePrinting = (a: Printing, b: Printing): boolean => a.unit === b.unit && a.factor === b.factor;
const text = (value: string): Inline => ({ type: "text", value });
const headCell = (value: string): Cell => ({ children: [text(value)] });
const rowHead = (value: string): Cell => ({ children: [text(value)], isHeader: true });

function valueCell(point: SeriesPoint | undefined, printing: Printing, language: string): Cell {
  if (!point) return { children: [text("–")], align: "right" };
  const printed = printValue(point.value, { step: point.step, factor: printing.factor, language });
  return {
    children: [
      text(point.value < 0 ? printed.replace("-", "−") : printed),
      { type: "citation", evidenceIds: point.evidenceIds },
    ],
    align: "right",
  };
}

function periodTable(input: Input, series: readonly Series[]): Table {
  const timeline = timelineOf(series, input.language);
  const printings = series.map((one) => printingOfSeries([one]));
  const shared = printings.every((printing) => printings[0] && samePrinting(printing, printings[0]));
  const names = seriesNames(series).map((name, index) => {
    const own = printings[index];
    return shared || !own ? name : `${name}${unitLabel(own)}`;
  });
  const suffix = [
    shared && printings[0] ? unitSuffix(input.title, printings[0]) : "",
    timeline.title ? `, ${timeline.title.toLowerCase()}` : "",
  ];
  const byKey = series.map((one) => new Map(one.points.map((point) => [timeline.keyOf(point), point])));
  const cellAt = (index: number, key: string): Cell =>
    valueCell(byKey[index]?.get(key), printings[index] ?? { unit: "", factor: 1 }, input.language);
  const inColumns = timeline.steps.length <= maxPeriodColumns || series.length > maxPeriodColumns;
  return {
    type: "table",
    id: input.id,
    caption: [text(`${input.title}${suffix.join("")}`)],
    header: [headCell(""), ...(inColumns ? timeline.steps.map(({ label }) => label) : names).map(rightHead)],
    rows: inColumns
      ? series.map((_one, index) => [
          rowHead(names[index] ?? ""),
          ...timeline.steps.map(({ key }) => cellAt(index, key)),
        ])
      : timeline.steps.map(({ key, label }) => [rowHead(label), ...series.map((_one, index) => cellAt(index, key))]),
  };
}

const rightHead = (value: string): Cell => ({ children: [text(value)], align: "right" });

function attributeTable(input: Input, series: readonly Series[]): Table {
  const entities = [...new Set(series.map(({ entity }) => entity))];
  const metrics = [...new Set(series.map(({ metric }) => metric))];
  const short = shortMetrics(series);
  const nameOf = new Map(series.map((one) => [one.metric, short(one)]));
  const printings = metrics.map((metric) => printingOfSeries(series.filter((one) => one.metric === metric)));
  const shared = printings.every((printing) => printings[0] && samePrinting(printing, printings[0]));
  const label = (metric: string, index: number): string =>
    `${nameOf.get(metric) ?? metric}${shared || !printings[index] ? "" : unitLabel(printings[index])}`;
  const cellAt = (entity: string, metric: string, index: number): Cell => {
    const one = series.find((candidate) => candidate.entity === entity && candidate.metric === metric);
    return valueCell(one?.points.at(-1), printings[index] ?? { unit: "", factor: 1 }, input.language);
  };
  const caption = [text(`${input.title}${shared && printings[0] ? unitSuffix(input.title, printings[0]) : ""}`)];
  // One entity with many attributes reads downwards.
  const turned = entities.length === 1;
  return {
    type: "table",
    id: input.id,
    caption,
    header: [headCell(""), ...(turned ? entities : metrics.map(label)).map(rightHead)],
    rows: turned
      ? metrics.map((metric, index) => [rowHead(label(metric, index)), cellAt(entities[0] ?? "", metric, index)])
      : entities.map((entity) => [rowHead(entity), ...metrics.map((metric, index) => cellAt(entity, metric, index))]),
  };
}
