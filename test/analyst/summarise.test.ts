import { describe, expect, test } from "vitest";
import { summarise } from "../../src/analyst/extractive/summarise.ts";
import type { Brief, EvidenceView, Gap } from "../../src/analyst/index.ts";
import type { Block } from "../../src/report/index.ts";
import { inlinesOf, textOf, walkBlocks, walkCitations } from "../../src/report/walk.ts";
import { quoteView } from "./quote-views.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { type Row, stored, table } from "./sample-filings.ts";
import { briefFor, cellView, sourceOf } from "./typed-series.ts";

const summaryOf = (evidence: readonly EvidenceView[], brief: Brief, gaps: readonly Gap[] = []) =>
  summarise({
    brief,
    evidence,
    gaps,
    conflicts: [],
    sections: [],
    outline: { title: "", summaryEvidenceIds: [], sections: [] },
  });
const textsOf = (blocks: readonly Block[]): readonly string[] =>
  [...walkBlocks(blocks)]
    .map((block) => textOf(inlinesOf(block)).replace(/\s+/gu, " ").trim())
    .filter((text) => text !== "");

const sales = (end: string, millions: number, subQuestionId = "q1", metric = "Total net sales") =>
  cellView({
    value: `$ ${millions}`,
    subQuestionIds: [subQuestionId],
    quantity: {
      value: millions * 1e6,
      unit: "USD",
      entity: "Orchard",
      metric,
      period: `Three Months Ended ${end}`,
      periodEnd: end,
    },
  });
const develop = briefFor("How did Orchard's total net sales develop?", { intents: ["over-time"] });
const frost = "Late frost took half of the blossom of the valley in May 2017.";
const hail = "Hail broke the glass of two of three houses in June 2018.";
const gap = (reason: string): Gap => ({ subQuestionId: "q1", reason, queries: [] });

describe("a summary of numbers", () => {
  test("begins with what became of them: 80 to 100 is a rise of 25%", async () => {
    const [first = ""] = textsOf(await summaryOf([sales("2021-06-30", 80), sales("2023-06-30", 100)], develop));
    expect(first).toContain("rose by 25.0% from $80 million");
    expect(first).toContain("to $100 million");
  });

  test("cites the numbers that it compares", async () => {
    const views = [sales("2021-06-30", 80), sales("2022-06-30", 90), sales("2023-06-30", 100)];
    const cited = new Set(walkCitations(await summaryOf(views, develop)));
    expect(cited.has(views[0]?.evidence.id ?? "")).toBe(true);
    expect(cited.has(views[2]?.evidence.id ?? "")).toBe(true);
  });

  test("says one number once, though two sub-questions found it", async () => {
    const brief = briefFor("How did Orchard's total net sales and net sales develop?", { intents: ["over-time"] });
    const views = [
      { ...sales("2021-06-30", 80), evidence: { ...sales("2021-06-30", 80).evidence, subQuestionIds: ["q1", "q2"] } },
      { ...sales("2023-06-30", 100), evidence: { ...sales("2023-06-30", 100).evidence, subQuestionIds: ["q1", "q2"] } },
    ];
    const told = textsOf(await summaryOf(views, brief)).join(" ");
    expect(told.match(/rose by 25\.0%/gu)).toHaveLength(1);
  });

  test("tells at most three sentences before the points, and at most five points", async () => {
    const topics = ["total net sales", "operating income", "net income", "total assets", "inventories", "goodwill"];
    const brief = briefFor(`How did Orchard's ${topics.slice(0, -1).join(", ")} and goodwill develop?`, {
      intents: ["over-time"],
    });
    const views = topics.flatMap((topic, index) => [
      sales("2021-06-30", 80 + index, `q${index + 1}`, topic),
      sales("2023-06-30", 100 + 2 * index, `q${index + 1}`, topic),
    ]);
    const blocks = await summaryOf(views, brief);
    const [lead] = textsOf(blocks);
    expect(lead?.match(/ rose by /gu)).toHaveLength(3);
    const [list] = blocks.filter(({ type }) => type === "list");
    expect(list?.type === "list" && list.items.length).toBeLessThanOrEqual(5);
  });
});

