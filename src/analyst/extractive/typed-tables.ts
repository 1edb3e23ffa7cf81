import {
  type ParsedSource,
  type SourceTable,
  sectionPathOf,
  type TypedCell,
  tableContextOf,
  typedCells,
} from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";

/** A table with its typed cells and the words it stands under. */
export interface TypedTable {
  readonly table: SourceTable;
  readonly cells: readonly TypedCell[];
  /** Title of the source, caption and heading path. */
  readonly title: string;
  /** Place among the tables of the source, from 0. */
  readonly order: number;
}

const known = new WeakMap<ParsedSource, readonly TypedTable[]>();

/** The tables of a source with typed cells, in order; read once per parsed source. */
export function typedTables(stored: StoredSource): readonly TypedTable[] {
  const cached = known.get(stored.parsed);
  if (cached) return cached;
  const tables = stored.parsed.blocks.filter((block) => block.type === "table");
  const typed = tables.map((table, order) => ({
    table,
    order,
    cells: typedCells(table, tableContextOf(table, stored)),
    title: [stored.source.title, table.caption, table.locator.section ?? sectionPathOf(stored.parsed, table)]
      .filter(Boolean)
      .join(" › "),
  }));
  known.set(stored.parsed, typed);
  return typed;
}
