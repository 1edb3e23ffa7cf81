import { type Font, textWidth } from "./text-metrics.ts";

/** The cells of a column as plain text, header first. */
export type ColumnTexts = readonly string[];

/**
 * Shares a width among table columns by what stands in them.
 *
 * Contract: in the unit of `total` and `padding` (points); the widths sum to `total`; a column is never narrower than its
 * longest word needs while there is room for all of those.
 */
export function columnWidths(columns: readonly ColumnTexts[], total: number, options: { font: Font; padding: number }) {
  const { font, padding } = options;
  const cap = total * 0.5;
  const needs = columns.map((texts) => {
    const longestWord = Math.max(...texts.flatMap(unbreakable).map((word) => textWidth(word, font)), 0);
    const longestText = Math.max(...texts.map((text) => textWidth(text, font)), 0);
    return { least: Math.min(longestWord, cap) + padding, wanted: Math.min(longestText, cap) + padding };
  });
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  if (least >= total) return needs.map((need) => (need.least / least) * total);
  const wish = needs.reduce((sum, need) => sum + need.wanted - need.least, 0);
  const spare = total - least;
  if (wish > spare) return needs.map((need) => need.least + ((need.wanted - need.least) / wish) * spare);
  const wanted = least + wish;
  return needs.map((need) => (need.wanted / wanted) * total);
}

/** A number with its citation stays on one line; longer cells may break between words. */
const shortText = 14;

function unbreakable(text: string): readonly string[] {
  return text.length <= shortText && /\p{N}/u.test(text) ? [text] : text.split(/\s+/u);
}
