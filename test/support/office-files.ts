import JSZip from "jszip";
import { openZip, type ZipArchive } from "../../src/perception/zip.ts";

export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** An archive of the given parts. */
export async function zipped(parts: Parts): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(parts)) zip.file(name, content);
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

/** The same, opened by our own reader. */
export async function archiveOf(parts: Parts): Promise<ZipArchive> {
  return openZip(await zipped(parts));
}

const officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A relations part: ids to kind and target; a target with a scheme is outside the archive. */
export function relations(list: Readonly<Record<string, readonly [kind: string, target: string]>>): string {
  const lines = Object.entries(list).map(([id, [kind, target]]) => {
    const mode = /^[a-z]+:/i.test(target) ? ' TargetMode="External"' : "";
    return `<Relationship Id="${id}" Type="${officeRelations}/${kind}" Target="${target}"${mode}/>`;
  });
  return `<Relationships>${lines.join("")}</Relationships>`;
}

export interface SheetParts {
  readonly name?: string;
  readonly state?: string;
  /** Everything inside `<worksheet>`. */
  readonly xml: string;
}

/** A workbook of the given sheets; `shared` are the shared strings as XML items. */
export function workbookOf(
  sheets: readonly SheetParts[],
  options: { readonly shared?: string; readonly styles?: string; readonly date1904?: boolean } = {},
): Promise<Uint8Array> {
  const links = sheets.map((_, index) => [`rId${index}`, ["worksheet", `worksheets/sheet${index}.xml`]] as const);
  const list = sheets.map(
    ({ name, state = "visible" }, at) =>
      `<sheet name="${name ?? `Sheet ${at + 1}`}" sheetId="${at + 1}" state="${state}" r:id="rId${at}"/>`,
  );
  return zipped({
    "[Content_Types].xml":
      '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="${options.date1904 === true ? 1 : 0}"/><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(Object.fromEntries(links)),
    "xl/sharedStrings.xml": `<sst>${options.shared ?? ""}</sst>`,
    "xl/styles.xml": `<styleSheet>${options.styles ?? ""}</styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at}.xml`, `<worksheet>${xml}</worksheet>`]),
    ),
  });
}

/** A grid of texts and numbers as `<sheetData>`; null is no cell, an empty list an empty row left out of the file. */
export function sheetData(rows: readonly (readonly (string | number | null)[])[]): string {
  const lines = rows.map((row, at) => {
    if (row.length === 0) return "";
    const cells = row.map((value, column) => {
      if (value === null) return "";
      const reference = `${String.fromCharCode(65 + column)}${at + 1}`;
      return typeof value === "number"
        ? `<c r="${reference}"><v>${value}</v></c>`
        : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
    });
    return `<row r="${at + 1}">${cells.join("")}</row>`;
  });
  return `<sheetData>${lines.join("")}</sheetData>`;
}

export interface SlideParts {
  /** Everything inside the tree of shapes. */
  readonly shapes: string;
  readonly links?: Readonly<Record<string, readonly [kind: string, target: string]>>;
  readonly show?: string;
}

/** A deck of the given slides; `parts` are charts, notes, diagrams and pictures by their path. */
export function deckOf(slides: readonly SlideParts[], parts: Parts = {}): Promise<Uint8Array> {
  const links = slides.map((_, at) => [`rId${at}`, ["slide", `slides/slide${at}.xml`]] as const);
  const files = slides.flatMap(({ shapes, links: own = {}, show = "1" }, at) => [
    [
      `ppt/slides/slide${at}.xml`,
      `<p:sld show="${show}"><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`,
    ] as const,
    [`ppt/slides/_rels/slide${at}.xml.rels`, relations(own)] as const,
  ]);
  return zipped({
    "[Content_Types].xml":
      '<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
    "ppt/presentation.xml": `<p:presentation><p:sldIdLst>${slides.map((_, at) => `<p:sldId r:id="rId${at}"/>`).join("")}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relations(Object.fromEntries(links)),
    ...Object.fromEntries(files),
    ...parts,
  });
}

/** A text shape with a paragraph a line; `placeholder` is `title`, `body`, … */
export function textShape(lines: readonly string[], placeholder?: string): string {
  const place = placeholder === undefined ? "" : `<p:nvSpPr><p:nvPr><p:ph type="${placeholder}"/></p:nvPr></p:nvSpPr>`;
  const paragraphs = lines.map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`);
  return `<p:sp>${place}<p:txBody>${paragraphs.join("")}</p:txBody></p:sp>`;
}

const wordNames =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ' +
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"';

/** A Word document with the given body. */
export function wordOf(
  body: string,
  options: {
    readonly styles?: string;
    readonly links?: Readonly<Record<string, readonly [kind: string, target: string]>>;
    readonly parts?: Parts;
  } = {},
): Promise<Uint8Array> {
  return zipped({
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": relations({ rId1: ["officeDocument", "word/document.xml"] }).replace(
      "<Relationships>",
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
    ),
    "word/_rels/document.xml.rels": relations({ rIdS: ["styles", "styles.xml"], ...options.links }).replace(
      "<Relationships>",
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
    ),
    "word/styles.xml": `<w:styles ${wordNames}>${options.styles ?? ""}</w:styles>`,
    "word/document.xml": `<w:document ${wordNames}><w:body>${body}</w:body></w:document>`,
    ...options.parts,
  });
}

/** A chart part (ECMA-376 part 1, 21.2) around the given series. */
export function chartPart(series: string, title = ""): string {
  const heading =
    title === "" ? "" : `<c:title><c:tx><c:rich><a:p><a:r><a:t>${title}</a:t></a:r></a:p></c:rich></c:tx></c:title>`;
  return `<c:chartSpace><c:chart>${heading}<c:plotArea><c:barChart>${series}</c:barChart></c:plotArea></c:chart></c:chartSpace>`;
}

/** Cached points of a chart: texts, or numbers when a format code is given. */
export function chartPoints(values: readonly (string | number | null)[], formatCode?: string): string {
  const points = values.map((value, at) => (value === null ? "" : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`));
  return formatCode === undefined
    ? `<c:strRef><c:strCache>${points.join("")}</c:strCache></c:strRef>`
    : `<c:numRef><c:numCache><c:formatCode>${formatCode}</c:formatCode>${points.join("")}</c:numCache></c:numRef>`;
}
