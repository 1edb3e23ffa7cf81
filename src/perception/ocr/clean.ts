import { median, widthOf } from "../layout/geometry.ts";
import type { PageContent, Word } from "../layout/item.ts";

/** Below this mean confidence the text is noise: handwriting, or a drawing. Measured: handwriting 0.5, print 0.9. */
const leastPageConfidence = 0.62;
const leastWordConfidence = 0.3;

/**
 * OCR text made fit for the layout rules: runs split into words, noise left out, sizes evened, because the height of a
 * recognised word depends on its letters. A page that cannot be trusted as a whole comes back without words.
 */
export function cleanRecognised(page: PageContent): PageContent {
  const words = page.words.filter((word) => !isNoise(word)).flatMap(splitRun);
  if (words.length === 0 || meanConfidence(words) < leastPageConfidence) return { ...page, words: [], source: "none" };
  const usual = median(words.map((word) => word.size));
  return { ...page, words: words.map((word) => ({ ...word, size: evened(word.size, usual), isBold: false })) };
}

/** Weighted by letters; native words on the page count as certain. */
export function meanConfidence(words: readonly Word[]): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const certain = words.reduce((sum, word) => sum + word.text.length * (word.confidence ?? 1), 0);
  return letters === 0 ? 0 : certain / letters;
}

function isNoise(word: Word): boolean {
  if (word.confidence === undefined) return false;
  if (word.confidence < leastWordConfidence) return true;
  return !/[\p{L}\p{N}]/u.test(word.text) && word.confidence < 0.8;
}

/** The engine gives whole runs; letters are taken as equally wide. */
function splitRun(word: Word): readonly Word[] {
  const parts = word.text.split(/\s+/).filter(Boolean);
  if (parts.length < 2 || word.confidence === undefined) return [word];
  const letterWidth = widthOf(word) / Math.max(1, word.text.length);
  let at = 0;
  return parts.map((text, index) => {
    at = word.text.indexOf(text, at);
    const left = word.left + at * letterWidth;
    at += text.length;
    return { ...word, text, left, right: word.left + at * letterWidth, continues: index > 0 };
  });
}

function evened(size: number, usual: number): number {
  const isUsual = size > usual * 0.6 && size < usual * 1.6;
  return Math.round((isUsual ? usual : size) * 10) / 10;
}
