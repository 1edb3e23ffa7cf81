/** What can be wrong with a file that opens. */
export type LayoutFaultCode =
  | "unreadable"
  | "overlap"
  | "overflow"
  | "off-page"
  | "aspect"
  | "contrast"
  | "small-text"
  | "missing-alt"
  | "missing-title"
  | "empty-title"
  | "duplicate-title"
  | "empty-placeholder"
  | "missing-header-row"
  | "dangling-citation";

/** One measured fault of an exported file. */
export interface LayoutFault {
  readonly format: string;
  /** `slide 4`, `paragraph 12`. */
  readonly place: string;
  readonly code: LayoutFaultCode;
  /** What was measured, with the numbers. */
  readonly message: string;
}
