import type { Evidence } from "../report/index.ts";
import { blockText, type ParsedSource, type SourceTable } from "./parsed-source.ts";
import { type FoundQuote, findCited, findQuote } from "./quote.ts";

/** What stands around a piece of evidence in its source, for a reader who wants to judge it in its context. */
export type Surroundings =
  | { readonly type: "text"; readonly before: string; readonly exact: string; readonly after: string }
  | {
      readonly type: "table";
      readonly caption: string;
      readonly header: readonly (readonly string[])[];
      /** Rows around the cell; `rowIndex` is that of the first of them in the whole table. */
      readonly rows: readonly (readonly string[])[];
      readonly rowIndex: number;
      /** The cell, counted within `rows`. */
      readonly cell: readonly [row: number, column: number];
    };

const aroundCharacters = 700;
const aroundRows = 4;

/**
 * The text before and after a quote, or the rows around a cell.
 *
 * Contract: pure; undefined where the source no longer holds the evidence, and for regions, which are looked at.
 */
export function surroundingsOf(parsed: ParsedSource, evidence: Evidence): Surroundings | undefined {
  const { content } = evidence;
  if (content.type === "region") return undefined;
  if (content.type === "quote")
    return textAround(parsed, findCited(parsed, evidence) ?? findQuote(parsed, content.exact));
  const table = parsed.blocks.find((block) => block.id === content.tableId);
  return table?.type === "table" ? rowsAround(table, content) : undefined;
}

function textAround(parsed: ParsedSource, quote: FoundQuote | undefined): Surroundings | undefined {
  if (!quote) return undefined;
  const at = parsed.blocks.findIndex(({ id }) => id === quote.block.id);
  const texts = parsed.blocks.map((block) => (block.type === "table" ? "" : blockText(block)));
  const text = blockText(quote.block);
  // The quote's own block stays apart from its neighbours also where the quote begins or ends it.
  const before = [...texts.slice(Math.max(0, at - 3), at).filter(Boolean), text.slice(0, quote.start)].join("\n\n");
  const after = [text.slice(quote.end), ...texts.slice(at + 1, at + 4).filter(Boolean)].join("\n\n");
  return { type: "text", before: endOf(before), exact: quote.exact, after: startOf(after) };
}

/** Cut at a word, or at a character in scripts that write none apart, and marked as cut. */
function endOf(text: string): string {
  if (text.length <= aroundCharacters) return text;
  return `… ${text.slice(-aroundCharacters).replace(/^\S{0,30}\s|^\p{Surrogate}/u, "")}`;
}

function startOf(text: string): string {
  if (text.length <= aroundCharacters) return text;
  return `${text.slice(0, aroundCharacters).replace(/\s\S{0,30}$|\p{Surrogate}$/u, "")} …`;
}

function rowsAround(
  table: SourceTable,
  { rowIndex, columnIndex }: { readonly rowIndex: number; readonly columnIndex: number },
): Surroundings {
  const first = Math.max(0, rowIndex - aroundRows);
  const rows = table.rows.slice(first, rowIndex + aroundRows + 1).map((row) => row.map(({ text }) => text));
  const caption = [table.caption, table.notes].filter(Boolean).join(" · ");
  return { type: "table", caption, header: table.header, rows, rowIndex: first, cell: [rowIndex - first, columnIndex] };
}
