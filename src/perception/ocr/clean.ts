import { areaOf, heightOf, holds, median, overlapY, widthOf } from "../layout/geometry.ts";
import type { PageContent, Rect, Word } from "../layout/item.ts";

/** Below this mean confidence the text is noise: handwriting, or a drawing. Measured: handwriting 0.5, print 0.9. */
const leastPageConfidence = 0.62;
const leastWordConfidence = 0.3;
const scanShare = 0.8;
const fewestWords = 80;
const leastModeShare = 0.4;
const leastSizes = 7;
const logoShare = 0.03;
const longestLogo = 8;
/** Between words of one run, in heights of the font. */
const wordGap = 1.1;
const widestWordGap = 1.6;
const narrowShare = 0.25;

/**
 * OCR text made fit for the layout rules: runs split into words, noise left out, sizes evened, because the height of a
 * recognised word depends on its letters. A page that cannot be trusted as a whole comes back without words.
 */
export function cleanRecognised(page: PageContent): PageContent {
  const words = page.words.filter((word) => !isNoise(word)).flatMap(splitRun);
  if (words.length === 0 || meanConfidence(words) < leastPageConfidence) return { ...page, words: [], source: "none" };
  return { ...page, words: joinRuns(evenSizes(words)) };
}

/**
 * Text behind a scanned picture is somebody's OCR: usable, but every word has a size of its own, and neither headings
 * nor columns may be made of that. Told by the picture, or by sizes that no typesetter would use.
 */
export function evenScannedLayer(page: PageContent): PageContent {
  const isScan = page.images.some((image) => areaOf(image) > page.width * page.height * scanShare);
  if (page.words.length === 0 || !(isScan || isUneven(page.words))) return page;
  return { ...page, words: joinRuns(evenSizes(page.words)) };
}

/** Letters read out of logos and banners are no text of a page that has text of its own. */
export function withoutLogos(recognised: PageContent, native: PageContent): PageContent {
  if (native.words.length === 0) return recognised;
  const logos = native.images.filter((image) => isLogo(image, native));
  const words = recognised.words.filter(
    (word) => word.confidence === undefined || !logos.some((logo) => holds(logo, word)),
  );
  return { ...recognised, words };
}

function isLogo(image: Rect, page: PageContent): boolean {
  const sides = [widthOf(image), heightOf(image)];
  return areaOf(image) < page.width * page.height * logoShare || Math.max(...sides) > Math.min(...sides) * longestLogo;
}

function isUneven(words: readonly Word[]): boolean {
  if (words.length < fewestWords) return false;
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word.size, (counts.get(word.size) ?? 0) + 1);
  return Math.max(...counts.values()) < words.length * leastModeShare && counts.size > leastSizes;
}

/**
 * Recognised words stand one by one; an ordinary gap does not begin a new column. What is ordinary the page tells: on a
 * typewritten one words stand a whole letter apart.
 */
function joinRuns(words: readonly Word[]): readonly Word[] {
  const gaps = words.flatMap((word, index) => gapBetween(words[index - 1], word) ?? []);
  const narrow = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length * narrowShare)] ?? 0;
  return words.map((word, index) => {
    const gap = gapBetween(words[index - 1], word);
    const limit = Math.min(word.size * widestWordGap, Math.max(word.size * wordGap, narrow * 1.6));
    return gap !== undefined && gap < limit ? { ...word, continues: true } : word;
  });
}

/** Undefined if the two do not follow each other on one line. */
function gapBetween(previous: Word | undefined, word: Word): number | undefined {
  if (!previous) return undefined;
  const gap = word.left - previous.right;
  const isLine = overlapY(previous, word) > Math.min(heightOf(previous), heightOf(word)) * 0.5;
  return isLine && gap > -word.size ? gap : undefined;
}

function evenSizes(words: readonly Word[]): readonly Word[] {
  const usual = median(words.map((word) => word.size));
  return words.map((word) => ({ ...word, size: evened(word.size, usual), isBold: false }));
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
