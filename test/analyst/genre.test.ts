import { beforeAll, describe, expect, test } from "vitest";
import type { GenreCard } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { loadSkills } from "../../src/skills/index.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";

let bundled: readonly GenreCard[];
beforeAll(async () => {
  const { skills } = await loadSkills([{ folder: `${packageRoot}/skills`, origin: "package" }]);
  bundled = skills;
});

async function genreOf(question: string, genres: readonly GenreCard[] = bundled): Promise<string> {
  return (await createExtractiveAnalyst().brief({ question, options: { length: "standard" }, skills: genres })).skill;
}

describe("questions that ask for a genre by their words", () => {
  test.each([
    ["Compare the revenue of Norda and Sulvik in 2022.", "comparison"],
    ["How do heat pumps and gas boilers differ in running costs?", "comparison"],
    ["Norda vs Sulvik: operating income 2022", "comparison"],
    ["What's the difference between a heat pump and an air conditioner?", "comparison"],
    ["Vergleiche den Umsatz von Norda und Sulvik.", "comparison"],
    ["Quelle est la différence entre une pompe à chaleur et une chaudière ?", "comparison"],
    ["比较核能和风能的成本", "comparison"],
    ["Write a literature review on sleep and memory.", "literature-review"],
    ["What does the research say about school start times?", "literature-review"],
    ["Schreibe eine Literaturübersicht zu Wärmepumpen", "literature-review"],
    ["写一篇关于睡眠与记忆的文献综述", "literature-review"],
    ["Market scan: residential heat pumps in Northern Europe", "market-scan"],
    ["Give me an overview of the market for e-bikes", "market-scan"],
    ["Erstelle eine Marktanalyse für Wärmepumpen", "market-scan"],
    ["Do a technical due diligence of the Velden geothermal plant", "technical-due-diligence"],
    ["Tech due diligence on Norda's booking platform, please", "technical-due-diligence"],
    ["Brief me on the flood of 2008", "briefing"],
    ["Give me a quick overview of dam safety rules", "briefing"],
    ["What happened at the Palo plant, in a nutshell?", "briefing"],
    ["Explain this contract", "document-interpretation"],
    ["What does this letter mean and what must I do?", "document-interpretation"],
    ["Turn the annual review into slides", "slide-deck"],
    ["Make a slide deck about wind power in Iowa", "slide-deck"],
    ["Fact check: Iowa got more power from wind than from coal in 2017.", "fact-check"],
    ["Fact-check the claim that coal fell below a third.", "fact-check"],
    ["Is it true that the plant was opened in 2019?", "fact-check"],
    ["Stimmt es, dass das Werk 2019 eröffnet wurde?", "fact-check"],
    ["¿Es cierto que la planta abrió en 2019?", "fact-check"],
    ["风力发电在2017年超过煤电，是真的吗？", "fact-check"],
  ])("%s → %s", async (question, genre) => {
    expect(await genreOf(question)).toBe(genre);
  });
});

