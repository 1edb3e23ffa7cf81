import { describe, expect, test } from "vitest";
import { toLines } from "../../../src/perception/layout/line.ts";
import { columnOf, columnsUnder, findColumns, isDataRow } from "../../../src/perception/tables/columns.ts";
import { toTableLine } from "../../../src/perception/tables/table-line.ts";
import { oneLine, rows, run } from "../layout/page-content.ts";

const linesOf = (words: Parameters<typeof toLines>[0]) => toLines(words).map(toTableLine);

const lefts = [72, 200, 260, 320];
const body = [
  ["North", "1,200", "1,310", "1,405"],
  ["South", "900", "950", "990"],
];

describe("columns", () => {
  test("are as many as the rows have cells", () => {
    const columns = findColumns(linesOf(rows(body, lefts)));
    expect(columns.map(({ left }) => left)).toEqual(lefts);
    expect(columns.map(({ right }) => right)).toEqual([97, 225, 285, 345]);
  });

  test("are found although rows leave cells blank", () => {
    const sparse = [
      ["North", "1,200", "", "1,405"],
      ["South", "", "950", ""],
      ["West", "80", "85", ""],
    ];
    expect(findColumns(linesOf(rows(sparse, lefts)))).toHaveLength(4);
  });

  test("are not joined by a title over two of them", () => {
    const title = run("Nine months ended in June", { left: 205, top: 88 });
    expect(findColumns(linesOf([...title, ...rows(body, lefts)]))).toHaveLength(4);
  });

  test("are not widened by a section row", () => {
    const section = run("Segments that report their own results to the board", { top: 124 });
    const below = rows([["East", "10", "11", "12"]], lefts, { top: 136 });
    expect(findColumns(linesOf([...rows(body, lefts), ...section, ...below]))).toHaveLength(4);
  });

  test("take in numbers of all widths that are set flush right", () => {
    const right = (text: string, edge: number, top: number) => run(text, { left: edge - text.length * 5, top });
    const words = [
      ...run("North"),
      ...right("1,234,567", 250, 100),
      ...run("South", { top: 112 }),
      ...right("8", 250, 112),
      ...run("West", { top: 124 }),
      ...right("950", 250, 124),
    ];
    expect(findColumns(linesOf(words))).toEqual([
      { left: 72, right: 97 },
      { left: 205, right: 250 },
    ]);
  });
});

describe("the column of a segment", () => {
  const columns = [
    { left: 72, right: 150 },
    { left: 200, right: 240 },
    { left: 260, right: 300 },
  ];
  const columnAt = (text: string, left: number) => {
    const [segment] = toTableLine(oneLine(run(text, { left }))).segments;
    return segment ? columnOf(columns, segment) : -1;
  };

  test("is the one it overlaps most", () => {
    expect(columnAt("1,234", 215)).toBe(1);
    expect(columnAt("99", 285)).toBe(2);
  });

  test("is the label column for a label that runs over the numbers", () => {
    expect(columnAt("A long label that reaches far", 80)).toBe(0);
  });

  test("is the nearest one for what stands between two", () => {
    expect(columnAt("1", 242)).toBe(1);
    expect(columnAt("1", 253)).toBe(2);
  });
});

describe("the columns under a header text", () => {
  const columns = [
    { left: 72, right: 110 },
    { left: 200, right: 220 },
    { left: 250, right: 270 },
    { left: 300, right: 320 },
  ];
  const under = (left: number, right: number) =>
    columnsUnder(columns, { left, right, top: 0, bottom: 10 }, (index) => index > 0);

  test("are those over which it is centred", () => {
    expect(under(220, 250)).toEqual([1, 2]);
    expect(under(240, 280)).toEqual([2]);
    expect(under(230, 290)).toEqual([2]);
  });

  test("are all it overlaps", () => {
    expect(under(200, 320)).toEqual([1, 2, 3]);
  });

  test("never include the labels, however it is centred", () => {
    expect(under(190, 215)).not.toContain(0);
  });
});

test.each([
  ["a label with numbers", [["North", "1,200", "1,310"]], true],
  ["a label with years only", [["Region", "2021", "2022"]], false],
  ["a label with words", [["Region", "Capital", "Largest city"]], false],
  ["a label alone", [["Region"]], false],
])("%s: %s", (_, cells, expected) => {
  expect(isDataRow(toTableLine(oneLine(rows(cells, [72, 200, 260]))))).toBe(expected);
});
