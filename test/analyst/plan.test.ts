import { describe, expect, test } from "vitest";
import { asksForPicture } from "../../src/analyst/extractive/core-question.ts";
import { joinNames, plan } from "../../src/analyst/extractive/plan.ts";
import { type Brief, createExtractiveAnalyst } from "../../src/analyst/index.ts";
import type { Source } from "../../src/report/index.ts";

const corpus: readonly Source[] = [];

async function planOf(question: string, given: Partial<Brief> = {}) {
  const analyst = createExtractiveAnalyst();
  const brief = await analyst.brief({ question, options: { length: "standard" }, skills: [] });
  return (await plan({ brief: { ...brief, ...given }, corpus })).subQuestions;
}

describe("a plan", () => {
  test("has one sub-question for each topic, in the order of the question, for all names together", async () => {
    const parts = await planOf("Compare the revenue, net income and headcount of Orchard and Riverbank");
    expect(parts.map(({ id }) => id)).toEqual(["q1", "q2", "q3"]);
    expect(parts.map(({ topics }) => topics)).toEqual([["revenue"], ["net income"], ["headcount"]]);
    for (const part of parts) expect(part.entities).toEqual(["Orchard", "Riverbank"]);
  });

  test("asks a question of one topic in the user's own words", async () => {
    for (const question of ["How did Orchard's revenue develop?", "Wie hoch war der Umsatz von Siemens?", "bees"]) {
      const [only, ...others] = await planOf(question);
      expect(only?.question).toBe(question);
      expect(others).toEqual([]);
    }
  });

  test("words its parts in the language of the brief", async () => {
    const [first] = await planOf("How did Orchard's revenue and net income develop?", { language: "de" });
    expect(first?.question).toBe("Wie hat sich revenue von Orchard entwickelt?");
    const [french] = await planOf("Compare the revenue and net income of Orchard and Riverbank", { language: "fr" });
    expect(french?.question).toBe("Comment Orchard et Riverbank se comparent-ils pour revenue ?");
  });

  test("without names a part is asked by its topic alone", async () => {
    const parts = await planOf("What are the advantages and disadvantages of wind power?");
    expect(parts.map(({ question }) => question)).toEqual(["advantages", "disadvantages of wind power"]);
  });

  test.each([
    "What was the revenue of Orchard, Riverbank, Alder, Birch, Cedar, Elm and Fir?",
    "How did sales, costs, profit, debt, cash, equity, taxes and dividends of Orchard develop?",
    "why",
    "???",
    "比较Orchard和Riverbank的收入",
  ])("is never empty and never asks more than six queries a part: %s", async (question) => {
    const parts = await planOf(question);
    expect(parts.length).toBeGreaterThan(0);
    for (const { queries, topics } of parts) {
      expect(queries.length).toBeGreaterThan(0);
      expect(queries.length).toBeLessThanOrEqual(6);
      expect(new Set(queries).size).toBe(queries.length);
      expect(queries.every((query) => query.trim() === query && query !== "")).toBe(true);
      expect(topics).toHaveLength(1);
    }
  });
});

describe("the queries of a plan", () => {
  test("cross each name with the topic and with other words for it", async () => {
    const [first] = await planOf("Compare the revenue and net income of Orchard and Riverbank");
    expect(first?.queries).toContain("Orchard revenue");
    expect(first?.queries).toContain("Riverbank revenue");
    expect(first?.queries).toContain("Orchard net sales");
  });

  test("keep a topic without other words in the question, whose parts would draw the search away", async () => {
    const question = "Which magazine was started first, Arbor Weekly or Harbour Monthly?";
    const [only] = await planOf(question);
    expect(only?.queries).toEqual([question]);
  });
});

describe("what a plan wishes to show", () => {
  test.each([
    ["How did Orchard's revenue develop since 2019?", "over-time", "chart"],
    ["Compare the revenue of Orchard and Riverbank", "compare", "table"],
    ["What legal proceedings does Orchard report?", "what", undefined],
    ["What does figure 3 show?", "what", "figure"],
    ["What does the chart of energy prices show?", "what", "figure"],
    ["Was zeigt Abbildung 2?", "what", "figure"],
    ["Que montre la figure 2 ?", "what", "figure"],
    ["图3显示了什么？", "what", "figure"],
  ])("%s", async (question, intent, visual) => {
    const [first] = await planOf(question);
    expect(first?.intent).toBe(intent);
    expect(first?.visual).toBe(visual);
  });

  test.each([
    ["What sales figures does Orchard report?", false],
    ["How did figures change in 3 years?", false],
    ["Describe the chart on page 4", true],
    ["What is shown in the picture?", true],
    ["What does this diagram depict?", true],
    ["Was ist auf dem Bild zu sehen?", true],
    ["¿Qué muestra el gráfico?", true],
  ])("%s asks for a picture: %s", (question, expected) => {
    expect(asksForPicture(question)).toBe(expected);
  });

  test("one name alone is no comparison", async () => {
    const [first] = await planOf("What is the difference between the margins of Orchard?");
    expect(first?.intent).not.toBe("over-time");
    expect(first?.entities).toEqual(["Orchard"]);
  });
});

describe("names in a row", () => {
  test.each([
    ["en", ["A"], "A"],
    ["en", ["A", "B"], "A and B"],
    ["en", ["A", "B", "C"], "A, B and C"],
    ["de", ["A", "B", "C"], "A, B und C"],
    ["fr", ["A", "B"], "A et B"],
    ["es", ["A", "B"], "A y B"],
    ["zh", ["A", "B", "C"], "A、B和C"],
    ["ar", ["A", "B"], "A وB"],
    ["en", [], ""],
  ] as const)("%s: %j", (language, names, joined) => {
    expect(joinNames(names, language)).toBe(joined);
  });
});
