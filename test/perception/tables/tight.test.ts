import { describe, expect, test } from "vitest";
import type { Word } from "../../../src/perception/layout/item.ts";
import { toLines } from "../../../src/perception/layout/line.ts";
import { splitTight } from "../../../src/perception/tables/tight.ts";
import { justified, lines, rows, run } from "../layout/page-content.ts";

/** Each line's cells. */
function cellsOf(words: readonly Word[]): readonly string[] {
  return splitTight(toLines(words)).map((line) => line.segments.map((segment) => segment.text).join(" | "));
}

/** Columns 4 to 5 points apart, as a table without borders and widths has them. */
const lefts = [72, 102, 131, 160];
const table = [
  ["North", "101.2", "104.9", "110.3"],
  ["South", "88.1", "87.0", "91.4"],
  ["West", "60.0", "64.2", "70.7"],
];

describe("rows whose columns stand close", () => {
  test("are cut at their columns", () => {
    expect(cellsOf(rows(table, lefts))).toEqual([
      "North | 101.2 | 104.9 | 110.3",
      "South | 88.1 | 87.0 | 91.4",
      "West | 60.0 | 64.2 | 70.7",
    ]);
  });

  test("take in their header", () => {
    expect(cellsOf(rows([["Area", "2021", "2022", "2023"], ...table], lefts))[0]).toBe("Area | 2021 | 2022 | 2023");
  });

  test("keep labels of several words whole", () => {
    const named = table.map(([label, ...values], index) => [`${label} ${index}`, ...values]);
    expect(cellsOf(rows(named, [60, 102, 131, 160]))[1]).toBe("South 1 | 88.1 | 87.0 | 91.4");
  });

  test("may be flush right", () => {
    const flush = table.flatMap(([label = "", value = ""], index) => [
      ...run(label, { top: 100 + index * 12 }),
      ...run(value, { top: 100 + index * 12, left: 130 - value.length * 5 }),
    ]);
    expect(cellsOf(flush)).toEqual(["North | 101.2", "South | 88.1", "West | 60.0"]);
  });
});

describe("other lines come back as they are", () => {
  test.each<[string, readonly Word[]]>([
    [
      "prose",
      lines([
        "In 2021 the price was 12, in 2022",
        "it was 14, and in 2023 it stood at",
        "16, which is a third more than 12.",
      ]),
    ],
    [
      "justified prose, every word of it a run of its own",
      [
        "In 2021 the price was 12 and in 2022",
        "it rose to 14 and after that it was 16",
        "or 18 if the tax of 2 is added to it",
      ].flatMap((text, index) => justified(text, 300, { top: 100 + index * 12 })),
    ],
    [
      "names in columns, which may be words of sentences",
      rows(
        [
          ["Ann", "Lee"],
          ["Ben", "Ode"],
          ["Cai", "Fox"],
        ],
        [72, 92],
      ),
    ],
    [
      "rows that align with nothing",
      rows([["a", "1"]], [72, 84]).concat(
        rows([["b", "2"]], [72, 95], { top: 112 }),
        rows([["c", "3"]], [72, 106], { top: 124 }),
      ),
    ],
    ["two rows only", rows(table.slice(0, 2), lefts)],
    ["rows far apart", [0, 50, 100].flatMap((top) => rows([table[0] ?? []], lefts, { top }))],
  ])("%s", (_, words) => {
    const found = toLines(words);
    expect(splitTight(found)).toEqual(found);
  });
});
