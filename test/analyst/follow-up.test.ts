import { describe, expect, test } from "vitest";
import { completeQuestion } from "../../src/analyst/extractive/follow-up/complete-question.ts";
import { detectLanguage } from "../../src/analyst/extractive/language.ts";
import type { Source } from "../../src/report/index.ts";

const titled = (title: string): Source => ({
  id: title,
  title,
  authors: [],
  fetched: "2026-05-04T10:00:00Z",
  mediaType: "text/html",
  sha256: title,
});
const sources = ["Norda annual accounts", "Sulvik annual accounts", "Velden geothermal plant"].map(titled);

async function complete(question: string, asked: string): Promise<string> {
  return completeQuestion(asked, { question, subQuestions: [], sources }, await detectLanguage(question));
}

const revenue = "What was the revenue of Norda in 2022?";
const coal = "How did electricity generation from coal develop from 2019 to 2022?";
const umsatz = "Wie hoch war der Umsatz von Norda im Jahr 2022?";
const chiffre = "Quel était le chiffre d'affaires de Norda en 2022 ?";
const ingresos = "¿Cuáles fueron los ingresos de Norda en 2022?";
const chinese = "2010年至2020年中国的煤电发电量如何变化？";
const russian = "Какова была выручка Norda в 2022 году?";
const arabic = "ما هي إيرادات Norda في عام 2022؟";

describe("a follow-up that leaves something out has it from the question before", () => {
  test.each([
    [revenue, "And Sulvik?", "What was the revenue of Sulvik in 2022?"],
    [revenue, "and sulvik?", "What was the revenue of Sulvik in 2022?"],
    [revenue, "What about 2015?", "What was the revenue of Norda in 2015?"],
    [revenue, "And since 2015?", "What was the revenue of Norda since 2015?"],
    [revenue, "And operating income?", "What was the operating income of Norda in 2022?"],
    [revenue, "And the operating income of Sulvik?", "What was the operating income of Sulvik in 2022?"],
    [revenue, "Why?", "Why: revenue (Norda, 2022)?"],
    [revenue, "How many employees do they have?", "How many employees do they have (Norda, 2022)?"],
    [revenue, "What was the operating income?", "What was the operating income (Norda, 2022)?"],
    [coal, "And nuclear?", "How did electricity generation from nuclear develop from 2019 to 2022?"],
    [coal, "And in Germany?", "How did electricity generation from coal develop from 2019 to 2022 in Germany?"],
    ["What is the efficiency of heat pumps?", "And gas boilers?", "What is the efficiency of gas boilers?"],
    [
      "Compare the revenue and operating income of Norda and Sulvik in 2022.",
      "And Velden?",
      "Compare the revenue and operating income of Velden in 2022.",
    ],
    ["What is said of AI in 2022?", "And IBM?", "What is said of IBM in 2022?"],
    [umsatz, "und Sulvik?", "Wie hoch war der Umsatz von Sulvik im Jahr 2022?"],
    [umsatz, "Und der Gewinn?", "Wie hoch war der Gewinn von Norda im Jahr 2022?"],
    [umsatz, "Warum?", "Warum: Umsatz (Norda, 2022)?"],
    [chiffre, "Et en 2021 ?", "Quel était le chiffre d'affaires de Norda en 2021 ?"],
    [chiffre, "Pourquoi ?", "Pourquoi: chiffre d'affaires (Norda, 2022)?"],
    [ingresos, "¿Y Sulvik?", "¿Cuáles fueron los ingresos de Sulvik en 2022?"],
    [chinese, "那核电呢？", "2010年至2020年中国的核电发电量如何变化？"],
    [chinese, "那德国呢？", "2010年至2020年德国的煤电发电量如何变化？"],
    [chinese, "2015年呢？", "2015年中国的煤电发电量如何变化？"],
    [russian, "А Sulvik?", "Какова была выручка Sulvik в 2022 году?"],
    [arabic, "وماذا عن Sulvik؟", "ما هي إيرادات Sulvik في عام 2022؟"],
  ])("%s %s", async (question, asked, expected) => {
    expect(await complete(question, asked)).toBe(expected);
  });
});

test.each(["What are the risks of nuclear power?", "What was the revenue of Sulvik in 2019?", "Really?", "And?"])(
  "%s is left as it is",
  async (asked) => {
    expect(await complete(revenue, asked)).toBe(asked);
  },
);
