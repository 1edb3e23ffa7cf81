/**
 * What a PDF engine or OCR gives, before any layout rule: the same model whatever the engine.
 * Units: points (1/72 inch) for PDF, pixels for images; origin at the top left, y down, page rotation applied.
 */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One word as it stands on the page. */
export interface Word extends Rect {
  readonly text: string;
  /** Height of the font in page units. */
  readonly size: number;
  readonly font: string;
  readonly isBold: boolean;
  /** Degrees clockwise, 0 for upright text. */
  readonly rotation: number;
  /** Part of one text run with the word before it: the engine saw no column break between the two. */
  readonly continues: boolean;
  /** 0 to 1, OCR only. */
  readonly confidence?: number;
}

/** A drawn line, as thin as lines of tables and underlines are. */
export interface Ruling extends Rect {
  readonly isHorizontal: boolean;
}

/** A filled or stroked shape that is not a ruling. */
export interface Shape extends Rect {
  readonly isFilled: boolean;
  /** `aarrggbb`; `00` before it is fully transparent. */
  readonly color: string;
  readonly hasCurve: boolean;
}

/** A raster image as it is placed on the page. */
export interface PlacedImage extends Rect {
  /** Equal for equal image data. */
  readonly hash: string;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

/** All that an engine found on one page, in the order in which the engine gave it. */
export interface PageContent {
  /** Counts from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
  readonly rulings: readonly Ruling[];
  readonly shapes: readonly Shape[];
  readonly images: readonly PlacedImage[];
  readonly links: readonly (Rect & { readonly url: string })[];
  /** Why the page may need OCR, in the words of the engine; empty if its text can be used. */
  readonly ocrReasons: readonly string[];
  /** Where the words come from; `none` has none. */
  readonly source: "native" | "ocr" | "none";
}
