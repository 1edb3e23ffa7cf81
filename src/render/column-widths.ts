import { type Font, textWidth } from "./text-metrics.ts";

/** The cells of a column as plain text, header first. */
export type ColumnTexts = readonly string[];

/** How cells are set: `padding` is the room beside the text of both sides together, in points. */
export interface CellSetting {
  readonly font: Font;
  readonly padding: number;
}

interface Need {
  readonly least: number;
  readonly wanted: number;
}

/**
 * Shares a width among table columns by what stands in them.
 *
 * Contract: in the unit of `total` and `padding` (points); the widths sum to `total`; a column is never narrower than its
 * longest word needs while there is room for all of those; a number keeps its citation on its line while there is room
 * for that too.
 */
export function columnWidths(columns: readonly ColumnTexts[], total: number, setting: CellSetting): readonly number[] {
  const together = needsOf(columns, total, { ...setting, split: unbreakable });
  const needs = leastOf(together) < total ? together : needsOf(columns, total, { ...setting, split: words });
  const least = leastOf(needs);
  if (least >= total) return needs.map((need) => (need.least / least) * total);
  const wish = needs.reduce((sum, need) => sum + need.wanted - need.least, 0);
  const spare = total - least;
  if (wish > spare) return needs.map((need) => need.least + ((need.wanted - need.least) / wish) * spare);
  const wanted = least + wish;
  return needs.map((need) => (need.wanted / wanted) * total);
}

/** How a table is set on paper. */
export interface TableSetting {
  /** On a page turned on its side. */
  readonly landscape: boolean;
  /** Of its text, in points. */
  readonly size: number;
  /** Whether no number and no word of usual length breaks. */
  readonly fits: boolean;
}

/** Nothing in a table is smaller, in points. */
const smallestSize = 8;

/**
 * The first setting in which a table breaks no word: upright, upright in type a point smaller, on a page turned on its
 * side, and there a point smaller; where none fits, the last.
 *
 * Contract: widths, `usual` and what `padding` gives are points.
 */
export function tableSetting(
  columns: readonly ColumnTexts[],
  room: { readonly upright: number; readonly landscape: number },
  { usual, padding }: { readonly usual: number; readonly padding: (size: number) => number },
): TableSetting {
  const smaller = Math.min(usual, Math.max(smallestSize, usual - 1));
  const settings = [false, true].flatMap((landscape) => [usual, smaller].map((size) => ({ landscape, size })));
  const fits = ({ landscape, size }: { readonly landscape: boolean; readonly size: number }): boolean => {
    const setting = { font: { size, bold: true }, padding: padding(size), split: unbreakable };
    return leastOf(needsOf(columns, longestUsualWord * 2, setting)) <= (landscape ? room.landscape : room.upright);
  };
  const found = settings.find(fits);
  return { ...(found ?? { landscape: true, size: smaller }), fits: found !== undefined };
}

/** Longer words break anyway, in points. */
const longestUsualWord = 90;

function needsOf(
  columns: readonly ColumnTexts[],
  total: number,
  { font, padding, split }: CellSetting & { readonly split: (text: string) => readonly string[] },
): readonly Need[] {
  const cap = total * 0.5;
  return columns.map((texts) => {
    const longestWord = Math.max(...texts.flatMap(split).map((word) => textWidth(word, font)), 0);
    const longestText = Math.max(...texts.map((text) => textWidth(text, font)), 0);
    return { least: Math.min(longestWord, cap) + padding, wanted: Math.min(longestText, cap) + padding };
  });
}

const leastOf = (needs: readonly Need[]): number => needs.reduce((sum, need) => sum + need.least, 0);

/** A number with its citation stays on one line; longer cells may break between words. */
const shortText = 14;

function unbreakable(text: string): readonly string[] {
  return text.length <= shortText && /\p{N}/u.test(text) ? [text] : words(text);
}

const words = (text: string): readonly string[] => text.split(/\s+/u);
