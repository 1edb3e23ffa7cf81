import type { Cell, Evidence, Inline, Table } from "../report/index.ts";
import { pathSeparator } from "./sections.ts";

type CellContent = Extract<Evidence["content"], { readonly type: "cell" }>;

interface Placed {
  readonly id: string;
  readonly content: CellContent;
  readonly isNumber: boolean;
}

/** What an excerpt is made of. */
export interface ExcerptInput {
  readonly id: string;
  readonly title: string;
  /** Cells of one table; those of another than the first are left out. */
  readonly evidence: readonly Evidence[];
}

/**
 * Cells of one table as they stand in it: its rows and columns in their order, its words and digits untouched.
 *
 * Contract: undefined without two rows or two columns; every cell but those that name its row carries a citation; rows that
 * share a name get that of the row above them before it; a place without a cell stays empty.
 */
export function excerptOf({ id, title, evidence }: ExcerptInput): Table | undefined {
  const cells = ofFirstTable(evidence);
  const rows = indices(cells, "rowIndex");
  const columns = indices(cells, "columnIndex");
  if (rows.length < 2 || columns.length < 2) return undefined;
  const at = new Map(cells.map((cell) => [`${cell.content.rowIndex}:${cell.content.columnIndex}`, cell]));
  const columnOf = (column: number) => cells.filter(({ content }) => content.columnIndex === column);
  const shapes = columns.map((column) => columnShape(columnOf(column)));
  return {
    type: "table",
    id,
    caption: [text(nameOf(title))],
    header: shapes.map(({ name, align }) => ({ children: [text(name)], ...align })),
    rows: rows.map((row) => columns.map((column, index) => toCell(at.get(`${row}:${column}`), shapes[index]))),
  };
}

/** The report numbers its tables itself. */
const numbered =
  /^\s*(?:table|tab\.|tabelle|tableau|tabla|cuadro|表|الجدول|جدول)\s*\p{N}+(?:\.\p{N}+)*\s*[.:：–—-]?\s*(?=\S)/iu;

/** "The following table shows net sales:" names what stands in it. */
const leadIn =
  /^the following tables? (?:shows?|presents?|provides?|summari[sz]es?|details?|sets? forth|lists?|gives?)\s+/iu;
const leadOut = /\s*(?:(?:is|are|was|were) as follows)?\s*[:：.]?\s*$/iu;

function nameOf(title: string): string {
  const name = title.replace(numbered, "").replace(leadIn, "").replace(leadOut, "").trim();
  return name === "" ? title : name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

const text = (value: string): Inline => ({ type: "text", value });

function ofFirstTable(evidence: readonly Evidence[]): readonly Placed[] {
  const [first] = evidence.flatMap(({ sourceId, content }) =>
    content.type === "cell" ? [{ sourceId, tableId: content.tableId }] : [],
  );
  return evidence.flatMap(({ id, sourceId, content, quantities = [] }): readonly Placed[] =>
    content.type === "cell" && sourceId === first?.sourceId && content.tableId === first.tableId
      ? [{ id, content, isNumber: quantities.length > 0 }]
      : [],
  );
}

function indices(cells: readonly Placed[], axis: "rowIndex" | "columnIndex"): readonly number[] {
  return [...new Set(cells.map(({ content }) => content[axis]))].sort((a, b) => a - b);
}

interface ColumnShape {
  readonly name: string;
  readonly namesRows: boolean;
  /** Texts that stand in it more than once. */
  readonly shared: ReadonlySet<string>;
  readonly align: Pick<Cell, "align">;
}

function columnShape(cells: readonly Placed[]): ColumnShape {
  const numbers = cells.filter(({ isNumber }) => isNumber).length;
  return {
    name: cells[0]?.content.column.split(pathSeparator).join(", ") ?? "",
    shared: sharedIn(cells),
    namesRows: numbers === 0 && cells.filter(({ content }) => namesRow(content)).length > cells.length / 2,
    align: numbers > cells.length / 2 ? { align: "right" } : {},
  };
}

function sharedIn(cells: readonly Placed[]): ReadonlySet<string> {
  const values = cells.map(({ content }) => content.value);
  return new Set(values.filter((value, index) => values.indexOf(value) !== index));
}

/** Whether a cell is its row's own name. */
function namesRow({ row, value }: CellContent): boolean {
  const bare = (label: string): string => label.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
  return row !== "" && bare(row.split(pathSeparator).at(-1) ?? "") === bare(value);
}

function toCell(cell: Placed | undefined, shape: ColumnShape | undefined): Cell {
  const align = shape?.align ?? {};
  if (!cell) return { children: [text("")], ...align };
  const value = text(cell.content.value);
  if (shape?.namesRows) {
    const path = cell.content.row.split(pathSeparator);
    const above = shape.shared.has(cell.content.value) ? path.slice(-2, -1) : [];
    return { children: [text([...above, cell.content.value].join(pathSeparator))], isHeader: true };
  }
  return { children: [value, { type: "citation", evidenceIds: [cell.id] }], ...align };
}
