import { describe, expect, test } from "vitest";
import type { Brief, EvidenceView, SubQuestion } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { bankFinding, type Finding, type SourceBlock } from "../../src/evidence/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import type { ClaimCheck } from "../../src/report/index.ts";
import { stored } from "./sample-filings.ts";

const analyst = createExtractiveAnalyst();
const brief: Brief = {
  question: "Heat in Velden",
  language: "en",
  length: "standard",
  skill: "",
  audience: "",
  intents: ["what"],
  assumptions: [],
  checks: [],
  deck: { slides: 10, sections: 6 },
};

const paragraph = (id: string, text: string): SourceBlock => ({ type: "paragraph", id, text, locator: {} });
const entry = (id: string, text: string): SourceBlock => ({ type: "list-item", id, text, locator: {} });
const table = (id: string, header: readonly string[], ...rows: readonly (readonly string[])[]): SourceBlock => ({
  type: "table",
  id,
  header: [header],
  rows: rows.map((row) => row.map((text) => ({ text }))),
  locator: {},
});

function chapterOf(...blocks: readonly SourceBlock[]): { from: StoredSource; title: string } {
  return { from: stored("velden", "Heat in Velden", blocks), title: "Deliveries" };
}

async function digestOf({ from, title }: { from: StoredSource; title: string }): Promise<readonly Finding[]> {
  const blockIds = from.parsed.blocks.map(({ id }) => id);
  return analyst.digest({ brief, chapter: { id: "c1", title, blockIds }, stored: from });
}

const quotesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap((finding) => (finding.type === "quote" ? [finding.exact] : []));
const cellsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap((finding) => (finding.type === "cell" ? [`${finding.rowIndex}.${finding.columnIndex}`] : []));

const delivered = "The plant delivered 412 GWh of heat in 2023, 3 percent more than in the year before.";
const causes = "Deliveries of heat grew because a by-law of 2018 obliged new houses to join the network.";

describe("the sentences of a slide", () => {
  test("state facts of the chapter, whatever else stands around them", async () => {
    const chapter = chapterOf(
      paragraph("p1", `${delivered} Heat may generally vary from time to time among other things.`),
      paragraph("p2", `Sign up for our newsletter to hear more about heat! ${causes}`),
    );
    expect(quotesOf(await digestOf(chapter))).toEqual([delivered, causes]);
  });

  test.each([
    "The next chapter shows how heat was delivered in the years before the plant opened.",
    "Table 6.3 compares deliveries of heat in Velden with those of two other towns.",
    "Deliveries of heat were studied before by Huber (1998) and by others in the region.",
    "Indicate by check mark whether the plant delivered heat: Yes ☒ No ☐ in the year 2023.",
  ])("do not speak of the document instead of its matter: “%s”", async (text) => {
    const quotes = quotesOf(await digestOf(chapterOf(paragraph("p1", text), paragraph("p2", delivered))));
    expect(quotes).toEqual([delivered]);
  });

  test("are entries of lists too, but none that repeats a heading, as a list of contents does", async () => {
    const chapter = chapterOf(
      { type: "heading", id: "h1", level: 2, text: "Costs of a connection in Velden", locator: {} },
      entry("l1", "Costs of a connection in Velden"),
      entry("l2", "A connection costs 4,200 euros"),
      entry("l3", "and of which half is paid by the town"),
      entry("l4", "https://example.com/costs-of-a-connection"),
    );
    expect(quotesOf(await digestOf(chapter))).toEqual(["A connection costs 4,200 euros"]);
  });

  test("are sentences before entries without a full stop, which may be credits", async () => {
    const credit = "Heat deliveries, statistics of Velden and Oberau, 2023";
    const chapter = chapterOf(entry("l1", credit), paragraph("p1", delivered), paragraph("p2", causes));
    expect(quotesOf(await digestOf(chapter))[0]).not.toBe(credit);
  });

  test("begin with one that fits a headline, the others follow in the order of the document", async () => {
    const long = `${delivered.slice(0, -1)}, which the utility explains by the cold spring, by the new quarter at the lake and by the pipes that were renewed.`;
    const facts = Array.from(
      { length: 4 },
      (_, index) => `Well ${index + 1} was drilled in ${2015 + index} by the utility.`,
    );
    const chapter = chapterOf(paragraph("p0", long), ...facts.map((text, index) => paragraph(`p${index + 1}`, text)));
    const [lead = "", ...rest] = quotesOf(await digestOf(chapter));
    expect(lead.length).toBeLessThanOrEqual(140);
    const order = [long, ...facts].filter((text) => rest.includes(text));
    expect(rest).toEqual(order);
  });

  test("never say the same twice", async () => {
    const again = delivered.replace("The plant", "The plant in Velden");
    const quotes = quotesOf(await digestOf(chapterOf(paragraph("p1", delivered), paragraph("p2", again))));
    expect(quotes).toHaveLength(1);
  });
});

