import { isAbort, messageOf } from "../errors.ts";
import type { Resource } from "../evidence/resource.ts";
import { decodeText } from "./charset.ts";
import { cleanText } from "./clean-text.ts";
import { failed } from "./failed.ts";
import { nameWithoutEnding } from "./name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "./parser.ts";
import { hasHeaderRow, maximumTableRows, tableSource } from "./table-file.ts";
import { delimiterOf } from "./text-sniff.ts";

const maximumBytes = 100 * 1024 * 1024;

/** Separated values: delimiter and header row are found out; the file is one table named after itself. */
export const csvParser = defineParser({
  name: "csv",
  version: 2,
  accepts: ({ mediaType }) => mediaType === "text/csv" || mediaType === "text/tab-separated-values",
  parse: parseCsv,
});

async function parseCsv(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 100 MB that are read of a table; give a part of it");
  try {
    return await readCsv(resource);
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return failed(resource, "broken", `cannot be read as separated values: ${messageOf(error)}`);
  }
}

async function readCsv(resource: Resource): Promise<ParseResult> {
  const decoded = decodeText(resource.bytes, resource.charset);
  const { replaced } = decoded;
  // The first line with which Excel names the delimiter.
  const [first = "", said] = /^sep=(.)\r?\n/i.exec(decoded.text) ?? [];
  const text = decoded.text.slice(first.length);
  const isTabbed = resource.mediaType === "text/tab-separated-values";
  const records = await recordsOf(text, said ?? (isTabbed ? "\t" : (delimiterOf(text) ?? ",")));
  const width = records.reduce((most, record) => Math.max(most, record.length), 0);
  const all = records
    .map((record) => Array.from({ length: width }, (_, column) => cleanText(record[column] ?? "")))
    .filter((row) => row.some((cell) => cell !== ""));
  if (all.length === 0) return failed(resource, "empty", "has no rows");
  const { notes, rows } = takeNotes(all);
  const header = hasHeaderRow(rows) ? rows.slice(0, 1) : [];
  const body = rows.slice(header.length);
  const warnings = [
    ...(body.length > maximumTableRows
      ? [`Only the first ${maximumTableRows} rows were read; the file has more.`]
      : []),
    ...(replaced > 0 ? [`${replaced} characters could not be decoded.`] : []),
  ];
  const cells = body.slice(0, maximumTableRows).map((row) => row.map((cell) => ({ text: cell })));
  return {
    ok: true,
    parsed: tableSource(
      nameWithoutEnding(resource.name),
      { header, rows: cells, ...(notes === "" ? {} : { notes }) },
      warnings,
    ),
    assets: [],
  };
}

/** The records of the text. A quote that never closes is a character like others: an inch mark, most often. */
async function recordsOf(text: string, delimiter: string): Promise<readonly (readonly string[])[]> {
  const { CsvError, parse } = await import("csv-parse/sync");
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: maximumTableRows + 2,
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== "CSV_QUOTE_NOT_CLOSED") throw error;
    return parse(text, { ...options, quote: false });
  }
}

/** Lines above the table that fill only its first column name or explain it. */
function takeNotes(rows: readonly (readonly string[])[]): {
  readonly notes: string;
  readonly rows: readonly (readonly string[])[];
} {
  const start = rows.findIndex((row) => row.slice(1).some((text) => text !== ""));
  if (start < 1) return { notes: "", rows };
  const notes = rows.slice(0, start).map((row) => row[0] ?? "");
  return { notes: notes.join("; "), rows: rows.slice(start) };
}
