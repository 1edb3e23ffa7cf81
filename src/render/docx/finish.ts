import JSZip from "jszip";
import { officeInstant } from "../office-instant.ts";
import type { Theme } from "../theme.ts";
import { hex } from "./context.ts";

/**
 * What the `docx` package cannot say: a table style, the direction of the section, markers without a line.
 *
 * Contract: changes parts, adds none; every replacement that finds nothing to replace leaves its part as it was.
 */
export async function finishDocument(
  bytes: Uint8Array,
  { theme, rightToLeft, created }: { readonly theme: Theme; readonly rightToLeft: boolean; readonly created: string },
): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  await edit(zip, "word/styles.xml", (xml) => xml.replace("</w:styles>", `${reportTableStyle(theme)}</w:styles>`));
  if (rightToLeft) await edit(zip, "word/document.xml", rightToLeftText);
  for (const path of Object.keys(zip.files).filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name))) {
    await edit(zip, path, chart);
  }
  const instant = officeInstant(created);
  await edit(zip, "docProps/core.xml", (xml) => xml.replace(/(W3CDTF">)[^<]*/g, `$1${instant}`));
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

/**
 * The direction of the section and of the table of contents, which the package fills without one.
 * `bidi` stands before `docGrid` in a section, after `tabs` in a paragraph (ECMA-376 part 1, 17.6.17 and 17.3.1.26).
 */
function rightToLeftText(xml: string): string {
  return xml
    .replace(/(?=<w:docGrid )(?=[^<]*<)|(?<!<w:docGrid [^>]*>)(?=<\/w:sectPr>)/g, "<w:bidi/>")
    .replace(/(<w:pStyle w:val="TOC\d"\/>(?:<w:tabs>.*?<\/w:tabs>)?)/gs, "$1<w:bidi/>")
    .replace(
      /<w:r>(?=<w:t[^>]*>[^<]*\p{Script=Arabic}|<w:t[^>]*>[^<]*\p{Script=Hebrew})/gu,
      "<w:r><w:rPr><w:rtl/></w:rPr>",
    );
}

async function edit(zip: JSZip, path: string, change: (xml: string) => string): Promise<void> {
  const xml = await zip.file(path)?.async("string");
  if (xml !== undefined) zip.file(path, change(xml));
}

/** Markers without a line, and category names at the edge of the plot, where no negative bar crosses them. */
function chart(xml: string): string {
  return xml
    .replace(/<a:ln w="0"[^>]*>.*?<\/a:ln>/gs, "<a:ln><a:noFill/></a:ln>")
    .replace(/(<c:catAx>(?:(?!<\/c:catAx>).)*<c:tickLblPos val=)"nextTo"/gs, '$1"low"');
}

/** Bands, a strong header and horizontal rules only; the look of all our tables, changeable in one place. */
function reportTableStyle({ colours }: Theme): string {
  const rule = (side: string, size: number, colour: string): string =>
    `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${hex(colour)}"/>`;
  const margin = (side: string, size: number): string => `<w:${side} w:w="${size}" w:type="dxa"/>`;
  const conditional = (type: string, content: string): string =>
    `<w:tblStylePr w:type="${type}">${content}</w:tblStylePr>`;
  const bold = "<w:rPr><w:b/><w:bCs/></w:rPr>";
  const accent = rule("bottom", 8, colours.accent);
  return [
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>',
    '<w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblStyleRowBandSize w:val="1"/>',
    `<w:tblBorders>${rule("top", 8, colours.accent)}${accent}${rule("insideH", 4, colours.line)}</w:tblBorders>`,
    `<w:tblCellMar>${margin("top", 28)}${margin("left", 85)}${margin("bottom", 28)}${margin("right", 85)}</w:tblCellMar>`,
    "</w:tblPr>",
    conditional("firstRow", `${bold}<w:tcPr><w:tcBorders>${accent}</w:tcBorders></w:tcPr>`),
    conditional("firstCol", bold),
    conditional("band2Horz", `<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="${hex(colours.surface)}"/></w:tcPr>`),
    "</w:style>",
  ].join("");
}
