import { contentTerms } from "../words.ts";
import type { TableView, ViewCell, ViewColumn, ViewRow } from "./table-view.ts";

/** A stretch of the question that names the content of a cell. */
export interface CellMatch {
  readonly column: number;
  readonly rows: readonly ViewRow[];
  /** Question terms that it explains. */
  readonly terms: readonly string[];
}

/** Terms of the question that stand in a column's header, best column first; ties keep the table's order. */
export function matchColumns(view: TableView, terms: readonly string[]): readonly ViewColumn[] {
  return view.columns
    .map((column) => ({ column, score: headerScore(column, terms) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ column }) => column);
}

function headerScore(column: ViewColumn, terms: readonly string[]): number {
  const shared = column.terms.filter((term) => terms.includes(term)).length;
  return column.terms.length === 0 ? 0 : shared / column.terms.length + shared * 0.1;
}

const maxSpan = 7;

/**
 * Cells that the question names, longest names first; a term explains one match only.
 *
 * Contract: a match covers at least half of the cell's words, or two of its words in a row, or a whole number.
 */
export function matchCells(view: TableView, question: string): readonly CellMatch[] {
  const terms = contentTerms(question);
  const found: CellMatch[] = [];
  const used = new Set<number>();
  for (let size = Math.min(maxSpan, terms.length); size >= 1; size--) {
    for (let start = 0; start + size <= terms.length; start++) {
      const span = terms.slice(start, start + size);
      if (span.some((_term, offset) => used.has(start + offset))) continue;
      const matches = cellsWith(view, span);
      if (matches.length === 0) continue;
      found.push(...matches);
      for (let offset = 0; offset < size; offset++) used.add(start + offset);
    }
  }
  return found;
}

function cellsWith(view: TableView, span: readonly string[]): readonly CellMatch[] {
  return view.columns.flatMap(({ index, terms }): readonly CellMatch[] => {
    if (span.length === 1 && terms.includes(span[0] ?? "")) return [];
    const rows = view.rows.filter((row) => holds(row.cells.get(index), span));
    return rows.length > 0 ? [{ column: index, rows, terms: span }] : [];
  });
}

function holds(cell: ViewCell | undefined, span: readonly string[]): boolean {
  if (!cell || cell.terms.length === 0) return false;
  const at = cell.terms.findIndex((_term, start) => span.every((term, offset) => cell.terms[start + offset] === term));
  if (at < 0) return false;
  return span.length >= 2 || span.length / cell.terms.length >= 0.3 || /^\d{4}$/.test(span[0] ?? "");
}
