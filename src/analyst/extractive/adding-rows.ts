import type { TypedCell } from "../../evidence/index.ts";
import { groupBy } from "./group-by.ts";
import type { TypedTable } from "./typed-tables.ts";

/** A row of a table with its dated numbers, left to right. */
export interface TableRow {
  readonly rowIndex: number;
  /** Label path. */
  readonly label: string;
  readonly cells: readonly TypedCell[];
}

const maxParts = 12;

/** The rows that have numbers of a period. */
export function datedRows({ cells }: TypedTable): readonly TableRow[] {
  return [...groupBy(cells, ({ rowIndex }) => String(rowIndex)).values()].flatMap((group): readonly TableRow[] => {
    const [first] = group;
    const dated = group.filter(({ quantity }) => quantity.periodEnd !== undefined);
    return first && dated.length > 0
      ? [{ rowIndex: first.rowIndex, label: first.quantity.metric ?? first.row, cells: dated }]
      : [];
  });
}

/**
 * The shortest run of rows from the nearest on that adds up to the total in every column that has one: to the digit if
 * any does (a small part must not pass for rounding), else within the rounding of the parts.
 */
export function runAddingUp(total: TableRow, nearest: readonly TableRow[]): readonly TableRow[] | undefined {
  const runs = Array.from({ length: Math.max(0, Math.min(maxParts, nearest.length) - 1) }, (_, index) =>
    nearest.slice(0, index + 2),
  );
  const belongs = (a: TypedCell, b: TypedCell): boolean => a.columnIndex === b.columnIndex;
  const fits = (rounding: number): readonly TableRow[] | undefined =>
    runs.find((parts) => total.cells.every((cell) => isSum(cell, parts, { belongs, rounding })));
  return fits(exact) ?? fits(halfStep);
}

/** In steps of the last printed digit: noise of floating point, and what rounding may take from each part. */
const exact = 0.01;
const halfStep = 0.5;

/**
 * Whether rows, of this table or another, add up to a total in every period that it shares with one of them.
 *
 * Contract: false where they share none.
 */
export function addsUpByPeriod(total: TableRow, parts: readonly TableRow[]): boolean {
  const belongs = (a: TypedCell, b: TypedCell): boolean =>
    a.quantity.periodEnd === b.quantity.periodEnd && a.months === b.months;
  const shared = total.cells.filter((cell) => parts.some(({ cells }) => cells.some((one) => belongs(cell, one))));
  return (
    shared.length > 0 &&
    parts.length <= maxParts &&
    shared.every((cell) => isSum(cell, parts, { belongs, rounding: halfStep }))
  );
}

function isSum(
  total: TypedCell,
  parts: readonly TableRow[],
  {
    belongs,
    rounding,
  }: { readonly belongs: (total: TypedCell, part: TypedCell) => boolean; readonly rounding: number },
): boolean {
  const beside = parts.flatMap(({ cells }) => cells.filter((cell) => belongs(total, cell)));
  // A part that is blank in one column is nothing there; one that is of another unit is no part.
  if (beside.length < 2 || beside.some(({ quantity }) => quantity.unit !== total.quantity.unit)) return false;
  const sum = beside.reduce((value, { quantity }) => value + quantity.value, 0);
  const slack = Math.max(total.step, ...beside.map(({ step }) => step)) * beside.length * rounding;
  return Math.abs(sum - total.quantity.value) <= slack;
}
