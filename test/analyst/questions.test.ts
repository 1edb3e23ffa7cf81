import { describe, expect, test } from "vitest";
import { facetsOf } from "../../src/analyst/extractive/facets.ts";
import { detectLanguage } from "../../src/analyst/extractive/language.ts";
import type { Intent } from "../../src/analyst/index.ts";

/** What a reader of the question would say it asks: in which way, of whom, about what. */
type Asked = readonly [question: string, intent: Intent, entities: string, topics: string];

const list = (text: string): readonly string[] => text.split("; ").filter((part) => part !== "");

/** Questions as analysts ask them of filings, reports, papers and pages; names and topics separated by semicolons. */
const asked: Readonly<Record<string, readonly Asked[]>> = {
  en: [
    ["What legal proceedings does Orchard disclose in its 10-Q?", "what", "Orchard", "legal proceedings"],
    ["Who is the chief financial officer of Orchard?", "who", "Orchard", "chief financial officer"],
    ["Where is Orchard headquartered?", "where", "Orchard", "headquartered"],
    ["Why did gross margin decline in fiscal 2023?", "why", "", "gross margin"],
    ["How does the transformer architecture work?", "how", "", "transformer architecture"],
    [
      "How much did Orchard spend on R&D and how much on marketing?",
      "how-much",
      "Orchard",
      "research and development; marketing",
    ],
    [
      "How much did Orchard spend on research in 2023 and how much on advertising?",
      "how-much",
      "Orchard",
      "research; advertising",
    ],
    ["How many employees did Orchard have at the end of 2022?", "how-much", "Orchard", "employees"],
    ["Is Orchard profitable?", "what", "Orchard", "profitable"],
    ["Does Orchard pay a dividend?", "what", "Orchard", "dividend"],
    ["List the risk factors mentioned in the annual report", "what", "", "risk factors"],
    ["Compare the gross margins of Orchard and Riverbank", "compare", "Orchard; Riverbank", "gross margins"],
    ["What drives the growth of cloud revenue?", "why", "", "growth of cloud revenue"],
    ["What drove operating expenses in 2023?", "why", "", "operating expenses"],
    ["What is the impact of inflation on consumer spending?", "what", "", "impact of inflation on consumer spending"],
    ["impact of exchange rates on net sales", "what", "", "impact of exchange rates on net sales"],
    ["What is churn and how is it measured?", "how", "", "churn"],
    ["apple revenue 2023", "what", "", "apple revenue"],
    ["lithium supply", "what", "", "lithium supply"],
    ["GameStorm 10 and GameStorm 11", "what", "GameStorm 10; GameStorm 11", "GameStorm 10; GameStorm 11"],
    ["What does figure 3 show?", "what", "", "figure 3"],
    ["What were the main findings of the study?", "what", "", "findings of the study"],
    ["What method is proposed in the paper?", "what", "", "method"],
    ["What limitations do the authors mention?", "what", "", "limitations"],
    [
      "What are the advantages of heat pumps over gas boilers?",
      "what",
      "",
      "advantages of heat pumps over gas boilers",
    ],
    ["How has the population of Valderrubio changed since 1990?", "over-time", "Valderrubio", "population"],
    ["What is the difference between a heat pump and an air conditioner?", "compare", "", "heat pump; air conditioner"],
    ["Tell me about the history of the dam", "over-time", "", "dam"],
    ["Who are Orchard's main competitors?", "who", "Orchard", "competitors"],
    ["What was Orchard's net income in Q2 2023, and why did it change?", "why", "Orchard", "net income"],
    ["What is the total debt of Orchard as of June 30, 2023?", "how-much", "Orchard", "total debt"],
    ["What does Riverbank say about climate risk?", "what", "Riverbank", "climate risk"],
    ["Explain Orchard's share repurchase program", "what", "Orchard", "share repurchase program"],
    ["How is goodwill tested for impairment?", "how", "", "goodwill tested for impairment"],
    ["What is the average age of the participants?", "what", "", "average age of the participants"],
    ["Are there any pending lawsuits against Riverbank?", "what", "Riverbank", "pending lawsuits"],
    ["What accounting policies changed?", "over-time", "", "accounting policies"],
    ["What are the side effects of ibuprofen in children?", "what", "", "side effects of ibuprofen in children"],
    ["Which quarter had the highest revenue?", "what", "", "revenue"],
    ["How do revenue and costs compare across segments?", "compare", "", "revenue; costs"],
    [
      "What are Orchard's revenue and operating margin for 2021, 2022 and 2023?",
      "what",
      "Orchard",
      "revenue; operating margin",
    ],
    [
      "Orchard reported strong results last year. Sales rose by 12% and margins improved. What were the reasons for the improvement in margins?",
      "why",
      "Orchard",
      "reasons for the improvement in margins",
    ],
  ],
  de: [
    ["Was sind die größten Risiken der Lieferkette?", "what", "", "Risiken der Lieferkette"],
    ["Wie hoch war der Umsatz von Siemens im Jahr 2022?", "how-much", "Siemens", "Umsatz"],
    [
      "Wie viel gab Siemens für Forschung aus und wie viel für Marketing?",
      "how-much",
      "Siemens",
      "Forschung; Marketing",
    ],
    ["Warum ist der Gewinn von BASF gesunken?", "why", "BASF", "Gewinn"],
    ["Wer ist der Vorstandsvorsitzende von Volkswagen?", "who", "Volkswagen", "Vorstandsvorsitzende"],
    ["Vergleiche den Umsatz von BMW und Volkswagen", "compare", "BMW; Volkswagen", "Umsatz"],
    ["Wie viele Mitarbeiter hat die Deutsche Bahn?", "how-much", "Deutsche Bahn", "Mitarbeiter"],
    ["Wann wurde das Kraftwerk gebaut?", "when", "", "Kraftwerk gebaut"],
    ["Was treibt das Wachstum im Cloudgeschäft?", "why", "", "Wachstum im Cloudgeschäft"],
    ["Was zeigt Abbildung 3?", "what", "", "Abbildung 3"],
    ["Hat Orchard eine Dividende gezahlt?", "what", "Orchard", "Dividende gezahlt"],
    ["Nenne die Vorteile und Nachteile der Windkraft", "what", "", "Vorteile; Nachteile der Windkraft"],
    ["Fasse den Geschäftsbericht von Siemens zusammen", "what", "Siemens", "Geschäftsbericht"],
    ["Was ist der Unterschied zwischen Wärmepumpe und Gasheizung?", "compare", "", "Wärmepumpe; Gasheizung"],
    ["Wie hoch sind die Kosten von Wärmepumpen?", "how-much", "", "Kosten von Wärmepumpen"],
  ],
  fr: [
    ["Quels sont les principaux risques mentionnés dans le rapport annuel ?", "what", "", "risques"],
    ["Combien d'employés compte Renault ?", "how-much", "Renault", "employés"],
    ["Pourquoi la marge brute a-t-elle baissé en 2023 ?", "why", "", "marge brute"],
    ["Quel est l'impact de l'inflation sur la consommation ?", "what", "", "impact de l'inflation sur la consommation"],
    ["Qui est le directeur général de Renault ?", "who", "Renault", "directeur général"],
    ["Comparez les bénéfices de Renault et de Peugeot", "compare", "Renault; Peugeot", "bénéfices"],
    ["Où se trouve le siège de Danone ?", "where", "Danone", "siège"],
    ["Résumez le rapport annuel de Danone", "what", "Danone", "rapport annuel"],
    ["Quelles sont les conclusions de l'étude ?", "what", "", "conclusions de l'étude"],
    ["Que montre la figure 2 ?", "what", "", "figure 2"],
    ["chiffre d'affaires Danone 2022", "what", "Danone", "chiffre d'affaires"],
    [
      "Combien Danone a-t-il dépensé en publicité et combien en recherche ?",
      "how-much",
      "Danone",
      "publicité; recherche",
    ],
    ["Danone verse-t-il un dividende ?", "what", "Danone", "dividende"],
  ],
  es: [
    ["¿Cuáles son los principales riesgos del informe anual?", "what", "", "riesgos del informe anual"],
    ["Resume el informe anual de Repsol", "what", "Repsol", "informe anual"],
    ["¿Cuántos empleados tiene Telefónica?", "how-much", "Telefónica", "empleados"],
    ["¿Por qué cayó el margen bruto en 2023?", "why", "", "margen bruto"],
    ["¿Qué impacto tiene la inflación en el consumo?", "what", "", "impacto de la inflación en el consumo"],
    ["¿Quién dirige Repsol?", "who", "Repsol", "Repsol"],
    ["Compara los ingresos de Repsol y Telefónica", "compare", "Repsol; Telefónica", "ingresos"],
    [
      "¿Cuánto gastó Repsol en investigación y cuánto en publicidad?",
      "how-much",
      "Repsol",
      "investigación; publicidad",
    ],
    ["¿Cuál es la diferencia entre inflación y deflación?", "compare", "", "inflación; deflación"],
    ["¿Qué muestra la figura 2?", "what", "", "figura 2"],
    ["ingresos de Repsol 2022", "what", "Repsol", "ingresos"],
    ["¿Dónde está la sede de Telefónica?", "where", "Telefónica", "sede"],
  ],
  zh: [
    ["华为2022年的营业收入是多少？", "how-much", "华为", "营业收入"],
    ["年度报告中的主要风险有哪些？", "what", "", "风险"],
    ["通货膨胀对消费有什么影响？", "what", "", "通货膨胀 消费 影响"],
    ["谁是阿里巴巴的首席执行官？", "who", "阿里巴巴", "首席执行官"],
    ["为什么毛利率下降？", "why", "", "毛利率"],
    ["比较比亚迪和特斯拉的销量", "compare", "比亚迪; 特斯拉", "销量"],
    ["图3显示了什么？", "what", "", "图3"],
    ["公司有多少员工？", "how-much", "", "员工"],
    ["热泵的优点和缺点是什么？", "what", "热泵", "优点; 缺点"],
    ["该研究的主要结论是什么？", "what", "", "结论"],
  ],
  ar: [
    ["كم بلغت إيرادات أرامكو في 2022؟", "how-much", "", "إيرادات أرامكو"],
    ["ما تأثير التضخم على الاستهلاك؟", "what", "", "تأثير التضخم على الاستهلاك"],
    ["من هو الرئيس التنفيذي لشركة Orchard؟", "who", "Orchard", "الرئيس التنفيذي"],
    ["قارن أرباح Orchard و Riverbank", "compare", "Orchard; Riverbank", "أرباح"],
    ["لماذا انخفض هامش الربح؟", "why", "", "هامش الربح"],
    ["كم عدد الموظفين؟", "how-much", "", "الموظفين"],
    ["أين يقع مقر الشركة؟", "where", "", "مقر الشركة"],
  ],
};

describe.each(Object.entries(asked))("questions in %s", (language, questions) => {
  test.each(questions)("%s", async (question, intent, entities, topics) => {
    expect(await detectLanguage(question)).toBe(language);
    const facets = facetsOf(question, language, []);
    expect(facets.intents).toContain(intent);
    expect(facets.entities).toEqual(list(entities));
    expect(facets.topics).toEqual(list(topics));
  });
});
