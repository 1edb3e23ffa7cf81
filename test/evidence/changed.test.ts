import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("numbers of two things in one sentence", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Anna won 3 medals and Ben won 5 medals.", "Anna won 5 medals and Ben won 3 medals."],
    ["Anna scored 3 and Ben 5 points.", "Anna scored 5 and Ben 3 points."],
    ["Ben won 5 medals, while Anna won 3 medals.", "Anna won 5 medals, while Ben won 3 medals."],
    ["Output was 5 GWh in 2017 and 3 GWh in 2001.", "Output was 5 GWh in 2001 and 3 GWh in 2017."],
    ["Kohle lieferte 3 GWh und Wind 5 GWh.", "Kohle lieferte 5 GWh und Wind 3 GWh.", "de"],
    ["Le charbon a fourni 3 GWh et le vent 5 GWh.", "Le charbon a fourni 5 GWh et le vent 3 GWh.", "fr"],
    ["El carbón dio 3 GWh y el viento 5 GWh.", "El carbón dio 5 GWh y el viento 3 GWh.", "es"],
    ["煤电为3 GWh，风电为5 GWh。", "煤电为5 GWh，风电为3 GWh。", "zh"],
  ])("“%s” turns “%s” round", (claim, text, language) => expect(verdict(claim, text, language)).toBe("contradicted"));

  test.each<[claim: string, text: string]>([
    ["Ben won 3 medals and Anna won 5 medals.", "Anna won 5 medals and Ben won 3 medals."],
    ["Ben scored 3 and Anna 5 points.", "Anna scored 5 and Ben 3 points."],
    ["3 medals went to Ben and 5 medals to Anna.", "Anna won 5 medals and Ben won 3 medals."],
    ["Output was 3 GWh in 2017 and 5 GWh in 2001.", "Output was 5 GWh in 2001 and 3 GWh in 2017."],
    ["Anna and Ben won 5 and 3 medals respectively.", "Ben and Anna won 3 and 5 medals respectively."],
    ["Anna won 5 medals and Ben won 5 medals.", "Anna won 5 medals and Ben won 5 medals in all."],
  ])("“%s” does not turn “%s” round", (claim, text) => expect(verdict(claim, text)).not.toBe("contradicted"));
});

describe("the start and the end of a change", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["The rate moved from 5 to 3 percent.", "The rate moved to 5 from 3 percent."],
    ["The share went from 3 % to 5 % in 2020.", "The share went from 5 % to 3 % in 2020."],
    ["Der Anteil ging von 3 % auf 5 %.", "Der Anteil ging von 5 % auf 3 %.", "de"],
    ["La part est passée de 3 % à 5 %.", "La part est passée de 5 % à 3 %.", "fr"],
    ["La cuota pasó de 3 % a 5 %.", "La cuota pasó de 5 % a 3 %.", "es"],
    ["份额从3%到5%。", "份额从5%到3%。", "zh"],
    ["تغيرت الحصة من 3% إلى 5%.", "تغيرت الحصة من 5% إلى 3%.", "ar"],
  ])("“%s” turns “%s” round", (claim, text, language) => expect(verdict(claim, text, language)).toBe("contradicted"));

  test.each([
    ["The rate moved from 3 to 5 percent.", "The rate moved to 5 from 3 percent."],
    ["The rate moved to 5 % from 3 %.", "The rate of 2020 moved from 3 % to 5 %."],
    ["The rate moved from 3 % to 3 %.", "The rate moved from 3 % to 3 % again."],
  ])("“%s” follows from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("a factor", () => {
  const rose = "Sales of the firm rose from 5 to 10 million in 2020.";
  test.each<[claim: string, text: string, language?: string]>([
    ["Sales of the firm tripled in 2020.", rose],
    ["Sales of the firm more than doubled in 2020.", "Sales of the firm rose from 5 to 9.9 million in 2020."],
    ["Sales of the firm doubled in 2020.", "Sales of the firm rose from 5 to 7 million in 2020."],
    ["Sales of the firm doubled in 2020.", "Sales of the firm tripled in 2020."],
    ["Sales of the firm halved in 2020.", "Sales of the firm fell from 10 to 8 million in 2020."],
    ["Der Umsatz der Firma verdoppelte sich 2020.", "Der Umsatz der Firma stieg 2020 von 5 auf 7 Millionen.", "de"],
  ])("“%s” is not what “%s” says", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("contradicted"),
  );

  test.each<[claim: string, text: string]>([
    ["Sales of the firm doubled in 2020.", rose],
    ["Sales of the firm nearly doubled in 2020.", "Sales of the firm rose from 5 to 8.5 million in 2020."],
    ["Sales of the firm more than doubled in 2020.", "Sales of the firm rose from 5 to 13 million in 2020."],
    ["Sales of the firm halved in 2020.", "Sales of the firm fell from 10 to 5 million in 2020."],
    ["Sales of the firm doubled in 2020.", "In 2020 the firm’s sales doubled from 5 to 10.9 million."],
  ])("“%s” follows from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("a share of something", () => {
  test("is not the same share of what it counts", () => {
    expect(verdict("20 % of the smokers are women.", "20 % of the women are smokers.")).toBe("contradicted");
    expect(verdict("A fifth of smokers are women.", "20 % of women are smokers.")).toBe("contradicted");
  });

  test.each([
    ["20 % of women are smokers.", "In this town 20 % of the women are smokers."],
    ["20 % of the women smoke.", "Among women, 20 % of them smoke."],
  ])("“%s” follows from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});
