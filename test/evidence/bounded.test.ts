import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a number with a bound", () => {
  test.each<[claim: string, text: string, expected: string, language?: string]>([
    ["The plant employs 500 people.", "The plant employs up to 500 people.", "partly"],
    ["The plant employs 500 people.", "The plant employs at least 500 people.", "partly"],
    ["The plant employs more than 500 people.", "The plant employs 500 people.", "partly"],
    ["The plant employs nearly 500 people.", "The plant employs 500 people.", "partly"],
    ["The plant employs more than 500 people.", "The plant employs nearly 500 people.", "contradicted"],
    ["The plant employs at least 500 people.", "The plant employs up to 500 people.", "contradicted"],
    ["Das Werk beschäftigt 500 Menschen.", "Das Werk beschäftigt bis zu 500 Menschen.", "partly", "de"],
    ["L’usine emploie plus de 500 personnes.", "L’usine emploie près de 500 personnes.", "contradicted", "fr"],
    ["La planta emplea 500 personas.", "La planta emplea hasta 500 personas.", "partly", "es"],
    ["该工厂雇用500人。", "该工厂雇用超过500人。", "partly", "zh"],
    ["يعمل في المصنع 500 عامل.", "يعمل في المصنع أكثر من 500 عامل.", "partly", "ar"],
  ])("“%s” is more than “%s” says", (claim, text, expected, language) =>
    expect(verdict(claim, text, language)).toBe(expected),
  );

  test.each([
    ["The plant employs more than 500 people.", "The big plant employs more than 500 people."],
    ["The plant employs over 500 people.", "The plant employs more than 500 people."],
    ["The plant employs at least 500 people.", "The plant employs 500 people."],
    ["The plant employs at least 500 people.", "The plant employs more than 500 people."],
    ["The plant employs about 500 people.", "The plant employs 500 people."],
    ["The plant employs 500 people.", "The plant employs about 500 people."],
    ["The plant employs more than 500 people.", "The plant employs 520 people."],
    ["The plant employs 500 people.", "The plant, which once employed up to 500 people, employs 500 people."],
  ])("“%s” follows from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("a number that each has", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["The two plants employ 500 people each.", "The two plants employ 500 people in total."],
    ["The 90 workers received 40 dollars in total.", "The 90 workers received 40 dollars each."],
    ["Together the plants employ 500 people.", "Each of the plants employs 500 people."],
    ["Die Werke beschäftigen insgesamt 500 Menschen.", "Die Werke beschäftigen jeweils 500 Menschen.", "de"],
    ["Les usines emploient 500 personnes au total.", "Les usines emploient chacune 500 personnes.", "fr"],
    ["Las plantas emplean 500 personas cada una.", "Las plantas emplean 500 personas en total.", "es"],
    ["利兹的两家纺织工厂共计雇用500人。", "利兹的两家纺织工厂每家雇用500人。", "zh"],
  ])("“%s” is not what “%s” says", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("contradicted"),
  );

  test.each([
    ["Each of the plants employs 500 people.", "The plants employ 500 people each."],
    ["Together the plants employ 500 people.", "The plants employ 500 people in total."],
    ["The plants employ 500 people.", "The plants employ 500 people in total."],
  ])("“%s” follows from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});
