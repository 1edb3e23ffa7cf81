import type { PageContent } from "../layout/item.ts";

/** What a PDF says about itself. */
export interface PdfFacts {
  readonly totalPages: number;
  readonly title?: string;
  readonly author?: string;
  /** As the file gives it: `D:20230804060209-04'00'`. */
  readonly created?: string;
  readonly xmp?: string;
  readonly outline?: readonly OutlineEntry[];
}

/** A bookmark of the file. `level` counts from 1; `page` is absent where it leads nowhere. */
export interface OutlineEntry {
  readonly title: string;
  readonly level: number;
  readonly page?: number;
}

/** A page as a picture; `page` counts from 1, sizes in pixels, page rotation applied. */
export interface PagePng {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

interface EngineOptions {
  readonly maxPages: number;
}

/**
 * A library that opens PDFs, behind the item model.
 *
 * Contract: runs only in a child process; throws `BadFileError` for a file it cannot open; says through `onPages`
 * how many pages it will read next, before each stretch of them but the first, so that only a standstill costs time.
 */
export interface PdfEngine {
  readonly name: "liteparse" | "pdfjs";
  read(
    bytes: Uint8Array,
    options: EngineOptions,
    onPages: (count: number) => void,
  ): Promise<{ readonly facts: PdfFacts; readonly pages: readonly PageContent[] }>;
  /** The pages asked for, read again by OCR; an engine without OCR leaves it out. */
  recognise?(bytes: Uint8Array, pages: readonly number[]): Promise<readonly PageContent[]>;
  /** Pages as PNG, in the order asked for; pages count from 1. */
  picture(bytes: Uint8Array, pages: readonly number[], dpi: number): Promise<readonly PagePng[]>;
}
