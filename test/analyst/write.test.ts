import { describe, expect, test } from "vitest";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { verifyReport } from "../../src/evidence/index.ts";
import type { Block, Report } from "../../src/report/index.ts";
import { inlinesOf, textOf, walkBlocks, walkCitations } from "../../src/report/walk.ts";
import { emptyReport } from "../support/empty-report.ts";
import { filings, gatherFor } from "./sample-filings.ts";

const analyst = createExtractiveAnalyst();
const textsOf = (blocks: readonly Block[]): readonly string[] =>
  [...walkBlocks(blocks)].map((block) => textOf(inlinesOf(block))).filter((text) => text !== "");

async function reportOn(question: string) {
  const gathered = await gatherFor(question);
  const { gaps } = await analyst.assess({ ...gathered, round: 0 });
  const outline = await analyst.outline({ ...gathered, conflicts: [], gaps });
  const sections = await Promise.all(
    outline.sections.map(async (section) => {
      const own = gathered.evidence.filter(({ evidence }) => section.evidenceIds.includes(evidence.id));
      const blocks = await analyst.write({ brief: gathered.brief, section, evidence: own, conflicts: [], visuals: [] });
      return { id: section.id, title: section.title, blocks };
    }),
  );
  const summary = await analyst.summarise({
    brief: gathered.brief,
    outline,
    sections,
    evidence: gathered.evidence,
    conflicts: [],
    gaps,
  });
  return { ...gathered, gaps, outline, sections, summary };
}

function asReport({ brief, outline, sections, summary, evidence }: Awaited<ReturnType<typeof reportOn>>): Report {
  const sources = new Map(evidence.map(({ source }) => [source.id, source]));
  return {
    ...emptyReport,
    title: outline.title,
    question: brief.question,
    language: brief.language,
    summary,
    sections: sections.map((section) => ({ ...section, sections: [] })),
    sources: [...sources.values()],
    evidence: evidence.map((view) => view.evidence),
  };
}

describe("a report over time", () => {
  const question = "How did Orchard's total net sales and net income develop from 2022 Q3 to 2023 Q3?";

  test("the summary answers with numbers, periods and the size of the change", async () => {
    const { summary } = await reportOn(question);
    expect(textsOf(summary)[0]).toContain(
      "Orchard’s total net sales rose by 10.0% from $1,000 million in the three months ended June 25, 2022 to $1,100 million in the three months ended July 1, 2023.",
    );
    expect(textsOf(summary)[0]).toContain("Orchard’s net income fell by 10.0% from $200 million");
  });

  test("an overview with the table and one chart that no section repeats, and a title that says what and when", async () => {
    const { outline } = await reportOn(question);
    expect(outline.title).toBe("Orchard: total net sales and net income, 2022 Q3 to 2023 Q3");
    expect(outline.sections.map(({ id }) => id)).toEqual(["overview", "q1", "q2"]);
    expect(outline.sections[0]?.visuals).toMatchObject([{ form: "table" }, { form: "chart", mark: "line" }]);
    expect(outline.sections.slice(1).flatMap(({ visuals }) => visuals)).toEqual([]);
  });

  test("the peak between first and last is told, and the period that no document covers", async () => {
    const { sections } = await reportOn(question);
    const text = textsOf(sections[1]?.blocks ?? []).join(" ");
    expect(text).toContain(
      "Orchard’s total net sales were highest in the three months ended December 31, 2022, at $1,500 million.",
    );
    expect(text).toContain("driven by new presses.”");
  });

  test("every claim stands in what it cites", async () => {
    const report = asReport(await reportOn(question));
    const { checks, uncited, unresolved } = verifyReport(report, { loadParsed: (id) => filings.get(id)?.parsed });
    expect(checks.filter(({ support }) => support !== "supported")).toEqual([]);
    expect({ uncited, unresolved }).toEqual({ uncited: 0, unresolved: 0 });
  });

  test("every paragraph and list item carries a citation", async () => {
    const { sections, summary } = await reportOn(question);
    for (const block of walkBlocks([...summary, ...sections.flatMap(({ blocks }) => blocks)])) {
      if (block.type === "paragraph") expect([...walkCitations([block])].length).toBeGreaterThan(0);
    }
  });
});

