import { load } from "cheerio";
import JSZip from "jszip";
import { beforeAll, describe, expect, test } from "vitest";
import { pptxRenderer } from "../../../src/render/pptx/index.ts";
import { resolve } from "../../../src/report/index.ts";
import { incomeChart, loadSampleAsset, salesChart, sampleReport } from "../../support/sample-report.ts";
import { stressReports } from "../inspect/stress-reports.ts";
import { officeContext, part, partsOf, renderOffice } from "../support/office.ts";

describe("the deck of the sample report", () => {
  let bytes: Uint8Array;
  let parts: ReadonlyMap<string, string>;
  beforeAll(async () => {
    bytes = await renderOffice("pptx");
    parts = await partsOf(bytes);
  });
  const slideXml = (number: number): string => parts.get(`ppt/slides/slide${number}.xml`) ?? "";

  test("is one file named after the report", async () => {
    const files = await pptxRenderer.render(resolve(sampleReport), officeContext());
    expect(files.map((file) => file.name)).toEqual(["report.pptx"]);
  });

  test("names title, question and author in its properties", async () => {
    const $ = await part(bytes, "docProps/core.xml");
    expect($("dc\\:title").text()).toBe(sampleReport.title);
    expect($("dc\\:subject").text()).toBe(sampleReport.question);
    expect($("dc\\:creator").text()).toBe("Exhibit");
  });

  test("uses a title placeholder on every slide", () => {
    const slides = [...parts].filter(([path]) => /^ppt\/slides\/slide\d+\.xml$/.test(path));
    expect(slides).toHaveLength(11);
    for (const [, xml] of slides) expect(xml).toMatch(/<p:ph[^>]*type="title"/);
  });

  test("draws charts natively, with the values of the report in the unit of the axis and a gap where one is missing", async () => {
    const $ = await part(bytes, "ppt/charts/chart1.xml");
    const series = $("c\\:ser")
      .toArray()
      .map((node) => ({
        name: $(node).find("c\\:tx c\\:v").text(),
        values: $(node)
          .find("c\\:val c\\:pt")
          .toArray()
          .map((point) => [$(point).attr("idx"), Number($(point).find("c\\:v").text())]),
      }));
    expect(series).toEqual(
      salesChart.series.map((one) => ({
        name: one.name,
        values: one.points.flatMap(({ value }, index) => (value === null ? [] : [[String(index), value / 1e9]])),
      })),
    );
    expect($("c\\:valAx c\\:title").text()).toContain("Total net sales (USD, billions)");
    expect($("c\\:lineChart c\\:axId")).toHaveLength(2);
  });

  test("keeps the workbook behind a chart editable and equal to the chart", async () => {
    const zip = await JSZip.loadAsync(bytes);
    const path = Object.keys(zip.files).find((name) => /embeddings\/.*\.xlsx$/.test(name)) ?? "";
    const workbook = await JSZip.loadAsync((await zip.file(path)?.async("uint8array")) ?? new Uint8Array());
    const sheet = (await workbook.file("xl/worksheets/sheet1.xml")?.async("string")) ?? "";
    expect(sheet).toContain("90.146");
    expect(sheet).toContain("143.083");
  });

  test("describes charts, tables and pictures", () => {
    expect(load(slideXml(3), { xml: true })("p\\:graphicFrame p\\:cNvPr").attr("descr")).toBe(salesChart.alt);
    expect(slideXml(4)).toMatch(/name="Table tb-sales" descr="Table 1: Total net sales, USD millions"/);
    expect(slideXml(7)).toContain('descr="Three wind turbines in front of a red evening sky."');
    expect(slideXml(5)).toContain(incomeChart.alt.slice(0, 40));
  });

  test("marks the header row of tables", () => {
    expect(slideXml(4)).toMatch(/<a:tblPr firstRow="1"/);
  });

  test("links citations to the slide of their source and sources to their address", async () => {
    const $ = await part(bytes, "ppt/slides/slide2.xml");
    const link = $("a\\:r")
      .toArray()
      .find((node) => $(node).find("a\\:t").text() === "[3]");
    const id = $(link).find("a\\:hlinkClick").attr("r:id") ?? "";
    const relations = parts.get("ppt/slides/_rels/slide2.xml.rels") ?? "";
    expect(relations).toMatch(new RegExp(`Id="${id}"[^>]*Target="slide11.xml"|Target="slide11.xml"[^>]*Id="${id}"`));
    expect(parts.get("ppt/slides/_rels/slide11.xml.rels")).toContain("https://news.example.com/markets/halden-margins");
  });

  test("links a cross-reference to the slide of its chart", () => {
    const relations = parts.get("ppt/slides/_rels/slide2.xml.rels") ?? "";
    expect(relations).toContain('Target="slide3.xml"');
  });

  test("carries speaker notes on every slide", () => {
    const notes = [...parts].filter(([path]) => /^ppt\/notesSlides\/notesSlide\d+\.xml$/.test(path));
    expect(notes).toHaveLength(11);
    const text = notes.map(([, xml]) => xml).join();
    expect(text).toContain("page 4, Statements of operations: Total net sales, 2022 Q3: 90,146 (= 90,146,000,000 USD)");
  });

  test("speaks the report's language and uses the theme's colours", () => {
    expect(slideXml(2)).toContain('lang="en"');
    expect(slideXml(2)).not.toContain('lang="en-US"');
    expect(parts.get("ppt/theme/theme1.xml")).toMatch(/<a:accent1><a:srgbClr val="0B5CAD"\/>/);
  });

  test("keeps the proportions of pictures", async () => {
    const $ = await part(bytes, "ppt/slides/slide7.xml");
    const extent = $("p\\:pic a\\:ext[cx]").first();
    expect(Number(extent.attr("cx")) / Number(extent.attr("cy"))).toBeCloseTo(1200 / 720, 2);
  });

  test("is the same when rendered again", async () => {
    expect(await partsOf(await renderOffice("pptx"))).toEqual(parts);
  });

  test("leaves the report as it was", async () => {
    const before = JSON.stringify(sampleReport);
    await renderOffice("pptx");
    expect(JSON.stringify(sampleReport)).toBe(before);
  });
});

