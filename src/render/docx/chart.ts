import type { ParagraphChild } from "docx";
import { ChartRun, type ChartRunOptions } from "docx/charts";
import type { Chart } from "../../report/index.ts";
import { axisTitle, chartScale, officeNumberFormat } from "../format.ts";
import { scaledValue } from "../scaled-value.ts";
import { textWidth } from "../text-metrics.ts";
import { officeAxisFormat } from "../value-axis.ts";
import { type DocxContext, hex, textWidthPixels } from "./context.ts";

const heightPixels = 290;
const labelPoints = 9;

/** A native, editable chart with its workbook. */
export function chartRun(chart: Chart, document: DocxContext): ParagraphChild {
  return new ChartRun(chartOptions(chart, document));
}

function chartOptions(chart: Chart, context: DocxContext): ChartRunOptions {
  const { colours } = context.theme;
  const base = baseOptions(chart, context);
  const scale = chartScale(chart, context.resolved.labels);
  const colour = (index: number): string => hex(colours.series[index % colours.series.length] ?? colours.accent);
  const series = chart.series.map((one, index) => ({
    name: one.name,
    values: one.points.map((point) => scaledValue(point.value, scale)),
    color: colour(index),
  }));
  if (chart.mark === "bar" && isLong(chart)) {
    const categoryAxis = { ...base.categoryAxis, reverseOrder: true };
    const valueAxis = { ...base.valueAxis, crossesAt: "maximum" as const };
    return { ...base, type: "bar", series, gapWidth: 60, categoryAxis, valueAxis };
  }
  if (chart.mark === "bar") return { ...base, type: "column", series, gapWidth: 80, overlap: 0 };
  const lines = series.map((one, index) => ({
    ...one,
    line: {
      width: chart.mark === "point" ? 0 : 2.25,
      dash: index < colours.series.length ? ("solid" as const) : ("dash" as const),
    },
  }));
  return { ...base, type: "line", markers: true, series: lines };
}

/** What charts of every mark have: axes, legend, description, and values where there are few. */
function baseOptions(chart: Chart, { theme, resolved }: DocxContext) {
  const { colours, fonts } = theme;
  const text = { size: labelPoints, color: hex(colours.text) };
  const scale = chartScale(chart, resolved.labels);
  const isSparse = chart.series.length === 1 && chart.categories.length <= 8;
  const place = chart.mark === "bar" ? {} : { position: "above" as const };
  const values = { value: true, numberFormat: officeNumberFormat(scale), font: text, ...place };
  return {
    font: { name: fonts.body },
    chartArea: { border: "none" as const },
    legend: chart.series.length > 1 ? { position: "bottom" as const, font: text } : (false as const),
    altText: { name: chart.id, description: chart.alt },
    transformation: { width: textWidthPixels, height: heightPixels },
    emptyValues: "gap" as const,
    valueAxis: {
      title: { text: axisTitle(chart.yTitle, scale), font: text },
      numberFormat: officeAxisFormat(chart, scale),
      font: text,
    },
    categoryAxis: { ...(chart.xTitle ? { title: { text: chart.xTitle, font: text } } : {}), font: text },
    categories: chart.categories,
    ...(isSparse ? { dataLabels: values } : {}),
  };
}

/** Whether category names would run into each other under columns. */
function isLong(chart: Chart): boolean {
  const room = (textWidthPixels * 0.75 * 0.85) / Math.max(1, chart.categories.length);
  return chart.categories.some((category) => textWidth(category, { size: labelPoints }) > room * 1.6);
}
