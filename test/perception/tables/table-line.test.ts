import { describe, expect, test } from "vitest";
import type { Word } from "../../../src/perception/layout/item.ts";
import { toTableLine } from "../../../src/perception/tables/table-line.ts";
import { oneLine, run } from "../layout/page-content.ts";

const cellsOf = (words: readonly Word[]) => toTableLine(oneLine(words)).segments.map((segment) => segment.text);

describe("a line read as a row", () => {
  test("joins a currency sign to its number, far away at the edge of the cell as it may stand", () => {
    const words = [...run("Net sales"), ...run("$", { left: 200 }), ...run("1,234", { left: 250 })];
    expect(cellsOf(words)).toEqual(["Net sales", "$1,234"]);
  });

  test("joins each sign to its own number", () => {
    const words = [
      ...run("Net sales"),
      ...run("$", { left: 200 }),
      ...run("1,234", { left: 250 }),
      ...run("$", { left: 300 }),
      ...run("1,100", { left: 350 }),
    ];
    expect(cellsOf(words)).toEqual(["Net sales", "$1,234", "$1,100"]);
  });

  test("leaves a sign alone that no number follows", () => {
    expect(cellsOf([...run("Currency"), ...run("$", { left: 200 }), ...run("dollars", { left: 240 })])).toEqual([
      "Currency",
      "$",
      "dollars",
    ]);
    expect(cellsOf([...run("Price"), ...run("$", { left: 200 })])).toEqual(["Price", "$"]);
  });

  test("joins what closes a number", () => {
    const words = [...run("Loss"), ...run("(1,234", { left: 200 }), ...run(")", { left: 239 })];
    expect(cellsOf(words)).toEqual(["Loss", "(1,234)"]);
    expect(cellsOf([...run("Growth"), ...run("12", { left: 200 }), ...run("%", { left: 220 })])).toEqual([
      "Growth",
      "12%",
    ]);
  });

  test("leaves a percent sign alone that heads a column of its own", () => {
    expect(cellsOf([...run("Change"), ...run("2023", { left: 200 }), ...run("%", { left: 300 })])).toEqual([
      "Change",
      "2023",
      "%",
    ]);
  });

  test("keeps numbers apart that stand closer than words of two columns", () => {
    const words = [...run("1,200", { left: 200 }), ...run("1,310", { left: 232 }), ...run("1,405", { left: 264 })];
    expect(cellsOf(words)).toEqual(["1,200", "1,310", "1,405"]);
  });

  test("keeps the spaces inside a number", () => {
    expect(cellsOf(run("1 234 567", { left: 200, gap: 2.5 }))).toEqual(["1 234 567"]);
  });

  test("keeps a number in its label", () => {
    expect(cellsOf(run("Note 12 to the statements"))).toEqual(["Note 12 to the statements"]);
  });
});
