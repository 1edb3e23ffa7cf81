import { load } from "cheerio";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { openPackage } from "../../../src/render/inspect/package.ts";
import { readSlide } from "../../../src/render/inspect/shapes.ts";
import { naturalHeight, paragraphsOf, tableRowsOf, wordsOf } from "../../../src/render/inspect/slide-text.ts";
import { lineHeight } from "../../../src/render/text-metrics.ts";

const body = (paragraphs: string) => {
  const $ = load(`<p:txBody>${paragraphs}</p:txBody>`, { xml: true });
  return paragraphsOf($, $("p\\:txBody"));
};
const run = (text: string, format = 'sz="2000"'): string => `<a:r><a:rPr ${format}/><a:t>${text}</a:t></a:r>`;

describe("paragraphs of a slide", () => {
  test("have the size of their runs, else the inherited one", () => {
    const [first] = body(`<a:p>${run("big", 'sz="3200" b="1"')}${run("plain", "")}</a:p>`);
    expect(first?.runs).toMatchObject([
      { text: "big", size: 32, bold: true },
      { text: "plain", size: 18, bold: false },
    ]);
  });

  test("know indent, space after and the size of their end", () => {
    const [first] = body(
      '<a:p><a:pPr marL="228600"><a:spcAft><a:spcPts val="900"/></a:spcAft></a:pPr><a:endParaRPr sz="1200"/></a:p>',
    );
    expect(first).toEqual({ runs: [], indent: 18, after: 9, endSize: 12 });
  });

  test("read line breaks and fields in their order", () => {
    const [first] = body(`<a:p>${run("one")}<a:br/><a:fld><a:rPr sz="900"/><a:t>7</a:t></a:fld></a:p>`);
    expect(wordsOf([first!])).toBe("one\n7");
  });

  test("know a link to another slide from one to the web", () => {
    const link = (action: string): string =>
      `<a:r><a:rPr><a:hlinkClick r:id="rId3" ${action}/></a:rPr><a:t>[1]</a:t></a:r>`;
    const [first] = body(`<a:p>${link('action="ppaction://hlinksldjump"')}${link("")}</a:p>`);
    expect(first?.runs.map(({ slideLink }) => slideLink)).toEqual(["rId3", undefined]);
  });
});

describe("the height of paragraphs", () => {
  test("is that of their lines in the size of the largest run", () => {
    const paragraphs = body(`<a:p>${run("small", 'sz="1000"')}${run("large", 'sz="3000"')}</a:p>`);
    expect(naturalHeight(paragraphs, 500)).toBeCloseTo(30 * lineHeight);
  });

  test("counts the space after each", () => {
    const paragraphs = body(
      `<a:p><a:pPr><a:spcAft><a:spcPts val="500"/></a:spcAft></a:pPr>${run("a")}</a:p><a:p>${run("b")}</a:p>`,
    );
    expect(naturalHeight(paragraphs, 500)).toBeCloseTo(2 * 20 * lineHeight + 5);
  });

  test("of one without words is that of its end, not of the usual text", () => {
    expect(naturalHeight(body('<a:p><a:endParaRPr sz="1200"/></a:p>'), 500)).toBeCloseTo(12 * lineHeight);
    expect(naturalHeight(body("<a:p/>"), 500)).toBeCloseTo(18 * lineHeight);
  });

  test("grows as the width shrinks", () => {
    const paragraphs = body(`<a:p>${run("a sentence of many words that wraps over several lines")}</a:p>`);
    const heights = [600, 300, 150, 75].map((width) => naturalHeight(paragraphs, width));
    expect(heights).toEqual([...heights].sort((left, right) => left - right));
    expect(heights[3]).toBeGreaterThan(heights[0] ?? 0);
  });
});

