import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { defaultTheme } from "../../../src/render/index.ts";
import { type DeckFacts, finishDeck } from "../../../src/render/pptx/finish.ts";

const facts: DeckFacts = {
  theme: defaultTheme,
  language: "de",
  rightToLeft: false,
  created: "2026-05-04T10:00:00Z",
  tableDescriptions: new Map([["Table 1", 'Sales <2023> & "more"']]),
};

async function finished(path: string, xml: string, change: Partial<DeckFacts> = {}): Promise<string> {
  const zip = new JSZip();
  zip.file(path, xml);
  const bytes = await finishDeck(await zip.generateAsync({ type: "uint8array" }), { ...facts, ...change });
  const done = await JSZip.loadAsync(bytes);
  expect(Object.keys(done.files).filter((name) => !name.endsWith("/"))).toEqual([path]);
  return (await done.file(path)?.async("string")) ?? "";
}

const slide = (xml: string, change: Partial<DeckFacts> = {}): Promise<string> =>
  finished("ppt/slides/slide1.xml", xml, change);

describe("parts of a deck", () => {
  test("name the notes before the slides", async () => {
    const notes = '<p:notesMasterIdLst><p:notesMasterId r:id="r9"/></p:notesMasterIdLst>';
    const slides = '<p:sldIdLst><p:sldId id="256"/></p:sldIdLst>';
    const right = `<p:p><p:sldMasterIdLst/>${notes}${slides}</p:p>`;
    const wrong = `<p:p><p:sldMasterIdLst/>${slides}${notes}</p:p>`;
    expect(await finished("ppt/presentation.xml", wrong)).toBe(right);
    expect(await finished("ppt/presentation.xml", right)).toBe(right);
  });

  test("have the report's instant", async () => {
    expect(await finished("docProps/core.xml", '<x t="W3CDTF">2031</x><y t="W3CDTF">2032</y>')).toBe(
      '<x t="W3CDTF">2026-05-04T10:00:00Z</x><y t="W3CDTF">2026-05-04T10:00:00Z</y>',
    );
  });

  test("that nobody knows stay as they are", async () => {
    const xml = '<a lang="en-US"/><a:tblPr/>';
    expect(await finished("ppt/unknown/part.xml", xml)).toBe(xml);
  });
});

describe("the theme", () => {
  const given = ["dk1", "lt1", "dk2", "accent1", "accent6", "hlink"]
    .map((name) => `<a:${name}><a:sysClr val="x"/></a:${name}>`)
    .join("");
  const themed = (change: Partial<DeckFacts> = {}): Promise<string> =>
    finished("ppt/theme/theme2.xml", `${given}<a:ea typeface=""/><a:cs typeface=""/>`, change);

  test("has the deck's colours, and leaves the paper white", async () => {
    const xml = await themed();
    expect(xml).toContain('<a:dk1><a:srgbClr val="1B1F24"/></a:dk1>');
    expect(xml).toContain('<a:accent6><a:srgbClr val="0A7B83"/></a:accent6>');
    expect(xml).toContain('<a:lt1><a:sysClr val="x"/></a:lt1>');
  });

  test.each([
    ["zh-Hans", "Microsoft YaHei"],
    ["ja", "Microsoft YaHei"],
    ["KO", "Microsoft YaHei"],
    ["de", ""],
  ])("in %s has the font “%s” for East Asian text", async (language, font) => {
    expect(await themed({ language })).toContain(`<a:ea typeface="${font}"/>`);
  });
});

describe("text of slides", () => {
  test("is in the report's language, and from right to left where that is written so", async () => {
    const xml = '<a:pPr algn="l"/><a:pPr rtl="0"/><a:rPr lang="en-US"/>';
    expect(await slide(xml)).toBe('<a:pPr algn="l"/><a:pPr rtl="0"/><a:rPr lang="de"/>');
    expect(await slide(xml, { language: "ar", rightToLeft: true })).toBe(
      '<a:pPr rtl="1" algn="l"/><a:pPr rtl="0"/><a:rPr lang="ar"/>',
    );
  });

  test("has the properties of a paragraph once, at its start", async () => {
    const run = "<a:r><a:t>a</a:t></a:r>";
    const paragraph = `<a:p><a:pPr lvl="1"/>${run}<a:pPr lvl="1"/>${run}<a:pPr><a:buNone/></a:pPr>${run}</a:p>`;
    expect(await slide(paragraph)).toBe(`<a:p><a:pPr lvl="1"/>${run}${run}${run}</a:p>`);
    expect(await slide(`<a:p>${run}</a:p><a:p><a:pPr/>${run}</a:p>`)).toBe(
      `<a:p>${run}</a:p><a:p><a:pPr/>${run}</a:p>`,
    );
  });

  test("has no bullet before an entry that brings its number", async () => {
    const entry = (words: string): string =>
      `<a:pPr><a:buSzPct val="100"/><a:buChar char="•"/></a:pPr><a:r><a:rPr/><a:t>${words}</a:t></a:r>`;
    expect(await slide(entry("[12]\tA title"))).toContain("<a:buNone/>");
    expect(await slide(entry("See [12]\tA title"))).toContain("<a:buChar");
    const both = `<a:p>${entry("A bullet")}</a:p><a:p>${entry("[1]\tB")}</a:p>`;
    expect(await slide(both)).toMatch(/buChar.*A bullet.*buNone/su);
  });

  test("keeps every word round a link", async () => {
    const link = '<a:r><a:rPr b="1"><a:hlinkClick r:id="r1"/></a:rPr><a:t>[1]</a:t></a:r>';
    const plain = "<a:r><a:rPr/><a:t>x</a:t></a:r>";
    const xml = await slide(`<a:p>${plain}${link}</a:p>`);
    expect(xml.replaceAll("\u200b", "").replace(/<[^>]*>/gu, "")).toBe("x[1]");
    expect(xml.match(/hlinkClick/gu)).toHaveLength(1);
  });
});

describe("tables of slides", () => {
  test("have a header row and a description that breaks no markup", async () => {
    const xml = await slide('<p:cNvPr id="4" name="Table 1"/><a:tblPr/>');
    expect(xml).toBe(
      '<p:cNvPr id="4" name="Table 1" descr="Sales &lt;2023&gt; &amp; &quot;more&quot;"/><a:tblPr firstRow="1" firstCol="1" bandRow="1"/>',
    );
  });

  test("without a description, and pictures, get none", async () => {
    const xml = '<p:cNvPr id="4" name="Table 2"/><p:cNvPr id="5" name="Image 1"/>';
    expect(await slide(xml)).toBe(xml);
  });

  test("run from right to left with their language", async () => {
    expect(await slide("<a:tblPr/>", { rightToLeft: true })).toContain('<a:tblPr rtl="1" firstRow="1"');
  });

  test("have no number that a clock or dice gave", async () => {
    expect(await slide('<p14:modId xmlns:p14="x" val="839201"/>')).toBe('<p14:modId xmlns:p14="x" val="1"/>');
  });
});
