import { describe, expect, test } from "vitest";
import type { FigureRegion } from "../../../src/perception/figures/model.ts";
import type { LaidBlock } from "../../../src/perception/layout/block.ts";
import type { PageContent, Ruling, Word } from "../../../src/perception/layout/item.ts";
import { toPageBlocks } from "../../../src/perception/layout/page-blocks.ts";
import { headingKey, type TextStyle } from "../../../src/perception/layout/paragraphs.ts";
import { lines, page, rows, run, style } from "./page-content.ts";

interface Given {
  readonly drawn?: Partial<PageContent>;
  readonly figures?: readonly FigureRegion[];
  readonly running?: readonly Word[];
  readonly style?: TextStyle;
}

function blocksOf(words: readonly Word[], { drawn, figures = [], running = [], style: own = style }: Given = {}) {
  return toPageBlocks({ page: page(words, drawn), running, figures }, own);
}

function sketch(blocks: readonly LaidBlock[]): readonly string[] {
  return blocks.map((block) => {
    if (block.type === "table") return `table ${block.table.caption ?? ""}`.trim();
    return block.type === "figure" ? `figure ${block.figure.caption ?? ""}`.trim() : `${block.type} ${block.text}`;
  });
}

const prose = ["The regions report their sales in thousands of", "units, and the office adds them up at the end."];
const joined = prose.join(" ");
const cells = [
  ["Region", "2021", "2022"],
  ["North", "1,200", "1,310"],
  ["South", "900", "950"],
  ["West", "80", "85"],
];
const lefts = [72, 200, 260];

describe("the blocks of a page", () => {
  test("stand in reading order, with a table under its caption", () => {
    const words = [
      ...run("Sales", { size: 16, top: 60 }),
      ...lines(prose, { top: 90 }),
      ...run("Table 1: Sales by region", { top: 130 }),
      ...rows(cells, lefts, { top: 144 }),
      ...lines(prose, { top: 220 }),
    ];
    expect(sketch(blocksOf(words))).toEqual([
      "heading Sales",
      `paragraph ${joined}`,
      "table Table 1: Sales by region",
      `paragraph ${joined}`,
    ]);
  });

  test("leave out what runs along all pages", () => {
    const head = run("Example Inc.", { top: 20 });
    expect(sketch(blocksOf([...head, ...lines(prose)], { running: head }))).toEqual([`paragraph ${joined}`]);
  });

  test("continue the caption of a table in the one right below it", () => {
    const second = [
      ["Shares", "10", "20"],
      ["Grants", "30", "40"],
      ["Sales", "50", "60"],
    ];
    const words = [
      ...run("Table 1: Sales by region", { top: 86 }),
      ...rows(cells, lefts),
      ...rows([["", "2023", "2024"], ...second], lefts, { top: 168 }),
    ];
    expect(sketch(blocksOf(words))).toEqual(["table Table 1: Sales by region", "table Table 1: Sales by region"]);
  });

  test("are none of an empty page", () => {
    expect(blocksOf([])).toEqual([]);
  });
});

describe("a table drawn as a grid", () => {
  const grid: readonly Ruling[] = [
    ...[95, 110, 122, 134, 146].map((y) => ({ left: 70, right: 300, top: y, bottom: y, isHorizontal: true })),
    ...[70, 195, 255, 300].map((x) => ({ left: x, right: x, top: 95, bottom: 146, isHorizontal: false })),
  ];

  test("stands between the text above and below it, and takes its caption", () => {
    const words = [
      ...lines(prose, { top: 40 }),
      ...run("Table 2: Sales", { top: 80 }),
      ...rows(cells, lefts, { top: 98 }),
      ...lines(prose, { top: 170 }),
    ];
    expect(sketch(blocksOf(words, { drawn: { rulings: grid } }))).toEqual([
      `paragraph ${joined}`,
      "table Table 2: Sales",
      `paragraph ${joined}`,
    ]);
  });
});

describe("a figure", () => {
  const figure: FigureRegion = { left: 72, right: 300, top: 200, bottom: 400, page: 1, kind: "chart" };

  test("stands where its top is, with its caption, and its words are its own", () => {
    const words = [
      ...lines(prose),
      ...run("Jan Feb", { left: 100, top: 380 }),
      ...run("Units", { left: 80, top: 300, rotation: 270 }),
      ...run("Figure 1: Sales by month", { top: 410 }),
    ];
    const blocks = blocksOf(words, { figures: [figure] });
    expect(sketch(blocks)).toEqual([
      `paragraph ${joined}`,
      "figure Figure 1: Sales by month",
      "paragraph Figure 1: Sales by month",
    ]);
    expect(blocks[1]).toMatchObject({ figure: { text: "Jan Feb\nUnits" } });
  });

  test("that is a photo leaves the words on it in the text", () => {
    const words = run("A title on a photo", { left: 100, top: 300 });
    expect(sketch(blocksOf(words, { figures: [{ ...figure, kind: "photo" }] }))).toEqual([
      "figure",
      "paragraph A title on a photo",
    ]);
  });
});

describe("what is printed sideways", () => {
  const stamp = run("arXiv:2301.01234v1 [cs.CL]", { rotation: 270, size: 20 }).map((word, index) => {
    return { ...word, left: 20, right: 40, top: 500 - index * 150, bottom: 620 - index * 150 };
  });

  test("follows the text of the page and is no heading, large as it may be", () => {
    const blocks = blocksOf([...stamp, ...lines(prose)]);
    expect(sketch(blocks)).toEqual([`paragraph ${joined}`, "paragraph arXiv:2301.01234v1 [cs.CL]"]);
    expect(blocks[1]).toMatchObject({ isAside: true, left: 20, right: 40, top: 350, bottom: 620 });
  });

  test("is left out where it runs along all pages", () => {
    expect(sketch(blocksOf([...stamp, ...lines(prose)], { running: stamp }))).toEqual([`paragraph ${joined}`]);
  });
});

describe("the rank of a heading", () => {
  const rankOf = (text: string, place: Parameters<typeof run>[1], own = style): number => {
    const [block] = blocksOf([...run(text, { top: 60, ...place }), ...lines(prose)], { style: own });
    if (block?.type !== "heading") throw new Error(`“${text}” heads nothing.`);
    return block.rank;
  };

  test("follows size, then part words, then weight, then slant", () => {
    const ranks = [
      rankOf("Large title", { size: 16 }),
      rankOf("PART II", { isBold: true }),
      rankOf("Item 2. Discussion", { isBold: true }),
      rankOf("Note 3 to the statements", { isBold: true }),
      rankOf("Bold title", { isBold: true }),
      rankOf("Slanted title", { font: "Serif-Italic" }),
    ];
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  test("is first of all what the outline says", () => {
    const outline = new Map([
      [headingKey("A small one"), 1],
      [headingKey("A large one"), 2],
    ]);
    const own = { ...style, outline };
    expect(rankOf("A small one", {}, own)).toBeGreaterThan(rankOf("A large one", { size: 30 }, own));
  });
});
