import { describe, expect, test } from "vitest";
import { sourceLabels } from "../../src/analyst/extractive/source-label.ts";
import type { EvidenceView } from "../../src/analyst/index.ts";
import type { Source } from "../../src/report/index.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { heading, paragraph, stored } from "./sample-filings.ts";

const view = (title: string, more: Partial<Source> = {}): EvidenceView => ({
  source: { ...stored(title, title, []).source, id: `s-${title}-${more.path ?? ""}`, ...more },
  evidence: {
    id: "ev-1",
    sourceId: "s",
    subQuestionIds: ["q1"],
    locator: {},
    content: { type: "quote", exact: "x", prefix: "", suffix: "" },
  },
  clusterId: "c",
});
const bare = { open: "", close: "" };
const labelOf = (title: string, more: Partial<Source> = {}): string | undefined =>
  [...sourceLabels([view(title, more)], bare).values()][0];

describe("how a source is named", () => {
  test.each([
    ["Wine for beginners, explained at length | Example Shop", {}, "Wine for beginners, explained at length"],
    ["Gardening in a warming world - Example Weekly", { site: "Example Weekly" }, "Gardening in a warming world"],
    ["The plant - a short history of its owners", {}, "The plant - a short history of its owners"],
    [
      "ORCHARD.COM, INC., FORM 10-Q, quarterly period ended June 30, 2023",
      {},
      "Orchard.com, Inc., Form 10-Q, quarterly period ended June 30, 2023",
    ],
    [
      "FORM 10-Q, ☒ QUARTERLY REPORT PURSUANT TO SECTION 13 OF THE ACT, quarterly period ended June 30, 2023",
      {},
      "FORM 10-Q, quarterly period ended June 30, 2023",
    ],
    ["What is a heat pump, and how does it work?", {}, "What is a heat pump, and how does it work"],
    ["Glossary", { path: "/library/glossary.md" }, "Glossary"],
    ["7", { path: "/library/glossary.md" }, "glossary.md"],
    ["青石水库", { path: "/library/dam.md" }, "青石水库"],
  ])("%s", (title, more, label) => {
    expect(labelOf(title, more)).toBe(label);
  });

  test("in quotation marks, because a title is a stranger's words", () => {
    expect([...sourceLabels([view("Glossary")], { open: "„", close: "“" }).values()]).toEqual(["„Glossary“"]);
  });

  test("documents that share a title are told apart by their files", () => {
    const labels = sourceLabels(
      [
        view("Quarterly report of the plant", { path: "/a/first.pdf" }),
        view("Quarterly report of the plant", { path: "/a/second.pdf" }),
      ],
      bare,
    );
    expect([...labels.values()]).toEqual([
      "Quarterly report of the plant (first.pdf)",
      "Quarterly report of the plant (second.pdf)",
    ]);
  });
});

const pumps = stored("pumps", "How heat pumps heat a house in winter", [
  heading("h1", "How heat pumps heat a house in winter"),
  paragraph("p1", "A heat pump is a device that moves heat from the outside air into a house by compressing a fluid."),
  paragraph("p2", "A heat pump delivers about three units of heat for each unit of electricity it uses."),
  paragraph("p3", "Heat pumps need less electricity in mild winters because the outside air holds more heat."),
  paragraph("p4", "I was so happy with my heat pump that I mention the heat pump in all of my articles!"),
  paragraph("p5", "Contact us for a free quote on your heat pump today and save money on heating."),
]);
const costs = stored("costs", "What heating a house costs in the north", [
  heading("h1", "What heating a house costs in the north"),
  paragraph("p1", "A heat pump costs about 12,000 euros in the north, twice as much as a gas boiler."),
]);
const events = stored("events", "How the valley got its dam and power plant", [
  heading("h1", "The dam"),
  paragraph("p1", "The dam was opened on 4 May 1968 by the mayor of the valley town."),
  paragraph("p2", "The building of the dam began in 1963 after a dry summer in the valley."),
  paragraph("p3", "The gate of the dam was replaced in August 2002 after heavy rain in the valley."),
]);

describe("quotes grouped by source", () => {
  test("a definition answers first, and its source is named once", async () => {
    const { summary, body } = await reportOf("What is a heat pump?", sourcesOf(pumps, costs));
    expect(summary[0]).toMatch(/^According to “How heat pumps heat a house in winter”, “A heat pump is a device/u);
    expect(body[0]).toBe("From “How heat pumps heat a house in winter”:");
    expect(body.join("\n").match(/How heat pumps heat a house in winter/gu)).toHaveLength(1);
  });

  test("neither self-praise nor adverts are quoted", async () => {
    const { body } = await reportOf("What is a heat pump?", sourcesOf(pumps, costs));
    expect(body.join(" ")).not.toMatch(/so happy|Contact us/u);
  });

  test("a why-question leads with the reason", async () => {
    const { summary } = await reportOf(
      "Why do heat pumps need less electricity in mild winters?",
      sourcesOf(pumps, costs),
    );
    expect(summary[0]).toContain("because the outside air holds more heat.");
  });

  test("the question is the title where it holds no noun phrase", async () => {
    const { title, headings } = await reportOf("Why do heat pumps need less electricity?", sourcesOf(pumps));
    expect(title).toBe("Why do heat pumps need less electricity?");
    expect(headings).toEqual(["What the sources say"]);
  });

  test("a when-question is answered in order of date", async () => {
    const { body } = await reportOf("When was the dam built and changed?", sourcesOf(events));
    expect(body[0]).toBe("In order of date:");
    const dates = body.slice(1).map((text) => /\d{4}/u.exec(text)?.[0]);
    expect(dates).toEqual(["1963", "1968", "2002"]);
  });

  test("a summary does not repeat its whole section", async () => {
    const { summary, body } = await reportOf("What is a heat pump?", sourcesOf(pumps, costs));
    expect(summary.length).toBeLessThan(body.filter((text) => text.includes("“")).length);
  });
});

describe("questions without an answer", () => {
  test.each([
    ["What risks does nuclear power have?", "The documents that were read do not answer this question."],
    ["Welche Risiken hat die Kernkraft?", "Die gelesenen Dokumente beantworten diese Frage nicht."],
    ["Quels sont les risques du nucléaire ?", "Les documents lus ne répondent pas à cette question."],
    ["¿Qué riesgos tiene la energía nuclear?", "Los documentos leídos no responden a esta pregunta."],
    ["核电有哪些风险？", "所读文件没有回答这个问题。"],
    ["ما هي مخاطر الطاقة النووية؟", "لا تجيب الوثائق المقروءة عن هذا السؤال."],
  ])("%s is told in its language, with what was missed", async (question, told) => {
    const { summary, body, gaps } = await reportOf(question, sourcesOf(pumps));
    expect(summary.join(" ")).toContain(told);
    expect(body).toEqual([]);
    expect(gaps).toHaveLength(1);
  });
});
