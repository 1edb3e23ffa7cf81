import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import { maximumTableRows } from "../table-file.ts";
import type { ZipArchive } from "../zip.ts";
import { formatNumber } from "./cell-format.ts";
import type { Workbook } from "./workbook.ts";
import { childrenOf, descendantsOf, rawTextOf, readXml, rootOf, unescapeText } from "./xml.ts";

const maximumColumns = 300;
const mostMerges = 20_000;

/** A filled row. */
export interface SheetRow {
  /** What is written in each cell; a cell merged over rows is written in each of them. */
  readonly texts: readonly string[];
  /** The same with cells that are merged over columns written in each of them, as headers need it. */
  readonly spread: readonly string[];
  /** Whether an empty row stands above it. */
  readonly isApart: boolean;
}

/**
 * The filled rows of one sheet as text, hidden rows and columns left out.
 *
 * Contract: at most one row more than a table may have.
 */
export async function readSheet(archive: ZipArchive, path: string, workbook: Workbook): Promise<readonly SheetRow[]> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  const data = root === undefined ? undefined : childrenOf(root, "sheetData")[0];
  if (root === undefined || data === undefined) return [];
  const merges = mergesOf(root);
  const hidden = hiddenColumns(root);
  const rows: SheetRow[] = [];
  let last = 0;
  let isApart = false;
  for (const row of childrenOf(data, "row")) {
    const number = Number(row.attribs.r ?? last + 1);
    isApart ||= number > last + 1;
    last = number;
    if (isOn(row.attribs.hidden)) continue;
    const texts = withMergedAbove(rowOf(row, workbook), number, merges);
    if (texts.some((text) => text !== "")) {
      const spread = withMergedLeft(texts, number, merges);
      const isShown = (_: string, column: number) => !hidden.has(column);
      rows.push({ texts: texts.filter(isShown), spread: spread.filter(isShown), isApart });
      isApart = false;
    } else isApart = true;
    if (rows.length > maximumTableRows + 1) break;
  }
  return rows;
}

function isOn(flag: string | undefined): boolean {
  return /^(?:1|true)$/.test(flag ?? "");
}

function hiddenColumns(root: Element): ReadonlySet<number> {
  const found = new Set<number>();
  for (const column of childrenOf(root, "cols").flatMap((list) => childrenOf(list, "col"))) {
    if (!isOn(column.attribs.hidden)) continue;
    const last = Math.min(Number(column.attribs.max ?? 0), maximumColumns);
    for (let index = Number(column.attribs.min ?? 1); index <= last; index += 1) found.add(index - 1);
  }
  return found;
}

/** A range of cells that shows one text, rows counted from 1 and columns from 0. */
interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  text: string;
}

/** Merged ranges by each row that they cover. */
type Merges = ReadonlyMap<number, readonly Merge[]>;

function mergesOf(root: Element): Merges {
  const byRow = new Map<number, Merge[]>();
  const cells = childrenOf(root, "mergeCells").flatMap((list) => childrenOf(list, "mergeCell"));
  for (const cell of cells.slice(0, mostMerges)) {
    const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(cell.attribs.ref ?? "");
    const [left, right] = [columnOf(match?.[1]), columnOf(match?.[3])];
    const [top, bottom] = [Number(match?.[2]), Number(match?.[4])];
    if (left === undefined || right === undefined || !(bottom - top < maximumTableRows)) continue;
    const merge: Merge = { top, bottom, left, right: Math.min(right, maximumColumns - 1), text: "" };
    for (let row = top; row <= bottom; row += 1) byRow.set(row, [...(byRow.get(row) ?? []), merge]);
  }
  return byRow;
}

/** Notes the text of ranges that begin in this row and writes those from above into it. */
function withMergedAbove(texts: readonly string[], row: number, merges: Merges): readonly string[] {
  const cells = [...texts];
  for (const merge of merges.get(row) ?? []) {
    if (row === merge.top) merge.text = cells[merge.left] ?? "";
    else if (merge.text !== "" && cells.some((text) => text !== "")) setAt(cells, merge.left, merge.text);
  }
  return cells;
}

function withMergedLeft(texts: readonly string[], row: number, merges: Merges): readonly string[] {
  const cells = [...texts];
  for (const merge of merges.get(row) ?? [])
    for (let column = merge.left + 1; column <= merge.right; column += 1) setAt(cells, column, merge.text);
  return cells;
}

function setAt(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push("");
  cells[column] = text;
}

function rowOf(row: Element, workbook: Workbook): readonly string[] {
  const cells: string[] = [];
  for (const cell of childrenOf(row, "c")) {
    const column = columnOf(cell.attribs.r) ?? cells.length;
    if (column >= maximumColumns) break;
    setAt(cells, column, cellText(cell, workbook));
  }
  return cells;
}

/** `BC12` is column 54, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(cell: Element, workbook: Workbook): string {
  const type = cell.attribs.t ?? "n";
  if (type === "inlineStr") return unescapeText(descendantsOf(cell, "t").map(rawTextOf).join(""));
  const value = childrenOf(cell, "v").map(rawTextOf)[0] ?? "";
  if (type === "s") return workbook.strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type === "d") return cleanText(value).replace(/T00:00:00(?:\.0+)?Z?$/, "");
  if (type !== "n") return unescapeText(value);
  return formatNumber(value, workbook.formats[Number(cell.attribs.s ?? 0)] ?? "number", workbook.is1904);
}
