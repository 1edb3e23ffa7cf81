import type { CheerioAPI } from "cheerio";
import { describe, expect, test } from "vitest";
import type { Block, Cell, Report, Section } from "../../../src/report/index.ts";
import { emptyReport } from "../../support/empty-report.ts";
import { officeContext, part, partsOf, renderOffice, schemaErrors } from "../support/office.ts";

const words = (value: string): Block => ({ type: "paragraph", children: [{ type: "text", value }] });
const section = (id: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  ...{ id, title: `Title ${id}`, blocks, sections },
});
const reportOf = (blocks: readonly Block[], changes: Partial<Report> = {}): Report => ({
  ...emptyReport,
  sections: [section("s1", blocks)],
  ...changes,
});
const lost = officeContext({
  loadAsset: async () => {
    throw new Error("gone");
  },
});
const draw = async (report: Report): Promise<CheerioAPI> =>
  part(await renderOffice("docx", report, lost), "word/document.xml");
const stylesOf = ($: CheerioAPI): readonly (string | undefined)[] =>
  $("w\\:p > w\\:pPr > w\\:pStyle")
    .toArray()
    .map((node) => $(node).attr("w:val"));
const textOf = ($: CheerioAPI): string => $("w\\:t").text();

describe("a document of nothing", () => {
  test("opens in Word, with its title and who wrote it", async () => {
    const bytes = await renderOffice("docx", emptyReport, lost);
    expect(await schemaErrors("docx", bytes)).toEqual([]);
    const $ = await part(bytes, "word/document.xml");
    expect(textOf($)).toContain("Nothing");
    expect(textOf($)).toContain(emptyReport.generator);
    expect($("w\\:tbl")).toHaveLength(0);
  });

  test("but empty blocks opens too", async () => {
    const cell: Cell = { children: [] };
    const empty: readonly Block[] = [
      { type: "paragraph", children: [] },
      { type: "list", ordered: true, items: [[]] },
      { type: "quote", children: [] },
      { type: "code", language: "", value: "" },
      { type: "math", value: "" },
      { type: "table", id: "t1", caption: [], header: [cell], rows: [] },
    ];
    expect(await schemaErrors("docx", await renderOffice("docx", reportOf(empty), lost))).toEqual([]);
  });

  test("a chart without numbers is described in words", async () => {
    const chart: Block = {
      ...{ type: "chart", id: "c1", mark: "bar", caption: [], alt: "There was nothing to draw." },
      ...{ xTitle: "", yTitle: "", unit: "", categories: [], series: [] },
    };
    const bytes = await renderOffice("docx", reportOf([chart]), lost);
    expect([...(await partsOf(bytes)).keys()].filter((path) => path.includes("chart"))).toEqual([]);
    expect(textOf(await part(bytes, "word/document.xml"))).toContain("There was nothing to draw.");
  });
});

describe("nesting", () => {
  test("of sections goes down to headings that Word has, each numbered", async () => {
    const deep = ["h", "g", "f", "e", "d", "c", "b"].reduce<Section>(
      (below, id) => section(id, [words(id)], [below]),
      section("i", [words("i")]),
    );
    const $ = await draw({ ...emptyReport, sections: [section("a", [], [deep])] });
    const headings = stylesOf($).filter((style) => /^Heading\d$/.test(style ?? ""));
    const levels = headings.map((style) => Number(style?.slice(7)));
    expect(Math.max(...levels)).toBeLessThanOrEqual(9);
    expect(textOf($)).toContain("1.1.1.1.1.1.1.1.1");
  });

  test("of lists goes down to five levels, and deeper ones stay there", async () => {
    const nested = Array.from({ length: 8 }).reduce<Block>(
      (inner, _, index) => ({ type: "list", ordered: false, items: [[words(`level ${8 - index}`), inner]] }),
      words("end"),
    );
    const $ = await draw(reportOf([nested]));
    const levels = $("w\\:numPr > w\\:ilvl")
      .toArray()
      .map((node) => Number($(node).attr("w:val")));
    expect(levels).toEqual([0, 1, 2, 3, 4, 4, 4, 4]);
    expect(textOf($)).toContain("level 8");
  });

  test("of a table in a list in a quote loses none of its words", async () => {
    const cell = (value: string): Cell => ({ children: [{ type: "text", value }] });
    const table: Block = { type: "table", id: "t1", caption: [], header: [cell("Year")], rows: [[cell("2023")]] };
    const list: Block = { type: "list", ordered: true, items: [[table, words("after")]] };
    const $ = await draw(reportOf([{ type: "quote", children: [words("said"), list] }]));
    expect(textOf($)).toMatch(/said.*Year.*2023.*after/s);
    expect($("w\\:tbl")).toHaveLength(1);
  });

  test("of emphasis keeps every format", async () => {
    const $ = await draw(
      reportOf([
        {
          type: "paragraph",
          children: [
            {
              type: "strong",
              children: [
                { type: "emphasis", children: [{ type: "text", value: "both" }] },
                { type: "link", url: "https://example.com/", children: [{ type: "text", value: "linked" }] },
              ],
            },
          ],
        },
      ]),
    );
    const runOf = (value: string) => $("w\\:r").filter((_, run) => $(run).find("w\\:t").text() === value);
    expect(runOf("both").find("w\\:b, w\\:i").length).toBeGreaterThanOrEqual(2);
    expect(runOf("linked").closest("w\\:hyperlink")).toHaveLength(1);
    expect(runOf("linked").find("w\\:b").length).toBeGreaterThanOrEqual(1);
  });
});

describe("text of every kind", () => {
  test.each([
    ["signs of XML", "a < b && c > d \"e\" 'f'"],
    ["other planes", "𝒳 👩‍🔬 👍🏽"],
    ["scripts from right to left", "ارتفعت الإيرادات 5% في 2023"],
    ["Chinese and Japanese", "収入は５％増えた。公司收入增长5%。"],
    ["combining marks", "e\u0301 n\u0303"],
    ["wide and thin spaces", "5\u00a0000 12\u202f000"],
  ])("keeps %s", async (_what, value) => {
    const bytes = await renderOffice("docx", reportOf([words(value)]), lost);
    expect(textOf(await part(bytes, "word/document.xml"))).toContain(value);
  });

  test("drops what no document can hold, and opens", async () => {
    const bytes = await renderOffice("docx", reportOf([words("a\u0000b\u000bc\ud800d")]), lost);
    expect(textOf(await part(bytes, "word/document.xml"))).toMatch(/abc.?d/);
    expect(await schemaErrors("docx", bytes)).toEqual([]);
  });

  test("code keeps its lines and its indentation", async () => {
    const $ = await draw(reportOf([{ type: "code", language: "", value: "if (a) {\n\treturn 1;\n}" }]));
    const code = $("w\\:p").filter((_, node) => $(node).find("w\\:pStyle[w\\:val='Code']").length > 0);
    expect(code.find("w\\:br")).toHaveLength(2);
    expect(
      code
        .find("w\\:t")
        .toArray()
        .map((node) => $(node).text()),
    ).toEqual(["if (a) {", "    return 1;", "}"]);
  });
});