test("a table's rows know their cells' width, margins and fill", () => {
  const cell = (text: string, format = ""): string =>
    `<a:tc><a:txBody><a:p>${run(text)}</a:p></a:txBody><a:tcPr ${format}><a:solidFill><a:srgbClr val="F4F6F8"/></a:solidFill></a:tcPr></a:tc>`;
  const $ = load(
    `<p:graphicFrame><a:tbl><a:tblPr firstRow="1"/><a:tblGrid><a:gridCol w="1270000"/><a:gridCol w="2540000"/></a:tblGrid><a:tr h="381000">${cell("a", 'marL="0" marR="0" marT="12700" marB="12700"')}${cell("b")}</a:tr></a:tbl></p:graphicFrame>`,
    { xml: true },
  );
  const { flagged, rows } = tableRowsOf($, $("p\\:graphicFrame"));
  expect(flagged).toBe(true);
  expect(rows[0]?.height).toBe(30);
  expect(rows[0]?.cells[0]).toMatchObject({ width: 100, margins: 2, fill: "F4F6F8" });
  // PowerPoint's own margins: a tenth of an inch at the sides, half of that above and below.
  expect(rows[0]?.cells[1]).toMatchObject({ width: expect.closeTo(200 - 14.4), margins: expect.closeTo(7.2) });
});

describe("a package", () => {
  const pack = async (files: Readonly<Record<string, string>>) => {
    const zip = new JSZip();
    for (const [path, text] of Object.entries(files)) zip.file(path, text);
    return openPackage(await zip.generateAsync({ type: "uint8array" }));
  };
  const relations = (...lines: string[]): string => `<Relationships>${lines.join("")}</Relationships>`;

  test("resolves what a part refers to, seen from its folder", async () => {
    const file = await pack({
      "ppt/slides/slide1.xml": "<x/>",
      "ppt/slides/_rels/slide1.xml.rels": relations(
        '<Relationship Id="r1" Type="http://x/image" Target="../media/a.png"/>',
        '<Relationship Id="r2" Type="http://x/slideLayout" Target="/ppt/slideLayouts/l.xml"/>',
        '<Relationship Id="r3" Type="http://x/hyperlink" Target="https://example.org/" TargetMode="External"/>',
      ),
    });
    const found = await file.relations("ppt/slides/slide1.xml");
    expect(found.get("r1")).toMatchObject({ type: "image", target: "ppt/media/a.png", external: false });
    expect(found.get("r2")).toMatchObject({ type: "slideLayout", target: "ppt/slideLayouts/l.xml" });
    expect(found.get("r3")).toMatchObject({ target: "https://example.org/", external: true });
  });

  test("has no relations for a part without any, and nothing for one it lacks", async () => {
    const file = await pack({ "a.xml": "<a/>" });
    expect((await file.relations("a.xml")).size).toBe(0);
    expect(await file.xml("b.xml")).toBeUndefined();
    expect(await file.bytes("b.xml")).toBeUndefined();
  });

  test("that is no archive is refused", async () => {
    await expect(openPackage(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });

  test("gives a placeholder the box of its layout, and its own box first", async () => {
    const shape = (inner: string): string =>
      `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>${inner}</p:spPr><p:txBody><a:bodyPr/><a:p>${run("T")}</a:p></p:txBody></p:sp>`;
    const box = (x: number): string =>
      `<a:xfrm><a:off x="${x * 12_700}" y="0"/><a:ext cx="1270000" cy="254000"/></a:xfrm>`;
    const tree = (inner: string): string =>
      `<p:sld><p:cSld name="CONTENT"><p:spTree>${inner}</p:spTree></p:cSld></p:sld>`;
    const files = (inner: string) => ({
      "ppt/slides/slide1.xml": tree(shape(inner)),
      "ppt/slides/_rels/slide1.xml.rels": relations(
        '<Relationship Id="r" Type="http://x/slideLayout" Target="../slideLayouts/l.xml"/>',
      ),
      "ppt/slideLayouts/l.xml": tree(shape(box(44))),
    });
    const read = async (inner: string) =>
      (await readSlide(await pack(files(inner)), "ppt/slides/slide1.xml")).shapes[0];
    expect(await read("")).toMatchObject({ placeholder: "title", box: { x: 44, width: 100, height: 20 } });
    expect((await read(box(7)))?.box.x).toBe(7);
  });
});
