import { describe, expect, test } from "vitest";
import { synonymsOf } from "../../src/analyst/extractive/thesaurus.ts";

describe("other words for a measure", () => {
  test.each([
    ["revenue", "net sales"],
    ["turnover", "net sales"],
    ["Umsatzerlöse", "net sales"],
    ["chiffre d'affaires", "net sales"],
    ["ventas", "net sales"],
    ["营业收入", "net sales"],
    ["الإيرادات", "net sales"],
    ["profit", "net income"],
    ["Jahresüberschuss", "net income"],
    ["净利润", "net income"],
    ["operating profit", "operating income"],
    ["Betriebsergebnis", "operating income"],
    ["headcount", "employees"],
    ["Mitarbeiter", "employees"],
    ["lawsuits", "legal proceedings"],
    ["Risiken", "risk factors"],
    ["stock levels", "inventories"],
    ["capex", "capital expenditures"],
    ["Bevölkerung", "population"],
  ])("%s is what statements call “%s”", (topic, statement) => {
    expect(synonymsOf(topic, 40)).toContain(statement);
  });

  test.each([
    ["revenue", "net income"],
    ["net income", "operating income"],
    ["operating income", "net sales"],
    ["assets", "liabilities"],
    ["employees", "population"],
    ["inventories", "dividends"],
  ])("%s is not “%s”", (topic, other) => {
    expect(synonymsOf(topic, 60)).not.toContain(other);
  });

  test("go both ways: each other word leads back", () => {
    for (const topic of ["revenue", "net income", "headcount", "inventories", "dividends"])
      for (const other of synonymsOf(topic, 6)) {
        const back = synonymsOf(other, 60);
        expect(back.length, other).toBeGreaterThan(0);
        expect(
          back.map((word) => word.toLowerCase()),
          other,
        ).toContain(topic);
      }
  });

  test("plural and capitals make no other topic", () => {
    expect(synonymsOf("Dividends")).toEqual(synonymsOf("dividends"));
  });

  test.each(["weather", "cider revenue", "the", "", "figure 3", "Orchard"])("“%s” has none", (topic) => {
    expect(synonymsOf(topic)).toEqual([]);
  });

  test("keep to the number asked for", () => {
    for (const limit of [0, 1, 3]) expect(synonymsOf("revenue", limit).length).toBeLessThanOrEqual(limit);
  });
});
