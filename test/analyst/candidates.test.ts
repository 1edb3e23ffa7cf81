import { describe, expect, test } from "vitest";
import { candidatesOf, headingTopic, sectionedBlocks, withoutRunIn } from "../../src/analyst/extractive/candidates.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import type { SourceBlock } from "../../src/evidence/index.ts";
import { sourcesOf } from "./report-of.ts";
import { heading, paragraph, passagesOf, stored } from "./sample-filings.ts";

const matcher = topicMatcher("legal proceedings");
const found = (blocks: readonly SourceBlock[], isFound = true) => {
  const sources = sourcesOf(stored("a", "A", blocks));
  return candidatesOf({ passages: isFound ? passagesOf(sources) : [], matcher }, sources);
};
const texts = (...paragraphs: readonly string[]) =>
  found(paragraphs.map((text, index) => paragraph(`p${index}`, text))).map(({ text }) => text);

describe("sentences that may be quoted", () => {
  test("whole ones, each apart", () => {
    expect(
      texts("Rivera Tools filed a complaint in Oregon in May 2021. The court dismissed the complaint in June 2022."),
    ).toEqual([
      "Rivera Tools filed a complaint in Oregon in May 2021.",
      "The court dismissed the complaint in June 2022.",
    ]);
  });

  test("one that leans on its forerunner together with it", () => {
    const pair = "Rivera Tools filed a complaint in Oregon in May 2021. It was dismissed by the court in June 2022.";
    expect(texts(pair)).toEqual([pair]);
  });

  test("one that leans on nothing quotable not at all", () => {
    expect(texts("It was dismissed by the court of appeals in June 2022.")).toEqual([]);
    expect(texts("See note 5. It was dismissed by the court of appeals in June 2022.")).toEqual([]);
  });

  test.each([
    "Table of contents",
    "What legal proceedings were filed against the company in 2021?",
    "See Note 5 for a discussion of legal proceedings.",
    "Forward-looking statements may differ from results of the company.",
    "1,234 5,678 9,012 3,456 7,890 1,234 total of all.",
  ])("not “%s”", (text) => {
    expect(texts(text)).toEqual([]);
  });

  test("every one stands literally in its block", () => {
    const block = paragraph(
      "p",
      "Claims Claims were filed in Oregon and Ohio in 2021. They were settled soon  after that in Ohio alone.",
    );
    for (const { text } of found([block])) expect("text" in block && block.text).toContain(text);
  });
});

test.each([
  [
    "Yes ☐ No ☒ 15,634,232,000 shares were outstanding on July 21.",
    "15,634,232,000 shares were outstanding on July 21.",
  ],
  ["Services Services net sales increased in 2023.", "Services net sales increased in 2023."],
  ["Gross margin Gross margin was higher in 2023.", "Gross margin was higher in 2023."],
  ["Services net sales increased in 2023.", "Services net sales increased in 2023."],
  ["Sales sales-related costs rose.", "sales-related costs rose."],
  ["The the press is old.", "the press is old."],
])("a heading that runs into its sentence: “%s”", (sentence, rest) => {
  expect(withoutRunIn(sentence)).toBe(rest);
});

describe("what stands above", () => {
  const blocks = [
    heading("h1", "Part I"),
    heading("h2", "Legal proceedings", 2),
    paragraph("p1", "Rivera Tools filed a complaint in Oregon in May 2021."),
    heading("h3", "Risk factors", 2),
    paragraph("p2", "Storms closed two of the presses of the company in 2021."),
  ];

  test("a section about the topic is read whole, found or not", () => {
    expect(
      found(blocks, false).map(({ blockId, headingScore, passageScore }) => ({ blockId, headingScore, passageScore })),
    ).toEqual([{ blockId: "p1", headingScore: 1, passageScore: 0 }]);
  });

  test("the path of headings, ended by one of the same level", () => {
    const sections = sectionedBlocks(stored("a", "A", blocks), matcher).map(
      ({ block, section }) => `${block.id}: ${section}`,
    );
    expect(sections).toEqual(["p1: Part I › Legal proceedings", "p2: Part I › Risk factors"]);
  });

  test("prose set as code is read, code is not", () => {
    const code = (id: string, text: string): SourceBlock =>
      ({ type: "code", id, language: "", text, locator: {} }) as SourceBlock;
    const sections = sectionedBlocks(
      stored("a", "A", [
        code("c1", "The press turns slowly. Farmers watch it with care and patience."),
        code("c2", "for (i = 0; i < 9; i++) { a[i] = b[i] * 2; }"),
      ]),
      matcher,
    );
    expect(sections.map(({ block }) => block.id)).toEqual(["c1"]);
  });
});

test("the first sentence of a paragraph leads it, later ones do not", () => {
  const block = paragraph(
    "p",
    "Rivera Tools filed a complaint in Oregon in May 2021. The court dismissed the complaint in June 2022.",
  );
  expect(found([block]).map(({ isLead }) => isLead)).toEqual([true, false]);
});

describe("the heading that names a topic", () => {
  const matcher = topicMatcher("notes");

  test.each([
    ["Note 4 — Commitments and contingencies", 0],
    ["Item 1A. Risk factors", 0],
    ["Notes", 1],
    ["Senior notes", 1],
    ["Note on cider", 1],
  ])("%s: %d", (text, score) => {
    expect(headingTopic(matcher, text)).toBe(score);
  });

  test.each([
    ["Part II. Risks", "risks"],
    ["Kapitel 3: Risiken", "Risiken"],
    ["Chapitre IV – Risques", "risques"],
    ["Section 2.1 Risks", "risks"],
  ])("is not hidden by its number: %s", (text, topic) => {
    expect(headingTopic(topicMatcher(topic), text)).toBe(1);
  });

  test("is worth less for each word beyond a few", () => {
    const risks = topicMatcher("risks");
    const scores = [
      "Risks",
      "Risks of frost, hail, scab and moth",
      "Risks of frost, hail, scab, moth, wasps, drought and fire in the orchards of the valley",
    ].map((text) => headingTopic(risks, text));
    expect(scores[0]).toBe(1);
    expect(scores[2]).toBeLessThan(scores[1] ?? 0);
  });

  test("names nothing of what stands far below it", () => {
    const far = Array.from({ length: 120 }, (_, index) => [
      heading(`h${index}`, `Matter number ${index}`, 2),
      paragraph(`p${index}`, `Matter ${index} was closed by the board in the spring without a remark.`),
    ]).flat();
    const blocks = sectionedBlocks(stored("a", "Orchard", [heading("top", "Risks", 1), ...far]), topicMatcher("risks"));
    expect(blocks[0]?.headingScore).toBe(1);
    expect(blocks.at(-1)?.headingScore).toBe(0);
  });
});
