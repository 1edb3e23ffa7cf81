import { initialScale, placeInitials } from "./drop-cap.ts";
import { heightOf, median, overlapY, union } from "./geometry.ts";
import type { Rect, Word } from "./item.ts";

/** Words that stand together on a line, without a gap as wide as a column gap. */
export interface Segment extends Rect {
  readonly text: string;
  readonly words: readonly Word[];
}

/** Segments that share a baseline, from left to right. */
export interface Line extends Rect {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Height of the font in page units. */
  readonly size: number;
  readonly isBold: boolean;
  /** The font of most letters. */
  readonly font: string;
}

/** Gap between words, in heights of the line, from which they belong to two segments. */
const columnGap = 0.95;
/** The same between words that the engine already gave as two runs. */
const runGap = 0.75;

/** Words to lines from top to bottom. Words must be upright. */
export function toLines(words: readonly Word[]): readonly Line[] {
  const rows: Word[][] = [];
  for (const run of toRuns(words).sort((a, b) => a.bottom - b.bottom || a.left - b.left)) {
    const row = rows.findLast((candidate, index) => index >= rows.length - 3 && isSameLine(candidate, run));
    if (row) row.push(...run.words);
    else rows.push([...run.words]);
  }
  return rows.map(toLine).sort((a, b) => a.top - b.top || a.left - b.left);
}

interface TextRun extends Rect {
  readonly size: number;
  readonly words: readonly Word[];
}

/** Words of one run stand on one line whatever their boxes say ("iPhone®"). */
function toRuns(words: readonly Word[]): TextRun[] {
  const runs: Word[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    if (run && word.continues) run.push(word);
    else runs.push([word]);
  }
  return placeInitials(runs).map((run) => ({
    ...union(run),
    size: Math.max(...run.map((word) => word.size)),
    words: run,
  }));
}

/** Words of one baseline as a line, cut into segments where gaps are as wide as between columns. */
export function toLine(words: readonly Word[]): Line {
  const segments = toSegments(words);
  return lineOf(segments);
}

/** Segments as one line, in the order given; size and font are those of most letters. */
export function lineOf(segments: readonly Segment[]): Line {
  const words = segments.flatMap((segment) => segment.words);
  const boldLetters = words.reduce((sum, word) => sum + (word.isBold ? word.text.length : 0), 0);
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  return {
    ...union(segments),
    text: segments.map((segment) => segment.text).join(" "),
    segments,
    size: mostLetters(words, (word) => word.size) ?? 0,
    font: mostLetters(words, (word) => word.font) ?? "",
    isBold: boldLetters > letters * 0.9,
  };
}

/** Joins words of one run; superscripts stay in place. */
export function segmentOf(words: readonly Word[]): Segment {
  const parts = words.map((word, index) => {
    const previous = words[index - 1];
    return previous && !touches(previous, word) ? ` ${word.text}` : word.text;
  });
  return { ...union(words), text: parts.join(""), words };
}

function toSegments(words: readonly Word[]): readonly Segment[] {
  const sorted = [...words].sort((a, b) => a.left - b.left);
  const groups: Word[][] = [];
  for (const word of sorted) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const height = Math.max(word.size, previous?.size ?? 0);
    const limit = word.continues ? columnGap : runGap;
    if (group && previous && word.left - previous.right < height * limit) group.push(word);
    else groups.push([word]);
  }
  return groups.map(segmentOf);
}

function mostLetters<Key>(words: readonly Word[], keyOf: (word: Word) => Key): Key | undefined {
  const letters = new Map<Key, number>();
  for (const word of words) letters.set(keyOf(word), (letters.get(keyOf(word)) ?? 0) + word.text.length);
  let best: Key | undefined;
  let most = 0;
  for (const [key, count] of letters) {
    if (count > most) [best, most] = [key, count];
  }
  return best;
}

/**
 * Fragments of one word ("(1,234" and ")", "iPhone" and "®") overlap or abut within a tenth of their height. Two words of
 * letters that the engine told apart are two words however close they stand (the overhang of an italic "f").
 */
function touches(left: Word, right: Word): boolean {
  if (right.continues && /\p{L}$/u.test(left.text) && /^\p{L}/u.test(right.text)) return false;
  return right.left - left.right < Math.max(left.size, right.size) * 0.08;
}

function isSameLine(row: readonly Word[], run: TextRun): boolean {
  // The tallest word of the row's own size: a raised mark says little about the baseline.
  const peers = row.filter((other) => other.size >= run.size * 0.8);
  const [first = run, ...others] = peers.length > 0 ? peers : row;
  const reference = others.reduce<TextRun | Word>(
    (best, other) => (heightOf(other) > heightOf(best) ? other : best),
    first,
  );
  const smaller = Math.min(heightOf(reference), heightOf(run));
  if (Math.abs(reference.bottom - run.bottom) < smaller * 0.45) return true;
  return isRaised(run, reference) || isRaised(reference, run);
}

/** A superscript or subscript is smaller and overlaps its line well; beside a bracket or an initial stand whole lines. */
function isRaised(small: TextRun | Word, large: TextRun | Word): boolean {
  if (large.size > small.size * initialScale) return false;
  return small.size < large.size * 0.8 && overlapY(small, large) > heightOf(small) * 0.5;
}

/** Distance from top to top of neighbouring lines, typical for these lines. */
export function typicalPitch(lines: readonly Line[]): number {
  const pitches = lines.slice(1).map((line, index) => line.top - (lines[index]?.top ?? line.top));
  return median(pitches.filter((pitch) => pitch > 0));
}
