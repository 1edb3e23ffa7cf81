import { type CheerioAPI, load } from "cheerio";
import JSZip from "jszip";
import { beforeAll, describe, expect, test } from "vitest";
import { docxRenderer } from "../../../src/render/docx/index.ts";
import { resolve } from "../../../src/report/index.ts";
import { incomeChart, loadSampleAsset, salesChart, sampleReport } from "../../support/sample-report.ts";
import { stressReports } from "../inspect/stress-reports.ts";
import { officeContext, part, partsOf, renderOffice } from "../support/office.ts";

const resolved = resolve(sampleReport);
let bytes: Uint8Array;
let $: CheerioAPI;
beforeAll(async () => {
  bytes = await renderOffice("docx");
  $ = await part(bytes, "word/document.xml");
});

const paragraphs = () =>
  $("w\\:body > w\\:p, w\\:body w\\:sdtContent > w\\:p")
    .toArray()
    .map((node) => $(node));
const styleOf = (node: ReturnType<typeof $>): string => node.find("> w\\:pPr > w\\:pStyle").attr("w:val") ?? "";
const textOf = (node: ReturnType<typeof $>): string => node.find("w\\:t").text();
const ofStyle = (style: string): string[] =>
  paragraphs()
    .filter((node) => styleOf(node) === style)
    .map(textOf);

describe("structure", () => {
  test("is one file named after the report", async () => {
    const files = await docxRenderer.render(resolved, officeContext());
    expect(files.map((file) => file.name)).toEqual(["report.docx"]);
  });

  test("opens with the title, the question, the date and who wrote it", () => {
    expect(ofStyle("Title")).toEqual([sampleReport.title]);
    expect(ofStyle("Subtitle")).toEqual([`Question: ${sampleReport.question}`]);
    expect(ofStyle("Details")[0]).toContain("2026");
    expect(ofStyle("Details")[1]).toContain("Written by software (Exhibit 0.1.0, embedded analyst)");
  });

  test("gives summary, numbered sections, appendices and sources as headings in this order", () => {
    expect(ofStyle("Heading1")).toEqual([
      "Summary",
      "1 How sales developed",
      "2 Income & margins",
      "3 Side by side",
      "Where sources disagree",
      "Limits and what was not found",
      "Verification",
      "Sources",
    ]);
    expect(ofStyle("Heading2")).toEqual(["1.1 How the change is computed"]);
  });

  test("has a table of contents with entries and page numbers that Word does not ask to update", async () => {
    const entries = [...ofStyle("TOC1"), ...ofStyle("TOC2")];
    expect(entries).toHaveLength(9);
    expect(entries[0]).toMatch(/^Summary\s*1$/);
    expect($("w\\:fldChar[w\\:dirty='true']")).toHaveLength(0);
    expect((await partsOf(bytes)).get("word/settings.xml")).not.toContain("updateFields");
  });

  test("is A4 with the title above and the page number below, not above on the first page", async () => {
    expect($("w\\:pgSz").first().attr()).toMatchObject({ "w:w": "11906", "w:h": "16838" });
    expect($("w\\:titlePg")).toHaveLength(1);
    const parts = await partsOf(bytes);
    const header = [...parts]
      .filter(([path]) => /^word\/header\d+\.xml$/.test(path))
      .map(([, xml]) => xml)
      .join();
    const footer = [...parts]
      .filter(([path]) => /^word\/footer\d+\.xml$/.test(path))
      .map(([, xml]) => xml)
      .join();
    expect(header).toContain(sampleReport.title);
    expect(footer).toContain("NUMPAGES");
    expect(footer).toContain("Written by software");
  });

  test("says in its properties what it is", async () => {
    const core = await part(bytes, "docProps/core.xml");
    expect(core("dc\\:title").text()).toBe(sampleReport.title);
    expect(core("dc\\:subject").text()).toBe(sampleReport.question);
    expect(core("dc\\:creator").text()).toBe("Exhibit");
    expect(core("dc\\:description").text()).toContain("Not reviewed by a person.");
    expect((await partsOf(bytes)).get("docProps/custom.xml")).toContain(sampleReport.generator);
  });

  test("speaks the report's language and names East Asian fonts", async () => {
    const styles = await part(bytes, "word/styles.xml");
    expect(styles("w\\:docDefaults w\\:lang").attr("w:val")).toBe("en");
    expect(styles("w\\:docDefaults w\\:rFonts").attr("w:eastAsia")).toBeTruthy();
  });

  test("uses only styles that it defines", async () => {
    const styles = await part(bytes, "word/styles.xml");
    const known = new Set(
      styles("w\\:style")
        .toArray()
        .map((node) => styles(node).attr("w:styleId")),
    );
    const used = new Set(
      $("w\\:pStyle, w\\:rStyle, w\\:tblStyle")
        .toArray()
        .map((node) => $(node).attr("w:val")),
    );
    expect([...used].filter((style) => !known.has(style))).toEqual([]);
  });
});

