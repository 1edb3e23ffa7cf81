import type { Asset, Locator } from "../report/index.ts";

/**
 * What a parser read from one resource, as plain JSON: blocks in reading order with locators, metadata, links, and a
 * list of what was dropped and why. Bytes of pictures travel beside it (`AssetBytes`), never in it.
 */
export interface ParsedSource {
  readonly metadata: SourceMetadata;
  /** Reading order. Ids are unique in the source: `b1`, `b2`, … */
  readonly blocks: readonly SourceBlock[];
  /** One entry a page for paged media, empty otherwise. */
  readonly pages: readonly SourcePage[];
  readonly links: readonly SourceLink[];
  readonly assets: readonly Asset[];
  readonly dropped: readonly { readonly what: string; readonly why: string }[];
  /** Things a reader should know: "3 of 12 pages had no text and were read by OCR". */
  readonly warnings: readonly string[];
}

/** What a source says of itself. The title is the file's or page's name where it gives none. */
export interface SourceMetadata {
  readonly title: string;
  readonly authors: readonly string[];
  /** ISO 8601 date, as precise as the source gives it. */
  readonly published?: string;
  /** BCP 47 tag. */
  readonly language?: string;
  /** SPDX id where it could be normalised, else the words of the source. */
  readonly licence?: string;
  /** Name of the site or publisher, else its host. */
  readonly site?: string;
  readonly description?: string;
  readonly canonicalUrl?: string;
}

/** A page of paged media, or an image, which is its own only page. */
export interface SourcePage {
  /** Counts from 1. */
  readonly number: number;
  /** Points (1/72 inch) for PDF, pixels for images. */
  readonly width: number;
  readonly height: number;
  /** Where its words come from; `none` has no words that could be read. */
  readonly text: "native" | "ocr" | "none";
}

/** A link of the source with the words that carry it. */
export interface SourceLink {
  readonly url: string;
  readonly text: string;
}

/** One piece of a source in reading order. Its text is stored once and quoted literally. */
export type SourceBlock =
  | {
      readonly type: "heading";
      readonly id: string;
      readonly level: number;
      readonly text: string;
      readonly locator: Locator;
    }
  | SourceProse<"paragraph">
  | SourceProse<"list-item">
  | { readonly type: "code"; readonly id: string; readonly text: string; readonly locator: Locator }
  | SourceTable
  | SourceFigure;

/** Running text; a page or column break may cut it in pieces. */
export interface SourceProse<Type extends "paragraph" | "list-item"> {
  readonly type: Type;
  readonly id: string;
  readonly text: string;
  /** Where it begins. */
  readonly locator: Locator;
  /** Where its pieces stand if it is cut, in order of the text; the first begins at 0. */
  readonly parts?: readonly TextPart[];
}

/** A piece of a text from a UTF-16 offset to the next piece or the end. */
export interface TextPart {
  readonly from: number;
  readonly locator: Locator;
}

/** A table as a grid, its spans expanded. Figures in it are words, never typed numbers. */
export interface SourceTable {
  readonly type: "table";
  readonly id: string;
  /** The caption, or the line above that names the table. */
  readonly caption?: string;
  /** "in millions", "unaudited": notes that hold for all cells. */
  readonly notes?: string;
  /** Header rows, each as long as a body row; a spanning header is repeated in each column it spans. May be empty. */
  readonly header: readonly (readonly string[])[];
  readonly rows: readonly (readonly SourceCell[])[];
  readonly locator: Locator;
}

/** A cell of the body; `text` is empty for a blank one. */
export interface SourceCell {
  readonly text: string;
  /** Where the cell stands on the page, if known. */
  readonly locator?: Locator;
}

/** A picture of the source with the words that stand by it. */
export interface SourceFigure {
  readonly type: "figure";
  readonly id: string;
  /** Absent when the picture itself could not be had (a remote image that was not fetched). */
  readonly assetId?: string;
  /** Where the picture was linked from. */
  readonly url?: string;
  readonly caption?: string;
  readonly alt?: string;
  readonly kind: "chart" | "diagram" | "photo" | "scan" | "unknown";
  readonly locator: Locator;
}

/** A picture's bytes on their way from a parser to the run folder or the library. */
export interface AssetBytes {
  readonly asset: Asset;
  readonly bytes: Uint8Array;
}

/** The block's text as it is searched and quoted: cells of a row joined by tabs, rows by line ends. */
export function blockText(block: SourceBlock): string {
  if (block.type === "table") {
    const rows = [...block.header, ...block.rows.map((row) => row.map((cell) => cell.text))];
    return [block.caption, block.notes, ...rows.map((row) => row.join("\t"))].filter(Boolean).join("\n");
  }
  if (block.type === "figure") return [block.caption, block.alt].filter(Boolean).join("\n");
  return block.text;
}
