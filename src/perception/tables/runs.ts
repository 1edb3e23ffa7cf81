import { heightOf, overlapX, union, widthOf } from "../layout/geometry.ts";
import type { Rect } from "../layout/item.ts";
import type { Line } from "../layout/line.ts";
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
  let singles = 0;
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index];
    const previous = lines[index - 1];
    if (!line || !previous || isFar(previous, line)) break;
    if (line.segments.length >= 2) {
      singles = 0;
      end = index + 1;
      continue;
    }
    singles += 1;
    const rows = union(lines.slice(start, end));
    if (singles > mostSingles || !isSingleInside(line, rows, isMarked(line))) break;
  }
  return end;
}

function isFar(previous: Line, line: Line): boolean {
  return line.top - previous.top > longestPitch * Math.max(heightOf(previous), heightOf(line));
}

/** A label, a section row or a wrapped cell; not a full line of prose. */
function isSingleInside(line: Line, rows: Rect, isMarked: boolean): boolean {
  if (overlapX(line, rows) < widthOf(line) * 0.5) return false;
  return isMarked || widthOf(line) < widthOf(rows) * 0.75;
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
