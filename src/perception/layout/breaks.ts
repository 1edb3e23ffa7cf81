import type { LaidBlock, LaidPart, TextBlock } from "./block.ts";
import { isCaptionLine, isSourceLine } from "./caption-line.ts";
import { union } from "./geometry.ts";
import { joinBroken } from "./hyphens.ts";
import type { TextStyle } from "./paragraphs.ts";

type Prose = Extract<TextBlock, { type: "paragraph" | "list-item" }>;

const fewestLetters = 40;
/** Footnotes and figures may lie between the halves, but not a page of them. */
const farthest = 8;
const sentenceEnd = /[.!?:;…。！？][\p{Pe}\p{Pf}"'*†‡\d]*$/u;
/** After these words a sentence goes on even if the next begins with a capital. */
const openEnd =
  /(?:,|\p{L}-|\b(?:the|a|an|of|in|on|at|by|to|for|with|from|and|or|as|its|our|their|der|die|das|und|von|la|le|les|de|et))$/iu;

/**
 * Paragraphs that a page break, a column break or a figure cut in two, made whole.
 *
 * Contract: the whole stands where its first part stood, with the first part's page; headings, captions, list items
 * that begin and tables are never joined to what stands before, and what lay between follows the whole.
 */
export function joinBreaks(blocks: readonly LaidBlock[], style: Pick<TextStyle, "hyphenated">): readonly LaidBlock[] {
  const joined: LaidBlock[] = [];
  // The part a whole ended with so far: the next one may follow on the page after that.
  const ends: LaidBlock[] = [];
  for (const block of blocks) {
    const index = block.type === "paragraph" && !block.isAside ? indexOfFirstHalf(ends, block) : -1;
    const first = joined[index];
    if (block.type === "paragraph" && first && isProse(first)) {
      joined[index] = join(first, block, style);
      ends[index] = block;
    } else {
      joined.push(block);
      ends.push(block);
    }
  }
  return joined;
}

function isProse(block: LaidBlock): block is Prose {
  return block.type === "paragraph" || block.type === "list-item";
}

/** Looks back over figures, tables, their captions and smaller print to the text that this block may go on. */
function indexOfFirstHalf(before: readonly LaidBlock[], block: Prose): number {
  for (let index = before.length - 1; index >= Math.max(0, before.length - farthest); index -= 1) {
    const first = before[index];
    if (!first || first.type === "heading" || block.page - first.page > 1) return -1;
    if (isBetween(first, block)) continue;
    return isProse(first) && isBroken(first, block) && goesOn(first, block) ? index : -1;
  }
  return -1;
}

function isBetween(first: LaidBlock, block: Prose): boolean {
  if (!isProse(first) || first.isAside) return true;
  const isFootnote = first.size < block.size * 0.92;
  return isFootnote || isCaptionLine(first.text) || isSourceLine(first.text);
}

/** Something lies between the halves: a page, the way up to the next column, a figure. */
function isBroken(first: Prose, block: Prose): boolean {
  const isAbove = block.top < first.bottom - first.size;
  return first.page !== block.page || isAbove || block.top > first.bottom + first.size * 3;
}

function goesOn(first: Prose, block: Prose): boolean {
  if (first.text.length < fewestLetters || sentenceEnd.test(first.text)) return false;
  if (Math.abs(first.size - block.size) > first.size * 0.06 || isCaptionLine(block.text)) return false;
  if (/^\p{Ll}/u.test(block.text)) return block.text.length > 1 && !/^\p{Ll}[.)]/u.test(block.text);
  return openEnd.test(first.text) && /^[\p{L}\p{N}]/u.test(block.text);
}

/** The box of a text over two columns holds both; over two pages it is that of the first. The parts say it exactly. */
function join(first: Prose, block: Prose, { hyphenated }: Pick<TextStyle, "hyphenated">): Prose {
  const { left, top, right, bottom } = first.page === block.page ? union([first, block]) : first;
  const text = joinBroken(first.text, block.text, hyphenated);
  const parts = [...(first.parts ?? [partOf(first, 0)]), partOf(block, text.length - block.text.length)];
  return { ...first, left, top, right, bottom, text, parts };
}

function partOf({ page, left, top, right, bottom }: Prose, from: number): LaidPart {
  return { from, page, left, top, right, bottom };
}
