/**
 * What a report points at: sources, and the exact places in them.
 * Ids derive from content (see `evidence/identity.ts`), so the same find has the same id in every branch and run.
 */

/** `[left, top, right, bottom]` as fractions (0 to 1) of the page or image, origin at the top left. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Where in a source something stands. `page` counts from 1; `section` is the heading path joined with " › ". */
export interface Locator {
  readonly page?: number;
  readonly section?: string;
  readonly box?: Box;
  /** Reserved for recordings; no parser gives one. */
  readonly time?: string;
}

/** A resource that was read. Exactly one of `url` and `path` says where it came from. */
export interface Source {
  readonly id: string;
  readonly url?: string;
  readonly path?: string;
  readonly title: string;
  readonly authors: readonly string[];
  /** ISO 8601 date, as precise as the source gives it (`2023`, `2023-07`, `2023-07-01`). */
  readonly published?: string;
  /** ISO 8601 instant of the read. */
  readonly fetched: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly site?: string;
  /** BCP 47 tag of the main language. */
  readonly language?: string;
  /** SPDX id where it could be normalised, else the words of the source. */
  readonly licence?: string;
  readonly retracted?: boolean;
}

/** A number with its meaning, as typed from prose or a table. `value` is in base units: scale words are multiplied out. */
export interface Quantity {
  readonly value: number;
  /** `USD`, `%`, `GWh`, `people`, `""` for a bare count. */
  readonly unit: string;
  /** What was counted: `Total net sales`. */
  readonly metric?: string;
  /** Whose: `Apple Inc.` */
  readonly entity?: string;
  /** When, in the words of the source: `Three months ended July 1, 2023`. */
  readonly period?: string;
  /** The period's end (ISO 8601, as precise as known), to order a series. */
  readonly periodEnd?: string;
}

/** What exactly was found: words, a number in its table, or a part of a picture. */
export type EvidenceContent =
  /** W3C text-quote selector: found again in a changed page. */
  | { readonly type: "quote"; readonly exact: string; readonly prefix: string; readonly suffix: string }
  /** One cell; `rowIndex` and `columnIndex` count from 0 in the table's body (header rows excluded). */
  | {
      readonly type: "cell";
      readonly tableId: string;
      readonly row: string;
      readonly column: string;
      readonly rowIndex: number;
      readonly columnIndex: number;
      /** Literally as it stands in the cell. */
      readonly value: string;
      readonly unit?: string;
    }
  /** A figure or page region, and what was read from it. */
  | { readonly type: "region"; readonly assetId: string; readonly box: Box; readonly reading: string };

/** An exact find in a source, the only thing that a citation can point at. */
export interface Evidence {
  readonly id: string;
  readonly sourceId: string;
  /** All that it was found for; a find that serves two is banked once. */
  readonly subQuestionIds: readonly string[];
  readonly locator: Locator;
  readonly content: EvidenceContent;
  /** The typed number of a cell, or the numbers of a quote that an analyst typed. */
  readonly quantities?: readonly Quantity[];
}

/** An image that a report may show. Bytes stay in the run folder under `assets/<id>.<extension>`. */
export interface Asset {
  readonly id: string;
  readonly mediaType: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  /** 64-bit perceptual hash in hex, to find duplicates. */
  readonly perceptualHash?: string;
  readonly sourceId?: string;
  readonly locator?: Locator;
  /** The asset this one was cut out of, and where. */
  readonly parent?: { readonly assetId: string; readonly box: Box };
  readonly alt?: string;
  readonly caption?: string;
  readonly ocrText?: string;
  readonly licence?: string;
  readonly credit?: string;
}
