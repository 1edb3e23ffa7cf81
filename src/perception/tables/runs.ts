import { centerX, heightOf, union, widthOf } from "../layout/geometry.ts";
import type { Line } from "../layout/line.ts";
import { type Column, isDataRow } from "./columns.ts";
import { isNumeric, isYear } from "./number-text.ts";

/** Consecutive lines that look like rows. */
export interface Run {
  readonly lines: readonly Line[];
  /** Places among the lines that were looked through, `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** Rows may be this many line heights apart, blank rows included. */
const longestPitch = 3.3;
const mostSingles = 3;
/** A drawn cell may hold many lines of its own. */
const mostMarkedSingles = 8;
/** Prose columns have longer segments than cells. */
const proseLetters = 28;
const leastNumbers = 0.2;
const leastAligned = 0.6;
const alignment = 3;

/** Finds runs of lines with two or more segments; `isMarked` says that rulings or fills make a line part of a table. */
export function findRuns(lines: readonly Line[], isMarked: (line: Line) => boolean): readonly Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    const line = lines[start];
    if (!line || line.segments.length < 2) continue;
    const end = endOfRun(lines, start, isMarked);
    for (const run of splitAtHeaders(lines, start, end)) {
      const trimmed = trimTop(lines, run.start, run.end);
      if (isTableLike(trimmed.lines, isMarked)) runs.push(trimmed);
    }
    start = Math.max(start, end - 1);
  }
  return runs;
}

function endOfRun(lines: readonly Line[], start: number, isMarked: (line: Line) => boolean): number {
  let end = start + 1;
  while (end < lines.length) {
    const next = nextRow(lines, end, isMarked);
    if (next === undefined) break;
    end = next + 1;
  }
  return end;
}

/** A new header after rows of numbers begins a new table: its columns hold for what follows only. */
function splitAtHeaders(lines: readonly Line[], start: number, end: number): readonly Pick<Run, "start" | "end">[] {
  const parts: { start: number; end: number }[] = [];
  let from = start;
  for (let index = start + 1; index < end; index += 1) {
    const isNew = isNewHeader(lines, index, end) && lines.slice(from, index).some(isDataRow);
    if (!isNew) continue;
    const last = lines.slice(from, index).findLastIndex((line) => line.segments.length > 1 || isRowText(line)) + from;
    parts.push({ start: from, end: Math.max(from + 1, last + 1) });
    from = index;
  }
  return [...parts, { start: from, end }];
}

function isRowText(line: Line): boolean {
  return line.text.length < 40;
}

/** Text without a label and without numbers, right of the labels below it, and above a row of numbers. */
function isNewHeader(lines: readonly Line[], index: number, end: number): boolean {
  const line = lines[index];
  const previous = lines[index - 1];
  const data = lines.slice(index, Math.min(end, index + 5)).find(isDataRow);
  const label = data?.segments[0];
  const value = data?.segments[1];
  if (!line || !previous || !data || !label || !value || isDataRow(line)) return false;
  const isClear = line.left > label.right && line.left > value.left - line.size * 6;
  const isGap = line.top - previous.top > heightOf(line) * 1.75 || previous.segments.length === 1;
  return isClear && isGap && line.segments.every((segment) => !isNumeric(segment.text) || isYear(segment.text));
}

/**
 * Titles above the header got into the run by their gaps ("Item 1.    Financial Statements"). Upwards from the first row
 * of numbers, section rows and then header lines belong to the table; what stands above is something else.
 */
function trimTop(lines: readonly Line[], start: number, end: number): Run {
  const first = lines.slice(start, end).findIndex(isDataRow);
  const data = lines[start + first];
  if (first <= 0 || !data) return { lines: lines.slice(start, end), start, end };
  const values = valuesLeft(lines.slice(start, end).filter(isDataRow));
  let from = start + first;
  let inHeader = false;
  while (from > start) {
    const line = lines[from - 1];
    if (!line) break;
    const isHeader = line.left > values - line.size * 3 || isStubHeader(line, values);
    const isSection =
      !inHeader && line.segments.length === 1 && line.right < values + line.size && line.left < values * 0.6;
    if (!isHeader && !isSection) break;
    inHeader ||= isHeader;
    from -= 1;
  }
  return { lines: lines.slice(from, end), start: from, end };
}

/** Where the value columns begin: the leftmost first number of the rows, stray ones left out. */
function valuesLeft(rows: readonly Line[]): number {
  const lefts = rows.map((row) => row.segments.slice(1).find((segment) => isNumeric(segment.text))?.left ?? row.right);
  return [...lefts].sort((a, b) => a - b)[Math.floor(lefts.length * 0.1)] ?? 0;
}

/** "Country    2010    2011": a label and column titles. */
function isStubHeader(line: Line, values: number): boolean {
  const [label, ...titles] = line.segments;
  return label !== undefined && titles.length > 0 && titles.every((title) => title.right > values - line.size * 2);
}

