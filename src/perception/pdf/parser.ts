import type { Resource } from "../../evidence/resource.ts";
import { type AssetKnowledge, toAsset } from "../asset.ts";
import type { ChildOutcome, ChildState } from "../child/messages.ts";
import { childPool } from "../child/pool.ts";
import { childFailureCodes, failed } from "../failed.ts";
import type { LaidFigure } from "../layout/block.ts";
import { toBox } from "../layout/geometry.ts";
import { defineParser, type PageImage, type ParseContext, type ParseResult } from "../parser.ts";
import type { PagePng } from "./engine.ts";
import { metadataOf } from "./metadata.ts";
import type { PictureInput } from "./picture-task.ts";
import type { ReadInput, ReadOutput } from "./read-task.ts";
import { toSourceBlocks } from "./to-source.ts";

const maxFileBytes = 200 * 1024 * 1024;
const maxPages = 1_000;
const openTimeoutMs = 10_000;

/** Reads PDF files: text in reading order, headings, tables as cells, figures. */
export const pdfParser = defineParser({
  name: "pdf",
  version: 5,
  accepts: ({ mediaType }) => mediaType === "application/pdf",
  parse,
  picture,
});

async function parse(resource: Resource, context: ParseContext): Promise<ParseResult> {
  const refused = refusal(resource);
  if (refused) return refused;
  const outcome = await readWithFallback(resource, context);
  if (outcome.state !== "ok") return failed(resource, childFailureCodes[outcome.state], reasons[outcome.state]);
  return toResult(outcome.value, resource);
}

function refusal(resource: Resource): ParseResult | undefined {
  const size = resource.bytes.byteLength;
  if (size === 0) return failed(resource, "empty", "is empty (0 bytes)");
  if (size <= maxFileBytes) return undefined;
  const megabytes = Math.round(size / 1024 / 1024);
  return failed(resource, "too-large", `has ${megabytes} MB; PDF files up to 200 MB are read`);
}

/** A file one engine cannot read may be readable for the other; a password is missing for both. */
async function readWithFallback(resource: Resource, { signal }: ParseContext): Promise<ChildOutcome<ReadOutput>> {
  const input: ReadInput = { bytes: resource.bytes, engine: "liteparse", maxPages };
  const options = { timeoutMs: openTimeoutMs, signal };
  const first = await childPool().run<ReadOutput>("pdf-read", input, options);
  if (first.state === "ok" || first.state === "password") return first;
  const second = await childPool().run<ReadOutput>("pdf-read", { ...input, engine: "pdfjs" }, options);
  return second.state === "ok" || second.state === "password" ? second : first;
}

async function toResult(output: ReadOutput, resource: Resource): Promise<ParseResult> {
  const figures = output.blocks.flatMap((block) => (block.type === "figure" ? [block.figure] : []));
  const assets = output.crops.map(({ bytes, ...measured }, index) =>
    toAsset(bytes, measured, knowledgeOf(figures[index], output.pages)),
  );
  const ids = assets.map(({ asset }) => asset.id);
  const blocks = toSourceBlocks(output.blocks, output.pages, ids);
  const metadata = await metadataOf(output.facts, blocks, resource);
  const { pages, links, dropped } = output;
  const warnings = warningsOf(output, metadata.language);
  const parsed = { metadata, blocks, pages, links, assets: assets.map(({ asset }) => asset), dropped, warnings };
  return { ok: true, parsed, assets };
}

function knowledgeOf(figure: LaidFigure | undefined, pages: ReadOutput["pages"]): AssetKnowledge {
  const page = pages.find(({ number }) => number === figure?.page);
  if (!figure || !page) return {};
  return {
    locator: { page: page.number, box: toBox(figure, page) },
    ...(figure.caption ? { caption: figure.caption } : {}),
    ...(figure.text ? { ocrText: figure.text } : {}),
  };
}

/** Fewer letters, perhaps misread, do not tell the language of a scan. */
const fewestLetters = 300;

function lettersOf({ blocks }: ReadOutput): number {
  return blocks.reduce((sum, block) => sum + ("text" in block ? block.text.length : 0), 0);
}

function warningsOf(output: ReadOutput, language: string | undefined): readonly string[] {
  const { facts, pages } = output;
  const warnings: string[] = [];
  if (facts.totalPages > pages.length) {
    warnings.push(`Only the first ${pages.length} of ${facts.totalPages} pages were read.`);
  }
  const recognised = pages.filter((page) => page.text === "ocr").length;
  if (recognised > 0) warnings.push(`${recognised} of ${pages.length} pages had no usable text and were read by OCR.`);
  if (recognised > 0 && language !== undefined && language !== "en" && lettersOf(output) >= fewestLetters) {
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;
    warnings.push(`OCR knows English only and the text seems to be ${name}: words that were read by OCR may be wrong.`);
  }
  const empty = pages.filter((page) => page.text === "none").length;
  if (empty > 0) warnings.push(`${empty} of ${pages.length} pages have no text that could be read.`);
  return warnings;
}

async function picture(
  resource: Resource,
  options: { readonly pages: readonly number[]; readonly dpi: number },
  context: ParseContext,
): Promise<readonly PageImage[]> {
  const input: PictureInput = { bytes: resource.bytes, engine: "liteparse", ...options };
  const run = { timeoutMs: openTimeoutMs + options.pages.length * 1_000, signal: context.signal };
  const first = await childPool().run<readonly PagePng[]>("pdf-picture", input, run);
  const isFinal = first.state === "ok" || first.state === "password";
  const outcome = isFinal
    ? first
    : await childPool().run<readonly PagePng[]>("pdf-picture", { ...input, engine: "pdfjs" }, run);
  if (outcome.state !== "ok") return [];
  return outcome.value.map(({ page, width, height, png }) => ({
    page,
    width,
    height,
    bytes: png,
    mediaType: "image/png",
  }));
}

const reasons: Readonly<Record<Exclude<ChildState, "ok">, string>> = {
  password: "is protected by a password; save a copy without one",
  invalid: "is not a readable PDF file",
  crashed: "made the PDF reader crash",
  timeout: "took longer to read than is allowed",
  memory: "needs more memory to read than is allowed",
};
