/**
 * What can be done to a finished report. Every wish, in words or by a model, becomes a list of these; `applyEdit` does
 * them, and nothing else changes a report.
 */
export type ReportEdit =
  /** Leaves out the half of the sentences that matters less; tables, charts and figures stay. */
  | { readonly type: "shorten"; readonly sectionId: string }
  | { readonly type: "remove"; readonly id: string }
  | { readonly type: "draw"; readonly id: string; readonly mark?: "bar" | "line" | "point" }
  | { readonly type: "tabulate"; readonly id: string }
  | { readonly type: "rename"; readonly id: string; readonly title: string }
  | { readonly type: "move"; readonly sectionId: string; readonly to: "first" | "last"; readonly besideId?: never }
  | { readonly type: "move"; readonly sectionId: string; readonly to: "before" | "after"; readonly besideId: string }
  /** Every sentence that has all the words. */
  | { readonly type: "drop"; readonly words: string; readonly sectionId?: string }
  /** New words for one section from the evidence it cites; needs a model. */
  | { readonly type: "rewrite"; readonly sectionId: string; readonly wish: string };

/** What a wish is about when it does not say so: what the user pointed at. */
export interface EditTarget {
  readonly sectionId?: string | undefined;
  readonly blockId?: string | undefined;
}

/** Why a wish was not done, in a sentence for the user. */
export interface Refusal {
  readonly refused: string;
}

/** Names the summary where parts of a report are named by id: it is no section. */
export const summaryId = "summary";
