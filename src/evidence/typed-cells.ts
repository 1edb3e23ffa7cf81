import type { Quantity } from "../report/index.ts";
import { meaningOf } from "./cell-meaning.ts";
import { measureOf } from "./cell-measure.ts";
import { parseCellNumber } from "./cell-number.ts";
import type { SourceTable } from "./parsed-source.ts";
import { pathSeparator } from "./sections.ts";
import { type At, readingOf, type TableContext, type TableReading } from "./table-reading.ts";
import { type RowShape, shapeOf, type TableShape } from "./table-shape.ts";

/** A body cell that holds a number, with its meaning. */
export interface TypedCell {
  /** Counts from 0 in `table.rows`. */
  readonly rowIndex: number;
  readonly columnIndex: number;
  /** Literally as it stands in the cell. */
  readonly text: string;
  /** Row header with the section rows above: `Net sales: › Products`. */
  readonly row: string;
  /** Column header rows joined: `Three Months Ended › July 1, 2023`. */
  readonly column: string;
  readonly quantity: Quantity;
  /** The value of one step of the last printed digit, in base units. */
  readonly step: number;
  /** Length of the period in months; 0 for a moment; absent when unknown. */
  readonly months?: number;
}

/**
 * Types each number of a table: value in base units, unit, metric, entity and period.
 *
 * Contract: every cell with one number is in the answer, in reading order; cells that name or date rows, blanks and
 * dashes are not. Works with periods in columns or rows and for entity × attribute tables; a unit printed in the cell
 * wins over its row, the row over its column, the column over the table.
 */
export function typedCells(table: SourceTable, context: TableContext): readonly TypedCell[] {
  const shape = shapeOf(table, context.language);
  const reading = readingOf(table, shape, context);
  return table.rows.flatMap((row, rowIndex) => {
    const rowShape = shape.rows[rowIndex];
    if (!rowShape || rowShape.isHeading) return [];
    return row.flatMap((_cell, columnIndex) => typeCell(reading, rowShape, { rowIndex, columnIndex }) ?? []);
  });
}

/** Row and column header text of any body cell, numeric or not. */
export function cellHeaders(
  table: SourceTable,
  at: { readonly rowIndex: number; readonly columnIndex: number },
  shape: TableShape = shapeOf(table),
): { readonly row: string; readonly column: string } {
  const rowShape = shape.rows[at.rowIndex];
  const label = rowShape ? [...rowShape.sections, rowLabel(table, shape, at.rowIndex)] : [];
  return {
    row: label.filter((part) => part !== "").join(pathSeparator),
    column: (shape.columnPaths[at.columnIndex] ?? []).join(pathSeparator),
  };
}

function typeCell(reading: TableReading, row: RowShape, at: At): TypedCell | undefined {
  const { table, shape, context } = reading;
  if (at.columnIndex === shape.labelColumn || at.columnIndex === shape.periodColumn) return undefined;
  const text = (table.rows[at.rowIndex]?.[at.columnIndex]?.text ?? "").trim();
  const number = parseCellNumber(text, context.language ? { language: context.language } : {});
  if (!number || (reading.grouped && /^(?:19|20)\d\d$/.test(text))) return undefined;
  const headers = cellHeaders(table, at, shape);
  const measure = measureOf(reading, { row, at, number });
  const meaning = meaningOf(reading, row, at);
  const { months, ...named } = meaning;
  return {
    rowIndex: at.rowIndex,
    columnIndex: at.columnIndex,
    text,
    ...headers,
    quantity: { value: dusted(number.value * measure.scale), unit: measure.unit, ...named },
    step: dusted(number.step * measure.scale),
    ...(months !== undefined && { months }),
  };
}

const dusted = (value: number): number => Number(value.toPrecision(15));

function rowLabel(table: SourceTable, shape: TableShape, rowIndex: number): string {
  const label = shape.rows[rowIndex]?.label ?? "";
  if (label !== "" && shape.periodColumn < 0) return label;
  const period = shape.periodColumn < 0 ? "" : (table.rows[rowIndex]?.[shape.periodColumn]?.text.trim() ?? "");
  return [label, period].filter((part) => part !== "").join(", ");
}
