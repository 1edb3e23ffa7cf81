import { describe, expect, test } from "vitest";
import type { EvidenceView, OutlineSection } from "../../../src/analyst/index.ts";
import type { PassageHit } from "../../../src/library/index.ts";
import { inputTokens, plainProfile } from "../../../src/models/index.ts";
import type { Block, ClaimCheck, Conflict } from "../../../src/report/index.ts";
import { parrot } from "../../support/parrot.ts";
import { promptOf, type Reply } from "../../support/scripted-model.ts";
import { analystWith, brief, cellView, hitOf, quoteView, sourceOf, storedOf, subQuestion } from "./helm.ts";

const profile = { ...plainProfile, vision: true, contextTokens: 32_000 };
const replies: readonly Reply[] = Array.from({ length: 400 }, () => (call) => parrot(promptOf(call)));

/** An analyst with a small model; every call that it makes must fit, and none may be given up for its size. */
function smallBench() {
  const bench = analystWith(replies, profile);
  const expectFitting = (least = 1): void => {
    expect(bench.degraded.filter(({ failure: { code } }) => code === "too-large")).toEqual([]);
    expect(bench.model.calls.length).toBeGreaterThanOrEqual(least);
    const sizes = bench.model.calls.map((call) => inputTokens(call, profile) + call.maxOutputTokens);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(profile.contextTokens);
  };
  return { ...bench, expectFitting };
}

const alphabets = {
  latin: "The plant delivered heat to the town in this year and the pump was mended by people of the county. ",
  chinese: "该电站今年向城市供热，水泵由本县的人员修理，热量比去年增加了很多。",
  cyrillic: "Станция в этом году поставляла тепло городу, а насос починили люди из округа. ",
};
const textOf = (alphabet: keyof typeof alphabets, length: number): string =>
  alphabets[alphabet].repeat(Math.ceil(length / alphabets[alphabet].length)).slice(0, length);

const longTitle = "A title that goes on and on ".repeat(40);

function manyQuotes(alphabet: keyof typeof alphabets, count: number, length = 900): readonly EvidenceView[] {
  return Array.from({ length: count }, (_, index) => {
    const view = quoteView(`ev-${index}`, `${index} ${textOf(alphabet, length)}`, `doc${index % 40}`);
    return { ...view, source: sourceOf(`doc${index % 40}`, { title: longTitle }) };
  });
}

const manyCells: readonly EvidenceView[] = Array.from({ length: 600 }, (_, index) =>
  cellView(
    `ev-c${index}`,
    {
      row: `Heat delivered to district ${index % 60} ${"of the town ".repeat(20)}`,
      column: `${1_900 + (index % 20)}`,
      value: `${index}`,
      number: index,
    },
    [index % 60, index % 20],
  ),
);

const conflicts: readonly Conflict[] = Array.from({ length: 80 }, (_, index) => ({
  topic: `Heat in ${1_900 + index}`,
  positions: Array.from({ length: 12 }, (__, position) => ({
    statement: `${position} GWh, ${textOf("latin", 300)}`,
    clusters: 1,
    evidenceIds: [`ev-${position}`],
  })),
}));

const evidenceSets: readonly (readonly [string, readonly EvidenceView[]])[] = [
  ["300 long quotes", manyQuotes("latin", 300)],
  ["200 quotes in Chinese", manyQuotes("chinese", 200)],
  ["200 quotes in Russian", manyQuotes("cyrillic", 200)],
  ["600 cells with long names", manyCells],
  ["quotes and cells", [...manyQuotes("latin", 100), ...manyCells.slice(0, 300)]],
];
const gaps = Array.from({ length: 60 }, (_, index) => ({
  subQuestionId: "q1",
  reason: `Nothing was found about ${index} ${textOf("latin", 300)}`,
  queries: [],
}));
const plan = { subQuestions: Array.from({ length: 10 }, (_, index) => ({ ...subQuestion, id: `q${index + 1}` })) };

