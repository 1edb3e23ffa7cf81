import type { CheerioAPI } from "cheerio";
import { attributeOf, type Element, isElement } from "./dom.ts";
import { textOf } from "./inline-text.ts";

/** One slot of a table after spans are expanded. */
export interface Slot {
  readonly text: string;
  readonly isHeader: boolean;
  /** The columns and rows that the cell covers. */
  readonly columns: number;
  readonly rows: number;
  /** Whether the cell starts in this column; a copy made by a column span does not. */
  readonly isStart: boolean;
}

/** A row of a table after spans are expanded, as long as all others; `inHead` for a row of `<thead>`. */
export interface GridRow {
  readonly slots: readonly Slot[];
  readonly inHead: boolean;
}

const maximumColumns = 300;
const maximumSlots = 200_000;
const empty: Slot = { text: "", isHeader: false, columns: 1, rows: 1, isStart: true };

/**
 * The table as a rectangle: every cell stands in each row and column it spans (HTML standard, "forming a table", without
 * overlaps). Contract: at most 300 columns and 200,000 slots; rows beyond are left out.
 */
export function gridOf($: CheerioAPI, table: Element): readonly GridRow[] {
  const pending = new Map<number, { slot: Slot; left: number }>();
  let group: Element["parent"] = null;
  const rows: { slots: Slot[]; inHead: boolean }[] = [];
  let slots = 0;
  for (const row of rowsOf(table)) {
    // A cell grows down to the end of its `<thead>`, `<tbody>` or `<tfoot>`, whatever it says.
    if (row.parent !== group) pending.clear();
    group = row.parent;
    const line = fillRow($, row, pending);
    slots += line.length;
    if (slots > maximumSlots) break;
    rows.push({ slots: line, inHead: isIn(row, "thead") });
  }
  const width = Math.max(0, ...rows.map((row) => row.slots.length));
  for (const row of rows) while (row.slots.length < width) row.slots.push(empty);
  return rows;
}

/** The rows of this table, not of tables inside it; those of `<tfoot>` stand last, wherever it is written. */
export function rowsOf(table: Element): readonly Element[] {
  const children = table.children.filter(isElement);
  const isFoot = (child: Element): boolean => child.name === "tfoot";
  return [...children.filter((child) => !isFoot(child)), ...children.filter(isFoot)].flatMap((child) => {
    if (child.name === "tr") return [child];
    return ["thead", "tbody", "tfoot"].includes(child.name)
      ? child.children.filter(isElement).filter((row) => row.name === "tr")
      : [];
  });
}

/** The cells of a row, head cells included, before spans are expanded. */
export function cellsOf(row: Element): readonly Element[] {
  return row.children.filter(isElement).filter((cell) => cell.name === "td" || cell.name === "th");
}

function fillRow($: CheerioAPI, row: Element, pending: Map<number, { slot: Slot; left: number }>): Slot[] {
  const line: Slot[] = [];
  for (const cell of cellsOf(row)) {
    takePending(line, pending);
    const slot = slotOf($, cell);
    for (let column = 0; column < slot.columns && line.length < maximumColumns; column += 1) {
      if (slot.rows > 1) pending.set(line.length, { slot: { ...slot, isStart: column === 0 }, left: slot.rows - 1 });
      line.push({ ...slot, isStart: column === 0 });
    }
  }
  takePending(line, pending);
  return line;
}

/** Cells of rows above that reach into this row at its next column. */
function takePending(line: Slot[], pending: Map<number, { slot: Slot; left: number }>): void {
  for (let waiting = pending.get(line.length); waiting !== undefined; waiting = pending.get(line.length)) {
    const column = line.length;
    line.push(waiting.slot);
    if (waiting.left === 1) pending.delete(column);
    else pending.set(column, { slot: waiting.slot, left: waiting.left - 1 });
  }
}

function slotOf($: CheerioAPI, cell: Element): Slot {
  const text = textOf(cell) || altOf($, cell);
  return {
    text,
    isHeader: cell.name === "th",
    columns: spanOf(cell, "colspan"),
    rows: spanOf(cell, "rowspan"),
    isStart: true,
  };
}

/** A cell that holds only a small picture says what it stands for (a tick, a flag); a large one is a figure. */
function altOf($: CheerioAPI, cell: Element): string {
  const images = $(cell).find("img[alt]");
  const isSmall = Number.parseInt(images.attr("width") ?? "0", 10) < 80;
  return images.length === 1 && isSmall ? (images.attr("alt") ?? "").replace(/\s+/g, " ").trim() : "";
}

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const value = Number.parseInt(attributeOf(cell, name), 10);
  if (Number.isNaN(value)) return 1;
  if (value === 0) return name === "rowspan" ? 65_534 : 1;
  return Math.min(Math.max(value, 1), name === "colspan" ? maximumColumns : 65_534);
}

function isIn(row: Element, name: string): boolean {
  const parent = row.parent;
  return parent !== null && isElement(parent) && parent.name === name;
}
