import { describe, expect, test } from "vitest";
import { type Claim, entityKey, factsOf, metricKey, statementOf } from "../../src/evidence/index.ts";
import { createOpponents } from "../../src/evidence/opponents.ts";
import type { Evidence, Quantity } from "../../src/report/index.ts";
import { makeParsed, makeSource, makeTable, mustBank, paragraph, quoteEvidence } from "./fixtures.ts";

const heat: Quantity = {
  value: 240,
  unit: "GWh",
  metric: "Heat delivered",
  entity: "Norda AG",
  period: "2022",
  periodEnd: "2022",
};
const quote = (id: string, exact: string, quantity?: Quantity, sourceId?: string): Evidence => {
  const { quantities, ...rest } = quoteEvidence(id, exact, quantity ?? heat, sourceId);
  return quantity ? { ...rest, quantities: quantities ?? [] } : rest;
};
const cell = (id: string, change: object = {}, sourceId = "src-a"): Evidence => ({
  ...quote(id, "", undefined, sourceId),
  content: {
    type: "cell",
    tableId: "t",
    row: "Heat",
    column: "2022",
    rowIndex: 0,
    columnIndex: 1,
    value: "240",
    ...change,
  },
});
const claim = (text: string, ...evidenceIds: readonly string[]): Claim => ({
  kind: "sentence",
  text,
  place: "s1",
  evidenceIds,
  factual: true,
});
const sources = new Map([["src-a", makeSource("src-a", { title: "Grid report" })]]);
const facts = (evidence: readonly Evidence[], claims: readonly Claim[] = []) => factsOf(evidence, { sources, claims });

describe("the facts behind a report", () => {
  test("are one where several sources give one number, whatever words give it", () => {
    const found = facts([
      quote("e1", "Norda delivered 240 GWh in 2022.", heat),
      quote("e2", "Deliveries of heat by Norda in 2022 were 240 GWh.", { ...heat, entity: "Norda" }, "src-b"),
      quote("e3", "In 2023 it was 250 GWh.", { ...heat, periodEnd: "2023", period: "2023" }),
    ]);
    expect(found.map(({ topic, evidence }) => [topic, evidence.map(({ id }) => id)])).toEqual([
      ["Norda AG, Heat delivered, 2022", ["e1", "e2"]],
      ["Norda AG, Heat delivered, 2023", ["e3"]],
    ]);
  });

  test("stay the same fact when the number changes, for that is what is to be told", () => {
    const [before] = facts([quote("e1", "240 GWh", heat)]);
    const [after] = facts([quote("e2", "245 GWh", { ...heat, value: 245 })]);
    expect(after?.id).toBe(before?.id);
  });

  test.each<[string, Evidence, Evidence, boolean]>([
    [
      "words that differ by quotation marks and spaces",
      quote("a", "Heat “rose”  fast."),
      quote("b", 'Heat "rose" fast.'),
      true,
    ],
    ["other words", quote("a", "Heat rose."), quote("b", "Heat fell."), false],
    ["the same words of another source", quote("a", "Heat rose."), quote("b", "Heat rose.", undefined, "src-b"), true],
    ["a number of another unit", quote("a", "", heat), quote("b", "", { ...heat, unit: "USD" }), false],
    ["a number of another length of time", quote("a", "", heat), quote("b", "", { ...heat, period: "Q4 2022" }), false],
    ["a cell at another place with the same names", cell("a"), cell("b", { rowIndex: 5 }), true],
    ["a cell of another source", cell("a"), cell("b", {}, "src-b"), false],
  ])("%s: one fact %#", (_, one, other, isOne) => {
    const [first, second] = [facts([one])[0]?.id, facts([other])[0]?.id];
    expect(first === second).toBe(isOne);
  });

  test("are named by what they are about, else by where they stand", () => {
    expect(facts([quote("e1", "Heat rose.")])[0]?.topic).toBe("Grid report");
    expect(facts([cell("e1")])[0]?.topic).toBe("Heat, 2022");
    expect(facts([cell("e1", { row: "" })])[0]?.topic).toBe("2022");
    expect(facts([quote("e1", "Heat rose.", undefined, "src-z")])[0]?.topic).toBe("");
  });

  test("keep the first sentence that claims them", () => {
    const claims = [
      { ...claim("5", "e1"), kind: "cell" as const },
      claim("Heat rose.", "e1", "e2"),
      claim("It did.", "e1"),
    ];
    expect(facts([quote("e1", "Heat rose fast.")], claims)[0]?.claim).toBe("Heat rose.");
    expect(facts([quote("e9", "Heat fell.")], claims)[0]).not.toHaveProperty("claim");
  });
});