describe("a small context is never overflown", () => {
  test("by the titles of a large library and a question of full length", async () => {
    const { analyst, expectFitting } = smallBench();
    const corpus = Array.from({ length: 400 }, (_, index) => sourceOf(`s${index}`, { title: longTitle }));
    const question = textOf("chinese", 4_000);
    await analyst.brief({ question, options: { length: "deep" }, skills: [] });
    await analyst.plan({ brief: { ...brief, question }, corpus });
    expectFitting(2);
  });

  test("by the passages of a document of 400 pages, with its tables and 300 pictures", async () => {
    const { analyst, model, expectFitting } = smallBench();
    const rows = Array.from({ length: 300 }, (_, row) =>
      Array.from({ length: 12 }, (__, column) => ({ text: `Cell ${row} ${column}`, locator: {} })),
    );
    const stored = storedOf("handbook", [
      ...Array.from({ length: 400 }, (_, index) => ({
        type: "paragraph" as const,
        id: `b${index}`,
        text: `On page ${index} it says: ${textOf("latin", 2_800)}`,
        locator: { page: index },
      })),
      { type: "table", id: "t1", caption: longTitle, header: [], rows, locator: { page: 7 } },
      ...Array.from({ length: 300 }, (_, index) => ({
        type: "figure" as const,
        id: `f${index}`,
        locator: { page: index },
      })),
    ] as Parameters<typeof storedOf>[1]);
    const passages: readonly PassageHit[] = [
      ...Array.from({ length: 40 }, (_, index) => hitOf(stored, "text", [`b${index}`], textOf("latin", 2_800))),
      hitOf(stored, "table", ["t1"], rows.map((row) => row.map(({ text }) => text).join("\t")).join("\n")),
      ...Array.from({ length: 300 }, (_, index) => hitOf(stored, "figure", [`f${index}`], textOf("latin", 700))),
    ];
    const sources = new Map([[stored.source.id, stored]]);
    await analyst.read({ brief: { ...brief, length: "deep" }, subQuestion, passages, sources });
    expectFitting(3);
    expect(model.calls.length).toBeLessThan(20);
  });

  test("by a picture with a book of recognised text", async () => {
    const { analyst, expectFitting } = smallBench();
    const image = {
      type: "image" as const,
      mediaType: "image/png",
      bytes: new Uint8Array(9),
      width: 2_048,
      height: 2_048,
    };
    await analyst.look({
      subQuestion,
      caption: textOf("chinese", 100_000),
      words: textOf("chinese", 1_000_000),
      loadPicture: async () => image,
    });
    expectFitting();
  });

  test.each(evidenceSets)("by %s when gaps are assessed and sections outlined", async (_, evidence) => {
    const { analyst, expectFitting } = smallBench();
    await analyst.assess({ brief, plan, evidence, round: 1 });
    await analyst.outline({ brief: { ...brief, length: "deep" }, plan, evidence, conflicts, gaps });
    expectFitting(2);
  });

  test.each(evidenceSets)("by %s when a section and the summary are written", async (_, evidence) => {
    const { analyst, expectFitting } = smallBench();
    const section: OutlineSection = {
      id: "s1",
      title: "Heat",
      purpose: textOf("latin", 800),
      subQuestionIds: ["q1"],
      evidenceIds: evidence.map(({ evidence: { id } }) => id),
      visuals: [],
    };
    await analyst.write({ brief: { ...brief, length: "deep" }, section, evidence, conflicts, visuals: [largeTable] });
    const sections = Array.from({ length: 10 }, (__, index) => ({
      id: `s${index}`,
      title: "Heat",
      blocks: [citing(evidence, index, textOf("latin", 9_000)), largeTable],
    }));
    const outline = { title: "T", summaryEvidenceIds: section.evidenceIds, sections: [section] };
    await analyst.summarise({ brief, outline, sections, evidence, conflicts, gaps });
    expectFitting(2);
  });

  test.each(evidenceSets)("by %s when claims are judged and mended", async (_, evidence) => {
    const { analyst, expectFitting } = smallBench();
    const problems: readonly ClaimCheck[] = Array.from({ length: 60 }, (__, index) => ({
      claim: `${index} ${textOf("latin", 1_800)}`,
      place: "s1",
      evidenceIds: evidence.slice(index * 8, index * 8 + 40).map(({ evidence: { id } }) => id),
      support: "unsupported",
      step: "containment",
      reason: textOf("latin", 2_000),
    }));
    await analyst.judge({ brief, checks: problems, evidence });
    const blocks = problems.map(({ claim }) => citing(evidence, 0, claim));
    await analyst.revise({ brief, blocks, problems, evidence });
    expectFitting(2);
  });
});

function citing(evidence: readonly EvidenceView[], index: number, text: string): Block {
  const cited = evidence.slice(index * 30, index * 30 + 30).map(({ evidence: { id } }) => id);
  const [first = "ev-0", ...rest] = cited;
  return {
    type: "paragraph",
    children: [
      { type: "text", value: text },
      { type: "citation", evidenceIds: [first, ...rest] },
    ],
  };
}

const largeTable: Block = {
  type: "table",
  id: "t1",
  caption: [{ type: "text", value: longTitle }],
  header: Array.from({ length: 30 }, (_, index) => ({
    children: [{ type: "text" as const, value: `Column ${index}` }],
  })),
  rows: Array.from({ length: 900 }, (_, index) => [
    { children: [{ type: "text" as const, value: `Row of the table ${index}` }] },
  ]),
};
