import type { Line, Segment } from "../layout/line.ts";
import { type Column, columnOf } from "./columns.ts";
import { type HeaderContext, spanOf } from "./header-span.ts";
import { isRuleBetween, type Marks } from "./marks.ts";
import { isNumeric, isYear } from "./number-text.ts";

/** How many lines from the top are header: those without label or without numbers, above columns of numbers. */
export function countHeaderLines(lines: readonly Line[], columns: readonly Column[]): number {
  const labels = columns[0];
  if (!labels) return 0;
  const isNumberTable = isMostlyNumbers(lines, columns);
  let count = 0;
  for (const line of lines) {
    const isHeader = isNumberTable ? isAboveNumbers(line, columns) : false;
    if (!isHeader || count >= 8) break;
    count += 1;
  }
  return count === lines.length ? 0 : count;
}

function isMostlyNumbers(lines: readonly Line[], columns: readonly Column[]): boolean {
  const values = lines.flatMap((line) => line.segments.filter((segment) => columnOf(columns, segment) > 0));
  const numbers = values.filter((segment) => isNumeric(segment.text) && !isYear(segment.text));
  return numbers.length > values.length * 0.35;
}

function isAboveNumbers(line: Line, columns: readonly Column[]): boolean {
  const values = line.segments.filter((segment) => columnOf(columns, segment) > 0);
  if (values.length === 0) return false;
  const isBare = values.every((segment) => !isNumeric(segment.text) || isYear(segment.text));
  return isBare;
}

interface HeaderPiece {
  readonly segment: Segment;
  readonly columns: readonly number[];
  readonly bottom: number;
  readonly top: number;
}

/** Header rows from header lines: spanning text repeated in each column, stacked lines of one cell joined. */
export function toHeader(
  lines: readonly Line[],
  columns: readonly Column[],
  marks: Marks,
): readonly (readonly string[])[] {
  const pieces = lines.flatMap((line) => piecesOf(line, { lines, columns, marks }));
  const stacks = columns.map((_, index) => stackOf(pieces, index, columns, marks));
  const height = Math.max(0, ...stacks.map((stack) => stack.length));
  return Array.from({ length: height }, (_, level) =>
    stacks.map((stack) => stack[level - (height - stack.length)] ?? ""),
  );
}

function piecesOf(line: Line, context: HeaderContext): readonly HeaderPiece[] {
  return line.segments.map((segment) => ({
    segment,
    columns: spanOf(segment, line, context),
    top: segment.top,
    bottom: segment.bottom,
  }));
}

/** The texts above one column, from top to bottom; lines without a rule between them are one text. */
function stackOf(
  pieces: readonly HeaderPiece[],
  index: number,
  columns: readonly Column[],
  marks: Marks,
): readonly string[] {
  const own = pieces.filter((piece) => piece.columns.includes(index)).sort((a, b) => a.top - b.top);
  const column = columns[index];
  const texts: string[] = [];
  let previous: HeaderPiece | undefined;
  for (const piece of own) {
    const text = piece.segment.text;
    if (previous && column && isSameCell(previous, piece, (column.left + column.right) / 2, marks)) {
      texts[texts.length - 1] = `${texts.at(-1)} ${text}`;
    } else texts.push(text);
    previous = piece;
  }
  return texts;
}

function isSameCell(above: HeaderPiece, below: HeaderPiece, x: number, marks: Marks): boolean {
  if (above.columns.length !== below.columns.length) return false;
  if (below.top - above.top > (above.bottom - above.top) * 2.2) return false;
  return !isRuleBetween(marks, { from: above.bottom - 2, to: below.bottom - 3 }, x);
}
