import type { Evidence, Quantity, Source } from "../report/index.ts";
import { tableContextOf } from "./bank.ts";
import { type FoundDate, findDates } from "./dates.ts";
import { entityOfSource } from "./entity.ts";
import { blockText, type ParsedSource, type SourceBlock, type SourceTable } from "./parsed-source.ts";
import { findQuantities } from "./quantities.ts";
import { findCited } from "./quote.ts";
import type { PrintedValue } from "./same-quantity.ts";
import { type TypedCell, typedCells } from "./typed-cells.ts";

/** What a piece of evidence says, laid out for checking a claim against it. */
export interface Passage {
  /** Exactly what is cited: the quote, or row, column and value of the cell. */
  readonly exact: string;
  /** `exact` with its surroundings in the source, at least a thousand characters where there are so many. */
  readonly window: string;
  /** Title, site, authors, section, date of the source: a claim may name what they name. */
  readonly about: string;
  /** The numbers that are cited. */
  readonly cited: readonly PrintedValue[];
  /** All numbers of the window. */
  readonly nearby: readonly PrintedValue[];
  readonly dates: readonly Pick<FoundDate, "iso" | "precision" | "from">[];
  readonly quantities: readonly Quantity[];
  /** Whom the document is about, if about one. */
  readonly subject?: string;
}

/** Evidence found again in its source, or why not. */
export type Standing =
  | { readonly ok: true; readonly passage: Passage }
  | { readonly ok: false; readonly reason: string };

const windowCharacters = 1024;

/**
 * Finds evidence again in the stored text of its source.
 *
 * Contract: a quote must stand literally in one block, and stands where it was read if in several, a cell must hold literally the same text, a region's picture
 * must be one of the source.
 */
export function standingOf(evidence: Evidence, source: Source, parsed: ParsedSource): Standing {
  const { content } = evidence;
  if (content.type === "quote") return quoteStanding(evidence, source, parsed);
  if (content.type === "region") {
    const figure = parsed.blocks.find((block) => block.type === "figure" && block.assetId === content.assetId);
    if (!figure && !parsed.assets.some((asset) => asset.id === content.assetId)) {
      return { ok: false, reason: `Picture ${content.assetId} is not one of ${source.title}.` };
    }
    const words = [content.reading, figure ? blockText(figure) : ""].join("\n");
    return { ok: true, passage: passageOf(evidence, { source, parsed, exact: words, window: words, table: [] }) };
  }
  const table = parsed.blocks.find((block) => block.id === content.tableId);
  const cell = table?.type === "table" ? table.rows[content.rowIndex]?.[content.columnIndex] : undefined;
  if (table?.type !== "table" || !cell)
    return { ok: false, reason: `The cited cell does not exist in ${source.title}.` };
  if (cell.text.trim() !== content.value) {
    return {
      ok: false,
      reason: `The cited cell of ${source.title} holds “${cell.text.trim()}”, not “${content.value}”.`,
    };
  }
  const typed = typedTable(table, source, parsed).filter(
    (other) => other.rowIndex === content.rowIndex && other.columnIndex === content.columnIndex,
  );
  const exact = [content.row, content.column, content.value, content.unit ?? ""].join(" ; ");
  const window = [exact, table.caption ?? "", table.notes ?? ""].join("\n");
  return { ok: true, passage: passageOf(evidence, { source, parsed, exact, window, table: typed }) };
}

function quoteStanding(evidence: Evidence, source: Source, parsed: ParsedSource): Standing {
  if (evidence.content.type !== "quote") return { ok: false, reason: "Not a quote." };
  const { exact } = evidence.content;
  const block = findCited(parsed, evidence)?.block;
  if (!block) return { ok: false, reason: `The quote does not stand in the stored text of ${source.title}.` };
  const table =
    block.type === "table" ? typedTable(block, source, parsed).filter((cell) => exact.includes(cell.text)) : [];
  return {
    ok: true,
    passage: passageOf(evidence, { source, parsed, exact, window: windowAround(parsed, block), table }),
  };
}

/** The block with its neighbours, widened on both sides until it is long enough. */
function windowAround(parsed: ParsedSource, block: SourceBlock): string {
  let first = parsed.blocks.indexOf(block);
  let last = first;
  const text = (): string =>
    parsed.blocks
      .slice(first, last + 1)
      .map(blockText)
      .join("\n");
  while (text().length < windowCharacters && (first > 0 || last < parsed.blocks.length - 1)) {
    first = Math.max(0, first - 1);
    last = Math.min(parsed.blocks.length - 1, last + 1);
  }
  return text();
}

const typedTables = new WeakMap<SourceTable, readonly TypedCell[]>();

function typedTable(table: SourceTable, source: Source, parsed: ParsedSource): readonly TypedCell[] {
  const known = typedTables.get(table);
  if (known) return known;
  const cells = typedCells(table, tableContextOf(table, { source, parsed }));
  typedTables.set(table, cells);
  return cells;
}

const subjects = new WeakMap<ParsedSource, { readonly entity: string | undefined }>();

/** `entityOfSource`, read once a document. */
function subjectOf(source: Source, parsed: ParsedSource): string | undefined {
  const known = subjects.get(parsed) ?? { entity: entityOfSource(source, parsed) };
  subjects.set(parsed, known);
  return known.entity;
}

function passageOf(
  evidence: Evidence,
  parts: {
    readonly source: Source;
    readonly parsed: ParsedSource;
    readonly exact: string;
    readonly window: string;
    readonly table: readonly TypedCell[];
  },
): Passage {
  const { source, exact, window, table } = parts;
  const language = source.language;
  const options = { spelled: true, ...(language !== undefined && { language }) };
  const typed = table.map((cell) => ({ ...cell.quantity, step: cell.step }));
  const given = evidence.quantities ?? [];
  const inCell = evidence.content.type === "cell";
  const subject = subjectOf(source, parts.parsed);
  const about = [
    source.title,
    source.site ?? "",
    source.authors.join(", "),
    evidence.locator.section ?? "",
    // A file's ending is no part of its name: "AAPL.pdf" names AAPL.
    (source.url ?? source.path ?? "").replace(/\.(\p{L}{2,5})$/u, " $1"),
    ...[...given, ...typed].flatMap((quantity) => [
      quantity.entity ?? "",
      quantity.metric ?? "",
      quantity.period ?? "",
    ]),
  ].join("\n");
  const numbers = inCell && typed.length > 0 ? [] : findQuantities(exact, options);
  const isoDates = [...given, ...typed].flatMap((quantity) => (quantity.periodEnd ? [quantity.periodEnd] : []));
  return {
    exact,
    window,
    about,
    cited: [...typed, ...given, ...numbers],
    nearby: findQuantities(window, options),
    dates: [
      ...findDates(`${window}\n${about}`, language),
      ...isoDates.map((iso) => ({ iso, precision: "day" as const })),
      ...(source.published ? [{ iso: source.published, precision: "day" as const }] : []),
    ],
    quantities: given.length > 0 ? given : typed,
    ...(subject !== undefined && { subject }),
  };
}
