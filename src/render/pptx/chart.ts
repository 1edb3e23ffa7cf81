import type { Chart, Labels } from "../../report/index.ts";
import { axisTitle, chartScale, officeNumberFormat } from "../format.ts";
import { scaledValue } from "../scaled-value.ts";
import { textWidth } from "../text-metrics.ts";
import type { Theme } from "../theme.ts";
import { officeAxisFormat } from "../value-axis.ts";
import { boxes, sizes } from "./layout.ts";
import { hex } from "./masters.ts";
import type { DeckChartData, DeckChartOptions } from "./pptxgenjs.ts";

/** With more bars or points than this, values on each would run into each other. */
const mostLabelled = 8;

/** The series of a chart, in the unit of its axis; fresh objects, because PptxGenJS changes what it is given. */
export function chartData(chart: Chart, labels: Labels): DeckChartData[] {
  const scale = chartScale(chart, labels);
  return chart.series.map((series) => ({
    name: series.name,
    labels: [...chart.categories],
    // PptxGenJS writes a missing value as an empty point, which `finishDeck` removes: the line then has a gap.
    values: chart.categories.map((_, index) => scaledValue(series.points[index]?.value ?? null, scale) as number),
  }));
}

/** How a chart looks; the axes say unit and scale. */
export function chartOptions(chart: Chart, theme: Theme, labels: Labels): DeckChartOptions {
  const { colours, fonts } = theme;
  const scale = chartScale(chart, labels);
  const format = officeNumberFormat(scale);
  const text = hex(colours.text);
  const font = (part: "cat" | "val") => ({
    [`${part}AxisLabelFontSize`]: sizes.small,
    [`${part}AxisLabelFontFace`]: fonts.body,
    [`${part}AxisLabelColor`]: text,
    [`${part}AxisTitleFontSize`]: sizes.small,
    [`${part}AxisTitleFontFace`]: fonts.body,
    [`${part}AxisTitleColor`]: text,
  });
  const labelled = chart.series.length * chart.categories.length <= mostLabelled;
  return {
    chartColors: seriesColours(chart, colours.series),
    ...font("cat"),
    ...font("val"),
    showCatAxisTitle: chart.xTitle !== "",
    catAxisTitle: chart.xTitle,
    showValAxisTitle: axisTitle(chart.yTitle, scale) !== "",
    valAxisTitle: axisTitle(chart.yTitle, scale),
    valAxisLabelFormatCode: officeAxisFormat(chart, scale),
    valGridLine: { color: hex(colours.line), size: 0.75, style: "solid" },
    catGridLine: { style: "none" },
    showLegend: chart.series.length > 1,
    legendPos: chart.series.length > 6 ? "r" : "b",
    legendFontSize: sizes.small,
    legendFontFace: fonts.body,
    legendColor: text,
    showValue: labelled,
    dataLabelFormatCode: format,
    dataLabelFontSize: sizes.small,
    dataLabelColor: text,
    ...(chart.mark === "bar" ? barOptions(chart) : lineOptions(chart)),
  };
}

function seriesColours(chart: Chart, palette: readonly string[]): string[] {
  return chart.series.map((_, index) => hex(palette[index % palette.length] ?? "#000000"));
}

function barOptions(chart: Chart): DeckChartOptions {
  const room = (boxes.visual.width * 0.8) / Math.max(1, chart.categories.length);
  const long = chart.categories.some((category) => textWidth(category, { size: sizes.small }) > room * 1.8);
  return {
    barDir: long ? "bar" : "col",
    barGrouping: "clustered",
    barGapWidthPct: 60,
    // The declarations know one value; the first category of horizontal bars stands at the top with the other.
    catAxisOrientation: (long ? "maxMin" : "minMax") as "minMax",
  };
}

function lineOptions(chart: Chart): DeckChartOptions {
  return {
    lineDataSymbol: "circle",
    lineDataSymbolSize: 7,
    lineSize: chart.mark === "point" ? 0 : 2.25,
    displayBlanksAs: "gap",
    dataLabelPosition: "t",
  };
}
