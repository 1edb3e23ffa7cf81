import type { LayoutFault, LayoutFaultCode } from "./fault.ts";
import { contrastRatio, distortion, leastContrast, mostDistortion, pictureSize } from "./measures.ts";
import { all, first, type Nodes, number, type OfficePackage, openPackage, type Xml } from "./package.ts";

/** Print reads smaller than a screen across a room; below this nothing is readable on paper either, in points. */
const leastSize = 8;
const emuPerTwip = 635;

type Report = (code: LayoutFaultCode, place: string, message: string) => void;

/** The faults of a Word document that can be measured without laying out its pages. */
export async function inspectDocx(bytes: Uint8Array): Promise<readonly LayoutFault[]> {
  const file = await openPackage(bytes);
  const $ = await file.xml("word/document.xml");
  const faults: LayoutFault[] = [];
  const report: Report = (code, place, message) => faults.push({ format: "docx", place, code, message });
  if (!$) {
    report("unreadable", "document", "The file has no main part");
    return faults;
  }
  checkHeadings($, report);
  checkTables($, report);
  checkLinks($, report);
  await checkNotes($, file, report);
  await checkText($, file, report);
  await checkDrawings($, file, report);
  if (!(await file.xml("docProps/core.xml"))?.("dc\\:title").text().trim())
    report("missing-title", "document", "The document has no title");
  return faults;
}

const words = (node: Nodes): string => node.find("w\\:t").text().trim();
const document = ($: Xml): Nodes => $("w\\:document").first();
const headingLevel = (style: string): number => Number(/^Heading(\d)$/.exec(style)?.[1] ?? 0);

function checkHeadings($: Xml, report: Report): void {
  const seen = new Set<string>();
  let previous = 0;
  for (const [index, paragraph] of all($, document($), "w:p").entries()) {
    const level = headingLevel(first(paragraph, "w:pStyle").attr("w:val") ?? "");
    if (level === 0) continue;
    const place = `paragraph ${index + 1}`;
    const text = words(paragraph);
    if (text === "") report("empty-title", place, "A heading is empty");
    else if (seen.has(text)) report("duplicate-title", place, `The heading stands twice: ${text}`);
    if (level > previous + 1) report("missing-title", place, `Heading ${level} follows heading ${previous}`);
    seen.add(text);
    previous = level;
  }
}

/** Width between the margins of the section in which an element stands: the next section properties after it. */
function textWidth($: Xml, node: Nodes): number {
  const after = node.nextAll().addBack().find("w\\:sectPr").first();
  const section = after.length > 0 ? after : $("w\\:body").children("w\\:sectPr").last();
  const margins = first(section, "w:pgMar");
  const sides = (number(margins, "w:left") ?? 0) + (number(margins, "w:right") ?? 0);
  return (number(first(section, "w:pgSz"), "w:w") ?? 11906) - sides;
}

function checkTables($: Xml, report: Report): void {
  for (const [index, table] of all($, document($), "w:tbl").entries()) {
    const place = `table ${index + 1}`;
    const room = textWidth($, table);
    const width = all($, table, "w:gridCol").reduce((sum, column) => sum + (number(column, "w:w") ?? 0), 0);
    if (width > room + 20) report("overflow", place, `${width} twips wide where ${room} fit`);
    if (first(first(table, "w:tr"), "w:tblHeader").length === 0)
      report("missing-header-row", place, "No header row repeats");
  }
}

/** Links and fields inside the document must lead to a bookmark. */
function checkLinks($: Xml, report: Report): void {
  const bookmarks = new Set(all($, document($), "w:bookmarkStart").map((mark) => mark.attr("w:name") ?? ""));
  for (const link of all($, document($), "w:hyperlink")) {
    const anchor = link.attr("w:anchor");
    if (anchor && link.attr("r:id") === undefined && !bookmarks.has(anchor))
      report("dangling-citation", anchor, `${words(link)} leads nowhere`);
  }
  for (const field of all($, document($), "w:fldSimple")) {
    const anchor = /^\s*(?:REF|PAGEREF)\s+(\S+)/.exec(field.attr("w:instr") ?? "")?.[1];
    if (anchor && !bookmarks.has(anchor)) report("dangling-citation", anchor, `${words(field)} leads nowhere`);
  }
  for (const run of all($, document($), "w:t")) {
    if (run.text().trim() === "[?]") report("dangling-citation", "document", "A citation points at no known evidence");
  }
  const toc = all($, document($), "w:sdt").find(
    (part) => first(part, "w:docPartGallery").length > 0 || /TOC/.test(part.find("w\\:instrText").text()),
  );
  if (toc && words(toc) === "") report("empty-placeholder", "table of contents", "It has no entries");
}

