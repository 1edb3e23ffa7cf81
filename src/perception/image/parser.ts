import type { ParsedSource, SourceBlock, SourceFigure } from "../../evidence/parsed-source.ts";
import type { Resource } from "../../evidence/resource.ts";
import { toAsset } from "../asset.ts";
import type { ChildOutcome, ChildState } from "../child/messages.ts";
import { childPool } from "../child/pool.ts";
import { childFailureCodes, failed } from "../failed.ts";
import { detectLanguage } from "../layout/language.ts";
import { nameWithoutEnding } from "../name-title.ts";
import { defineParser, type PageImage, type ParseContext, type ParseResult } from "../parser.ts";
import { toSourceBlocks } from "../pdf/to-source.ts";
import { readSvgText } from "./svg.ts";
import type { ImageReading, ReadImageInput } from "./tasks.ts";

/** Browsers and documents show these as they are; the others are shown as a PNG drawn from them. */
const shownAsIs = new Set(["image/png", "image/jpeg", "image/webp"]);
const drawn = new Set(["image/svg+xml", "image/gif", "image/tiff", "image/avif", "image/apng"]);
const maxFileBytes = 100 * 1024 * 1024;
const readTimeoutMs = 20_000;

/** Reads pictures: the picture itself as a figure, and the text in it. SVG is drawn and its text read, never run. */
export const imageParser = defineParser({
  name: "image",
  version: 4,
  accepts: ({ mediaType }) => shownAsIs.has(mediaType) || drawn.has(mediaType),
  parse,
  picture,
});

async function parse(resource: Resource, context: ParseContext): Promise<ParseResult> {
  if (resource.bytes.byteLength === 0) return failed(resource, "empty", "is empty (0 bytes)");
  if (resource.bytes.byteLength > maxFileBytes) {
    return failed(resource, "too-large", "is larger than 100 MB, the most that is read of a picture");
  }
  const outcome = await read(resource, context);
  if (outcome.state !== "ok") return failed(resource, childFailureCodes[outcome.state], reasons[outcome.state]);
  return toResult(resource, outcome.value);
}

function read(resource: Resource, { signal }: ParseContext): Promise<ChildOutcome<ImageReading>> {
  const isVector = resource.mediaType === "image/svg+xml";
  const input: ReadImageInput = { bytes: resource.bytes, draw: drawn.has(resource.mediaType), recognise: !isVector };
  return childPool().run<ImageReading>("image-read", input, { timeoutMs: readTimeoutMs, signal });
}

async function toResult(resource: Resource, reading: ImageReading): Promise<ParseResult> {
  const vector = resource.mediaType === "image/svg+xml" ? await readSvgText(resource.bytes) : undefined;
  const title = vector?.title ?? nameWithoutEnding(resource.name);
  const { width, height } = reading.facts;
  const texts = vector ? toParagraphs(vector.texts) : toSourceBlocks(reading.blocks, [pageOf(reading)], []);
  const ocrText = texts.flatMap((block) => ("text" in block ? [block.text] : [])).join("\n");
  const picture = toAsset(reading.shown ?? resource.bytes, reading.facts, {
    locator: { page: 1 },
    ...(ocrText ? { ocrText } : {}),
  });
  const figure: SourceFigure = {
    type: "figure",
    id: "b1",
    assetId: picture.asset.id,
    caption: title,
    ...(vector?.description ? { alt: vector.description } : {}),
    kind: "unknown",
    locator: { page: 1, box: [0, 0, 1, 1] },
  };
  const blocks = [figure, ...texts.map((block, index) => ({ ...block, id: `b${index + 2}` }))];
  const language = await detectLanguage(texts);
  const text = texts.length === 0 ? "none" : vector ? "native" : "ocr";
  const parsed: ParsedSource = {
    metadata: { title, authors: [], ...(language ? { language } : {}) },
    blocks,
    pages: [{ number: 1, width, height, text }],
    links: [],
    assets: [picture.asset],
    dropped: [],
    warnings: text === "ocr" ? ["The text in this picture was read by OCR."] : [],
  };
  return { ok: true, parsed, assets: [picture] };
}

function pageOf({ page }: ImageReading): Parameters<typeof toSourceBlocks>[1][number] {
  return { number: 1, width: page.width, height: page.height, text: "ocr" };
}

function toParagraphs(texts: readonly string[]): readonly SourceBlock[] {
  return texts.map((text, index) => ({ type: "paragraph", id: `b${index + 1}`, text, locator: { page: 1 } }));
}

async function picture(
  resource: Resource,
  { pages }: { readonly pages: readonly number[]; readonly dpi: number },
  context: ParseContext,
): Promise<readonly PageImage[]> {
  if (!pages.includes(1)) return [];
  const input: ReadImageInput = { bytes: resource.bytes, draw: true, recognise: false };
  const run = { timeoutMs: readTimeoutMs, signal: context.signal };
  const outcome = await childPool().run<ImageReading>("image-read", input, run);
  if (outcome.state !== "ok" || !outcome.value.shown) return [];
  const { facts, shown } = outcome.value;
  return [{ page: 1, bytes: shown, mediaType: "image/png", width: facts.width, height: facts.height }];
}

const reasons: Readonly<Record<Exclude<ChildState, "ok">, string>> = {
  password: "is protected by a password; save a copy without one",
  invalid: "is not a readable picture, or has more than 100 megapixels",
  crashed: "made the picture reader crash",
  timeout: "took longer to read than is allowed",
  memory: "needs more memory to read than is allowed",
};
