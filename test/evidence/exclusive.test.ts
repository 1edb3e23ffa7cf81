import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a claim that leaves out all others", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Only children are affected by the disease.", "Children are affected by the disease."],
    ["The plant uses solely renewable power.", "The plant uses renewable power."],
    ["The drug is sold exclusively in Norway.", "The drug is sold in Norway."],
    ["Nur Kinder sind von der Krankheit betroffen.", "Kinder sind von der Krankheit betroffen.", "de"],
    ["La plante pousse uniquement en Norvège.", "La plante pousse en Norvège.", "fr"],
    ["La planta crece solamente en Noruega.", "La planta crece en Noruega.", "es"],
    ["تنمو النبتة فقط في النرويج.", "تنمو النبتة في النرويج.", "ar"],
  ])("“%s” says more than “%s”", (claim, text, language) => expect(verdict(claim, text, language)).toBe("partly"));

  test.each<[claim: string, text: string, language?: string]>([
    ["Only children are affected by the disease.", "The disease affects children alone, not adults."],
    ["Sales grew only 2 % in the year.", "Sales grew 2 % in the year."],
    ["Sales grew only slightly in the year.", "Sales grew slightly in the year."],
    ["The plant was opened only in 2019.", "The plant was opened in 2019."],
    ["Not only children are affected by the disease.", "Children are affected by the disease."],
    ["The drug is sold only in Norway.", "The drug is sold in no country other than Norway."],
    ["Der Umsatz stieg nur um 2 %.", "Der Umsatz stieg nur um 2 %.", "de"],
    ["La plante ne pousse que là, seulement en Norvège.", "La plante ne pousse là qu’en Norvège, seulement là.", "fr"],
  ])("“%s” says no more than “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("supported"),
  );
});