describe("other scripts", () => {
  test("Arabic runs from right to left", async () => {
    const parts = await partsOf(await renderOffice("pptx", stressReports.arabic));
    const slide = parts.get("ppt/slides/slide2.xml") ?? "";
    expect(slide).toContain('rtl="1"');
    expect(slide).toContain('lang="ar"');
    expect([...parts.values()].join()).toMatch(/<a:tblPr rtl="1"/);
  });

  test("Chinese names a Chinese font", async () => {
    const parts = await partsOf(await renderOffice("pptx", stressReports.chinese));
    expect(parts.get("ppt/theme/theme1.xml")).toContain('<a:ea typeface="Microsoft YaHei"/>');
  });
});

describe("what goes wrong outside", () => {
  test("a lost picture fails the rendering with the reason of the run folder", async () => {
    const loadAsset = () => Promise.reject(new Error("lost as-photo"));
    await expect(renderOffice("pptx", sampleReport, officeContext({ loadAsset }))).rejects.toThrow("lost as-photo");
  });

  test("a picture that cannot be decoded is described instead", async () => {
    const loadAsset = (id: string) =>
      id === "as-photo" ? Promise.resolve(new Uint8Array([1, 2, 3])) : loadSampleAsset(id);
    const parts = await partsOf(await renderOffice("pptx", sampleReport, officeContext({ loadAsset })));
    const slide = parts.get("ppt/slides/slide7.xml") ?? "";
    expect(slide).not.toContain("<p:pic>");
    expect(slide).toContain("Three wind turbines in front of a red evening sky.");
  });

  test("cancelling stops with the reason given", async () => {
    const signal = AbortSignal.abort(new Error("stopped by the user"));
    await expect(renderOffice("pptx", sampleReport, officeContext({ signal }))).rejects.toThrow("stopped by the user");
  });
});
