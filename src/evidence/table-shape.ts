/**
 * Finds the headers of a table as a reader sees them, whatever the parser called a header: which rows head the columns,
 * which column names the rows, which column dates them, and under which section each row stands.
 */
import { isBlankCell, isPlainNumber, parseCellNumber } from "./cell-number.ts";
import type { SourceTable } from "./parsed-source.ts";
import { parsePeriod } from "./period.ts";

/** A row with the sections above it, outermost first. */
export interface RowShape {
  readonly label: string;
  readonly sections: readonly string[];
  /** A header or a section title: no cell of it is a value. */
  readonly isHeading: boolean;
}

/** Where the headers of a table are. */
export interface TableShape {
  /** How many there are: as many as the longest row has. */
  readonly columns: number;
  /** Header rows over each column, top to bottom, repeated words once. */
  readonly columnPaths: readonly (readonly string[])[];
  /** Names the rows; -1 when no column does. */
  readonly labelColumn: number;
  /** Dates the rows; -1 when no column does. */
  readonly periodColumn: number;
  /** Lines of a title that the parser took for header rows. */
  readonly titles: readonly string[];
  /** One a body row of the table, leading header rows included. */
  readonly rows: readonly RowShape[];
}

const periodHeaders =
  /^(?:.*\b)?(?:years?|date|season|period|quarter|months?|fiscal year|week|day|time|jahr|datum|monat|quartal|année|trimestre|año|fecha|mes|anno|jaar|ano)\b|年|日期|时间|年度|年月/iu;

/** Reads the shape of a table. Pure, and not remembered: callers that ask for many cells keep it. */
export function shapeOf(table: SourceTable, language?: string): TableShape {
  const columns = Math.max(0, ...table.header.map((row) => row.length), ...table.rows.map((row) => row.length));
  const body = table.rows.map((row) => row.map((cell) => cleanLabel(cell.text)));
  const headerRows = leadingHeaderRows(table, body, language);
  const all = [...table.header.map((row) => row.map(cleanLabel)), ...body.slice(0, headerRows)];
  const header = all.filter((row, index) => !isTitleRow(row, all.slice(index + 1), language));
  const data = body.slice(headerRows);
  const columnPaths = Array.from({ length: columns }, (_, column) => columnPath(header, column));
  const periodColumn = findPeriodColumn(data, columnPaths, language);
  const labelColumn = findLabelColumn(data, { columns, periodColumn, ...(language && { language }) });
  return {
    columns,
    columnPaths,
    labelColumn,
    periodColumn,
    titles: all
      .filter((row) => !header.includes(row))
      .flatMap((row) => [...new Set(row.filter((text) => text !== ""))]),
    rows: [...body.slice(0, headerRows).map(headingRow), ...underRowsAbove(rowShapes(data, labelColumn))],
  };
}

/** A label without footnote marks, leader dots and doubled spaces. */
export function cleanLabel(text: string): string {
  return text
    .replace(/\[[^\]]{1,12}\]|[*†‡§¹²³⁰-⁹]+(?=\s|$|:)|\s?\(\d\)(?=\s*:?\s*$)/gu, "")
    .replace(/\s*\.{3,}\s*$|…+\s*$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
}

const headingRow = (): RowShape => ({ label: "", sections: [], isHeading: true });

/** Body rows at the top that head columns: period rows, and without any header the first row of words. */
function leadingHeaderRows(table: SourceTable, body: readonly (readonly string[])[], language?: string): number {
  let count = 0;
  while (count < Math.min(4, body.length - 1)) {
    const row = body[count] ?? [];
    const rest = row.slice(1).filter((text) => text !== "");
    const periodsOnly = rest.length > 0 && rest.every((text) => isPeriodWord(text, language));
    const labelFree = (row[0] ?? "") === "" || /^\(.*\)$|\bin (?:millions|thousands|billions)\b/i.test(row[0] ?? "");
    const words = rest.length > 0 && rest.every((text) => !isValue(text, language));
    const first =
      table.header.length === 0 && words && (labelFree || count === 0) && isNumericBelow(body, count, language);
    if (!(first || (periodsOnly && labelFree))) break;
    count++;
  }
  return count;
}

