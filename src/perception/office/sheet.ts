import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import { maximumTableRows } from "../table-file.ts";
import type { ZipArchive } from "../zip.ts";
import { formatNumber } from "./cell-format.ts";
import type { Workbook } from "./workbook.ts";
import { childrenOf, descendantsOf, rawTextOf, readXml, rootOf } from "./xml.ts";

const maximumColumns = 300;

/** The filled rows of one sheet as text, hidden rows left out. Contract: at most one row more than a table may have. */
export async function readSheet(
  archive: ZipArchive,
  path: string,
  workbook: Workbook,
): Promise<readonly (readonly string[])[]> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  const data = root === undefined ? undefined : childrenOf(root, "sheetData")[0];
  if (data === undefined) return [];
  const rows: (readonly string[])[] = [];
  for (const row of childrenOf(data, "row")) {
    if (/^(?:1|true)$/.test(row.attribs.hidden ?? "")) continue;
    const cells = rowOf(row, workbook);
    if (cells.some((text) => text !== "")) rows.push(cells);
    if (rows.length > maximumTableRows + 1) break;
  }
  return rows;
}

function rowOf(row: Element, workbook: Workbook): readonly string[] {
  const cells: string[] = [];
  for (const cell of childrenOf(row, "c")) {
    const column = columnOf(cell.attribs.r) ?? cells.length;
    if (column >= maximumColumns) break;
    while (cells.length < column) cells.push("");
    cells[column] = cellText(cell, workbook);
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
  if (type === "inlineStr") return cleanText(descendantsOf(cell, "t").map(rawTextOf).join(""));
  const value = childrenOf(cell, "v").map(rawTextOf)[0] ?? "";
  if (type === "s") return workbook.strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return cleanText(value);
  return formatNumber(value, workbook.formats[Number(cell.attribs.s ?? 0)] ?? "number", workbook.is1904);
}
