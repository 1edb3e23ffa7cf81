import { describe, expect, test } from "vitest";
import { commonLabel, partLabel, withoutDirection } from "../../src/analyst/extractive/series-names.ts";

describe("how a line is called in a sentence", () => {
  test.each([
    [
      "the last part of its path, where that says the topic",
      ["Current assets", "Inventories"],
      "inventories",
      "Inventories",
    ],
    ["that alone, without a topic", ["Assets", "Land"], "", "Land"],
    ["both, where only together they say it", ["Net sales", "AWS"], "AWS net sales", "AWS net sales"],
    ["the topic's first word first", ["Net sales", "Presses"], "Presses revenue", "Presses net sales"],
    [
      "with “expenses” where the heading says so",
      ["Operating expenses", "Marketing"],
      "marketing",
      "Marketing expenses",
    ],
    [
      "without it where the label says what it is",
      ["Operating expenses", "Cost of sales"],
      "cost of sales",
      "Cost of sales",
    ],
    [
      "as asked, where a table about generation only names the fuel",
      ["Nuclear"],
      "generation from nuclear energy",
      "generation from nuclear energy",
    ],
    [
      "by its own name, where it is a rival of what was asked",
      ["Fossil fuels"],
      "generation from wind",
      "Fossil fuels",
    ],
    ["as asked, where a product's row bears its name alone", ["aPhone®"], "aPhone net sales", "aPhone net sales"],
    ["by its name, where nothing of it was asked", ["aPhone"], "net sales", "aPhone"],
  ])("%s", (_case, path, topic, label) => {
    expect(commonLabel(path, topic)).toBe(label);
  });
});

describe("how a part is called", () => {
  test.each([
    [["Net sales", "Services"], "en", "Services net sales"],
    [["Operating expenses", "Marketing"], "en", "Marketing expenses"],
    [["Operating expenses", "Cost of sales"], "en", "Cost of sales"],
    [["Net sales by country", "Germany"], "en", "Germany net sales"],
    [["Purchases of property and equipment", "Land"], "en", "Land"],
    [["Umsatz", "Dienste"], "de", "Dienste"],
    [["Ventas", "Servicios"], "es", "Servicios"],
  ])("%j in %s is %s", (path, language, label) => {
    expect(partLabel(path, language)).toBe(label);
  });
});

describe("cash that flowed both ways", () => {
  test("is cash from, not used in", () => {
    expect(withoutDirection("Cash used in investing activities", [5, -3])).toBe("Cash from investing activities");
    expect(withoutDirection("Cash used in investing activities", [-5, -3])).toBe("Cash used in investing activities");
    expect(withoutDirection("Cash used in investing activities", [5, 3])).toBe("Cash used in investing activities");
    expect(withoutDirection("Cash generated", [5, -3])).toBe("Cash generated");
  });
});
