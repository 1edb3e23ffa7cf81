import { describe, expect, test } from "vitest";
import { addsUpByPeriod, datedRows, runAddingUp, type TableRow } from "../../src/analyst/extractive/adding-rows.ts";
import { typedTables } from "../../src/analyst/extractive/typed-tables.ts";
import { type Row, stored, table } from "./sample-filings.ts";

const quarters = [
  ["", "Three Months Ended", "Three Months Ended"],
  ["", "June 30, 2023", "June 30, 2022"],
];
const rowsOf = (rows: readonly Row[], header: readonly (readonly string[])[] = quarters): readonly TableRow[] => {
  const [typed] = typedTables(
    stored("report", "Orchard Inc.", [table("t1", { caption: "Results (in millions)", header, rows })]),
  );
  return typed ? datedRows(typed) : [];
};
const named = (rows: readonly TableRow[], label: string): TableRow => {
  const found = rows.find((row) => row.label.endsWith(label));
  if (!found) throw new Error(`no row ${label}`);
  return found;
};
const labelsOf = (rows: readonly TableRow[] | undefined) => rows?.map(({ label }) => label.split(" › ").at(-1));

describe("rows with numbers of a period", () => {
  test("keep their labels and places; headings and rows of words are none", () => {
    const rows = rowsOf([
      ["Expenses:", "", ""],
      ["Pressing", "60", "50"],
      ["Remark", "see note", "see note"],
      ["Bottling", "40", "38"],
    ]);
    expect(rows.map(({ rowIndex }) => rowIndex)).toEqual([1, 3]);
    expect(labelsOf(rows)).toEqual(["Pressing", "Bottling"]);
  });

  test("leave out a column that is of no period", () => {
    const rows = rowsOf(
      [["Pressing", "60", "50", "20%"]],
      [
        ["", "Three Months Ended", "Three Months Ended", ""],
        ["", "June 30, 2023", "June 30, 2022", "Change"],
      ],
    );
    expect(rows[0]?.cells.map(({ quantity }) => quantity.value)).toEqual([60e6, 50e6]);
  });

  test("are none in a table without periods", () => {
    expect(rowsOf([["Pressing", "60", "50"]], [["", "North", "South"]])).toEqual([]);
  });
});

describe("the run of rows next to a total", () => {
  const rows = rowsOf([
    ["Land", "5", "5"],
    ["Pressing", "60", "50"],
    ["Bottling", "30", "28"],
    ["Storing", "10", "10"],
    ["Total", "100", "88"],
  ]);
  const upwards = rows.slice(0, -1).reverse();

  test("is as short as it can be: 10 + 30 + 60", () => {
    expect(labelsOf(runAddingUp(named(rows, "Total"), upwards))).toEqual(["Storing", "Bottling", "Pressing"]);
  });

  test("is never one row, however equal", () => {
    const twin = rowsOf([
      ["Pressing", "100", "88"],
      ["Total", "100", "88"],
    ]);
    expect(runAddingUp(named(twin, "Total"), twin.slice(0, 1))).toBeUndefined();
  });

  test("must begin at the nearest row", () => {
    const apart = rowsOf([
      ["Pressing", "60", "50"],
      ["Bottling", "40", "38"],
      ["Headcount", "7", "8"],
      ["Total", "100", "88"],
    ]);
    expect(runAddingUp(named(apart, "Total"), apart.slice(0, -1).reverse())).toBeUndefined();
  });

  test("takes a blank cell for nothing, as long as two parts have a number", () => {
    const blank = rowsOf([
      ["Pressing", "60", "50"],
      ["Bottling", "30", "38"],
      ["Storing", "10", "—"],
      ["Total", "100", "88"],
    ]);
    expect(labelsOf(runAddingUp(named(blank, "Total"), blank.slice(0, -1).reverse()))).toHaveLength(3);
  });

  test("counts losses as what they are: 120 − 20 = 100", () => {
    const loss = rowsOf([
      ["North", "120", "100"],
      ["South", "(20)", "(12)"],
      ["Total", "100", "88"],
    ]);
    expect(labelsOf(runAddingUp(named(loss, "Total"), loss.slice(0, -1).reverse()))).toEqual(["South", "North"]);
  });

  test.each([
    ["a part in dollars under a total in per cent", "60", "40", "100%"],
    ["a sum that is too low", "60", "38", "100"],
  ])("is none with %s", (_case, a, b, total) => {
    const odd = rowsOf([
      ["Pressing", `$ ${a}`, `$ ${a}`],
      ["Bottling", `$ ${b}`, `$ ${b}`],
      ["Total", total, total],
    ]);
    expect(runAddingUp(named(odd, "Total"), odd.slice(0, -1).reverse())).toBeUndefined();
  });

  test("finds any split of any total", () => {
    for (let size = 2; size <= 9; size++) {
      const values = Array.from({ length: size }, (_, index) => 3 ** index);
      const sum = values.reduce((a, b) => a + b, 0);
      const split = rowsOf([
        ...values.map((value, index): Row => [`Part ${index}`, String(value), String(2 * value)]),
        ["Total", String(sum), String(2 * sum)],
      ]);
      expect(runAddingUp(named(split, "Total"), split.slice(0, -1).reverse())).toHaveLength(size);
    }
  });
});

describe("rows of one table and the total of another", () => {
  const parts = rowsOf([
    ["North", "60", "50"],
    ["South", "40", "38"],
  ]);
  const total = (rows: readonly Row[], header = quarters) => named(rowsOf(rows, header), "sales");

  test("add up where their periods are the same, in whichever column they stand", () => {
    const turned = [
      ["", "Three Months Ended", "Three Months Ended"],
      ["", "June 30, 2022", "June 30, 2023"],
    ];
    expect(addsUpByPeriod(total([["Net sales", "100", "88"]]), parts)).toBe(true);
    expect(addsUpByPeriod(total([["Net sales", "88", "100"]], turned), parts)).toBe(true);
    expect(addsUpByPeriod(total([["Net sales", "88", "100"]]), parts)).toBe(false);
  });

  test("may share only some of their periods, but must share one", () => {
    const longer = [
      ["", "Three Months Ended", "Three Months Ended"],
      ["", "June 30, 2023", "June 30, 2021"],
    ];
    const other = [
      ["", "Six Months Ended", "Six Months Ended"],
      ["", "June 30, 2023", "June 30, 2022"],
    ];
    expect(addsUpByPeriod(total([["Net sales", "100", "70"]], longer), parts)).toBe(true);
    expect(addsUpByPeriod(total([["Net sales", "100", "88"]], other), parts)).toBe(false);
  });

  test("do not add up where one shared period says otherwise", () => {
    expect(addsUpByPeriod(total([["Net sales", "100", "85"]]), parts)).toBe(false);
  });
});