describe("citations and references", () => {
  test("every mark links to a bookmark of its source", () => {
    const bookmarks = new Set(
      $("w\\:bookmarkStart")
        .toArray()
        .map((node) => $(node).attr("w:name")),
    );
    const marks = $("w\\:hyperlink[w\\:anchor^='source_']")
      .toArray()
      .map((node) => ({ text: textOf($(node)), anchor: $(node).attr("w:anchor") ?? "" }));
    expect(marks.length).toBeGreaterThan(30);
    for (const { text, anchor } of marks) {
      expect(bookmarks).toContain(anchor);
      expect(anchor.startsWith(`source_${text.slice(1, -1)}`)).toBe(true);
    }
  });

  test("a mark of a single place leads to that place", () => {
    const mark = $("w\\:hyperlink")
      .toArray()
      .find((node) => /^source_2_\d+$/.test($(node).attr("w:anchor") ?? ""));
    const anchor = $(mark).attr("w:anchor") ?? "";
    const place = $(`w\\:bookmarkStart[w\\:name='${anchor}']`).closest("w\\:p");
    expect(styleOf(place)).toBe("Evidence");
  });

  test("each citation in the text has a footnote with source, page and the literal words", async () => {
    const notes = await part(bytes, "word/footnotes.xml");
    const text = (id: string): string => notes(`w\\:footnote[w\\:id='${id}'] w\\:t`).text().trim();
    expect(text("1")).toBe(
      "[1] Halden Instruments Inc.: quarterly report, 2023 Q3, page 4: Total net sales, 2022 Q3: 90,146 (= 90,146,000,000 USD); page 4: Total net sales, 2023 Q3: 89,498 (= 89,498,000,000 USD); page 4: “Total net sales decreased 1% or $648 million during the third quarter of 2023 compared to 2022.”",
    );
    const calls = $("w\\:footnoteReference")
      .toArray()
      .map((node) => $(node).attr("w:id") ?? "");
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.every((id) => text(id) !== "")).toBe(true);
  });

  test("a table of many citations is not buried under footnotes", () => {
    const [sales] = $("w\\:tbl").toArray();
    expect($(sales).find("w\\:hyperlink").length).toBe(9);
    expect($(sales).find("w\\:footnoteReference")).toHaveLength(0);
  });

  test("cross-references are fields on the bookmark of the caption's label", () => {
    const fields = $("w\\:fldSimple[w\\:instr*='REF']")
      .toArray()
      .map((node) => [$(node).attr("w:instr")?.trim(), textOf($(node))]);
    expect(fields).toContainEqual(["REF figure_1 \\h", "Figure 1"]);
    expect(fields).toContainEqual(["REF table_1 \\h", "Table 1"]);
  });

  test("captions count with sequence fields and say the numbers of all formats", () => {
    const captions = paragraphs().filter((node) => styleOf(node) === "Caption");
    expect(captions.map(textOf).map((text) => text.split(":")[0])).toEqual([
      "Figure 1",
      "Table 1",
      "Figure 2",
      "Table 2",
      "Figure 3",
      "Table 3",
    ]);
    const fields = $("w\\:fldSimple[w\\:instr*='SEQ']")
      .toArray()
      .map((node) => $(node).attr("w:instr")?.trim());
    expect(fields).toEqual(
      ["SEQ Figure", "SEQ Table", "SEQ Figure", "SEQ Table", "SEQ Figure", "SEQ Table"].map(
        (field) => `${field} \\* ARABIC`,
      ),
    );
  });

  test("the sources list addresses, licences, retractions and every cited place", () => {
    const entries = ofStyle("BibliographyEntry");
    expect(entries).toHaveLength(resolved.bibliography.length);
    expect(entries[2]).toContain(
      "https://news.example.com/markets/halden-margins (CC-BY-4.0) Retracted by its publisher.",
    );
    expect(entries[3]).toContain("data/orrin_segments.csv");
    expect(ofStyle("Evidence")).toHaveLength(sampleReport.evidence.length);
    expect(ofStyle("Evidence")).toContain("Margins: “gross margin rose to 45.2% from 42.3% a year earlier”");
  });

  test("only web addresses become links", async () => {
    const hostile = await partsOf(
      await renderOffice(
        "docx",
        stressReports.hostile,
        officeContext({ loadAsset: () => Promise.resolve(new Uint8Array()) }),
      ),
    );
    expect([...hostile.values()].join()).not.toContain("javascript:");
    expect(hostile.get("word/document.xml")).toContain("do not click");
  });
});

