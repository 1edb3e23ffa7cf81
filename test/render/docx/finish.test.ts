import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { finishDocument } from "../../../src/render/docx/finish.ts";
import { defaultTheme } from "../../../src/render/index.ts";

const core = '<dcterms:created xsi:type="dcterms:W3CDTF">2031-01-01T00:00:00Z</dcterms:created>';

async function finished(
  parts: Readonly<Record<string, string>>,
  { rightToLeft = false, created = "2026-05-04T10:00:00.123Z" } = {},
): Promise<(path: string) => string> {
  const zip = new JSZip();
  for (const [path, xml] of Object.entries(parts)) zip.file(path, xml);
  const bytes = await finishDocument(await zip.generateAsync({ type: "uint8array" }), {
    theme: defaultTheme,
    rightToLeft,
    created,
  });
  const done = await JSZip.loadAsync(bytes);
  const texts = new Map<string, string>();
  for (const path of Object.keys(done.files)) texts.set(path, (await done.file(path)?.async("string")) ?? "");
  return (path) => texts.get(path) ?? "";
}

const section = '<w:body><w:sectPr><w:pgSz/><w:docGrid w:linePitch="360"/></w:sectPr></w:body>';

describe("a finished document", () => {
  test("has the table style of the theme once, before the styles end", async () => {
    const xml = (await finished({ "word/styles.xml": "<w:styles><w:style/></w:styles>" }))("word/styles.xml");
    expect(xml.match(/w:styleId="ReportTable"/gu)).toHaveLength(1);
    expect(xml).toMatch(/^<w:styles><w:style\/><w:style .*<\/w:style><\/w:styles>$/su);
    expect(xml).toContain('w:color="0B5CAD"');
  });

  test("has the report's instant, whatever the clock said", async () => {
    const part = await finished({ "docProps/core.xml": core + core });
    expect(part("docProps/core.xml").match(/2026-05-04T10:00:00Z/gu)).toHaveLength(2);
    expect(part("docProps/core.xml")).not.toContain("2031");
  });

  test("keeps the parts that need nothing as they were, and gets none", async () => {
    const parts = { "word/document.xml": section, "word/other.xml": "<w:sectPr></w:sectPr>", "a.txt": "$1 & $&" };
    const part = await finished(parts);
    for (const [path, xml] of Object.entries(parts)) expect(part(path)).toBe(xml);
    expect(part("word/styles.xml")).toBe("");
  });

  test("has charts without lines round markers, and names at the edge of the plot", async () => {
    const names = (tag: string): string => `<c:${tag}><c:tickLblPos val="nextTo"/></c:${tag}>`;
    const chart = `<a:ln w="0" cap="flat"><a:solidFill/></a:ln><a:ln w="9"><a:x/></a:ln>${names("catAx")}${names("valAx")}`;
    const part = await finished({ "word/charts/chart12.xml": chart, "word/charts/style1.xml": chart });
    expect(part("word/charts/chart12.xml")).toBe(
      `<a:ln><a:noFill/></a:ln><a:ln w="9"><a:x/></a:ln>${names("catAx").replace("nextTo", "low")}${names("valAx")}`,
    );
    expect(part("word/charts/style1.xml")).toBe(chart);
  });
});

describe("a document from right to left", () => {
  const rightToLeft = async (xml: string): Promise<string> =>
    (await finished({ "word/document.xml": xml }, { rightToLeft: true }))("word/document.xml");

  test("says so once for each section, before its grid", async () => {
    const xml = await rightToLeft(section + section);
    expect(xml.match(/<w:bidi\/>/gu)).toHaveLength(2);
    expect(xml.match(/<w:bidi\/><w:docGrid /gu)).toHaveLength(2);
  });

  test("says so at the end of a section without a grid", async () => {
    expect(await rightToLeft("<w:sectPr><w:pgSz/></w:sectPr>")).toBe("<w:sectPr><w:pgSz/><w:bidi/></w:sectPr>");
  });

  test("turns the entries of its contents, after their tabs", async () => {
    const tabs = '<w:tabs><w:tab w:pos="9"/></w:tabs>';
    expect(await rightToLeft(`<w:pStyle w:val="TOC2"/>${tabs}<w:x/>`)).toBe(
      `<w:pStyle w:val="TOC2"/>${tabs}<w:bidi/><w:x/>`,
    );
    expect(await rightToLeft('<w:pStyle w:val="Heading2"/>')).toBe('<w:pStyle w:val="Heading2"/>');
  });

  test.each([
    ["مرحبا", true],
    ["a שלום b", true],
    ["plain 12", false],
  ])("marks the run “%s”: %s", async (words, isMarked) => {
    const xml = await rightToLeft(`<w:r><w:t>${words}</w:t></w:r>`);
    expect(xml.includes("<w:rtl/>")).toBe(isMarked);
    expect(xml).toContain(`<w:t>${words}</w:t>`);
  });
});
