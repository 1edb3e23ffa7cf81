import { heightOf, median } from "./geometry.ts";
import type { PageContent, Rect } from "./item.ts";
import { type Line, toLines } from "./line.ts";
import { rectBack, turnedParts } from "./turned.ts";

/** A line of a page's head or foot, as it is compared over pages. */
interface BandLine {
  readonly page: number;
  /** Its text without digits. */
  readonly key: string;
  readonly band: "top" | "bottom";
  readonly line: Line;
  /** Told by itself, without a repetition on other pages. */
  readonly isAlone: boolean;
}

const bandShare = 0.09;
const repeatedOn = 3;
/** Pages with wide margins have head and foot further in, but never in the middle. */
const outerQuarter = 0.25;
const outerBand = 0.08;
const headBand = 0.12;
const shortLine = 70;
/** The foot of a slide is set very small and stands higher than that of a page. */
const tinyBand = 0.13;
const tinyLine = 40;
const fewestLetters = 300;

/** Heads and feet that repeat from page to page and are no part of the text. */
export interface RunningLines {
  /** Places to leave out, by page number. */
  readonly lines: ReadonlyMap<number, readonly Rect[]>;
  /** What was left out, once each. */
  readonly texts: readonly string[];
}

/**
 * Lines in the top or bottom band that repeat on three or more pages but for their digits, lone page numbers, and what
 * repeats in the same way along the side of pages.
 */
export function findRunningLines(pages: readonly PageContent[]): RunningLines {
  const laid = pages.map((page) => ({ page, lines: linesOf(page) }));
  const bandLines = laid.flatMap(({ page, lines }) => bandLinesOf(page, lines));
  const pagesOfKey = new Map<string, Set<number>>();
  const keyOf = ({ band, key }: BandLine): string => `${band} ${key}`;
  for (const line of bandLines) {
    pagesOfKey.set(keyOf(line), (pagesOfKey.get(keyOf(line)) ?? new Set()).add(line.page));
  }
  const isolated =
    pages.length < repeatedOn
      ? new Set(laid.flatMap(({ page, lines }) => isolatedLines(page, lines)))
      : new Set<Line>();
  const lines = new Map<number, Rect[]>();
  const texts = new Map<string, string>();
  for (const bandLine of bandLines) {
    const { key, page, line, isAlone } = bandLine;
    const isRunning = (pagesOfKey.get(keyOf(bandLine))?.size ?? 0) >= repeatedOn || isAlone || isolated.has(line);
    if (!isRunning) continue;
    lines.set(page, [...(lines.get(page) ?? []), line]);
    if (!texts.has(key)) texts.set(key, line.text);
  }
  for (const { page, rect, key, text } of repeatedAsides(pages, new Set(texts.keys()))) {
    lines.set(page, [...(lines.get(page) ?? []), rect]);
    if (!texts.has(key)) texts.set(key, text);
  }
  return { lines, texts: [...texts.values()] };
}

interface Aside {
  readonly page: number;
  readonly rect: Rect;
  readonly key: string;
  readonly text: string;
}

/** "Downloaded from …" along each page; the head of upright pages on one that is printed sideways. */
function repeatedAsides(pages: readonly PageContent[], running: ReadonlySet<string>): readonly Aside[] {
  const asides = pages.flatMap((page) => turnedParts(page).flatMap((part) => asidesOf(part, page.number)));
  const pagesOfKey = new Map<string, Set<number>>();
  for (const { key, page } of asides) pagesOfKey.set(key, (pagesOfKey.get(key) ?? new Set()).add(page));
  return asides.filter(
    ({ key, text }) => (pagesOfKey.get(key)?.size ?? 0) >= repeatedOn || isPageNumber(text) || running.has(key),
  );
}

function asidesOf({ turn, page }: ReturnType<typeof turnedParts>[number], number: number): readonly Aside[] {
  return toLines(page.words).map((line) => ({
    page: number,
    rect: rectBack(line, turn, page),
    key: withoutDigits(line.text),
    text: line.text,
  }));
}

function linesOf(page: PageContent): readonly Line[] {
  return toLines(page.words.filter((word) => word.rotation === 0));
}

