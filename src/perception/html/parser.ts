import { dirname } from "node:path";
import { isAbort, messageOf } from "../../errors.ts";
import type { Resource } from "../../evidence/resource.ts";
import { decodeText } from "../charset.ts";
import { failed } from "../failed.ts";
import { defineParser, type ParseContext, type ParseResult } from "../parser.ts";
import { readHtml } from "./read-html.ts";

const maximumBytes = 30 * 1024 * 1024;

/**
 * Web pages, fetched or saved. Main text is chosen by competition of own rules, Defuddle and Readability; tables,
 * figures, formulas and code are read from the page itself, so no extractor can lose them.
 */
export const htmlParser = defineParser({
  name: "html",
  version: 4,
  accepts: ({ mediaType }) => mediaType === "text/html" || mediaType === "application/xhtml+xml",
  parse: parseHtmlPage,
});

async function parseHtmlPage(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 30 MB that are read of a page");
  try {
    const { text, replaced } = decodeText(resource.bytes, resource.charset);
    const warnings = replaced > text.length / 50 ? [`${replaced} characters could not be decoded`] : [];
    const result = await readHtml(text, {
      name: resource.name,
      signal: context.signal,
      mainOnly: true,
      ...(resource.url === undefined ? {} : { url: resource.url }),
      ...(resource.path === undefined ? {} : { folder: dirname(resource.path) }),
    });
    if (result.parsed.blocks.length === 0)
      return failed(resource, "empty", "has no text; it may need a browser with JavaScript");
    return {
      ok: true,
      parsed: { ...result.parsed, warnings: [...warnings, ...result.parsed.warnings] },
      assets: result.assets,
    };
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return failed(resource, "broken", `cannot be read as HTML: ${messageOf(error)}`);
  }
}
