export { disclosure } from "./appendices.ts";
export { checkReport, type ReportProblem } from "./check.ts";
export { type CitationMark, citationMarks } from "./citations.ts";
export { type Compared, type ComparedClaim, type Comparison, compareReports } from "./compare.ts";
export { countsLine, type DeltaWords, deltaWords, filledWords } from "./delta-words.ts";
export { type EditTarget, type Refusal, type ReportEdit, summaryId } from "./edit.ts";
export type { Asset, Box, Evidence, EvidenceContent, Locator, Quantity, Source } from "./evidence.ts";
export { assetFileName, fileStem, originalFileName } from "./file-names.ts";
export { type Handlers, handle } from "./handle.ts";
export { type Labels, labelsFor } from "./labels.ts";
export { letterEdge } from "./letter-edge.ts";
export { type LimitPhrases, limitPhrasesFor, reasonFor } from "./limit-phrases.ts";
export { isRightToLeft, localeOf, primaryOf } from "./locale.ts";
export type {
  Block,
  Cell,
  Chart,
  ChartPoint,
  ChartSeries,
  Citation,
  ClaimCheck,
  Conflict,
  Figure,
  Inline,
  PagePicture,
  Report,
  Section,
  Support,
  Table,
  Verification,
} from "./model.ts";
export { oneLine } from "./one-line.ts";
export { parseReport } from "./parse.ts";
export { printable, printableData } from "./printable.ts";
export { type QuotationMarks, quotationMarks } from "./quotation-marks.ts";
export { type BibliographyEntry, type Numbered, printedBlocks, type ResolvedReport, resolve } from "./resolve.ts";
export { isTakenId } from "./taken-ids.ts";
export { inlinesOf, reportBlocks, textOf, walkBlocks, walkCitations, walkInlines } from "./walk.ts";
