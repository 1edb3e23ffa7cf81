import { BadFileError } from "./child/messages.ts";
import type { ParseResult, Parser } from "./parser.ts";
import type { ParseInput } from "./supervised.ts";

/** The parsers that a child can run, loaded on first use. */
const parsers: Readonly<Record<string, () => Promise<Parser>>> = {
  docx: async () => (await import("./office/docx.ts")).docxParser,
  epub: async () => (await import("./office/epub.ts")).epubParser,
  html: async () => (await import("./html/parser.ts")).htmlParser,
  json: async () => (await import("./json.ts")).jsonParser,
  markdown: async () => (await import("./markdown.ts")).markdownParser,
  pptx: async () => (await import("./office/pptx.ts")).pptxParser,
  xlsx: async () => (await import("./office/xlsx.ts")).xlsxParser,
};

/** Reads one resource in a child; the parent kills the child instead of aborting it. */
export async function parseTask(input: unknown): Promise<ParseResult> {
  // The only sender is `supervised`, compiled together with this task.
  const { parser, resource } = input as ParseInput;
  const load = parsers[parser];
  if (load === undefined) throw new BadFileError("invalid", `No parser is named "${parser}".`);
  return (await load()).parse(resource, { signal: new AbortController().signal, temporaryFolder: "" });
}
