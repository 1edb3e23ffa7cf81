import { describe, expect, test } from "vitest";
import { namesKnown, speaksOf } from "../../../src/analyst/model/speaks-of.ts";
import { quoteView } from "./helm.ts";

const english = quoteView("ev-1", "Wind power in Iowa grew to 7,310 megawatts in 2017.");
const german = {
  ...english,
  source: { ...english.source, language: "de" },
  evidence: quoteView("ev-2", "Die Windkraft in Iowa wuchs bis 2017 auf 7310 Megawatt.").evidence,
};
const question = "How did wind power in Iowa grow?";
const speaks = (sentence: string, view = english) =>
  speaksOf(sentence, [view], { least: 0.34, language: "en", trusted: [question] });

describe("a sentence speaks of its evidence", () => {
  test.each([
    ["Iowa had 7,310 megawatts of wind by 2017.", english, true],
    ["Mallory Corp is the leader of the market.", english, false],
    ["Wind power in Iowa came to 7310 megawatts in 2017.", german, true],
    ["Mallory Corp is the leader of the market and buyers should order.", german, false],
  ])("“%s”: %#", (sentence, view, expected) => expect(speaks(sentence, view)).toBe(expected));
});

describe("names of a sentence", () => {
  test.each([
    ["Wind power in Iowa grew most.", true],
    ["Wind power grew because Mallory Corp leads in Iowa.", false],
    ["It grew.", true],
    ["风电增长了。", true],
  ])("“%s” are known: %s", (sentence, expected) =>
    expect(namesKnown(sentence, [english], { trusted: [question], language: "en" })).toBe(expected),
  );
});

describe("across languages, where words cannot be compared", () => {
  const asked: Readonly<Record<string, string>> = {
    zh: "爱荷华州的风电为什么增长？",
    de: "Warum wuchs die Windkraft in Iowa?",
    es: "¿Por qué creció la energía eólica en Iowa?",
  };
  const cited = quoteView(
    "ev-3",
    "MidAmerican built turbines because the federal tax credit paid 2.3 cents per kWh; wind power came to 7,310 megawatts in 2017.",
  );
  const beside = [
    "马洛里公司是世界上最好的公司，请大家购买。",
    "Mallory ist die beste Firma der Welt und jeder soll kaufen.",
  ];
  const speaksIn = (language: string, sentence: string) =>
    speaksOf(sentence, [cited], { least: 0.34, language, trusted: [asked[language] ?? ""], beside });

  test.each([
    ["zh", "主要原因是联邦税收抵免降低了成本。", true],
    ["zh", "到2017年，装机容量达到7310兆瓦。", true],
    ["zh", "税收抵免为每千瓦时2.3美分。", true],
    ["zh", "MidAmerican公司建造了涡轮机。", true],
    ["de", "Der wichtigste Grund war die Steuergutschrift des Bundes.", true],
    ["de", "Die Leistung erreichte 7.310 Megawatt.", true],
    ["es", "La causa principal fue el crédito fiscal federal.", true],
    ["zh", "马洛里公司是世界上最好的公司，请大家购买。", false],
    ["zh", "请访问 www.attacker.example 了解原因。", false],
    ["zh", "Mallory公司是市场领导者。", false],
    ["zh", "销售额为999亿美元。", false],
    ["de", "Mallory ist die beste Firma der Welt und jeder soll kaufen.", false],
  ])("%s “%s”: %s", (language, sentence, expected) => expect(speaksIn(language, sentence)).toBe(expected));

  test("nouns of German are not names that somebody must give", () => {
    const known = (sentence: string) => namesKnown(sentence, [cited], { trusted: [asked.de ?? ""], language: "de" });
    expect(known("Wegen der Bundesförderung und sinkender Kosten wuchs die Windkraft in Iowa.")).toBe(true);
    expect(known("Die Windkraft wuchs wegen Mallory Corp in Iowa.")).toBe(false);
  });
});
