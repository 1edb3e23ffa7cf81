import { describe, expect, test } from "vitest";
import { matterName, mattersOf, openingDate, stakesIn } from "../../src/analyst/extractive/matters.ts";
import { topicMatcher } from "../../src/analyst/extractive/topics.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { heading, paragraph, stored } from "./sample-filings.ts";

const rivera =
  "In May 2021, Rivera Tools, Inc. filed a complaint against Orchard Inc. in the District Court of Oregon alleging patent infringement.";
const authority =
  "In March 2022, the Northland Competition Authority issued a decision against Orchard Inc. claiming that its rebates break competition rules.";
const class_ =
  'Beginning in June 2019 with Hale v. Orchard Inc., now pending in the District Court of Northland ("N.D."), private buyers have filed cases alleging price fixing.';

const older = stored("2022 Q3", "Orchard Inc. quarterly report, period ended September 30, 2022", [
  heading("h1", "Orchard Inc."),
  paragraph("b0", "Orchard Inc. makes presses and files this report for the quarter ended September 30, 2022."),
  heading("h2", "Legal proceedings", 2),
  paragraph("b1", "We are involved from time to time in claims that could be material to our results of operations."),
  paragraph("b2", `${rivera} The case is stayed. In July 2022, Rivera claimed $12 million to $15 million in damages.`),
  paragraph("b3", `${authority} The decision imposes a fine of €1.5 million, which we dispute.`),
]);
const newer = stored("2023 Q3", "Orchard Inc. quarterly report, period ended September 30, 2023", [
  heading("h1", "Orchard Inc."),
  paragraph("b0", "Orchard Inc. makes presses and files this report for the quarter ended September 30, 2023."),
  heading("h2", "Legal proceedings", 2),
  paragraph(
    "b1",
    `${rivera} In July 2022, Rivera claimed $12 million to $15 million in damages. In August 2023, the court dismissed the case; the dismissal is under appeal.`,
  ),
  paragraph("b2", class_),
  paragraph("b3", "The outcomes of our legal proceedings are inherently unpredictable and could be material to us."),
]);
const sources = sourcesOf(older, newer);
const recency = (sourceId: string): number => (sourceId.includes("2023") ? 1 : 0);

describe("dated matters of a section", () => {
  const found = mattersOf(topicMatcher("legal proceedings"), sources, recency);

  test("each matter once, oldest first, told by the latest document", () => {
    expect(found.map(({ sentences, sourceId }) => [matterName(sentences[0] ?? ""), sourceId])).toEqual([
      ["Hale v. Orchard Inc.", "s-2023 Q3"],
      ["Rivera Tools, Inc.", "s-2023 Q3"],
      ["Northland Competition Authority", "s-2022 Q3"],
    ]);
  });

  test("after its opening, what is at stake and the latest state", () => {
    expect(found[1]?.sentences.slice(1)).toEqual([
      "In July 2022, Rivera claimed $12 million to $15 million in damages.",
      "In August 2023, the court dismissed the case; the dismissal is under appeal.",
    ]);
  });

  test("one dated paragraph is no list", () => {
    const single = stored("one", "Report", [heading("h", "Legal proceedings"), paragraph("b", rivera)]);
    expect(mattersOf(topicMatcher("legal proceedings"), sourcesOf(single), () => 0)).toEqual([]);
  });

  test("dated paragraphs of other sections are not matters of the topic", () => {
    const other = stored("other", "Report", [
      heading("h", "Acquisitions"),
      paragraph("b", rivera),
      paragraph("c", authority),
    ]);
    expect(mattersOf(topicMatcher("legal proceedings"), sourcesOf(other), () => 0)).toEqual([]);
  });
});

describe("what a matter is called", () => {
  test.each([
    [rivera, "Rivera Tools, Inc."],
    [authority, "Northland Competition Authority"],
    [class_, "Hale v. Orchard Inc."],
    ["In 2020, buyers filed a number of cases.", undefined],
  ])("%s", (lead, name) => {
    expect(matterName(lead)).toBe(name);
  });

  test.each([
    ["The decision imposes a fine of €1.5 million.", ["fine of €1.5 million"]],
    ["It could be subject to $12 million to $15 million in damages.", ["$12 million to $15 million in damages"]],
    ["The range is $166-$986 million in damages.", ["$166-$986 million in damages"]],
    ["The court dismissed the case.", []],
  ])("stakes of: %s", (text, stakes) => {
    expect(stakesIn(text)).toEqual(stakes);
  });

  test.each([
    ["In May 2021, Rivera filed a complaint.", "2021-05"],
    ["Beginning in June 2019 with Hale, buyers filed cases.", "2019-06"],
    ["Rivera filed a complaint in May 2021.", undefined],
    ["As of September 30, 2023, we had debt.", undefined],
  ])("opening date of: %s", (text, date) => {
    expect(openingDate(text)).toBe(date);
  });
});

describe("a report on legal proceedings", () => {
  test("the summary names the matters with dates and amounts, and what happened since", async () => {
    const { summary } = await reportOf("What legal proceedings does Orchard report?", sources);
    expect(summary[0]).toBe("The legal proceedings reported include:");
    expect(summary.slice(1).map((text) => text.trim())).toEqual([
      "Hale v. Orchard Inc. (June 2019).",
      "Rivera Tools, Inc. (May 2021): $12 million to $15 million in damages.  “In August 2023, the court dismissed the case; the dismissal is under appeal.”",
      "Northland Competition Authority (March 2022): fine of €1.5 million.",
    ]);
  });

  test("the section lists them by date, and no generality is quoted", async () => {
    const { body } = await reportOf("What legal proceedings does Orchard report?", sources);
    expect(body[0]).toBe("In order of date:");
    expect(body[1]).toContain("Hale v. Orchard Inc.");
    expect(body.join(" ")).not.toMatch(/unpredictable|from time to time/u);
  });

  test("every quote stands literally in its source", async () => {
    const { evidence } = await reportOf("What legal proceedings does Orchard report?", sources);
    for (const { evidence: item, source } of evidence) {
      const text = sources
        .get(source.id)
        ?.parsed.blocks.map((block) => ("text" in block ? block.text : ""))
        .join("\n");
      expect(item.content.type === "quote" && text?.includes(item.content.exact)).toBe(true);
    }
  });
});
