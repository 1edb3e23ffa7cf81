import { describe, expect, test } from "vitest";
import { checkComputed } from "../../src/evidence/computed.ts";
import type { Evidence } from "../../src/report/index.ts";

const cell = (value: string, at: { row: number; column?: number; table?: string }): Evidence => ({
  id: `ev-${at.row}-${at.column ?? 1}`,
  sourceId: "s",
  subQuestionIds: ["q1"],
  locator: {},
  content: {
    type: "cell",
    tableId: at.table ?? "t",
    row: `row ${at.row}`,
    column: "Points",
    rowIndex: at.row,
    columnIndex: at.column ?? 1,
    value,
  },
});
const cells = (...values: readonly string[]) => values.map((value, row) => cell(value, { row }));
const support = (claim: string, evidence: readonly Evidence[]) => checkComputed(claim, evidence)?.support;

describe("a declared value is computed again", () => {
  test.each([
    ["3 (Country: number of rows).", cells("Norway", "Norway", "Norway")],
    ["205 (Points: sum).", cells("100", "60", "45")],
    ["10 (Points: sum).", cells("5", "5")],
    ["63.75 (Points: mean).", cells("100", "60", "45", "50")],
    ["33.33 (Points: mean).", cells("0", "50", "50")],
    ["14 (Attendance: difference of 750, Storm 10, and 736, Storm 11).", cells("750", "736")],
    ["14 (Attendance: difference of 736, Storm 11, and 750, Storm 10).", cells("736", "750")],
    ["Norway (Country, number of rows: 2).", cells("Norway", "Norway")],
    ["3 (Land: Zahl der Zeilen).", cells("Norwegen", "Norwegen", "Norwegen")],
    ["205 (Punkte: Summe)", cells("100", "60", "45")],
    ["3 (Pays : nombre de lignes).", cells("Norvège", "Norvège", "Norvège")],
    ["205 (Puntos: suma)", cells("100", "60", "45")],
    ["2（国家：行数）。", cells("挪威", "挪威")],
    ["挪威（国家，行数：2）", cells("挪威", "挪威")],
    ["205 (النقاط: مجموع)", cells("100", "60", "45")],
    ["-5 (Change: sum).", cells("-8", "3")],
  ])("%s holds", (claim, evidence) => {
    expect(support(claim, evidence)).toBe("supported");
  });

  test.each([
    ["a count of other rows", "4 (Country: number of rows).", cells("Norway", "Norway", "Norway")],
    ["another sum", "204 (Points: sum).", cells("100", "60", "45")],
    ["another mean", "63.8 (Points: mean).", cells("100", "60", "45", "50")],
    ["a difference of three", "14 (Points: difference of 750 and 736).", cells("750", "736", "1")],
    ["another difference", "13 (Points: difference of 750 and 736).", cells("750", "736")],
    ["rows that hold another name", "Norway (Country, number of rows: 2).", cells("Norway", "Sweden")],
    ["fewer rows than said", "Norway (Country, number of rows: 3).", cells("Norway", "Norway")],
    ["a sum of words", "2 (Points: sum).", cells("1", "one")],
  ])("%s does not", (_reason, claim, evidence) => {
    expect(support(claim, evidence)).toBe("contradicted");
  });

  test("each cell counts once", () => {
    const [one, other] = cells("5", "5");
    if (!one || !other) throw new Error("two cells");
    const again: Evidence = { ...one, id: "ev-again", locator: { page: 2 } };
    expect(support("10 (Points: sum).", [one, other])).toBe("supported");
    expect(support("10 (Points: sum).", [one, again])).toBe("unsupported");
    expect(support("2 (Country: number of rows).", [one, again])).toBe("unsupported");
  });

  test("tables of two documents are two, whatever they are called", () => {
    const [one, other] = cells("5", "5");
    if (!one || !other) throw new Error("two cells");
    expect(support("10 (Points: sum).", [one, { ...other, sourceId: "another" }])).toBe("unsupported");
  });

  test("what it rests on must be one column of one table", () => {
    const twoColumns = [cell("5", { row: 0 }), cell("6", { row: 0, column: 2 })];
    const twoTables = [cell("5", { row: 0 }), cell("6", { row: 1, table: "u" })];
    for (const evidence of [twoColumns, twoTables, []])
      expect(support("11 (Points: sum).", evidence)).toBe("unsupported");
  });

  test("a quote is no cell that could be counted", () => {
    const quote: Evidence = {
      ...cell("5", { row: 0 }),
      content: { type: "quote", exact: "5", prefix: "", suffix: "" },
    };
    expect(support("2 (Points: number of rows).", [...cells("5"), quote])).toBe("unsupported");
  });

  test.each([
    "Norway won three races (2001 to 2003).",
    "The sum of 5 and 6 is 11.",
    "Sales rose by 3 % (in all regions).",
    "3 (Country, Norway).",
    "",
  ])("%j declares nothing", (claim) => {
    expect(checkComputed(claim, cells("1", "2"))).toBeUndefined();
  });

  test("sums of any numbers hold, and no other total does", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const values = Array.from(
        { length: 1 + (seed % 7) },
        (_, index) => ((seed * 7919 + index * 104_729) % 2_000) / 10,
      );
      const total = Number(values.reduce((sum, value) => sum + value, 0).toPrecision(12));
      const evidence = cells(...values.map(String));
      expect(support(`${total} (Points: sum).`, evidence)).toBe("supported");
      expect(support(`${total + 1} (Points: sum).`, evidence)).toBe("contradicted");
    }
  });
});
