import { describe, expect, test } from "vitest";
import { facetsOf } from "../../src/analyst/extractive/facets.ts";
import { intentsOf } from "../../src/analyst/extractive/intents.ts";
import { detectLanguage } from "../../src/analyst/extractive/language.ts";
import { daysBetween, endOf, labelParts, periodsOf } from "../../src/analyst/extractive/periods.ts";
import { synonymsOf } from "../../src/analyst/extractive/thesaurus.ts";

const facets = (question: string, language = "en") => facetsOf(question, language, []);

describe("facets of a question", () => {
  test("coordinated noun phrases become topics of their own", () => {
    const { topics, entities, intents } = facets(
      "How did Orchard's total net sales, operating income and net income develop from 2022 Q3 to 2023 Q3?",
    );
    expect(topics).toEqual(["total net sales", "operating income", "net income"]);
    expect(entities).toEqual(["Orchard"]);
    expect(intents).toEqual(["over-time"]);
  });

  test("both names of a comparison are entities and not topics", () => {
    const { topics, entities } = facets("Compare Orchard's and Riverbank's revenue and cash positions");
    expect(entities).toEqual(["Orchard", "Riverbank"]);
    expect(topics).toEqual(["revenue", "cash positions"]);
  });

  test("a product shares the measure of the one named after it, a measure of its own does not", () => {
    expect(facets("How did Orchard's aPhone and services net sales develop?").topics).toEqual([
      "aPhone net sales",
      "services net sales",
    ]);
    expect(facets("How did Orchard's employees and net sales develop?").topics).toEqual(["employees", "net sales"]);
    expect(facets("How did Orchard's EBITDA and operating income develop?").topics).toEqual([
      "EBITDA",
      "operating income",
    ]);
  });

  test("an abbreviation of a measure is asked about, it has nothing itself", () => {
    const { topics, entities } = facets("How did Norway's GDP develop?");
    expect({ topics, entities }).toEqual({ topics: ["GDP"], entities: ["Norway"] });
  });

  test("an 'and' inside one thing does not split it", () => {
    expect(facets("How has Orchard's research and development spending changed?").topics).toEqual([
      "research and development spending",
    ]);
  });

  test("a second question does not become a topic of the first", () => {
    expect(
      facets("What legal proceedings or contingencies are disclosed and how might they affect Orchard?").topics,
    ).toEqual(["legal proceedings", "contingencies"]);
  });

  test("a name before a noun stays in the topic when another name owns it", () => {
    const { topics, entities } = facets(
      "Can any trends be identified in Orchard's OCS segment revenue over the reported periods?",
    );
    expect(entities[0]).toBe("Orchard");
    expect(topics).toEqual(["OCS segment revenue"]);
  });

  test("a question of asking words alone keeps itself as topic", () => {
    expect(facets("What changed?").topics).toHaveLength(1);
    expect(facets("???").topics).toEqual(["???"]);
  });

  test.each([
    ["de", "Wie haben sich Orchards Nettoumsatz und Betriebsergebnis entwickelt?", ["Nettoumsatz", "Betriebsergebnis"]],
    ["zh", "比较Orchard和Riverbank的收入", ["收入"]],
    ["ar", "ما هي الإجراءات القانونية التي أبلغت عنها Orchard؟", ["الإجراءات القانونية"]],
    ["fr", "Comment les ventes nettes d'Orchard ont-elles évolué ?", ["ventes nettes"]],
  ])("topics of a question in %s", (language, question, topics) => {
    expect(facets(question, language).topics).toEqual(topics);
  });

  test("names are found in scripts without capitals", () => {
    expect(facets("比较Orchard和Riverbank的收入", "zh").entities).toEqual(["Orchard", "Riverbank"]);
    expect(facets("ما هي أرباح Orchard؟", "ar").entities).toEqual(["Orchard"]);
  });

  test("nouns of a German question are not names", () => {
    expect(facets("Welche Risiken nennt der Bericht zur Lieferkette?", "de").entities).toEqual([]);
  });
});

