import { describe, expect, test } from "vitest";
import { isScaffolding } from "../../src/analyst/extractive/scaffolding.ts";

describe("words with which a question asks", () => {
  test.each([
    ["English", ["changed", "reported", "significant", "quarters", "compare", "spent", "Summarise", "10-Q"]],
    ["German", ["entwickelt", "Entwicklung", "vergleiche", "wichtigsten", "ausgegeben"]],
    ["French", ["évolué", "comparez", "principaux", "dépensé"]],
    ["Spanish", ["cambiado", "compara", "principales", "gastado"]],
    ["Russian", ["изменилась", "сравните", "какие"]],
    ["Chinese", ["变化", "比较", "主要", "哪些"]],
    ["Arabic", ["تطورت", "قارن", "الرئيسية"]],
  ])("in %s belong to the asking", (_language, words) => {
    expect(words.filter((word) => !isScaffolding(word))).toEqual([]);
  });

  test("in any case of letters and any common ending", () => {
    for (const word of ["REPORTED", "Reporting", "reports", "Trend", "trends", "increases", "Decreasing"])
      expect([word, isScaffolding(word)]).toEqual([word, true]);
  });

  test.each([
    ["English", ["sales", "income", "debt", "lawsuit", "apple", "spending"]],
    ["German", ["Umsatz", "Gewinn", "Schulden"]],
    ["French", ["bénéfice", "dette"]],
    ["Spanish", ["ingresos", "deuda"]],
    ["Chinese", ["收入", "利润"]],
    ["Arabic", ["الإيرادات"]],
  ])("in %s what is asked about does not", (_language, words) => {
    expect(words.filter(isScaffolding)).toEqual([]);
  });
});
