import { describe, expect, test } from "vitest";
import { answerQuestion, viewOfTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { textOf } from "../../src/report/walk.ts";
import { gatherFor, stored, table } from "./sample-filings.ts";

const race = table("t1", {
  caption: "Final standings",
  header: [["Rank", "Skier", "Country", "Time", "Points"]],
  rows: [
    ["1", "Anna Berg", "Norway", "30:01", "100"],
    ["2", "Mia Laine", "Finland", "30:40", "80"],
    ["3", "Ella Holm", "Norway", "31:05", "60"],
    ["4", "Nora Falk", "Sweden", "31:30", "50"],
    ["5", "Iris Dahl", "Norway", "32:00", "45"],
    ["6", "Lea Rossi", "Italy", "–", "40"],
  ],
});
const view = viewOfTable(race);
const ask = (question: string) => answerQuestion(view, question);

describe("questions about one table", () => {
  test.each([
    ["which country had the most skiers?", "most", "Norway"],
    ["which skier had the highest points?", "extreme", "Anna Berg"],
    ["which skier had the lowest points?", "extreme", "Lea Rossi"],
    ["how many points did mia laine have?", "lookup", "80"],
    ["what country is nora falk from?", "lookup", "Sweden"],
    ["how many skiers were from norway?", "count", "3"],
    ["how many skiers had more than 50 points?", "count", "3"],
    ["who came next after mia laine?", "neighbour", "Ella Holm"],
    ["who was ranked before nora falk?", "neighbour", "Ella Holm"],
    ["what was the difference in points between anna berg and ella holm?", "difference", "40"],
    ["what is the total number of points by norway?", "sum", "205"],
    ["who was the last skier listed?", "end", "Lea Rossi"],
    ["who came in third?", "end", "Ella Holm"],
    ["who had more points, mia laine or nora falk?", "either", "Mia Laine"],
  ])("%s", (question, operation, answer) => {
    expect(ask(question)).toMatchObject({ operation, answer });
  });

  test("a tie has no most", () => {
    const tied = viewOfTable(
      table("t", {
        header: [["Name", "Town"]],
        rows: [
          ["A", "Oslo"],
          ["B", "Bergen"],
          ["C", "Oslo"],
          ["D", "Bergen"],
        ],
      }),
    );
    expect(answerQuestion(tied, "which town has the most people?")?.operation).not.toBe("most");
  });

  test("a sum leaves the total row out", () => {
    const medals = viewOfTable(
      table("t", {
        header: [["Nation", "Gold"]],
        rows: [
          ["Peru", "2"],
          ["Chile", "3"],
          ["Total", "5"],
        ],
      }),
    );
    expect(answerQuestion(medals, "what is the sum of gold?")).toMatchObject({ operation: "sum", answer: "5" });
  });

  test("a table of one row or column answers nothing", () => {
    expect(
      answerQuestion(viewOfTable(table("t", { header: [["A", "B"]], rows: [["x", "1"]] })), "how many x?"),
    ).toBeUndefined();
  });

  test("dashes are no cells", () => {
    expect(view.rows.at(-1)?.cells.has(3)).toBe(false);
  });
});

test("the answer is computed again from the banked cells and cites them", async () => {
  const source = stored("race", "Winter race 2020", [race]);
  const gathered = await gatherFor("which country had the most skiers?", new Map([[source.source.id, source]]));
  const analyst = createExtractiveAnalyst();
  const outline = await analyst.outline({ ...gathered, conflicts: [], gaps: [] });
  const [first] = await analyst.summarise({ ...gathered, outline, sections: [], conflicts: [], gaps: [] });
  if (first?.type !== "paragraph") throw new Error("no paragraph");
  expect(textOf(first.children)).toBe("Norway appears most often, 3 times. ");
  const citation = first.children.find((inline) => inline.type === "citation");
  expect(citation?.type === "citation" && citation.evidenceIds).toHaveLength(3);
});

test("a question over time never becomes a lookup", async () => {
  const source = stored("race", "Winter race 2020", [race]);
  const { evidence } = await gatherFor(
    "How did the points of skiers develop since 2019?",
    new Map([[source.source.id, source]]),
  );
  expect(evidence.filter(({ evidence: item }) => item.content.type === "cell")).toEqual([]);
});
