import { describe, expect, test } from "vitest";
import { synonymsOf } from "../../src/analyst/extractive/thesaurus.ts";
import { labelScore, topicMatcher } from "../../src/analyst/extractive/topics.ts";

const all = (topic: string): readonly string[] => synonymsOf(topic, 99).map((words) => words.toLowerCase());

describe("other words for a topic", () => {
  test.each([
    ["revenue", "net sales"],
    ["turnover", "net sales"],
    ["Umsatz", "net sales"],
    ["chiffre d'affaires", "net sales"],
    ["ingresos", "net sales"],
    ["营业收入", "net sales"],
    ["الإيرادات", "net sales"],
    ["выручка", "net sales"],
    ["net profit", "net income"],
    ["Jahresüberschuss", "net income"],
    ["净利润", "net income"],
    ["Vorräte", "inventories"],
    ["stock levels", "inventories"],
    ["capex", "capital expenditures"],
    ["exchange rates", "foreign exchange rates"],
    ["Wechselkurse", "foreign exchange rates"],
    ["taux de change", "foreign exchange rates"],
    ["Einwohner", "population"],
    ["股息", "dividends"],
  ])("“%s” is “%s”", (topic, english) => {
    expect(all(topic)).toContain(english);
  });

  test("are never the topic itself, in whatever number or case", () => {
    for (const topic of ["net sales", "Net Sales", "Dividends", "dividend", "INVENTORIES", "total net sales"]) {
      expect(all(topic)).not.toContain(topic.toLowerCase());
    }
  });

  test("hold of a topic with one light word beside it, not of one with a heavy word", () => {
    expect(all("inventory levels")).toContain("vorräte");
    expect(all("annual revenue")).toContain("net sales");
    expect(all("inventory software")).toEqual([]);
    expect(all("sales staff")).toEqual([]);
  });

  test.each(["apple trees", "legal proceedings in Oregon", "", "the of"])("are none for “%s”", (topic) => {
    expect(all(topic)).toEqual([]);
  });

  test("are as many as are wanted, the wording of statements first", () => {
    expect(synonymsOf("revenue", 1)).toEqual(["net sales"]);
    expect(synonymsOf("revenue", 3)).toHaveLength(3);
    expect(synonymsOf("revenue", 0)).toEqual([]);
  });

  test("work both ways: what is another word for a topic has the topic for another word", () => {
    for (const topic of ["net sales", "net income", "dividends", "population", "inventories"]) {
      for (const other of all(topic)) expect([other, all(other).includes(topic)]).toEqual([other, true]);
    }
  });
});

describe("labels", () => {
  test.each([
    ["revenue", "Total net sales"],
    ["Umsatz", "Revenues"],
    ["net profit", "Net income (loss)"],
    ["Gewinn", "Net income"],
    ["stock levels", "Inventories"],
    ["capex", "Purchases of property and equipment"],
  ])("of “%s” may read “%s”", (topic, label) => {
    expect(labelScore(topicMatcher(topic), [label])).toBeGreaterThan(0.6);
  });

  test.each([
    ["revenue", "Cost of sales"],
    ["net income", "Other income, net"],
    ["inventories", "Total assets"],
    ["sales", "Marketable securities"],
  ])("of “%s” are not “%s”", (topic, label) => {
    expect(labelScore(topicMatcher(topic), [label])).toBeLessThan(0.6);
  });
});
