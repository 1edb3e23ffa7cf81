import { parseCellNumber } from "./cell-number.ts";
import type { SourceTable } from "./parsed-source.ts";
import { type Period, parsePeriod } from "./period.ts";
import { pathSeparator } from "./sections.ts";
import { readLabelUnit, readTableScale, type TableScale } from "./table-scale.ts";
import type { TableShape } from "./table-shape.ts";
import { currencyBefore, isMoney } from "./units.ts";

/** What is known about a table from its surroundings. */
export interface TableContext {
  readonly sourceTitle: string;
  /** Whom the source is about, if it is about one: `Apple Inc.` */
  readonly entity?: string;
  readonly language?: string;
  /** Text around the table that may say its scale or period: "(In millions, except per share amounts)". */
  readonly before?: string;
}

/** A unit, and what a printed number is multiplied with to be in base units of it. */
export interface Measure {
  readonly unit: string;
  readonly scale: number;
}

/** A cell of the body; counts from 0, header rows not counted. */
export type At = { readonly rowIndex: number; readonly columnIndex: number };

/** What is known of a table before its cells are typed, read once for all of them. */
export interface TableReading {
  readonly table: SourceTable;
  readonly shape: TableShape;
  readonly context: TableContext;
  readonly said: TableScale;
  readonly currencies: readonly string[];
  readonly tableCurrency: string;
  readonly periods: readonly (Period | undefined)[];
  readonly captionPeriod: Period | undefined;
  /** The unit that the caption gives in brackets: "Net generation by source (GWh)". */
  readonly captionUnit: Measure | undefined;
  /** Thousands are grouped, so that a bare "2024" is a year. */
  readonly grouped: boolean;
}

/** Reads what caption, notes, headers and surroundings say of all cells of a table. */
export function readingOf(table: SourceTable, shape: TableShape, context: TableContext): TableReading {
  const surroundings = [
    table.caption,
    table.notes,
    ...shape.titles,
    ...(shape.columnPaths[Math.max(0, shape.labelColumn)] ?? []),
    context.before,
  ];
  const said = readTableScale(surroundings.filter(Boolean).join(" \n "));
  const currencies = shape.columnPaths.map((_path, column) => columnCurrency(table, column));
  return {
    table,
    shape,
    context,
    said,
    currencies,
    tableCurrency: isMoney(said.unit) ? said.unit : (currencies.find((unit) => unit !== "") ?? ""),
    periods: shape.columnPaths.map((path) => parsePeriod(path.join(pathSeparator), context.language)),
    grouped: table.rows.some((row) => row.some((cell) => /^\D{0,4}\d{1,3}(?:,\d{3})+\D{0,3}$/.test(cell.text))),
    captionPeriod: parsePeriod(table.caption ?? "", context.language),
    captionUnit: readLabelUnit(table.caption ?? ""),
  };
}

/** The currency printed in a column's cells or in the cells left of them. */
function columnCurrency(table: SourceTable, column: number): string {
  for (const row of table.rows) {
    const text = row[column]?.text.trim() ?? "";
    const left = row[column - 1]?.text.trim() ?? "";
    const inCell = /\p{Sc}|^[A-Z]{3}\s?[\d(]/u.test(text) ? (parseCellNumber(text)?.unit ?? "") : "";
    if (isMoney(inCell)) return inCell;
    if (/^(?:[A-Z]{1,3})?\p{Sc}$/u.test(left)) return currencyBefore(left)?.unit ?? "";
  }
  return "";
}
