import type { Rect } from "../layout/item.ts";
import type { LaidCell, LaidTable } from "./model.ts";
import { isNumeric, isYear } from "./number-text.ts";

/** One cell of a drawn grid: the columns and rows it covers, counted from 0, and what stands in it. */
export interface GridCell {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly rect: Rect;
  readonly text: string;
  readonly lines: readonly string[];
  /** Most numbers that stand side by side, with gaps, on one of its lines. */
  readonly numbersInLine: number;
  readonly isBold: boolean;
  /** Where its words stand; absent for an empty cell. */
  readonly ink?: Rect;
}

interface GridFacts {
  readonly columns: number;
  readonly rows: number;
  readonly frame: Rect;
  readonly page: number;
}

const mostHeaderRows = 5;

/** Cells to header and rows: spanning header texts repeated, spanning body texts in their first cell. */
export function toGridTable(cells: readonly GridCell[], facts: GridFacts): LaidTable | undefined {
  const kept = usedRows(cells, facts);
  const headerCount = countHeaderRows(kept.map((row) => cells.filter((cell) => cell.top <= row && cell.bottom >= row)));
  const header = kept.slice(0, headerCount).map((row) => headerRow(cells, row, facts.columns));
  const rows = kept.slice(headerCount).map((row) => bodyRow(cells, row, facts.columns));
  if (rows.length === 0) return undefined;
  return { ...facts.frame, page: facts.page, header, rows };
}

/** Rows between double rules hold nothing. */
function usedRows(cells: readonly GridCell[], { rows }: GridFacts): readonly number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  return all.filter((row) => cells.some((cell) => cell.top === row && cell.text !== ""));
}

/** The text stands in the last row that a tall header cell covers, and in each column of a wide one. */
function headerRow(cells: readonly GridCell[], row: number, columns: number): readonly string[] {
  return Array.from({ length: columns }, (_, column) => {
    const cell = cells.find((other) => other.bottom === row && other.left <= column && other.right >= column);
    return cell?.text ?? "";
  });
}

function bodyRow(cells: readonly GridCell[], row: number, columns: number): readonly LaidCell[] {
  return Array.from({ length: columns }, (_, column) => {
    const cell = cells.find((other) => other.top === row && other.left === column);
    if (!cell || cell.text === "") return { text: "" };
    return { text: cell.text, rect: cell.ink ?? cell.rect };
  });
}

/** Header rows carry no numbers over columns of numbers, or are bold over what is not. */
function countHeaderRows(rows: readonly (readonly GridCell[])[]): number {
  const values = rows.flatMap((row) => row.filter((cell) => cell.left > 0 && cell.text !== ""));
  const numbers = values.filter((cell) => isNumeric(cell.text) && !isYear(cell.text));
  const isNumberTable = numbers.length > values.length * 0.35;
  let count = 0;
  for (const row of rows) {
    if (count >= mostHeaderRows || !isHeaderRow(row, rows, isNumberTable)) break;
    count += 1;
  }
  return count === rows.length ? 0 : count;
}

function isHeaderRow(
  row: readonly GridCell[],
  rows: readonly (readonly GridCell[])[],
  isNumberTable: boolean,
): boolean {
  const filled = row.filter((cell) => cell.text !== "");
  const values = filled.filter((cell) => cell.right > 0);
  if (filled.length === 0 || values.length === 0) return false;
  if (isNumberTable) return values.every((cell) => !isNumeric(cell.text) || isYear(cell.text));
  const isBold = filled.every((cell) => cell.isBold);
  const boldRows = rows.filter(
    (other) => other.some((cell) => cell.text !== "") && other.every((cell) => cell.isBold || cell.text === ""),
  );
  return isBold && boldRows.length < rows.length / 2;
}