/** Index of the next line with two segments, if only labels and section rows lie between. */
function nextRow(lines: readonly Line[], from: number, isMarked: (line: Line) => boolean): number | undefined {
  const first = lines[from];
  const most = first && isMarked(first) ? mostMarkedSingles : mostSingles;
  for (let index = from; index < lines.length && index <= from + most; index += 1) {
    const line = lines[index];
    const previous = lines[index - 1];
    if (!line || !previous || isFar(previous, line) || isNote(line)) return undefined;
    if (line.segments.length < 2) continue;
    const above = lines[from - 1];
    const width = above ? widthOf(union([above, line])) : widthOf(line);
    const between = lines.slice(from, index);
    return between.every((single) => isMarked(single) || widthOf(single) < width * 0.75) ? index : undefined;
  }
  return undefined;
}

/** "(1)  Includes product sales …", "•  One thing": a note or a list below the table, set like a row. */
function isNote(line: Line): boolean {
  const [mark, text, ...rest] = line.segments;
  if (rest.length === 0 && mark !== undefined && /^[•·◦▪■●○‣]$/.test(mark.text)) return true;
  return (
    rest.length === 0 && mark !== undefined && text !== undefined && isNoteMark(mark.text) && text.text.length > 40
  );
}

function isNoteMark(text: string): boolean {
  return /^(?:\(?(?:\d{1,2}|[a-z])[.)]|\*{1,3}|[†‡§¹²³⁴⁵]|notes?:?|source:?)$/i.test(text);
}

function isFar(previous: Line, line: Line): boolean {
  // Some engines give the height of the ink: a row of small letters and digits is lower than its font.
  const size = Math.min(previous.size, line.size);
  return line.top - previous.top > longestPitch * Math.max(heightOf(previous), heightOf(line), size);
}

function isTableLike(lines: readonly Line[], isMarked: (line: Line) => boolean): boolean {
  const rows = lines.filter((line) => line.segments.length >= 2);
  const segments = rows.flatMap((line) => line.segments);
  const numbers = segments.filter((segment) => isNumeric(segment.text)).length;
  const marked = lines.filter(isMarked).length >= lines.length / 2;
  const enough = rows.length >= 3 || (rows.length === 2 && marked && numbers >= 2);
  if (!enough) return false;
  const letters = segments.reduce((sum, segment) => sum + segment.text.length, 0) / segments.length;
  const isWordy = numbers < segments.length * leastNumbers;
  if (isWordy && (letters > proseLetters || alignedShare(rows) < leastAligned)) return false;
  return !isMarkerList(rows);
}

/** Share of segments, first ones left out, that begin, end or centre where one of another row does. */
function alignedShare(rows: readonly Line[]): number {
  const inner = rows.flatMap((row, index) => row.segments.slice(1).map((segment) => ({ segment, index })));
  const aligned = inner.filter(({ segment, index }) =>
    inner.some((other) => {
      if (other.index === index) return false;
      const left = Math.abs(other.segment.left - segment.left);
      const right = Math.abs(other.segment.right - segment.right);
      const middle = Math.abs(centerX(other.segment) - centerX(segment));
      return Math.min(left, right, middle) < alignment;
    }),
  );
  return inner.length === 0 ? 0 : aligned.length / inner.length;
}

/** "• text", "(1) text", "Item 1. Title" on each line is a list, not a table. */
function isMarkerList(rows: readonly Line[]): boolean {
  const marked = rows.filter((line) => {
    const [first, second] = line.segments;
    return line.segments.length === 2 && first && second && isMarker(first.text) && /\p{L}{3}/u.test(second.text);
  });
  return marked.length > rows.length * 0.6;
}

function isMarker(text: string): boolean {
  return /^(?:[•·◦▪■●○–—*-]|\(?[0-9ivxa-z]{1,4}[.)]|\d+(?:\.\d+)*\.?)$/i.test(text);
}

function isHeaderAbove(line: Line | undefined, labels: Column): boolean {
  return line !== undefined && line.segments.length > 1 && line.left > labels.right;
}

/**
 * A run grown upwards by header lines that have one segment only: above the value columns, clear of the label column.
 * `floor` is the first line that may be taken.
 */
export function withHeaderLines(run: Run, lines: readonly Line[], columns: readonly Column[], floor: number): Run {
  const [labels, values] = columns;
  const last = columns.at(-1);
  let start = run.start;
  while (labels && values && last && start > floor) {
    const line = lines[start - 1];
    const below = lines[start];
    if (!line || !below || below.top - line.top > heightOf(below) * 2.4) break;
    const first = centerX(line.segments[0] ?? line);
    const isBesideLabels = line.left > labels.right + line.size;
    const isOverValues = isBesideLabels && first > values.left - line.size * 2;
    // A section title set in the middle ("ASSETS:") belongs to the table when column headers stand above it.
    const isSection = isBesideLabels && isHeaderAbove(lines[start - 2], labels);
    const isClear = line.left > values.left - line.size * 2 || isOverValues || isSection;
    if (!isClear || line.right > last.right + line.size * 3) break;
    start -= 1;
  }
  return { ...run, start, lines: lines.slice(start, run.end) };
}
