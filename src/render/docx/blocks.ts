import { AlignmentType, type FileChild, ImageRun, Paragraph, type ParagraphChild, SimpleField, TextRun } from "docx";
import {
  type Block,
  type Chart,
  type Figure,
  type Handlers,
  handle,
  type Inline,
  type Table,
} from "../../report/index.ts";
import { fitInside } from "../pictures.ts";
import { chartRun } from "./chart.ts";
import { type DocxContext, textWidthPixels } from "./context.ts";
import { blockAnchor, bookmarked, sourceLinks, toRuns } from "./inline.ts";
import { blockMath } from "./math.ts";
import { textRuns } from "./runs.ts";
import { toTable } from "./table.ts";

/** What a block stands in. */
interface BlockPlace {
  readonly document: DocxContext;
  /** Style of plain paragraphs: of the quote, callout or list item around them. */
  readonly style?: string;
  readonly list?: { readonly reference: "bullets" | "numbers"; readonly level: number; readonly instance: number };
  /** Whether the next paragraph carries the bullet. */
  readonly startsItem?: boolean;
}

/** A figure may take this much of the page, so that its caption stays with it. */
const figurePixels = { width: textWidthPixels, height: 480 };
const deepestLevel = 4;

const handlers: Handlers<Block, BlockPlace, readonly FileChild[]> = {
  paragraph: (block, place) => [textParagraph(block.children, place)],
  list: (block, place) => list(block, place),
  table: (block, { document }) => table(block, document),
  figure: (block, place) => figure(block, place.document),
  chart: (block, place) => chart(block, place.document),
  quote: (block, place) => toBlocks(block.children, { ...place, style: "Quote" }),
  callout: (block, place) =>
    toBlocks(block.children, { ...place, style: block.tone === "warning" ? "Warning" : "Note" }),
  code: (block) => [new Paragraph({ style: "Code", children: codeLines(block.value) })],
  math: (block) => [new Paragraph({ alignment: AlignmentType.CENTER, children: blockMath(block.value) })],
};

/** Blocks as Word paragraphs and tables. */
export function toBlocks(blocks: readonly Block[], place: BlockPlace): FileChild[] {
  return blocks.flatMap((block) => [...handle(handlers, block, place)]);
}

function textParagraph(
  inlines: readonly Inline[],
  { document, style, list: inList, startsItem }: BlockPlace,
): Paragraph {
  return new Paragraph({
    ...(style ? { style } : {}),
    bidirectional: document.rightToLeft,
    ...(inList ? listFormat(inList, startsItem === true) : {}),
    children: toRuns(inlines, document, { footnotes: true }),
  });
}

function listFormat(inList: NonNullable<BlockPlace["list"]>, startsItem: boolean) {
  const { reference, level, instance } = inList;
  return startsItem
    ? { numbering: { reference, level, instance, custom: true } }
    : { indent: { start: 340 * (level + 1) } };
}

function list(block: Extract<Block, { type: "list" }>, place: BlockPlace): readonly FileChild[] {
  const level = Math.min(place.list ? place.list.level + 1 : 0, deepestLevel);
  const reference = block.ordered ? ("numbers" as const) : ("bullets" as const);
  const inItem = {
    document: place.document,
    style: block.ordered ? "ListNumber" : "ListBullet",
    list: { reference, level, instance: place.document.nextList() },
  };
  return block.items.flatMap((item) =>
    item.flatMap((child, index) => toBlocks([child], { ...inItem, startsItem: index === 0 })),
  );
}

/** Caption, table and the space below; on a page turned on its side the three go together. */
function table(block: Table, document: DocxContext): readonly FileChild[] {
  const body = toTable(block, document);
  const parts = [
    caption(block, document, { keepNext: true }),
    body,
    new Paragraph({ style: "TableEnd", children: [] }),
  ];
  if (document.landscape.has(body)) for (const part of parts) document.landscape.add(part);
  return parts;
}

function figure(block: Figure, document: DocxContext): readonly FileChild[] {
  const picture = document.pictures.get(block.assetId);
  const image = picture
    ? new ImageRun({
        type: picture.type,
        data: picture.bytes,
        transformation: wholePixels(fitInside(picture, figurePixels)),
        altText: { name: block.id, description: block.alt },
      })
    : undefined;
  const body = new Paragraph({
    style: "FigureBody",
    children: image ? [image] : textRuns(block.alt, { italics: true }),
  });
  const credit = block.credit ? textRuns(`${document.resolved.labels.credit}: ${block.credit}`) : [];
  return [
    body,
    caption(block, document, { keepNext: credit.length > 0 }),
    ...(credit.length > 0 ? [creditLine(credit, document)] : []),
  ];
}

function wholePixels(size: { readonly width: number; readonly height: number }) {
  return { width: Math.round(size.width), height: Math.round(size.height) };
}

/** The chart, its caption, and the sources of its points. */
function chart(block: Chart, document: DocxContext): readonly FileChild[] {
  const drawable = block.categories.length > 0 && block.series.length > 0;
  const body = drawable ? [chartRun(block, document)] : textRuns(block.alt, { italics: true });
  const sources = sourceLinks(
    block.series.flatMap((series) => series.points.flatMap((point) => point.evidenceIds)),
    document,
  );
  return [
    new Paragraph({ style: "FigureBody", children: body }),
    caption(block, document, { keepNext: sources.length > 0 }),
    ...(sources.length > 0
      ? [creditLine([...textRuns(`${document.resolved.labels.source}: `), ...sources], document)]
      : []),
  ];
}

function creditLine(children: readonly ParagraphChild[], document: DocxContext): Paragraph {
  return new Paragraph({ style: "Credit", bidirectional: document.rightToLeft, children });
}

/** "Table 2: …" with a sequence field, bookmarked for cross-references. */
function caption(block: Table | Figure | Chart, document: DocxContext, options: { keepNext: boolean }): Paragraph {
  const numbered = document.resolved.numbered.get(block.id);
  const words = toRuns(block.caption, document, { footnotes: true });
  return new Paragraph({
    style: "Caption",
    bidirectional: document.rightToLeft,
    keepNext: options.keepNext,
    children: numbered ? [captionLabel(numbered), ...textRuns(": "), ...words] : words,
  });
}

function captionLabel(numbered: {
  readonly kind: string;
  readonly number: number;
  readonly label: string;
}): ParagraphChild {
  const sequence = numbered.kind === "table" ? "Table" : "Figure";
  const before = numbered.label.slice(0, numbered.label.lastIndexOf(String(numbered.number)));
  const after = numbered.label.slice(before.length + String(numbered.number).length);
  const field = new SimpleField(` SEQ ${sequence} \\* ARABIC `, String(numbered.number));
  return bookmarked(blockAnchor(numbered), [...textRuns(before), field, ...textRuns(after)]);
}

function codeLines(value: string): readonly TextRun[] {
  return value
    .replace(/\t/g, "    ")
    .split(/\r?\n/)
    .map((text, index) => new TextRun({ text, noProof: true, ...(index > 0 ? { break: 1 } : {}) }));
}
