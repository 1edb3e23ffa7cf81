import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("the number of a whole", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Norda has 1,200 employees in Leeds.", "Norda has 1,200 employees, including 300 in Leeds."],
    ["Norda employs 1,200 people in Leeds.", "Norda employs 1,200 people, 300 of them in Leeds."],
    ["1,200 patients died.", "Of 1,200 patients, of whom 300 died, most were men."],
    ["Norda beschäftigt 1.200 Menschen in Leeds.", "Norda beschäftigt 1.200 Menschen, davon 300 in Leeds.", "de"],
    ["Norda emploie 1 200 personnes à Leeds.", "Norda emploie 1 200 personnes, dont 300 à Leeds.", "fr"],
  ])("is not that of its part: “%s” of “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).not.toBe("supported"),
  );

  test.each<[claim: string, text: string]>([
    ["Norda has 1,200 employees.", "Norda has 1,200 employees, including 300 in Leeds."],
    ["Norda has 300 employees in Leeds.", "Norda has 1,200 employees, including 300 in Leeds."],
    ["Norda has 1,200 employees, 300 of them in Leeds.", "Norda has 1,200 employees, including 300 in Leeds."],
    ["Norda has 1,200 employees, including engineers.", "Norda has 1,200 employees, including engineers."],
    ["Norda has 1,200 employees in Leeds.", "In Leeds Norda has 1,200 employees, including 300 women in Leeds."],
  ])("is what it is: “%s” of “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("a number of another sentence", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Sulvik earned 3 million euros.", "Norda earned 3 million euros. Sulvik earned 5 million euros."],
    ["Gas made 40 % of the power.", "Gas made 25 % of the power. Wind made 40 % of the power."],
    [
      "Sulvik verdiente 3 Millionen Euro.",
      "Norda verdiente 3 Millionen Euro. Sulvik verdiente 5 Millionen Euro.",
      "de",
    ],
  ])("is not that of “%s” in “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).not.toBe("supported"),
  );

  test.each<[claim: string, text: string]>([
    ["Norda earned 3 million euros.", "Norda earned 5 million euros in 2019. It earned 3 million euros in 2020."],
    ["Norda earned 3 million euros.", "Norda earned 3 million euros. Sulvik earned 5 million euros."],
    ["Sulvik earned 5 million euros.", "Norda earned 3 million euros. Sulvik earned 5 million euros."],
    ["Norda earned 3 million euros.", "Norda earned 5 million euros. Later Norda earned 3 million euros."],
    [
      "Norda earned 3 million euros in Asia.",
      "Norda earned 5 million euros in Asia. The firm earned 3 million euros there.",
    ],
  ])("may be of “%s” in “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("two numbers of two", () => {
  test("are told apart where one leaves out its unit", () => {
    const text = "Norda earned 3 million euros and Sulvik 5 million.";
    expect(verdict("Norda earned 3 million euros and Sulvik 5 million.", text)).toBe("supported");
    expect(verdict("Norda earned 5 million euros and Sulvik 3 million.", text)).toBe("contradicted");
  });

  test("a factor is another than the one that is told", () => {
    expect(verdict("Sales doubled in 2020.", "Sales tripled in 2020.")).toBe("contradicted");
    expect(verdict("Sales doubled in 2020.", "In 2020 sales doubled.")).toBe("supported");
  });
});
