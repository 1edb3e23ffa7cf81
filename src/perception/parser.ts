import type { Failure } from "../errors.ts";
import type { AssetBytes, ParsedSource } from "../evidence/parsed-source.ts";
import type { Resource } from "../evidence/resource.ts";

/** What a parser may use. */
export interface ParseContext {
  readonly signal: AbortSignal;
  /** Folder for scratch files; the caller removes it. */
  readonly temporaryFolder: string;
}

/** What was read, with the bytes of its pictures beside it, or why the resource could not be read. */
export type ParseResult =
  | { readonly ok: true; readonly parsed: ParsedSource; readonly assets: readonly AssetBytes[] }
  | { readonly ok: false; readonly failure: Failure };

/** A picture of one page or of the whole image. */
export interface PageImage {
  /** Counts from 1; sizes in pixels. */
  readonly page: number;
  readonly bytes: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg";
  readonly width: number;
  readonly height: number;
}

/**
 * Reads one kind of resource.
 *
 * Contract: never rejects for a bad resource (returns a failure), never touches the network, keeps the order of the
 * source, and lists what it dropped. Rejects only with the abort reason of `context.signal`.
 */
export interface Parser {
  readonly name: string;
  /** Raised when the output changes, so that stored readings are made anew. */
  readonly version: number;
  /** Exactly one parser accepts a resource, so their order never matters. */
  accepts(resource: Pick<Resource, "mediaType" | "name">): boolean;
  /** Reads the whole resource, or says in a sentence why it cannot. */
  parse(resource: Resource, context: ParseContext): Promise<ParseResult>;
  /** Pictures of the pages asked for, in that order; parsers of unpaged media leave it out. */
  picture?(
    resource: Resource,
    options: { readonly pages: readonly number[]; readonly dpi: number },
    context: ParseContext,
  ): Promise<readonly PageImage[]>;
}

/** Declares a parser; exists for inference and for finding all parsers by one word. */
export function defineParser(parser: Parser): Parser {
  return parser;
}
