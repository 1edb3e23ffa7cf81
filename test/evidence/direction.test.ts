import { describe, expect, test } from "vitest";
import { isReversedComparison } from "../../src/evidence/comparative.ts";
import { withoutDirection } from "../../src/evidence/direction.ts";
import { directionOf, isNegated, oppositeDirections } from "../../src/evidence/index.ts";
import { oppositeWords } from "../../src/evidence/opposites.ts";

describe("directionOf", () => {
  test.each([
    ["Sales rose.", "up"],
    ["Sales were up 5 %.", "up"],
    ["Sales were up by nearly $5 million.", "up"],
    ["Der Umsatz wächst.", "up"],
    ["Les ventes ont augmenté.", "up"],
    ["Выручка выросла.", "up"],
    ["收入增长", "up"],
    ["Sales were down from a year ago.", "down"],
    ["Der Umsatz fällt.", "down"],
    ["Las ventas cayeron; el beneficio cayó.", "down"],
    ["利润下降", "down"],
    ["The yen weakened and slipped.", "down"],
    ["Sales rose and profit fell.", "mixed"],
    ["He woke up and sat down.", "none"],
    ["The Fallschirm shop sells.", "none"],
    ["", "none"],
  ])("of “%s” is %s", (text, expected) => {
    expect(directionOf(text)).toBe(expected);
  });

  test("tells opposites and leaves mixed ones alone", () => {
    expect(oppositeDirections("Sales were up 5 %.", "Sales were down 5 %.")).toBe(true);
    expect(oppositeDirections("Sales rose.", "Sales rose while costs fell.")).toBe(false);
    expect(oppositeDirections("Sales rose.", "Sales stood still.")).toBe(false);
  });

  test("its words can be taken out", () => {
    expect(withoutDirection("Sales rose by 5 %, 增长").replace(/\s+/g, " ").trim()).toBe("Sales by 5 %,");
  });
});

describe("isNegated", () => {
  test.each([
    ["The court did not rule."],
    ["The court didn’t rule."],
    ["It can't, they said."],
    ["No company reported."],
    ["They failed to agree."],
    ["Das Gericht entschied nicht."],
    ["Es gab keine Einigung."],
    ["Il n'a pas signé."],
    ["Se fueron sin acuerdo."],
    ["公司没有盈利"],
    ["Компания не платит."],
    ["Nobody in the town was hurt."],
    ["Hardly any trees survived."],
    ["Wir haben kaum Schulden."],
    ["Niemand wurde verletzt."],
    ["Personne n’a signé."],
    ["Nadie firmó."],
    ["ليس لدى الشركة ديون."],
    ["لم تدفع الشركة."],
    ["회사는 빚이 없다."],
  ])("“%s” denies", (text) => {
    expect(isNegated(text)).toBe(true);
  });

  test.each([
    ["The court ruled."],
    ["No. 5 is the best, and no 7 follows."],
    ["It not only rose but also spread."],
    ["a non-profit group"],
    ["Im Mai stieg der Umsatz."],
    ["Sin City opened."],
    ["It is not so that it never rained."],
    ["notable nobility noted"],
    ["The firm employs nobody but engineers."],
    ["Hardly half of the members came."],
    ["La personne a signé."],
  ])("“%s” does not deny", (text) => {
    expect(isNegated(text)).toBe(false);
  });

  test("reads Portuguese articles as what they are", () => {
    expect([isNegated("A inflação no Brasil", "pt"), isNegated("A inflação não caiu", "pt-BR")]).toEqual([false, true]);
  });
});

describe("oppositeWords", () => {
  test.each<[string, string, [string, string]]>([
    ["It is the largest lake.", "It is the smallest lake.", ["largest", "smallest"]],
    ["The treaty was signed before the war.", "The treaty was signed after the war.", ["before", "after"]],
    ["The drug is effective.", "The drug is ineffective.", ["effective", "ineffective"]],
    ["The use is illegal.", "The use is legal.", ["illegal", "legal"]],
    ["They disagree on tax.", "They agree on tax.", ["disagree", "agree"]],
    ["The bid was rejected.", "The bid was approved.", ["rejected", "approved"]],
    ["The result is certain.", "The result is uncertain.", ["certain", "uncertain"]],
    ["Das ist der größte See.", "Das ist der kleinste See.", ["großte", "kleinste"]],
    ["Die Einfuhren stiegen.", "Die Ausfuhren stiegen.", ["einfuhren", "ausfuhren"]],
    ["Un excédent en mai.", "Un déficit en mai.", ["excedent", "deficit"]],
    ["El uso es legal.", "El uso es ilegal.", ["legal", "ilegal"]],
    ["煤炭进口增长", "煤炭出口增长", ["进口", "出口"]],
  ])("sees that “%s” and “%s” differ", (first, second, expected) => {
    expect(oppositeWords(first, second)).toEqual(expected);
  });

  test.each([
    ["It covers Europe.", "They discover Europe."],
    ["in any form", "to inform"],
    ["under the bridge", "der Weg"],
    ["more or less", "more or less"],
    ["It is the first.", "It is the first, not the last."],
    ["Exports and imports grew.", "Exports grew."],
    ["a plant", "an implant"],
    ["He left in 2019.", "He had the right to leave."],
    ["Only adults and children", "children"],
  ])("sees no opposites in “%s” and “%s”", (first, second) => {
    expect(oppositeWords(first, second)).toBeUndefined();
  });
});

describe("isReversedComparison", () => {
  test.each<[string, string[], boolean]>([
    ["Copper is more reactive than iron.", ["Hence, iron is more reactive than copper."], true],
    ["Copper is more reactive than iron.", ["Copper is more reactive than iron."], false],
    ["Copper is more reactive than iron.", ["Iron is less reactive than copper."], false],
    ["Copper is less reactive than iron.", ["Copper is more reactive than iron."], true],
    ["Mars is smaller than Earth.", ["Earth is smaller than Mars."], true],
    ["Mars is smaller than Earth.", ["Earth is heavier than Mars."], false],
    ["Mars is smaller than Earth.", ["Mars is small."], false],
    ["Copper is more reactive than iron.", ["Is iron more reactive than copper?"], false],
    [
      "Copper is more reactive than iron.",
      ["Iron is more reactive than copper.", "Copper is more reactive than iron."],
      false,
    ],
    ["Women earn more than men.", ["Men earn more than women."], true],
    ["Women earn less than men.", ["Men earn more than women."], false],
    ["Children are at greater risk than adults.", ["Adults are at greater risk than children."], true],
    ["Adults are at greater risk than children.", ["Children are at lower risk than adults."], false],
    ["The pipe is twice as long as the road.", ["The road is twice as long as the pipe."], true],
    ["The pipe is half as long as the road.", ["The road is twice as long as the pipe."], false],
    ["Eisen ist schwerer als Blei.", ["Blei ist schwerer als Eisen."], true],
    ["Blei kostet mehr als Eisen.", ["Eisen kostet weniger als Blei."], false],
    ["Le nord est plus humide que le sud.", ["Le sud est plus humide que le nord."], true],
    ["El hierro es más pesado que el plomo.", ["El plomo es menos pesado que el hierro."], false],
    ["El hierro es más pesado que el plomo.", ["El plomo es más pesado que el hierro."], true],
    ["Norda sold more than 5 tons.", ["Sulvik sold more than 5 tons."], false],
    ["Sales rose.", ["Iron is more reactive than copper."], false],
  ])("“%s” against %j: %s", (claim, sentences, expected) => {
    expect(isReversedComparison(claim, sentences)).toBe(expected);
  });
});