function isNumericBelow(body: readonly (readonly string[])[], row: number, language?: string): boolean {
  return body.slice(row + 1).some((cells) => cells.slice(1).some((text) => isValue(text, language)));
}

function isPeriodWord(text: string, language?: string): boolean {
  if (/^(?:1[5-9]|20)\d\d$/.test(text)) return true;
  if (isPlainNumber(text)) return false;
  if (/\d/.test(text) && parsePeriod(text, language)) return true;
  return /\b(?:months|weeks|year|quarter)s? ended\b|\bended\b|^as of\b/i.test(text) && !isValue(text, language);
}

/** A number that is no year: what a body row has and a header row has not. */
function isValue(text: string, language?: string): boolean {
  if (/^(?:1[5-9]|20)\d\d$/.test(text)) return false;
  return isPlainNumber(text) || parseCellNumber(text, language ? { language } : {}) !== undefined;
}

/** "CONSOLIDATED STATEMENTS", "(in millions)": over rows of periods, in capitals or a note, and not over every column. */
function isTitleRow(row: readonly string[], below: readonly (readonly string[])[], language?: string): boolean {
  const texts = new Set(row.filter((text) => text !== ""));
  const dated = below.some((next) => next.filter((text) => isPeriodWord(text, language)).length > 1);
  const partial = row.slice(1).some((text) => text === "");
  const titled = [...texts].every(
    (text) =>
      /^\(?in (?:thousands|millions|billions)|\(in /iu.test(text) ||
      (/\p{Lu}{4}/u.test(text) && text === text.toUpperCase()),
  );
  return texts.size > 0 && texts.size <= 2 && dated && partial && titled;
}

function columnPath(header: readonly (readonly string[])[], column: number): readonly string[] {
  const path: string[] = [];
  for (const [index, row] of header.entries()) {
    const isLast = index === header.length - 1;
    const text = row[column] || (isLast || column === 0 ? "" : (spanningText(row, column) ?? ""));
    if (text !== "" && path.at(-1) !== text) path.push(text);
  }
  return path;
}

/** A spanning header that the parser left in its first column only. */
function spanningText(row: readonly string[], column: number): string | undefined {
  for (let left = column - 1; left > 0; left--) if (row[left]) return row[left];
  return undefined;
}

function findPeriodColumn(
  data: readonly (readonly string[])[],
  columnPaths: readonly (readonly string[])[],
  language?: string,
): number {
  for (const [column, path] of columnPaths.entries()) {
    const cells = data.map((row) => row[column] ?? "").filter((text) => text !== "");
    const dated = cells.filter((text) => isPeriodCell(text, language));
    const named = periodHeaders.test(path.at(-1) ?? "");
    const wanted = column === 0 || named;
    if (wanted && cells.length > 1 && dated.length >= cells.length * (named ? 0.6 : 0.8)) return column;
  }
  return -1;
}

function isPeriodCell(text: string, language?: string): boolean {
  if (/^(?:1[0-9]|20|21)\d\d$/.test(text)) return true;
  if (!/\d/.test(text) || isPlainNumber(text)) return false;
  const period = parsePeriod(text, language);
  return period !== undefined && period.rest.length <= 12;
}

function findLabelColumn(
  data: readonly (readonly string[])[],
  options: { readonly columns: number; readonly periodColumn: number; readonly language?: string },
): number {
  for (let column = 0; column < options.columns; column++) {
    if (column === options.periodColumn) continue;
    const cells = data.map((row) => row[column] ?? "").filter((text) => text !== "" && !isBlankCell(text));
    const words = cells.filter((text) => /\p{L}/u.test(text) && !isValue(text, options.language));
    if (cells.length > 0 && words.length >= cells.length * 0.6 && words.length >= data.length * 0.4) return column;
  }
  return -1;
}

interface OpenSection {
  readonly label: string;
  readonly rank: number;
}

function rowShapes(data: readonly (readonly string[])[], labelColumn: number): readonly RowShape[] {
  if (labelColumn < 0) return data.map(() => ({ label: "", sections: [], isHeading: false }));
  const shapes: RowShape[] = [];
  let open: readonly OpenSection[] = [];
  let carried = "";
  for (const [index, row] of data.entries()) {
    const label = `${carried}${row[labelColumn] ?? ""}`.trim();
    carried = "";
    if (isSectionRow(row, labelColumn)) {
      const next = data[index + 1]?.[labelColumn] ?? "";
      const wrapped = next === "" ? hasValues(data[index + 1]) : /^[\p{Ll}(]/u.test(next);
      if (!label.endsWith(":") && wrapped) carried = `${label} `;
      else if (label !== "" && label.length <= 110) open = openSection(open, label);
      shapes.push({ label, sections: [], isHeading: true });
      continue;
    }
    open = closeSections(open, label);
    shapes.push({ label, sections: open.map((section) => section.label), isHeading: false });
  }
  return shapes;
}

/**
 * "Percentage of total net sales" under "Marketing" and again under "Research": rows that share a label, each right below a
 * row of its own name, stand under that.
 */
function underRowsAbove(rows: readonly RowShape[]): readonly RowShape[] {
  const pathOf = ({ sections, label }: RowShape): string => [...sections, label].join("\n").toLowerCase();
  const counts = new Map<string, number>();
  for (const row of rows) if (!row.isHeading) counts.set(pathOf(row), (counts.get(pathOf(row)) ?? 0) + 1);
  const isAlone = (row: RowShape | undefined): boolean =>
    row !== undefined && !row.isHeading && row.label !== "" && counts.get(pathOf(row)) === 1;
  const orphans = new Set(
    rows.flatMap((row, index) => (row.isHeading || isAlone(row) || isAlone(rows[index - 1]) ? [] : [pathOf(row)])),
  );
  return rows.map((row, index) => {
    const above = rows[index - 1];
    const isShared = !row.isHeading && row.label !== "" && !isAlone(row) && !orphans.has(pathOf(row));
    return isShared && above && isAlone(above) ? { ...row, sections: [...row.sections, above.label] } : row;
  });
}

/** A name on one line and its values on the next. */
function hasValues(row: readonly string[] | undefined): boolean {
  return row?.some((text) => /\d/.test(text)) ?? false;
}

/** Only its label stands in the row, or the same words span it. */
function isSectionRow(row: readonly string[], labelColumn: number): boolean {
  const label = row[labelColumn] ?? "";
  return row.every(
    (text, column) => column === labelColumn || text === "" || text === label || /^[$€£%()]$/.test(text),
  );
}

/** A title replaces open ones of its rank and below: capitals stand over titles with a colon, those over plain ones. */
function openSection(open: readonly OpenSection[], label: string): readonly OpenSection[] {
  const letters = label.replace(/[^\p{L}]/gu, "");
  const rank = letters === letters.toUpperCase() && letters.length > 3 ? 0 : label.endsWith(":") ? 1 : 2;
  return [...open.filter((section) => section.rank < rank), { label, rank }];
}

const dullWords = new Set(["total", "net", "and", "of", "the", "from", "by", "for", "in", "to", "other", "all"]);

/** "Total current assets" ends "Current assets:" and what stands under it. */
function closeSections(open: readonly OpenSection[], label: string): readonly OpenSection[] {
  const words = contentWords(label);
  const closing = open.findIndex((section) => {
    const wanted = contentWords(section.label);
    return wanted.size > 0 && [...wanted].every((word) => words.has(word)) && words.size >= wanted.size;
  });
  if (closing < 0) return open;
  const summed = /^(?:total|net|gesamt|summe|somme|totale?)\b|\b(?:provided|used|generated)\b|^cash /iu.test(label);
  return summed || words.size === contentWords(open[closing]?.label ?? "").size ? open.slice(0, closing) : open;
}

function contentWords(text: string): ReadonlySet<string> {
  return new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => !dullWords.has(word)));
}
