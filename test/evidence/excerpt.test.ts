import { describe, expect, test } from "vitest";
import { excerptOf } from "../../src/evidence/index.ts";
import { type Evidence, textOf } from "../../src/report/index.ts";

interface Given {
  readonly at: readonly [row: number, column: number];
  readonly value: string;
  readonly row?: string;
  readonly column?: string;
  readonly number?: number;
  readonly tableId?: string;
}

const cell = ({
  at: [rowIndex, columnIndex],
  value,
  row = "",
  column = "",
  number,
  tableId = "b1",
}: Given): Evidence => ({
  id: `ev-${tableId}-${rowIndex}-${columnIndex}`,
  sourceId: "src-1",
  subQuestionIds: ["c1"],
  locator: {},
  content: { type: "cell", tableId, row, column, rowIndex, columnIndex, value },
  ...(number === undefined ? {} : { quantities: [{ value: number, unit: "" }] }),
});

/** Two rows under a section, as a filing prints them. */
const sales: readonly Evidence[] = [
  cell({ at: [3, 1], value: "$ 63,355", row: "Net sales: › Products", column: "Three months › 2022", number: 63_355 }),
  cell({ at: [2, 0], value: "Net sales:", row: "Net sales:" }),
  cell({ at: [3, 0], value: "Products", row: "Net sales: › Products" }),
  cell({ at: [4, 0], value: "Services(1)", row: "Net sales: › Services" }),
  cell({ at: [4, 1], value: "19,604", row: "Net sales: › Services", column: "Three months › 2022", number: 19_604 }),
];

const wordsOf = (evidence: readonly Evidence[]) => {
  const table = excerptOf({ id: "t1", title: "Sales", evidence });
  return table?.rows.map((row) => row.map(({ children }) => textOf(children)));
};

describe("cells of a table stand as in their table", () => {
  test("in its order, whatever order they come in, words and digits untouched", () => {
    expect(wordsOf(sales)).toEqual([
      ["Net sales:", ""],
      ["Products", "$ 63,355"],
      ["Services(1)", "19,604"],
    ]);
  });

  test("with the headers above them, the numbers to the right", () => {
    const table = excerptOf({ id: "t1", title: "Sales", evidence: sales });
    expect(table?.header.map(({ children }) => textOf(children))).toEqual(["", "Three months, 2022"]);
    expect(table?.header.map(({ align }) => align)).toEqual([undefined, "right"]);
  });

  test("each value is cited by its own cell, the name of a row is not", () => {
    const table = excerptOf({ id: "t1", title: "Sales", evidence: sales });
    const [name, value] = table?.rows[1] ?? [];
    expect(name).toEqual({ children: [{ type: "text", value: "Products" }], isHeader: true });
    expect(value?.children.at(-1)).toEqual({ type: "citation", evidenceIds: ["ev-b1-3-1"] });
  });

  test("cells of another table do not slip in", () => {
    const other = cell({ at: [5, 1], value: "7", tableId: "b9", number: 7 });
    expect(wordsOf([...sales, other])).toEqual(wordsOf(sales));
  });

  test("one row, one column or no cell is no table", () => {
    expect(wordsOf(sales.slice(3))).toBeUndefined();
    expect(wordsOf(sales.slice(1, 4))).toBeUndefined();
    expect(wordsOf([])).toBeUndefined();
  });
});

test.each([
  ["Table 6.1: Size of the market", "Size of the market"],
  ["Tabelle 3 – Umsatz", "Umsatz"],
  ["The following table shows net sales by category (in millions):", "Net sales by category (in millions)"],
  ["Share repurchases were as follows:", "Share repurchases"],
  ["Table 4", "Table 4"],
  ["Tables of the law", "Tables of the law"],
])("the caption “%s” is printed as “%s”", (title, printed) => {
  expect(textOf(excerptOf({ id: "t1", title, evidence: sales })?.caption ?? [])).toBe(printed);
});

test("rows that share a name get that of the row above them", () => {
  const share = "Percentage of sales";
  const rows = ["Research", "Marketing"].flatMap((above, index) => [
    cell({ at: [index, 0], value: share, row: `${above} › ${share}` }),
    cell({ at: [index, 1], value: `${index + 6}%`, row: `${above} › ${share}`, column: "2023", number: index + 6 }),
  ]);
  expect(wordsOf(rows)).toEqual([
    [`Research › ${share}`, "6%"],
    [`Marketing › ${share}`, "7%"],
  ]);
});
