import type { Chart, Figure } from "../../report/index.ts";

/**
 * The deck as data: what stands on each slide, at which size, before anything is drawn.
 * `toSlides` plans it, `drawDeck` draws it, and tests read it without PowerPoint.
 */

/** Where a run of text leads: an address, an entry of the sources slides, or the slide of a table, figure or chart. */
export type SlideLink =
  | { readonly type: "url"; readonly url: string }
  | { readonly type: "source"; readonly number: number }
  | { readonly type: "block"; readonly id: string };

/** Words of one format; without `link` they lead nowhere. */
export interface SlideRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly link?: SlideLink;
}

/** A stretch of text that wraps as one paragraph. */
export type SlideText = readonly SlideRun[];

/** A cell of a table on a slide. */
export interface SlideCell {
  readonly text: SlideText;
  readonly align: "left" | "right";
  readonly bold: boolean;
}

/** Widths and heights in points. */
export interface SlideTable {
  readonly id: string;
  readonly caption: SlideText;
  /** Of the text. */
  readonly size: number;
  readonly widths: readonly number[];
  readonly heights: readonly number[];
  /** Header row first. */
  readonly rows: readonly (readonly SlideCell[])[];
}

/** Paragraphs with the one size at which all of them fit their box. */
export interface SlideList {
  /** In points. */
  readonly size: number;
  readonly items: readonly SlideText[];
}

/** A source with its number in the bibliography, printed as it is cited. */
export interface SlideSource {
  readonly number: number;
  readonly text: SlideText;
}

/** What stands below the title, all of it fitted: drawing decides no size and leaves nothing out. */
export type SlideBody =
  | { readonly type: "title"; readonly question: string; readonly details: readonly string[] }
  | { readonly type: "bullets"; readonly list: SlideList }
  | { readonly type: "table"; readonly table: SlideTable; readonly takeaways: SlideList }
  | { readonly type: "chart"; readonly chart: Chart; readonly caption: SlideText; readonly takeaways: SlideList }
  | { readonly type: "figure"; readonly figure: Figure; readonly caption: SlideText; readonly takeaways: SlideList }
  | { readonly type: "sources"; readonly size: number; readonly entries: readonly SlideSource[] };

/** One slide as it will be drawn. */
export interface Slide {
  /** Section or part of the report, printed small above the title. */
  readonly kicker: string;
  readonly title: SlideText;
  /** In points. */
  readonly titleSize: number;
  readonly body: SlideBody;
  /** What a speaker needs: every claim in full, with its citations, and the evidence behind them. */
  readonly notes: string;
}

/** The words of a text. */
export function plainText(text: SlideText): string {
  return text.map((run) => run.text).join("");
}
