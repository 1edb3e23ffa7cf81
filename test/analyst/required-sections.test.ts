import { describe, expect, test } from "vitest";
import type { Brief, Outline, OutlineContract, OutlineSection } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { contractText, titleOf, withinContract } from "../../src/analyst/outline-contract.ts";
import { gatherFor, heading, paragraph, passagesOf, stored } from "./sample-filings.ts";

const contract: OutlineContract = {
  sections: [
    { purpose: "size", title: { en: "Size and growth", de: "Größe" }, topics: ["market size", "growth rate"] },
    { purpose: "dangers", title: "Dangers", topics: ["risks"] },
  ],
};
const briefOf = (question: string, outline: OutlineContract = contract): Brief => ({
  question,
  language: "en",
  length: "standard",
  skill: "scan",
  outline,
  audience: "",
  intents: ["what"],
  assumptions: [],
  checks: [],
});

describe("the plan of a genre that demands sections", () => {
  const plan = (brief: Brief) => createExtractiveAnalyst().plan({ brief, corpus: [] });

  test("asks the question first, then once for each section, named by its purpose", async () => {
    const { subQuestions } = await plan(briefOf("Market scan: heat pumps in Norway"));
    expect(subQuestions.map(({ id }) => id)).toEqual(["q1", "size", "dangers"]);
  });

  test("searches for what the section needs of the question's subject, not of the genre's name", async () => {
    const { subQuestions } = await plan(briefOf("Write a market scan of heat pumps in Norway"));
    const [, size] = subQuestions;
    expect(size?.topics).toEqual(["market size", "growth rate"]);
    for (const query of size?.queries ?? []) expect(query).toMatch(/heat pumps.*(?:market size|growth rate)/);
    expect(JSON.stringify(subQuestions.map(({ queries }) => queries))).not.toMatch(/scan/i);
  });

  test("without such sections is that of the question alone", async () => {
    const { subQuestions } = await plan(briefOf("Market scan: heat pumps in Norway", { maxSections: 3 }));
    expect(subQuestions.map(({ id }) => id)).toEqual(["q1"]);
  });
});

describe("reading for a demanded section", () => {
  const prose = stored("review", "Energy review", [
    heading("h1", "Nuclear plant"),
    paragraph("p1", "The main risks of the nuclear plant are cracks in the turbine hall and rising costs of repair."),
    paragraph("p2", "Tax credits gave investors security and kept the risks of wind farms low for many years."),
  ]);
  const sources = new Map([[prose.source.id, prose]]);
  const read = async (question: string) => {
    const brief = briefOf(question);
    const { subQuestions } = await createExtractiveAnalyst().plan({ brief, corpus: [prose.source] });
    const subQuestion = subQuestions.find(({ id }) => id === "dangers");
    if (!subQuestion) throw new Error("the plan does not ask for dangers");
    const findings = await createExtractiveAnalyst().read({
      brief,
      subQuestion,
      passages: passagesOf(sources),
      sources,
    });
    return findings.flatMap((finding) => (finding.type === "quote" ? [finding.exact] : [finding.type]));
  };

  test("takes what is said of the subject and leaves what the same word says of others", async () => {
    const quotes = await read("Write a market scan of the nuclear plant");
    expect(quotes.join(" ")).toContain("cracks in the turbine hall");
    expect(quotes.join(" ")).not.toContain("investors");
  });

  test("finds nothing about a subject that is not there", async () => {
    expect(await read("Write a market scan of the tidal barrage")).toEqual([]);
  });
});

