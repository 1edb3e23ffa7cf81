import { describe, expect, test } from "vitest";
import { facetsOf } from "../../src/analyst/extractive/facets.ts";
import { intentsOf } from "../../src/analyst/extractive/intents.ts";
import { japaneseTopics } from "../../src/analyst/extractive/japanese-topics.ts";
import { detectLanguage } from "../../src/analyst/extractive/language.ts";
import type { Intent } from "../../src/analyst/index.ts";

type Asked = readonly [intent: Intent, question: string];

describe.each<readonly [language: string, questions: readonly Asked[]]>([
  [
    "en",
    [
      ["what", "What products does Orchard sell?"],
      ["how-much", "How much revenue did Orchard report?"],
      ["over-time", "How did Orchard's revenue develop?"],
      ["compare", "Compare the revenue of Orchard and Riverbank"],
      ["why", "Why did sales fall in 2022?"],
      ["who", "Who founded Orchard?"],
      ["where", "Where is the dam?"],
      ["when", "When was the dam built?"],
      ["how", "How do heat pumps work?"],
    ],
  ],
  [
    "de",
    [
      ["how-much", "Wie hoch war der Umsatz von Orchard?"],
      ["over-time", "Wie hat sich der Umsatz von Orchard entwickelt?"],
      ["compare", "Vergleiche den Umsatz von Orchard und Riverbank"],
      ["why", "Warum sank der Gewinn von Orchard?"],
      ["who", "Wer hat den Staudamm gebaut?"],
      ["where", "Wo liegt der Staudamm?"],
      ["when", "Wann wurde der Staudamm gebaut?"],
      ["how", "Wie funktioniert eine Wärmepumpe?"],
    ],
  ],
  [
    "fr",
    [
      ["how-much", "Combien de salariés Orchard a-t-il ?"],
      ["over-time", "Comment les ventes d'Orchard ont-elles évolué ?"],
      ["compare", "Comparez les ventes d'Orchard et de Riverbank"],
      ["why", "Pourquoi les ventes ont-elles baissé ?"],
      ["who", "Qui a construit le barrage ?"],
      ["where", "Où se trouve le barrage ?"],
      ["when", "Quand le barrage a-t-il été construit ?"],
      ["how", "Comment fonctionne une pompe à chaleur ?"],
    ],
  ],
  [
    "es",
    [
      ["how-much", "¿Cuántos empleados tiene Orchard?"],
      ["compare", "Compara los ingresos de Orchard y Riverbank"],
      ["why", "¿Por qué bajaron las ventas?"],
      ["who", "¿Quién construyó la presa?"],
      ["where", "¿Dónde está la presa?"],
      ["when", "¿Cuándo se construyó la presa?"],
      ["how", "¿Cómo funciona una bomba de calor?"],
    ],
  ],
  [
    "zh",
    [
      ["how-much", "Orchard的收入是多少？"],
      ["over-time", "Orchard的收入有什么变化？"],
      ["compare", "比较太阳能和风能的成本"],
      ["why", "为什么Orchard的利润下降？"],
      ["who", "谁建造了大坝？"],
      ["where", "大坝在哪里？"],
      ["when", "大坝什么时候建成？"],
      ["how", "热泵如何工作？"],
    ],
  ],
  [
    "ar",
    [
      ["how-much", "كم عدد موظفي Orchard؟"],
      ["over-time", "كيف تطورت إيرادات Orchard؟"],
      ["compare", "قارن إيرادات Orchard و Riverbank"],
      ["why", "لماذا انخفضت أرباح Orchard؟"],
      ["who", "من بنى السد؟"],
      ["where", "أين يقع السد؟"],
      ["when", "متى بني السد؟"],
    ],
  ],
  [
    "ru",
    [
      ["how-much", "Сколько сотрудников в Orchard?"],
      ["over-time", "Как изменилась выручка Orchard?"],
      ["compare", "Сравните выручку Orchard и Riverbank"],
      ["why", "Почему упала прибыль Orchard?"],
      ["who", "Кто построил плотину?"],
      ["where", "Где находится плотина?"],
      ["when", "Когда построили плотину?"],
      ["how", "Как работает тепловой насос?"],
    ],
  ],
  [
    "ja",
    [
      ["how-much", "Orchardの売上高はいくらですか？"],
      ["over-time", "売上高の推移は？"],
      ["compare", "OrchardとRiverbankの売上を比較してください"],
      ["why", "なぜOrchardの利益は減少したのですか？"],
      ["who", "誰がダムを建設しましたか？"],
      ["where", "ダムはどこにありますか？"],
      ["when", "ダムはいつ建設されましたか？"],
      ["how", "太陽光発電の仕組みは？"],
    ],
  ],
])("a question in %s", (language, questions) => {
  test.each(questions)("asks %s: %s", (intent, question) => {
    expect(intentsOf(question)[0]).toBe(intent);
  });

  test("is known as such", async () => {
    const known = await Promise.all(questions.map(([, question]) => detectLanguage(question)));
    expect(known.filter((found) => found !== language)).toEqual([]);
  });

  test("has a topic that is neither empty nor the whole question", () => {
    for (const [, question] of questions) {
      const { topics } = facetsOf(question, language, []);
      expect(topics.length).toBeGreaterThan(0);
      for (const topic of topics) {
        expect(topic.trim()).not.toBe("");
        expect(topic.length).toBeLessThan(question.length);
      }
    }
  });
});

