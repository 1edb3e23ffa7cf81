import type { ParsedSource, SourceBlock, SourceTable } from "../../src/evidence/parsed-source.ts";
import type { Resource } from "../../src/evidence/resource.ts";
import { mediaTypeOf, type ParseResult, parserFor } from "../../src/perception/index.ts";

export interface ParseInput extends Partial<Omit<Resource, "bytes">> {
  readonly signal?: AbortSignal;
}

/** Reads bytes or text through the registered parsers, the way a run does. */
export async function parseBytes(content: string | Uint8Array, input: ParseInput = {}): Promise<ParseResult> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const name = input.name ?? "input";
  const mediaType = input.mediaType ?? (await mediaTypeOf(bytes, "", name));
  const { signal = new AbortController().signal, ...facts } = input;
  const resource: Resource = { sha256: "", ...facts, bytes, name, mediaType };
  const parser = parserFor(resource);
  if (parser === undefined) throw new Error(`No parser accepts ${mediaType}`);
  return parser.parse(resource, { signal, temporaryFolder: "/nonexistent" });
}

/** The parsed source; fails the test when the resource could not be read. */
export async function parsed(content: string | Uint8Array, input: ParseInput = {}): Promise<ParsedSource> {
  const result = await parseBytes(content, input);
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.parsed;
}

/** The failure's code; fails the test when the resource was read. */
export async function failureCode(content: string | Uint8Array, input: ParseInput = {}): Promise<string> {
  const result = await parseBytes(content, input);
  if (result.ok) throw new Error("The resource was read");
  return result.failure.code;
}

/** One line a block: `h2 Title`, `p Text`, `- Item`, `code …`, `table 2x3`, `figure url`. */
export function sketch(source: ParsedSource): readonly string[] {
  return source.blocks.map((block) => {
    if (block.type === "heading") return `h${block.level} ${block.text}`;
    if (block.type === "paragraph") return `p ${block.text}`;
    if (block.type === "list-item") return `- ${block.text}`;
    if (block.type === "code") return `code ${block.text}`;
    if (block.type === "table") return `table ${block.rows.length}x${block.rows[0]?.length ?? 0}`;
    return `figure ${block.url ?? block.assetId}`;
  });
}

/** The tables of a source. */
export function tablesOf(source: ParsedSource): readonly SourceTable[] {
  return source.blocks.filter((block): block is SourceTable => block.type === "table");
}

/** The figures of a source. */
export function figuresOf(source: ParsedSource): readonly Extract<SourceBlock, { readonly type: "figure" }>[] {
  return source.blocks.filter((block) => block.type === "figure");
}

/** The body of a table as text. */
export function cellTexts(table: SourceTable | undefined): readonly (readonly string[])[] {
  return (table?.rows ?? []).map((row) => row.map((cell) => cell.text));
}
