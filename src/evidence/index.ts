export { type Banked, bankFinding, type ReadSource, tableContextOf } from "./bank.ts";
export { type CellNumber, isBlankCell, parseCellNumber } from "./cell-number.ts";
export { type ChartInput, chartOf } from "./chart.ts";
export { type Claim, claimsOf, isFactual } from "./claims.ts";
export { canonicalAddress, clusterSources, findNearCopies, type NearCopy } from "./clusters.ts";
export { type ComparisonInput, tableOf } from "./comparison.ts";
export { findConflicts } from "./conflicts.ts";
export { type Containment, containmentIn, containmentOf } from "./containment.ts";
export {
  copiedStretches,
  type ForeignSentences,
  foreignSentences,
  isLabel,
  isName,
  quotationsIn,
  type Stretch,
  withoutQuotations,
  withQuotations,
} from "./copied.ts";
export { type FoundDate, findDates } from "./dates.ts";
export { type Delta, type DeltaLine, type DeltaStatus, deltaOf, isNews, type SourceState } from "./delta.ts";
export { type HeadlineAbout, type HeadlinePart, headlineOf, headlineText } from "./delta-headline.ts";
export { groupedBySource, numberChangeOf, shownCounts } from "./delta-order.ts";
export { type Derivation, derivationOf, evaluate, recompute } from "./derivations.ts";
export { type Direction, directionOf, isNegated, oppositeDirections } from "./direction.ts";
export { entityOfSource } from "./entity.ts";
export { type ExcerptInput, excerptOf } from "./excerpt.ts";
export { type Fact, factsOf, statementOf } from "./facts.ts";
export type { Finding } from "./finding.ts";
export { assetIdOf, canonicalJson, evidenceIdOf, sha256Of, sourceIdOf } from "./identity.ts";
export { type JudgedClaim, judgementsOf, openChecks, withJudgements } from "./judgements.ts";
export { hasName, haystackOf, namesIn } from "./names.ts";
export { foldText, type NormalisedText, normaliseWithMap } from "./normalise.ts";
export {
  type AssetBytes,
  blockText,
  type ParsedSource,
  type SourceBlock,
  type SourceCell,
  type SourceFigure,
  type SourceLink,
  type SourceMetadata,
  type SourcePage,
  type SourceTable,
} from "./parsed-source.ts";
export { type Period, parsePeriod } from "./period.ts";
export { printingOf, printQuantity, printValue, scaleOfFactor } from "./print-quantity.ts";
export { type FoundQuantity, findQuantities, type QuantityOptions } from "./quantities.ts";
export { type FoundQuote, findQuote } from "./quote.ts";
export { rankSentences } from "./rank-sentences.ts";
export type { Resource } from "./resource.ts";
export { compatibleUnits, type PrintedValue, sameQuantity } from "./same-quantity.ts";
export { locatorOf, pathSeparator, sectionPathOf } from "./sections.ts";
export { type Sentence, sentencesOf } from "./sentences.ts";
export { entityKey, metricKey, type Series, type SeriesPoint, toSeries } from "./series.ts";
export { type Passage, type Standing, standingOf } from "./standing.ts";
export { createEvidenceStore, type EvidenceStore, mergeEvidence } from "./store.ts";
export { checkClaim, judgeText } from "./support.ts";
export type { SupportContext } from "./support-context.ts";
export { type Surroundings, surroundingsOf } from "./surroundings.ts";
export type { TableContext } from "./table-reading.ts";
export { readLabelUnit, readTableScale, type TableScale } from "./table-scale.ts";
export { type RowShape, shapeOf, type TableShape } from "./table-shape.ts";
export { cellHeaders, type TypedCell, typedCells } from "./typed-cells.ts";
export { isMoney, unitNamed } from "./units.ts";
export { reportClaims, summaryPlace, type Verifiable, type VerifyOptions, verifyReport } from "./verify.ts";
export { contentStems, isStopWord, stemOf, wordsOf } from "./words.ts";
