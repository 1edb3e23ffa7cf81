import { beforeAll, describe, expect, test } from "vitest";
import { inspectDocx, inspectPptx, type LayoutFault } from "../../../src/render/inspect/index.ts";
import { renderOffice, withPart } from "../support/office.ts";

/** Each fault is made in a faultless file, so that the inspection is seen to find exactly it. */

const codes = (faults: readonly LayoutFault[]): readonly string[] => [...new Set(faults.map((fault) => fault.code))];

describe("decks", () => {
  let deck: Uint8Array;
  beforeAll(async () => {
    deck = await renderOffice("pptx");
  });

  const slide = (number: number): string => `ppt/slides/slide${number}.xml`;
  const faultsOf = async (path: string, change: (xml: string) => string): Promise<readonly LayoutFault[]> =>
    inspectPptx(await withPart(deck, path, change));

  test("finds text that is longer than its box", async () => {
    const faults = await faultsOf(slide(2), (xml) => xml.replace(/(<a:t>)Over the same/, `$1${"word ".repeat(900)}`));
    expect(codes(faults)).toEqual(["overflow", "overlap"]);
    expect(faults[0]?.message).toMatch(/needs \d+ pt of height and has \d+/);
  });

  test("finds a shape outside the slide", async () => {
    const faults = await faultsOf(slide(2), (xml) =>
      xml.replace(/<a:off x="558800" y="1524000"\/>/, '<a:off x="9558800" y="1524000"/>'),
    );
    expect(codes(faults)).toContain("off-page");
  });

  test("finds shapes that cover each other", async () => {
    const faults = await faultsOf(slide(2), (xml) =>
      xml.replace(/<a:off x="558800" y="1524000"\/>/, '<a:off x="558800" y="600000"/>'),
    );
    expect(faults).toMatchObject([{ code: "overlap", place: "slide 2" }]);
  });

  test("finds text that covers the footer of the layout", async () => {
    const faults = await faultsOf(slide(2), (xml) =>
      xml.replace(/<a:off x="558800" y="1524000"\/>/, '<a:off x="558800" y="2000000"/>'),
    );
    expect(codes(faults)).toContain("overlap");
  });

  test("finds small text", async () => {
    const faults = await faultsOf(slide(2), (xml) =>
      xml.replace('<a:rPr lang="en" sz="1200"', '<a:rPr lang="en" sz="900"'),
    );
    expect(faults).toMatchObject([{ code: "small-text", place: "slide 2" }]);
  });

  test("finds text that is hard to tell from its background", async () => {
    const faults = await faultsOf(slide(2), (xml) =>
      xml.replace('<a:srgbClr val="1B1F24"/>', '<a:srgbClr val="EEEEEE"/>'),
    );
    expect(codes(faults)).toEqual(["contrast"]);
  });

  test("finds a title that is empty", async () => {
    const faults = await faultsOf(slide(9), (xml) =>
      xml.replace(/<a:t>Limits and what was not found<\/a:t>/, "<a:t></a:t>"),
    );
    expect(codes(faults)).toEqual(["empty-title"]);
  });

  test("finds a slide without a title", async () => {
    const faults = await faultsOf(slide(9), (xml) => xml.replace('type="title"', 'type="obj"'));
    expect(codes(faults)).toContain("missing-title");
  });

  test("finds two slides of the same title", async () => {
    const faults = await faultsOf(slide(9), (xml) => xml.replace("Limits and what was not found", "Sources"));
    expect(faults).toMatchObject([{ code: "duplicate-title", place: "slide 11" }]);
  });

  test("finds an empty placeholder", async () => {
    const faults = await faultsOf(slide(9), (xml) => {
      const at = xml.lastIndexOf('type="body"');
      return xml.slice(0, at) + xml.slice(at).replace(/<a:t>[^<]*<\/a:t>/g, "<a:t></a:t>");
    });
    expect(codes(faults)).toContain("empty-placeholder");
  });

  test("finds pictures, charts and tables without alternative text", async () => {
    for (const number of [3, 4, 7]) {
      const faults = await faultsOf(slide(number), (xml) => xml.replace(/ descr="[^"]*"/, ""));
      expect(faults).toMatchObject([{ code: "missing-alt", place: `slide ${number}` }]);
    }
  });

  test("finds a stretched picture", async () => {
    const faults = await faultsOf(slide(7), (xml) => {
      const at = xml.indexOf("<p:pic>");
      return (
        xml.slice(0, at) + xml.slice(at).replace(/<a:ext cx="\d+" cy="\d+"\/>/, '<a:ext cx="3000000" cy="4000000"/>')
      );
    });
    expect(codes(faults)).toContain("aspect");
  });

  test("finds a table that marks no header", async () => {
    const faults = await faultsOf(slide(4), (xml) => xml.replace('firstRow="1" ', ""));
    expect(codes(faults)).toEqual(["missing-header-row"]);
  });

  test("finds a table that runs off the slide", async () => {
    const faults = await faultsOf(slide(4), (xml) => xml.replace(/<a:tr h="\d+"/g, '<a:tr h="1500000"'));
    expect(codes(faults)).toContain("overflow");
  });

  test("finds a citation that leads to no source of its number", async () => {
    const faults = await faultsOf(slide(2), (xml) => xml.replace("<a:t>[3]</a:t>", "<a:t>[33]</a:t>"));
    expect(faults).toMatchObject([{ code: "dangling-citation", place: "slide 2" }]);
  });

  test("finds small labels in a chart", async () => {
    const faults = await faultsOf("ppt/charts/chart1.xml", (xml) => xml.replace(/sz="1200"/g, 'sz="800"'));
    expect(faults).toMatchObject([{ code: "small-text", place: "slide 3" }]);
  });
});

describe("documents", () => {
  let document: Uint8Array;
  beforeAll(async () => {
    document = await renderOffice("docx");
  });

  const faultsOf = async (
    change: (xml: string) => string,
    path = "word/document.xml",
  ): Promise<readonly LayoutFault[]> => inspectDocx(await withPart(document, path, change));

  test("finds a citation that leads nowhere", async () => {
    const faults = await faultsOf((xml) => xml.replace('w:name="source_1"', 'w:name="source_x"'));
    expect(codes(faults)).toEqual(["dangling-citation"]);
  });

  test("finds a cross-reference that leads nowhere", async () => {
    const faults = await faultsOf((xml) => xml.replace('w:name="table_1"', 'w:name="table_x"'));
    expect(codes(faults)).toEqual(["dangling-citation"]);
  });

  test("finds a note that is empty", async () => {
    const faults = await faultsOf(
      (xml) => xml.replace(/(<w:footnote w:id="2".*?)<w:t[ >].*?<\/w:t>/s, "$1"),
      "word/footnotes.xml",
    );
    expect(faults).toMatchObject([{ code: "dangling-citation", place: "footnote 2" }]);
  });

  test("finds drawings without alternative text", async () => {
    const faults = await faultsOf((xml) => xml.replace(/(<wp:docPr [^>]*)descr="[^"]*"/g, "$1"));
    expect(codes(faults)).toEqual(["missing-alt"]);
    expect(faults).toHaveLength(3);
  });

  test("finds a picture that is stretched or wider than the text", async () => {
    const faults = await faultsOf((xml) => {
      const at = xml.indexOf("<a:blip");
      const before = xml.lastIndexOf("<wp:extent", at);
      return xml.slice(0, before) + xml.slice(before).replace(/<wp:extent cx="\d+"/, '<wp:extent cx="9000000"');
    });
    expect(codes(faults)).toEqual(["off-page", "aspect"]);
  });

  test("finds a table wider than the text", async () => {
    const faults = await faultsOf((xml) => xml.replace(/<w:gridCol w:w="\d+"\/>/, '<w:gridCol w:w="9000"/>'));
    expect(codes(faults)).toEqual(["overflow"]);
  });

  test("finds a table without a repeated header row", async () => {
    const faults = await faultsOf((xml) => xml.replace("<w:tblHeader/>", ""));
    expect(faults).toMatchObject([{ code: "missing-header-row", place: "table 1" }]);
  });

  test("finds headings that are empty or stand twice", async () => {
    const empty = await faultsOf((xml) => xml.replace(/(w:val="Heading1".*?<w:t[^>]*>)Summary/s, "$1"));
    expect(codes(empty)).toContain("empty-title");
    const twice = await faultsOf((xml) =>
      xml.replace(/(w:val="Heading1"(?:(?!<\/w:p>).)*<w:t[^>]*>)Verification/s, "$1Sources"),
    );
    expect(codes(twice)).toEqual(["duplicate-title"]);
  });

  test("finds a heading level that is skipped", async () => {
    const faults = await faultsOf((xml) => xml.replace('w:val="Heading2"', 'w:val="Heading3"'));
    expect(faults).toMatchObject([{ code: "missing-title" }]);
  });

  test("finds small and pale text through styles", async () => {
    const small = await faultsOf(
      (xml) => xml.replace(/(w:styleId="Evidence".*?<w:sz w:val=)"17"/s, '$1"12"'),
      "word/styles.xml",
    );
    expect(codes(small)).toEqual(["small-text"]);
    const pale = await faultsOf(
      (xml) => xml.replace(/(w:styleId="Credit".*?<w:color w:val=)"57606A"/s, '$1"CCCCCC"'),
      "word/styles.xml",
    );
    expect(codes(pale)).toEqual(["contrast"]);
  });

  test("finds a table of contents without entries", async () => {
    const faults = await faultsOf((xml) =>
      xml.replace(/<w:sdtContent>.*?<\/w:sdtContent>/s, (content) => content.replace(/<w:t[ >].*?<\/w:t>/gs, "")),
    );
    expect(codes(faults)).toContain("empty-placeholder");
  });

  test("finds a document without a title", async () => {
    const faults = await faultsOf(
      (xml) => xml.replace(/<dc:title>.*?<\/dc:title>/s, "<dc:title></dc:title>"),
      "docProps/core.xml",
    );
    expect(faults).toMatchObject([{ code: "missing-title", place: "document" }]);
  });
});