describe("names and topics in other languages", () => {
  test.each([
    ["de", "Wie hoch war der Umsatz im Jahr 2023?", [], ["Umsatz"]],
    [
      "fr",
      "Comparez le chiffre d'affaires d'Orchard et de Riverbank",
      ["Orchard", "Riverbank"],
      ["chiffre d'affaires"],
    ],
    ["es", "Compara los ingresos de Orchard y Riverbank", ["Orchard", "Riverbank"], ["ingresos"]],
    ["zh", "Orchard在2023年的收入是多少？", ["Orchard"], ["收入"]],
    ["zh", "爱荷华州的发电量在2001年至2017年间如何变化？", ["爱荷华州"], ["发电量"]],
    ["zh", "比较太阳能和风能的成本", ["太阳能", "风能"], ["成本"]],
    ["zh", "总结Orchard的年度报告", ["Orchard"], ["年度报告"]],
    ["ar", "ما هي إيرادات Orchard في 2023؟", ["Orchard"], ["إيرادات"]],
    ["ru", "Какова выручка Orchard в 2023 году?", ["Orchard"], ["выручка"]],
    ["ru", "Сравните выручку Orchard и Riverbank", ["Orchard", "Riverbank"], ["выручку"]],
    ["ru", "Где находится плотина?", [], ["плотина"]],
    ["ja", "Orchardの2023年の売上高はいくらですか？", ["Orchard"], ["売上高"]],
    ["ja", "OrchardとRiverbankの売上を比較してください", ["Orchard", "Riverbank"], ["売上"]],
  ])("%s: %s", (language, question, entities, topics) => {
    expect(facetsOf(question, language, [])).toMatchObject({ entities, topics });
  });

  test("the year of a question is its period in any script", () => {
    for (const [language, question] of [
      ["zh", "Orchard在2023年的收入是多少？"],
      ["ja", "Orchardの2023年の売上高はいくらですか？"],
      ["ar", "ما هي إيرادات Orchard في 2023؟"],
      ["ru", "Какова выручка Orchard в 2023 году?"],
      ["de", "Wie hoch war der Umsatz im Jahr 2023?"],
    ] as const)
      expect(facetsOf(question, language, []).range).toMatchObject({ from: "2023-01-01", to: "2023-12-31" });
  });

  test.each([
    ["太陽光発電の仕組みは？", ["太陽光発電 仕組み"]],
    ["誰がダムを建設しましたか？", ["ダム"]],
    ["原子力発電のリスクと費用を説明してください", ["原子力発電 リスク", "費用"]],
    ["ありがとう", []],
  ])("Japanese nouns of %s", (text, topics) => {
    expect(japaneseTopics(text)).toEqual(topics);
  });
});

describe("shapes of English questions", () => {
  const facets = (question: string) => facetsOf(question, "en", []);

  test.each([
    ["Compare Apple with Amazon", ["Apple", "Amazon"], ["Apple", "Amazon"]],
    ["Compare revenue and net income of Apple with Amazon", ["Apple", "Amazon"], ["revenue", "net income"]],
    ["Summarise the annual report of Orchard", ["Orchard"], ["annual report"]],
    ["Discuss the legal proceedings of Orchard", ["Orchard"], ["legal proceedings"]],
    ["Analyze Orchard's cash position", ["Orchard"], ["cash position"]],
    ["analyse the risks of nuclear power", [], ["risks of nuclear power"]],
    ["WHAT ARE THE RISKS OF NUCLEAR POWER?", [], ["risks of nuclear power"]],
    ["solar power cost trends", [], ["solar power cost"]],
    ["apple net sales 2023", [], ["apple net sales"]],
    ["What are the advantages and disadvantages of wind power?", [], ["advantages", "disadvantages of wind power"]],
  ])("%s", (question, entities, topics) => {
    expect(facets(question)).toMatchObject({ entities, topics });
  });

  test("two blanks, and blanks around, change neither period nor topic", () => {
    for (const question of ["How did  sales of Orchard develop?", "  How did sales of Orchard develop? "])
      expect(facets(question)).toEqual(facets("How did sales of Orchard develop?"));
  });

  test("“latest” is a period only where it is said", () => {
    expect(facets("What does Orchard report in its latest filing?").range).toEqual({ latest: true });
    expect(facets("What does  Orchard report?").range).toBeUndefined();
  });

  test("a few plain keywords are English until a word says otherwise", async () => {
    expect(await detectLanguage("Orchard revenue")).toBe("en");
    expect(await detectLanguage("solar power cost")).toBe("en");
    expect(await detectLanguage("Kosten für Öl")).toBe("de");
  });
});
