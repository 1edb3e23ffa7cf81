import type { Cell, ResolvedReport, Table } from "../../report/index.ts";
import { columnWidths } from "../column-widths.ts";
import { lineHeight } from "../text-metrics.ts";
import { cutText, lineCount } from "./fit.ts";
import { boxes, cellPadding, sizes } from "./layout.ts";
import { plainText, type SlideCell, type SlideRun, type SlideTable } from "./slide.ts";
import { toSlideText } from "./slide-text.ts";

/** More would not be read from a slide. */
const mostRows = 9;
const mostColumns = 6;
/** A cell of more lines is cut; the notes and the document hold the whole. */
const mostLines = 5;

type Row = readonly SlideCell[];

/** A table as the parts that fit on slides: columns first, then rows, each part with the header and its first column. */
export function tableParts(table: Table, resolved: ResolvedReport): readonly SlideTable[] {
  const rightColumns = table.header.map(
    (_, column) => table.rows.length > 0 && table.rows.every((row) => row[column]?.align === "right"),
  );
  const header = table.header.map((cell, column) =>
    toCell({ ...cell, ...(rightColumns[column] ? { align: "right" as const } : {}) }, resolved, true),
  );
  const cited = table.rows.map((row) => row.map((cell) => toCell(cell, resolved, cell.isHeader === true)));
  const origin = commonSource(table, cited);
  const rows = origin ? cited.map((row) => row.map(withoutMarks)) : cited;
  const caption = [
    ...captionOf(table, resolved),
    ...(origin ? [{ text: `. ${resolved.labels.source}: ` }, origin] : []),
  ];
  return columnGroups(header.length).flatMap((columns) => {
    const pick = (row: Row): Row => columns.flatMap((column) => row[column] ?? []);
    return rowParts(pick(header), rows.map(pick)).map((part) => ({ id: table.id, caption, ...part }));
  });
}

const isMark = ({ link }: SlideRun): boolean => link?.type === "source";

/** The one source that all cells but the names of rows cite; its mark in each of them would only be noise. */
function commonSource(table: Table, rows: readonly Row[]): SlideRun | undefined {
  const values = rows.flatMap((row, index) =>
    row.filter((cell, column) => !table.rows[index]?.[column]?.isHeader && plainText(cell.text).trim() !== ""),
  );
  const marks = values.map(({ text }) => text.filter(isMark));
  const [first] = marks.flat();
  const isShared = marks.every((own) => own.length === 1 && own[0]?.text === first?.text);
  return values.length > 1 && isShared ? first : undefined;
}

function withoutMarks(cell: SlideCell): SlideCell {
  const words = cell.text.filter((run) => !isMark(run));
  return {
    ...cell,
    text: words.map((run, at) => (at === words.length - 1 ? { ...run, text: run.text.trimEnd() } : run)),
  };
}

function captionOf(table: Table, resolved: ResolvedReport) {
  const label = resolved.numbered.get(table.id)?.label;
  const words = toSlideText(table.caption, resolved);
  return label ? [{ text: `${label}: `, bold: true }, ...words] : words;
}

function toCell(cell: Cell, resolved: ResolvedReport, bold: boolean): SlideCell {
  return { text: toSlideText(cell.children, resolved), align: cell.align ?? "left", bold };
}

/** The first column with a share of the others; shares differ by one column at most. */
function columnGroups(count: number): readonly (readonly number[])[] {
  const all = Array.from({ length: count }, (_, column) => column);
  if (count <= mostColumns) return [all];
  const slides = Math.ceil((count - 1) / (mostColumns - 1));
  return Array.from({ length: slides }, (_, slide) => {
    const at = (index: number): number => 1 + Math.round(((count - 1) * index) / slides);
    return [0, ...all.slice(at(slide), at(slide + 1))];
  });
}

/** The largest size at which the table takes the fewest slides. */
function rowParts(header: Row, rows: readonly Row[]): readonly Omit<SlideTable, "id" | "caption">[] {
  const attempts = sizes.table.map((size) => paginate(header, rows, size));
  const fewest = Math.min(...attempts.map((parts) => parts.length));
  return attempts.find((parts) => parts.length === fewest) ?? [];
}

function paginate(header: Row, rows: readonly Row[], size: number): readonly Omit<SlideTable, "id" | "caption">[] {
  const widths = widthsOf([header, ...rows], size);
  const fitted = [header, ...rows].map((row) => row.map((cell, column) => cutCell(cell, widths[column] ?? 0, size)));
  const [head = [], ...body] = fitted;
  const headHeight = rowHeight(head, widths, size);
  const pages: { rows: Row[]; heights: number[]; used: number }[] = [];
  for (const row of body) {
    const height = rowHeight(row, widths, size);
    const page = pages.at(-1);
    if (page && page.rows.length < mostRows && page.used + height <= boxes.table.height) {
      page.rows.push(row);
      page.heights.push(height);
      page.used += height;
    } else pages.push({ rows: [row], heights: [height], used: headHeight + height });
  }
  if (pages.length === 0) pages.push({ rows: [], heights: [], used: headHeight });
  return evenOut(pages).map((page) => ({
    size,
    widths,
    heights: [headHeight, ...page.heights],
    rows: [head, ...page.rows],
  }));
}

/** Moves rows from full pages to a last page that would hold only a few. */
function evenOut<Page extends { readonly rows: Row[]; readonly heights: number[] }>(
  pages: readonly Page[],
): readonly Page[] {
  const last = pages.at(-1);
  const before = pages.at(-2);
  while (last && before && last.rows.length + 1 < before.rows.length) {
    const row = before.rows.pop();
    const height = before.heights.pop();
    if (!row || height === undefined) break;
    const used = last.heights.reduce((sum, value) => sum + value, height);
    if (used > boxes.table.height * 0.75) {
      before.rows.push(row);
      before.heights.push(height);
      break;
    }
    last.rows.unshift(row);
    last.heights.unshift(height);
  }
  return pages;
}

function widthsOf(rows: readonly Row[], size: number): readonly number[] {
  const texts = (rows[0] ?? []).map((_, column) => rows.map((row) => plainText(row[column]?.text ?? [])));
  return columnWidths(texts, boxes.table.width, { font: { size, bold: true }, padding: 2 * cellPadding.side + 4 });
}

function cutCell(cell: SlideCell, width: number, size: number): SlideCell {
  const inner = width - 2 * cellPadding.side;
  return {
    ...cell,
    text: cutText(cell.text, (text) => lineCount(text, inner, { size, bold: cell.bold }) <= mostLines),
  };
}

function rowHeight(row: Row, widths: readonly number[], size: number): number {
  const lines = row.map((cell, column) =>
    lineCount(cell.text, (widths[column] ?? 0) - 2 * cellPadding.side, { size, bold: cell.bold }),
  );
  return Math.max(1, ...lines) * size * lineHeight + 2 * cellPadding.top;
}
