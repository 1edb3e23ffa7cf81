import type { Chart } from "../report/index.ts";

/**
 * Decides how a chart lies on its page before anything is drawn: bars up or across, labels wrapped, angled or thinned,
 * values printed or left to the data table.
 */
export interface ChartLayout {
  readonly orientation: "vertical" | "horizontal";
  /** Category labels, broken into lines; a thinned label has none. */
  readonly labels: readonly (readonly string[])[];
  readonly labelAngle: 0 | -45;
  /** Size of the plot without axes, in pixels. */
  readonly plotWidth: number;
  readonly plotHeight: number;
  /** Whether every mark carries its value. */
  readonly showValues: boolean;
}

/** Average advance of a character of the label font, measured over Latin text at 11 px in Liberation Sans. */
const characterWidth = 5.9;
const wideCharacterWidth = 11.5;
const eastAsian = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;
const maxLines = 3;
const longestWord = 32;
const maxAcross = 40;
const longestSideLabel = 30;

/**
 * Contract: pure; `width` is the whole drawing and `tallest` the highest plot with upright bars or lines, in pixels;
 * `printed` are the values as they would stand at the marks.
 */
export function layoutChart(
  chart: Chart,
  { width, tallest = 300 }: { readonly width: number; readonly tallest?: number },
  printed: readonly string[],
): ChartLayout {
  const plotWidth = Math.min(Math.max(120, width - 84), widestPlot(chart));
  const slot = plotWidth / Math.max(1, chart.categories.length);
  const wrapped = chart.categories.map((category) => wrapLabel(category, slot - 6));
  const fits = wrapped.every((lines) => lines.length <= maxLines && lines.every((line) => textWidth(line) <= slot - 4));
  const isCut = wrapped.some((lines, index) => lines.at(-1)?.endsWith("…") && !chart.categories[index]?.endsWith("…"));
  if ((!fits || isCut) && chart.mark === "bar" && chart.categories.length <= maxAcross) return across(chart, width);
  return {
    orientation: "vertical",
    plotWidth,
    plotHeight: Math.round(Math.min(tallest, Math.max(200, plotWidth * 0.5))),
    ...(fits ? { labels: wrapped, labelAngle: 0 as const } : angled(chart.categories, slot)),
    showValues: valuesFit(chart, slot, printed),
  };
}

/** Few bars must not become walls. */
function widestPlot(chart: Chart): number {
  const bars = Math.max(1, chart.categories.length * chart.series.length);
  return chart.mark === "bar" ? 80 + bars * 110 : Number.POSITIVE_INFINITY;
}

function across(chart: Chart, width: number): ChartLayout {
  const room = width * 0.36;
  const labels = chart.categories.map((category) =>
    wrapLabel(category, Math.min(room, longestSideLabel * characterWidth)),
  );
  const widest = Math.max(0, ...labels.flat().map(textWidth));
  const bars = Math.max(1, chart.series.length) * 17 + 9;
  const lines = Math.max(1, ...labels.map((label) => label.length)) * 13 + 6;
  return {
    orientation: "horizontal",
    labels,
    labelAngle: 0,
    plotWidth: Math.max(120, Math.round(width - widest - 84)),
    plotHeight: chart.categories.length * Math.max(bars, lines),
    showValues: true,
  };
}

/** Angled labels; where even those collide, every second, third … stays. */
function angled(categories: readonly string[], slot: number): Pick<ChartLayout, "labels" | "labelAngle"> {
  const every = Math.max(1, Math.ceil(16 / slot));
  const labels = categories.map((category, index) => (index % every === 0 ? [shorten(category, 20)] : []));
  return { labels, labelAngle: -45 };
}

function valuesFit(chart: Chart, slot: number, printed: readonly string[]): boolean {
  const widest = Math.max(0, ...printed.map(textWidth));
  if (chart.mark === "bar") return widest + 2 <= (slot * 0.86) / Math.max(1, chart.series.length);
  return chart.series.length <= 2 && chart.categories.length <= 14 && widest + 8 <= slot;
}

/** Width of a label in pixels, estimated: East Asian characters are twice as wide. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += eastAsian.test(character) ? wideCharacterWidth : characterWidth;
  return width;
}

/**
 * Breaks a label into at most three lines no wider than `room` pixels.
 *
 * Contract: breaks between words, inside a word only where `Intl.Segmenter` sees a word boundary (Chinese, Japanese);
 * what does not fit into three lines ends with an ellipsis; a word stays whole unless it has more than 32 characters.
 */
export function wrapLabel(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const whole of wordPieces(text)) {
    const piece = [...whole].length > longestWord ? `${shorten(whole, longestWord)} ` : whole;
    if (line !== "" && textWidth((line + piece).trimEnd()) > room) {
      lines.push(line.trim());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== "") lines.push(line.trim());
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), `${lines[maxLines - 1] ?? ""}…`];
}

function wordPieces(text: string): readonly string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const pieces: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.replace(/\s+/g, " ").trim())) {
    const last = pieces.at(-1);
    // Punctuation stays with its word: a line never begins with a comma or a closing bracket.
    const startsPiece = isWordLike && (last === undefined || /\s$/.test(last) || eastAsian.test(last.slice(-1)));
    if (startsPiece || last === undefined) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

function shorten(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters ? text : `${all.slice(0, characters - 1).join("")}…`;
}
