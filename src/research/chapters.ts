import type { Chapter } from "../analyst/index.ts";
import { blockText, type ParsedSource, type SourceBlock } from "../evidence/parsed-source.ts";

/** A heading with what stands under it: its own blocks, then the headings below. */
interface Node {
  readonly title: string;
  readonly own: SourceBlock[];
  readonly children: Node[];
}

/** What a picture weighs beside characters of text: about what is said beside it. */
const pictureWeight = 500;
/** What a table weighs: of many rows it is what its section is about. */
const tableWeight = { least: 250, row: 30, most: 1_000 } as const;
/** A stretch of less has nothing to put on a slide. */
const leastWeight = 80;
/** A stretch without headings is cut where each part still fills a slide. */
const leastPart = 900;
/** Prose that a slide can speak for; of more, much stays unsaid. */
const slideWeight = 1_300;

/** Parts of a document that say nothing of its matter, by their names in the languages of the report. */
const apparatus =
  /^(?:(?:table of )?contents|index|list of (?:tables|figures|abbreviations)|references|bibliography|works cited|notes|footnotes|acknowledge?ments?|signatures?|certifications?|exhibits?(?: index)?|copyright|disclaimer|about the authors?|see also|external links|further reading|comments?|leave a (?:reply|comment)|share this|related (?:posts|articles)|other posts.*|inhalt(?:sverzeichnis)?|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|einzelnachweise|weblinks|danksagung|impressum|sommaire|table des matières|références|bibliographie|remerciements|índice|contenido|referencias|bibliografía|agradecimientos|目录|参考文献|致谢|المراجع|المحتويات)[.:：]?$/iu;

/**
 * Divides a document into at most `most` stretches of much the same weight, along its headings as far as they go; into
 * fewer where it does not fill so many slides.
 *
 * Contract: pure; stretches are in reading order and share no block; what is too light, or only an apparatus (contents,
 * references, signatures), belongs to none.
 */
export function chaptersOf(parsed: ParsedSource, title: string, most: number): readonly Chapter[] {
  let pieces = visible(divide(treeOf(withoutFront(parsed.blocks), title)));
  while (pieces.length < most) {
    const [heaviest] = [...pieces].sort((a, b) => weightOf(b) - weightOf(a)).filter((one) => cut(one).length > 1);
    if (!heaviest || (pieces.length > 1 && weightOf(heaviest) < slideWeight)) break;
    pieces = pieces.flatMap((one) => (one === heaviest ? cut(one) : [one]));
  }
  const kept = new Set([...pieces].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, most));
  return numbered(pieces.filter((piece) => kept.has(piece)));
}

/** "Item 6. Exhibits" is called so by its last words. */
function isApparatus(title: string): boolean {
  const name = title.replace(/^(?:item|part|section|chapter|annex|appendix)\s+[\p{L}\p{N}]{1,4}[.:)]?\s+/iu, "");
  return apparatus.test(name) || contents.test(title);
}

/** How far into a document its contents may stand. */
const frontShare = 0.2;
const contents =
  /^(?:(?:table of )?contents|index|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|contenido|目录|المحتويات)$/iu;
/** "FORM 10-Q For the Quarterly Period Ended September 30, 2023 INDEX", with a table under it. */
const endsInContents = /\s(?:TABLE OF CONTENTS|INDEX)$/u;

/** What stands before the contents is a cover: addresses, registration numbers, check boxes. */
function withoutFront(blocks: readonly SourceBlock[]): readonly SourceBlock[] {
  const at = blocks.findIndex(
    (block, index) =>
      block.type === "heading" &&
      (contents.test(block.text.trim()) ||
        (endsInContents.test(block.text.trim()) && blocks[index + 1]?.type === "table")),
  );
  if (at <= 0 || at >= frontShare * blocks.length) return blocks;
  const next = blocks.findIndex((block, index) => index > at && block.type === "heading");
  return next < 0 ? blocks : blocks.slice(next);
}

function treeOf(blocks: readonly SourceBlock[], title: string): Node {
  const root: Node = { title, own: [], children: [] };
  const path: { readonly level: number; readonly node: Node }[] = [{ level: 0, node: root }];
  for (const block of blocks) {
    if (block.type !== "heading") {
      path.at(-1)?.node.own.push(block);
      continue;
    }
    while (path.length > 1 && (path.at(-1)?.level ?? 0) >= block.level) path.pop();
    const node: Node = { title: headingText(block.text), own: [], children: [] };
    path.at(-1)?.node.children.push(node);
    path.push({ level: block.level, node });
  }
  return root;
}

/** Sections of the report are numbered anew, so a heading leaves its own number behind. */
function headingText(text: string): string {
  const plain = text.replace(/\s+/gu, " ").trim();
  return plain.replace(/^(?:\d+(?:\.\d+)+\.?|\d{1,2}[.)]?|[IVX]+\.)\s+(?=\p{L})/u, "");
}

/** The parts of a node: what stands before its first heading, then its headings. */
function divide(node: Node): readonly Node[] {
  return [{ ...node, children: [] }, ...node.children];
}

/** A piece in two or more, along its headings, else at a paragraph's end. */
function cut(piece: Node): readonly Node[] {
  const parts = visible(divide(piece));
  if (piece.children.length > 0) return parts.length > 0 ? parts : [piece];
  if (weightOf(piece) < 2 * leastPart) return [piece];
  let before = 0;
  const half = weightOf(piece) / 2;
  const at = piece.own.findIndex((block) => {
    before += blockWeight(block);
    return before >= half;
  });
  const [first, second] = [piece.own.slice(0, at + 1), piece.own.slice(at + 1)].map((own) => ({ ...piece, own }));
  return first && second && second.own.length > 0 ? [first, second] : [piece];
}

function visible(pieces: readonly Node[]): readonly Node[] {
  return pieces
    .map((piece) => ({ ...piece, children: [...visible(piece.children)] }))
    .filter((piece) => !isApparatus(piece.title) && weightOf(piece) >= leastWeight);
}

function weightOf({ own, children }: Node): number {
  return (
    own.reduce((sum, block) => sum + blockWeight(block), 0) + children.reduce((sum, one) => sum + weightOf(one), 0)
  );
}

function blockWeight(block: SourceBlock): number {
  if (block.type === "table") {
    const { least, row, most } = tableWeight;
    return block.rows.length > 1 ? Math.min(most, least + row * block.rows.length) : 0;
  }
  if (block.type === "figure") return block.assetId === undefined ? 0 : pictureWeight;
  return block.type === "code" ? 0 : blockText(block).length;
}

/** Parts of one section share its title and are told apart by their number. */
function numbered(pieces: readonly Node[]): readonly Chapter[] {
  const seen = new Map<string, number>();
  return pieces.map((piece, index) => {
    const count = (seen.get(piece.title) ?? 0) + 1;
    seen.set(piece.title, count);
    const title = count > 1 ? `${piece.title} (${count})` : piece.title;
    return { id: `c${index + 1}`, title, blockIds: blocksOf(piece).map((block) => block.id) };
  });
}

function blocksOf({ own, children }: Node): readonly SourceBlock[] {
  return [...own, ...children.flatMap(blocksOf)];
}
