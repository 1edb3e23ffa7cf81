import { union, widthOf } from "../layout/geometry.ts";
import type { Line } from "../layout/line.ts";
import { findColumns } from "./columns.ts";
import { countHeaderLines, toHeader } from "./header.ts";
import type { Marks } from "./marks.ts";
import type { LaidTable } from "./model.ts";
import { toRows } from "./rows.ts";

/** A run of lines to a table; nothing if it has fewer than two columns or no body. */
export function buildTable(lines: readonly Line[], page: number, marks: Marks): LaidTable | undefined {
  const columns = findColumns(lines);
  if (columns.length < 2) return undefined;
  const headerCount = countHeaderLines(lines, columns);
  const header = toHeader(lines.slice(0, headerCount), columns, marks);
  const rows = toRows(lines.slice(headerCount), columns, marks);
  if (rows.length === 0) return undefined;
  const rect = union(lines);
  if (widthOf(rect) <= 0) return undefined;
  const cells = rows.map((row) => row.cells.map(({ text, rect: box }) => (box ? { text, rect: box } : { text })));
  return { ...rect, page, header, rows: cells };
}
