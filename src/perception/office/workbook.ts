import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import type { ZipArchive } from "../zip.ts";
import { type CellFormat, formatOf } from "./cell-format.ts";
import { childrenOf, descendantsOf, rawTextOf, readXml, relationsOf, rootOf, unescapeText } from "./xml.ts";

/** What all sheets of a workbook share; sheets in the order of the tabs. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string; readonly isHidden: boolean }[];
  readonly strings: readonly string[];
  /** By the style number of a cell. */
  readonly formats: readonly CellFormat[];
  /** Days count from 1904 instead of 1900. */
  readonly is1904: boolean;
}

/** Reads sheet names, shared strings and number formats. Throws when the file has no workbook. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const path = archive.names.find((name) => /^xl\/workbook\d*\.xml$/.test(name)) ?? "xl/workbook.xml";
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) throw new Error("it holds no workbook");
  const relations = await relationsOf(archive, path);
  const partOf = (kind: string) =>
    [...relations.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target ?? `xl/${kind}.xml`;
  const sheets = descendantsOf(root, "sheet").map((sheet) => ({
    name: cleanText(sheet.attribs.name ?? ""),
    path: relations.get(relationIdOf(sheet))?.target ?? "",
    isHidden: /hidden/i.test(sheet.attribs.state ?? ""),
  }));
  const is1904 = /^(?:1|true)$/.test(descendantsOf(root, "workbookPr")[0]?.attribs.date1904 ?? "");
  return {
    sheets,
    strings: await stringsOf(archive, partOf("sharedStrings")),
    formats: await formatsOf(archive, partOf("styles")),
    is1904,
  };
}

/** `r:id`, under whatever prefix the file gives that namespace. */
function relationIdOf(sheet: Element): string {
  return Object.entries(sheet.attribs).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
}

async function stringsOf(archive: ZipArchive, path: string): Promise<readonly string[]> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return [];
  // Phonetic hints (`rPh`) repeat the text in another script.
  return childrenOf(root, "si").map((item) =>
    unescapeText(
      [...childrenOf(item, "t"), ...childrenOf(item, "r").flatMap((run) => childrenOf(run, "t"))]
        .map(rawTextOf)
        .join(""),
    ),
  );
}

async function formatsOf(archive: ZipArchive, path: string): Promise<readonly CellFormat[]> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return [];
  const codes = new Map(
    descendantsOf(root, "numFmt").map((format) => [format.attribs.numFmtId, format.attribs.formatCode]),
  );
  const styles = childrenOf(root, "cellXfs").flatMap((list) => childrenOf(list, "xf"));
  return styles.map((style) => formatOf(Number(style.attribs.numFmtId ?? 0), codes.get(style.attribs.numFmtId ?? "")));
}