describe("tables", () => {
  test("repeat their header, never break a row, and take the report's table style", () => {
    for (const node of $("w\\:tbl").toArray()) {
      const table = $(node);
      expect(table.find("> w\\:tblPr > w\\:tblStyle").attr("w:val")).toBe("ReportTable");
      expect(table.find("> w\\:tr").first().find("w\\:tblHeader")).toHaveLength(1);
      expect(table.find("> w\\:tr > w\\:trPr > w\\:cantSplit").length).toBe(table.find("> w\\:tr").length);
    }
  });

  test("stand between the margins", () => {
    for (const node of $("w\\:tbl").toArray()) {
      const widths = $(node)
        .find("w\\:gridCol")
        .toArray()
        .map((column) => Number($(column).attr("w:w")));
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(11906 - 2 * 1247);
      expect(Math.min(...widths)).toBeGreaterThan(600);
    }
  });

  test("align numbers and the header above them to the right", () => {
    const [sales] = $("w\\:tbl").toArray();
    const rows = $(sales).find("> w\\:tr").toArray();
    const alignments = rows.map((row) =>
      $(row)
        .find("w\\:tc")
        .toArray()
        .map((cell) => $(cell).find("w\\:jc").attr("w:val") ?? "start"),
    );
    expect(new Set(alignments.map(String))).toEqual(new Set(["start,right,right"]));
  });

  test("hold the cells of the report", () => {
    const [sales] = $("w\\:tbl").toArray();
    const cells = $(sales)
      .find("w\\:tc")
      .toArray()
      .map((cell) => textOf($(cell)));
    expect(cells.slice(0, 6)).toEqual([
      "Quarter",
      "Halden Instruments",
      "Orrin Systems",
      "2022 Q3",
      "90,146 [1]",
      "127,101 [2]",
    ]);
  });

  test("that are too wide turn the page, together with their caption and heading", async () => {
    const wide = await part(await renderOffice("docx", stressReports.tables), "word/document.xml");
    const sizes = wide("w\\:pgSz")
      .toArray()
      .map((node) => wide(node).attr("w:orient") ?? "portrait");
    expect(sizes).toEqual(["portrait", "landscape", "portrait"]);
    expect(wide("w\\:titlePg")).toHaveLength(1);
  });
});

describe("charts and figures", () => {
  const chartParts = async () =>
    [...(await partsOf(bytes))]
      .filter(([path]) => /^word\/charts\/chart\d+\.xml$/.test(path))
      .map(([, xml]) => load(xml, { xml: true }));

  test("charts are native, with the values of the report in the unit of the axis", async () => {
    const [sales, income] = await chartParts();
    const values = (chart: CheerioAPI) =>
      chart("c\\:ser")
        .toArray()
        .map((node) =>
          chart(node)
            .find("c\\:val c\\:v")
            .toArray()
            .map((value) => Number(chart(value).text())),
        );
    expect(values(sales!)).toEqual(
      salesChart.series.map((series) => series.points.flatMap(({ value }) => (value === null ? [] : [value / 1e9]))),
    );
    expect(values(income!)).toEqual(
      incomeChart.series.map((series) => series.points.map(({ value }) => (value ?? 0) / 1e9)),
    );
    expect(sales!("c\\:valAx c\\:title").text()).toBe("Total net sales (USD, billions)");
    expect(sales!("c\\:catAx c\\:tickLblPos").attr("val")).toBe("low");
  });

  test("each chart has a workbook to edit", async () => {
    const zip = await JSZip.loadAsync(bytes);
    expect(Object.keys(zip.files).filter((path) => /^word\/embeddings\/.+\.xlsx$/.test(path))).toHaveLength(2);
  });

  test("charts and pictures are described and stand with their caption, sources and credit", () => {
    const descriptions = $("wp\\:docPr")
      .toArray()
      .map((node) => $(node).attr("descr"));
    expect(descriptions).toEqual([
      salesChart.alt,
      incomeChart.alt,
      "Three wind turbines in front of a red evening sky.",
    ]);
    expect(ofStyle("Credit")).toEqual([
      "Source: [1][2]",
      "Source: [1]",
      "Credit: K. Lindqvist, Wikimedia Commons, CC BY-SA 4.0",
    ]);
  });

  test("markers alone have no line, and more series than colours are dashed", async () => {
    const parts = await partsOf(await renderOffice("docx", stressReports.charts));
    const charts = [...parts].filter(([path]) => /^word\/charts\/chart\d+\.xml$/.test(path)).map(([, xml]) => xml);
    expect(charts.some((xml) => xml.includes('<a:prstDash val="dash"/>'))).toBe(true);
    expect(charts.some((xml) => xml.includes("<a:ln><a:noFill/></a:ln>"))).toBe(true);
    expect(charts.join()).not.toContain('<a:ln w="0"');
  });

  test("a picture that cannot be decoded is described instead", async () => {
    const loadAsset = (id: string) => (id === "as-photo" ? Promise.resolve(new Uint8Array([9])) : loadSampleAsset(id));
    const document = await part(
      await renderOffice("docx", sampleReport, officeContext({ loadAsset })),
      "word/document.xml",
    );
    expect(document("a\\:blip")).toHaveLength(0);
    expect(document("w\\:body").text()).toContain("Three wind turbines in front of a red evening sky.");
  });

  test("a lost picture fails the rendering with the reason of the run folder", async () => {
    const loadAsset = () => Promise.reject(new Error("lost as-photo"));
    await expect(renderOffice("docx", sampleReport, officeContext({ loadAsset }))).rejects.toThrow("lost as-photo");
  });
});

