import { centerX, overlapX, widthOf } from "../layout/geometry.ts";
import type { Ruling } from "../layout/item.ts";
import type { Line, Segment } from "../layout/line.ts";
import { type Column, columnOf, columnsUnder } from "./columns.ts";
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
  const pieces = lines.flatMap((line) => piecesOf(line, columns, marks));
  const stacks = columns.map((_, index) => stackOf(pieces, index, columns, marks));
  const height = Math.max(0, ...stacks.map((stack) => stack.length));
  return Array.from({ length: height }, (_, level) =>
    stacks.map((stack) => stack[level - (height - stack.length)] ?? ""),
  );
}

function piecesOf(line: Line, columns: readonly Column[], marks: Marks): readonly HeaderPiece[] {
  const taken = new Map<number, Segment>();
  for (const segment of line.segments) {
    columns.forEach((column, index) => {
      if (Math.min(column.right, segment.right) - Math.max(column.left, segment.left) > 0) taken.set(index, segment);
    });
  }
  return line.segments.map((segment) => ({
    segment,
    columns: spanOf(segment, line, { columns, marks, taken }),
    top: segment.top,
    bottom: segment.bottom,
  }));
}

interface SpanContext {
  readonly columns: readonly Column[];
  readonly marks: Marks;
  readonly taken: ReadonlyMap<number, Segment>;
}

/** A rule right below a header text says exactly what it spans; without one its overlap and centring do. */
function spanOf(segment: Segment, line: Line, context: SpanContext): readonly number[] {
  const { columns, marks, taken } = context;
  const rule = ruleBelow(segment, line, marks.rules);
  const sharing = rule ? line.segments.filter((other) => overlapX(other, rule) > 0).length : 0;
  const ruled = rule && sharing === 1 ? columns.flatMap((column, index) => (isUnder(column, rule) ? [index] : [])) : [];
  if (ruled.length > 0) return ruled;
  const isFree = (index: number) => index > 0 && (taken.get(index) ?? segment) === segment;
  return columnsUnder(columns, segment, isFree);
}

function isUnder(column: Column, rule: Ruling): boolean {
  const middle = (column.left + column.right) / 2;
  return middle > rule.left - 2 && middle < rule.right + 2;
}

function ruleBelow(segment: Segment, line: Line, rules: readonly Ruling[]): Ruling | undefined {
  const reach = line.size * 2.6;
  const below = rules.filter(
    (rule) =>
      rule.top > segment.bottom - 3 &&
      rule.top < segment.bottom + reach &&
      rule.left <= centerX(segment) &&
      rule.right >= centerX(segment) &&
      overlapX(rule, segment) > widthOf(segment) * 0.8,
  );
  return below.sort((a, b) => a.top - b.top)[0];
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
