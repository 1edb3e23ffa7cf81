import { describe, expect, test } from "vitest";
import type { PageContent, Ruling, Shape, Word } from "../../../src/perception/layout/item.ts";
import { toLines } from "../../../src/perception/layout/line.ts";
import { findColumns } from "../../../src/perception/tables/columns.ts";
import { marksOf } from "../../../src/perception/tables/marks.ts";
import { toRows } from "../../../src/perception/tables/rows.ts";
import { toTableLine } from "../../../src/perception/tables/table-line.ts";
import { page, rows, run } from "../layout/page-content.ts";

const lefts = [72, 260, 320];

function rowsOf(words: readonly Word[], drawn: Partial<PageContent> = {}): readonly string[] {
  const lines = toLines(words).map(toTableLine);
  const found = toRows(lines, findColumns(lines), marksOf(page([], drawn)));
  return found.map((row) => row.cells.map((cell) => cell.text).join(" | "));
}

const stripe = (top: number, height: number): Shape => {
  return { left: 72, right: 400, top, bottom: top + height, isFilled: true, color: "ffeeeeee", hasCurve: false };
};
const rule = (y: number): Ruling => ({ left: 72, right: 345, top: y, bottom: y, isHorizontal: true });

describe("lines become rows", () => {
  test("one each, blank cells kept", () => {
    expect(
      rowsOf(
        rows(
          [
            ["North", "1", "2"],
            ["South", "", "4"],
            ["West", "5", ""],
          ],
          lefts,
        ),
      ),
    ).toEqual(["North | 1 | 2", "South |  | 4", "West | 5 | "]);
  });

  test("and keep section rows", () => {
    expect(
      rowsOf(
        rows(
          [
            ["Assets:", "", ""],
            ["Cash", "1", "2"],
            ["Debt", "3", "4"],
          ],
          lefts,
        ),
      )[0],
    ).toBe("Assets: |  | ");
  });

  test("together if a label goes on in small letters above its numbers", () => {
    const cells = [
      ["Cash", "1", "2"],
      ["Proceeds from the sale of", "", ""],
      ["marketable securities", "3", "4"],
    ];
    expect(rowsOf(rows(cells, lefts))[1]).toBe("Proceeds from the sale of marketable securities | 3 | 4");
  });

  test("together if a label goes on below its numbers", () => {
    const cells = [
      ["Cash", "1", "2"],
      ["Proceeds from sales", "3", "4"],
      ["of securities", "", ""],
      ["Debt", "5", "6"],
    ];
    expect(rowsOf(rows(cells, lefts))).toEqual([
      "Cash | 1 | 2",
      "Proceeds from sales of securities | 3 | 4",
      "Debt | 5 | 6",
    ]);
  });

  test("with a broken word made whole", () => {
    const cells = [
      ["Cash", "1", "2"],
      ["Accumulated depre-", "", ""],
      ["ciation", "3", "4"],
    ];
    expect(rowsOf(rows(cells, lefts))[1]).toBe("Accumulated depreciation | 3 | 4");
  });

  test("apart if a label begins with a capital, or the one above ends with a colon", () => {
    expect(
      rowsOf(
        rows(
          [
            ["Cash", "1", "2"],
            ["Debt", "", ""],
            ["Other", "3", "4"],
          ],
          lefts,
        ),
      ),
    ).toHaveLength(3);
    expect(
      rowsOf(
        rows(
          [
            ["Held by:", "", ""],
            ["others", "3", "4"],
            ["banks", "5", "6"],
          ],
          lefts,
        ),
      ),
    ).toHaveLength(3);
  });

  test("apart if both have numbers", () => {
    expect(
      rowsOf(
        rows(
          [
            ["and", "1", "2"],
            ["of which", "3", "4"],
          ],
          lefts,
        ),
      ),
    ).toHaveLength(2);
  });
});

describe("drawn rows", () => {
  const wrapped = [
    ["Wind and", "1", "2"],
    ["Sun", "", ""],
    ["Gas", "3", "4"],
    ["Oil", "", ""],
  ];

  test("hold all lines of a stripe, whatever their letters", () => {
    expect(rowsOf(rows(wrapped, lefts), { shapes: [stripe(98, 25), stripe(123, 25)] })).toEqual([
      "Wind and Sun | 1 | 2",
      "Gas Oil | 3 | 4",
    ]);
  });

  test("hold all lines between two rules from edge to edge", () => {
    const words = rows([...wrapped, ["Coal", "5", "6"]], lefts);
    const rulings = [98, 123, 147, 160].map(rule);
    expect(rowsOf(words, { rulings })).toEqual(["Wind and Sun | 1 | 2", "Gas Oil | 3 | 4", "Coal | 5 | 6"]);
  });

  test("end at a rule, although the label goes on", () => {
    const cells = [
      ["Cash and", "1", "2"],
      ["cash equivalents", "", ""],
      ["Debt", "3", "4"],
    ];
    expect(rowsOf(rows(cells, lefts), { rulings: [rule(111)] })[0]).toBe("Cash and | 1 | 2");
  });
});

test("a cell's box holds its words and no more", () => {
  const lines = toLines([...run("North sea"), ...run("12", { left: 260 })]).map(toTableLine);
  const [row] = toRows(
    lines,
    [
      { left: 72, right: 200 },
      { left: 250, right: 300 },
    ],
    marksOf(page([])),
  );
  expect(row?.cells.map(({ rect }) => rect)).toEqual([
    { left: 72, top: 100, right: 114.5, bottom: 110 },
    { left: 260, top: 100, right: 270, bottom: 110 },
  ]);
});
