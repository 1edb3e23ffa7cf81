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
  version: 1,
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
  const { parse } = await import("csv-parse/sync");
  const { text, replaced } = decodeText(resource.bytes, resource.charset);
  const delimiter = resource.mediaType === "text/tab-separated-values" ? "\t" : (delimiterOf(text) ?? ",");
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: maximumTableRows + 2,
  };
  const records: readonly (readonly string[])[] = parse(text, options);
  const width = records.reduce((most, record) => Math.max(most, record.length), 0);
  const rows = records
    .map((record) => Array.from({ length: width }, (_, column) => cleanText(record[column] ?? "")))
    .filter((row) => row.some((cell) => cell !== ""));
  if (rows.length === 0) return failed(resource, "empty", "has no rows");
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
    parsed: tableSource(nameWithoutEnding(resource.name), { header, rows: cells }, warnings),
    assets: [],
  };
}