describe("ordinary questions get the general report, also with such words in them", () => {
  test.each([
    "How did Iowa's electricity generation from renewables develop from 2001 to 2017?",
    "What was Apple's revenue in 2022 Q3?",
    "How did revenue in 2022 compare with the previous year?",
    "Compared with 2021, how much did operating income change?",
    "How comparable are the two surveys?",
    "What did the court decide in Roe vs. Wade?",
    "What is Apple's market share in smartphones?",
    "How large is the market for heat pumps in Europe?",
    "How does Apple describe the competitive landscape for its products?",
    "What did the market analysis of 2019 conclude about prices?",
    "What does the literature review by Smith conclude?",
    "Which Nobel prizes in literature went to Iceland?",
    "Who reviewed the literature on sleep first?",
    "What did the board briefing say about the dam?",
    "Who spoke at the press briefing in May?",
    "What are the due diligence obligations of importers?",
    "How do banks conduct customer due diligence?",
    "What does the presentation say about revenue?",
    "How many slides does the presentation have?",
    "What do the slides about wind power show?",
    "Why do landslides happen after fires?",
    "According to this document, how much was spent on repairs?",
    "What does this document say about fish ladders?",
    "How do inspectors check whether a dam is safe?",
    "Who wrote the fact sheet on wind power?",
    "Which facts did the auditor check?",
    "Why did true interest rates fall?",
    "What is the deck of the ferry made of?",
    "What are the key risks in Amazon's 10-Q?",
    "When was the summary judgment issued?",
    "Explain how photosynthesis works.",
    "Summarize the legal proceedings of Amazon.",
    "Who built the Velden plant, and why?",
    "Wie hat sich der Umsatz im Vergleich zum Vorjahr entwickelt?",
    "Warum ist der Umsatz von Quarzwerk gesunken?",
    "Pourquoi le chiffre d'affaires a-t-il baissé ?",
    "¿Cuánto creció la generación eólica?",
    "苹果公司2022年的净销售额是多少？",
    "这份幻灯片里的数据是多少？",
    "ما هي إيرادات شركة أمازون في عام 2022؟",
    "???",
  ])("%s", async (question) => {
    expect(await genreOf(question)).toBe("research-report");
  });
});

describe("cues", () => {
  const genre = (name: string, when: readonly string[], unless?: readonly string[]): GenreCard => ({
    name,
    description: "",
    choose: { when, ...(unless && { unless }) },
  });
  const general: GenreCard = { name: "research-report", description: "Answers an open question." };

  test.each([
    ["whole words only", "memo", "What is memory?", false],
    ["in any case", "MEMO", "a memo on heat", true],
    ["over signs between the words", "fact check", "Fact-check: heat", true],
    ["with either apostrophe", "what's new in", "What’s new in heating?", true],
    ["with words in the gap", "is … true", "Is what the neighbour says true?", true],
    ["with an empty gap", "is … true", "is true", true],
    ["but not beyond the sentence", "is … true", "Is it hot? Then true.", false],
    ["signs are signs, not patterns", "c++ (memo)", "A c memo", true],
    ["and no pattern", "me.o", "a memo", false],
    ["in scripts without spaces anywhere", "简报", "写一份关于热泵的简报", true],
  ])("match %s", async (_what, cue, question, isFound) => {
    expect(await genreOf(question, [general, genre("memo", [cue])])).toBe(isFound ? "memo" : "research-report");
  });

  test("what is asked for first wins, at one place the longer cue, whatever the order of the genres", async () => {
    const genres = [genre("compare", ["compare"]), genre("slides", ["slides"]), genre("cards", ["slides on cards"])];
    for (const all of [genres, [...genres].reverse()]) {
      expect(await genreOf("Give me slides that compare A and B", [general, ...all])).toBe("slides");
      expect(await genreOf("Compare A and B, as slides", [general, ...all])).toBe("compare");
      expect(await genreOf("Make slides on cards", [general, ...all])).toBe("cards");
    }
  });

  test("what excludes a genre leaves the others", async () => {
    const genres = [genre("memo", ["memo"], ["the memo"]), genre("slides", ["slides"])];
    expect(await genreOf("Turn the memo into slides", [general, ...genres])).toBe("slides");
  });

  test("a genre without cues is used only when it is named", async () => {
    const silent: GenreCard = { name: "market-scan", description: "Scans a market for heat pumps in Europe." };
    expect(await genreOf("Market for heat pumps in Europe", [general, silent])).toBe("research-report");
  });

  test("without the general report the first genre serves", async () => {
    expect(await genreOf("Why?", [genre("memo", ["memo"])])).toBe("memo");
  });

  test("a long question is searched in a moment", async () => {
    const cues = Array.from({ length: 80 }, (_, n) => `is … a${n} … b${n}`);
    const started = cpuMilliseconds();
    await genreOf("is a a a b ".repeat(360), [general, genre("memo", cues)]);
    expect(cpuMilliseconds() - started).toBeLessThan(2_000);
  });
});
