import { centerX, overlapX, union } from "../layout/geometry.ts";
import type { Rect, Word } from "../layout/item.ts";
import { type Line, lineOf, type Segment, segmentOf } from "../layout/line.ts";
import { isNumeric } from "./number-text.ts";

const fewestRows = 3;
/** In heights of the font: more than a space (a quarter), less than a column gap. */
const leastGap = 0.36;
const alignment = 1.5;
const leastNumbers = 0.5;
const longestPitch = 3.3;

/**
 * Rows of tables whose columns stand hardly further apart than words, cut at their columns.
 *
 * Contract: cuts only where three or more lines below each other have equally many text runs, each of which begins, ends
 * or centres where its neighbours do, and most of those behind the first are numbers; other lines come back as they are.
 */
export function splitTight(lines: readonly Line[]): readonly Line[] {
  const cut = lines.map(runsOf);
  const result = [...lines];
  let from = 0;
  for (let index = 1; index <= lines.length; index += 1) {
    if (index < lines.length && isNextRow(cut[index - 1], cut[index])) continue;
    const rows = cut.slice(from, index);
    if (rows.length >= fewestRows && isNumberTable(rows)) {
      rows.forEach((row, at) => {
        result[from + at] = lineOf(row);
      });
    }
    from = index;
  }
  return result;
}

/** The text runs of a line; none if it is cut finer already, or if runs stand as close as words. */
function runsOf(line: Line): readonly Segment[] {
  const runs: Word[][] = [];
  for (const word of line.segments.flatMap((segment) => segment.words)) {
    const run = runs.at(-1);
    if (run && word.continues) run.push(word);
    else runs.push([word]);
  }
  const segments = runs.map(segmentOf);
  const isApart = segments.every((segment, index) => {
    const previous = segments[index - 1];
    return previous === undefined || segment.left - previous.right > line.size * leastGap;
  });
  return isApart && segments.length >= line.segments.length ? segments : [];
}

function isNextRow(above: readonly Segment[] = [], below: readonly Segment[] = []): boolean {
  if (above.length < 2 || above.length !== below.length) return false;
  const size = Math.max(...[...above, ...below].map((segment) => segment.words[0]?.size ?? 0));
  if (union(below).top - union(above).top > longestPitch * size) return false;
  return above.every((segment, index) => {
    const other = below[index];
    return other !== undefined && isAligned(segment, other);
  });
}

function isAligned(a: Rect, b: Rect): boolean {
  if (overlapX(a, b) <= 0) return false;
  const offsets = [a.left - b.left, a.right - b.right, centerX(a) - centerX(b)];
  return offsets.some((offset) => Math.abs(offset) < alignment);
}

function isNumberTable(rows: readonly (readonly Segment[])[]): boolean {
  const values = rows.flatMap((row) => row.slice(1));
  return values.filter((value) => isNumeric(value.text)).length >= values.length * leastNumbers;
}
