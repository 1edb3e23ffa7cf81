import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("the size of a change and what it led to", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Sales rose to 5 million euros.", "Sales rose by 5 million euros."],
    ["Prices fell 30 percent.", "Prices fell to 30 percent."],
    ["The share of women rose to 4 percent.", "The share of women rose 4 percent."],
    ["Sales rose to nearly €5 million.", "Sales rose by nearly €5 million."],
    ["Der Umsatz stieg auf 5 Millionen Euro.", "Der Umsatz stieg um 5 Millionen Euro.", "de"],
    ["Le chiffre a augmenté de 5 millions d’euros.", "Le chiffre a augmenté à 5 millions d’euros.", "fr"],
    ["Los ingresos subieron hasta 5 millones de euros.", "Los ingresos subieron en 5 millones de euros.", "es"],
    ["Выручка выросла до 5 млн рублей.", "Выручка выросла на 5 млн рублей.", "ru"],
    ["ارتفعت الإيرادات إلى 5 ملايين دولار.", "ارتفعت الإيرادات بمقدار 5 ملايين دولار.", "ar"],
    ["收入增长到5亿元。", "收入增长了5亿元。", "zh"],
  ])("are not the same in “%s” and “%s”", (claim, text, language) => {
    expect(verdict(claim, text, language)).toBe("contradicted");
    expect(verdict(text, claim, language)).toBe("contradicted");
  });

  test.each<[claim: string, text: string, language?: string]>([
    ["Sales rose by 5% to 105 million euros.", "Sales rose 5% to 105 million euros."],
    ["Sales rose by 5%.", "Sales were up 5%."],
    [
      "Sales rose by 5 million, from 100 million to 105 million.",
      "Sales rose from 100 million to 105 million, by 5 million.",
    ],
    ["Sales reached 105 million euros.", "Sales rose to 105 million euros."],
    ["Sales rose by 5% to 10%.", "Sales rose by 5 to 10%."],
    ["Sales rose to 5% of the total.", "Sales rose by 5% to 5% of the total."],
    ["Le chiffre a augmenté de 5 à 10 millions.", "Le chiffre a augmenté à 5 millions, puis à 10 millions.", "fr"],
    ["Der Umsatz stieg um 5 % auf 105 Mio. Euro.", "Der Umsatz stieg auf 105 Millionen Euro, ein Plus von 5 %.", "de"],
  ])("are told apart in “%s” and “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("supported"),
  );
});