describe("what a slide shows", () => {
  const years = [2019, 2020, 2021, 2022, 2023].map((year, index) => [String(year), String(250 + 40 * index), "9,100"]);

  test("all points of a table over time, with fewer sentences beside them", async () => {
    const works = ["wells", "pumps", "pipes", "meters", "valves", "cellars"];
    const prose = works.map((work, index) =>
      paragraph(
        `p${index}`,
        `In 20${10 + index} the ${work} of quarter ${index} cost the town ${index + 2} million euros.`,
      ),
    );
    const findings = await digestOf(chapterOf(...prose, table("t1", ["Year", "Heat (GWh)", "Households"], ...years)));
    expect(cellsOf(findings).filter((place) => place.endsWith(".1"))).toEqual(["0.1", "1.1", "2.1", "3.1", "4.1"]);
    expect(quotesOf(findings).length).toBeLessThanOrEqual(3);
    expect(quotesOf(await digestOf(chapterOf(...prose))).length).toBeGreaterThan(3);
  });

  test("of another table as many rows and columns as a slide holds", async () => {
    const rows = Array.from({ length: 30 }, (_, row) => [
      `Town ${row}`,
      ...Array.from({ length: 8 }, (__, at) => `${at}`),
    ]);
    const places = cellsOf(await digestOf(chapterOf(table("t1", ["Town", ..."ABCDEFGH"], ...rows))));
    expect(new Set(places.map((place) => place.split(".")[0])).size).toBe(9);
    expect(new Set(places.map((place) => place.split(".")[1])).size).toBe(6);
  });

  test("no header that stands among the rows, no empty column", async () => {
    const rows = [
      ["", "", "2022", "2023"],
      ["Velden", "", "212", "220"],
      ["Oberau", "", "101", "99"],
    ];
    const places = cellsOf(await digestOf(chapterOf(table("t1", ["", "", "2022", "2023"], ...rows))));
    expect(places).toEqual(["1.0", "1.2", "1.3", "2.0", "2.2", "2.3"]);
  });

  test.each([
    [
      "running text in columns",
      [
        ["Heat ".repeat(30), "Cold ".repeat(30)],
        ["Warm ".repeat(30), "Cool ".repeat(30)],
      ],
    ],
    [
      "two columns of words without a name",
      [
        ["Item 1.", "Legal"],
        ["Item 2.", "None"],
        ["Item 3.", "Other"],
      ],
    ],
    ["a single row", [["Velden", "12", "13", "14", "15"]]],
  ])("no table of %s", async (_, rows) => {
    expect(cellsOf(await digestOf(chapterOf(paragraph("p1", delivered), table("t1", [], ...rows))))).toEqual([]);
  });
});

