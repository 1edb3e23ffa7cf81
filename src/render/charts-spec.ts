import type { TopLevelSpec } from "vega-lite";
import type { Chart } from "../report/index.ts";
import { besideLine, endOfBar, type LabelPlace, labelPlaces } from "./charts-labels.ts";
import type { ChartLayout } from "./charts-layout.ts";
import { shorten } from "./evidence-text.ts";
import { axisTitle, formatValue, localeOf, type ValueScale } from "./format.ts";
import type { Theme } from "./theme.ts";
import { drawnValues, startsAtZero } from "./value-axis.ts";

/** What the drawing of a chart needs beside its data. */
export interface ChartStyle {
  readonly layout: ChartLayout;
  readonly scale: ValueScale;
  readonly language: string;
  readonly theme: Theme;
}

interface Row {
  /** Index of the category and of the series as text: no name of the data is ever evaluated as an expression. */
  readonly category: string;
  readonly series: string;
  readonly value: number | null;
  readonly text: string;
  /** Where the text stands beside its mark. */
  readonly place: LabelPlace;
  /** A token that the drawing replaces with the link of the point. */
  readonly href: string;
}

/** The token that marks point `point` of series `series` in the raw drawing. */
export const pointToken = (series: number, point: number): string => `#point-${series}-${point}`;

/** The vega-lite specification of a chart. Contract: pure; values are divided by the scale, so axes show what labels say. */
export function chartSpec(chart: Chart, style: ChartStyle): TopLevelSpec {
  const { layout } = style;
  return {
    width: layout.plotWidth,
    height: layout.plotHeight,
    padding: 4,
    background: "transparent",
    data: { values: rowsOf(chart, style) },
    params: [{ name: "categoryLabels", value: layout.labels.map((lines) => [...lines]) }],
    encoding: { ...positions(chart, style), color: colour(chart, style) },
    layer: layersOf(chart, style),
    config: configOf(style),
  } as TopLevelSpec; // The union of all specifications is too wide for inference of spread encodings.
}

function rowsOf(chart: Chart, { scale, language }: ChartStyle): Row[] {
  return chart.series.flatMap((series, seriesIndex) =>
    series.points.slice(0, chart.categories.length).map(({ value }, index) => ({
      category: String(index),
      series: String(seriesIndex),
      value: value === null ? null : value / scale.divisor,
      text: value === null ? "" : formatValue(value, scale, language),
      place: chart.mark === "bar" ? endOfBar(value) : besideLine(chart, seriesIndex, index),
      href: pointToken(seriesIndex, index),
    })),
  );
}

function positions(chart: Chart, style: ChartStyle) {
  const { layout, scale } = style;
  const isAcross = layout.orientation === "horizontal";
  const category = {
    field: "category",
    type: "ordinal",
    sort: null,
    scale: { domain: chart.categories.map((_, index) => String(index)), paddingInner: 0.25, paddingOuter: 0.15 },
    axis: {
      title: shorten(chart.xTitle, layout.plotWidth / 6) || null,
      labelExpr: "categoryLabels[datum.value]",
      labelAngle: layout.labelAngle,
      labelAlign: isAcross || layout.labelAngle !== 0 ? "right" : "center",
      labelLimit: 0,
      labelOverlap: false,
      grid: false,
      ticks: false,
      domain: !drawnValues(chart).some((value) => value < 0),
      labelPadding: 6,
    },
  };
  const value = {
    field: "value",
    type: "quantitative",
    scale: { zero: startsAtZero(chart), nice: true, ...roomBelow(chart, style) },
    axis: {
      title: shorten(axisTitle(chart.yTitle, scale), (isAcross ? layout.plotWidth : layout.plotHeight) / 6) || null,
      tickCount: 5,
      domain: false,
      ticks: false,
      labelPadding: 6,
    },
  };
  const offset = chart.mark === "bar" && chart.series.length > 1 ? { field: "series", sort: null } : undefined;
  if (isAcross) return { y: category, x: value, ...(offset ? { yOffset: offset } : {}) };
  return { x: category, y: value, ...(offset ? { xOffset: offset } : {}) };
}

/** Room for the labels beyond the outermost values; without it the lowest would lie on the axis. */
function roomBelow(chart: Chart, { scale, layout }: ChartStyle) {
  const values = drawnValues(chart).map((value) => value / scale.divisor);
  if (!layout.showValues || values.length === 0) return {};
  const isZeroBased = startsAtZero(chart);
  const [low, high] = isZeroBased
    ? [Math.min(0, ...values), Math.max(0, ...values)]
    : [Math.min(...values), Math.max(...values)];
  const spread = high - low;
  if (isZeroBased && low >= 0) return {};
  return { domainMin: low - spread * 0.12, domainMax: high + spread * 0.06, nice: false };
}

