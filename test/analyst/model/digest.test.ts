import { describe, expect, test } from "vitest";
import type { Brief } from "../../../src/analyst/index.ts";
import type { SourceBlock } from "../../../src/evidence/index.ts";
import { promptOf } from "../../support/scripted-model.ts";
import { stored } from "../sample-filings.ts";
import { analystWith, brief } from "./helm.ts";

const first = "The plant delivered 412 GWh of heat in 2023, 3 percent more than in the year before.";
const second = "Deliveries grew because a by-law of 2018 obliged new houses to join the network.";
const elsewhere = "The town hall of Velden was painted green in the autumn of the year 2021.";
const years = [2019, 2020, 2021, 2022, 2023].map((year) => [{ text: String(year) }, { text: String(year - 1_700) }]);
const blocks: readonly SourceBlock[] = [
  { type: "paragraph", id: "p1", text: first, locator: {} },
  { type: "paragraph", id: "p2", text: second, locator: {} },
  { type: "table", id: "t1", header: [["Year", "Heat (GWh)"]], rows: years, locator: {} },
  { type: "heading", id: "h1", level: 1, text: "Town hall", locator: {} },
  { type: "paragraph", id: "p3", text: elsewhere, locator: {} },
];
const source = stored("velden", "Heat in Velden", blocks);
const chapter = { id: "c1", title: "Deliveries", blockIds: ["p1", "p2", "t1"] };
const deck: Brief = { ...brief, question: "Heat in Velden", deck: { slides: 9, sections: 5 } };
const nothing = { quotes: [], cells: [], pictures: [] };

describe("a chapter read by the model", () => {
  test("is quoted where the model points, and shown by the whole table that rules found", async () => {
    const { analyst, model } = analystWith([{ ...nothing, quotes: [{ passage: "p1", exact: second }] }]);
    const findings = await analyst.digest({ brief: deck, chapter, stored: source });
    expect(findings.flatMap((finding) => (finding.type === "quote" ? [finding.exact] : []))).toEqual([second]);
    expect(findings.filter((finding) => finding.type === "cell")).toHaveLength(years.length);
    model.assertConsumed();
  });

  test("sends this chapter and no other part of the document", async () => {
    const { analyst, model } = analystWith([{ ...nothing, quotes: [{ passage: "p1", exact: first }] }]);
    await analyst.digest({ brief: deck, chapter, stored: source });
    const [prompt = ""] = model.calls.map(promptOf);
    expect(prompt).toContain(first);
    expect(prompt).toContain("“Deliveries”");
    expect(prompt).not.toContain("painted green");
  });

  test.each([
    ["points at nothing", nothing],
    ["points at words that stand nowhere", { ...nothing, quotes: [{ passage: "p1", exact: "The plant exploded." }] }],
  ])("falls back to the embedded analyst when the model %s", async (_, reply) => {
    const { analyst, helm } = analystWith([reply]);
    const input = { brief: deck, chapter, stored: source };
    expect(await analyst.digest(input)).toEqual(await helm.embedded.digest(input));
  });

  test("falls back and says so when the model cannot be asked", async () => {
    const failure = { stage: "gather", target: "openai:gpt-4o", code: "refused" as const, message: "No." };
    const { analyst, helm, degraded } = analystWith([{ ok: false, failure }]);
    const input = { brief: deck, chapter, stored: source };
    expect(await analyst.digest(input)).toEqual(await helm.embedded.digest(input));
    expect(degraded.map(({ role }) => role)).toEqual(["read"]);
  });
});

describe("slides outlined and written by the model", () => {
  const view = () => {
    const content = { type: "quote" as const, exact: first, prefix: "", suffix: "" };
    const evidence = { id: "ev-1", sourceId: source.source.id, subQuestionIds: ["c1"], locator: {}, content };
    return { evidence, source: source.source, clusterId: "cl-1" };
  };
  const subQuestion = {
    id: "c1",
    question: "Deliveries",
    intent: "what" as const,
    queries: [],
    entities: [],
    topics: [],
  };

  test("keep the title of the document and as many sections as there are slides for", async () => {
    const section = { title: "Growth", purpose: "", subQuestions: ["c1"], evidence: ["e1"], visuals: [] };
    const reply = { title: "A better title", summary: ["e1"], sections: Array.from({ length: 9 }, () => section) };
    const { analyst, model } = analystWith([reply]);
    const plan = { subQuestions: [subQuestion] };
    const outline = await analyst.outline({ brief: deck, plan, evidence: [view()], conflicts: [], gaps: [] });
    expect(outline.title).toBe("Heat in Velden");
    expect(outline.sections).toHaveLength(5);
    expect(model.calls.map(promptOf).join()).toMatch(/at most 5 sections/);
    expect(model.calls.map(promptOf).join()).toMatch(/deck of slides of one document/);
  });

  test("are asked for as bullets, a report is not", async () => {
    const section = {
      id: "s1",
      title: "Growth",
      purpose: "",
      subQuestionIds: ["c1"],
      evidenceIds: ["ev-1"],
      visuals: [],
    };
    for (const [one, isDeck] of [
      [deck, true],
      [brief, false],
    ] as const) {
      const { analyst, model } = analystWith([`- The plant delivered 412 GWh of heat in 2023 [@e1].`]);
      const input = { brief: one, section, evidence: [view()], conflicts: [], visuals: [] };
      const [block] = await analyst.write(input);
      expect(block?.type).toBe("list");
      expect(model.calls.map(promptOf).join().includes("two to five items")).toBe(isDeck);
    }
  });
});
