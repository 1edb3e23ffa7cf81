import type { Chart } from "../report/index.ts";
import { textWidth } from "./charts-layout.ts";
import { seriesColour, seriesDashes } from "./charts-spec.ts";
import { shorten } from "./evidence-text.ts";
import type { Theme } from "./theme.ts";

/** The names of the series above a drawing, in rows. */
export interface ChartLegend {
  readonly svg: string;
  readonly height: number;
}

const rowHeight = 19;
const fontSize = 11.5;
const symbolWidth = 20;
const gap = 18;

/**
 * Draws the legend of a chart; empty for a single series, whose name is in the caption.
 *
 * Drawn here because vega without a canvas guesses text a third too wide. Contract: names are escaped by `escapeXml`.
 */
export function chartLegend(
  chart: Chart,
  {
    theme,
    width,
    escapeXml,
  }: { readonly theme: Theme; readonly width: number; readonly escapeXml: (text: string) => string },
): ChartLegend {
  if (chart.series.length < 2) return { svg: "", height: 0 };
  let [left, row] = [8, 0];
  const items = chart.series.map((series, index) => {
    const name = nameWithin(series.name, width - symbolWidth - 20);
    const room = symbolWidth + nameWidth(name);
    if (left > 8 && left + room > width - 4) [left, row] = [8, row + 1];
    const [x, y] = [left, row * rowHeight + 12];
    left += room + gap;
    const text = `<text x="${x + symbolWidth}" y="${y + 4}" font-family="${escapeXml(theme.fonts.body)}, 'Liberation Sans', sans-serif" font-size="${fontSize}px" fill="${theme.colours.text}">${escapeXml(name)}</text>`;
    return symbol(chart, { theme, index, x, y }) + text;
  });
  return { svg: `<g class="chart-legend">${items.join("")}</g>`, height: (row + 1) * rowHeight + 8 };
}

const nameWidth = (name: string): number => textWidth(name) * (fontSize / 11);

/** A name cut to a width in pixels: characters of full-width scripts take twice the room. */
function nameWithin(name: string, room: number): string {
  let longest = Math.floor(room / 6);
  while (longest > 1 && nameWidth(shorten(name, longest)) > room) longest -= 1;
  return shorten(name, longest);
}

function symbol(
  { mark }: Chart,
  { theme, index, x, y }: { readonly theme: Theme; readonly index: number; readonly x: number; readonly y: number },
): string {
  const colour = seriesColour(theme, index);
  if (mark === "bar") return `<rect x="${x}" y="${y - 5}" width="12" height="10" rx="1.5" fill="${colour}"/>`;
  const dot = `<circle cx="${x + 7}" cy="${y}" r="4" fill="${colour}"/>`;
  if (mark === "point") return dot;
  const dashes = seriesDashes(theme, index).join(" ");
  return `<line x1="${x - 1}" x2="${x + 15}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2.25" stroke-dasharray="${dashes}"/>${dot}`;
}
