import type { Evidence, EvidenceContent } from "../report/index.ts";
import { bankFinding, type ReadSource, tableContextOf } from "./bank.ts";
import { conflictKey } from "./conflicts.ts";
import { foldText } from "./normalise.ts";
import type { SourceTable } from "./parsed-source.ts";
import { printingOf } from "./print-quantity.ts";
import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { shapeOf } from "./table-shape.ts";
import { cellHeaders, typedCells } from "./typed-cells.ts";

type CellContent = Extract<EvidenceContent, { readonly type: "cell" }>;

/** The cell of a newer reading that stands in an older one's place, under the old one's names; undefined for none. */
export function cellAgain(old: Evidence, content: CellContent, to: ReadSource): Evidence | undefined {
  const place = placeOf(old, content, to);
  if (!place) return undefined;
  const { rowIndex, columnIndex, table } = place;
  const found = bankFinding(
    { type: "cell", sourceId: to.source.id, tableId: table.id, rowIndex, columnIndex },
    to,
    old.subQuestionIds[0] ?? "delta",
  );
  return found.ok ? withNamesOf(old, found.evidence) : undefined;
}

interface CellPlace {
  readonly table: SourceTable;
  readonly rowIndex: number;
  readonly columnIndex: number;
}

/**
 * The cell under the same headers, in the table of the same id if there are several; else the one of the same number's
 * kind.
 */
function placeOf(old: Evidence, content: CellContent, to: ReadSource): CellPlace | undefined {
  const tables = to.parsed.blocks.filter((block): block is SourceTable => block.type === "table");
  const headers = headerKey(content);
  const same = tables.flatMap((table) => placesIn(table, to.source.language).get(headers) ?? []);
  return same.find(({ table }) => table.id === content.tableId) ?? same[0] ?? byNumber(old, tables, to);
}

const headerKey = ({ row, column }: { readonly row: string; readonly column: string }): string =>
  `${foldText(row)}|${foldText(column)}`;

const places = new WeakMap<SourceTable, ReadonlyMap<string, CellPlace>>();

/** The first cell under each pair of headers; many facts are looked for in one table. */
function placesIn(table: SourceTable, language: string | undefined): ReadonlyMap<string, CellPlace> {
  const known = places.get(table);
  if (known) return known;
  const shape = shapeOf(table, language);
  const found = new Map<string, CellPlace>();
  for (const [rowIndex, cells] of table.rows.entries())
    for (const columnIndex of cells.keys()) {
      const key = headerKey(cellHeaders(table, { rowIndex, columnIndex }, shape));
      if (key !== "|" && !found.has(key)) found.set(key, { table, rowIndex, columnIndex });
    }
  places.set(table, found);
  return found;
}

function byNumber(old: Evidence, tables: readonly SourceTable[], to: ReadSource): CellPlace | undefined {
  const [quantity] = old.quantities ?? [];
  const key = quantity && conflictKey(quantity);
  if (key === undefined) return undefined;
  for (const table of tables) {
    const cell = typedCells(table, tableContextOf(table, to)).find((typed) => conflictKey(typed.quantity) === key);
    if (cell) return { table, rowIndex: cell.rowIndex, columnIndex: cell.columnIndex };
  }
  return undefined;
}

/** The new number under the names and the period that the old one was filed under. */
function withNamesOf(old: Evidence, found: Evidence): Evidence {
  const [before] = old.quantities ?? [];
  const [now] = found.quantities ?? [];
  if (!before || !now) return found;
  const { value, unit, ...names } = before;
  return { ...found, quantities: [{ ...now, ...names, unit: now.unit === "" ? unit : now.unit }] };
}

/** Whether two pieces of evidence give the same number, or the same words where there is none. */
export function sameCell(
  first: Evidence,
  second: Evidence,
  isSame: (one: PrintedValue, other: PrintedValue) => boolean = sameQuantity,
): boolean {
  const [a] = first.quantities ?? [];
  const [b] = second.quantities ?? [];
  if (a && b) return isSame({ ...a, step: printingOf(first, a).step }, { ...b, step: printingOf(second, b).step });
  return first.content.type === "cell" && second.content.type === "cell"
    ? foldText(first.content.value) === foldText(second.content.value)
    : false;
}