describe("a comparison", () => {
  test("periods that end within days are compared, as a ratio", async () => {
    const { summary } = await reportOn("Compare Orchard's and Riverbank's revenue");
    expect(textsOf(summary)[0]).toContain(
      "Riverbank’s total net sales were $2,750 million in the three months ended June 30, 2023, 2.5 times those of Orchard ($1,100 million in the three months ended July 1, 2023).",
    );
  });

  test("a loss is compared by difference, never by ratio or per cent", async () => {
    const { summary } = await reportOn("Compare Orchard's and Riverbank's net income");
    const text = textsOf(summary).join(" ");
    expect(text).toContain(
      "$180 million in the three months ended July 1, 2023, $220 million more than that of Riverbank (−$40 million",
    );
    expect(text).not.toMatch(/-\d+(\.\d+)? times|−\d+(\.\d+)? times/);
  });
});

describe("other languages", () => {
  test("a German question gets German sentences over English sources", async () => {
    const { brief, summary } = await reportOn("Wie hat sich Orchards Nettoumsatz von Q3 2022 bis Q3 2023 entwickelt?");
    expect(brief.language).toBe("de");
    expect(textsOf(summary)[0]).toContain(
      "Anstieg um 10,0\u00a0% von 1.000 Mio. USD in den drei Monaten bis 25.06.2022 auf 1.100 Mio. USD",
    );
  });

  test.each(["比较Orchard和Riverbank的收入", "ما هي الإجراءات القانونية التي أبلغت عنها Orchard؟"])(
    "%s is answered",
    async (question) => {
      const { summary, evidence } = await reportOn(question);
      expect(evidence.length).toBeGreaterThan(0);
      expect([...walkCitations(summary)].length).toBeGreaterThan(0);
    },
  );
});

describe("what was not found", () => {
  test("a name without evidence is a gap with other words to search for", async () => {
    const { gaps } = await reportOn("Compare Orchard's and Nowhere's revenue");
    expect(gaps).toEqual([
      {
        subQuestionId: "q1",
        reason: "Nothing was found about revenue for Nowhere.",
        queries: expect.arrayContaining(["Nowhere net sales"]),
      },
    ]);
  });

  test("after the first round nothing more is asked for", async () => {
    const gathered = await gatherFor("Compare Orchard's and Nowhere's revenue");
    const { gaps } = await analyst.assess({ ...gathered, round: 1 });
    expect(gaps[0]?.queries).toEqual([]);
  });

  test("without evidence the summary says so and claims nothing", async () => {
    const gathered = await gatherFor("What does Orchard report?", new Map());
    const outline = await analyst.outline({ ...gathered, conflicts: [], gaps: [] });
    const summary = await analyst.summarise({ ...gathered, outline, sections: [], conflicts: [], gaps: [] });
    expect(textsOf(summary)).toEqual(["The documents that were read do not answer this question."]);
    expect(outline.sections).toEqual([]);
  });
});

describe("looking at a picture", () => {
  test("a picture is relevant when its caption or words speak of the purpose", async () => {
    const subQuestion = {
      id: "q1",
      question: "",
      intent: "what" as const,
      queries: [],
      entities: [],
      topics: ["bee colonies in Norway"],
    };
    const seen = { subQuestion, words: "2021 2022 2023", loadPicture: async () => undefined };
    const bees = await analyst.look({ ...seen, caption: "Bee colonies per county" });
    expect(bees).toEqual({ relevant: true, reading: "2021 2022 2023" });
    expect((await analyst.look({ ...seen, caption: "Company logo" })).relevant).toBe(false);
  });
});
