import { AlignmentType, Paragraph, TableCell, TableLayoutType, TableRow, WidthType, Table as WordTable } from "docx";
import type { Cell, Inline, Table } from "../../report/index.ts";
import { columnWidths } from "../column-widths.ts";
import { inlineText } from "../inline-text.ts";
import { textWidth } from "../text-metrics.ts";
import { type DocxContext, landscapeWidthTwips, textWidthTwips } from "./context.ts";
import { toRuns } from "./inline.ts";

/** With more citations than this, footnotes would crowd out the table; the numbers still lead to the exact evidence. */
const mostFootnotes = 6;

/** A table of so few rows stays on one page. */
const mostRowsTogether = 8;

/** A native table: repeated header row, rows that never break, columns as wide as their content asks. */
export function toTable(table: Table, document: DocxContext): WordTable {
  const { resolved, rightToLeft } = document;
  const rows = [table.header, ...table.rows];
  const texts = table.header.map((_, column) => rows.map((row) => inlineText(row[column]?.children ?? [], resolved)));
  const landscape = needsLandscape(texts, document);
  const width = (landscape ? landscapeWidthTwips : textWidthTwips) / 20;
  const widths = columnWidths(texts, width, cellText(document)).map((points) => Math.floor(points * 20));
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
      return tableRow(row, { document, widths, footnotes, rightColumns, isHeader: index === 0, keepNext });
    }),
  });
  if (landscape) document.landscape.add(wordTable);
  return wordTable;
}

/** Whether the longest words of the columns do not fit side by side between the margins of an upright page. */
function needsLandscape(columns: readonly (readonly string[])[], document: DocxContext): boolean {
  const { font, padding } = cellText(document);
  const needed = columns.map((texts) => {
    const words = texts.flatMap((text) => text.split(/\s+/u));
    return Math.min(Math.max(0, ...words.map((word) => textWidth(word, font))), longestWord) + padding;
  });
  return needed.reduce((sum, width) => sum + width, 0) > textWidthTwips / 20;
}

/** Longer words break anyway, in points. */
const longestWord = 90;

function cellText({ theme }: DocxContext) {
  return { font: { size: theme.sizes.body - 1, bold: true }, padding: 10 };
}

interface RowPlace {
  readonly document: DocxContext;
  readonly widths: readonly number[];
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
  const paragraph = new Paragraph({
    style: "TableText",
    bidirectional: document.rightToLeft,
    keepNext,
    ...(isRight ? { alignment: AlignmentType.RIGHT } : {}),
    children: toRuns(cell.children, document, { footnotes, ...(bold ? { format: { bold: true } } : {}) }),
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
