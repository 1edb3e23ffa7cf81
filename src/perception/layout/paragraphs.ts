import { isCaptionLine, isSourceLine } from "./caption-line.ts";
import { heightOf, overlapX, union, widthOf } from "./geometry.ts";
import { joinBroken } from "./hyphens.ts";
import type { Rect } from "./item.ts";
import { type Line, typicalPitch } from "./line.ts";

/** Lines that form one block of running text. */
export interface TextGroup extends Rect {
  readonly type: "heading" | "paragraph" | "list-item";
  readonly lines: readonly Line[];
}

/** What the document's text looks like as a whole. */
export interface TextStyle {
  /** Height of the font of most letters, in page units. */
  readonly bodySize: number;
  /** Lower-cased words of the document that carry a hyphen inside a line. */
  readonly hyphenated: ReadonlySet<string>;
  /** Levels of the document's own outline, by `headingKey` of the title. */
  readonly outline: ReadonlyMap<string, number>;
}

/** A heading's text without case, spaces and punctuation, to find it again in the outline. */
export function headingKey(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

const marker = /^(?:[•·◦▪■●○‣❑❖➢✓]|[–—*-](?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s))/i;
const longestHeading = 140;

/** Groups the lines of a region into headings, paragraphs and list items. */
export function toTextGroups(lines: readonly Line[], style: TextStyle): readonly TextGroup[] {
  const region = union(lines);
  const pitch = typicalPitch(lines);
  const groups: Line[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group && previous && continues(group, line, { style, region, pitch })) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => ({ ...union(group), type: typeOf(group, style), lines: group }));
}

interface GroupContext {
  readonly style: TextStyle;
  readonly region: Rect;
  readonly pitch: number;
}

function continues(group: readonly Line[], line: Line, { style, region, pitch }: GroupContext): boolean {
  const previous = group.at(-1);
  const first = group[0];
  if (!previous || !first) return false;
  const step = line.bottom - previous.bottom;
  if (!isSameSize(previous, line)) return false;
  if (step > Math.max(pitch * 1.3, heightOf(previous) * 1.35) && step > heightOf(previous) * 1.6) return false;
  if (step > Math.max(heightOf(previous), heightOf(line)) * 2.1 || overlapX(previous, line) <= 0) return false;
  const isHeading = isHeadingLine(line, style);
  if (isHeading && step > heightOf(previous) * 1.6) return false;
  if (isHeadingLine(previous, style) !== isHeading || (isHeading && previous.font !== line.font)) return false;
  if (endsCaption(first, previous, line, region) || isNoteStart(line)) return false;
  if (marker.test(line.text) && line.left <= first.left + 2) return false;
  return !startsParagraph(previous, line, region);
}

/** Body text below a short "Source: …" line, or below a bold caption. */
function endsCaption(first: Line, previous: Line, line: Line, region: Rect): boolean {
  if (isSourceLine(first.text)) return previous.right < region.right - widthOf(region) * 0.12;
  return isCaptionLine(first.text) && previous.isBold && !line.isBold;
}

/** "6 A default is …": the raised mark gives the line its size. */
function isNoteStart(line: Line): boolean {
  return line.size < heightOf(line) * 0.7 && /^(?:\d{1,3}|[*†‡§])\s*["“\p{L}]/u.test(line.text);
}

/** A raised note mark at its beginning can give a line the wrong size; its height and font are right. */
function isSameSize(a: Line, b: Line): boolean {
  if (Math.abs(a.size - b.size) <= a.size * 0.12) return true;
  return a.font === b.font && a.isBold === b.isBold && Math.abs(heightOf(a) - heightOf(b)) < heightOf(a) * 0.12;
}

/** An indented line after a finished one, or any line after one that ends short with a full stop. */
function startsParagraph(previous: Line, line: Line, region: Rect): boolean {
  const isShort = previous.right < region.right - widthOf(region) * 0.12;
  const isEnd = /[.:;!?]["')\]]?$/.test(previous.text);
  const indent = line.left - previous.left;
  if (indent > line.size * 0.9 && indent < line.size * 6 && isEnd) return true;
  return isShort && isEnd && widthOf(previous) < widthOf(region) * 0.8;
}

function isHeadingLine(line: Line, style: TextStyle): boolean {
  const text = line.text.trim();
  if (text.length > longestHeading || text.length < 2 || !/\p{L}/u.test(text)) return false;
  if (isCaptionLine(text) || isSourceLine(text)) return false;
  const isLarge = line.size > style.bodySize * 1.12;
  if (!isLarge && !line.isBold && !isItalicTitle(line) && !isCapitalTitle(line)) return false;
  return isLarge || !/[.;,]$/.test(text) || text.length < 60;
}

/** A short line set wholly in italics and without a full stop, as reports head their smallest sections. */
function isItalicTitle(line: Line): boolean {
  const isItalic = line.segments.every((segment) => segment.words.every((word) => /italic|oblique/i.test(word.font)));
  return isItalic && line.text.length < 80 && /^\p{Lu}/u.test(line.text) && !/[.,;:]$/.test(line.text);
}

/** OCR tells neither weight nor size; on a scan only capitals head a section. */
function isCapitalTitle({ text, segments }: Line): boolean {
  const isRecognised = segments.every((segment) => segment.words.every((word) => word.confidence !== undefined));
  const letters = text.replace(/\P{L}/gu, "");
  return isRecognised && letters.length > 7 && !/\p{Ll}/u.test(letters) && text.length < 80 && !/[.,;:]$/.test(text);
}

function typeOf(group: readonly Line[], style: TextStyle): TextGroup["type"] {
  const [first] = group;
  if (!first) return "paragraph";
  const letters = group.reduce((sum, line) => sum + line.text.length, 0);
  if (group.length <= 4 && style.outline.has(headingKey(group.map((line) => line.text).join(" ")))) return "heading";
  if (group.length <= 4 && letters <= longestHeading * 1.5 && group.every((line) => isHeadingLine(line, style))) {
    return "heading";
  }
  return marker.test(first.text) ? "list-item" : "paragraph";
}

/** Lines joined to one text; a hyphen at a line end goes unless the document writes the word with it elsewhere. */
export function joinLines(lines: readonly Line[], style: TextStyle): string {
  const text = lines.reduce((joined, line) => joinBroken(joined, line.text.trim(), style.hyphenated), "");
  return text.replace(/\s+/g, " ");
}
