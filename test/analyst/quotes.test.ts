import { describe, expect, test } from "vitest";
import { quotesFor } from "../../src/analyst/extractive/quotes.ts";
import type { Brief, SubQuestion } from "../../src/analyst/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import { sourcesOf } from "./report-of.ts";
import { heading, paragraph, passagesOf, stored } from "./sample-filings.ts";
import { briefFor } from "./typed-series.ts";

const page = (name: string, title: string, texts: readonly string[]): StoredSource =>
  stored(name, title, [heading("h", title), ...texts.map((text, index) => paragraph(`p${index}`, text, index + 1))]);

function ask(
  sources: readonly StoredSource[],
  given: {
    readonly topic: string;
    readonly question?: string;
    readonly entities?: readonly string[];
    readonly beside?: boolean;
    readonly brief?: Partial<Brief>;
  },
): readonly string[] {
  const { topic, question = `What is ${topic}?`, entities = [], beside = false } = given;
  const all = sourcesOf(...sources);
  const brief = briefFor(question, given.brief);
  const subQuestion: SubQuestion = {
    id: "q1",
    question,
    intent: "what",
    queries: [question],
    entities,
    topics: [topic],
  };
  const found = quotesFor({ brief, subQuestion, passages: passagesOf(all), sources: all }, { topic, beside });
  return found.map((finding) => (finding.type === "quote" ? finding.exact : finding.type));
}

const pump = "A heat pump is a device that moves heat from the outside air into a house.";
const units = "A heat pump delivers about three units of heat for each unit of electricity that it uses.";
const winter = "In 2022 a heat pump in Oslo still delivered 2.4 units of heat at −10 °C.";
const idle = "The old mill by the river was sold to a family from the next village in spring.";

describe("sentences that answer", () => {
  test("speak of the topic, what defines it first", () => {
    const found = ask([page("a", "Heating a house", [units, idle, pump, winter])], { topic: "heat pump" });
    expect(found[0]).toBe(pump);
    expect(found).toContain(units);
    expect(found).not.toContain(idle);
  });

  test("are whole sentences: questions, headings and fragments are none", () => {
    const found = ask(
      [
        page("a", "Heating", [
          "What does a heat pump cost in the first year of its use?",
          "and the heat pump then moves the heat further into the house",
          `1. Heat pump basics and terms | Home`,
          pump,
        ]),
      ],
      { topic: "heat pump" },
    );
    expect(found).toEqual([pump]);
  });

  test("stand literally in their blocks", () => {
    const text = `${idle} ${pump} ${units}`;
    for (const quote of ask([page("a", "Heating", [text])], { topic: "heat pump" })) expect(text).toContain(quote);
  });

  test("one that leans on the sentence before takes it along", () => {
    const leaning = "It also cools the house in summer when the fluid runs the other way.";
    const found = ask([page("a", "Heating", [`${pump} ${leaning}`])], { topic: "heat pump" });
    expect(found).toContain(`${pump} ${leaning}`);
    expect(found).not.toContain(leaning);
  });

  test("are none where no sentence is on the topic", () => {
    expect(ask([page("a", "Mills", [idle])], { topic: "heat pump" })).toEqual([]);
    expect(ask([], { topic: "heat pump" })).toEqual([]);
  });

  test("are not said twice in other words of the same source", () => {
    const again = "A heat pump is a device which moves heat from the outside air into a house.";
    const found = ask([page("a", "Heating", [pump, again])], { topic: "heat pump" });
    expect(found).toHaveLength(1);
  });
});

describe("how many sentences", () => {
  const many = Array.from(
    { length: 40 },
    (_, index) =>
      `A heat pump of type ${"abcdefghijklmnopqrstuvwxyzabcdefghijklmn"[index]}${index} was sold ${index + 3},000 times in ${1980 + index} by maker number ${index}${index}.`,
  );

  test.each([
    ["brief", 5],
    ["standard", 10],
    ["deep", 24],
  ] as const)("a %s report takes at most %i", (length, most) => {
    const found = ask([page("a", "Sales of heat pumps", many)], { topic: "heat pump", brief: { length } });
    expect(found.length).toBeLessThanOrEqual(most);
    expect(found.length).toBeGreaterThan(most / 2);
  });

  test("beside numbers at most four, and only such that explain them", () => {
    const causes = Array.from(
      { length: 9 },
      (_, index) =>
        `Net sales rose by ${index + 2}% in 20${10 + index} because cider number ${index} sold better abroad.`,
    );
    const plain = "Net sales are the sum of what was invoiced to customers in the shops of the valley.";
    const found = ask([page("a", "Results", [...causes, plain])], { topic: "net sales", beside: true });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(4);
    expect(found).not.toContain(plain);
  });
});

describe("a question about one name", () => {
  const orchard = page("orchard", "Orchard Inc. report", [
    "Orchard Inc. pays a dividend of $2 a share to its owners each year.",
  ]);
  const river = page("river", "Riverbank Corp. report", [
    "Riverbank Corp. pays a dividend of $5 a share to its owners each year.",
  ]);

  test("is not answered from the report of another", () => {
    const found = ask([orchard, river], { topic: "dividend", entities: ["Orchard"] });
    expect(found).toEqual(["Orchard Inc. pays a dividend of $2 a share to its owners each year."]);
  });

  test("about two names is answered from both", () => {
    expect(ask([orchard, river], { topic: "dividend", entities: ["Orchard", "Riverbank"] })).toHaveLength(2);
  });
});

describe("a question of form", () => {
  const built = "The dam of Bluestone was built in 1936 by the county and cost $4 million.";
  const tall = "The dam of Bluestone is 48 metres high and holds water for three towns.";

  test("for a time is left open where no sentence has one", () => {
    const when = { topic: "dam of Bluestone", question: "When was the dam of Bluestone built?" };
    expect(ask([page("a", "Bluestone", [tall])], { ...when, brief: { intents: ["when"] } })).toEqual([]);
    expect(ask([page("a", "Bluestone", [tall, built])], { ...when, brief: { intents: ["when"] } })[0]).toBe(built);
  });

  test("for a person is not filled up with clauses of a contract", () => {
    const officers = "Ada Pressman and Tom Teme, each an officer of Orchard, sold shares in May 2023.";
    const clause =
      "Any notice shall be deemed to be given to an officer of the Company when enclosed in an envelope and sent by Royal Mail.";
    const found = ask([page("a", "Orchard plan", [officers, clause])], {
      topic: "officers",
      question: "Who are the officers of Orchard?",
      brief: { intents: ["who"] },
    });
    expect(found).toEqual([officers]);
  });
});
