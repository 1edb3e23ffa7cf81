import { isBlankCell, parseCellNumber, pathSeparator, type SourceTable, shapeOf } from "../../../evidence/index.ts";
import type { EvidenceView } from "../../analyst.ts";
import { groupBy } from "../group-by.ts";
import { contentTerms } from "../words.ts";

/** A cell as questions see it. */
export interface ViewCell {
  readonly text: string;
  readonly terms: readonly string[];
  readonly number: number | undefined;
  /** The evidence behind it, where the table was rebuilt from evidence. */
  readonly evidenceId: string;
}

export interface ViewColumn {
  readonly index: number;
  readonly header: string;
  readonly terms: readonly string[];
  /** Most of its cells hold one number. */
  readonly isNumeric: boolean;
}

export interface ViewRow {
  readonly index: number;
  /** By column index; blank cells are left out. */
  readonly cells: ReadonlyMap<number, ViewCell>;
}

/** A table without headings: columns with headers, rows of cells, in order. */
export interface TableView {
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly ViewRow[];
}

interface RawRow {
  readonly index: number;
  readonly cells: readonly { readonly column: number; readonly text: string; readonly evidenceId: string }[];
}

/** A parsed table as a view. */
export function viewOfTable(table: SourceTable): TableView {
  const shape = shapeOf(table);
  const headers = new Map(shape.columnPaths.map((path, index) => [index, path.join(pathSeparator)]));
  const rows = table.rows.flatMap((row, index): readonly RawRow[] => {
    const cells = row.map((cell, column) => ({ column, text: cell.text.trim(), evidenceId: "" }));
    const filled = cells.filter(({ text }) => !isBlank(text));
    const spans = filled.length > 2 && new Set(filled.map(({ text }) => text)).size === 1;
    return filled.length > 1 && !spans && !isHeaderRow(filled, headers) ? [{ index, cells: filled }] : [];
  });
  return buildView(headers, rows);
}

/** Tables rebuilt from the cells of the evidence, largest first. */
export function viewsOfEvidence(views: readonly EvidenceView[]): readonly TableView[] {
  const cells = views.flatMap(({ evidence }) =>
    evidence.content.type === "cell" ? [{ sourceId: evidence.sourceId, id: evidence.id, ...evidence.content }] : [],
  );
  const tables = [...groupBy(cells, ({ sourceId, tableId }) => `${sourceId} ${tableId}`).values()];
  return tables
    .sort((a, b) => b.length - a.length)
    .map((group) => {
      const headers = new Map(group.map(({ columnIndex, column }) => [columnIndex, column]));
      const rows = [...groupBy(group, ({ rowIndex }) => String(rowIndex)).values()].map((row) => ({
        index: row[0]?.rowIndex ?? 0,
        cells: row.map(({ columnIndex: column, value: text, id: evidenceId }) => ({ column, text, evidenceId })),
      }));
      return buildView(
        headers,
        rows.sort((a, b) => a.index - b.index),
      );
    });
}

/** Dashes and "tba" stand for nothing. */
function isBlank(text: string): boolean {
  return text === "" || isBlankCell(text) || /^[―‒\s]+$/u.test(text);
}

function isHeaderRow(
  cells: readonly { column: number; text: string }[],
  headers: ReadonlyMap<number, string>,
): boolean {
  return cells.every(({ column, text }) => headers.get(column) === text);
}

function buildView(headers: ReadonlyMap<number, string>, raw: readonly RawRow[]): TableView {
  const rows = raw.map(({ index, cells }) => ({
    index,
    cells: new Map(cells.map(({ column, text, evidenceId }) => [column, viewCell(text, evidenceId)])),
  }));
  const columns = [...headers]
    .sort((a, b) => a[0] - b[0])
    .map(([index, header]) => {
      const cells = rows.flatMap((row) => row.cells.get(index) ?? []);
      const numeric = cells.filter(({ number }) => number !== undefined).length;
      return {
        index,
        header,
        terms: contentTerms(header),
        isNumeric: cells.length > 0 && numeric / cells.length >= 0.6,
      };
    });
  return { columns, rows };
}

function viewCell(text: string, evidenceId: string): ViewCell {
  return { text, terms: contentTerms(text), number: parseCellNumber(text)?.value, evidenceId };
}
