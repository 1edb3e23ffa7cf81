import { overlapX, union, widthOf } from "../layout/geometry.ts";
import type { Rect } from "../layout/item.ts";
import type { Line, Segment } from "../layout/line.ts";
import { isNumeric, isYear } from "./number-text.ts";

/** A column's reach on the x axis. */
export type Column = Pick<Rect, "left" | "right">;

/**
 * Columns as the union of x intervals, from the rows with most segments to those with fewest. A segment that would join
 * two columns spans them and says nothing about either.
 */
export function findColumns(lines: readonly Line[]): readonly Column[] {
  const firstData = lines.findIndex(isDataRow);
  // Header texts are centred over their column and may miss its numbers: they must not make columns of their own.
  const body = firstData > 0 ? lines.slice(firstData) : lines;
  const rows = [...body].sort((a, b) => b.segments.length - a.segments.length);
  let columns: Column[] = [];
  for (const line of rows) {
    for (const segment of line.segments) columns = withSegment(columns, segment, line.segments.length);
  }
  return columns.sort((a, b) => a.left - b.left);
}

/** A label and at least one number that is no year. */
export function isDataRow(line: Line): boolean {
  const [label, ...values] = line.segments;
  return label !== undefined && values.some((value) => isNumeric(value.text) && !isYear(value.text));
}

function withSegment(columns: Column[], segment: Segment, rowSegments: number): Column[] {
  const touched = columns.filter((column) => overlap(column, segment) > 0.5);
  if (touched.length > 1) return columns;
  const [column] = touched;
  if (!column) return rowSegments > 1 ? [...columns, { left: segment.left, right: segment.right }] : columns;
  // A lone line (section row, wrapped label) must not widen a column over its neighbours' free space.
  if (rowSegments === 1) return columns;
  const grown = { left: Math.min(column.left, segment.left), right: Math.max(column.right, segment.right) };
  const collides = columns.some((other) => other !== column && overlap(other, grown) > 0);
  return collides ? columns : columns.map((other) => (other === column ? grown : other));
}

function overlap(a: Column, b: Column): number {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left);
}

/** Index of the column a body segment belongs to: best overlap, labels to the leftmost, else the nearest. */
export function columnOf(columns: readonly Column[], segment: Segment): number {
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  columns.forEach((column, index) => {
    const common = overlap(column, segment);
    const isLabelStart = !isNumeric(segment.text) && segment.left >= column.left - 2 && segment.left < column.right;
    const score = common > 0 && isLabelStart ? common + widthOf(segment) : common;
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  });
  return best;
}

/** Columns under a header segment: those it overlaps, grown to both sides while that centres it better. */
export function columnsUnder(columns: readonly Column[], segment: Rect, isFree: (index: number) => boolean): number[] {
  const touched = columns.flatMap((column, index) => (overlap(column, segment) > 0 ? [index] : []));
  let first = touched[0] ?? nearest(columns, segment);
  let last = touched.at(-1) ?? first;
  for (;;) {
    const candidates = [
      [first - 1, last],
      [first, last + 1],
      [first - 1, last + 1],
    ].filter(([from = 0, to = 0]) => from >= 0 && to < columns.length && isFree(from) && isFree(to));
    const better = candidates.find(
      ([from = 0, to = 0]) => offCentre(columns, segment, from, to) < offCentre(columns, segment, first, last) - 2,
    );
    if (!better) break;
    [first = first, last = last] = better;
  }
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function offCentre(columns: readonly Column[], segment: Rect, first: number, last: number): number {
  const left = columns[first]?.left ?? 0;
  const right = columns[last]?.right ?? 0;
  return Math.abs((left + right) / 2 - (segment.left + segment.right) / 2);
}

function nearest(columns: readonly Column[], segment: Rect): number {
  const distances = columns.map((column) => -overlapX(toRect(column), segment));
  return distances.indexOf(Math.min(...distances));
}

function toRect(column: Column): Rect {
  return { ...union([]), ...column };
}
