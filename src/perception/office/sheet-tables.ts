import type { BlockDraft } from "../blocks.ts";
import { hasHeaderRow, maximumTableRows } from "../table-file.ts";
import type { SheetRow } from "./sheet.ts";

const mostHeaderRows = 4;

interface Table {
  readonly caption: string;
  readonly header: readonly SheetRow[];
  readonly body: SheetRow[];
}

/**
 * The tables and lines of a sheet. Empty rows part tables, unless what follows has neither a header nor a line above it
 * to be its caption: then it goes on with the table before. Lines with one filled cell name the table below them; without
 * one they are paragraphs.
 */
export function tablesOfSheet(all: readonly SheetRow[]): readonly BlockDraft[] {
  const parts: (Table | string)[] = [];
  for (const group of groupsOf(all.slice(0, maximumTableRows + 1))) {
    const start = group.findIndex((row) => filledOf(row).length > 1);
    const lines = (start === -1 ? group : group.slice(0, start)).flatMap(filledOf);
    if (start === -1) {
      parts.push(...lines);
      continue;
    }
    const captions = [...takeLines(parts), ...lines];
    const rows = group.slice(start);
    const count = headerCount(rows);
    const before = parts.at(-1);
    if (count === 0 && captions.length === 0 && typeof before === "object") before.body.push(...rows);
    else parts.push({ caption: captions.join(". "), header: rows.slice(0, count), body: rows.slice(count) });
  }
  return parts.map((part) => (typeof part === "string" ? { type: "paragraph", text: part } : tableDraft(part)));
}

function filledOf(row: SheetRow): readonly string[] {
  return row.texts.filter((text) => text !== "");
}

function groupsOf(rows: readonly SheetRow[]): readonly (readonly SheetRow[])[] {
  const groups: SheetRow[][] = [];
  for (const row of rows) {
    if (row.isApart || groups.length === 0) groups.push([row]);
    else groups.at(-1)?.push(row);
  }
  return groups;
}

/** Takes the last lines, which turned out to stand above a table. */
function takeLines(parts: (Table | string)[]): readonly string[] {
  const lines: string[] = [];
  for (let last = parts.at(-1); typeof last === "string"; last = parts.at(-1)) {
    lines.unshift(last);
    parts.pop();
  }
  return lines;
}

/** Rows that merge cells over columns head the columns below them, together with the row after them. */
function headerCount(rows: readonly SheetRow[]): number {
  const isSpread = (row: SheetRow | undefined) =>
    row?.spread.some((text, column) => text !== (row.texts[column] ?? ""));
  let count = 0;
  while (count < mostHeaderRows - 1 && count + 2 < rows.length && isSpread(rows[count])) count += 1;
  if (count > 0) return count + 1;
  return hasHeaderRow(rectangle(rows.map((row) => row.texts))) ? 1 : 0;
}

function tableDraft({ caption, header, body }: Table): BlockDraft {
  const rows = rectangle([...header.map((row) => row.spread), ...body.map((row) => row.texts)]);
  const cells = rows.slice(header.length).map((row) => row.map((text) => ({ text })));
  return { type: "table", ...(caption === "" ? {} : { caption }), header: rows.slice(0, header.length), rows: cells };
}

/** Rows of one length, without the columns that are empty in all of them. */
function rectangle(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const filled = Array.from({ length: width }, (_, column) => column).filter((column) =>
    rows.some((row) => (row[column] ?? "") !== ""),
  );
  return rows.map((row) => filled.map((column) => row[column] ?? ""));
}
