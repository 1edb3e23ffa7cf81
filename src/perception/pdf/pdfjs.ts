import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PageViewport, PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import type { TextContent, TextItem } from "pdfjs-dist/types/src/display/api.js";
import { messageOf } from "../../errors.ts";
import { BadFileError } from "../child/messages.ts";
import type { PageContent, Rect, Word } from "../layout/item.ts";
import { toGraphics } from "../layout/rulings.ts";
import { addedWords } from "./added-words.ts";
import type { OutlineEntry, PagePng, PdfEngine, PdfFacts } from "./engine.ts";
import { isBoldFont } from "./font.ts";
import { annotationsOf } from "./pdfjs-annotations.ts";
import { readGraphics } from "./pdfjs-graphics.ts";
import { placeText } from "./pdfjs-text.ts";

/** The item model filled by pdf.js: for platforms without a liteparse binary, and for files that liteparse refuses. */
export const pdfjsEngine: PdfEngine = { name: "pdfjs", read, picture };

type PdfJs = typeof import("pdfjs-dist");

async function load(): Promise<PdfJs> {
  return import("pdfjs-dist/legacy/build/pdf.mjs");
}

async function withDocument<Value>(
  bytes: Uint8Array,
  use: (file: PDFDocumentProxy, js: PdfJs) => Promise<Value>,
): Promise<Value> {
  const js = await load();
  const root = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const task = js.getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: js.VerbosityLevel.ERRORS,
    cMapUrl: `${join(root, "cmaps")}/`,
    standardFontDataUrl: `${join(root, "standard_fonts")}/`,
    wasmUrl: `${join(root, "wasm")}/`,
  });
  try {
    return await use(await task.promise, js);
  } catch (error) {
    if (error instanceof BadFileError) throw error;
    const isLocked = error instanceof Error && error.name === "PasswordException";
    throw new BadFileError(isLocked ? "password" : "invalid", messageOf(error), { cause: error });
  } finally {
    await task.destroy();
  }
}

async function read(...[bytes, options, onPages]: Parameters<PdfEngine["read"]>): ReturnType<PdfEngine["read"]> {
  return withDocument(bytes, async (file, js) => {
    const count = Math.min(file.numPages, options.maxPages);
    const pages: PageContent[] = [];
    for (let number = 1; number <= count; number += 1) {
      onPages(1);
      pages.push(await readPage(file, number, js));
    }
    return { facts: await readFacts(file), pages };
  });
}

async function readPage(file: PDFDocumentProxy, number: number, js: PdfJs): Promise<PageContent> {
  const page = await file.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const operators = await page.getOperatorList();
  const content = await page.getTextContent({ disableNormalization: false });
  const words = content.items.flatMap((item) => ("str" in item ? wordsOf(item, content, page) : []));
  const { links, added } = annotationsOf(await page.getAnnotations(), (rect) => toRect(viewport, rect));
  const toPage = (matrix: readonly number[]): readonly number[] => js.Util.transform(viewport.transform, [...matrix]);
  const { strokes, shapes, images } = readGraphics(operators, js.OPS, toPage);
  const size = { width: viewport.width, height: viewport.height };
  page.cleanup();
  return {
    number,
    ...size,
    words: [...words, ...addedWords(added, words)],
    ...toGraphics(strokes, shapes),
    images,
    links,
    ocrReasons: [],
    source: words.length > 0 ? "native" : "none",
  };
}

/** Splits an item at spaces; letters are taken as equally wide. */
function wordsOf(item: TextItem, content: TextContent, page: PDFPageProxy): readonly Word[] {
  const font = fontName(item.fontName, page) ?? content.styles[item.fontName]?.fontFamily ?? "";
  const isVertical = content.styles[item.fontName]?.vertical === true;
  return placeText({ ...item, isVertical }, page.getViewport({ scale: 1 }).transform).map((word) => ({
    ...word,
    font,
    isBold: isBoldFont(font),
  }));
}

function toRect(viewport: PageViewport, rect: readonly number[]): Rect {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = viewport.convertToViewportRectangle([...rect]).map(Number);
  return { left: Math.min(x1, x2), right: Math.max(x1, x2), top: Math.min(y1, y2), bottom: Math.max(y1, y2) };
}

/** Known only after the operators of the page were read. */
function fontName(id: string, page: PDFPageProxy): string | undefined {
  if (!page.commonObjs.has(id)) return undefined;
  const font: unknown = page.commonObjs.get(id);
  return typeof font === "object" && font !== null && "name" in font && typeof font.name === "string"
    ? font.name
    : undefined;
}

async function readFacts(file: PDFDocumentProxy): Promise<PdfFacts> {
  const { info } = await file.getMetadata();
  const text = (key: string): string | undefined => {
    const value: unknown = Reflect.get(info, key);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const title = text("Title");
  const author = text("Author");
  const created = text("CreationDate");
  const outline = await readOutline(file);
  return {
    totalPages: file.numPages,
    ...(title ? { title } : {}),
    ...(author ? { author } : {}),
    ...(created ? { created } : {}),
    ...(outline.length > 0 ? { outline } : {}),
  };
}

type OutlineNode = Awaited<ReturnType<PDFDocumentProxy["getOutline"]>>[number];

async function readOutline(file: PDFDocumentProxy): Promise<readonly OutlineEntry[]> {
  const entries: OutlineEntry[] = [];
  const visit = (nodes: readonly OutlineNode[], level: number): void => {
    for (const node of nodes) {
      if (entries.length >= 2_000 || level > 6) return;
      entries.push({ title: node.title.replace(/\s+/g, " ").trim(), level });
      visit(node.items, level + 1);
    }
  };
  visit((await file.getOutline()) ?? [], 1);
  return entries;
}

/** What a document says about itself, without reading its pages. */
export function readPdfFacts(bytes: Uint8Array): Promise<PdfFacts> {
  return withDocument(bytes, readFacts);
}

async function picture(...[bytes, pages, dpi]: Parameters<PdfEngine["picture"]>): ReturnType<PdfEngine["picture"]> {
  return withDocument(bytes, async (file) => {
    const pictures: PagePng[] = [];
    for (const number of pages) {
      if (number >= 1 && number <= file.numPages) pictures.push(await drawPage(file, number, dpi));
    }
    return pictures;
  });
}

const mostPixels = 40_000_000;

async function drawPage(file: PDFDocumentProxy, number: number, dpi: number): Promise<PagePng> {
  const page = await file.getPage(number);
  const whole = page.getViewport({ scale: dpi / 72 });
  const shrink = Math.min(1, Math.sqrt(mostPixels / (whole.width * whole.height)));
  const viewport = page.getViewport({ scale: (dpi / 72) * shrink });
  const width = Math.max(1, Math.ceil(viewport.width));
  const height = Math.max(1, Math.ceil(viewport.height));
  // On Node the factory makes canvases of pdf.js's own canvas package; its types leave them untyped.
  const factory = file.canvasFactory as { create(width: number, height: number): { canvas: NodeCanvas } };
  const { canvas } = factory.create(width, height);
  await page.render({ canvas, viewport }).promise;
  return { page: number, width, height, png: canvas.toBuffer("image/png") };
}

type NodeCanvas = HTMLCanvasElement & { toBuffer(type: "image/png"): Uint8Array };
