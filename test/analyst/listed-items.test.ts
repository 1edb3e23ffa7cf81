import { describe, expect, test } from "vitest";
import { asksForItems, listedItems } from "../../src/analyst/extractive/listed-items.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import type { SourceBlock } from "../../src/evidence/index.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { heading, paragraph, stored } from "./sample-filings.ts";

const item = (id: string, text: string): SourceBlock => ({
  type: "list-item",
  id,
  text,

  locator: { page: 3 },
});
const body = (id: string): SourceBlock =>
  paragraph(id, "This is told at length in a paragraph of its own that nobody would quote as an entry.");

const search = (topic: string, question: string) => ({
  matcher: topicMatcher(topic),
  question,
  recency: (sourceId: string) => (sourceId.includes("2023") ? 1 : 0),
});
const entriesOf = (blocks: readonly SourceBlock[], topic = "risks", question = `What are the main ${topic}?`) =>
  listedItems(search(topic, question), sourcesOf(stored("annual", "Orchard Inc.", blocks))).map((finding) =>
    finding.type === "quote" ? finding.exact : finding.type,
  );

describe("a question asks for several things", () => {
  test.each([
    ["What are the main risks of wind power?", "risks of wind power"],
    ["Which products does Orchard sell?", "products"],
    ["Who are the officers of Orchard?", "officers"],
    ["List the subsidiaries of Orchard.", "subsidiaries"],
    ["Welche Risiken nennt der Bericht?", "Risiken"],
    ["Welche Produkte verkauft Orchard?", "Produkte"],
    ["Quels sont les risques principaux ?", "risques"],
    ["¿Cuáles son los riesgos?", "riesgos"],
    ["Orchard有哪些风险？", "风险"],
    ["ما هي المخاطر الرئيسية؟", "المخاطر"],
    ["Какие риски называет отчёт?", "риски"],
  ])("%s", (question, topic) => {
    expect(asksForItems(question, topic)).toBe(true);
  });

  test.each([
    ["What is the effective tax rate?", "effective tax rate"],
    ["How did the risks develop?", "risks"],
    ["What is the basis of the estimate?", "basis of the estimate"],
    ["What was the loss on disposal of assets?", "loss on disposal of assets"],
    ["Wie hoch war der Umsatz?", "Umsatz"],
  ])("but not with: %s", (question, topic) => {
    expect(asksForItems(question, topic)).toBe(false);
  });
});

