import { pathSeparator } from "../../evidence/index.ts";
import { addsUpByPeriod, type TableRow } from "./adding-rows.ts";
import { groupBy } from "./group-by.ts";
import { lightTerms } from "./topics.ts";
import { labelTerms } from "./words.ts";

/** A total and the rows that add up to it, each under the name of its block. */
export interface StackedRows {
  readonly total: TableRow;
  /** Labelled `measure of the total › block`, as a table of one measure would list them. */
  readonly parts: readonly TableRow[];
}

/**
 * Tables that set one block of rows below another ("Americas: net sales, operating income; Europe: net sales, …"): rows
 * of one measure, a part each, with the total of the same table ("Consolidated › Net sales") or one of `totals`.
 *
 * Contract: only measures that `isMeasure` accepts; at least two parts, which add up in every period that the total has.
 */
export function stackedRows(
  rows: readonly TableRow[],
  { isMeasure, totals }: { readonly isMeasure: (label: string) => boolean; readonly totals: readonly TableRow[] },
): readonly StackedRows[] {
  const stacked = rows.filter(({ label }) => label.includes(pathSeparator) && isMeasure(asIncome(lastOf(label))));
  return [...groupBy(stacked, ({ label }) => measureKey(lastOf(label))).values()].flatMap((group) => {
    const whole = group.filter(({ label }) => isWhole(blockOf(label)));
    const parts = group.filter((row) => !whole.includes(row));
    if (parts.length < 2 || new Set(parts.map(({ label }) => blockOf(label))).size < parts.length) return [];
    const total = [...whole, ...totals].find((row) => addsUpByPeriod(row, parts));
    return total ? [{ total, parts: parts.map((row) => underMeasure(row, total)) }] : [];
  });
}

const lastOf = (label: string): string => label.split(pathSeparator).at(-1) ?? "";
const blockOf = (label: string): string => label.split(pathSeparator).at(-2) ?? "";

/** "Consolidated", "Total": the block of the whole. */
const isWhole = (block: string): boolean => [...labelTerms(block)].every((term) => lightTerms.has(term));

/** "Operating loss" of one block is the "Operating income (loss)" of another. */
const asIncome = (label: string): string => label.replace(/\([^)]*\)/gu, " ").replace(/\bloss(?:es)?\b/giu, "income");

function measureKey(label: string): string {
  const terms = [...labelTerms(asIncome(label))];
  return terms.filter((term) => !lightTerms.has(term)).join(" ");
}

function underMeasure(row: TableRow, total: TableRow): TableRow {
  return { ...row, label: [lastOf(total.label), blockOf(row.label)].join(pathSeparator) };
}
