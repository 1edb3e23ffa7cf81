import type { Asset, Evidence, Source } from "./evidence.ts";

/**
 * The report: mdast's vocabulary wherever mdast has a word, pandoc's citation as an inline, and what research needs on
 * top. Every format is a view of it. No block carries raw HTML, no heading is a block (sections nest), and no citation
 * carries a number: `resolve` numbers everything once.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly title: string;
  /** What the user asked, verbatim. */
  readonly question: string;
  /** BCP 47 tag of the language the report is written in. */
  readonly language: string;
  /** ISO 8601 instant. */
  readonly created: string;
  /** Answers the question in its first sentences. */
  readonly summary: readonly Block[];
  readonly sections: readonly Section[];
  /** Cited sources only, in any order; `resolve` orders the bibliography. */
  readonly sources: readonly Source[];
  /** Cited evidence only. */
  readonly evidence: readonly Evidence[];
  /** Figures and the page pictures behind cited evidence. */
  readonly assets: readonly Asset[];
  /** Pictures of cited pages, for drawing evidence boxes: source id, page and the asset that shows it. */
  readonly pages: readonly PagePicture[];
  readonly conflicts: readonly Conflict[];
  /** Gaps, failures and budgets reached, one sentence each. */
  readonly limitations: readonly string[];
  readonly verification: Verification;
  /** How the report was made, for the disclosure line: `Exhibit 0.1.0, embedded analyst`. */
  readonly generator: string;
}

/** Where the picture of a cited page lies; `page` counts from 1. */
export interface PagePicture {
  readonly sourceId: string;
  readonly page: number;
  readonly assetId: string;
}

/** A part of the report with a heading. The heading's level is its depth of nesting, nothing else. */
export interface Section {
  /** Unique in the report; names the anchor and the place of a claim. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** Flow content. The compiler makes every renderer handle every member. */
export type Block =
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | { readonly type: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | Table
  | Figure
  | Chart
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | { readonly type: "callout"; readonly tone: "note" | "warning"; readonly children: readonly Block[] }
  | { readonly type: "code"; readonly language: string; readonly value: string }
  | { readonly type: "math"; readonly value: string };

/** A table of the report; what was cited stands in its cells as citations. */
export interface Table {
  readonly type: "table";
  /** Unique in the report; names the anchor and the reference. */
  readonly id: string;
  readonly caption: readonly Inline[];
  readonly header: readonly Cell[];
  /** Every row has as many cells as the header. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell of header or body; numbers are aligned `right`; without `align` text begins where the language begins its lines. */
export interface Cell {
  readonly children: readonly Inline[];
  readonly align?: "left" | "right";
  /** The first cell of a row that names the row. */
  readonly isHeader?: boolean;
}

/** A picture from a source, shown because it is evidence. */
export interface Figure {
  readonly type: "figure";
  readonly id: string;
  readonly assetId: string;
  readonly alt: string;
  readonly caption: readonly Inline[];
  /** Author, source and licence as they must be printed. */
  readonly credit?: string;
}

/** A chart is data plus encoding, never a picture; each renderer draws it natively. */
export interface Chart {
  readonly type: "chart";
  readonly id: string;
  readonly mark: "bar" | "line" | "point";
  readonly caption: readonly Inline[];
  /** One sentence that says what the chart shows, for those who do not see it. */
  readonly alt: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Printed with values: `USD`, `%`. Empty for bare counts. */
  readonly unit: string;
  /** In display order. All series share these x values; a missing value is `null`. */
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** One line, one colour of bars or one kind of points; as many points as the chart has categories. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/** `value` is what is drawn, in `unit`s of the chart divided by nothing: axes format it. */
export interface ChartPoint {
  readonly value: number | null;
  readonly evidenceIds: readonly string[];
}

/** Phrasing content. Text is text: no member carries markup. */
export type Inline =
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "strong"; readonly children: readonly Inline[] }
  | { readonly type: "emphasis"; readonly children: readonly Inline[] }
  | { readonly type: "inlineCode"; readonly value: string }
  | { readonly type: "math"; readonly value: string }
  | { readonly type: "link"; readonly url: string; readonly children: readonly Inline[] }
  | Citation
  /** "Table 2": points at a table, figure or chart of this report by id. */
  | { readonly type: "reference"; readonly targetId: string };

/** Points at evidence, never at an address or a number. */
export interface Citation {
  readonly type: "citation";
  readonly evidenceIds: readonly [string, ...string[]];
}

/** The same quantity, given differently by sources that do not depend on each other. */
export interface Conflict {
  readonly topic: string;
  readonly positions: readonly {
    readonly statement: string;
    readonly evidenceIds: readonly string[];
    /** Independent source clusters that say so. */
    readonly clusters: number;
  }[];
}

/**
 * How far evidence carries a claim; `contradicted` means that it says otherwise, `unsupported` that it says nothing.
 */
export type Support = "supported" | "partly" | "unsupported" | "contradicted";

/** The recorded support of one claim. `place` is a section id, or a table, figure or chart id. */
export interface ClaimCheck {
  readonly claim: string;
  readonly place: string;
  readonly evidenceIds: readonly string[];
  readonly support: Support;
  /** The step of the cascade that settled it, and why, in one sentence. */
  readonly step: "citation" | "quote" | "numbers" | "names" | "containment" | "entailment" | "judgement";
  readonly reason: string;
}

/** What checking all claims came to. The four supports add up to `claims`. */
export interface Verification {
  /** Share of claims that are supported, 0 to 1; 1 when there are no claims. */
  readonly score: number;
  readonly claims: number;
  readonly citations: number;
  /** Citations whose evidence is not in the report; 0 unless something is broken. */
  readonly unresolved: number;
  readonly supported: number;
  readonly partly: number;
  readonly unsupported: number;
  readonly contradicted: number;
  /** Factual sentences without a citation. */
  readonly uncited: number;
  readonly checks: readonly ClaimCheck[];
}
