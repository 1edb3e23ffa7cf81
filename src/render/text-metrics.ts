import { arialWidths, type WidthTable } from "./arial-widths.ts";

/**
 * How wide text is and how it wraps, without any font on the machine: the widths of Arial are a table, full-width
 * scripts take one em, what the table does not know takes a cautious average. The same text always measures the same.
 */

/** `size` in points. */
export interface Font {
  readonly size: number;
  readonly bold?: boolean;
}

/** Lines as tall as Office draws Arial, in multiples of the font size (ascent 0.905, descent 0.212, gap 0.033). */
export const lineHeight = 1.2;

const wide =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const invisible = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** Characters that may not start a line, after which a full-width script would otherwise break. */
const closing = /^[\p{Pe}\p{Pf}、。，．：；！？％·ー々…,.:;!?%)\]}]/u;
const unknownWidth = 620;

const widths = { regular: toMap(arialWidths.regular), bold: toMap(arialWidths.bold) };

function toMap(table: WidthTable): ReadonlyMap<number, number> {
  return new Map(table.flatMap(([first, row]) => row.map((width, index): [number, number] => [first + index, width])));
}

/** The width of one line of text, in points. */
export function textWidth(text: string, font: Font): number {
  const table = font.bold ? widths.bold : widths.regular;
  let thousandths = 0;
  for (const character of text) thousandths += characterWidth(character, table);
  return (thousandths * font.size) / 1000;
}

function characterWidth(character: string, table: ReadonlyMap<number, number>): number {
  const known = table.get(character.codePointAt(0) ?? 0);
  if (known !== undefined) return known;
  if (invisible.test(character)) return 0;
  return wide.test(character) ? 1000 : unknownWidth;
}

/**
 * Breaks text into lines no wider than `width` points.
 *
 * Contract: breaks at spaces, after hyphens and slashes, between characters of full-width scripts, and inside a word
 * only where the word alone is wider than the line; line feeds start a new line; at least one line.
 */
export function wrapText(text: string, width: number, font: Font): readonly string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, width, font));
}

function wrapParagraph(text: string, width: number, font: Font): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text).flatMap((piece) => fitPiece(piece, width, font))) {
    if (line !== "" && textWidth((line + piece).trimEnd(), font) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** The unbreakable stretches of a text, each with the white space that follows it. */
function pieces(text: string): readonly string[] {
  // Unicode line breaking (UAX 14, LB25): no break between a hyphen or slash and the digits behind it.
  const stretches =
    text.match(/(?:[^\s\-/–—]|[-/](?=\p{Nd}))*(?:[\s–—]|[-/](?!\p{Nd}))+|(?:[^\s\-/–—]|[-/](?=\p{Nd}))+/gu) ?? [];
  return stretches.flatMap((stretch) => (wide.test(stretch) ? splitWide(stretch) : [stretch]));
}

function splitWide(stretch: string): readonly string[] {
  const parts: string[] = [];
  let previousWide = true;
  for (const character of stretch) {
    const isWide = wide.test(character);
    const last = parts.at(-1);
    const joins = last !== undefined && (closing.test(character) || /\s/u.test(character) || !(isWide || previousWide));
    if (joins) parts[parts.length - 1] = last + character;
    else parts.push(character);
    previousWide = isWide;
  }
  return parts;
}

function fitPiece(piece: string, width: number, font: Font): readonly string[] {
  if (textWidth(piece.trimEnd(), font) <= width) return [piece];
  const parts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (part !== "" && textWidth(part + character, font) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return part === "" ? parts : [...parts, part];
}

/** The longest start of a text that takes no more than `width` points on one line, with an ellipsis where it was cut. */
export function cutLine(text: string, width: number, font: Font): string {
  if (textWidth(text, font) <= width) return text;
  const characters = [...text];
  let [low, high] = [0, characters.length];
  const start = (length: number): string => `${characters.slice(0, length).join("").trimEnd()}…`;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(start(middle), font) <= width) low = middle;
    else high = middle - 1;
  }
  return start(low);
}
