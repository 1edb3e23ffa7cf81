import { isAbort } from "../../errors.ts";
import type { Resource } from "../../evidence/resource.ts";
import { type BlockDraft, placeBlocks } from "../blocks.ts";
import { failed } from "../failed.ts";
import { nameWithoutEnding } from "../name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "../parser.ts";
import { maximumTableRows } from "../table-file.ts";
import { openZip, type ZipArchive } from "../zip.ts";
import { readCoreProperties } from "./core-properties.ts";
import { officeFailure } from "./office-failure.ts";
import { readSheet } from "./sheet.ts";
import { tablesOfSheet } from "./sheet-tables.ts";
import { readWorkbook } from "./workbook.ts";

const maximumBytes = 100 * 1024 * 1024;

/** Workbooks: each visible sheet is a heading and a table of the values as they are shown, formulas as their results. */
export const xlsxParser = defineParser({
  name: "xlsx",
  version: 2,
  accepts: ({ mediaType }) => mediaType === "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  parse: parseXlsx,
});

async function parseXlsx(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 100 MB that are read of a workbook");
  try {
    return await readXlsx(resource, await openZip(resource.bytes), context.signal);
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return officeFailure(resource, error, "workbook");
  }
}

async function readXlsx(resource: Resource, archive: ZipArchive, signal: AbortSignal): Promise<ParseResult> {
  const workbook = await readWorkbook(archive);
  const drafts: BlockDraft[] = [];
  const warnings: string[] = [];
  for (const sheet of workbook.sheets.filter(({ isHidden }) => !isHidden)) {
    signal.throwIfAborted();
    const rows = await readSheet(archive, sheet.path, workbook);
    if (rows.length === 0) continue;
    drafts.push({ type: "heading", level: 2, text: sheet.name }, ...tablesOfSheet(rows));
    if (rows.length > maximumTableRows)
      warnings.push(`Only the first ${maximumTableRows} rows of sheet "${sheet.name}" were read.`);
  }
  if (drafts.length === 0) return failed(resource, "empty", "has no filled cells");
  const hidden = workbook.sheets.filter(({ isHidden }) => isHidden);
  const metadata = { title: nameWithoutEnding(resource.name), authors: [], ...(await readCoreProperties(archive)) };
  const dropped = hidden.map(({ name }) => ({ what: `sheet "${name}"`, why: "hidden in the workbook" }));
  const blocks = placeBlocks(drafts, metadata.title);
  return { ok: true, parsed: { metadata, blocks, pages: [], links: [], assets: [], dropped, warnings }, assets: [] };
}