async function checkNotes($: Xml, file: OfficePackage, report: Report): Promise<void> {
  const notes = await file.xml("word/footnotes.xml");
  const texts = new Map(
    notes
      ? all(notes, notes("w\\:footnotes"), "w:footnote").map((note): [string, string] => [
          note.attr("w:id") ?? "",
          words(note),
        ])
      : [],
  );
  for (const call of all($, document($), "w:footnoteReference")) {
    const id = call.attr("w:id") ?? "";
    if (!texts.get(id)) report("dangling-citation", `footnote ${id}`, "The note is missing or empty");
  }
}

interface StyleFacts {
  readonly size?: number;
  readonly colour?: string;
  readonly fill?: string;
  readonly basedOn?: string;
}

async function readStyles(file: OfficePackage): Promise<ReadonlyMap<string, StyleFacts>> {
  const $ = await file.xml("word/styles.xml");
  if (!$) return new Map();
  const defaults = factsOf(first($("w\\:docDefaults"), "w:rPr"), $("w\\:docDefaults"));
  const styles = all($, $("w\\:styles"), "w:style").map((style): [string, StyleFacts] => {
    const basedOn = first(style, "w:basedOn").attr("w:val");
    return [
      style.attr("w:styleId") ?? "",
      { ...factsOf(style.children("w\\:rPr"), style.children("w\\:pPr")), ...(basedOn ? { basedOn } : {}) },
    ];
  });
  return new Map([["", defaults], ...styles]);
}

function factsOf(run: Nodes, paragraph: Nodes): StyleFacts {
  const size = number(first(run, "w:sz"), "w:val");
  const colour = first(run, "w:color").attr("w:val");
  const fill = first(paragraph, "w:shd").attr("w:fill");
  return {
    ...(size ? { size: size / 2 } : {}),
    ...(colour && colour !== "auto" ? { colour } : {}),
    ...(fill && fill !== "auto" ? { fill } : {}),
  };
}

/** A style with what it inherits, the document's defaults last. */
function inherited(id: string, styles: ReadonlyMap<string, StyleFacts>, depth = 0): StyleFacts {
  const own = styles.get(id);
  if (!own || depth > 10) return styles.get("") ?? {};
  return { ...inherited(own.basedOn ?? "", styles, id === "" ? 11 : depth + 1), ...own };
}

async function checkText($: Xml, file: OfficePackage, report: Report): Promise<void> {
  const styles = await readStyles(file);
  for (const [index, paragraph] of all($, document($), "w:p").entries()) {
    const style = inherited(first(paragraph.children("w\\:pPr"), "w:pStyle").attr("w:val") ?? "Normal", styles);
    const cellFill = first(paragraph.closest("w\\:tc").children("w\\:tcPr"), "w:shd").attr("w:fill");
    for (const run of all($, paragraph, "w:r")) {
      const text = words(run);
      if (text === "") continue;
      const format = run.children("w\\:rPr");
      const character = styles.get(first(format, "w:rStyle").attr("w:val") ?? "-") ?? {};
      const facts = { ...style, ...character, ...factsOf(format, paragraph.children("w\\:pPr")) };
      const size = facts.size ?? 10;
      const ratio = contrastRatio(facts.colour ?? "000000", facts.fill ?? cellFill ?? "FFFFFF");
      const place = `paragraph ${index + 1}`;
      if (size < leastSize) report("small-text", place, `${size} pt: ${text.slice(0, 30)}`);
      if (ratio < leastContrast(size, first(format, "w:b").length > 0))
        report("contrast", place, `${ratio.toFixed(1)} to 1: ${text.slice(0, 30)}`);
    }
  }
}

async function checkDrawings($: Xml, file: OfficePackage, report: Report): Promise<void> {
  const relations = await file.relations("word/document.xml");
  for (const [index, drawing] of all($, document($), "w:drawing").entries()) {
    const place = `drawing ${index + 1}`;
    const room = textWidth($, drawing.closest("w\\:p")) * emuPerTwip;
    const extent = first(drawing, "wp:extent");
    const shown = { width: number(extent, "cx") ?? 1, height: number(extent, "cy") ?? 1 };
    if ((first(drawing, "wp:docPr").attr("descr") ?? "").trim() === "")
      report("missing-alt", place, "It has no alternative text");
    if (shown.width > room + 9525) report("off-page", place, "It is wider than the text");
    const target = relations.get(first(drawing, "a:blip").attr("r:embed") ?? "")?.target;
    const bytes = target ? await file.bytes(target) : undefined;
    const own = bytes ? await pictureSize(bytes) : undefined;
    if (own && distortion(shown, own) > mostDistortion) report("aspect", place, "The picture is stretched");
  }
}
