import { describe, expect, test } from "vitest";
import type { Word } from "../../../src/perception/layout/item.ts";
import { toLines } from "../../../src/perception/layout/line.ts";
import { findColumns } from "../../../src/perception/tables/columns.ts";
import { findRuns, withHeaderLines } from "../../../src/perception/tables/runs.ts";
import { toTableLine } from "../../../src/perception/tables/table-line.ts";
import { lines, rows, run } from "../layout/page-content.ts";

const lefts = [72, 200, 260];
const numbers = [
  ["North", "1,200", "1,310"],
  ["South", "900", "950"],
  ["West", "80", "85"],
];
const linesOf = (words: readonly Word[]) => toLines(words).map(toTableLine);

/** First and last line of each table, by their text. */
function tablesIn(words: readonly Word[], isMarked = false): readonly string[] {
  return findRuns(linesOf(words), () => isMarked).map(
    ({ lines: found }) => `${found[0]?.text} … ${found.at(-1)?.text} (${found.length})`,
  );
}

describe("a table", () => {
  test("is a run of rows, and the text around it is not", () => {
    const prose = ["The regions report their sales as follows, in", "thousands of units that were sold."];
    const words = [...lines(prose, { top: 60 }), ...rows(numbers, lefts), ...lines(prose, { top: 160 })];
    expect(tablesIn(words)).toEqual(["North 1,200 1,310 … West 80 85 (3)"]);
  });

  test("has at least three rows, or two if they are drawn", () => {
    expect(tablesIn(rows(numbers.slice(0, 2), lefts))).toEqual([]);
    expect(tablesIn(rows(numbers.slice(0, 2), lefts), true)).toHaveLength(1);
  });

  test("goes on over section rows", () => {
    const cells = [...numbers, ["Overseas", "", ""], ["East", "1", "2"], ["Far east", "3", "4"]];
    expect(tablesIn(rows(cells, lefts))).toEqual(["North 1,200 1,310 … Far east 3 4 (6)"]);
  });

  test("ends at a wide gap", () => {
    const words = [...rows(numbers, lefts), ...rows(numbers, lefts, { top: 220 })];
    expect(tablesIn(words)).toHaveLength(2);
  });

  test("ends at a note", () => {
    const note = rows([["(1)", "Includes what was sold through the partners in the regions."]], [72, 90], { top: 138 });
    expect(tablesIn([...rows(numbers, lefts), ...note])).toEqual(["North 1,200 1,310 … West 80 85 (3)"]);
  });

  test("begins anew at a new header", () => {
    const second = [
      ["", "Shares", "Price"],
      ["Grants", "10", "20"],
      ["Sales", "30", "40"],
    ];
    const words = [...rows(numbers, lefts), ...rows(second, lefts, { top: 150 })];
    expect(tablesIn(words)).toEqual(["North 1,200 1,310 … West 80 85 (3)", "Shares Price … Sales 30 40 (3)"]);
  });

  test("leaves a title out that has a gap in it", () => {
    const title = rows([["Item 1.", "Sales"]], [72, 120], { top: 88 });
    const words = [...title, ...rows([["", "2021", "2022"], ...numbers], lefts, { top: 100 })];
    expect(tablesIn(words)).toEqual(["2021 2022 … West 80 85 (4)"]);
  });
});

describe("no table is", () => {
  test("prose in two columns", () => {
    const left = ["The first column says this and", "goes on to say that, which is", "enough for a column of text."];
    const right = ["The second column says other", "things, and it goes on to say", "them in as many lines of it."];
    expect(tablesIn([...lines(left), ...lines(right, { left: 330 })])).toEqual([]);
  });

  test.each([
    ["bullets", ["•", "•", "•"]],
    ["numbers", ["1.", "2.", "3."]],
    ["letters", ["(a)", "(b)", "(c)"]],
    ["dashes", ["–", "–", "–"]],
  ])("a list marked by %s", (_, markers) => {
    const texts = ["the first thing to say", "the second thing to say", "the third and last one"];
    expect(
      tablesIn(
        rows(
          markers.map((marker, index) => [marker, texts[index] ?? ""]),
          [72, 100],
        ),
      ),
    ).toEqual([]);
  });

  test("words with wide gaps that align with nothing", () => {
    const words = [
      ...rows([["some words", "and others"]], [72, 180]),
      ...rows([["more of them", "elsewhere"]], [72, 243], { top: 112 }),
      ...rows([["still more", "and so on"]], [72, 301], { top: 124 }),
    ];
    expect(tablesIn(words)).toEqual([]);
  });
});

describe("a run grows upwards", () => {
  const grown = (above: readonly Word[], floor = 0) => {
    const all = linesOf([...above, ...rows(numbers, lefts)]);
    const [bare] = findRuns(all, () => false);
    if (!bare) throw new Error("No table was found.");
    return withHeaderLines(bare, all, findColumns(bare.lines), floor).lines[0]?.text;
  };

  test("by a lone text above its numbers", () => {
    expect(grown(run("Year ended June", { left: 205, top: 88 }))).toBe("Year ended June");
  });

  test("not by a title above its labels", () => {
    expect(grown(run("Sales by region", { top: 88 }))).toBe("North 1,200 1,310");
  });

  test("not over a gap", () => {
    expect(grown(run("Year ended June", { left: 205, top: 60 }))).toBe("North 1,200 1,310");
  });

  test("not by what another table has", () => {
    expect(grown(run("Year ended June", { left: 205, top: 88 }), 1)).toBe("North 1,200 1,310");
  });
});
