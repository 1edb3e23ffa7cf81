import type { Resource } from "../evidence/resource.ts";
import { closeChildren } from "./child/pool.ts";
import { csvParser } from "./csv.ts";
import { htmlParser } from "./html/index.ts";
import { imageParser } from "./image/parser.ts";
import { jsonParser } from "./json.ts";
import { markdownParser } from "./markdown.ts";
import { docxParser } from "./office/docx.ts";
import { epubParser } from "./office/epub.ts";
import { legacyOfficeParser } from "./office/legacy.ts";
import { pptxParser } from "./office/pptx.ts";
import { xlsxParser } from "./office/xlsx.ts";
import type { Parser } from "./parser.ts";
import { pdfParser } from "./pdf/parser.ts";
import { supervised } from "./supervised.ts";
import { textParser } from "./text.ts";

export { type AssetKnowledge, makeAsset } from "./asset.ts";
export { type BlockDraft, placeBlocks } from "./blocks.ts";
export { annotateImage, type Mark } from "./image/annotate.ts";
export { type FittedImage, fitImage, type ImageLimits } from "./image/fit.ts";
export { mediaTypeOf } from "./media-type.ts";
export { checkNativeParsers, type NativeCheck } from "./native-check.ts";
export type { PageImage, ParseContext, ParseResult, Parser } from "./parser.ts";

/** Normal pages take well under a second; a workbook of 100 MB takes most of a minute. */
const pageTimeoutMs = 30_000;
const documentTimeoutMs = 90_000;

/** Every parser; exactly one accepts a resource that can be read at all, so the order never matters. */
export const parsers: readonly Parser[] = [
  csvParser,
  supervised(docxParser, documentTimeoutMs),
  supervised(epubParser, documentTimeoutMs),
  supervised(htmlParser, pageTimeoutMs),
  supervised(jsonParser, pageTimeoutMs),
  legacyOfficeParser,
  imageParser,
  supervised(markdownParser, pageTimeoutMs),
  pdfParser,
  supervised(pptxParser, documentTimeoutMs),
  textParser,
  supervised(xlsxParser, documentTimeoutMs),
];

/** The parser for a resource; undefined when none reads its media type. */
export function parserFor(resource: Pick<Resource, "mediaType" | "name">): Parser | undefined {
  return parsers.find((parser) => parser.accepts(resource));
}

/** Ends the idle child processes that parsers keep; the next use starts them again. */
export async function closeParsers(): Promise<void> {
  closeChildren();
}
