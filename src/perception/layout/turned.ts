import type { LaidTable } from "../tables/model.ts";
import type { LaidBlock } from "./block.ts";
import type { PageContent, Rect, Ruling, Word } from "./item.ts";

/** How far text is turned, in degrees clockwise, to the nearest right angle. */
export type Turn = 0 | 90 | 180 | 270;

/** Scanners and typesetters miss a right angle by this much at the most; more is set askew on purpose. */
const mostSkew = 10;
const turns: readonly Turn[] = [0, 90, 180, 270];
/** Pieces of one turned word abut within this part of their height; words stand a quarter of it apart. */
const pieceGap = 0.14;

/** The right angle a word is turned by; nothing for text set askew (a watermark). */
export function turnOf({ rotation }: Pick<Word, "rotation">): Turn | undefined {
  const degrees = ((rotation % 360) + 360) % 360;
  return turns.find((turn) => Math.min(Math.abs(degrees - turn), 360 - Math.abs(degrees - turn)) <= mostSkew);
}

/** How most letters of a page stand: 90 or 270 for a table printed sideways. Upright wins a tie. */
export function turnOfPage(words: readonly Word[]): Turn {
  const letters = new Map<Turn, number>();
  for (const word of words) {
    const turn = turnOf(word);
    if (turn !== undefined) letters.set(turn, (letters.get(turn) ?? 0) + word.text.length);
  }
  return turns.reduce((best, turn) => ((letters.get(turn) ?? 0) > (letters.get(best) ?? 0) ? turn : best), 0);
}

/**
 * The page as it looks when text turned by `turn` stands upright: all boxes turned back, `rotation` counted from there.
 *
 * Contract: words of that turn come out with rotation 0 and whole, for engines give turned text letter by letter.
 */
export function turnPage(page: PageContent, turn: Turn): PageContent {
  if (turn === 0) return page.words.every((word) => word.rotation === 0) ? page : { ...page, words: straighten(page) };
  const size = { width: page.width, height: page.height };
  const place = <Item extends Rect>(item: Item): Item => ({ ...item, ...turned(item, turn, size) });
  const isAcross = turn === 90 || turn === 270;
  return {
    ...page,
    width: isAcross ? page.height : page.width,
    height: isAcross ? page.width : page.height,
    words: joinPieces(inOrder(page.words.map((word) => ({ ...place(word), rotation: rotationFrom(word, turn) })))),
    rulings: page.rulings.map((rule): Ruling => {
      const { isHorizontal } = rule;
      return { ...place(rule), isHorizontal: isAcross ? !isHorizontal : isHorizontal };
    }),
    shapes: page.shapes.map(place),
    images: page.images.map(place),
    links: page.links.map(place),
  };
}

/** Words a few degrees askew, as scanners leave them, stand upright. */
function straighten({ words }: PageContent): readonly Word[] {
  return words.map((word) => (turnOf(word) === 0 ? { ...word, rotation: 0 } : word));
}

function rotationFrom(word: Word, turn: Turn): number {
  const rotation = (((word.rotation - turn) % 360) + 360) % 360;
  return turnOf({ rotation }) === 0 ? 0 : rotation;
}

/** Turns a box counter-clockwise by `turn` together with its page; `size` is that of the page before. */
function turned(rect: Rect, turn: Turn, { width, height }: { width: number; height: number }): Rect {
  const { left, top, right, bottom } = rect;
  if (turn === 90) return { left: top, top: width - right, right: bottom, bottom: width - left };
  if (turn === 180) return { left: width - right, top: height - bottom, right: width - left, bottom: height - top };
  if (turn === 270) return { left: height - bottom, top: left, right: height - top, bottom: right };
  return { left, top, right, bottom };
}

/** The words of each run from left to right, for text upside down comes with its first letters last. */
function inOrder(words: readonly Word[]): readonly Word[] {
  const runs: Word[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    if (run && word.continues) run.push(word);
    else runs.push([word]);
  }
  return runs.flatMap((run) =>
    run.sort((a, b) => a.left - b.left).map((word, index) => ({ ...word, continues: index > 0 })),
  );
}

/** Letters of one run that abut are one word. */
function joinPieces(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    const isPiece = previous !== undefined && word.continues && word.rotation === 0 && abuts(previous, word);
    if (previous && isPiece)
      joined[joined.length - 1] = { ...previous, text: previous.text + word.text, right: word.right };
    else joined.push(word);
  }
  return joined;
}

function abuts(left: Word, right: Word): boolean {
  return Math.abs(right.left - left.right) < right.size * pieceGap;
}

/** Text that stands otherwise than its page, one part for each way it is turned. */
export interface TurnedPart {
  readonly turn: Turn;
  /** The page turned so that these words stand upright; it holds nothing else. */
  readonly page: PageContent;
}

/** The words of an upright page that are turned by a right angle. */
export function turnedParts(page: PageContent): readonly TurnedPart[] {
  return turns.slice(1).flatMap((turn): readonly TurnedPart[] => {
    const words = page.words.filter((word) => turnOf(word) === turn);
    if (words.length === 0) return [];
    return [{ turn, page: turnPage({ ...page, words, rulings: [], shapes: [], images: [], links: [] }, turn) }];
  });
}

/** What stands at no right angle: watermarks, slanted tick labels. Engines give it in pieces. */
export function askewText(words: readonly Word[]): string {
  const askew = words.filter((word) => turnOf(word) === undefined);
  return askew.map((word, index) => (word.continues || index === 0 ? word.text : ` ${word.text}`)).join("");
}

/** A page that was laid out turned: how far, and its size then. */
export interface TurnedPage {
  readonly turn: Turn;
  readonly page: Pick<PageContent, "width" | "height">;
}

/** A block laid on turned pages, in the places of the pages as they are; `pages` by number. */
export function turnBack(block: LaidBlock, pages: ReadonlyMap<number, TurnedPage>): LaidBlock {
  const place = <Item extends Rect>(item: Item, number = block.page): Item => {
    const known = pages.get(number);
    return known && known.turn !== 0 ? { ...item, ...rectBack(item, known.turn, known.page) } : item;
  };
  if (block.type === "table") return { ...block, table: tableBack(block.table, place) };
  if (block.type === "figure") {
    const { turn = 0 } = pages.get(block.page) ?? {};
    return turn === 0 ? block : { ...block, figure: { ...place(block.figure), turn } };
  }
  if (block.type === "heading" || !block.parts) return place(block);
  return { ...place(block), parts: block.parts.map((part) => place(part, part.page)) };
}

/** A box of a turned page on the page as it is. */
export function rectBack(rect: Rect, turn: Turn, page: Pick<PageContent, "width" | "height">): Rect {
  const back: Readonly<Record<Turn, Turn>> = { 0: 0, 90: 270, 180: 180, 270: 90 };
  return turned(rect, back[turn], page);
}

function tableBack(table: LaidTable, place: <Item extends Rect>(item: Item) => Item): LaidTable {
  const rows = table.rows.map((row) => row.map((cell) => (cell.rect ? { ...cell, rect: place(cell.rect) } : cell)));
  return { ...place(table), rows };
}
