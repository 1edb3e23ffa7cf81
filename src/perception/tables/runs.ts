import { heightOf, union, widthOf } from "../layout/geometry.ts";
import type { Line } from "../layout/line.ts";
import type { Column } from "./columns.ts";
import { isNumeric } from "./number-text.ts";

/** Consecutive lines that look like rows. */
export interface Run {
  readonly lines: readonly Line[];
  readonly start: number;
  readonly end: number;
}

/** Rows may be this many line heights apart, blank rows included. */
const longestPitch = 3.3;
const mostSingles = 3;
/** Prose columns have longer segments than cells. */
const proseLetters = 28;
const leastNumbers = 0.2;

/** Finds runs of lines with two or more segments; `isMarked` says that rulings or fills make a line part of a table. */
export function findRuns(lines: readonly Line[], isMarked: (line: Line) => boolean): readonly Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    const line = lines[start];
    if (!line || line.segments.length < 2) continue;
    const end = endOfRun(lines, start, isMarked);
    const run = { lines: lines.slice(start, end), start, end };
    if (isTableLike(run.lines, isMarked)) runs.push(run);
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

/** Index of the next line with two segments, if only labels and section rows lie between. */
function nextRow(lines: readonly Line[], from: number, isMarked: (line: Line) => boolean): number | undefined {
  for (let index = from; index < lines.length && index <= from + mostSingles; index += 1) {
    const line = lines[index];
    const previous = lines[index - 1];
    if (!line || !previous || isFar(previous, line)) return undefined;
    if (line.segments.length < 2) continue;
    const above = lines[from - 1];
    const width = above ? widthOf(union([above, line])) : widthOf(line);
    const between = lines.slice(from, index);
    return between.every((single) => isMarked(single) || widthOf(single) < width * 0.75) ? index : undefined;
  }
  return undefined;
}

function isFar(previous: Line, line: Line): boolean {
  return line.top - previous.top > longestPitch * Math.max(heightOf(previous), heightOf(line));
}

function isTableLike(lines: readonly Line[], isMarked: (line: Line) => boolean): boolean {
  const rows = lines.filter((line) => line.segments.length >= 2);
  const segments = rows.flatMap((line) => line.segments);
  const numbers = segments.filter((segment) => isNumeric(segment.text)).length;
  const marked = lines.filter(isMarked).length >= lines.length / 2;
  const enough = rows.length >= 3 || (rows.length === 2 && marked && numbers >= 2);
  if (!enough) return false;
  const letters = segments.reduce((sum, segment) => sum + segment.text.length, 0) / segments.length;
  const isProse = letters > proseLetters && numbers < segments.length * leastNumbers;
  return !isProse && !isMarkerList(rows);
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

/**
 * A run grown upwards by header lines that have one segment only: above the value columns, clear of the label column.
 * `floor` is the first line that may be taken.
 */
export function withHeaderLines(run: Run, lines: readonly Line[], columns: readonly Column[], floor: number): Run {
  const values = columns[1];
  const last = columns.at(-1);
  let start = run.start;
  while (values && last && start > floor) {
    const line = lines[start - 1];
    const below = lines[start];
    if (!line || !below || below.top - line.top > heightOf(below) * 2.4) break;
    if (line.left < values.left - line.size * 2 || line.right > last.right + line.size * 3) break;
    start -= 1;
  }
  return { ...run, start, lines: lines.slice(start, run.end) };
}
