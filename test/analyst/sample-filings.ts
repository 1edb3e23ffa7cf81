import type { Brief, EvidenceView, Plan } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { bankFinding, type SourceBlock, type SourceTable } from "../../src/evidence/index.ts";
import type { PassageHit, StoredSource } from "../../src/library/index.ts";

/** A row label and its values. */
export type Row = readonly [label: string, ...values: string[]];

/** A table of one header row per given row of words; the first column names the rows. */
export function table(
  id: string,
  given: { readonly caption?: string; readonly header: readonly (readonly string[])[]; readonly rows: readonly Row[] },
): SourceTable {
  return {
    type: "table",
    id,
    ...(given.caption && { caption: given.caption }),
    header: given.header,
    rows: given.rows.map((row) => row.map((text) => ({ text }))),
    locator: { page: 4 },
  };
}

export function stored(name: string, title: string, blocks: readonly SourceBlock[], language = "en"): StoredSource {
  return {
    source: {
      id: `s-${name}`,
      path: `/library/${name}.pdf`,
      title,
      authors: [],
      fetched: "2026-01-01T00:00:00Z",
      mediaType: "application/pdf",
      sha256: name,
      language,
    },
    parsed: { metadata: { title, authors: [] }, blocks, pages: [], links: [], assets: [], dropped: [], warnings: [] },
  };
}

export const heading = (id: string, text: string, level = 1): SourceBlock => ({
  type: "heading",
  id,
  level,
  text,
  locator: { page: 1 },
});
export const paragraph = (id: string, text: string, page = 2): SourceBlock => ({
  type: "paragraph",
  id,
  text,
  locator: { page },
});

/** The values of a quarterly statement, this year's and last year's of each row. */
export interface Quarter {
  readonly company: string;
  readonly name: string;
  readonly ends: readonly [now: string, before: string];
  readonly rows: readonly Row[];
  readonly cash: Row;
  readonly cashDates: readonly [string, string];
  readonly prose: readonly string[];
}

/** A made-up quarterly report: cover, statement of operations, segment table, balance sheet, prose, legal section. */
export function filing({ company, name, ends, rows, cash, cashDates, prose }: Quarter): StoredSource {
  const [now, before] = ends;
  return stored(name, company, [
    heading("b1", company),
    paragraph("b2", `${company} files this quarterly report for the quarterly period ended ${now}.`),
    table("t1", {
      caption: "Consolidated statements of operations (in millions)",
      header: [
        ["", "Three Months Ended", "Three Months Ended"],
        ["", now, before],
      ],
      rows,
    }),
    table("t2", {
      caption: "Segment results (in millions)",
      header: [
        ["", "Three Months Ended", "Three Months Ended"],
        ["", now, before],
      ],
      rows: [
        ["North", "", ""],
        ["Net sales", "$ 11", "$ 10"],
      ],
    }),
    table("t3", {
      caption: "Consolidated balance sheets (in millions)",
      header: [["", ...cashDates]],
      rows: [cash, ["Total assets", "$ 9,000", "$ 8,000"]],
    }),
    heading("b3", "Results of operations"),
    ...prose.map((text, index) => paragraph(`p${index + 1}`, text, 12)),
    heading("b4", "Legal proceedings"),
    paragraph(
      "l1",
      `In May 2021, Rivera Tools, Inc. filed a complaint against ${company} in the District Court of Oregon alleging patent infringement.`,
      20,
    ),
    paragraph("l2", "From time to time we may be subject to claims. This could be material to our results.", 20),
  ]);
}

const orchard = (
  name: string,
  ends: readonly [string, string],
  sales: readonly [string, string],
  income: readonly [string, string],
  prose: readonly string[],
): StoredSource =>
  filing({
    company: "Orchard Inc.",
    name,
    ends,
    rows: [
      ["Total net sales", `$ ${sales[0]}`, `$ ${sales[1]}`],
      ["Other income, net", "7", "8"],
      ["Net income", `$ ${income[0]}`, `$ ${income[1]}`],
    ],
    cash: ["Cash and cash equivalents", "$ 500", "$ 400"],
    cashDates: [ends[0], "September 24, 2022"],
    prose,
  });

