import { describe, expect, test } from "vitest";
import { detectLanguage } from "../../src/analyst/extractive/language.ts";

describe("the language of a question", () => {
  test.each([
    ["ja", "ダムはどこにありますか？"],
    ["ko", "매출은 얼마입니까?"],
    ["zh", "公司的收入是多少？"],
    ["th", "รายได้เท่าไหร่"],
    ["he", "מה ההכנסות של החברה?"],
    ["el", "Ποια είναι τα έσοδα;"],
    ["ar", "ما هي المخاطر؟"],
    ["ru", "Какие риски называет отчёт?"],
  ])("%s by its script: %s", async (language, question) => {
    expect(await detectLanguage(question)).toBe(language);
  });

  test.each([
    ["en", "What were the net sales of Siemens and Telefónica?"],
    ["en", "How does Société Générale report the risk?"],
    ["de", "Was sind die Risiken von Apple und Amazon?"],
    ["de", "Wie hat sich der Umsatz von Orchard Inc. entwickelt?"],
    ["fr", "Quels sont les risques de Apple et Amazon ?"],
    ["fr", "Danone verse-t-il un dividende ?"],
    ["fr", "Renault a-t-il un site en Espagne ?"],
    ["es", "¿Cuáles son los riesgos de Apple y Amazon?"],
    ["es", "¿Cómo se financia el proyecto de la presa?"],
  ])("%s by its function words, whatever the names: %s", async (language, question) => {
    expect(await detectLanguage(question)).toBe(language);
  });

  test.each(["Apple", "IBM", "net sales 2023", "Orchard revenue", "10-K", "", "???", "2023"])(
    "English where nothing speaks for another: “%s”",
    async (question) => {
      expect(await detectLanguage(question)).toBe("en");
    },
  );

  test("a Latin name in another script does not make the question English", async () => {
    expect(await detectLanguage("Amazon Web Services的收入")).toBe("zh");
    expect(await detectLanguage("Apple Inc. の売上高は")).toBe("ja");
  });

  test.each([
    ["en", "How does the revenue of 华为 compare with that of Ericsson?"],
    ["en", "What is the market share of トヨタ in Europe?"],
    ["en", "What does the company 삼성전자 make and how is it doing?"],
    ["de", "Was sind die Risiken von 阿里巴巴 und Amazon?"],
    ["en", "What is the effect of β-carotene on the skin?"],
    ["en", "α-synuclein aggregation"],
    ["zh", "华为和Ericsson的收入"],
    ["ja", "トヨタはHow to makeで何を作りますか"],
  ])("%s although a name or sign is of another script: %s", async (language, question) => {
    expect(await detectLanguage(question)).toBe(language);
  });

  test("the same question has the same language each time", async () => {
    const question = "Combien de salariés Orchard a-t-il ?";
    const known = await Promise.all(Array.from({ length: 5 }, () => detectLanguage(question)));
    expect(new Set(known)).toEqual(new Set(["fr"]));
  });
});
