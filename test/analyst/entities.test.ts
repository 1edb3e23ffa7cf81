import { describe, expect, test } from "vitest";
import { entitiesOf } from "../../src/analyst/extractive/entities.ts";
import { sourceOf } from "./typed-series.ts";

const namesIn = (question: string, language = "en", titles: readonly string[] = []) =>
  entitiesOf(
    question,
    language,
    titles.map((title) => sourceOf(title)),
  );

describe("names of an English question", () => {
  test.each([
    ["one", "How did Orchard develop?", ["Orchard"]],
    ["two, in their order", "Compare Riverbank and Orchard.", ["Riverbank", "Orchard"]],
    ["of several words", "What did Rivera Tools report?", ["Rivera Tools"]],
    ["with a joining word", "Who runs the Bank of England?", ["Bank of England"]],
    ["in the possessive", "What are Orchard's net sales?", ["Orchard"]],
    ["in a typographic possessive", "What are Orchard’s net sales?", ["Orchard"]],
    ["with an ampersand", "What does Johnson & Sons make?", ["Johnson & Sons"]],
    ["with a number inside", "What is Boeing 737 known for?", ["Boeing"]],
    ["of capitals alone", "How did AWS grow?", ["AWS"]],
    ["with a hyphen", "What is Coca-Cola worth?", ["Coca-Cola"]],
    ["with a point", "How large is Amazon.com?", ["Amazon.com"]],
    ["after the first sentence", "It rained. Where is Orchard based?", ["Orchard"]],
  ])("%s", (_case, question, names) => {
    expect(namesIn(question)).toEqual(names);
  });

  test.each([
    ["the word that opens it", "Which presses are best?"],
    ["a quarter", "What happened in Q3?"],
    ["a fiscal year", "What happened in FY2023?"],
    ["words in small letters", "how did net sales develop?"],
    ["a title in which every word has a capital", "The Best And Cheapest Way To Press Fresh Apples At Home"],
    ["nothing at all", ""],
  ])("not %s", (_case, question) => {
    expect(namesIn(question)).toEqual([]);
  });

  test("each once, however often and however written", () => {
    expect(namesIn("Did Orchard grow, and does ORCHARD still grow?")).toEqual(["Orchard"]);
  });

  test("an owner and what it owns apart", () => {
    expect(namesIn("What is Amazon's AWS worth?")).toEqual(["Amazon", "AWS"]);
  });
});

describe("names of questions in other languages", () => {
  test.each([
    ["French", "fr", "Comment le chiffre d'affaires de Danone a-t-il évolué ?", ["Danone"]],
    ["Spanish", "es", "¿Cómo cambiaron los ingresos de Iberdrola?", ["Iberdrola"]],
    ["Russian", "ru", "Как изменилась выручка Яндекс?", ["Яндекс"]],
    ["Chinese with Latin names", "zh", "比较Apple和Amazon的收入", ["Apple", "Amazon"]],
    ["Chinese with Chinese names", "zh", "比较华为和小米的收入", ["华为", "小米"]],
    ["Arabic with a Latin name", "ar", "كيف تطورت إيرادات Apple؟", ["Apple"]],
  ])("%s", (_case, language, question, names) => {
    expect(namesIn(question, language)).toEqual(names);
  });
});

describe("German, where every noun has a capital", () => {
  test("a name in the genitive before a noun is one", () => {
    expect(namesIn("Wie hoch ist Siemens' Umsatz?", "de", ["Siemens Geschäftsbericht"])).toContain("Siemens");
    expect(namesIn("Wie hoch war Apples Gewinn?", "de")).toContain("Apple");
  });

  test("nouns alone are none", () => {
    expect(namesIn("Wie entwickelte sich der Umsatz?", "de")).toEqual([]);
    expect(namesIn("Welche Risiken nennt der Bericht?", "de")).toEqual([]);
  });

  test("what titles of the library know is one", () => {
    expect(namesIn("Wie viel Strom erzeugt Bayern?", "de", ["Energiebericht Bayern 2023"])).toEqual(["Bayern"]);
    expect(namesIn("Wie viel Strom erzeugt Bayern?", "de")).toEqual([]);
  });
});
