import type { BlockDraft } from "../blocks.ts";
import type { Element } from "../html/dom.ts";
import { childrenOf } from "./xml.ts";

/**
 * A table of a slide (ECMA-376 part 1, 21.1.3). A cell merged over rows is written in each of them; one merged over
 * columns in each of them only in the header, where it heads them all: a number written twice would be counted twice.
 */
export function slideTable(table: Element, textOf: (cell: Element) => string): readonly BlockDraft[] {
  const cells = childrenOf(table, "a:tr").map((row) => childrenOf(row, "a:tc"));
  const width = cells.reduce((most, row) => Math.max(most, row.length), 0);
  const isHeaded = childrenOf(table, "a:tblPr")[0]?.attribs.firstRow === "1" && cells.length > 1;
  const rows: string[][] = [];
  for (const [index, row] of cells.entries()) {
    const isHeader = isHeaded && index === 0;
    const texts: string[] = [];
    for (const [column, cell] of row.entries()) {
      if (isOn(cell.attribs.vMerge)) texts.push(rows.at(-1)?.[column] ?? "");
      else if (isOn(cell.attribs.hMerge)) texts.push(isHeader ? (texts.at(-1) ?? "") : "");
      else texts.push(textOf(cell));
    }
    while (texts.length < width) texts.push("");
    rows.push(texts);
  }
  if (!rows.some((row) => row.some((text) => text !== ""))) return [];
  const body = rows.slice(isHeaded ? 1 : 0).map((row) => row.map((text) => ({ text })));
  return [{ type: "table", header: isHeaded ? rows.slice(0, 1) : [], rows: body }];
}

function isOn(flag: string | undefined): boolean {
  return /^(?:1|true)$/.test(flag ?? "");
}
