import type { Chart } from "../report/index.ts";
import type { Labels } from "../report/labels.ts";
import { layoutChart } from "./charts-layout.ts";
import { chartLegend } from "./charts-legend.ts";
import { chartSpec, pointToken } from "./charts-spec.ts";
import { chartScale, formatValue, printable, type ValueScale } from "./format.ts";
import type { Theme } from "./theme.ts";

/** How a chart is drawn. */
export interface ChartDrawing {
  readonly theme: Theme;
  readonly labels: Pick<Labels, "scales">;
  readonly language: string;
  /** Width of the whole drawing in pixels. */
  readonly width: number;
  /** Tallest plot with upright bars or lines, in pixels. */
  readonly tallest?: number;
  /** Prefix of the ids inside the drawing; unique on its page. */
  readonly idPrefix: string;
  /** Printed above by the renderer; here for those who do not see the chart. */
  readonly title: string;
  /** Attributes of the link around the mark of a point, such as its address; none where there is no evidence. */
  readonly linkTo: (evidenceIds: readonly string[]) => Readonly<Record<string, string>> | undefined;
}

/**
 * Draws a chart as SVG.
 *
 * Contract: every mark with evidence is a link to it, with the value as its name; nothing in the drawing is a script, a
 * style or an outside address; the names of the data are escaped. A chart without a single value draws its empty axes.
 */
export async function drawChart(chart: Chart, drawing: ChartDrawing): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const clean = printableChart(chart);
  const scale = chartScale(clean, drawing.labels);
  const printed = clean.series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [formatValue(value, scale, drawing.language)])),
  );
  const layout = layoutChart(clean, drawing, printed);
  const spec = chartSpec(clean, { layout, scale, language: drawing.language, theme: drawing.theme });
  const { spec: compiled } = compile(spec, { logger: silentLogger(vega) });
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: silentLogger(vega) });
  try {
    const svg = await view.toSVG();
    return dressed(layout.orientation === "horizontal" ? centred(svg) : svg, clean, { ...drawing, scale });
  } finally {
    view.finalize();
  }
}

// Vega writes warnings to the console, which belongs to the command line alone.
function silentLogger(vega: { readonly logger: (level: number) => unknown; readonly None: number }) {
  return vega.logger(vega.None) as never;
}

function printableChart(chart: Chart): Chart {
  return {
    ...chart,
    xTitle: printable(chart.xTitle),
    yTitle: printable(chart.yTitle),
    unit: printable(chart.unit),
    categories: chart.categories.map(printable),
    series: chart.series.map((series) => ({ ...series, name: printable(series.name) })),
  };
}

/** Centres labels of several lines on their bars; vega puts the first line there. */
function centred(svg: string): string {
  return svg.replace(/(<text [^>]*>)<tspan>(.*?)<\/text>/g, (_, open: string, lines: string) => {
    const count = lines.split("<tspan").length;
    return `${open}<tspan dy="${(count - 1) * -6.5}">${lines}</text>`;
  });
}

/** Gives the raw drawing its name and its links; the roles that vega writes hide links inside graphics symbols. */
function dressed(svg: string, chart: Chart, drawing: ChartDrawing & { readonly scale: ValueScale }): string {
  const [titleId, descId] = [`${drawing.idPrefix}-title`, `${drawing.idPrefix}-desc`];
  const [width, height] = [...(/width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [])].slice(1).map(Number);
  const legend = chartLegend(chart, { theme: drawing.theme, width: width ?? drawing.width, escapeXml: xml });
  const size = `width="${width ?? 0}" height="${(height ?? 0) + legend.height}" viewBox="0 0 ${width ?? 0} ${(height ?? 0) + legend.height}"`;
  const background = `<rect class="chart-background" width="100%" height="100%" fill="${drawing.theme.colours.background}"/>`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" class="chart-drawing" direction="ltr" role="group" aria-labelledby="${xml(titleId)} ${xml(descId)}" ${size}>`;
  const names = `<title id="${xml(titleId)}">${xml(printable(drawing.title))}</title><desc id="${xml(descId)}">${xml(printable(chart.alt))}</desc>`;
  return svg
    .replace(/<(?:g|path) [^>]*>/g, (tag) => tag.replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, ""))
    .replace(
      /^<svg[^>]*>/,
      () => `${open}${names}${background}${legend.svg}<g transform="translate(0,${legend.height})">`,
    )
    .replace(/<\/svg>$/, "</g></svg>")
    .replace(
      /<a xlink:href="(#point-(\d+)-(\d+))">(.*?)<\/a>/g,
      (_, token: string, series: string, point: string, mark: string) =>
        token === pointToken(Number(series), Number(point))
          ? linked(mark, chart, [Number(series), Number(point)], drawing)
          : mark,
    );
}

function linked(
  mark: string,
  chart: Chart,
  [seriesIndex, index]: readonly [number, number],
  { linkTo, scale, language }: ChartDrawing & { readonly scale: ValueScale },
): string {
  const series = chart.series[seriesIndex];
  const point = series?.points[index];
  if (!series || !point || point.value === null) return mark;
  const name = `${series.name}, ${chart.categories[index] ?? ""}: ${formatValue(point.value, scale, language)}${scale.unit === "" || scale.unit === "%" ? "" : ` (${scale.unit})`}`;
  const attributes = point.evidenceIds.length > 0 ? linkTo(point.evidenceIds) : undefined;
  if (!attributes) return `<g><title>${xml(name)}</title>${mark}</g>`;
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(value)}"`);
  return `<a class="chart-point"${written.join("")} aria-label="${xml(name)}"><title>${xml(name)}</title>${mark}</a>`;
}

function xml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
