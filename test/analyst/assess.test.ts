import { describe, expect, test } from "vitest";
import { assess } from "../../src/analyst/extractive/assess.ts";
import type { EvidenceView, SubQuestion } from "../../src/analyst/index.ts";
import { quoteView } from "./quote-views.ts";
import { briefFor, cellView, sourceOf } from "./typed-series.ts";

const asked = (given: Partial<SubQuestion> = {}): SubQuestion => ({
  id: "q1",
  question: "What is reported about net sales?",
  intent: "what",
  queries: [],
  entities: [],
  topics: ["net sales"],
  ...given,
});
const gapsOf = async (
  subQuestions: readonly SubQuestion[],
  evidence: readonly EvidenceView[],
  { round = 0, language = "en" } = {},
) => (await assess({ brief: briefFor("?", { language }), plan: { subQuestions }, evidence, round })).gaps;

const orchard = sourceOf("Orchard Inc. report");
const note = sourceOf("Notes");
const sold = quoteView("Net sales of cider rose in the north.", { source: note });

describe("a sub-question without evidence", () => {
  test("is a gap that names its topic, with other words for it to search next", async () => {
    const [gap, ...others] = await gapsOf([asked({ entities: ["Orchard"] })], []);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ subQuestionId: "q1", reason: "Nothing was found about net sales." });
    expect(gap?.queries).toContain("Orchard revenue");
  });

  test("searches no further after the first round", async () => {
    const [gap] = await gapsOf([asked()], [], { round: 1 });
    expect(gap?.queries).toEqual([]);
  });

  test("is none where evidence was banked for it, and only for it", async () => {
    const gaps = await gapsOf([asked(), asked({ id: "q2", topics: ["dividends"] })], [sold]);
    expect(gaps.map(({ subQuestionId }) => subQuestionId)).toEqual(["q2"]);
  });

  test.each([
    ["de", /net sales/u],
    ["fr", /net sales/u],
    ["es", /net sales/u],
    ["zh", /net sales/u],
    ["ar", /net sales/u],
  ])("says so in %s", async (language, pattern) => {
    const [gap] = await gapsOf([asked()], [], { language });
    expect(gap?.reason).toMatch(pattern);
    expect(gap?.reason).not.toContain("Nothing was found");
  });
});

describe("two names", () => {
  const both = asked({ entities: ["Orchard", "Riverbank"] });

  test("of which one has no evidence leave a gap for it", async () => {
    const gaps = await gapsOf([both], [quoteView("Sales rose in spring.", { source: orchard })]);
    expect(gaps.map(({ reason }) => reason)).toEqual(["Nothing was found about net sales for Riverbank."]);
  });

  test("are spoken of in the quote, its source, its numbers or what stands around it", async () => {
    const cell = cellView({
      value: "7",
      source: note,
      quantity: { value: 7, unit: "USD", entity: "Riverbank Corp.", metric: "Net sales" },
    });
    expect(await gapsOf([both], [quoteView("Orchard sold more.", { source: note }), cell])).toEqual([]);
    const around = quoteView("It sold more than ever before.", { source: note, prefix: "Riverbank grew. " });
    expect(await gapsOf([both], [quoteView("Sales rose.", { source: orchard }), around])).toEqual([]);
  });

  test("a single name is not looked for: the document may call it “the Company”", async () => {
    expect(await gapsOf([asked({ entities: ["Orchard"] })], [sold])).toEqual([]);
  });
});
