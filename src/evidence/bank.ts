import type { Evidence, EvidenceContent, Locator, Quantity, Source } from "../report/index.ts";
import { isBlankCell } from "./cell-number.ts";
import { entityOfSource } from "./entity.ts";
import type { Finding } from "./finding.ts";
import { evidenceIdOf } from "./identity.ts";
import { blockText, type ParsedSource, type SourceTable } from "./parsed-source.ts";
import { findQuantities } from "./quantities.ts";
import { findQuote } from "./quote.ts";
import { sameQuantity } from "./same-quantity.ts";
import { locatorOf } from "./sections.ts";
import type { TableContext } from "./table-reading.ts";
import { cellHeaders, type TypedCell, typedCells } from "./typed-cells.ts";

/** Evidence, or why the finding does not stand in the source. */
export type Banked =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly reason: string };

/** A source with what was read from it, of which evidence can be banked. */
export interface ReadSource {
  readonly source: Source;
  readonly parsed: ParsedSource;
}

/**
 * Turns a finding into evidence.
 *
 * Contract: refuses a quote that does not stand in its block, a cell that is out of range or empty, an unknown block
 * or figure, and a finding of another source; numbers that a finding gives are kept only where they stand in the
 * quote or cell; the literal text of the source is stored, not the finding's.
 */
export function bankFinding(finding: Finding, from: ReadSource, subQuestionId: string): Banked {
  if (finding.sourceId !== from.source.id) {
    return refuse(`The finding is of source ${finding.sourceId}, not of ${from.source.id}.`);
  }
  if (finding.type === "quote") return bankQuote(finding, from, subQuestionId);
  if (finding.type === "cell") return bankCell(finding, from, subQuestionId);
  return bankRegion(finding, from, subQuestionId);
}

const refuse = (reason: string): Banked => ({ ok: false, reason });

type FindingOf<Type extends Finding["type"]> = Extract<Finding, { readonly type: Type }>;

function bankQuote(finding: FindingOf<"quote">, from: ReadSource, subQuestionId: string): Banked {
  const quote = findQuote(from.parsed, finding.exact, finding.blockId);
  if (!quote)
    return refuse(`“${shorten(finding.exact)}” does not stand in block ${finding.blockId} of ${from.source.title}.`);
  const { exact, prefix, suffix, locator } = quote;
  const language = from.source.language ?? from.parsed.metadata.language;
  const printed = findQuantities(exact, { spelled: true, ...(language && { language }) });
  const quantities = (finding.quantities ?? []).filter((given) =>
    printed.some((found) => sameQuantity(found, given, { ignoreSign: true })),
  );
  return bank({ content: { type: "quote", exact, prefix, suffix }, locator, quantities }, from, subQuestionId);
}

function bankCell(finding: FindingOf<"cell">, from: ReadSource, subQuestionId: string): Banked {
  const table = from.parsed.blocks.find((block) => block.id === finding.tableId);
  if (table?.type !== "table") return refuse(`${from.source.title} has no table ${finding.tableId}.`);
  const cell = table.rows[finding.rowIndex]?.[finding.columnIndex];
  const where = `row ${finding.rowIndex + 1}, column ${finding.columnIndex + 1} of table ${finding.tableId} in ${from.source.title}`;
  if (!cell) return refuse(`There is no ${where}.`);
  if (cell.text.trim() === "") return refuse(`The cell in ${where} is empty.`);
  const typed = typedTable(table, from).get(`${finding.rowIndex}:${finding.columnIndex}`);
  const headers = typed ?? cellHeaders(table, finding);
  const quantity = isBlankCell(cell.text) ? undefined : agreedQuantity(typed?.quantity, finding.quantity);
  const content: EvidenceContent = {
    type: "cell",
    tableId: table.id,
    row: headers.row,
    column: headers.column,
    rowIndex: finding.rowIndex,
    columnIndex: finding.columnIndex,
    value: cell.text.trim(),
    ...(quantity && quantity.unit !== "" && { unit: quantity.unit }),
  };
  const locator: Locator = { ...locatorOf(from.parsed, table), ...cell.locator };
  return bank({ content, locator, quantities: quantity ? [quantity] : [] }, from, subQuestionId);
}

/** Our own typing of value, unit and period, under the names that a finding of the same number files it under. */
function agreedQuantity(own: Quantity | undefined, given: Quantity | undefined): Quantity | undefined {
  if (!own || !given || !sameQuantity(own, given, { ignoreSign: true })) return own;
  const { metric = own.metric, entity = own.entity } = given;
  const names = { ...(metric !== undefined && { metric }), ...(entity !== undefined && { entity }) };
  return { ...given, ...own, ...names, unit: own.unit === "" ? given.unit : own.unit };
}

const typedTables = new WeakMap<SourceTable, ReadonlyMap<string, TypedCell>>();

/** The typed cells of a table by `row:column`; reading a table once serves all findings in it. */
function typedTable(table: SourceTable, from: ReadSource): ReadonlyMap<string, TypedCell> {
  const known = typedTables.get(table);
  if (known) return known;
  const cells = typedCells(table, tableContextOf(table, from));
  const byPlace = new Map(cells.map((cell) => [`${cell.rowIndex}:${cell.columnIndex}`, cell]));
  typedTables.set(table, byPlace);
  return byPlace;
}

/** What `typedCells` should know of a table of this source: title, entity, language, and a scale said just above. */
export function tableContextOf(table: SourceTable, from: ReadSource): TableContext {
  const { source, parsed } = from;
  const entity = entityOfSource(source, parsed);
  const language = source.language ?? parsed.metadata.language;
  const index = parsed.blocks.findIndex((block) => block.id === table.id);
  const above = parsed.blocks.slice(Math.max(0, index - 3), Math.max(0, index));
  const before = above
    .filter((block) => block.type === "heading" || block.type === "paragraph")
    .map(blockText)
    .filter((text) => /\b(?:thousands|millions|billions|mio|mrd|tausend|millionen)\b|百万|单位/iu.test(text))
    .join("\n");
  return {
    sourceTitle: source.title,
    ...(entity && { entity }),
    ...(language && { language }),
    ...(before !== "" && { before }),
  };
}

function bankRegion(finding: FindingOf<"region">, from: ReadSource, subQuestionId: string): Banked {
  const figure = from.parsed.blocks.find((block) => block.id === finding.figureId);
  if (figure?.type !== "figure") return refuse(`${from.source.title} has no figure ${finding.figureId}.`);
  if (figure.assetId === undefined) return refuse(`The picture of figure ${finding.figureId} was not stored.`);
  if (finding.reading.trim() === "") return refuse(`Nothing was read from figure ${finding.figureId}.`);
  const content: EvidenceContent = {
    type: "region",
    assetId: figure.assetId,
    box: [0, 0, 1, 1],
    reading: finding.reading.trim(),
  };
  return bank({ content, locator: locatorOf(from.parsed, figure), quantities: [] }, from, subQuestionId);
}

function bank(
  found: { readonly content: EvidenceContent; readonly locator: Locator; readonly quantities: readonly Quantity[] },
  from: ReadSource,
  subQuestionId: string,
): Banked {
  const { content, locator, quantities } = found;
  return {
    ok: true,
    evidence: {
      id: evidenceIdOf(from.source.id, content, locator),
      sourceId: from.source.id,
      subQuestionIds: [subQuestionId],
      locator,
      content,
      ...(quantities.length > 0 && { quantities }),
    },
  };
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
