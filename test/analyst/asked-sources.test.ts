import { describe, expect, test } from "vitest";
import { askedSources, isOfPeriod } from "../../src/analyst/extractive/asked-sources.ts";
import { periodsOf } from "../../src/analyst/extractive/periods.ts";
import { sourceEntities } from "../../src/analyst/extractive/source-entities.ts";
import { sourcesOf } from "./report-of.ts";
import { filings, gatherFor, paragraph, stored } from "./sample-filings.ts";

function askedIn(question: string, sources = filings, entities: readonly string[] = ["Orchard"]): readonly string[] {
  const { range } = periodsOf(question, "en");
  const about = sourceEntities(sources, entities);
  return [...askedSources(sources, { range, question, about }).values()].map(({ source }) => source.path ?? "");
}

describe("documents that a question names by their period", () => {
  test.each([
    "What were Orchard's net sales in Q1 2023?",
    "In the first quarter of 2023, what did Orchard earn?",
    "In Orchard's 2023 Q1 10-Q, what is said about sales?",
  ])("%s", (question) => {
    expect(askedIn(question)).toEqual(["/library/2023 Q1 ORC.pdf"]);
  });

  test.each([
    ["no period", "How did Orchard's net sales develop?"],
    ["a range", "How did Orchard's net sales develop from Q3 2022 to Q3 2023?"],
    ["an open range", "How did Orchard's net sales develop since Q3 2022?"],
    ["a period that nothing reports", "What were Orchard's net sales in Q4 2019?"],
  ])("all documents for %s", (_case, question) => {
    expect(askedIn(question)).toHaveLength(filings.size);
  });

  test("a year names a document only where the question speaks of one", () => {
    const years = sourcesOf(
      stored("annual-2021", "Annual report 2021", [paragraph("p1", "Sales rose.")]),
      stored("annual-2022", "Annual report 2022", [paragraph("p1", "Sales fell.")]),
    );
    expect(askedIn("What does the report of 2021 say about sales?", years, [])).toEqual(["/library/annual-2021.pdf"]);
    expect(askedIn("What were the sales in 2021?", years, [])).toHaveLength(2);
  });
});

describe("the latest documents", () => {
  const dated = (name: string, title: string, day: string) =>
    stored(name, title, [paragraph("p1", `${title} files this report for the period ended ${day}.`)]);
  const library = sourcesOf(
    dated("a", "Orchard Inc.", "June 30, 2022"),
    dated("b", "Orchard Inc.", "June 30, 2023"),
    dated("c", "Riverbank Corp.", "March 31, 2023"),
    stored("d", "Notes on orchards", [paragraph("p1", "Undated notes.")]),
  );

  test("one of each asked name, however old", () => {
    expect(askedIn("What was the profit in the latest filing?", library, ["Orchard", "Riverbank"])).toEqual([
      "/library/b.pdf",
      "/library/c.pdf",
    ]);
  });

  test("never one without a date, nor one about nobody asked", () => {
    expect(askedIn("What was Orchard's profit in its latest filing?", library)).toEqual(["/library/b.pdf"]);
  });

  test("all, where none has a date", () => {
    const undated = sourcesOf(stored("x", "Notes", []), stored("y", "More notes", []));
    expect(askedIn("What does the latest report say?", undated, [])).toHaveLength(2);
  });
});

test("a label that is no quarter must stand in the title or file name as whole words", () => {
  const report = stored("sustainability_2021_final", "Sustainability at Orchard", []);
  expect(isOfPeriod(report, "2021")).toBe(true);
  expect(isOfPeriod(report, "202")).toBe(false);
  expect(isOfPeriod(report, "2022")).toBe(false);
});

describe("a report on one quarter", () => {
  test("cites that quarter and the year before, from its own document alone", async () => {
    const { evidence } = await gatherFor("What were Orchard's total net sales in the first quarter of 2023?");
    const cells = evidence.flatMap(({ evidence: item, source }) =>
      item.content.type === "cell" ? [`${item.content.value} ${source.path}`] : [],
    );
    expect([...cells].sort()).toEqual(["$ 1,400 /library/2023 Q1 ORC.pdf", "$ 1,500 /library/2023 Q1 ORC.pdf"]);
  });

  test("quotes no sentence of another quarter's report", async () => {
    const { evidence } = await gatherFor("Why did Orchard's total net sales change in Q3 2022?");
    const quotes = evidence.filter(({ evidence: { content } }) => content.type === "quote");
    expect(quotes.length).toBeGreaterThan(0);
    expect(new Set(quotes.map(({ source }) => source.path))).toEqual(new Set(["/library/2022 Q3 ORC.pdf"]));
  });
});
