import JSZip from "jszip";
import pptxgenjs from "pptxgenjs";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { formatNumber, formatOf } from "../../src/perception/office/cell-format.ts";
import { cellTexts, failureCode, figuresOf, parseBytes, parsed, sketch, tablesOf } from "../support/parse.ts";

afterAll(() => closeParsers());

// The package is CommonJS with a default inside its default.
const PptxGenJS = pptxgenjs.default ?? (pptxgenjs as unknown as typeof pptxgenjs.default);

const zipped = async (files: Readonly<Record<string, string | Uint8Array>>) => {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
};
const relation = (id: string, target: string) =>
  `<Relationship Id="${id}" Type="http://x/worksheet" Target="${target}"/>`;

const workbook = () =>
  zipped({
    "[Content_Types].xml":
      '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "xl/workbook.xml":
      '<workbook xmlns:r="r"><sheets><sheet name="Sales" sheetId="1" r:id="rId1"/><sheet name="Secret" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": `<Relationships>${relation("rId1", "worksheets/sheet1.xml")}${relation("rId2", "worksheets/sheet2.xml")}</Relationships>`,
    "xl/sharedStrings.xml":
      "<sst><si><t>Day</t></si><si><r><t>Sha</t></r><r><t>re</t></r><rPh><t>x</t></rPh></si></sst>",
    "xl/styles.xml":
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>
      <row r="1"><c r="A1" t="inlineStr"><is><t>Quarterly shares</t></is></c></row>
      <row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="str"><v>Units</v></c></row>
      <row r="4"><c r="A4" s="1"><v>45292</v></c><c r="C4" s="2"><v>0.125</v></c><c r="D4"><f>1+2</f><v>3</v></c></row>
      <row r="5" hidden="1"><c r="A5" s="1"><v>45293</v></c></row>
      <row r="6"><c r="A6" s="1"><v>45294</v></c><c r="C6" s="2"><v>0.5</v></c><c r="D6"><v>0.30000000000000004</v></c></row>
    </sheetData></worksheet>`,
    "xl/worksheets/sheet2.xml":
      '<worksheet><sheetData><row><c t="str"><v>SECRET</v></c><c><v>1</v></c></row></sheetData></worksheet>',
  });

describe("a workbook", () => {
  test("gives each visible sheet as a heading and a table of shown values", async () => {
    const source = await parsed(await workbook(), { name: "book.xlsx" });
    expect(sketch(source)).toEqual(["h2 Sales", "table 2x3"]);
    const [table] = tablesOf(source);
    expect(table).toMatchObject({
      caption: "Quarterly shares",
      header: [["Day", "Share", "Units"]],
      locator: { section: "Sales" },
    });
    expect(cellTexts(table)).toEqual([
      ["2024-01-01", "12.5%", "3"],
      ["2024-01-03", "50%", "0.3"],
    ]);
    expect(source.dropped).toContainEqual({ what: 'sheet "Secret"', why: "hidden in the workbook" });
  });

  test("without a filled cell, or without a workbook, is a failure", async () => {
    expect(
      await failureCode(await zipped({ "xl/workbook.xml": "<workbook><sheets/></workbook>" }), { name: "b.xlsx" }),
    ).toBe("empty");
    expect(await failureCode(await zipped({ "a.txt": "x" }), { name: "b.xlsx" })).toBe("broken");
  });

  test.each([
    ["1", "date", false, "1900-01-01"],
    ["59", "date", false, "1900-02-28"],
    ["61", "date", false, "1900-03-01"],
    ["45292.5", "date-time", false, "2024-01-01 12:00"],
    ["0", "date", true, "1904-01-01"],
    ["-0.05", "percent", false, "-5%"],
    ["1E3", "number", false, "1000"],
    ["", "date", false, ""],
  ] as const)("shows %s as %s (1904: %s) as %s", (text, format, is1904, shown) =>
    expect(formatNumber(text, format, is1904)).toBe(shown),
  );

  test.each([
    [14, undefined, "date"],
    [22, undefined, "date-time"],
    [9, undefined, "percent"],
    [164, "yyyy\\-mm\\-dd", "date"],
    [164, "[Red]#,##0.00", "number"],
    [164, '0.00" days"', "number"],
    [164, "dd/mm/yyyy hh:mm", "date-time"],
  ] as const)("takes format %s %s for %s", (id, code, format) => expect(formatOf(id, code)).toBe(format));
});

async function deck(): Promise<Uint8Array> {
  const picture = await sharp({ create: { width: 200, height: 120, channels: 3, background: "navy" } })
    .png()
    .toBuffer();
  const pptx = new PptxGenJS();
  pptx.title = "Board briefing";
  pptx.author = "Ann Example";
  const one = pptx.addSlide();
  one.addText("Sales doubled", { placeholder: "title", x: 1, y: 0, w: 8, h: 1 });
  one.addText(
    [
      { text: "North grew by 40%", options: { bullet: true, breakLine: true } },
      { text: "South grew by 5%", options: { bullet: true } },
    ],
    { x: 1, y: 1, w: 8, h: 2 },
  );
  one.addTable(
    [
      [{ text: "Year" }, { text: "Units" }],
      [{ text: "2023" }, { text: "10" }],
    ],
    { x: 1, y: 3, w: 6 },
  );
  one.addNotes("Mention the strike.");
  const two = pptx.addSlide();
  two.addChart("bar", [{ name: "Units", labels: ["2022", "2023"], values: [5, 10.5] }], {
    x: 1,
    y: 1,
    w: 6,
    h: 3,
    showTitle: true,
    title: "Units sold",
  });
  two.addImage({
    data: `image/png;base64,${picture.toString("base64")}`,
    x: 1,
    y: 4,
    w: 2,
    h: 1.2,
    altText: "A navy square",
  });
  const hidden = pptx.addSlide();
  hidden.hidden = true;
  hidden.addText("SECRET", { x: 1, y: 1, w: 3, h: 1 });
  const written = await pptx.write({ outputType: "uint8array" });
  if (!(written instanceof Uint8Array)) throw new Error("no bytes");
  return written;
}

describe("a slide deck", () => {
  test("gives a page a slide with text, tables, chart data, pictures and notes", async () => {
    const result = await parseBytes(await deck(), { name: "d.pptx" });
    if (!result.ok) throw new Error(result.failure.message);
    const source = result.parsed;
    expect(source.metadata).toMatchObject({ title: "Board briefing", authors: ["Ann Example"] });
    expect(source.pages.map(({ number }) => number)).toEqual([1, 2, 3]);
    const lines = sketch(source);
    expect(lines).toContain("- North grew by 40%");
    expect(lines).toContain("p Mention the strike.");
    expect(lines.join("\n")).not.toContain("SECRET");
    expect(cellTexts(tablesOf(source)[0])).toContainEqual(["2023", "10"]);
    const chart = tablesOf(source)[1];
    expect(chart).toMatchObject({ caption: "Units sold", header: [["", "Units"]], locator: { page: 2 } });
    expect(cellTexts(chart)).toEqual([
      ["2022", "5"],
      ["2023", "10.5"],
    ]);
    expect(figuresOf(source)).toMatchObject([{ alt: "A navy square", locator: { page: 2 } }]);
    expect(result.assets).toHaveLength(1);
    expect(source.dropped).toContainEqual({ what: "slide 3", why: "hidden in the deck" });
  });

  test("that is no deck is a failure", async () => {
    expect(await failureCode(await zipped({ "a.txt": "x" }), { name: "d.pptx" })).toBe("broken");
  });
});

describe("an electronic book", () => {
  const book = (extra: Readonly<Record<string, string>> = {}) =>
    zipped({
      mimetype: "application/epub+zip",
      "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
      "OPS/book.opf":
        '<package xmlns:dc="d"><metadata><dc:title>Sea tales</dc:title><dc:creator>Ann</dc:creator><dc:language>en</dc:language><dc:date>1999-05-01</dc:date></metadata><manifest><item id="b" href="text/two.xhtml"/><item id="a" href="text/one.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
      "OPS/text/one.xhtml": "<html><body><h1>Chapter 1</h1><p>It began.</p></body></html>",
      "OPS/text/two.xhtml": "<html><body><h1>Chapter 2</h1><p>It ended.</p></body></html>",
      ...extra,
    });

  test("reads its chapters in the order of the spine", async () => {
    const source = await parsed(await book(), { name: "b.epub" });
    expect(sketch(source)).toEqual(["h1 Chapter 1", "p It began.", "h1 Chapter 2", "p It ended."]);
    expect(source.metadata).toEqual({ title: "Sea tales", authors: ["Ann"], published: "1999-05-01", language: "en" });
    expect(source.blocks.map(({ id }) => id)).toEqual(["b1", "b2", "b3", "b4"]);
  });

  test("under rights management says so; a broken one is a failure", async () => {
    expect(await failureCode(await book({ "META-INF/rights.xml": "<rights/>" }), { name: "b.epub" })).toBe("password");
    expect(await failureCode(await zipped({ "a.txt": "x" }), { name: "b.epub" })).toBe("broken");
  });
});
