import { isBlankCell, parseCellNumber, pathSeparator, type SourceTable, shapeOf } from "../../../evidence/index.ts";
import type { EvidenceView } from "../../analyst.ts";
import { groupBy } from "../group-by.ts";
import { contentTerms } from "../words.ts";
import { type CellKind, type CellOrder, orderOf } from "./cell-order.ts";

/** A cell as questions see it. Blank cells have none. */
export interface ViewCell {
  readonly text: string;
  readonly terms: readonly string[];
  /** Where the cell holds one number and nothing else. */
  readonly number: number | undefined;
  readonly order: CellOrder | undefined;
  /** The evidence behind it, where the table was rebuilt from evidence. */
  readonly evidenceId: string;
}

/** A column as questions see it. */
export interface ViewColumn {
  /** Counts from 0. */
  readonly index: number;
  readonly header: string;
  /** Words of the whole header, and of its last part without brackets. */
  readonly terms: readonly string[];
  readonly ownTerms: readonly string[];
  /** How most of its cells are compared. */
  readonly kind: CellKind;
  /** Share of its values that stand in it once. */
  readonly distinct: number;
}

/** A row of the table's body as questions see it. */
export interface ViewRow {
  /** Counts from 0, header rows not counted. */
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

/** A parsed table as a view: without blank cells, repeated header rows and rows that one text spans. */
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
      const kind = kindOf(header, cells);
      return {
        index,
        header,
        terms: contentTerms(header),
        ownTerms: contentTerms(
          header
            .split(pathSeparator)
            .at(-1)
            ?.replace(/\([^)]*\)/g, " ") ?? header,
        ),
        kind,
        distinct: cells.length === 0 ? 0 : new Set(cells.map(({ text }) => text)).size / cells.length,
      };
    });
  return { columns, rows };
}

/** Share of cells from which on a column is of their kind. */
const typical = 0.6;

/** Headers of columns that rank or order their rows: the first is 1. */
export const rankHeader =
  /^(?:rank|ranking|pos(?:ition)?\.?|place|placing|no\.?|#|rk\.?|finish|result|order|pick|seed)$/iu;
const dateHeader = /^(?:years?|seasons?|dates?|day|period)\b/iu;

function kindOf(header: string, cells: readonly ViewCell[]): CellKind {
  const counts = groupBy(
    cells.flatMap(({ order }) => order ?? []),
    ({ kind }) => kind,
  );
  const [best] = [...counts].sort((a, b) => b[1].length - a[1].length);
  const ordered = [...counts.values()].reduce((sum, group) => sum + group.length, 0);
  if (!best || ordered < typical * cells.length) return "text";
  if (best[0] === "number" && (rankHeader.test(header.trim()) || countsUp(cells))) return "rank";
  // Counts between 1500 and 2100 are no years unless the header says so.
  if (best[0] === "date" && cells.every(({ text }) => /^\d{4}$/u.test(text)))
    return dateHeader.test(header) || /\byear|built|founded|opened|since|from|to\b/iu.test(header) ? "date" : best[0];
  return best[0] as CellKind;
}

/** Numbers that only number the rows: 1, 2, 3 … */
function countsUp(cells: readonly ViewCell[]): boolean {
  const values = cells.flatMap(({ number }) => number ?? []);
  return (
    values.length > 2 &&
    values.length === cells.length &&
    values.every((value, index) => value === (values[0] ?? 0) + index)
  );
}

function viewCell(text: string, evidenceId: string): ViewCell {
  return { text, terms: contentTerms(text), number: parseCellNumber(text)?.value, order: orderOf(text), evidenceId };
}

/** The same table with some of its columns only; rows that have nothing in them are left out. */
export function columnsOf({ columns, rows }: TableView, indexes: readonly number[]): TableView {
  const kept = new Set(indexes);
  return {
    columns: columns.filter(({ index }) => kept.has(index)),
    rows: rows
      .map(({ index, cells }) => ({ index, cells: new Map([...cells].filter(([column]) => kept.has(column))) }))
      .filter(({ cells }) => cells.size > 0),
  };
}
