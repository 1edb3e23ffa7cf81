import { describe, expect, test } from "vitest";
import type { Candidate } from "../../src/analyst/extractive/candidates.ts";
import {
  chooseDiverse,
  definesTopic,
  genericness,
  type Ranked,
  type RankFor,
  rankSentences,
} from "../../src/analyst/extractive/rank.ts";
import { tellsForm } from "../../src/analyst/extractive/sentence-form.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import { contentTerms } from "../../src/analyst/extractive/words.ts";

const candidate = (text: string, changes: Partial<Candidate> = {}): Candidate => ({
  sourceId: "s1",
  blockId: "b1",
  text,
  terms: contentTerms(text),
  passageScore: 0.5,
  headingScore: 0,
  section: "",
  isLead: false,
  position: 0,
  ...changes,
});
const wanted = (topic: string, changes: Partial<RankFor> = {}): RankFor => ({
  matcher: topicMatcher(topic),
  question: `What about ${topic}?`,
  intents: ["what"],
  entityScore: () => 1,
  leastOnTopic: 0.46,
  defines: false,
  explains: false,
  recency: () => 0,
  ...changes,
});
const ranked = (topic: string, texts: readonly string[], changes: Partial<RankFor> = {}) =>
  rankSentences(
    texts.map((text) => candidate(text)),
    wanted(topic, changes),
  ).map(({ candidate: { text } }) => text);

describe("beside a table of its numbers a sentence", () => {
  const explained = (topic: string, text: string) => ranked(topic, [text], { explains: true, intents: ["over-time"] });

  test.each([
    ["gives a cause", "Net sales grew because new presses sold well in Europe."],
    ["gives a cause as a driver", "The growth in net sales was driven primarily by higher demand for cider."],
    [
      "tells a change with its amount",
      "Net sales increased 11% or $100 million compared to the third quarter of 2021.",
    ],
    ["names the topic with an amount", "Net sales of cider alone were $40 million, a third of the whole."],
  ])("stays where it %s", (_case, text) => {
    expect(explained("net sales", text)).toEqual([text]);
  });

  test.each([
    ["how something is counted", "Net sales primarily consist of amounts that customers pay for presses."],
    ["what might be", "Net sales could fall because of new taxes or higher wages in many countries."],
    ["what is believed", "We believe that net sales of $5 million reflect the strength of our presses."],
    ["an obligation", "Net sales shall be reduced by returns resulting from damaged presses."],
    ["something else", "Inventories are valued at the lower of cost and net value due to their age."],
  ])("goes where it says %s", (_case, text) => {
    expect(explained("net sales", text)).toEqual([]);
  });
});

describe("what comes first", () => {
  test.each([
    [
      "names and dates before generalities",
      "legal proceedings",
      "In May 2021 Rivera Tools opened legal proceedings in Oregon over $5 million.",
      "Legal proceedings may from time to time have effects on results.",
    ],
    [
      "the topic word for word before its words apart",
      "apple press",
      "The apple press of the village was built by hand.",
      "The press wrote about an apple that was built by hand.",
    ],
    [
      "facts before chat",
      "apple press",
      "The apple press was built in 1898 by farmers.",
      "You can get your apple press from our shop today!",
    ],
  ])("%s", (_case, topic, better, worse) => {
    for (const texts of [
      [better, worse],
      [worse, better],
    ])
      expect(ranked(topic, texts)[0]).toBe(better);
  });

  test("a definition where one is asked for", () => {
    const texts = [
      "An apple press is a device that crushes fruit.",
      "The apple press in Oregon won a prize in 1898 and 1899.",
    ];
    expect(ranked("apple press", texts, { defines: true })[0]).toBe(texts[0]);
  });

  test("a cause where it is asked why", () => {
    const texts = [
      "The bridge collapsed because ice cut its piers.",
      "The bridge collapsed on a Sunday in front of a crowd.",
    ];
    expect(ranked("bridge collapsed", texts, { intents: ["why"] })[0]).toBe(texts[0]);
  });

  test("the order of the input decides nothing", () => {
    const texts = [
      "The apple press is red.",
      "The apple press is blue.",
      "The apple press is old.",
      "An apple press is new.",
    ];
    expect(ranked("apple press", texts)).toEqual(ranked("apple press", [...texts].reverse()));
  });
});

describe("what is left out", () => {
  test("sentences without the topic, and about nobody asked", () => {
    expect(ranked("apple press", ["Bridges collapse in winter when the ice moves."])).toEqual([]);
    expect(ranked("apple press", ["The apple press was built in 1898."], { entityScore: () => 0 })).toEqual([]);
  });

  test("nothing for nothing", () => {
    expect(ranked("apple press", [])).toEqual([]);
  });
});

