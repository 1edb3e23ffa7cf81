import { createHash } from "node:crypto";
import type { LiteParse, LiteParseConfig, ParsedPage, ParseResult, TextItem } from "@llamaindex/liteparse";
import { messageOf } from "../../errors.ts";
import { BadFileError } from "../child/messages.ts";
import type { PageContent, PlacedImage, Rect, Ruling, Shape, Word } from "../layout/item.ts";
import { isVisible, toGraphics } from "../layout/rulings.ts";
import { languageDataFolder } from "../ocr/language-data.ts";
import { type AddedText, addedWords, tick } from "./added-words.ts";
import type { PdfEngine, PdfFacts } from "./engine.ts";
import { isBoldFont } from "./font.ts";

/**
 * The item model filled by liteparse (native PDFium). Its own markdown and blocks are not used: the layout rules on its
 * words find more tables and headings than it does.
 */
export const liteparseEngine: PdfEngine = { name: "liteparse", read, recognise, picture };

const pagesPerBatch = 25;
/** A batch holds the images of its pages: a large file is read in smaller ones, which costs no time. */
const largeFileBytes = 32 * 1024 * 1024;
const pagesPerLargeBatch = 4;
const ocrDpi = 200;

const quietOptions: Partial<LiteParseConfig> = {
  ocrEnabled: false,
  quiet: true,
  extractTextMetadata: true,
  emitWordBoxes: true,
  extractVectorGraphics: true,
  extractImages: true,
  includeComplexity: true,
  extractDocumentMetadata: true,
  extractAnnotations: true,
  extractFormFields: true,
  continueOnPageError: true,
};

async function open(options: Partial<LiteParseConfig>): Promise<LiteParse> {
  const { LiteParse } = await import("@llamaindex/liteparse");
  return new LiteParse(options);
}

async function read(...[bytes, options, onPages]: Parameters<PdfEngine["read"]>): ReturnType<PdfEngine["read"]> {
  const parser = await open(quietOptions);
  const pages: PageContent[] = [];
  let facts: PdfFacts = { totalPages: 0 };
  try {
    const batchSize = bytes.byteLength > largeFileBytes ? pagesPerLargeBatch : pagesPerBatch;
    for await (const batch of parser.parseBatches(bytes, { batchSize })) {
      if (pages.length === 0) facts = factsOf(batch.totalPages, batch.result);
      const { images } = batch.result;
      for (const page of batch.result.pages) pages.push(toPageContent(page, images));
      if (pages.length >= options.maxPages) break;
      onPages(batchSize);
    }
  } catch (error) {
    throw badFile(error);
  }
  return { facts, pages: pages.slice(0, options.maxPages) };
}

/** Also reads PNG files, as one page. */
export async function recognise(bytes: Uint8Array, pages: readonly number[]): Promise<readonly PageContent[]> {
  const parser = await open({
    ...quietOptions,
    ocrEnabled: true,
    ocrFailureFatal: false,
    ocrLanguage: "eng",
    tessdataPath: await languageDataFolder(),
    dpi: ocrDpi,
    targetPages: pages.join(","),
  });
  try {
    const { pages: read, images } = await parser.parse(bytes);
    return read.map((page) => ({ ...toPageContent(page, images), source: "ocr" }));
  } catch (error) {
    throw badFile(error);
  }
}

async function picture(...[bytes, pages, dpi]: Parameters<PdfEngine["picture"]>): ReturnType<PdfEngine["picture"]> {
  const parser = await open({ ocrEnabled: false, quiet: true, dpi });
  try {
    const shots = await parser.screenshot(bytes, [...pages]);
    return shots.map(({ pageNum, width, height, imageBuffer }) => ({ page: pageNum, width, height, png: imageBuffer }));
  } catch (error) {
    throw badFile(error);
  }
}

/** liteparse says what is wrong in words only. */
function badFile(error: unknown): BadFileError {
  const message = messageOf(error);
  return new BadFileError(/password/i.test(message) ? "password" : "invalid", message, { cause: error });
}

