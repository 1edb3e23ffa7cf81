import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";
import { holdsVerbatim, quotesIt } from "../../src/evidence/verbatim.ts";

const holds = (claim: string, exact: string): boolean => holdsVerbatim({ exact }, claim);

describe("a claim stands word for word", () => {
  test.each([
    [
      "whatever its case, quotes and full stop",
      "“the dam is safe.”",
      "The report says the dam is safe and will be used.",
    ],
    ["as the whole of a text", "The dam is safe", "The dam is safe."],
    ["at the end of one", "the town agreed", "After a long debate the town agreed."],
    [
      "after words that are cut off where it stands once more",
      "The dam is safe",
      "Is it untrue that the dam is safe? The dam is safe.",
    ],
    ["with a condition of its own", "It closes if prices fall.", "It closes if prices fall. It opened in 2019."],
    ["beside a sentence that denies something else", "The dam is safe.", "No bridge is. The dam is safe. No road is."],
    ["beside a sentence that sets a condition", "The dam is safe.", "The dam is safe. If it rains, roads are closed."],
    ["with accents put together in another way", "Le café est fermé.", "Le cafe\u0301 est ferme\u0301."],
    ["in Arabic", "ارتفعت الإيرادات", "وقالت الشركة: ارتفعت الإيرادات."],
    ["in Chinese, which parts no words", "收入增长5%", "报告显示收入增长5%，利润下降。"],
    ["in Korean, which glues particles to words", "공장은 안전", "공장은 안전하다."],
    ["beside the symbols of another plane", "𝒳 is safe 👍", "They say 𝒳 is safe 👍."],
  ])("%s", (_what, claim, exact) => expect(holds(claim, exact)).toBe(true));

  test.each([
    ["a word that another begins with", "The plan is safe", "The plan is safeguarded."],
    ["a word that another ends with", "Male patients recovered.", "Female patients recovered."],
    ["a word of another alphabet that another ends with", "жили там", "Люди прожили там год."],
    ["a number that goes on before a point", "5 million people live there.", "1.5 million people live there."],
    ["a number that goes on after a comma", "Der Umsatz stieg um 5.", "Der Umsatz stieg um 5,5 Prozent."],
    ["a number whose scale is cut off", "The fund holds $5.", "The fund holds $5 million."],
    ["a number whose thousands are cut off", "The town has 12", "The town has 12,400 people."],
    ["a unit that is cut off", "The plant made 412 MW.", "The plant made 412 MWh."],
    ["a unit whose power is cut off", "The lake measures 40 km", "The lake measures 40 km²."],
    ["a sign that is cut off", "5 °C was the lowest", "−5 °C was the lowest."],
    ["a range that is cut off", "The rate is 5", "The rate is 5–10 %."],
    ["nothing", " “”. ", "The dam is safe."],
  ])("but not by %s", (_what, claim, exact) => expect(holds(claim, exact)).toBe(false));

  test.each([
    ["denies it", "The drug works.", "No study shows the drug works."],
    ["denies it in German", "das Mittel wirkt", "Kein Versuch zeigt, das Mittel wirkt."],
    ["makes it depend on something before", "the company will expand", "If rates fall, the company will expand."],
    ["makes it depend on something after", "The fee is 5 euros", "The fee is 5 euros if you book online."],
    ["makes it the condition", "die Preise sinken", "Das Werk schließt, falls die Preise sinken."],
    ["makes it depend on something in Chinese", "工厂将关闭", "如果价格下降，工厂将关闭。"],
  ])("but not where the rest of the sentence %s", (_what, claim, exact) => expect(holds(claim, exact)).toBe(false));
});

test.each([
  ["Male patients recovered faster in the second trial.", "Female patients fell ill in the second trial."],
  ["5 million people live there.", "1.5 million people live there."],
  ["The fund holds $5.", "The fund holds $5 million."],
  ["The plant made 412 MW.", "The plant made 412 MWh."],
  ["The drug works.", "No study shows the drug works."],
])("“%s” is not supported by “%s”", (claim, text) => expect(judgeText(claim, text).support).not.toBe("supported"));

test("the second of two places where a quotation stands is enough", () => {
  const exact = "It is false that the dam is safe for all. Engineers found that the dam is safe for all.";
  expect(quotesIt({ exact, about: "Dams" }, "According to Dams, “the dam is safe for all”.")).toBe(true);
  expect(quotesIt({ exact: exact.split(". ")[0] ?? "", about: "Dams" }, "Dams: “the dam is safe for all”.")).toBe(
    false,
  );
});

test("a quotation keeps its words but not those that lead it", () => {
  const passage = { exact: "The dam is safe, engineers found.", about: "Dams of Norda" };
  expect(quotesIt(passage, "According to Dams of Norda, “the dam is safe”.")).toBe(true);
  expect(quotesIt(passage, "In 1999 the minister of energy denied that “the dam is safe”.")).toBe(false);
  expect(quotesIt(passage, "Norda says “the dam is old, safe”.")).toBe(false);
});