test.each([
  ["Curtailment is the switching off of turbines.", "curtailment", true],
  ["The term curtailment refers to switching off.", "curtailment", true],
  ["Presses are machines.", "press", false],
  ["Turbines are machines.", "turbine", true],
  ["A heat pump (HP) is a machine.", "heat pump", true],
  ["Curtailment was discussed by the board.", "curtailment of wind", false],
  ["In winter curtailment is rare.", "curtailment", false],
  ["Photovoltaik bezeichnet die Umwandlung von Licht.", "Photovoltaik", true],
  ["光伏是一种发电方式。", "光伏", true],
  ["C++ is a language.", "C++", true],
])("“%s” defines %s: %s", (sentence, topic, expected) => {
  expect(definesTopic(topic, sentence)).toBe(expected);
});

describe("generalities", () => {
  test.each(["Sales could fall.", "From time to time we face claims.", "Costs shall be borne by the tenant."])(
    "%s",
    (text) => {
      expect(genericness(text)).toBeGreaterThanOrEqual(0.12);
    },
  );

  test.each([
    "Sales fell by 3% in May 2021.",
    "The maypole stands in the village.",
    "Cans are recycled in Oregon.",
    "In 2016 about two percent could not be taken up by the grid.",
    "The owner announced on 3 May that the works would close in 2019.",
  ])("none: %s", (text) => {
    expect(genericness(text)).toBe(0);
  });
});

test.each([
  ["The dam was built in 1936.", "When was it built?", ["when"], true],
  ["The dam was built by farmers.", "When was it built?", ["when"], false],
  ["The firm is based in Oregon.", "Where is it?", ["where"], true],
  ["The firm sells cider.", "Where is it?", ["where"], false],
  ["The firm sells cider.", "Who are its rivals?", ["what", "who"], true],
  ["The dam delivers less than the plant.", "Who operates the dam?", ["who"], false],
  ["Sandy Hill Power runs the dam.", "Who operates the dam?", ["who"], true],
] as const)("“%s” can answer “%s” (%s): %s", (text, question, intents, expected) => {
  expect(tellsForm(text, { question, intents })).toBe(expected);
});

describe("choosing", () => {
  const item = (text: string, score: number, changes: Partial<Candidate> = {}, recency = 0): Ranked => ({
    candidate: candidate(text, changes),
    score,
    recency,
  });
  const limits = { limit: 10, perSource: 10, floor: 0.5 };
  const chosen = (items: readonly Ranked[], changes: Partial<typeof limits> = {}) =>
    chooseDiverse(items, { ...limits, ...changes }).map(({ candidate: { text } }) => text);

  test("a sentence that repeats a chosen one never returns", () => {
    expect(
      chosen([
        item("Cider sales rose in Oregon because of rain.", 2),
        item("Cider sales rose in Oregon because of the rain.", 1.9),
        item("Presses were repaired by volunteers.", 1.5),
      ]),
    ).toEqual(["Cider sales rose in Oregon because of rain.", "Presses were repaired by volunteers."]);
  });

  test("a sentence repeated from report to report is quoted from the latest", () => {
    const old = item("The company pays a dividend each quarter to holders.", 2, { sourceId: "2021" }, 0);
    const latest = item("The company pays a dividend each quarter to all holders.", 1.8, { sourceId: "2023" }, 1);
    expect(chosen([old, latest])).toEqual(["The company pays a dividend each quarter to all holders."]);
  });

  test("no more than the limits say, in all and of one source, and nothing far below the best", () => {
    const texts = ["Alpha beta gamma.", "Delta epsilon zeta.", "Eta theta iota.", "Kappa lambda mu."];
    const items = texts.map((text, index) => item(text, 2 - index * 0.1));
    expect(chosen(items, { limit: 2 })).toHaveLength(2);
    expect(chosen(items, { perSource: 1 })).toHaveLength(1);
    expect(chosen([item("Alpha beta.", 2), item("Gamma delta.", 0.9)])).toEqual(["Alpha beta."]);
    expect(chosen([])).toEqual([]);
  });
});

test("an amount between the words of a topic does not part them", () => {
  const given = wanted("repurchases of common stock", { explains: true, leastOnTopic: 0.46 });
  const said = candidate("In the third quarter the Company repurchased $18.0 billion of its common stock.");
  const apart = candidate(
    "The Company repurchased paper; investors in spring held $18.0 billion of common pear stock.",
  );
  expect(rankSentences([said, apart], given).map(({ candidate: { text } }) => text)).toEqual([said.text]);
});