function colour(chart: Chart, { theme }: ChartStyle) {
  return {
    field: "series",
    type: "nominal",
    sort: null,
    scale: {
      domain: chart.series.map((_, index) => String(index)),
      range: chart.series.map((_, index) => seriesColour(theme, index)),
    },
    legend: null,
  };
}

/** The colour of a series; beyond the theme's, they repeat. */
export function seriesColour(theme: Theme, index: number): string {
  return theme.colours.series[index % theme.colours.series.length] ?? theme.colours.accent;
}

function layersOf(chart: Chart, style: ChartStyle) {
  const known = [{ filter: "isValid(datum.value)" }];
  const link = { href: { field: "href" } };
  const text = style.layout.showValues ? valueLayers(chart, style) : [];
  if (chart.mark === "bar") {
    const rule = {
      data: { values: [{ zero: 0 }] },
      mark: { type: "rule", color: style.theme.colours.muted },
      encoding: zeroRule(style),
    };
    return [{ transform: known, mark: { type: "bar" }, encoding: link }, rule, ...text];
  }
  const points = {
    transform: known,
    mark: { type: "point", filled: true, opacity: 1, size: chart.categories.length > 24 ? 18 : 64 },
    encoding: link,
  };
  if (chart.mark === "point") return [points, ...text];
  const lines = {
    mark: { type: "line", strokeWidth: 2.25, invalid: "break-paths-show-domains" },
    ...(chart.series.length > style.theme.colours.series.length
      ? { encoding: { strokeDash: dashes(chart, style) } }
      : {}),
  };
  return [lines, points, ...text];
}

/** Where colours repeat, the line pattern tells the series apart. */
function dashes(chart: Chart, { theme }: ChartStyle) {
  const range = chart.series.map((_, index) => seriesDashes(theme, index));
  return {
    field: "series",
    type: "nominal",
    scale: { domain: chart.series.map((_, index) => String(index)), range },
    legend: null,
  };
}

/** The line pattern of a series: solid while colours are fresh. */
export function seriesDashes(theme: Theme, index: number): readonly number[] {
  const patterns = [
    [1, 0],
    [6, 3],
    [2, 2],
    [8, 3, 2, 3],
  ];
  return patterns[Math.floor(index / theme.colours.series.length) % patterns.length] ?? [1, 0];
}

function zeroRule({ layout }: ChartStyle) {
  const at = { field: "zero", type: "quantitative" };
  const none = { value: null };
  return layout.orientation === "horizontal"
    ? { x: at, y: none, yOffset: none, color: none }
    : { y: at, x: none, xOffset: none, color: none };
}

/** One layer for each place that a label can have. */
function valueLayers(chart: Chart, { layout, theme }: ChartStyle) {
  const isAcross = layout.orientation === "horizontal";
  return labelPlaces.map((place) => ({
    transform: [{ filter: `isValid(datum.value) && datum.place === '${place}'` }],
    mark: {
      type: "text",
      fontSize: 10.5,
      ...(isAcross ? besideBar(place) : aroundMark(place, chart.mark === "bar" ? 3 : 7)),
    },
    encoding: { text: { field: "text" }, color: { value: theme.colours.text } },
  }));
}

function besideBar(place: LabelPlace) {
  const sign = place === "above" ? 1 : -1;
  return { align: sign > 0 ? "left" : "right", baseline: "middle", dx: sign * 4 };
}

function aroundMark(place: LabelPlace, distance: number) {
  const isAbove = place.startsWith("above");
  const side = place.endsWith("left") ? -1 : place.endsWith("right") ? 1 : 0;
  return {
    align: side < 0 ? "right" : side > 0 ? "left" : "center",
    baseline: isAbove ? "bottom" : "top",
    dx: side * 4,
    dy: (isAbove ? -1 : 1) * (side === 0 ? distance : distance - 4),
  };
}

function configOf({ theme, language }: ChartStyle) {
  const { muted, line } = theme.colours;
  const font = `${theme.fonts.body}, "Liberation Sans", sans-serif`;
  const parts = new Intl.NumberFormat(localeOf(language), { numberingSystem: "latn" }).formatToParts(-1234567.8);
  const part = (type: string, other: string): string => parts.find((entry) => entry.type === type)?.value ?? other;
  return {
    font,
    aria: false,
    numberFormat: ",~f",
    locale: {
      number: {
        decimal: part("decimal", "."),
        thousands: part("group", ","),
        grouping: [3],
        currency: ["", ""],
        minus: "-",
      },
    },
    view: { stroke: null },
    axis: {
      labelColor: muted,
      labelFontSize: 11,
      titleColor: muted,
      titleFontSize: 11,
      titleFontWeight: "normal",
      titlePadding: 10,
      gridColor: line,
      domainColor: muted,
    },
  };
}
