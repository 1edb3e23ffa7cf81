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

/** The height of a bulleted list, in points. */
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
  const clauses = breaks(whole, /[,;:–—，；：、،]\s?/gu).filter((end) => end > whole.length * 0.3);
  const ends = [...clauses.reverse(), ...breaks(whole, /\s+|(?<=\p{Script=Han})/gu).reverse()];
  for (const end of ends) {
    const cut = [...take(words, end), { text: "…" }, ...spaced(marks)];
    if (fits(cut)) return cut;
  }
  return [{ text: `${[...whole].slice(0, 20).join("")}…` }, ...spaced(marks)];
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