describe("the outline of a deck", () => {
  const subQuestion = (id: string): SubQuestion => ({
    id,
    question: `Chapter ${id}`,
    intent: "what",
    queries: [],
    entities: [],
    topics: [],
  });

  async function viewsOf(id: string, ...blocks: readonly SourceBlock[]): Promise<readonly EvidenceView[]> {
    const { from, title } = chapterOf(...blocks);
    return (await digestOf({ from, title })).flatMap((finding) => {
      const banked = bankFinding(finding, from, id);
      return banked.ok ? [{ evidence: banked.evidence, source: from.source, clusterId: "cl-1" }] : [];
    });
  }

  test("has a section for each chapter that told something, a summary only of several", async () => {
    const facts = ["q1", "q2", "q3"].map((id) => viewsOf(id, paragraph(id, `${id.toUpperCase()}: ${delivered}`)));
    const evidence = (await Promise.all(facts)).flat();
    const plan = { subQuestions: ["q1", "q2", "q3", "q4"].map(subQuestion) };
    const outline = await analyst.outline({ brief, plan, evidence, conflicts: [], gaps: [] });
    expect(outline.title).toBe("Heat in Velden");
    expect(outline.sections.map(({ title }) => title)).toEqual(["Chapter q1", "Chapter q2", "Chapter q3"]);
    expect(outline.summaryEvidenceIds).toHaveLength(3);
    const two = await analyst.outline({ brief, plan, evidence: evidence.slice(0, 2), conflicts: [], gaps: [] });
    expect(two.summaryEvidenceIds).toEqual([]);
  });

  test("draws a measure over time under the measure's name, sets other tables as they stand", async () => {
    const series = [2019, 2020, 2021, 2022].map((year) => [String(year), String(year - 1_700)]);
    const views = [
      ...(await viewsOf("q1", table("t1", ["Year", "Heat (GWh)"], ...series))),
      ...(await viewsOf(
        "q2",
        table("t2", ["Town", "Share", "Rank"], ["Velden", "60 %", "1"], ["Oberau", "40 %", "2"]),
      )),
    ];
    const plan = { subQuestions: ["q1", "q2"].map(subQuestion) };
    const { sections } = await analyst.outline({ brief, plan, evidence: views, conflicts: [], gaps: [] });
    expect(sections.flatMap(({ visuals }) => visuals.map(({ form }) => form))).toEqual(["chart", "excerpt"]);
    expect(sections[0]?.visuals[0]?.title).toMatch(/^Heat/);
    expect(sections[1]?.visuals[0]?.title).toBe("Chapter q2");
  });

  test("cites each of two sentences that stand together", async () => {
    const pair = `${delivered} It draws water of 96 °C from a depth of 2,300 metres below the town.`;
    const evidence = await viewsOf("q1", paragraph("p1", pair));
    expect(evidence.map(({ evidence: { content } }) => content.type === "quote" && content.exact)).toEqual([pair]);
    const section = { id: "q1", title: "", purpose: "", subQuestionIds: ["q1"], evidenceIds: [], visuals: [] };
    const [list] = await analyst.write({ brief, section, evidence, conflicts: [], visuals: [] });
    expect(list?.type === "list" && list.items).toHaveLength(1);
    expect(JSON.stringify(list).match(/"citation"/g)).toHaveLength(2);
  });

  test("loses what fails its check without a remark in its place", async () => {
    const evidence = await viewsOf("q1", paragraph("p1", delivered));
    const section = { id: "q1", title: "", purpose: "", subQuestionIds: ["q1"], evidenceIds: [], visuals: [] };
    const blocks = await analyst.write({ brief, section, evidence, conflicts: [], visuals: [] });
    const ids = evidence.map((view) => view.evidence.id);
    const problems: readonly ClaimCheck[] = [
      { claim: delivered, place: "q1", evidenceIds: ids, support: "unsupported", step: "quote", reason: "" },
    ];
    expect(await analyst.revise({ brief, blocks, problems, evidence })).toEqual([]);
  });

  test("is written as the document's own sentences, each cited", async () => {
    const evidence = await viewsOf("q1", paragraph("p1", delivered), paragraph("p2", causes));
    const section = { id: "q1", title: "", purpose: "", subQuestionIds: ["q1"], evidenceIds: [], visuals: [] };
    const [list, ...more] = await analyst.write({ brief, section, evidence, conflicts: [], visuals: [] });
    expect(more).toEqual([]);
    expect(list?.type === "list" && list.items).toHaveLength(2);
    for (const view of evidence) expect(JSON.stringify(list)).toContain(view.evidence.id);
    expect(JSON.stringify(list)).toContain(delivered);
    expect(JSON.stringify(list)).not.toContain("According to");
  });
});
