import { isCaptionStart } from "../layout/caption-line.ts";
import { areaOf, grow, heightOf, intersection, overlapX, overlapY, union, widthOf } from "../layout/geometry.ts";
import type { PageContent, Rect, Ruling, Shape } from "../layout/item.ts";
import { type Line, toLines } from "../layout/line.ts";
import { isVisible } from "../layout/rulings.ts";
import { turnOf } from "../layout/turned.ts";
import type { DroppedFigure, FigureRegion } from "./model.ts";

/** Shapes nearer than this are of one drawing, in points; measured results hardly depend on it. */
const clusterGap = 14;
/** The bars of a chart stand up to about their own width apart. */
const barGap = 26;
const widestBar = 60;
const axisReach = 40;
const smallestWidth = 70;
const smallestHeight = 50;
const fewestCurves = 6;
const fewestBars = 4;
const longTextLetters = 60;
const mostLongText = 0.35;
/** Axis labels and legends stand within this distance of the drawing. */
const labelReach = 20;
const labelLetters = 42;
const mostShapes = 20_000;

/** Charts and diagrams drawn with vector shapes: clusters that are neither table stripes nor frames around text. */
export function vectorFigures(page: PageContent): {
  readonly figures: readonly FigureRegion[];
  readonly dropped: readonly DroppedFigure[];
} {
  const figures: FigureRegion[] = [];
  const dropped: DroppedFigure[] = [];
  const inked = page.shapes.filter((shape) => isInked(shape, page));
  if (inked.length === 0 || inked.length > mostShapes) return { figures, dropped };
  const lines = toLines(page.words.filter((word) => turnOf(word) === 0));
  const labels = labelsOf(lines, page);
  for (const shapes of cluster(inked)) {
    const rect = union(shapes);
    if (widthOf(rect) < smallestWidth || heightOf(rect) < smallestHeight) continue;
    const kind = kindOf(shapes, page.rulings);
    // Table stripes and frames are no figures to begin with; only what looked like one is listed as dropped.
    if (kind === undefined) continue;
    const why = rejection(rect, lines);
    const drawing = kind === "chart" ? withAxes(rect, page.rulings) : rect;
    if (why === undefined) figures.push({ ...withLabels(drawing, labels), page: page.number, kind });
    else dropped.push({ page: page.number, rect, why });
  }
  return { figures: mergeOverlapping(figures), dropped };
}

function isInked(shape: Shape, page: PageContent): boolean {
  if (areaOf(shape) > page.width * page.height * 0.7) return false;
  return shape.hasCurve || isVisible(shape.color);
}

function kindOf(shapes: readonly Shape[], rulings: readonly Ruling[]): FigureRegion["kind"] | undefined {
  const curves = shapes.filter((shape) => shape.hasCurve).length;
  const fills = joinCells(shapes.filter((shape) => shape.isFilled && !shape.hasCurve));
  if (isBars(fills)) return "chart";
  const strokes = shapes.filter((shape) => !shape.isFilled && !shape.hasCurve && !isFramed(shape, rulings));
  const plots = strokes.filter((shape) => widthOf(shape) > 40 && heightOf(shape) > 6);
  if (plots.length > 0) return "chart";
  return curves >= fewestCurves ? "diagram" : undefined;
}

/** Fills that share one edge and differ in length are bars; equal stripes are a table. */
function isBars(fills: readonly Shape[]): boolean {
  const standing = groups(fills, (fill) => fill.bottom).some((bars) => isVaried(bars, heightOf, widthOf));
  return standing || groups(fills, (fill) => fill.left).some((bars) => isVaried(bars, widthOf, heightOf));
}

/** Abutting fills of one colour, top and bottom are the cells of one table row. */
function joinCells(fills: readonly Shape[]): readonly Shape[] {
  const joined: Shape[] = [];
  for (const fill of [...fills].sort((a, b) => a.top - b.top || a.bottom - b.bottom || a.left - b.left)) {
    const last = joined.at(-1);
    const isNext =
      last?.color === fill.color &&
      Math.abs(last.top - fill.top) < 1.2 &&
      Math.abs(last.bottom - fill.bottom) < 1.2 &&
      Math.abs(fill.left - last.right) < 2;
    if (last && isNext) joined[joined.length - 1] = { ...last, right: fill.right };
    else joined.push(fill);
  }
  return joined;
}

function isVaried(bars: readonly Shape[], length: (bar: Rect) => number, thickness: (bar: Rect) => number): boolean {
  if (bars.length < fewestBars) return false;
  const lengths = new Set(bars.map((bar) => Math.round(length(bar))));
  const thicknesses = bars.map(thickness);
  const isEven = Math.max(...thicknesses) < Math.min(...thicknesses) * 1.3 + 1;
  return isEven && lengths.size >= Math.max(3, bars.length * 0.6);
}

function groups(shapes: readonly Shape[], edge: (shape: Shape) => number): readonly (readonly Shape[])[] {
  const found = new Map<number, Shape[]>();
  for (const shape of shapes) {
    const key = Math.round(edge(shape));
    found.set(key, [...(found.get(key) ?? []), shape]);
  }
  return [...found.values()];
}

