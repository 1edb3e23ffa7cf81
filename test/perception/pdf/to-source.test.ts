import { describe, expect, test } from "vitest";
import type { LaidBlock } from "../../../src/perception/layout/block.ts";
import { toSourceBlocks } from "../../../src/perception/pdf/to-source.ts";

const pages = [1, 2, 3].map((number) => ({ number, width: 600, height: 800, text: "native" as const }));
const place = { left: 60, top: 80, right: 300, bottom: 160 };
const box = [0.1, 0.1, 0.5, 0.2];

function heading(text: string, rank: number, page = 1): LaidBlock {
  return { type: "heading", page, text, rank, ...place };
}

function paragraph(text: string, page = 1): LaidBlock {
  return { type: "paragraph", page, text, size: 10, ...place };
}

const levelsOf = (blocks: readonly LaidBlock[]) =>
  toSourceBlocks(blocks, pages, []).flatMap((block) => (block.type === "heading" ? [block.level] : []));

const sectionsOf = (blocks: readonly LaidBlock[]) =>
  toSourceBlocks(blocks, pages, []).map((block) => block.locator.section);

describe("blocks", () => {
  test("get ids in order, page and box", () => {
    const [first, second] = toSourceBlocks([paragraph("One"), paragraph("Two", 2)], pages, []);
    expect(first).toEqual({ type: "paragraph", id: "b1", text: "One", locator: { page: 1, box } });
    expect(second).toMatchObject({ id: "b2", locator: { page: 2 } });
  });

  test("stand in the section of the headings above them", () => {
    const blocks = [
      heading("Report", 90),
      heading("Results", 50, 2),
      heading("Sales", 30, 2),
      paragraph("Sales rose.", 2),
      heading("Outlook", 50, 3),
      paragraph("They will rise.", 3),
    ];
    expect(sectionsOf(blocks)).toEqual([
      "Report",
      "Report › Results",
      "Report › Results › Sales",
      "Report › Results › Sales",
      "Report › Outlook",
      "Report › Outlook",
    ]);
  });

  test("before the first heading stand in no section", () => {
    expect(sectionsOf([paragraph("A motto"), heading("Report", 90)])).toEqual([undefined, "Report"]);
  });

  test("keep where each of their parts stands", () => {
    const parts = [
      { from: 0, page: 1, ...place },
      { from: 4, page: 2, left: 0, top: 0, right: 600, bottom: 80 },
    ];
    const [block] = toSourceBlocks([{ ...paragraph("One two"), parts } as LaidBlock], pages, []);
    expect(block).toMatchObject({
      locator: { page: 1, box },
      parts: [
        { from: 0, locator: { page: 1, box } },
        { from: 4, locator: { page: 2, box: [0, 0, 1, 0.1] } },
      ],
    });
  });
});

describe("heading levels", () => {
  test("follow the ranks from the most important one", () => {
    expect(levelsOf([heading("Title", 90), heading("A", 50, 2), heading("B", 30, 2), heading("C", 50, 3)])).toEqual([
      1, 2, 3, 2,
    ]);
  });

  test("are not used up by what the cover alone sets large", () => {
    const cover = [heading("Title", 90), heading("Published by the office", 70), heading("Spring 2023", 60)];
    expect(levelsOf([...cover, heading("Results", 50, 2), heading("Sales", 30, 2)])).toEqual([1, 6, 6, 2, 3]);
  });

  test("of a one-page document follow all its ranks", () => {
    expect(levelsOf([heading("Title", 90), heading("A", 70), heading("B", 60)])).toEqual([1, 2, 3]);
  });

  test("end at six", () => {
    const ranks = [90, 80, 70, 60, 50, 40, 30, 20];
    expect(levelsOf(ranks.map((rank) => heading(`Rank ${rank}`, rank, 2)))).toEqual([1, 2, 3, 4, 5, 6, 6, 6]);
  });
});

describe("tables and figures", () => {
  const table: LaidBlock = {
    type: "table",
    page: 1,
    table: {
      ...place,
      page: 1,
      caption: "Table 1: Sales",
      notes: "in millions",
      header: [["", "2023"]],
      rows: [[{ text: "North", rect: { left: 60, top: 80, right: 120, bottom: 96 } }, { text: "" }]],
    },
  };

  test("keep caption, notes and the place of each cell that has ink", () => {
    const [block] = toSourceBlocks([table], pages, []);
    expect(block).toMatchObject({
      type: "table",
      caption: "Table 1: Sales",
      notes: "in millions",
      header: [["", "2023"]],
      rows: [[{ text: "North", locator: { page: 1, box: [0.1, 0.1, 0.2, 0.12] } }, { text: "" }]],
    });
    expect(block?.type === "table" && block.rows[0]?.[1]).toEqual({ text: "" });
  });

  const figure = (page: number): LaidBlock => {
    return { type: "figure", page, figure: { ...place, page, kind: "chart", text: "Sales", caption: "Figure 1" } };
  };

  test("take the assets in order; what was not cut out has none", () => {
    const blocks = toSourceBlocks([figure(1), table, figure(2), figure(3)], pages, ["as-1", "as-2"]);
    expect(blocks.map((block) => (block.type === "figure" ? block.assetId : "-"))).toEqual([
      "as-1",
      "-",
      "as-2",
      undefined,
    ]);
  });

  test("say what is written in a figure as its alternative text", () => {
    expect(toSourceBlocks([figure(1)], pages, [])[0]).toMatchObject({
      alt: "Sales",
      caption: "Figure 1",
      kind: "chart",
    });
  });
});
