import { describe, expect, test } from "vitest";
import { candidatesOf } from "../../src/analyst/extractive/candidates.ts";
import { isQuotable, leansBack } from "../../src/analyst/extractive/sentence-quality.ts";
import { labelScore, topicContainment, topicMatcher } from "../../src/analyst/extractive/topics.ts";
import { contentTerms } from "../../src/analyst/extractive/words.ts";
import { filings, gatherFor, heading, paragraph, passagesOf, stored } from "./sample-filings.ts";

const cells = (evidence: Awaited<ReturnType<typeof gatherFor>>["evidence"]) =>
  evidence.flatMap(({ evidence: { content, quantities }, source }) =>
    content.type === "cell" ? [[source.title, content.row, content.value, quantities?.[0]?.periodEnd].join(" ")] : [],
  );

describe("numbers of tables", () => {
  test("the statement's row, quarters only, within the range that file names give, a repeated value with both filings", async () => {
    const { evidence } = await gatherFor("How did Orchard's total net sales develop from 2022 Q3 to 2023 Q3?");
    expect(cells(evidence)).toEqual([
      "Orchard Inc. Total net sales $ 1,000 2022-06-25",
      "Orchard Inc. Total net sales $ 1,500 2022-12-31",
      "Orchard Inc. Total net sales $ 1,100 2023-07-01",
      "Orchard Inc. Total net sales $ 1,000 2022-06-25",
    ]);
  });

  test("net income is not other income, net", async () => {
    const { evidence } = await gatherFor("How did Orchard's net income develop?");
    expect(new Set(cells(evidence).map((cell) => cell.replace(/ \$.*/, "")))).toEqual(
      new Set(["Orchard Inc. Net income"]),
    );
  });

  test("a comparison finds both companies under their own labels, losses negative", async () => {
    const { evidence } = await gatherFor("Compare Orchard's and Riverbank's net income");
    expect(cells(evidence)).toContain("Riverbank Corp. Net income (loss) $ (40) 2023-06-30");
    const loss = evidence.find(({ evidence: item }) => item.content.type === "cell" && item.content.value === "$ (40)");
    expect(loss?.evidence.quantities?.[0]?.value).toBe(-40_000_000);
  });

  test("a topic that no table names gives no numbers", async () => {
    const { evidence } = await gatherFor("How did Orchard's whale watching develop?");
    expect(cells(evidence)).toEqual([]);
  });
});

describe("labels and topics", () => {
  const score = (topic: string, ...path: readonly string[]) => labelScore(topicMatcher(topic), path);

  test("the same words beat synonyms, synonyms beat longer labels, others score nothing", () => {
    expect(score("net income", "Net income")).toBe(1);
    expect(score("net income", "Net income (loss)")).toBe(1);
    expect(score("revenue", "Total net sales")).toBeGreaterThan(0.8);
    expect(score("revenue", "Total net sales")).toBeLessThan(1);
    expect(score("net income", "Other income, net")).toBeLessThan(score("net income", "Net income"));
    expect(score("net income", "Total assets")).toBe(0);
  });

  test("a qualifier may stand in the section above", () => {
    expect(score("OCS segment revenue", "OCS", "Net sales")).toBeGreaterThan(0.6);
    expect(score("OCS segment revenue", "North", "Net sales")).toBe(0);
  });

  test("words of a short topic must stand together and in order", () => {
    const spoken = (topic: string, text: string) => topicContainment(topicMatcher(topic), contentTerms(text));
    expect(spoken("operating income", "Operating income rose again")).toBe(1);
    expect(
      spoken(
        "operating income",
        "Updates to its operating systems raised the price and later also the income of partners",
      ),
    ).toBeLessThan(0.46);
  });
});

describe("sentences fit to be quoted", () => {
  test.each([
    "Total net sales increased 11% during the third quarter of 2022.",
    "净销售额在2023年第三季度增长了百分之十。",
    "In May 2021, Rivera Tools, Inc. filed a complaint in Oregon.",
  ])("%s", (sentence) => {
    expect(isQuotable(sentence)).toBe(true);
  });

  test.each([
    ["a heading", "Item 2. Management's Discussion and Analysis of Results"],
    ["a table of contents line", "Legal Proceedings ................................... 21."],
    ["a fragment", "and the results of operations for the period ended June 2022."],
    ["boilerplate", "This report contains forward-looking statements that involve risks."],
    ["a cookie notice", "We use cookies to improve your experience on this website today."],
    ["a question", "What are the results of the third quarter of the year 2022?"],
    ["capitals", "CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS OF THE COMPANY."],
    ["open brackets", "The Company (the registrant of this report files it every quarter."],
    ["numbers", "Total 1,234 2,345 3,456 4,567 5,678 6,789 7,890 8,901 9,012 123."],
    ["a pointer", "See Note 7 of the financial statements for additional information."],
  ])("%s is not", (_name, sentence) => {
    expect(isQuotable(sentence)).toBe(false);
  });

  test("pronouns and connectives at the start lean back, names do not", () => {
    expect(leansBack("This increased sales.")).toBe(true);
    expect(leansBack("However, sales fell.")).toBe(true);
    expect(leansBack("Theresa May resigned.")).toBe(false);
  });

  test("a sentence that leans back comes with its forerunner or not at all", () => {
    const text =
      "The bridge over the river Alna was closed for repairs in 2019. It was opened again in March 2021 after long delays.";
    const source = stored("bridge", "Bridge report", [
      heading("h", "Bridge"),
      paragraph("p", text),
      paragraph("q", "It was never mentioned again in any of the later reports."),
    ]);
    const sources = new Map([[source.source.id, source]]);
    const found = candidatesOf({ passages: passagesOf(sources), matcher: topicMatcher("bridge") }, sources);
    expect(found.map((candidate) => candidate.text)).toEqual([text]);
  });
});

describe("quotes", () => {
  test("cases come from the section of that name, generalities stay behind them", async () => {
    const { evidence } = await gatherFor("What legal proceedings does Orchard report?");
    const quotes = evidence.flatMap(({ evidence: { content } }) => (content.type === "quote" ? [content.exact] : []));
    expect(quotes[0]).toMatch(/Rivera Tools, Inc\. filed a complaint against Orchard/);
    expect(quotes.filter((quote) => quote.startsWith("In May 2021"))).toHaveLength(1);
  });

  test("sources about other companies are not quoted", async () => {
    const { evidence } = await gatherFor("What legal proceedings does Riverbank report?");
    expect(new Set(evidence.map(({ source }) => source.title))).toEqual(new Set(["Riverbank Corp."]));
  });

  test("reading twice gives the same findings", async () => {
    const question = "Compare Orchard's and Riverbank's revenue and cash positions";
    expect(await gatherFor(question)).toEqual(await gatherFor(question));
  });

  test("no sources, no findings", async () => {
    expect((await gatherFor("What does Orchard report?", new Map())).evidence).toEqual([]);
    expect(filings.size).toBe(4);
  });
});