describe("text blocks", () => {
  test("lists are Word lists, each ordered one with numbers of its own", () => {
    const list = (style: string) => paragraphs().filter((node) => styleOf(node) === style);
    expect(list("ListNumber")).toHaveLength(2);
    expect(list("ListBullet").length).toBeGreaterThanOrEqual(5);
    expect(list("ListBullet").every((node) => node.find("w\\:numPr").length === 1)).toBe(true);
    const levels = list("ListBullet").map((node) => node.find("w\\:ilvl").attr("w:val"));
    expect(levels).toContain("1");
  });

  test("quotes, notes, warnings and code have styles of their own", () => {
    expect(ofStyle("Quote")[0]).toContain("gross margin rose to 45.2%");
    expect(ofStyle("Warning")[0]).toContain("retracted");
    expect(ofStyle("Note")[0]).toContain("Fiscal quarters end on different days");
    expect(ofStyle("Code")[0]).toContain("<b>-0.0072</b>");
  });

  test("formulas are Word formulas", () => {
    expect($("m\\:oMath")).toHaveLength(2);
    expect($("m\\:f m\\:den m\\:t").text()).toBe("90146");
    expect($("m\\:sSub")).not.toHaveLength(0);
  });
});

describe("other scripts", () => {
  test("Arabic paragraphs, runs, tables and pages run from right to left", async () => {
    const arabic = await part(await renderOffice("docx", stressReports.arabic), "word/document.xml");
    expect(arabic("w\\:sectPr > w\\:bidi")).toHaveLength(1);
    expect(arabic("w\\:tblPr > w\\:bidiVisual")).toHaveLength(1);
    const runs = arabic("w\\:r")
      .toArray()
      .map((node) => ({
        text: arabic(node).find("w\\:t").text(),
        rtl: arabic(node).find("w\\:rPr > w\\:rtl").length > 0,
      }));
    expect(runs.filter(({ text, rtl }) => /\p{Script=Arabic}/u.test(text) && !rtl && !/[a-z]/i.test(text))).toEqual([]);
    expect(runs.some(({ text, rtl }) => text === "Apple" && rtl)).toBe(false);
  });

  test("Chinese uses a Chinese font for East Asian text", async () => {
    const styles = await part(await renderOffice("docx", stressReports.chinese), "word/styles.xml");
    expect(styles("w\\:docDefaults w\\:rFonts").attr("w:eastAsia")).toBe("Microsoft YaHei");
    expect(styles("w\\:docDefaults w\\:lang").attr("w:eastAsia")).toBe("zh-CN");
  });
});

test("cancelling stops with the reason given", async () => {
  const signal = AbortSignal.abort(new Error("stopped by the user"));
  await expect(renderOffice("docx", sampleReport, officeContext({ signal }))).rejects.toThrow("stopped by the user");
});