/**
 * Nothing repeats in a document of one or two pages: there, short lines of ordinary size that stand alone in the
 * outermost band are taken for head and foot.
 */
function isolatedLines(page: PageContent, lines: readonly Line[]): readonly Line[] {
  const letters = lines.reduce((sum, line) => sum + line.text.length, 0);
  const usual = median(lines.map((line) => line.size));
  if (letters < fewestLetters) return [];
  const isPlain = (line: Line): boolean => line.text.length < shortLine && line.size <= usual * 1.15;
  const isApart = (a: Line, b: Line | undefined): boolean => !b || b.top - a.bottom > heightOf(a) * 0.9;
  const top = lines.filter((line, index) => line.bottom < page.height * outerBand && isApart(line, lines[index + 1]));
  const bottom = lines.filter((line, index) => {
    const above = lines[index - 1];
    return line.top > page.height * (1 - outerBand) && (!above || isApart(above, line));
  });
  return [...top, ...bottom].filter(isPlain);
}

function bandLinesOf(page: PageContent, lines: readonly Line[]): readonly BandLine[] {
  const inked = { top: lines[0]?.top ?? 0, bottom: Math.max(0, ...lines.map((line) => line.bottom)) };
  const usual = median(lines.map((line) => line.size));
  return lines.flatMap((line, index) => {
    const isHead =
      index < 2 &&
      isNumbered(line) &&
      ![lines[index - 1], lines[index + 1]].some(endsInNumber) &&
      line.top < page.height * headBand;
    const isFirst = index < 2 && line.top < inked.top + page.height * 0.03 && line.bottom < page.height * outerQuarter;
    const isOuter = line.bottom < page.height * bandShare || isFirst;
    const isTop = isOuter || isHead;
    const isLast =
      index >= lines.length - 2 &&
      line.bottom > inked.bottom - page.height * 0.03 &&
      line.top > page.height * (1 - outerQuarter);
    const isTiny = isTinyFoot(line, page, usual) && line.top - (lines[index - 1]?.bottom ?? 0) > heightOf(line);
    const isBottom = line.top > page.height * (1 - bandShare) || isLast || isTiny;
    if (!isTop && !isBottom) return [];
    const key = withoutDigits(line.text);
    return [
      {
        page: page.number,
        key,
        band: isTop ? "top" : "bottom",
        line,
        isAlone: isHead || isTiny || isPageNumber(line.text),
      },
    ];
  });
}

function isTinyFoot(line: Line, page: PageContent, usual: number): boolean {
  const isOuter = line.top > page.height * (1 - tinyBand) && line.size < usual * 0.6;
  return isOuter && line.text.length < tinyLine && /^[\p{L}\d ]+$/u.test(line.text);
}

function withoutDigits(text: string): string {
  return text
    .replace(/\d+/g, "#")
    .replace(/\b[ivxlc]+\b/gi, "#")
    .trim();
}

function isPageNumber(text: string): boolean {
  return /^(?:page\s*)?[-–—]?\s*(?:(?:[A-Z]{1,2}-)?\d{1,4}|[ivxlc]{1,6})\s*[-–—]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i.test(
    text.trim(),
  );
}

/** "400    BRITISH HUSBANDRY.    [Ch. XIX.": a page number set apart at one end of a line in capitals. */
function isNumbered({ segments, text }: Line): boolean {
  const ends = [segments[0]?.text ?? "", segments.at(-1)?.text ?? ""];
  const isSetApart = ends.some((end) => isPageNumber(end) && !/^(?:19|20)\d\d$/.test(end));
  const capitals = text.replace(/\P{Lu}/gu, "").length;
  const isTitle = capitals > 4 && capitals > text.replace(/\P{L}/gu, "").length * 0.7;
  return segments.length > 1 && segments.length < 4 && text.length < shortLine && isSetApart && isTitle;
}

/** A row of numbers beside it makes a line a row of the same table. */
function endsInNumber(line: Line | undefined): boolean {
  return line !== undefined && line.segments.length > 1 && /^[\d.,$€%()–-]+$/.test(line.segments.at(-1)?.text ?? "");
}