/** A stroked rectangle: its edges are rulings too. */
function isFramed(shape: Rect, rulings: readonly Ruling[]): boolean {
  return rulings.some(
    (ruling) =>
      ruling.isHorizontal &&
      Math.abs(ruling.top - shape.top) < 2 &&
      Math.abs(ruling.left - shape.left) < 3 &&
      overlapX(ruling, shape) > widthOf(shape) * 0.8,
  );
}

/** Drawings carry labels, not prose. */
function rejection(rect: Rect, lines: readonly Line[]): string | undefined {
  const inside = lines.filter((line) => intersection(rect, line) > areaOf(line) * 0.6);
  const long = inside.flatMap((line) => line.segments).filter((segment) => segment.text.length > longTextLetters);
  const area = long.reduce((sum, segment) => sum + areaOf(segment), 0);
  return area > areaOf(rect) * mostLongText || long.length > 6 ? "a frame around text" : undefined;
}

/** Axes and grid lines of a chart are rules about as long as its side; the data may stand well clear of them. */
function withAxes(rect: Rect, rulings: readonly Ruling[]): Rect {
  const axes = rulings.filter((ruling) => {
    const [length, side] = ruling.isHorizontal ? [widthOf(ruling), widthOf(rect)] : [heightOf(ruling), heightOf(rect)];
    const common = ruling.isHorizontal ? overlapX(ruling, rect) : overlapY(ruling, rect);
    const apart = ruling.isHorizontal ? -overlapY(ruling, rect) : -overlapX(ruling, rect);
    const across = ruling.isHorizontal ? heightOf(rect) : widthOf(rect);
    return common > side * 0.7 && length < side * 1.5 && apart < Math.min(axisReach, across * 0.35);
  });
  return union([rect, ...axes]);
}

/** Short texts that may be axis titles, tick labels or legends; turned words are hardly ever anything else. */
function labelsOf(lines: readonly Line[], page: PageContent): readonly Rect[] {
  const loose = lines.filter((line) => line.text.length <= longTextLetters * 1.5 || line.segments.length >= 3);
  const short = loose
    .flatMap((line) => line.segments)
    .filter((segment) => segment.text.length <= labelLetters && !isCaptionStart(segment.text));
  return [...short, ...page.words.filter((word) => turnOf(word) !== 0)];
}

/** Grows the drawing by the labels beside it. */
function withLabels(rect: Rect, labels: readonly Rect[]): Rect {
  let grown = rect;
  for (let round = 0; round < 3; round += 1) {
    const reach = grow(grown, labelReach);
    const near = labels.filter((label) => intersection(reach, label) > areaOf(label) * 0.5 && isBeside(grown, label));
    const next = union([grown, ...near]);
    if (areaOf(next) > areaOf(rect) * 2.2 + 4_000) break;
    grown = next;
  }
  return grown;
}

function isBeside(rect: Rect, label: Rect): boolean {
  return overlapX(rect, label) > 0 || overlapY(rect, label) > 0;
}

function mergeOverlapping(figures: readonly FigureRegion[]): readonly FigureRegion[] {
  const merged: FigureRegion[] = [];
  for (const figure of figures) {
    const index = merged.findIndex(
      (other) => intersection(other, figure) > 0.25 * Math.min(areaOf(other), areaOf(figure)),
    );
    const other = merged[index];
    if (other) merged[index] = { ...other, ...union([other, figure]) };
    else merged.push(figure);
  }
  return merged;
}

/** Single-link clusters of shapes whose grown boxes touch, found by a sweep from left to right. */
function cluster(shapes: readonly Shape[]): readonly (readonly Shape[])[] {
  const sorted = [...shapes].sort((a, b) => a.left - b.left);
  const clusters: { rect: Rect; shapes: Shape[] }[] = [];
  for (const shape of sorted) {
    const reach = grow(shape, reachOf(shape));
    const touching = clusters.filter((candidate) => touches(grow(candidate.rect, clusterGap / 2), reach));
    const [first, ...rest] = touching;
    if (!first) {
      clusters.push({ rect: union([shape]), shapes: [shape] });
      continue;
    }
    first.shapes.push(shape, ...rest.flatMap((other) => other.shapes));
    first.rect = union([first.rect, shape, ...rest.map((other) => other.rect)]);
    for (const other of rest) clusters.splice(clusters.indexOf(other), 1);
  }
  return clusters.map((found) => found.shapes);
}

function reachOf(shape: Shape): number {
  const thickness = Math.min(widthOf(shape), heightOf(shape));
  const isBar = shape.isFilled && !shape.hasCurve && thickness > 4 && thickness < widestBar;
  return isBar ? Math.max(clusterGap / 2, Math.min(barGap - clusterGap / 2, thickness)) : clusterGap / 2;
}

function touches(a: Rect, b: Rect): boolean {
  return overlapX(a, b) >= 0 && overlapY(a, b) >= 0;
}