describe("the outline of a genre that demands sections", () => {
  const question = "How did Orchard's total net sales develop from 2022 Q3 to 2023 Q3?";

  test("has the section under its own title when something was found, behind those of the question", async () => {
    const gathered = await gatherFor(question);
    const [first, ...rest] = gathered.evidence;
    if (!first) throw new Error("the filings gave no evidence");
    const moved = { ...first, evidence: { ...first.evidence, subQuestionIds: ["dangers"] } };
    const [own] = gathered.plan.subQuestions;
    if (!own) throw new Error("the plan is empty");
    const plan = { subQuestions: [...gathered.plan.subQuestions, { ...own, id: "dangers", topics: ["risks"] }] };
    const made = await createExtractiveAnalyst().outline({
      brief: { ...gathered.brief, outline: contract },
      plan,
      evidence: [moved, ...rest],
      conflicts: [],
      gaps: [],
    });
    expect(made.sections.at(-1)).toMatchObject({ id: "dangers", title: "Dangers", evidenceIds: [first.evidence.id] });
    expect(made.sections.map(({ id }) => id)).not.toContain("size");
    expect(made.title).not.toMatch(/risks/i);
  });
});

describe("holding any outline to its genre", () => {
  const section = (id: string, visuals = 0): OutlineSection => ({
    id,
    title: `About ${id}`,
    purpose: "",
    subQuestionIds: [id],
    evidenceIds: ["ev-1"],
    visuals: Array.from({ length: visuals }, (_, index) => ({
      id: `${id}-${index}`,
      role: "evidence",
      form: "table",
      title: "",
      evidenceIds: ["ev-1"],
    })),
  });
  const outline = (...sections: readonly OutlineSection[]): Outline => ({
    title: "T",
    summaryEvidenceIds: ["ev-1"],
    sections,
  });
  const held = (given: Outline, asked: OutlineContract, language = "en") =>
    withinContract(given, { ...briefOf("Why?", asked), language });

  test("puts demanded sections behind the others, in the genre's order", () => {
    const given = outline(section("dangers"), section("q2"), section("size"), section("q1"));
    expect(held(given, contract).sections.map(({ id }) => id)).toEqual(["q2", "q1", "size", "dangers"]);
  });

  test("gives them the title of the language, else the English one", () => {
    const titles = (language: string) => held(outline(section("size")), contract, language).sections[0]?.title;
    expect([titles("de"), titles("de-AT"), titles("en-US"), titles("ja")]).toEqual([
      "Größe",
      "Größe",
      "Size and growth",
      "Size and growth",
    ]);
  });

  test("cuts sections before it counts visuals, so that a cut section uses none up", () => {
    const given = outline(section("size", 2), section("q1", 1), section("q2", 2));
    const { sections } = held(given, { ...contract, maxSections: 2, maxVisuals: 2 });
    expect(sections.map(({ id, visuals }) => [id, visuals.length])).toEqual([
      ["q1", 1],
      ["q2", 1],
    ]);
  });

  test("changes nothing where the genre asks nothing", () => {
    const given = outline(section("b", 3), section("a"));
    const { outline: _, ...free } = briefOf("Why?");
    expect(withinContract(given, free)).toBe(given);
    expect(held(given, {}).sections).toEqual(given.sections);
  });

  test("a title in one language serves all", () => {
    expect(titleOf({ purpose: "a", title: "Risks", topics: ["risk"] }, "fr")).toBe("Risks");
    expect(titleOf({ purpose: "a", title: { de: "Risiken" }, topics: ["risk"] }, "fr")).toBe("Risiken");
  });
});

describe("what a model is told of the contract", () => {
  test.each<[OutlineContract, RegExp]>([
    [{ overview: "first" }, /first section shows a table/],
    [{ overview: "never" }, /no section that tables all numbers/],
    [{ maxSections: 1 }, /At most 1 section\./],
    [{ maxVisuals: 0 }, /At most 0 charts/],
    [contract, /- size: "Size and growth" \(market size, growth rate\)\n- dangers: "Dangers" \(risks\)/],
  ])("%j", (asked, told) => {
    expect(contractText({ outline: asked, language: "en" })).toMatch(told);
  });

  test("nothing where the genre leaves it open", () => {
    expect(contractText({ outline: { overview: "several" }, language: "en" })).toBe("");
  });
});
