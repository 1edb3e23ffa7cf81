import { describe, expect, test } from "vitest";
import { answerQuestion, bestTable, viewOfTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { stored, table } from "./sample-filings.ts";
import { career, fleet, medals, race, season, views } from "./sample-tables.ts";

const pageOf = (block: typeof race) => {
  const page = stored(block.id, `Page of the ${block.id}`, [block]);
  return new Map([[page.source.id, page]]);
};
const asked = (block: typeof race, question: string) => bestTable(question, pageOf(block))?.answer.answer;

describe("a wrong answer is worse than none", () => {
  test.each([
    ["a tie has no most", "which total do two nations share the most?", medals],
    ["a condition that no row meets", "how many skiers from norway had more than 500 points?", race],
    ["a name that no cell holds", "how many points did paula quint have?", race],
    ["a column that the table has not", "what is the weight of anna berg?", race],
    ["a comparison of one name only", "who had more points, mia laine or paula quint?", race],
    ["a difference without a second row", "what is the difference in points between anna berg and paula quint?", race],
    ["a run of rows", "how many consecutive games did they win?", season],
    ["a stretch of time", "how many years before 2009 did she win the island cup?", career],
    ["what a picture shows", "what colour is the hull of the birch?", fleet],
    ["a question without any word of the table", "why is the sky blue?", race],
    ["nothing", "???", race],
  ])("%s: %s", (_reason, question, block) => {
    expect(asked(block, question)).toBeUndefined();
  });

  test("equal amounts have no winner", () => {
    expect(answerQuestion(views.medals, "who won more gold medals, chile or bolivia?")).toBeUndefined();
    expect(answerQuestion(views.fleet, "which ship has more beds, alder or cedar?")).toBeUndefined();
  });

  test("equally frequent values have no most", () => {
    const towns = viewOfTable(
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
    expect(answerQuestion(towns, "which town has the most names?")?.operation).not.toBe("most");
  });

  test("who and where are not answered by numbers, when and how many not by names", () => {
    for (const view of Object.values(views))
      for (const question of ["who is 1?", "where is 30?", "when is kiel?", "how many norway?"]) {
        const answer = answerQuestion(view, question)?.answer;
        if (answer === undefined) continue;
        expect(answer).toMatch(/^wh(?:o|ere)/u.test(question) ? /\p{Lu}/u : /\d/u);
      }
  });

  test("a sum over cells that are no plain numbers is not made", () => {
    const parts = viewOfTable(
      table("t", {
        header: [["Bus", "Seats"]],
        rows: [
          ["A", "40"],
          ["B", "60 (articulated)"],
          ["C", "35 or 38"],
          ["D", "41"],
        ],
      }),
    );
    expect(answerQuestion(parts, "what is the total number of seats?")?.operation).not.toBe("sum");
  });
});

describe("how sure an answer is", () => {
  const confidence = (question: string) => answerQuestion(views.race, question)?.confidence ?? 0;

  test("each word that the table does not explain takes from it", () => {
    const plain = confidence("how many skiers were from norway?");
    const one = confidence("how many left-handed skiers were from norway?");
    const two = confidence("how many left-handed amateur skiers were from norway?");
    expect(plain).toBe(1);
    expect(one).toBeLessThan(plain);
    expect(two).toBeLessThan(one);
  });

  test("words of the page around the table need no explanation by it", () => {
    const question = "how many skiers at the winter race were from norway?";
    const about = new Set(["winter", "race"]);
    expect(answerQuestion(views.race, question, { about })?.confidence).toBeGreaterThan(confidence(question));
  });

  test("cells that only repeat what the page is about are no condition", () => {
    const awards = viewOfTable(
      table("t", {
        header: [["Year", "Nominee", "Result"]],
        rows: [
          ["2007", "Lena Lind", "Won"],
          ["2008", "Blue Song", "Won"],
          ["2008", "Red Song", "Nominated"],
          ["2009", "Lena Lind", "Nominated"],
        ],
      }),
    );
    const question = "how many awards has lena lind won?";
    expect(answerQuestion(awards, question)?.answer).toBe("1");
    const subject = new Set(["lena", "lind"]);
    expect(answerQuestion(awards, question, { subject })?.answer).toBe("2");
  });
});