test.each<[string, Evidence, string]>([
  ["a quote, word by word", quote("e", "Heat “rose”.", heat), "Heat “rose”."],
  ["a typed cell, with its unit", { ...cell("e"), quantities: [heat] }, "240 GWh"],
  ["another cell, as it stands", cell("e", { value: "n/a" }), "n/a"],
  [
    "a picture, as it was read",
    { ...cell("e"), content: { type: "region", assetId: "as-1", box: [0, 0, 1, 1], reading: "rising" } },
    "rising",
  ],
])("evidence states %s", (_, evidence, words) => expect(statementOf(evidence)).toBe(words));

describe("names that are compared", () => {
  test.each([
    ["Apple Inc.", "apple"],
    ["The Norda Group AG", "norda"],
    ["Éco Énergie SE", "éco énergie"],
    ["Amazon.com, Inc.", "amazon"],
    ["Côté & Co.", "côté"],
    ["株式会社", "株式会社"],
    ["Seagate", "seagate"],
    [undefined, ""],
  ])("%s is %j", (name, key) => expect(entityKey(name)).toBe(key));

  test("metrics are one whatever their order and inflection, and no two that differ in a word", () => {
    expect(metricKey("Deliveries of heat")).toBe(metricKey("heat delivery"));
    expect(metricKey("Net sales")).not.toBe(metricKey("Sales"));
    expect(metricKey(undefined)).toBe("");
  });
});

describe("what other sources say against a statement", () => {
  const reading = (id: string, ...sentences: readonly string[]) => ({
    source: makeSource(id),
    parsed: makeParsed(sentences.map((sentence, index) => paragraph(`p${index}`, sentence))),
  });
  const against = (exact: string, ...sentences: readonly string[]) => {
    const own = reading("src-own", exact);
    const evidence = mustBank({ type: "quote", sourceId: "src-own", blockId: "p0", exact }, own.source, own.parsed);
    return createOpponents([reading("src-b", ...sentences)])
      .of(evidence)
      .map(({ content }) => content.type === "quote" && content.exact);
  };
  const said = "The plant of Norda delivered 240 GWh of heat in 2022.";

  test.each([
    ["another number for the same", "The plant of Norda delivered 260 GWh of heat in 2022.", true],
    ["the same number in another unit", "The plant of Norda delivered 0.24 TWh of heat in 2022.", false],
    ["another year", "The plant of Norda delivered 260 GWh of heat in 2021.", false],
    ["another thing", "The dam of Sella spilled 260 GWh of water in 2022.", false],
    ["a number more", "The plant of Norda delivered 260 GWh of heat and 5 GWh of power in 2022.", false],
    ["no number", "The plant of Norda delivered heat in 2022.", false],
  ])("%s: %s", (_, sentence, isAgainst) => expect(against(said, sentence)).toEqual(isAgainst ? [sentence] : []));

  test("are cells of the same name, whose own cell is none of them", () => {
    const table = makeTable("| 2022 | 2021\nHeat (GWh) | 240 | 220", { caption: "Norda AG" });
    const other = makeTable("| 2022 | 2021\nHeat (GWh) | 260 | 220", { caption: "Norda AG" });
    const from = (id: string, of: typeof table) => ({
      source: makeSource(id, { title: "Norda AG" }),
      parsed: makeParsed([of]),
    });
    const own = from("src-own", table);
    const evidence = mustBank(
      { type: "cell", sourceId: "src-own", tableId: "t1", rowIndex: 0, columnIndex: 1 },
      own.source,
      own.parsed,
    );
    const values = (readings: readonly (typeof own)[]) =>
      createOpponents(readings)
        .of(evidence)
        .map(({ content }) => content.type === "cell" && content.value);
    expect(values([from("src-b", other)])).toEqual(["260"]);
    expect(values([own])).toEqual([]);
  });
});
