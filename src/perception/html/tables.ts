import type { CheerioAPI } from "cheerio";
import type { SourceCell, SourceTable } from "../../evidence/parsed-source.ts";
import { all, attributeOf, type Element, hasBlockInside, nameWords } from "./dom.ts";
import { cellsOf, type GridRow, gridOf, rowsOf, type Slot } from "./grid.ts";
import { textOf } from "./inline-text.ts";
import { dropEmptyColumns, joinSigns } from "./table-columns.ts";

/** A table before it has a place in the source. */
export type TableDraft = Omit<SourceTable, "id" | "locator">;

/** `data` becomes a table, `layout` is read as running text, `navigation` is dropped. */
export type TableRole = "data" | "layout" | "navigation";

const navigationNames =
  /\b(?:navbox|vertical-navbox|navbox-\w+|sidebar|metadata|ambox|mbox\w*|toc|toccolours-nav|catlinks|plainlinks-navbar)\b/;

/** What a table is for: by its role and class first, then by what its cells hold. */
export function roleOfTable($: CheerioAPI, table: Element): TableRole {
  if (navigationNames.test(nameWords(table)) || attributeOf(table, "role") === "navigation") return "navigation";
  const role = attributeOf(table, "role");
  if (role === "presentation" || role === "none") return "layout";
  const rows = rowsOf(table);
  const widest = Math.max(0, ...rows.map((row) => cellsOf(row).length));
  if (rows.length === 0 || widest === 0) return "layout";
  if (isInfobox(table)) return "data";
  if ($(table).find("table").length > 0 && !hasHeaderCells($, table)) return "layout";
  const marked = hasHeaderCells($, table) || $(table).children("caption, thead").length > 0;
  if (marked && rows.length > 1 && widest > 1) return "data";
  return widest < 2 || rows.length < 2 || holdsProse($, rows) ? "layout" : "data";
}

function hasHeaderCells($: CheerioAPI, table: Element): boolean {
  return all($, "th", table).some((cell) => $(cell).closest("table").get(0) === table && textOf(cell) !== "");
}

function isInfobox(table: Element): boolean {
  return /\binfobox\b/.test(nameWords(table));
}

/** Cells with several blocks, forms or long text are columns of a page, not of a table. */
function holdsProse($: CheerioAPI, rows: readonly Element[]): boolean {
  const cells = rows.flatMap(cellsOf);
  const filled = cells.filter((cell) => textOf(cell) !== "");
  const long = filled.filter((cell) => textOf(cell).length > 250 || isComposite($, cell));
  return filled.length < 2 || long.length > filled.length * 0.2;
}

function isComposite($: CheerioAPI, cell: Element): boolean {
  return hasBlockInside(cell) && $(cell).find("p, h1, h2, h3, h4, ul, ol, form, table").length > 1;
}

/** Reads a data table. Undefined when nothing is left after empty rows and columns are dropped. */
export function readTable($: CheerioAPI, table: Element, outerCaption = ""): TableDraft | undefined {
  const { title, notes, rows } = takeTitleRows(
    gridOf($, table).filter((row) => row.slots.some((slot) => slot.text !== "")),
  );
  const headerCount = isInfobox(table) ? 0 : countHeaderRows(rows);
  const header = rows.slice(0, headerCount).map((row) => row.slots.map((slot) => slot.text));
  const headerKeys = new Set(header.map((row) => row.join("\t")));
  const body = rows
    .slice(headerCount)
    .map(bodyTexts)
    .filter((row) => !headerKeys.has(row.join("\t")));
  const joined = dropEmptyColumns({ header, rows: body.map(joinSigns) });
  if (joined.rows.length === 0 || (joined.rows[0]?.length ?? 0) === 0) return undefined;
  const caption = captionOf($, table) || outerCaption || title;
  return {
    type: "table",
    ...(caption === "" ? {} : { caption }),
    ...(notes === "" ? {} : { notes }),
    header: joined.header,
    rows: joined.rows.map((row) => row.map((text): SourceCell => ({ text }))),
  };
}

function captionOf($: CheerioAPI, table: Element): string {
  const caption = $(table).children("caption").get(0);
  return caption === undefined ? "" : textOf(caption);
}

const unitNote =
  /^\(?(?:amounts |dollars |figures |values |all )?\(?(?:in|unaudited|audited)\b.{0,80}(?:thousands?|millions?|billions?|unaudited|audited|per share|percent|%|US\$|USD|EUR|€)/i;

/** Leading rows of one cell over the full width name the table or its unit. */
function takeTitleRows(rows: readonly GridRow[]): { title: string; notes: string; rows: readonly GridRow[] } {
  const titles: string[] = [];
  let count = 0;
  for (const row of rows) {
    const first = row.slots[0];
    if (first === undefined || row.slots.length < 2 || first.columns < row.slots.length || rows.length < count + 3)
      break;
    titles.push(first.text);
    count += 1;
  }
  const notes = titles.filter((text) => unitNote.test(text));
  const title = titles.filter((text) => !unitNote.test(text));
  return { title: title.join(". "), notes: notes.join("; "), rows: rows.slice(count) };
}

/** Rows of `<thead>`, or leading rows of header cells only; failing both, rows of words over numbers. */
function countHeaderRows(rows: readonly GridRow[]): number {
  const inHead = rows.findIndex((row) => !row.inHead);
  if (inHead > 0) return inHead;
  if (inHead === -1 && rows.length > 0) return 1;
  const leading = rows.findIndex((row, index) => !isHeaderRow(row) || (index > 0 && isSectionRow(row)));
  if (leading > 0) return leading;
  if (leading === -1) return rows.length > 1 ? 1 : 0;
  return plainHeaderRows(rows);
}

function isHeaderRow(row: GridRow): boolean {
  return row.slots.every((slot) => slot.isHeader || slot.text === "");
}

/** One cell over the full width below the header names the rows that follow; it heads no column. */
function isSectionRow(row: GridRow): boolean {
  return row.slots.length > 1 && (row.slots[0]?.columns ?? 0) >= row.slots.length;
}

const numberLike = /^[-–−+(]?[$€£¥]?\s?\d[\d.,\s]*\s?[%)]*$/;
const yearLike = /^(?:19|20)\d\d$/;
const mostPlainHeaderRows = 4;

/**
 * Leading rows of words, dates or years above rows of numbers; below the first, only rows that name columns and no row
 * (filings write "Three months ended" over the dates).
 */
function plainHeaderRows(rows: readonly GridRow[]): number {
  const names = rows.findIndex((row, index) => index >= mostPlainHeaderRows || !namesColumns(row, index));
  const count = names === -1 ? rows.length : names;
  const hasNumbers = rows.slice(count).some((row) => row.slots.slice(1).some((slot) => numberLike.test(slot.text)));
  return hasNumbers ? count : 0;
}

function namesColumns(row: GridRow, index: number): boolean {
  const [first, ...others] = row.slots;
  const names = others.filter((slot) => slot.isStart && slot.text !== "").map((slot) => slot.text);
  if (first === undefined || first.isHeader || names.length === 0) return false;
  if (index > 0 && first.text !== "") return false;
  const isNamed = first.text === "" || names.length === row.slots.length - 1;
  return (
    isNamed &&
    names.every((text) => !numberLike.test(text) || yearLike.test(text)) &&
    (index > 0 || new Set(names).size === names.length)
  );
}

/** A cell over several columns is written once in the body: a repeated number would be counted twice. */
function bodyTexts(row: GridRow): readonly string[] {
  return row.slots.map((slot: Slot) => (slot.isStart ? slot.text : ""));
}