/** Two companies; Orchard with a fiscal calendar of its own. */
export const filings: ReadonlyMap<string, StoredSource> = new Map(
  [
    orchard(
      "2022 Q3 ORC",
      ["June 25, 2022", "June 26, 2021"],
      ["1,000", "900"],
      ["200", "190"],
      [
        "Total net sales increased 11% or $100 million during the third quarter of 2022 compared to the third quarter of 2021 due to higher demand for presses.",
      ],
    ),
    orchard("2023 Q1 ORC", ["December 31, 2022", "December 25, 2021"], ["1,500", "1,400"], ["300", "290"], []),
    orchard(
      "2023 Q3 ORC",
      ["July 1, 2023", "June 25, 2022"],
      ["1,100", "1,000"],
      ["180", "200"],
      [
        "Total net sales increased 10% or $100 million during the third quarter of 2023 compared to the third quarter of 2022, driven by new presses.",
        "This table shows the result. Forward-looking statements may differ. Cookies help us.",
      ],
    ),
    filing({
      company: "Riverbank Corp.",
      name: "2023 Q2 RIV",
      ends: ["June 30, 2023", "June 30, 2022"],
      rows: [
        ["Total net sales", "$ 2,750", "$ 2,500"],
        ["Net income (loss)", "$ (40)", "$ 60"],
      ],
      cash: ["Cash and cash equivalents", "$ 1,500", "$ 1,200"],
      cashDates: ["June 30, 2023", "December 31, 2022"],
      prose: ["Riverbank sales grew because rivers carried more freight during the second quarter of 2023."],
    }),
  ].map((entry) => [entry.source.id, entry]),
);

/** Every block as a passage, as a search that finds all would give. */
export function passagesOf(sources: ReadonlyMap<string, StoredSource>): readonly PassageHit[] {
  return [...sources.values()].flatMap(({ source, parsed }) =>
    parsed.blocks.map((block) => ({
      id: `${source.id}-${block.id}`,
      sourceId: source.id,
      kind: block.type === "table" ? ("table" as const) : ("text" as const),
      blockIds: [block.id],
      text: "text" in block ? block.text : "",
      locator: block.locator,
      score: 1,
      sourceTitle: source.title,
    })),
  );
}

/** Brief, plan and banked evidence for a question over sources, as the stages would gather them. */
export async function gatherFor(
  question: string,
  sources: ReadonlyMap<string, StoredSource> = filings,
  length: Brief["length"] = "standard",
): Promise<{ brief: Brief; plan: Plan; evidence: readonly EvidenceView[] }> {
  const analyst = createExtractiveAnalyst();
  const brief = await analyst.brief({ question, options: { length }, skills: [] });
  const plan = await analyst.plan({ brief, corpus: [...sources.values()].map(({ source }) => source) });
  const evidence = new Map<string, EvidenceView>();
  for (const subQuestion of plan.subQuestions) {
    for (const finding of await analyst.read({ brief, subQuestion, passages: passagesOf(sources), sources })) {
      const from = sources.get(finding.sourceId);
      const banked = from && bankFinding(finding, from, subQuestion.id);
      if (!from || !banked?.ok) throw new Error(`refused: ${banked?.ok === false ? banked.reason : finding.sourceId}`);
      const known = evidence.get(banked.evidence.id);
      const subQuestionIds = [...new Set([...(known?.evidence.subQuestionIds ?? []), subQuestion.id])];
      evidence.set(banked.evidence.id, {
        evidence: { ...banked.evidence, subQuestionIds },
        source: from.source,
        clusterId: from.source.id,
      });
    }
  }
  return { brief, plan, evidence: [...evidence.values()] };
}
