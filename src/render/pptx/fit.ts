import { lineHeight, wrapText } from "../text-metrics.ts";
import { bulletGap, bulletIndent, type SlideBox } from "./layout.ts";
import { plainText, type SlideText } from "./slide.ts";

/** Renderers place the same font a little differently; text that fills its line to the last point would wrap there. */
const caution = 0.97;

/** How many lines a text takes in a width. Bold anywhere counts as bold everywhere. */
export function lineCount(
  text: SlideText,
  width: number,
  font: { readonly size: number; readonly bold?: boolean },
): number {
  const bold = font.bold === true || text.some((run) => run.bold);
  return wrapText(plainText(text), width * caution, { size: font.size, bold }).length;
}

/** The height of a bulleted list in points, at a width and a font size in points, as measured with Arial. */
export function listHeight(items: readonly SlideText[], width: number, size: number): number {
  const lines = items.map((item) => lineCount(item, width - bulletIndent, { size }));
  return lines.reduce((sum, count) => sum + count * size * lineHeight, 0) + items.length * bulletGap * size;
}

/** The largest of the sizes at which a list fits its box, or nothing. */
export function listSize(items: readonly SlideText[], box: SlideBox, sizes: readonly number[]): number | undefined {
  return sizes.find((size) => listHeight(items, box.width, size) <= box.height);
}

/** The largest of the sizes at which a text takes no more than so many lines, or nothing. */
export function textSize(
  text: SlideText,
  width: number,
  options: { readonly sizes: readonly number[]; readonly lines: number; readonly bold?: boolean },
): number | undefined {
  const { sizes, lines, bold } = options;
  return sizes.find((size) => lineCount(text, width, { size, ...(bold === undefined ? {} : { bold }) }) <= lines);
}

/**
 * Cuts a text at the end of a clause, or else of a word, so that it fits.
 *
 * Contract: ends with an ellipsis when anything was cut; citations after the cut are kept, because the words before it
 * are still the cited claim.
 */
export function cutText(text: SlideText, fits: (text: SlideText) => boolean): SlideText {
  if (fits(text)) return text;
  const marks = text.filter((run) => run.link?.type === "source");
  const words = text.filter((run) => run.link?.type !== "source");
  const whole = plainText(words);
  const cutAt = (end: number): SlideText => cutOff(take(words, end), marks);
  const longest = (pattern: RegExp): number => lastFitting(breaks(whole, pattern), (end) => fits(cutAt(end)));
  const word = longest(/\s+|(?<=\p{Script=Han})/gu);
  const clause = longest(/[,;:–—，；：、،]\s?/gu);
  // A whole clause reads better than some more words, unless it says less than half of them.
  const end = clause >= word / 2 ? clause : word;
  if (end > 0) return cutAt(end);
  return longestStart(whole, (start) => fits([{ text: `${start}…` }, ...spaced(marks)]), marks);
}

/** The last place at which a text fits, or 0; halved, because Chinese text can be cut behind each of its characters. */
function lastFitting(ends: readonly number[], fits: (end: number) => boolean): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(ends[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return ends[low - 1] ?? 0;
}

/** A text cut at the end of its longest clause that fits, when it has one that says enough to stand alone. */
export function firstClause(text: SlideText, fits: (text: SlideText) => boolean): SlideText | undefined {
  const marks = text.filter((run) => run.link?.type === "source");
  const words = text.filter((run) => run.link?.type !== "source");
  const whole = plainText(words);
  const ends = breaks(whole, /[,;:–—，；：、]\s?/gu).filter((end) => end >= leastClause && !leadsToQuote(whole, end));
  const starts = ends.map((end) => take(words, end)).filter((start) => !isQuoting(plainText(start)));
  const start = starts.findLast((one) => fits(cutOff(one, marks)));
  return start === undefined ? undefined : cutOff(start, marks);
}

/** Whether a quotation follows: what stands before it names who speaks, and not what is said. */
function leadsToQuote(text: string, end: number): boolean {
  return /^[,;:–—，；：、]?\s*["“„«「]/u.test(text.slice(end));
}

/** Characters that a clause needs to say something. */
const leastClause = 40;

/** Where there is no place to break: as many characters as fit, and a few in any case. */
function longestStart(whole: string, fits: (start: string) => boolean, marks: SlideText): SlideText {
  const characters = [...whole];
  let [low, high] = [Math.min(15, characters.length), characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(characters.slice(0, middle).join(""))) low = middle;
    else high = middle - 1;
  }
  return [{ text: `${characters.slice(0, low).join("")}…` }, ...spaced(marks)];
}

/** The start of a text with the sign that it was cut, its quotation marks closed, and its citations. */
function cutOff(start: SlideText, marks: SlideText): SlideText {
  return [...start, { text: isQuoting(plainText(start)) ? "…”" : "…" }, ...spaced(marks)];
}

/** Whether a text ends inside a quotation. */
function isQuoting(text: string): boolean {
  return text.split("“").length > text.split("”").length;
}

function spaced(marks: SlideText): SlideText {
  return marks.length > 0 ? [{ text: " " }, ...marks] : [];
}

function breaks(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => match.index).filter((end) => end > 0);
}

function take(text: SlideText, length: number): SlideText {
  let left = length;
  return text.flatMap((run) => {
    const part = run.text.slice(0, Math.max(0, left));
    left -= run.text.length;
    return part === "" ? [] : [{ ...run, text: left <= 0 ? part.trimEnd() : part }];
  });
}