describe("entries of a section about the topic", () => {
  test("do not include the rest of a heading that the page cut in two", () => {
    expect(
      entriesOf([
        heading("h1", "Risks", 2),
        ...["Acts of sellers and other", "parties", "Hail in the valley", "Late frost in May"].flatMap(
          (text, index) => [heading(`r${index}`, text, 3), body(`p${index}`)],
        ),
      ]),
    ).toEqual(["Acts of sellers and other", "Hail in the valley", "Late frost in May"]);
  });

  test("may all be single words", () => {
    const names = ["Frost", "Hail", "Scab"];
    const blocks = names.flatMap((text, index) => [heading(`r${index}`, text, 3), body(`p${index}`)]);
    expect(entriesOf([heading("h1", "Risks", 2), ...blocks])).toEqual(names);
  });

  test("are its headings, not those that stand over headings, and not those after it", () => {
    expect(
      entriesOf([
        heading("h1", "Item 1A. Risk factors", 3),
        heading("g1", "Business risks", 5),
        heading("r1", "We face intense competition", 6),
        body("p1"),
        heading("r2", "Our harvest depends on the weather", 6),
        body("p2"),
        heading("g2", "Legal risks", 5),
        heading("r3", "Claims may be brought against us", 6),
        body("p3"),
        heading("h2", "Item 2. Unregistered sales", 3),
        heading("r4", "Purchases of shares", 6),
        body("p4"),
      ]),
    ).toEqual([
      "We face intense competition",
      "Our harvest depends on the weather",
      "Claims may be brought against us",
    ]);
  });

  test("are the points of its list, without what follows under a heading of its own", () => {
    expect(
      entriesOf([
        heading("h1", "Risks", 2),
        paragraph("p0", "The main risks are:"),
        item("i1", "Late frost in May"),
        item("i2", "Hail"),
        item("i3", "Codling moth"),
        paragraph("p1", "All of them are insured."),
        item("i4", "Insurance is renewed each year"),
        heading("h2", "Insurance", 3),
        item("i5", "Premiums"),
      ]),
    ).toEqual(["Late frost in May", "Hail", "Codling moth"]);
  });

  test("are paragraphs that open with a term and a colon: the term and its first sentence", () => {
    expect(
      entriesOf([
        heading("h1", "Risks", 2),
        paragraph("p1", "Market risk: prices of cider may fall. Orchard hedges none of it."),
        paragraph("p2", "Credit risk: wholesalers may not pay."),
        paragraph("p3", "Currency risk: half of the sales are in pounds."),
      ]),
    ).toEqual([
      "Market risk: prices of cider may fall.",
      "Credit risk: wholesalers may not pay.",
      "Currency risk: half of the sales are in pounds.",
    ]);
  });

  test("are named once, however the page repeats them", () => {
    expect(
      entriesOf([
        heading("h1", "Risks", 2),
        item("i1", "Late frost"),
        item("i2", "Hail"),
        item("i3", "late frost"),
        item("i4", "Codling moth"),
      ]),
    ).toEqual(["Late frost", "Hail", "Codling moth"]);
  });

  test("are none where there are fewer than three", () => {
    expect(entriesOf([heading("h1", "Risks", 2), item("i1", "Late frost"), item("i2", "Hail")])).toEqual([]);
  });

  test("are none where the section is about something else", () => {
    const blocks = [item("i1", "Late frost"), item("i2", "Hail"), item("i3", "Codling moth")];
    expect(entriesOf([heading("h1", "Presses and their makers", 2), ...blocks])).toEqual([]);
    expect(entriesOf(blocks)).toEqual([]);
  });

  test("of a topic of two halves may stand under a heading that names the first, if the section speaks of the other", () => {
    const risks = (about: string) => [
      heading("h1", "Risks", 2),
      paragraph("p0", `Those who build ${about} should know them.`),
      item("i1", "Storms"),
      item("i2", "Lightning"),
      item("i3", "Ice"),
    ];
    expect(entriesOf(risks("wind power"), "risks of wind power")).toEqual(["Storms", "Lightning", "Ice"]);
    expect(entriesOf(risks("kites"), "risks of wind power")).toEqual([]);
  });

  test("are none where the question asks for one thing, though such a section exists", () => {
    const blocks = [heading("h1", "Risk", 2), item("i1", "Late frost"), item("i2", "Hail"), item("i3", "Codling moth")];
    expect(entriesOf(blocks, "risk", "How large is the risk?")).toEqual([]);
  });

  test("leave out marks, numbers and whole essays", () => {
    expect(
      entriesOf([
        heading("h1", "Risks", 2),
        item("i0", "•"),
        item("i1", "Late frost"),
        item("i2", "12 %"),
        item("i3", "Hail"),
        item("i4", `Codling moth ${"and its many relatives ".repeat(20)}`),
        item("i5", "Scab"),
      ]),
    ).toEqual(["Late frost", "Hail", "Scab"]);
  });

  test("come from the newest source that has them", () => {
    const risks = (...names: readonly string[]) => [
      heading("h1", "Risks", 2),
      ...names.map((name, index) => item(`i${index}`, name)),
    ];
    const sources = sourcesOf(
      stored("2022", "Orchard 2022", risks("Late frost", "Hail", "Scab", "Moth")),
      stored("2023", "Orchard 2023", risks("Drought", "Hail", "Fire blight")),
      stored("2023-note", "Note 2023", risks("Wasps")),
    );
    const found = listedItems(search("risks", "What are the risks?"), sources);
    expect(found.map((finding) => finding.type === "quote" && finding.exact)).toEqual([
      "Drought",
      "Hail",
      "Fire blight",
    ]);
  });

  test.each([
    ["de", "Risiken", "Welche Risiken nennt Orchard?", ["Spätfrost", "Hagel", "Apfelwickler"]],
    ["fr", "Risques", "Quels sont les risques d'Orchard ?", ["Le gel tardif", "La grêle", "Le carpocapse"]],
    ["es", "Riesgos", "¿Cuáles son los riesgos de Orchard?", ["La helada tardía", "El granizo", "La carpocapsa"]],
  ])("in %s", (language, title, question, names) => {
    const blocks = [heading("h1", title, 2), ...names.map((name, index) => item(`i${index}`, name))];
    const sources = sourcesOf(stored("orchard", "Orchard", blocks, language));
    const found = listedItems(search(title.toLowerCase(), question), sources);
    expect(found.map((finding) => finding.type === "quote" && finding.exact)).toEqual(names);
  });
});

describe("a report on such a question", () => {
  const risks = [
    heading("h0", "Orchard Inc. annual report", 1),
    paragraph("p0", "Orchard grows apples and presses cider in the valley of the Teme since 1887."),
    heading("h1", "Risk factors", 2),
    heading("r1", "Late frost can destroy a harvest", 3),
    paragraph("p1", "Frost in May is a risk to blossom. In 2017 it took half of the harvest of the valley."),
    heading("r2", "Few buyers take most of our cider", 3),
    paragraph("p2", "Two chains bought 61% of what Orchard sold, and each of them may leave within a year."),
    heading("r3", "Wages rise faster than prices", 3),
    paragraph("p3", "Pickers are paid by the hour. The risk of a shortage of labour has grown since 2020."),
  ];

  test("names the entries, each as it stands there", async () => {
    const { body: told } = await reportOf(
      "What are the main risks of Orchard?",
      sourcesOf(stored("a", "Orchard", risks)),
    );
    for (const name of ["Late frost can destroy a harvest", "Few buyers take most", "Wages rise faster than prices"])
      expect(told.join("\n")).toContain(name);
  });

  test("keeps sentences where the question asks for a cause", async () => {
    const { body: told } = await reportOf("Why is frost a risk?", sourcesOf(stored("a", "Orchard", risks)));
    expect(told.join("\n")).not.toContain("Wages rise faster than prices");
  });
});