function factsOf(totalPages: number, result: ParseResult): PdfFacts {
  return {
    totalPages,
    ...(result.docMeta?.xmp ? { xmp: result.docMeta.xmp } : {}),
    ...(result.docMeta?.creationDate ? { created: result.docMeta.creationDate } : {}),
  };
}

function toPageContent(page: ParsedPage, images: ParseResult["images"]): PageContent {
  const { rulings, shapes } = graphicsOf(page);
  const printed = page.textItems.flatMap(wordsOf);
  const words = [...printed, ...addedWords(addedTo(page), printed)];
  return {
    number: page.pageNum,
    width: page.width,
    height: page.height,
    words,
    rulings,
    shapes,
    images: images.filter((image) => image.page === page.pageNum).map(toPlacedImage),
    links: linksOf(page),
    ocrReasons: page.complexity?.needsOcr ? page.complexity.reasons : [],
    source: words.length > 0 ? "native" : "none",
  };
}

const passwordField = 1 << 13;

/** Values of form fields and typed notes. liteparse does not say which of them are hidden. */
function addedTo({ formFields = [], annotations = [] }: ParsedPage): readonly AddedText[] {
  const values = formFields.flatMap(({ rect, type, value, checked, fieldFlags, selectedOptions }) => {
    const isButton = /button|check|radio|signature/i.test(type);
    const text = isButton ? (checked ? tick : "") : selectedOptions.join(", ") || value;
    return rect && text && (fieldFlags & passwordField) === 0 ? [{ ...rectOf(rect), text }] : [];
  });
  const notes = annotations.flatMap(({ subtype, contents, rect }) =>
    subtype === "freetext" && contents && rect ? [{ ...rectOf(rect), text: contents }] : [],
  );
  return [...values, ...notes];
}

function wordsOf(item: TextItem): readonly Word[] {
  const size = item.fontHeight && item.fontHeight > 0 ? Math.min(item.fontHeight, item.height * 1.5) : item.height;
  const font = item.fontName ?? "";
  const facts = {
    size: Math.round(size * 10) / 10,
    font,
    isBold: isBoldFont(font, item.fontWeight),
    rotation: item.rotation ?? 0,
    ...(item.confidence === undefined ? {} : { confidence: item.confidence }),
  };
  const boxes = item.words && item.words.length > 0 ? item.words : [item];
  return boxes
    .filter((box) => box.text.trim() !== "")
    .map((box, index) => ({ ...rectOf(box), text: box.text.trim(), continues: index > 0, ...facts }));
}

function graphicsOf(page: ParsedPage): { readonly rulings: readonly Ruling[]; readonly shapes: readonly Shape[] } {
  const shapes = (page.vectorGraphics?.shapes ?? []).map((shape) => ({
    ...rectOf(shape.bbox),
    isFilled: shape.fill,
    color: (shape.fill ? shape.fillColor : shape.strokeColor) ?? "",
    hasCurve: shape.hasCurve,
  }));
  // Lines that are only filled are the edges of filled cells; those of thin rectangles come back as shapes.
  const strokes = (page.vectorGraphics?.lines ?? []).filter((line) => line.stroke && isVisible(line.strokeColor));
  return toGraphics(strokes.map(lineRect), shapes);
}

type VectorLine = NonNullable<ParsedPage["vectorGraphics"]>["lines"][number];

function lineRect(line: VectorLine): Rect {
  return {
    left: Math.min(line.x1, line.x2),
    right: Math.max(line.x1, line.x2),
    top: Math.min(line.y1, line.y2),
    bottom: Math.max(line.y1, line.y2),
  };
}

function toPlacedImage(image: ParseResult["images"][number]): PlacedImage {
  return {
    ...rectOf(image.bbox),
    hash: createHash("sha256").update(image.bytes).digest("hex").slice(0, 16),
    pixelWidth: image.width,
    pixelHeight: image.height,
  };
}

function linksOf(page: ParsedPage): PageContent["links"] {
  return (page.annotations ?? []).flatMap((note) =>
    note.uri && note.rect ? [{ ...rectOf(note.rect), url: note.uri }] : [],
  );
}

function rectOf(box: { x: number; y: number; width: number; height: number }): Rect {
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}
