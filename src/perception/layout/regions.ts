import { heightOf, median, union, widthOf } from "./geometry.ts";
import type { Rect, Ruling, Word } from "./item.ts";
import { type Line, type Segment, toLines } from "./line.ts";
import { mendStretched } from "./stretched.ts";

/** Lines that read from top to bottom without a column change. */
export interface Region extends Rect {
  readonly lines: readonly Line[];
}

const fewestColumnLines = 4;
const proseLetters = 16;
const leastFill = 0.6;
/** Columns of fewer lines count if their text is unmistakably prose, and fuller. */
const fewestFullLines = 2;
const fullProseLetters = 28;
const leastFullFill = 0.8;

/**
 * Reading order: a page is cut into full-width strips and, between them, columns of prose, again and again (the
 * recursive cut of Ha, Haralick and Phillips, ICDAR 1995, but cutting sideways only between prose, so that the columns
 * of tables stay together).
 */
export function toRegions(words: readonly Word[], rulings: readonly Ruling[]): readonly Region[] {
  const segments = mendStretched(toLines(words)).flatMap((line) => line.segments);
  const rules = rulings.filter((ruling) => ruling.isHorizontal);
  return cut(segments, rules, 0).map(toRegion);
}

function toRegion(segments: readonly Segment[]): Region {
  const lines = segments.length === 0 ? [] : mendStretched(toLines(segments.flatMap((segment) => segment.words)));
  return { ...union(lines), lines };
}

function cut(segments: readonly Segment[], rules: readonly Ruling[], depth: number): readonly (readonly Segment[])[] {
  const gutter = depth < 4 ? findGutter(segments, rules) : undefined;
  if (gutter === undefined) return segments.length > 0 ? [segments] : [];
  return stripsOf(segments, gutter).flatMap((strip) => {
    const left = strip.filter((segment) => segment.right <= gutter + 1);
    const right = strip.filter((segment) => segment.left >= gutter - 1);
    const splits = left.length + right.length === strip.length && isColumnPair(left, right, rules, gutter);
    if (!splits) return cutFurther(strip, segments, rules, depth);
    return [...cut(left, rules, depth + 1), ...cut(right, rules, depth + 1)];
  });
}

function cutFurther(
  strip: readonly Segment[],
  whole: readonly Segment[],
  rules: readonly Ruling[],
  depth: number,
): readonly (readonly Segment[])[] {
  return strip.length < whole.length ? cut(strip, rules, depth + 1) : [strip];
}

/** Consecutive segments that cross the gutter, and those between that do not. */
function stripsOf(segments: readonly Segment[], gutter: number): readonly (readonly Segment[])[] {
  const sorted = [...segments].sort((a, b) => a.top - b.top);
  const crossing = sorted.filter((segment) => crosses(segment, gutter));
  const edges = crossing.map((segment) => ({ top: segment.top, bottom: segment.bottom }));
  const strips: Segment[][] = [];
  let kind: boolean | undefined;
  for (const segment of sorted) {
    const middle = (segment.top + segment.bottom) / 2;
    const isFull = crosses(segment, gutter) || edges.some((edge) => middle > edge.top && middle < edge.bottom);
    const strip = strips.at(-1);
    if (strip && kind === isFull) strip.push(segment);
    else strips.push([segment]);
    kind = isFull;
  }
  return strips;
}

function crosses(segment: Rect, x: number): boolean {
  return segment.left < x - 1 && segment.right > x + 1;
}

/** The x that most lines leave free although they stand on both sides of it. */
function findGutter(segments: readonly Segment[], rules: readonly Ruling[]): number | undefined {
  if (segments.length < fewestFullLines + fewestColumnLines) return undefined;
  const { left, right } = union(segments);
  const starts = new Set(segments.map((segment) => Math.round(segment.left)));
  let best: number | undefined;
  let bestScore = 0;
  for (const start of starts) {
    const x = start - 3;
    if (x < left + (right - left) * 0.12 || x > right - (right - left) * 0.12) continue;
    const before = segments.filter((segment) => segment.right <= x + 1);
    const after = segments.filter((segment) => segment.left >= x - 1);
    const score = Math.min(before.length, after.length) * 2 - (segments.length - before.length - after.length);
    if (score > bestScore) {
      const isPair = stripsOf(segments, x).some((strip) =>
        isColumnPair(
          strip.filter((segment) => segment.right <= x + 1),
          strip.filter((segment) => segment.left >= x - 1),
          rules,
          x,
        ),
      );
      if (!isPair) continue;
      best = x;
      bestScore = score;
    }
  }
  return best;
}

function isColumnPair(
  left: readonly Segment[],
  right: readonly Segment[],
  rules: readonly Ruling[],
  gutter: number,
): boolean {
  const isPair = (isProse(left) || isFullProse(left)) && (isProse(right) || isFullProse(right));
  if (!isPair || left.length + right.length < fewestFullLines + fewestColumnLines) return false;
  const area = union([...left, ...right]);
  const across = rules.filter(
    (rule) => rule.left < gutter - 20 && rule.right > gutter + 20 && rule.top > area.top && rule.bottom < area.bottom,
  );
  return across.length < 3;
}

function isProse(segments: readonly Segment[]): boolean {
  return segments.length >= fewestColumnLines && isFilled(segments, { letters: proseLetters, fill: leastFill });
}

/** Two or three lines: long ones, but for the last, with words and the end of a sentence or a small letter among them. */
function isFullProse(segments: readonly Segment[]): boolean {
  if (segments.length < fewestFullLines || segments.length >= fewestColumnLines) return false;
  const goesOn = segments.slice(1).some((segment) => /^\p{Ll}/u.test(segment.text));
  return goesOn && isFilled(segments.slice(0, -1), { letters: fullProseLetters, fill: leastFullFill });
}

function isFilled(segments: readonly Segment[], least: { readonly letters: number; readonly fill: number }): boolean {
  // Against the longest line, not the whole side: that may hold more columns.
  const width = Math.max(...segments.map(widthOf));
  const letters = median(segments.map((segment) => segment.text.length));
  const fill = median(segments.map((segment) => widthOf(segment) / width));
  const numeric = segments.filter((segment) => /^[\d\s.,$€%()–—-]+$/.test(segment.text)).length;
  return (
    letters >= least.letters && fill >= least.fill && numeric <= segments.length * 0.25 && heightOf(union(segments)) > 0
  );
}
