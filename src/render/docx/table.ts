import { AlignmentType, Paragraph, TableCell, TableLayoutType, TableRow, WidthType, Table as WordTable } from "docx";
import type { Cell, Inline, Table } from "../../report/index.ts";
import { type CellSetting, columnWidths, type TableSetting, tableSetting } from "../column-widths.ts";
import { inlineText } from "../inline-text.ts";
import { type DocxContext, half, landscapeWidthTwips, textWidthTwips } from "./context.ts";
import { toRuns } from "./inline.ts";

/** With more citations than this, footnotes would crowd out the table; the numbers still lead to the exact evidence. */
const mostFootnotes = 6;

/** Left and right of a cell together, with its rules, in points. */
const cellPadding = 10;

/** A table of so few rows stays on one page. */
const mostRowsTogether = 8;

/** A native table: repeated header row, rows that never break, columns as wide as their content asks. */
export function toTable(table: Table, document: DocxContext): WordTable {
  const { resolved, rightToLeft } = document;
  const rows = [table.header, ...table.rows];
  const texts = table.header.map((_, column) => rows.map((row) => inlineText(row[column]?.children ?? [], resolved)));
  const { landscape, size } = fitCells(texts, document);
  const width = (landscape ? landscapeWidthTwips : textWidthTwips) / 20;
  const widths = columnWidths(texts, width, cellText(size)).map((points) => Math.floor(points * 20));
  const footnotes = countCitations(rows) <= mostFootnotes;
  const rightColumns = table.header.map(
    (_, column) => table.rows.length > 0 && table.rows.every((row) => row[column]?.align === "right"),
  );
  const wordTable = new WordTable({
    style: "ReportTable",
    tableLook: { firstRow: true, firstColumn: true, noVBand: true, noHBand: false },
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    visuallyRightToLeft: rightToLeft,
    rows: rows.map((row, index) => {
      const keepNext = index === 0 || (rows.length <= mostRowsTogether && index < rows.length - 1);
      return tableRow(row, { document, widths, size, footnotes, rightColumns, isHeader: index === 0, keepNext });
    }),
  });
  if (landscape) document.landscape.add(wordTable);
  return wordTable;
}

/** The first setting in which no word of the table breaks. */
function fitCells(columns: readonly (readonly string[])[], { theme }: DocxContext): TableSetting {
  const room = { upright: textWidthTwips / 20, landscape: landscapeWidthTwips / 20 };
  return tableSetting(columns, room, { usual: theme.sizes.body - 1, padding: () => cellPadding });
}

function cellText(size: number): CellSetting {
  return { font: { size, bold: true }, padding: cellPadding };
}

interface RowPlace {
  readonly document: DocxContext;
  readonly widths: readonly number[];
  /** Of the text, in points. */
  readonly size: number;
  readonly footnotes: boolean;
  readonly isHeader: boolean;
  readonly keepNext: boolean;
  /** Columns of numbers: their header stands over them. */
  readonly rightColumns: readonly boolean[];
}

function tableRow(cells: readonly Cell[], place: RowPlace): TableRow {
  return new TableRow({
    tableHeader: place.isHeader,
    cantSplit: true,
    children: cells.map((cell, index) => tableCell(cell, index, place)),
  });
}

function tableCell(cell: Cell, column: number, place: RowPlace): TableCell {
  const { document, footnotes, isHeader, keepNext } = place;
  const isRight = cell.align === "right" || (isHeader && place.rightColumns[column] === true);
  const bold = isHeader || cell.isHeader === true;
  const isSmall = place.size < document.theme.sizes.body - 1;
  const format = { ...(bold ? { bold: true } : {}), ...(isSmall ? { size: half(place.size) } : {}) };
  const paragraph = new Paragraph({
    style: "TableText",
    bidirectional: document.rightToLeft,
    keepNext,
    ...(isRight ? { alignment: AlignmentType.RIGHT } : {}),
    children: toRuns(cell.children, document, { footnotes, format }),
  });
  return new TableCell({ width: { size: place.widths[column] ?? 0, type: WidthType.DXA }, children: [paragraph] });
}

function countCitations(rows: readonly (readonly Cell[])[]): number {
  const count = (inlines: readonly Inline[]): number =>
    inlines.reduce(
      (sum, inline) => sum + (inline.type === "citation" ? 1 : "children" in inline ? count(inline.children) : 0),
      0,
    );
  return rows.reduce((sum, row) => sum + row.reduce((inRow, cell) => inRow + count(cell.children), 0), 0);
}
