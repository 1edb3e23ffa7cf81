import { centerY, heightOf, overlapX, union } from "../layout/geometry.ts";
import { joinBroken } from "../layout/hyphens.ts";
import type { Rect, Word } from "../layout/item.ts";
import { type Line, typicalPitch } from "../layout/line.ts";
import { type Column, columnOf } from "./columns.ts";
import { bandOf, isRuleBetween, type Marks } from "./marks.ts";
import { isNumeric, joinCellWords } from "./number-text.ts";

const fewestRuledRows = 3;
const mostLinesPerRow = 4;

/** One cell while rows are built: pieces of text with their place, in reading order. */
export interface RowCell {
  readonly text: string;
  readonly rect?: Rect;
}

/** One row of a table while it is built, with as many cells as there are columns. */
export interface Row extends Rect {
  readonly cells: readonly RowCell[];
  /** The fill stripe or the space between two rules it stands in; -1 for neither. Rows of one band may be one row. */
  readonly band: number;
  /** Height of the font in page units. */
  readonly size: number;
  readonly isBold: boolean;
}

/** Body lines to rows: each line is a row first, then wrapped lines join. */
export function toRows(lines: readonly Line[], columns: readonly Column[], marks: Marks): readonly Row[] {
  const intervals = ruledIntervals(lines, marks);
  const rows = lines.map((line) => toRow(line, columns, stripeOf(line, marks, intervals)));
  return joinWrapped(rows, { columns, marks, pitch: typicalPitch(lines) });
}

/** Positions of rules from edge to edge, if they stand between the rows throughout; else none. */
function ruledIntervals(lines: readonly Line[], marks: Marks): readonly number[] {
  const table = union(lines);
  const inside = marks.rules.filter(
    (rule) =>
      rule.top > table.top - 6 &&
      rule.top < table.bottom + 6 &&
      overlapX(rule, table) > (table.right - table.left) * 0.8,
  );
  const tops = [...new Set(inside.map((rule) => Math.round(rule.top)))].sort((a, b) => a - b);
  const edges = tops.filter((top, index) => index === 0 || top - (tops[index - 1] ?? 0) > 4);
  const used = new Set(lines.map((line) => edges.filter((top) => top < centerY(line)).length));
  return used.size >= fewestRuledRows && lines.length <= used.size * mostLinesPerRow ? edges : [];
}

/** A line's fill stripe, or the space between two rules it stands in, as a number; -1 for neither. */
function stripeOf(line: Line, marks: Marks, intervals: readonly number[]): number {
  const band = bandOf(marks, line);
  if (band >= 0 || intervals.length === 0) return band;
  return marks.bands.length + intervals.filter((top) => top < centerY(line)).length;
}

function toRow(line: Line, columns: readonly Column[], band: number): Row {
  const words: Word[][] = columns.map(() => []);
  const texts: string[][] = columns.map(() => []);
  for (const segment of line.segments) {
    const index = columnOf(columns, segment);
    words[index]?.push(...segment.words);
    texts[index]?.push(segment.text);
  }
  const cells = texts.map((parts, index) => cellOf(joinCellWords(parts), words[index] ?? []));
  return { ...union(line.segments), cells, band, size: line.size, isBold: line.isBold };
}

function cellOf(text: string, rects: readonly Rect[]): RowCell {
  return text === "" ? { text } : { text, rect: union(rects) };
}

interface RowContext {
  readonly columns: readonly Column[];
  readonly marks: Marks;
  readonly pitch: number;
}

function joinWrapped(rows: readonly Row[], context: RowContext): readonly Row[] {
  const joined: Row[] = [];
  for (const row of rows) {
    const previous = joined.at(-1);
    if (previous && isOneRow(previous, row, context)) joined[joined.length - 1] = mergeRows(previous, row);
    else joined.push(row);
  }
  return joined;
}

/** Whether `row` continues `previous`: same stripe, or a wrapped label by the look of its text. */
function isOneRow(previous: Row, row: Row, context: RowContext): boolean {
  if (bothHaveNumbers(previous, row)) return false;
  if (previous.band >= 0 && row.band >= 0) return previous.band === row.band;
  if (previous.band >= 0 !== row.band >= 0) return false;
  const middle = (row.left + row.right) / 2;
  if (isRuleBetween(context.marks, { from: previous.bottom - 2, to: row.top + 2 }, middle)) return false;
  return isWrap(previous, row, context);
}

function isWrap(previous: Row, row: Row, context: RowContext): boolean {
  const pitch = row.bottom - previous.bottom;
  const isTight = pitch < Math.max(row.size, heightOf(row)) * 1.45 && pitch <= context.pitch * 1.1;
  if (!isTight) return false;
  const filled = row.cells.flatMap((cell, index) => (cell.text === "" ? [] : [index]));
  const isBare = filled.every((index) => !isNumeric(row.cells[index]?.text ?? ""));
  const continuesText = filled.every((index) => previous.cells[index]?.text !== "");
  const [label = { text: "" }] = row.cells;
  const [above = { text: "" }] = previous.cells;
  const isLower = /^[\p{Ll}(&]/u.test(label.text) || /(?:,|\band|\bof|\bor|\bthe|\bto|\bin|[-–—/&])$/.test(above.text);
  // A label alone, its numbers one line lower, or a lone continuation below its numbers.
  if (onlyLabel(previous) && label.text !== "") return isLower && !above.text.endsWith(":");
  if (onlyLabel(row) && above.text !== "") return isLower && !above.text.endsWith(":");
  return isBare && continuesText && label.text === "" && filled.length > 0;
}

function onlyLabel(row: Row): boolean {
  return row.cells.every((cell, index) => (index === 0 ? cell.text !== "" : cell.text === ""));
}

function bothHaveNumbers(a: Row, b: Row): boolean {
  return a.cells.some((cell, index) => {
    const other = b.cells[index]?.text ?? "";
    return index > 0 && cell.text !== "" && other !== "" && isNumeric(cell.text) && isNumeric(other);
  });
}

function mergeRows(a: Row, b: Row): Row {
  const cells = a.cells.map((cell, index) => mergeCells(cell, b.cells[index] ?? { text: "" }));
  return { ...union([a, b]), cells, band: a.band, size: a.size, isBold: a.isBold && b.isBold };
}

function mergeCells(a: RowCell, b: RowCell): RowCell {
  if (b.text === "" || !b.rect) return a;
  if (a.text === "" || !a.rect) return b;
  return { text: joinBroken(a.text, b.text), rect: union([a.rect, b.rect]) };
}
