import type { ParsedSource, SourceTable } from "../evidence/parsed-source.ts";

/** More rows than this are left out, with a warning that says how many. */
export const maximumTableRows = 20_000;

const numberLike = /^[-−+(]?[$€£¥]?\s?\d[\d.,\s]*\s?[%)]?$/;
const dateLike = /^\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[T ].*)?$/;

/**
 * Whether the first row names the columns: no two alike, none empty after the first, no numbers where the rest has
 * numbers.
 */
export function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return false;
  const names = first.map((text) => text.trim());
  if (new Set(names).size !== names.length || names.slice(1).some((name) => name === "")) return false;
  if (names.some((name) => dateLike.test(name)) || names.every((name) => numberLike.test(name))) return false;
  const sample = others.slice(0, 50);
  const isTyped = (column: number) => sample.filter((row) => isValue(row[column] ?? "")).length > sample.length / 2;
  const typed = names.filter((_, column) => isTyped(column));
  if (typed.length > 0) return typed.every((name) => !numberLike.test(name) || /^(?:19|20)\d\d$/.test(name));
  return (
    names.every((name) => name.length < 60) &&
    !sample.some((row) => names.some((name, column) => name !== "" && row[column]?.trim() === name))
  );
}

function isValue(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== "" && (numberLike.test(trimmed) || dateLike.test(trimmed));
}

/** A source of one table, for files that hold nothing else. */
export function tableSource(
  title: string,
  table: Pick<SourceTable, "header" | "rows" | "notes">,
  warnings: readonly string[],
): ParsedSource {
  const block: SourceTable = { type: "table", id: "b1", caption: title, locator: {}, ...table };
  return { metadata: { title, authors: [] }, blocks: [block], pages: [], links: [], assets: [], dropped: [], warnings };
}
