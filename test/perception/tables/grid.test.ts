import { describe, expect, test } from "vitest";
import type { Ruling, Word } from "../../../src/perception/layout/item.ts";
import { findGrids } from "../../../src/perception/tables/grid.ts";
import { page, rows, run } from "../layout/page-content.ts";

const xs = [70, 170, 250, 330];
const ys = [95, 115, 135, 155];
const pitch = 20;

const across = (left: number, right: number, y: number): Ruling => ({
  left,
  right,
  top: y,
  bottom: y,
  isHorizontal: true,
});
const down = (x: number, top: number, bottom: number): Ruling => ({
  left: x,
  right: x,
  top,
  bottom,
  isHorizontal: false,
});

/** All lines of the grid. */
const whole: readonly Ruling[] = [...ys.map((y) => across(70, 330, y)), ...xs.map((x) => down(x, 95, 155))];

function cells(texts: readonly (readonly string[])[], bold = false): readonly Word[] {
  return texts.flatMap((row, index) =>
    rows([row], [75, 175, 255], { top: 100 + index * pitch, isBold: bold && index === 0 }),
  );
}

const texts = [
  ["Source", "2022", "2023"],
  ["Wind", "41", "44"],
  ["Gas", "23", "21"],
];

function grids(words: readonly Word[], rulings: readonly Ruling[] = whole) {
  return findGrids(page(words, { rulings }), words);
}

const bodyOf = (found: ReturnType<typeof grids>) =>
  found[0]?.rows.map((row) => row.map((cell) => cell.text).join(" | "));
const headOf = (found: ReturnType<typeof grids>) => found[0]?.header.map((row) => row.join(" | "));

describe("a drawn grid", () => {
  test("is a table whose cells are its cells", () => {
    const found = grids(cells(texts));
    expect(found).toHaveLength(1);
    expect(headOf(found)).toEqual(["Source | 2022 | 2023"]);
    expect(bodyOf(found)).toEqual(["Wind | 41 | 44", "Gas | 23 | 21"]);
    expect(found[0]).toMatchObject({ left: 70, right: 330, top: 95, bottom: 155 });
  });

  test("keeps empty cells, without a box", () => {
    const found = grids(
      cells([
        ["Source", "2022", "2023"],
        ["Wind", "", "44"],
        ["Gas", "23", "21"],
      ]),
    );
    expect(found[0]?.rows[0]?.[1]).toEqual({ text: "" });
  });

  test("joins the lines of a cell, and a word broken there", () => {
    const words = [...cells(texts.slice(0, 2)), ...run("Natural", { left: 75, top: 136, size: 8 })];
    const wrapped = [
      ...words,
      ...run("gas and sub-", { left: 75, top: 145, size: 8 }),
      ...run("23", { left: 175, top: 140 }),
    ];
    const deep = [...wrapped, ...run("stitutes", { left: 75, top: 154, size: 8 })];
    const tall = [...whole.filter((rule) => rule.top !== 155 && rule.isHorizontal), across(70, 330, 170)];
    const found = grids(deep, [...tall, ...xs.map((x) => down(x, 95, 170))]);
    expect(bodyOf(found)?.[1]).toBe("Natural gas and substitutes | 23 | ");
  });

  test("repeats a header over all columns whose borders are missing below it", () => {
    const open = [
      across(70, 330, 95),
      across(70, 330, 115),
      across(170, 330, 135),
      across(70, 330, 155),
      across(70, 330, 175),
    ];
    const sides = [down(70, 95, 175), down(170, 95, 175), down(250, 115, 175), down(330, 95, 175)];
    const words = [
      ...run("Share", { left: 235, top: 100 }),
      ...rows([["Source", "2022", "2023"]], [75, 175, 255], { top: 120 }),
      ...rows([["Wind", "41", "44"]], [75, 175, 255], { top: 140 }),
      ...rows([["Gas", "23", "21"]], [75, 175, 255], { top: 160 }),
    ];
    const found = grids(words, [...open, ...sides, across(70, 170, 135)]);
    expect(headOf(found)).toEqual([" | Share | Share", "Source | 2022 | 2023"]);
  });

  test("takes a bold first row of a table of words for its header", () => {
    const words = [
      ["Name", "Role", "Since"],
      ["Ann", "Chair", "May"],
      ["Ben", "Clerk", "June"],
    ];
    expect(headOf(grids(cells(words, true)))).toEqual(["Name | Role | Since"]);
    expect(headOf(grids(cells(words)))).toEqual([]);
  });

  test("is found although its rules miss each other by a line's width", () => {
    const loose = whole.map((rule) => (rule.isHorizontal ? { ...rule, left: 71.5, right: 328.5 } : rule));
    expect(grids(cells(texts), loose)).toHaveLength(1);
  });

  test("is found beside another one", () => {
    const moved = whole.map((rule) => ({ ...rule, top: rule.top + 200, bottom: rule.bottom + 200 }));
    const words = cells(texts);
    const below = words.map((word) => ({ ...word, top: word.top + 200, bottom: word.bottom + 200 }));
    expect(grids([...words, ...below], [...whole, ...moved])).toHaveLength(2);
  });
});

describe("no table is", () => {
  test("an empty grid, as charts and forms have them", () => {
    expect(grids([])).toEqual([]);
    expect(grids(run("Total", { left: 75, top: 100 }))).toEqual([]);
  });

  test("a frame around text", () => {
    const frame = [across(70, 330, 95), across(70, 330, 155), down(70, 95, 155), down(330, 95, 155)];
    expect(grids(cells(texts), frame)).toEqual([]);
  });

  test("a grid that draws columns only, whose rows other rules must find", () => {
    const columns = [
      across(70, 330, 95),
      across(70, 330, 115),
      across(70, 330, 175),
      ...xs.map((x) => down(x, 95, 175)),
    ];
    const words = [...cells(texts), ...rows([["Oil", "9", "8"]], [75, 175, 255], { top: 160 })];
    expect(grids(words, columns)).toEqual([]);
  });

  test("the border of a page", () => {
    const border = [0, 396, 792].map((y) => across(0, 612, y)).concat([0, 306, 612].map((x) => down(x, 0, 792)));
    expect(grids(cells(texts), border)).toEqual([]);
  });

  test("a drawing of thousands of lines", () => {
    const hatch = Array.from({ length: 4_100 }, (_, index) => across(70, 330, 95 + index * 0.1));
    expect(grids(cells(texts), [...hatch, ...xs.map((x) => down(x, 95, 505))])).toEqual([]);
  });
});
