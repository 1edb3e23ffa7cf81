import { describe, expect, test } from "vitest";
import { withoutGenreRequest } from "../../src/analyst/extractive/genre-request.ts";

describe("the subject of a question that asks for a kind of document", () => {
  test.each([
    ["Write a literature review on wind power and grid stability.", "wind power and grid stability."],
    ["Could you please prepare a short briefing on nuclear energy in Iowa?", "nuclear energy in Iowa?"],
    ["Market scan: heat pumps in Europe", "heat pumps in Europe"],
    ["Do a technical due diligence of Norda's platform", "Norda's platform"],
    ["I need a one-pager about the flood of 2008", "flood of 2008"],
    ["Make a slide deck about wind power in Iowa", "wind power in Iowa"],
    ["Turn the annual review of 2017 into slides", "annual review of 2017"],
    ["Show wind power in Iowa as a slide deck.", "wind power in Iowa"],
    ["Fact check: coal fell below a third.", "coal fell below a third."],
    ["Is it true that the Velden plant delivered 412 GWh in 2023?", "the Velden plant delivered 412 GWh in 2023?"],
    ["Schreibe eine kurze Literaturübersicht zu Wärmepumpen", "Wärmepumpen"],
    ["Stimmt es, dass Norda 2022 Verlust machte?", "Norda 2022 Verlust machte?"],
    ["Rédige une revue de la littérature sur le sommeil", "le sommeil"],
    ["Est-il vrai que la centrale a fermé ?", "la centrale a fermé ?"],
    ["Prepara un estudio de mercado sobre bombas de calor", "bombas de calor"],
    ["¿Es cierto que la planta abrió en 2019?", "la planta abrió en 2019?"],
    ["写一篇关于睡眠与记忆的文献综述", "睡眠与记忆"],
  ])("%s → %s", (question, subject) => {
    expect(withoutGenreRequest(question)).toBe(subject);
  });
});

describe("a question about a document stays whole", () => {
  test.each([
    "What did the report of the auditor say?",
    "The report of the auditor: what does it say about Norda?",
    "What does the presentation say about revenue?",
    "Who wrote the briefing on nuclear energy?",
    "How many slides does the deck have?",
    "What do literature reviews on sleep conclude?",
    "How did the comparison between Norda and Sulvik end?",
    "How was the report turned into a law?",
    "Why is the claim that coal fell true?",
    "How do inspectors check whether a dam is safe?",
    "Give the revenue of Norda in 2022.",
    "Make or buy: what did Norda decide?",
    "Reports of flooding in 2008: how many were there?",
    "报告里的净销售额是多少？",
    "???",
    "",
  ])("%s", (question) => {
    expect(withoutGenreRequest(question)).toBe(question);
  });

  test("nothing but the request leaves the question as it is", () => {
    for (const question of ["Write a briefing.", "Slides", "Fact check:", "Literature review"])
      expect(withoutGenreRequest(question)).toBe(question);
  });
});
