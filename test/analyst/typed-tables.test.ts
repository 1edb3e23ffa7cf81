import { describe, expect, test } from "vitest";
import { typedTables } from "../../src/analyst/extractive/typed-tables.ts";
import { heading, paragraph, stored, table } from "./sample-filings.ts";

const sales = table("t1", {
  caption: "Net sales (in millions)",
  header: [["", "June 30, 2023", "June 30, 2022"]],
  rows: [["Cider", "$ 1,250", "$ (3)"]],
});
const staff = table("t2", { header: [["Year", "Staff"]], rows: [["2022", "41"]] });
const report = stored("2023 Q2 ORC", "Orchard Inc.", [
  heading("h1", "Results"),
  paragraph("p1", "The results follow."),
  sales,
  heading("h2", "Staff"),
  staff,
]);

describe("the tables of a source", () => {
  const tables = typedTables(report);

  test("in their order, text blocks left out", () => {
    expect(tables.map(({ table: { id }, order }) => [id, order])).toEqual([
      ["t1", 0],
      ["t2", 1],
    ]);
  });

  test("stand under title, caption and headings", () => {
    expect(tables[0]?.title).toBe("Orchard Inc. › Net sales (in millions) › Results");
    expect(tables[1]?.title).toContain("Staff");
    expect(tables[1]?.title).not.toContain("undefined");
  });

  test("have numbers in base units, with the period of their column", () => {
    const [now] = tables[0]?.cells ?? [];
    expect(now?.quantity).toMatchObject({ value: 1_250e6, unit: "USD", periodEnd: "2023-06-30" });
    expect(now?.step).toBe(1e6);
  });

  test("are read once for a parsed source", () => {
    expect(typedTables(report)).toBe(tables);
    expect(typedTables({ ...report, parsed: { ...report.parsed } })).not.toBe(tables);
  });

  test("are none in a source of prose", () => {
    expect(typedTables(stored("notes", "Notes", [paragraph("p", "Nothing but words.")]))).toEqual([]);
  });
});
