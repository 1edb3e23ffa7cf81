import { describe, expect, test } from "vitest";
import { withoutRunIn } from "../../src/analyst/extractive/candidates.ts";
import { definesTopic } from "../../src/analyst/extractive/rank.ts";
import { chattiness, isQuotable, leansBack } from "../../src/analyst/extractive/sentence-quality.ts";

describe("sentences that can be quoted alone", () => {
  test.each([
    "The plant at Palo delivered 5,214 GWh in 2017 and will be closed in 2020.",
    "Curtailment is the switching off of wind turbines although there is wind.",
    "坝体裂缝是青石水库最大的风险，专家这样指出。",
  ])("%s", (sentence) => {
    expect(isQuotable(sentence)).toBe(true);
    expect(leansBack(sentence)).toBe(false);
  });

  test.each([
    ["a question", "Do you want to attract more people to your website today?"],
    ["half a sentence", "and the dismissal of the case that is now under appeal in court."],
    ["a reference to a form", "A number of factors is discussed in Part I, Item 1A of the annual report for the year."],
    ["a cookie notice", "This website uses cookies to give you the best experience and accept our policy."],
    ["capitals", "CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS OF ORCHARD INC. FOR THE YEAR."],
    ["a table as text", "Net sales 1,000 2,000 3,000 4,000 5,000 6,000 7,000."],
  ])("not %s", (_name, sentence) => {
    expect(isQuotable(sentence)).toBe(false);
  });

  test.each([
    "All of this makes sure that you have the tools you need.",
    "In my opinion, this is the most essential part of travel insurance.",
    "As mentioned, search engines keep changing their algorithms.",
    "If yes, definitely buy travel insurance before the journey.",
    "Sa construction a été décidée parce que la vallée manquait d'électricité.",
    "Ihre Leitungen versorgen heute rund 84.000 Menschen mit Wasser.",
  ])("leans on what stood before: %s", (sentence) => {
    expect(leansBack(sentence)).toBe(true);
  });

  test("who speaks of themselves or sells is worth less than who states", () => {
    const plain = chattiness("Travel insurance covers medical costs abroad.");
    const personal = chattiness("I was so happy with my travel insurance that I mention it everywhere!");
    const selling = chattiness("Contact us for a free quote on travel insurance.");
    expect(plain).toBe(0);
    expect(personal).toBeGreaterThan(0.5);
    expect(selling).toBeGreaterThan(0.3);
  });
});

describe("run-in headings", () => {
  test.each([
    [
      "Wearables, Home and Accessories Wearables, Home and Accessories net sales increased during the quarter.",
      "Wearables, Home and Accessories net sales increased during the quarter.",
    ],
    ["Products Gross Margin Products gross margin fell in 2023.", "Products gross margin fell in 2023."],
    ["Net sales rose because net sales of presses rose.", "Net sales rose because net sales of presses rose."],
    ["It is what it is.", "It is what it is."],
  ])("%s", (sentence, expected) => {
    expect(withoutRunIn(sentence)).toBe(expected);
  });
});

describe("definitions", () => {
  test.each([
    ["SEO", "The acronym SEO stands for Search Engine Optimization.", true],
    ["curtailment", "Curtailment is the switching off of wind turbines.", true],
    ["heat pump", "A heat pump (HP) is a device that moves heat.", true],
    ["heat pumps", "Heat pumps are devices that move heat.", true],
    ["Talsperre", "Die Talsperre ist ein Stausee im Süden.", true],
    ["水库", "水库是一种蓄水工程。", true],
    ["SEO", "Experts of SEO are hard to find.", false],
    ["C++ (language)", "C++ (language) is compiled.", true],
  ])("%s: %s", (topic, sentence, defines) => {
    expect(definesTopic(topic, sentence)).toBe(defines);
  });
});