describe("a summary of quotes", () => {
  const risks = briefFor("What threatens the orchard?");

  test("begins with the best quote and its source", async () => {
    const quotes = [frost, hail, "Wasps came in August 2019.", "Scab came in the wet spring of 2020."];
    const [first] = textsOf(
      await summaryOf(
        quotes.map((text) => quoteView(text)),
        risks,
      ),
    );
    expect(first).toBe(`According to “Orchard annual report”, “${frost}”`);
  });

  test("repeats no more than a third of the section", async () => {
    const quotes = Array.from({ length: 9 }, (_, index) =>
      quoteView(`Late frost came in the spring of ${2000 + index}.`),
    );
    expect(textsOf(await summaryOf(quotes, risks))).toHaveLength(3);
  });

  test("takes each sub-question in turn", async () => {
    const other = sourceOf("Second report");
    const quotes = [
      ...[frost, "A late frost came again in 2018.", "The frost of 2019 was mild."].map((text) => quoteView(text)),
      ...[hail, "Hail fell again in July 2019.", "No hail fell in 2020."].map((text) =>
        quoteView(text, { source: other, subQuestionIds: ["q2"] }),
      ),
    ];
    const told = textsOf(await summaryOf(quotes, risks));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain(frost);
    expect(told[1]).toContain(hail);
  });

  test("is left to the section where numbers answer the same sub-question", async () => {
    const views = [sales("2021-06-30", 80), sales("2023-06-30", 100), quoteView(frost)];
    expect(textsOf(await summaryOf(views, develop)).join(" ")).not.toContain(frost);
  });
});

describe("what was not found", () => {
  test("is said in a note of the report on itself", async () => {
    const blocks = await summaryOf([quoteView(frost)], develop, [gap("Nothing was found about goodwill.")]);
    const [note] = blocks.filter(({ type }) => type === "callout");
    expect(note && textsOf([note]).join(" ")).toContain("Nothing was found about goodwill.");
    expect(note && [...walkCitations([note])]).toEqual([]);
  });

  test("names two reasons at most, each once", async () => {
    const gaps = ["one", "one", "two", "three"].map((word) => gap(`Nothing was found about ${word}.`));
    const told = textsOf(await summaryOf([quoteView(frost)], develop, gaps)).join(" ");
    expect(told.match(/Nothing was found/gu)).toHaveLength(2);
    expect(told).not.toContain("three");
  });

  test.each(["en", "de", "fr", "es", "zh", "ar"])("without any evidence it says so, in %s too", async (language) => {
    const blocks = await summaryOf([], briefFor("?", { language }));
    expect(blocks.map(({ type }) => type)).toEqual(["callout"]);
    expect(textsOf(blocks).join("").length).toBeGreaterThan(8);
  });
});

describe("a comparison of two names", () => {
  const half = (company: string, name: string, rows: readonly Row[]) =>
    stored(name, company, [
      table("t1", {
        caption: "Consolidated statements of operations (in millions)",
        header: [
          ["", "Three Months Ended", "Three Months Ended"],
          ["", "June 30, 2023", "June 30, 2022"],
        ],
        rows,
      }),
    ]);
  const sources = sourcesOf(
    half("Orchard Inc.", "2023 Q2 ORC", [
      ["Total net sales", "$ 100", "$ 80"],
      ["Operating income", "$ 20", "$ 10"],
    ]),
    half("Riverbank Corp.", "2023 Q2 RIV", [
      ["Total net sales", "$ 50", "$ 40"],
      ["Operating income", "$ 25", "$ 20"],
    ]),
  );
  const question = "Compare the total net sales and operating income of Orchard and Riverbank.";

  test("sets the same period of both beside each other: 100 is 2.0 times 50", async () => {
    const { summary } = await reportOf(question, sources);
    expect(summary[0]).toMatch(
      /Orchard’s total net sales were \$100 million .*, 2\.0 times those of Riverbank \(\$50 million/u,
    );
  });

  test("does not tell the share of one measure in the other of one name alone", async () => {
    const { summary } = await reportOf(question, sources);
    expect(summary.join(" ")).not.toContain("as a share of");
    const alone = await reportOf("How did Orchard's operating income compare to its total net sales?", sources);
    expect(alone.summary.join(" ")).toContain("20.0%");
  });
});