describe("periods of a question", () => {
  test("a range keeps its labels and spans both ends", () => {
    const { range, rest } = periodsOf("sales from 2022 Q3 to 2023 Q3", "en");
    expect(range).toEqual({ from: "2022-09-01", fromLabel: "2022 Q3", to: "2023-09-30", toLabel: "2023 Q3" });
    expect(rest).toBe("sales");
  });

  test("since and until leave the other end open", () => {
    expect(periodsOf("prices since 2019", "en").range).toEqual({ from: "2019-01-01", fromLabel: "2019" });
    expect(periodsOf("prices until 2019", "en").range).toEqual({ to: "2019-12-31", toLabel: "2019" });
  });

  test("no date, no range", () => {
    expect(periodsOf("prices of 300 apples", "en")).toEqual({ range: undefined, rest: "prices of 300 apples" });
  });

  test("ends of years, months and days", () => {
    expect([endOf("2024"), endOf("2024-02"), endOf("2024-02-03")]).toEqual(["2024-12-31", "2024-02-29", "2024-02-03"]);
    expect(daysBetween("2022-06-25", "2023-07-01")).toBe(371);
    expect(labelParts("2022_Q3")).toEqual(["2022", "q3"]);
  });
});

describe("intents and language", () => {
  test.each([
    ["Why did it fall?", "why"],
    ["Who won?", "who"],
    ["Where is it?", "where"],
    ["When was it built?", "when"],
    ["How many rooms are there?", "how-much"],
    ["Wie hat sich der Umsatz entwickelt?", "over-time"],
    ["Tell me about bees", "what"],
    ["比较两家公司", "compare"],
  ])("%s asks %s", (question, intent) => {
    expect(intentsOf(question)).toContain(intent);
  });

  test.each([
    ["What legal proceedings does Amazon report?", "en"],
    ["Amazon revenue 2023", "en"],
    ["Wie haben sich Umsatz und Gewinn entwickelt?", "de"],
    ["Quels sont les risques et comment évoluent-ils ?", "fr"],
    ["¿Cuáles son los riesgos de la empresa?", "es"],
    ["公司的收入是多少？", "zh"],
    ["ما هي المخاطر؟", "ar"],
  ])("%s is %s", async (question, language) => {
    expect(await detectLanguage(question)).toBe(language);
  });

  test("synonyms cross languages and never repeat the topic", () => {
    expect(synonymsOf("revenue")).toContain("net sales");
    expect(synonymsOf("Nettoumsatz")).toContain("net sales");
    expect(synonymsOf("cash positions")).toContain("cash and cash equivalents");
    expect(synonymsOf("net sales")).not.toContain("net sales");
    expect(synonymsOf("weather")).toEqual([]);
  });
});

describe("forms of questions", () => {
  test.each([
    ["en", "What risks does nuclear power have?", ["nuclear power risks"]],
    ["en", "What products does Orchard sell?", ["products"]],
    ["en", "What are Orchard's main risk factors?", ["risk factors"]],
    ["en", "What is SEO and how does it work?", ["SEO"]],
    ["en", "How does wind power work?", ["wind power"]],
    ["en", "When did the main events in Orchard wind power happen?", ["wind power"]],
    ["en", "When was the dam of Valderrubio opened?", ["dam opened"]],
    ["en", "What is travel insurance good for?", ["travel insurance"]],
    ["de", "Welche Risiken hat die Kernkraft?", ["Kernkraft Risiken"]],
    ["es", "¿Qué riesgos tiene la presa?", ["riesgos de la presa"]],
    ["fr", "Pourquoi le barrage a-t-il été construit ?", ["barrage construit"]],
  ])("%s: %s", (language, question, topics) => {
    expect(facets(question, language).topics).toEqual(topics);
  });

  test("a capitalised word of the topic is no name beside its owner", () => {
    const { entities, topics } = facets("Why did Orchard's Services net sales increase?");
    expect(entities).toEqual(["Orchard"]);
    expect(topics).toEqual(["Services net sales"]);
  });
});
