import { describe, expect, test } from "vitest";
import type { Ruling, Word } from "../../../src/perception/layout/item.ts";
import { toLines } from "../../../src/perception/layout/line.ts";
import { findColumns } from "../../../src/perception/tables/columns.ts";
import { countHeaderLines, toHeader } from "../../../src/perception/tables/header.ts";
import { marksOf } from "../../../src/perception/tables/marks.ts";
import { toTableLine } from "../../../src/perception/tables/table-line.ts";
import { page, rows, run } from "../layout/page-content.ts";

const lefts = [72, 200, 260, 320, 380];
const body = rows(
  [
    ["North", "1,200", "1,310", "1,405", "1,500"],
    ["South", "900", "950", "990", "999"],
  ],
  lefts,
  { top: 148 },
);

function rule(left: number, right: number, y: number): Ruling {
  return { left, right, top: y, bottom: y, isHorizontal: true };
}

function headerOf(words: readonly Word[], rules: readonly Ruling[] = []): readonly string[] {
  const lines = toLines([...words, ...body]).map(toTableLine);
  const columns = findColumns(lines);
  const marks = marksOf(page([], { rulings: rules }));
  const count = countHeaderLines(lines, columns);
  return toHeader(lines.slice(0, count), columns, marks).map((row) => row.join(" | "));
}

describe("header rows", () => {
  const years = rows([["Region", "2021", "2022", "2023", "2024"]], lefts, { top: 136 });

  test("are the lines above the first number that is no year", () => {
    expect(headerOf(years)).toEqual(["Region | 2021 | 2022 | 2023 | 2024"]);
  });

  test("are none where the first line has numbers already", () => {
    expect(headerOf([])).toEqual([]);
  });

  test("are none in a table of words, where nothing tells them apart", () => {
    const words = rows(
      [
        ["Name", "Role"],
        ["Ann", "Chair"],
        ["Ben", "Treasurer"],
      ],
      [72, 200],
    );
    const lines = toLines(words).map(toTableLine);
    expect(countHeaderLines(lines, findColumns(lines))).toBe(0);
  });

  test("repeat a text in each column that the rule below it spans", () => {
    const groups = [...run("Sales", { left: 235, top: 120 }), ...run("Profit", { left: 352, top: 120 })];
    const rules = [rule(198, 288, 132), rule(318, 408, 132)];
    expect(headerOf([...groups, ...years], rules)).toEqual([
      " | Sales | Sales | Profit | Profit",
      "Region | 2021 | 2022 | 2023 | 2024",
    ]);
  });

  test("follow the rule although the text stands over one column only", () => {
    const rules = [rule(198, 405, 132)];
    expect(headerOf([...run("Year", { left: 292, top: 120 }), ...years], rules)[0]).toBe(
      " | Year | Year | Year | Year",
    );
  });

  test("follow a rule that is drawn in pieces, one a cell", () => {
    const pieces = [rule(198, 228, 132), rule(230, 288, 132), rule(318, 348, 132), rule(350, 408, 132)];
    const groups = [...run("Sales", { left: 231, top: 120 }), ...run("Profit", { left: 350, top: 120 })];
    expect(headerOf([...groups, ...years], pieces)[0]).toBe(" | Sales | Sales | Profit | Profit");
  });

  test("without rules, take the columns over which a text is centred", () => {
    const groups = [...run("Net sales", { left: 220, top: 124 }), ...run("Net profit", { left: 338, top: 124 })];
    expect(headerOf([...groups, ...years])[0]).toBe(" | Net sales | Net sales | Net profit | Net profit");
  });

  test("join the lines of one wrapped text", () => {
    const wrapped = rows(
      [
        ["", "", "", "Change", ""],
        ["", "First", "Second", "from", "Last"],
        ["Region", "year", "year", "before", "year"],
      ],
      lefts,
      { top: 112 },
    );
    expect(headerOf(wrapped)).toEqual(["Region | First year | Second year | Change from before | Last year"]);
  });

  test("keep two texts apart that a rule parts", () => {
    const words = rows(
      [
        ["", "Sales", "Sales", "Sales", "Sales"],
        ["", "first", "second", "third", "fourth"],
      ],
      lefts,
      { top: 112 },
    );
    const rules = [rule(198, 405, 123)];
    expect(headerOf(words, rules)).toHaveLength(2);
  });
});
