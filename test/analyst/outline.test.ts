import { describe, expect, test } from "vitest";
import { outline } from "../../src/analyst/extractive/outline.ts";
import type { Brief, EvidenceView, Outline, SubQuestion } from "../../src/analyst/index.ts";
import type { Evidence } from "../../src/report/index.ts";
import { quoteView } from "./quote-views.ts";
import { briefFor, cellView, sourceOf } from "./typed-series.ts";

const sub = (id: string, topic: string, entities: readonly string[] = ["Orchard"]): SubQuestion => ({
  id,
  question: `How did ${topic} develop?`,
  intent: "over-time",
  queries: [],
  entities,
  topics: [topic],
});
const cell = (
  metric: string,
  end: string,
  millions: number,
  given: { readonly id?: string; readonly entity?: string; readonly unit?: string } = {},
): EvidenceView => {
  const { id = "q1", entity = "Orchard", unit = "USD" } = given;
  return cellView({
    value: String(millions),
    subQuestionIds: [id],
    source: sourceOf(`${entity} report`),
    quantity: {
      value: unit === "%" ? millions : millions * 1e6,
      unit,
      entity,
      metric,
      period: `Three Months Ended ${end}`,
      periodEnd: end,
    },
  });
};
const line = (metric: string, years: readonly number[], given: Parameters<typeof cell>[3] & { scale?: number } = {}) =>
  years.map((year, index) => cell(metric, `${year}-06-30`, (given.scale ?? 1) * (10 + index), given));
const picture = (reading: string): EvidenceView => {
  const view = quoteView(reading);
  const evidence: Evidence = {
    ...view.evidence,
    content: { type: "region", assetId: "as-1", box: [0, 0, 1, 1], reading },
  };
  return { ...view, evidence };
};

const outlineOf = (
  question: string,
  subQuestions: readonly SubQuestion[],
  evidence: readonly EvidenceView[],
  changes: Partial<Brief> = {},
): Promise<Outline> =>
  outline({
    brief: briefFor(question, { intents: ["over-time"], ...changes }),
    plan: { subQuestions },
    evidence,
    conflicts: [],
    gaps: [],
  });
const formsOf = ({ sections }: Outline): readonly (readonly string[])[] =>
  sections.map(({ visuals }) => visuals.map(({ form }) => form));

const q1 = sub("q1", "net sales");
const q2 = sub("q2", "operating income");
const one = "How did Orchard's net sales develop?";
const two = "How did Orchard's net sales and operating income develop?";

describe("visuals of one measure", () => {
  test("is called after the question, not after what was added while it was at work", async () => {
    const added: SubQuestion = { ...sub("a1", "tall"), isAdded: true };
    const { title } = await outlineOf("How did wind power develop at Orchard?", [sub("q1", "wind power"), added], []);
    expect(title).toBe("Orchard: wind power");
  });

  test("three periods make a chart, whose data table needs no other", async () => {
    expect(formsOf(await outlineOf(one, [q1], line("Net sales", [2021, 2022, 2023])))).toEqual([["chart"]]);
  });

  test("two make a table", async () => {
    expect(formsOf(await outlineOf(one, [q1], line("Net sales", [2022, 2023])))).toEqual([["table"]]);
  });

  test("one is told in a sentence alone", async () => {
    expect(formsOf(await outlineOf(one, [q1], line("Net sales", [2023])))).toEqual([[]]);
  });

  test("money and percentages are two charts", async () => {
    const evidence = [
      ...line("Net sales", [2021, 2022, 2023]),
      ...line("Net sales growth", [2021, 2022, 2023], { unit: "%" }),
    ];
    expect(formsOf(await outlineOf(one, [q1], evidence))).toEqual([["chart", "chart"]]);
  });

  test("a chart shows every number of its line", async () => {
    const evidence = line("Net sales", [2019, 2020, 2021, 2022]);
    const { sections } = await outlineOf(one, [q1], evidence);
    expect(sections[0]?.visuals[0]?.evidenceIds).toEqual(evidence.map((view) => view.evidence.id));
  });

  test("a picture stands where there is no chart, and only there", async () => {
    const shown = picture("How the press works\nscrew, bed, juice");
    expect(formsOf(await outlineOf(one, [q1], [shown]))).toEqual([["figure"]]);
    expect(formsOf(await outlineOf(one, [q1], [...line("Net sales", [2021, 2022, 2023]), shown]))).toEqual([["chart"]]);
    const { sections } = await outlineOf(one, [q1], [shown]);
    expect(sections[0]?.visuals[0]?.title).toBe("How the press works");
  });
});

