import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a claim of the opposite", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Imports of coal rose in 2022.", "Exports of coal rose in 2022."],
    ["Male patients recovered faster.", "Female patients recovered faster."],
    ["The median income in Norda is 40,000 euros.", "The mean income in Norda is 40,000 euros."],
    ["The gross margin of Norda was 5 %.", "The net margin of Norda was 5 %."],
    ["The north wing of the castle was destroyed.", "The south wing of the castle was destroyed."],
    ["The drug is approved for adults with asthma.", "The drug is approved for children with asthma."],
    ["The company earned 5 million dollars in May.", "The company lost 5 million dollars in May."],
    ["The shop in the town opens at 9 a.m.", "The shop in the town opens at 9 p.m."],
    ["The committee of the town meets weekly.", "The committee of the town meets monthly."],
    ["The dam in Norda was closed until 2010.", "The dam in Norda was closed since 2010."],
    ["The tax on sugar is voluntary.", "The tax on sugar is mandatory."],
    ["The war of Norda began in 1914.", "The war of Norda ended in 1914."],
    ["Das Museum in Leeds wurde 1990 eröffnet.", "Das Museum in Leeds wurde 1990 geschlossen.", "de"],
    ["El museo de Leeds abrió en 1990.", "El museo de Leeds cerró en 1990.", "es"],
    ["博物馆于1990年开放。", "博物馆于1990年关闭。", "zh"],
    ["Die Einfuhren von Kohle stiegen 2022.", "Die Ausfuhren von Kohle stiegen 2022.", "de"],
    ["Les importations de charbon ont augmenté en 2022.", "Les exportations de charbon ont augmenté en 2022.", "fr"],
    ["Las importaciones de carbón subieron en 2022.", "Las exportaciones de carbón subieron en 2022.", "es"],
    ["Импорт угля вырос в 2022 году.", "Экспорт угля вырос в 2022 году.", "ru"],
    ["ارتفعت الواردات من الفحم عام 2022.", "ارتفعت الصادرات من الفحم عام 2022.", "ar"],
  ])("“%s” is contradicted by “%s”", (claim, text, language) => {
    expect(verdict(claim, text, language)).toBe("contradicted");
    expect(verdict(text, claim, language)).toBe("contradicted");
  });

  test.each<[claim: string, text: string]>([
    ["The drug is approved for adults.", "The drug is approved for adults and children."],
    ["The gross margin was 5 %.", "The gross margin was 5 % and the net margin 3 %."],
    ["Imports of coal rose.", "Exports fell in May. Imports of coal rose."],
  ])("“%s” is none of “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("a claim that nobody or hardly anything did", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Nobody in the town was injured.", "Somebody in the town was injured."],
    ["No one in the town was injured.", "The mayor in the town was injured."],
    ["Hardly any of the trees survived the fire.", "The trees survived the fire."],
    ["Niemand in der Stadt wurde verletzt.", "Der Wirt in der Stadt wurde verletzt.", "de"],
    ["Nadie en la ciudad firmó el contrato.", "El alcalde en la ciudad firmó el contrato.", "es"],
    ["ليس لدى الشركة ديون كبيرة.", "لدى الشركة ديون كبيرة.", "ar"],
  ])("“%s” is not supported by “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).not.toBe("supported"),
  );

  test.each<[claim: string, text: string]>([
    ["Hardly any trees survived.", "Hardly any of the trees survived."],
    ["Nobody in the town was injured.", "No one in the town was injured, and nobody died."],
  ])("“%s” may follow from “%s”", (claim, text) => expect(verdict(claim, text)).not.toBe("contradicted"));
});

describe("the same said the other way round", () => {
  test.each<[claim: string, text: string]>([
    ["Exports exceeded imports.", "Imports were lower than exports."],
    ["Imports were lower than exports in 2022.", "Exports were higher than imports in 2022."],
    ["Sales in the north were higher than in the south.", "Sales in the south were lower than in the north."],
    ["Norda is larger than Sulvik.", "Sulvik is smaller than Norda."],
    ["Norda sold Velden to Sulvik.", "Sulvik bought Velden from Norda."],
    ["Women live longer than men.", "Men live shorter than women."],
  ])("“%s” is no contradiction of “%s”", (claim, text) => {
    expect(verdict(claim, text)).not.toBe("contradicted");
    expect(verdict(text, claim)).not.toBe("contradicted");
  });

  test.each<[claim: string, text: string]>([
    ["Exports were higher than imports in 2022.", "Exports were lower than imports in 2022."],
    ["Norda is larger than Sulvik.", "Norda is smaller than Sulvik."],
    ["Norda sold Velden to Sulvik.", "Norda bought Velden from Sulvik."],
  ])("“%s” is one of “%s”", (claim, text) => expect(verdict(claim, text)).toBe("contradicted"));
});
