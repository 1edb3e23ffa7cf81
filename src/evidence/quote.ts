import type { Box, Evidence, Locator } from "../report/index.ts";
import { foldText, normaliseWithMap } from "./normalise.ts";
import { blockText, type ParsedSource, type SourceBlock } from "./parsed-source.ts";
import { locatorOf } from "./sections.ts";

/** A stretch of one block, with its surroundings as in the W3C text-quote selector. */
export interface FoundQuote {
  readonly block: SourceBlock;
  /** UTF-16 offsets in `blockText(block)`. */
  readonly start: number;
  readonly end: number;
  /** The literal stretch of the stored text, which may differ from what was asked for in quotes, dashes and spaces. */
  readonly exact: string;
  /** What stands right before and after it in its block, to find it again; empty at the block's ends. */
  readonly prefix: string;
  readonly suffix: string;
  readonly locator: Locator;
}

const surroundingCharacters = 60;

/**
 * Finds a quote in a source: literally first, then with quotes, dashes, white space and compatibility forms folded.
 *
 * Contract: a quote never spans blocks; `exact` of the answer always stands literally in the block; with `blockId`,
 * only that block is looked at.
 */
export function findQuote(parsed: ParsedSource, exact: string, blockId?: string): FoundQuote | undefined {
  const wanted = exact.trim();
  const folded = foldText(wanted).trim();
  if (folded === "") return undefined;
  const blocks = blockId === undefined ? parsed.blocks : parsed.blocks.filter((block) => block.id === blockId);
  for (const block of blocks) {
    const start = blockText(block).indexOf(wanted);
    if (start >= 0) return found(parsed, block, start, start + wanted.length);
  }
  for (const block of blocks) {
    const span = findFolded(blockText(block), folded);
    if (span) return found(parsed, block, span.start, span.end);
  }
  return undefined;
}

/**
 * Finds a banked quote again where it stood: of several places that hold its words, the one with its surroundings, its
 * page and its section.
 *
 * Contract: literal only; undefined for evidence that is no quote.
 */
export function findCited(
  parsed: ParsedSource,
  { content, locator }: Pick<Evidence, "content" | "locator">,
): FoundQuote | undefined {
  if (content.type !== "quote" || content.exact === "") return undefined;
  const { exact, prefix, suffix } = content;
  const places = parsed.blocks.flatMap((block) => placesIn(block, exact));
  const [first] = places;
  if (!first || places.length === 1)
    return first && found(parsed, first.block, first.start, first.start + exact.length);
  const likeness = (place: FoundQuote): number =>
    (place.prefix === prefix && place.suffix === suffix ? 4 : 0) +
    (place.locator.page === locator.page ? 2 : 0) +
    (place.locator.section === locator.section ? 1 : 0);
  const quotes = places.map(({ block, start }) => found(parsed, block, start, start + exact.length));
  const most = Math.max(...quotes.map(likeness));
  return quotes.find((place) => likeness(place) === most);
}

interface Place {
  readonly block: SourceBlock;
  readonly start: number;
}

function placesIn(block: SourceBlock, exact: string): readonly Place[] {
  const text = blockText(block);
  const places: Place[] = [];
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + exact.length))
    places.push({ block, start });
  return places;
}

/** Where folded text stands in an original, as offsets of the original. */
function findFolded(original: string, folded: string): { start: number; end: number } | undefined {
  const normalised = normaliseWithMap(original);
  const index = normalised.text.indexOf(folded);
  if (index < 0) return undefined;
  const start = normalised.starts[index];
  const end = normalised.ends[index + folded.length - 1];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function found(parsed: ParsedSource, block: SourceBlock, start: number, end: number): FoundQuote {
  const text = blockText(block);
  return {
    block,
    start,
    end,
    exact: text.slice(start, end),
    prefix: wholeCharacters(text.slice(Math.max(0, start - surroundingCharacters), start)),
    suffix: wholeCharacters(text.slice(end, end + surroundingCharacters)),
    locator: { ...locatorOf(parsed, block), ...placeOf(block, start, end) },
  };
}

/** Page and box of a stretch of a text that a break cuts in pieces; over two pages, those of the first. */
function placeOf(block: SourceBlock, start: number, end: number): Pick<Locator, "page" | "box"> {
  if ((block.type !== "paragraph" && block.type !== "list-item") || !block.parts) return {};
  const { parts } = block;
  const touched = parts.filter(({ from }, index) => from < end && (parts[index + 1]?.from ?? Infinity) > start);
  const page = touched[0]?.locator.page;
  const boxes = touched.flatMap(({ locator }) => (locator.box && locator.page === page ? [locator.box] : []));
  const box = boxes.reduce<Box | undefined>((whole, next) => (whole ? around(whole, next) : next), undefined);
  return { ...(page === undefined ? {} : { page }), ...(box ? { box } : {}) };
}

function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Drops half of a surrogate pair at either end of a cut. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}
