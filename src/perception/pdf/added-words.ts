import { heightOf, median } from "../layout/geometry.ts";
import type { Rect, Word } from "../layout/item.ts";

/** What somebody added to a page in a viewer: the value of a form field, or a note typed onto the page. */
export interface AddedText extends Rect {
  readonly text: string;
}

const usualSize = 10;
const lineHeight = 1.15;
const letterWidth = 0.5;
const mostLetters = 5_000;

/**
 * The words of filled form fields and typed notes, which are no part of the page's own text.
 *
 * Contract: sized like the text of the page (`words`), cut to the height of their field; letters are taken as equally
 * wide; what the page already says in that place is left out, for some programs print the value under its field.
 */
export function addedWords(added: readonly AddedText[], words: readonly Word[]): readonly Word[] {
  const size = words.length === 0 ? usualSize : median(words.map((word) => word.size));
  return added.filter((text) => !isPrinted(text, words)).flatMap((text) => wordsOf(text, size));
}

function isPrinted(added: AddedText, words: readonly Word[]): boolean {
  const inside = words.filter((word) => overlaps(added, word)).map((word) => word.text);
  return inside.length > 0 && folded(inside.join("")).includes(folded(added.text));
}

function overlaps(field: Rect, word: Rect): boolean {
  const y = (word.top + word.bottom) / 2;
  return y > field.top && y < field.bottom && word.right > field.left && word.left < field.right;
}

function folded(text: string): string {
  return text.replace(/\s+/g, "");
}

function wordsOf(added: AddedText, usual: number): readonly Word[] {
  const lines = added.text
    .slice(0, mostLetters)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== "");
  const height = heightOf(added) / Math.max(1, lines.length);
  const size = Math.round(Math.max(1, Math.min(usual, height / lineHeight)) * 10) / 10;
  // A single line stands in the middle of its field.
  const first = lines.length === 1 ? (added.top + added.bottom - size) / 2 : added.top;
  const step = Math.min(height, usual * lineHeight);
  return lines.flatMap((line, index) => wordsOfLine(line, { left: added.left + 2, top: first + index * step, size }));
}

function wordsOfLine(
  line: string,
  place: { readonly left: number; readonly top: number; readonly size: number },
): readonly Word[] {
  const { top, size } = place;
  let left = place.left;
  return line
    .trim()
    .split(/\s+/)
    .map((text, index) => {
      const right = left + text.length * size * letterWidth;
      const word = {
        text,
        left,
        top,
        right,
        bottom: top + size,
        size,
        font: "",
        isBold: false,
        rotation: 0,
        continues: index > 0,
      };
      left = right + size * 0.25;
      return word;
    });
}

/** A ticked box or chosen button. */
export const tick = "☑";
