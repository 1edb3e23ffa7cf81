import type { Rect } from "./item.ts";
import { type Line, lineOf, type Segment, segmentOf } from "./line.ts";

/** How many lines up and down a whole neighbour is looked for: columns set off against each other lie between. */
const reach = 3;
const farthest = 2.2;
const fewestLetters = 20;
const edge = 2.5;
const deepestIndent = 3.5;
const widestGap = 3;
const mostUneven = 1.7;

/**
 * Lines that justification has stretched until their word gaps look like column gaps, made whole again.
 *
 * Contract: a stretch of segments is joined only if it fills the reach of a whole segment nearby from edge to edge, and
 * all its word gaps are about equal; the cells of a table row fail one or the other.
 */
export function mendStretched(lines: readonly Line[]): readonly Line[] {
  if (!lines.some((line) => line.segments.length > 1)) return lines;
  // Two passes: a line made whole is a neighbour for the next stretched one.
  return mendOnce([...mendOnce([...lines]).reverse()]).toReversed();
}

function mendOnce(lines: Line[]): Line[] {
  lines.forEach((line, index) => {
    if (line.segments.length < 2) return;
    const near = [...lines.slice(Math.max(0, index - reach), index), ...lines.slice(index + 1, index + 1 + reach)];
    for (const whole of near.flatMap((other) => wholeSegments(other, line))) {
      const mended = joinWithin(lines[index]?.segments ?? [], whole);
      if (mended) lines[index] = lineOf(mended);
    }
  });
  return lines;
}

function wholeSegments(other: Line, line: Line): readonly Segment[] {
  const apart = Math.abs(other.bottom - line.bottom);
  if (apart > farthest * line.size * 1.25 || Math.abs(other.size - line.size) > line.size * 0.12) return [];
  return other.segments.filter((segment) => segment.text.length >= fewestLetters && segment.words.length > 2);
}

/** The segments with those that fill `whole` joined to one; nothing if there are none such. */
function joinWithin(segments: readonly Segment[], whole: Rect): readonly Segment[] | undefined {
  const inside = segments.filter((segment) => segment.left > whole.left - edge && segment.right < whole.right + edge);
  const [first] = inside;
  const last = inside.at(-1);
  if (!first || !last || first === last) return undefined;
  const words = inside.flatMap((segment) => segment.words);
  const size = words[0]?.size ?? 0;
  const isFull = first.left - whole.left < size * deepestIndent && whole.right - last.right < edge;
  if (!isFull || !isEven(words, size)) return undefined;
  const at = segments.indexOf(first);
  return [...segments.slice(0, at), segmentOf(words), ...segments.slice(at + inside.length)];
}

function isEven(words: Segment["words"], size: number): boolean {
  if (words.length < 3 || words.filter((word) => /\p{L}/u.test(word.text)).length < words.length * 0.6) return false;
  const gaps = words.slice(1).map((word, index) => word.left - (words[index]?.right ?? word.left));
  const widest = Math.max(...gaps);
  return widest < size * widestGap && widest < Math.min(...gaps) * mostUneven;
}