describe("several measures", () => {
  const both = [
    ...line("Net sales", [2021, 2022, 2023]),
    ...line("Operating income", [2021, 2022, 2023], { id: "q2" }),
  ];

  test("begin with a table of all and a chart of both", async () => {
    const made = await outlineOf(two, [q1, q2], both);
    expect(made.sections[0]?.purpose).toBe("overview");
    expect(formsOf(made)[0]).toEqual(["table", "chart"]);
  });

  test("share no chart where one dwarfs the other: 1,200 beside 12", async () => {
    const dwarfed = [
      ...line("Net sales", [2021, 2022, 2023], { scale: 100 }),
      ...line("Operating income", [2021, 2022, 2023], { id: "q2" }),
    ];
    expect(formsOf(await outlineOf(two, [q1, q2], dwarfed))).toEqual([["table"], ["chart"], ["chart"]]);
  });

  test("share no chart where their periods differ", async () => {
    const apart = [
      ...line("Net sales", [2021, 2022, 2023]),
      ...line("Operating income", [2020, 2021, 2022], { id: "q2" }),
    ];
    expect(formsOf(await outlineOf(two, [q1, q2], apart))[0]).toEqual(["table"]);
  });

  test("one that the common chart shows flat gets its own beside it", async () => {
    const flat = [
      ...line("Net sales", [2021, 2022, 2023], { scale: 15 }),
      ...line("Operating income", [2021, 2022, 2023], { id: "q2" }),
    ];
    expect(formsOf(await outlineOf(two, [q1, q2], flat))).toEqual([["table", "chart"], [], ["chart"]]);
  });
});

describe("sections", () => {
  test("are one a sub-question that found something, in the order of the plan", async () => {
    const evidence = [
      ...line("Operating income", [2022, 2023], { id: "q2" }),
      quoteView("Net sales rose in spring.", { subQuestionIds: ["q1"] }),
    ];
    const third = sub("q3", "dividends");
    const { sections } = await outlineOf(two, [q1, q2, third], evidence);
    expect(sections.map(({ id }) => id)).toEqual(["q1", "q2"]);
    expect(sections.map(({ title }) => title)).toEqual(["Net sales", "Operating income"]);
  });

  test("hold the evidence of their sub-question alone", async () => {
    const evidence = [...line("Net sales", [2022, 2023]), ...line("Operating income", [2022, 2023], { id: "q2" })];
    const { sections } = await outlineOf(two, [q1, q2], evidence);
    for (const { id, evidenceIds } of sections.filter(({ purpose }) => purpose !== "overview")) {
      const own = evidence.filter((view) => view.evidence.subQuestionIds.includes(id));
      expect(evidenceIds).toEqual(own.map((view) => view.evidence.id));
    }
  });

  test("are none where nothing was found", async () => {
    expect((await outlineOf(one, [q1], [])).sections).toEqual([]);
  });
});

describe("the title", () => {
  test.each([
    ["How did Orchard's net sales develop?", [q1], "Orchard: net sales"],
    ["How did net sales develop?", [sub("q1", "net sales", [])], "Net sales"],
    ["How did Orchard's net sales develop in 2022?", [q1], "Orchard: net sales (2022)"],
    ["How did Orchard's net sales develop from 2021 to 2023?", [q1], "Orchard: net sales, 2021 to 2023"],
    [two, [q1, q2], "Orchard: net sales and operating income"],
  ])("of “%s” names whom, what and when", async (question, subQuestions, title) => {
    expect((await outlineOf(question, subQuestions, [])).title).toBe(title);
  });

  test("of a question for a cause is the question", async () => {
    const why = "Why does pruning in winter help old trees?";
    expect((await outlineOf(why, [sub("q1", "pruning in winter", [])], [], { intents: ["why"] })).title).toBe(why);
  });
});
