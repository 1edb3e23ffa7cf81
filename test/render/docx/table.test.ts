import { describe, expect, test } from "vitest";
import type { Block, Cell, Inline } from "../../../src/report/index.ts";
import { cite, paragraph, resolved, section, text } from "../pptx/build.ts";
import { part, partsOf, renderOffice } from "../support/office.ts";

const cell = (value: string, more: Partial<Cell> = {}, ...marks: Inline[]): Cell => ({
  children: [text(value), ...marks],
  ...more,
});
const numeric = (value: string, ...marks: Inline[]): Cell => cell(value, { align: "right" }, ...marks);

function table(columns: number, rows: number, make: (row: number, column: number) => Cell): Block {
  return {
    type: "table",
    id: "tb",
    caption: [text("Sales")],
    header: Array.from({ length: columns }, (_, column) => cell(column === 0 ? "State" : `M${column}`)),
    rows: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) =>
        column === 0 ? cell(`Iowa ${row}`, { isHeader: true }) : make(row, column),
      ),
    ),
  };
}

const write = async (...blocks: Block[]) => {
  const { report } = resolved({ summary: [paragraph(cite("e1"))], sections: [section("Tables", ...blocks)] });
  return renderOffice("docx", report);
};
const documentOf = async (...blocks: Block[]) => part(await write(...blocks), "word/document.xml");

describe("the type of a table", () => {
  const sizesOf = async (columns: number): Promise<readonly (string | undefined)[]> => {
    const $ = await documentOf(table(columns, 2, () => numeric("128,107", cite("e1"))));
    const sizes = $("w\\:tbl w\\:r")
      .toArray()
      .map((node) => $(node).find("> w\\:rPr > w\\:sz").attr("w:val"));
    return [...new Set(sizes)];
  };

  test("is that of its style where it fits", async () => expect(await sizesOf(5)).toEqual([undefined]));

  test("is smaller throughout, marks included, where it does not", async () => {
    const sizes = await sizesOf(13);
    expect(sizes).toHaveLength(1);
    expect(Number(sizes[0]) / 2).toBeGreaterThanOrEqual(8);
    expect(Number(sizes[0]) / 2).toBeLessThan(9.5);
  });
});

describe("columns", () => {
  test("fill the width between the margins, upright or turned", async () => {
    for (const columns of [2, 6, 12, 20]) {
      const $ = await documentOf(table(columns, 2, () => numeric("128,107")));
      const widths = $("w\\:gridCol")
        .toArray()
        .map((node) => Number($(node).attr("w:w")));
      const landscape = $('w\\:pgSz[w\\:orient="landscape"]').length > 0;
      const room = (landscape ? 16_838 : 11_906) - 2 * 1247;
      const total = widths.reduce((sum, width) => sum + width, 0);
      expect(total).toBeLessThanOrEqual(room);
      expect(total).toBeGreaterThan(room - columns - 1);
    }
  });

  test("of numbers carry their header above them", async () => {
    const $ = await documentOf(table(3, 2, (_, column) => (column === 1 ? numeric("5") : cell("words"))));
    const header = $("w\\:tr")
      .first()
      .find("w\\:jc")
      .toArray()
      .map((node) => $(node).attr("w:val"));
    expect(header).toEqual(["right"]);
  });
});

describe("citations in cells", () => {
  const marksIn = async (rows: number) => {
    const bytes = await write(table(2, rows, () => numeric("5", cite("e2"))));
    const $ = await part(bytes, "word/document.xml");
    return { $, notes: $("w\\:tbl w\\:footnoteReference").length, links: $("w\\:tbl w\\:hyperlink").length };
  };

  test("have footnotes while they are few, and lead to their evidence in any case", async () => {
    expect(await marksIn(3)).toMatchObject({ notes: 3, links: 3 });
    expect(await marksIn(7)).toMatchObject({ notes: 0, links: 7 });
  });

  test("keep a space from the number before them", async () => {
    const { $ } = await marksIn(1);
    expect($("w\\:tbl w\\:tr").last().find("w\\:tc").last().find("w\\:t").text()).toBe("5 [2]");
  });
});

describe("rows", () => {
  test("of a short table stay together, of a long one flow over pages under the header", async () => {
    const kept = async (rows: number): Promise<number> => {
      const $ = await documentOf(table(2, rows, () => numeric("5")));
      const flags = $("w\\:tbl w\\:tr")
        .toArray()
        .map((row) => $(row).find('w\\:keepNext:not([w\\:val="false"])').length > 0);
      return flags.filter(Boolean).length;
    };
    expect(await kept(4)).toBe(4);
    expect(await kept(30)).toBe(1);
  });
});

describe("sources of a chart", () => {
  test("stand below it by number, runs of them shrunk, each a link", async () => {
    const $ = await documentOf({
      type: "chart",
      id: "ch",
      mark: "line",
      caption: [text("Sales")],
      alt: "Sales rise.",
      xTitle: "",
      yTitle: "",
      unit: "",
      categories: ["a", "b", "c", "d", "e"],
      series: [
        { name: "s", points: ["e9", "e2", "e1", "e3", "e4"].map((id, index) => ({ value: index, evidenceIds: [id] })) },
      ],
    });
    const credit = $("w\\:p").filter((_, node) => $(node).find('w\\:pStyle[w\\:val="Credit"]').length > 0);
    expect(credit.find("w\\:t").text()).toBe("Source: [1]–[5]");
    expect(credit.find("w\\:hyperlink")).toHaveLength(2);
  });
});

test("a chart's axis has whole steps where its values have decimals", async () => {
  const chart: Block = {
    type: "chart",
    id: "ch",
    mark: "bar",
    caption: [],
    alt: "Sales.",
    xTitle: "",
    yTitle: "Sales",
    unit: "USD",
    categories: ["2022", "2023"],
    series: [{ name: "s", points: [81.797e9, 134.383e9].map((value) => ({ value, evidenceIds: ["e1"] })) }],
  };
  const parts = await partsOf(await write(chart));
  const xml = [...parts].find(([path]) => /^word\/charts\/chart\d+\.xml$/.test(path))?.[1] ?? "";
  expect(/<c:valAx>.*?<c:numFmt formatCode="([^"]*)"/s.exec(xml)?.[1]).toBe("#,##0");
  expect(/<c:dLbls>.*?<c:numFmt formatCode="([^"]*)"/s.exec(xml)?.[1]).toBe("#,##0.0");
});
