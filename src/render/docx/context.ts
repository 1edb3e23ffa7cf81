import type { FileChild, Paragraph } from "docx";
import type { ResolvedReport } from "../../report/index.ts";
import type { Picture } from "../pictures.ts";
import type { Theme } from "../theme.ts";

/** The notes of a document, in the order in which the text calls them. */
export interface Notes {
  /** Adds a note and gives its id. */
  readonly add: (paragraph: Paragraph) => number;
  readonly all: () => Readonly<Record<string, { readonly children: readonly Paragraph[] }>>;
}

/** What every part of the document is built from. */
export interface DocxContext {
  readonly resolved: ResolvedReport;
  readonly theme: Theme;
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly notes: Notes;
  /** A fresh list of the same kind: Word restarts its numbers. */
  readonly nextList: () => number;
  /** What stands on pages turned on their side: tables too wide for upright ones. */
  readonly landscape: Set<FileChild>;
  /** Whether the report's language is written from right to left. */
  readonly rightToLeft: boolean;
}

/** A4 with 2.2 cm at the sides, in twentieths of a point. */
export const page = {
  width: 11906,
  height: 16838,
  margin: { top: 1361, right: 1247, bottom: 1247, left: 1247, header: 567, footer: 567 },
} as const;

/** Width between the margins, in twentieths of a point. */
export const textWidthTwips = page.width - page.margin.left - page.margin.right;

/** Width between the margins of a page turned on its side, in twentieths of a point. */
export const landscapeWidthTwips = page.height - page.margin.left - page.margin.right;

/** Width between the margins, in pixels at 96 dpi, the unit of drawings. */
export const textWidthPixels = Math.floor(textWidthTwips / 15);

/** Notes of one document; they number from 1 in the order in which they are added, as Word wants it. */
export function createNotes(): Notes {
  const notes: Record<string, { readonly children: readonly Paragraph[] }> = {};
  return {
    add: (paragraph) => {
      const id = Object.keys(notes).length + 1;
      notes[id] = { children: [paragraph] };
      return id;
    },
    all: () => notes,
  };
}

/** `#0b5cad` as Word writes it. */
export function hex(colour: string): string {
  return colour.replace("#", "").toUpperCase();
}

/** Points as Word counts them, in halves. */
export function half(points: number): number {
  return Math.round(points * 2);
}
