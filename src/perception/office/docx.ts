import { isAbort } from "../../errors.ts";
import type { ParsedSource } from "../../evidence/parsed-source.ts";
import type { Resource } from "../../evidence/resource.ts";
import type { BlockDraft } from "../blocks.ts";
import { failed } from "../failed.ts";
import { readHtml } from "../html/index.ts";
import { defineParser, type ParseContext, type ParseResult } from "../parser.ts";
import { openZip, type ZipArchive } from "../zip.ts";
import { readCoreProperties } from "./core-properties.ts";
import { chartMark, plainMarkup } from "./docx-markup.ts";
import { officeFailure } from "./office-failure.ts";

const maximumBytes = 100 * 1024 * 1024;
const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Caption'] => p.caption:fresh",
  "p[style-name='caption'] => p.caption:fresh",
  // A table of contents repeats the headings with page numbers.
  "p[style-name^='toc '] => !",
  "p[style-name^='TOC '] => !",
];

/** Word documents: mammoth's HTML, read by the same rules as a page, without the search for main text. */
export const docxParser = defineParser({
  name: "docx",
  version: 3,
  accepts: ({ mediaType }) => mediaType === "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  parse: parseDocx,
});

async function parseDocx(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 100 MB that are read of a document");
  try {
    const archive = await openZip(resource.bytes);
    await archive.check();
    return await readDocx(resource, { archive, signal: context.signal });
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return officeFailure(resource, error, "Word document");
  }
}

async function readDocx(
  resource: Resource,
  options: { readonly archive: ZipArchive; readonly signal: AbortSignal },
): Promise<ParseResult> {
  const { default: mammoth } = await import("mammoth");
  const markup = await plainMarkup(resource.bytes, options.archive);
  const { bytes } = markup;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const convertImage = mammoth.images.imgElement(async (image) => ({ src: await addressOf(image) }));
  const { value } = await mammoth.convertToHtml({ buffer }, { styleMap, convertImage, externalFileAccess: false });
  const html = withCharts(withCaptions(value), markup.charts);
  const { parsed, assets } = await readHtml(html, { name: resource.name, signal: options.signal, mainOnly: false });
  if (parsed.blocks.length === 0) return failed(resource, "empty", "has no text");
  const metadata: ParsedSource["metadata"] = { ...parsed.metadata, ...(await readCoreProperties(options.archive)) };
  const hidden = { what: `${markup.hiddenRuns} hidden passages`, why: "not visible to a reader of the document" };
  const dropped = markup.hiddenRuns === 0 ? parsed.dropped : [hidden, ...parsed.dropped];
  return { ok: true, parsed: { ...parsed, metadata, dropped }, assets };
}

/** A picture that is linked or missing costs itself, not the document. */
async function addressOf(image: {
  readonly contentType: string;
  readAsBase64String(): Promise<string>;
}): Promise<string> {
  const data = await image.readAsBase64String().catch(() => "");
  return data === "" ? "" : `data:${image.contentType};base64,${data}`;
}

/** Puts the tables of charts where their marks stand. */
function withCharts(html: string, charts: readonly BlockDraft[]): string {
  return charts.reduce((text, chart, index) => text.replace(chartMark(index), () => tableHtml(chart)), html);
}

function tableHtml(chart: BlockDraft): string {
  if (chart.type !== "table") return "";
  const cells = (row: readonly string[], name: "th" | "td") =>
    `<tr>${row.map((text) => `<${name}>${escapeHtml(text)}</${name}>`).join("")}</tr>`;
  const caption = chart.caption === undefined ? "" : `<caption>${escapeHtml(chart.caption)}</caption>`;
  const head = chart.header.map((row) => cells(row, "th")).join("");
  const body = chart.rows
    .map((row) =>
      cells(
        row.map(({ text }) => text),
        "td",
      ),
    )
    .join("");
  return `<table>${caption}<thead>${head}</thead><tbody>${body}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Word writes captions as paragraphs above tables and below pictures; HTML has elements for them. */
function withCaptions(html: string): string {
  const caption = '<p class="caption">((?:(?!</p>).)*)</p>';
  return html
    .replace(new RegExp(`${caption}\\s*<table>`, "g"), "<table><caption>$1</caption>")
    .replace(
      new RegExp(`<p>\\s*(<img [^>]*/>)\\s*</p>\\s*${caption}`, "g"),
      "<figure>$1<figcaption>$2</figcaption></figure>",
    );
}
