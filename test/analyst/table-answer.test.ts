import { describe, expect, test } from "vitest";
import { answerQuestion, viewOfTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { table } from "./sample-filings.ts";
import { views } from "./sample-tables.ts";

type Case = readonly [question: string, operation: string, answer: string];

describe("a race with ranks, times and points", () => {
  test.each<Case>([
    ["which country had the most skiers?", "most", "Norway"],
    ["which skier had the highest points?", "extreme", "Anna Berg"],
    ["which skier had the lowest points?", "extreme", "Lea Rossi"],
    ["who had the fastest time?", "extreme", "Anna Berg"],
    ["who had the slowest time?", "extreme", "Iris Dahl"],
    ["what was the highest number of points?", "lookup", "100"],
    ["how many points did mia laine have?", "lookup", "80"],
    ["what country is nora falk from?", "lookup", "Sweden"],
    ["who is from finland?", "lookup", "Mia Laine"],
    ["how long did it take ella holm to finish?", "lookup", "31:05"],
    ["how many skiers were from norway?", "count", "3"],
    ["how many skiers had more than 50 points?", "count", "3"],
    ["how many skiers had at least 50 points?", "count", "4"],
    ["how many countries are listed?", "count", "4"],
    ["who came next after mia laine?", "neighbour", "Ella Holm"],
    ["who was ranked before nora falk?", "neighbour", "Ella Holm"],
    ["who was ranked between ella holm and iris dahl?", "neighbour", "Nora Falk"],
    ["what was the difference in points between anna berg and ella holm?", "difference", "40"],
    ["how many more points did anna berg have than mia laine?", "difference", "20"],
    ["what is the total number of points by norway?", "sum", "205"],
    ["what is the average number of points of norway and sweden?", "average", "63.75"],
    ["who was the last skier listed?", "end", "Lea Rossi"],
    ["who came in third?", "end", "Ella Holm"],
    ["who finished in 5th place?", "end", "Iris Dahl"],
    ["who had more points, mia laine or nora falk?", "either", "Mia Laine"],
    ["who is from italy, lea rossi or iris dahl?", "lookup", "Lea Rossi"],
    ["did mia laine have more or less than 90 points?", "relation", "less"],
    ["were the points of anna berg higher or lower than those of ella holm?", "relation", "higher"],
  ])("%s", (question, operation, answer) => {
    expect(answerQuestion(views.race, question)).toMatchObject({ operation, answer });
  });
});

describe("a medal table with a row of sums", () => {
  test.each<Case>([
    ["which nation won the most gold medals?", "extreme", "Peru"],
    ["which nation won the fewest bronze medals?", "extreme", "Peru"],
    ["how many total medals did chile win?", "lookup", "8"],
    ["how many gold medals did bolivia win?", "lookup", "3"],
    ["which nation did not win a gold medal?", "lookup", "Ecuador"],
    ["which nation won no silver medals?", "lookup", "Bolivia"],
    ["which nations won three gold medals?", "lookup", "Chile, Bolivia"],
    ["how many nations won at least 2 silver medals?", "count", "2"],
    ["how many nations won more than 2 gold medals?", "count", "3"],
    ["which nation won the same number of gold medals as chile?", "same", "Bolivia"],
    ["which nations won more bronze medals than chile?", "lookup", "Bolivia"],
    ["what is the total number of gold medals won by peru and chile?", "sum", "7"],
    ["what was the total number of bronze medals?", "lookup", "8"],
  ])("%s", (question, operation, answer) => {
    expect(answerQuestion(views.medals, question)).toMatchObject({ operation, answer });
  });

  test("its row of sums is never the most, nor counted", () => {
    expect(answerQuestion(views.medals, "which nation has the highest total?")?.answer).toBe("Chile");
    expect(answerQuestion(views.medals, "how many nations are listed?")?.answer).toBe("4");
  });
});

describe("a season of games", () => {
  test.each<Case>([
    ["how many games did they win?", "count", "3"],
    ["how many games did they lose?", "count", "2"],
    ["how many games had an attendance of at least 42,000?", "count", "3"],
    ["which opponent had the highest attendance?", "extreme", "Stone Bay"],
    ["who was the opponent in week 5?", "lookup", "Mill Creek"],
    ["what was the attendance on october 3, 1998?", "lookup", "39,750"],
    ["what was the attendance on 3 october 1998?", "lookup", "39,750"],
    ["what was the date of the last game?", "end", "October 17, 1998"],
    ["which opponent came after stone bay?", "neighbour", "at Harbour Gulls"],
    ["what is the difference in attendance between stone bay and mill creek?", "difference", "1400"],
  ])("%s", (question, operation, answer) => {
    expect(answerQuestion(views.season, question)).toMatchObject({ operation, answer });
  });
});

describe("a career by year", () => {
  test.each<Case>([
    ["how many times did she finish in first place?", "count", "2"],
    ["how many competitions were there before 2004?", "count", "2"],
    ["how many competitions were there between 2003 and 2006?", "count", "3"],
    ["where was the last competition held?", "end", "Zurich, Switzerland"],
    ["what was the first competition?", "end", "Nordic Games"],
    ["in which year was the world meeting?", "lookup", "2009"],
    ["what venue comes before valletta, malta?", "neighbour", "Turku, Finland"],
  ])("%s", (question, operation, answer) => {
    expect(answerQuestion(views.career, question)).toMatchObject({ operation, answer });
  });

  test("first and last follow the dates, whatever the order of the rows", () => {
    const newestFirst = { ...views.career, rows: [...views.career.rows].reverse() };
    for (const question of ["what was the first competition?", "where was the last competition held?"])
      expect(answerQuestion(newestFirst, question)?.answer).toBe(answerQuestion(views.career, question)?.answer);
    expect(answerQuestion(newestFirst, "what is the first competition listed in the table?")?.answer).toBe(
      "World Meeting",
    );
  });
});

describe("a fleet with gaps", () => {
  test.each<Case>([
    ["which ship is the tallest?", "extreme", "Birch"],
    ["who is taller, alder or elm?", "either", "Elm"],
    ["how many ships have notes?", "count", "2"],
    ["how many ships do not have notes?", "count", "2"],
    ["which ship has the same number of beds as alder?", "same", "Cedar"],
    ["how many ships are not from kiel?", "count", "2"],
    ["which ship besides alder has its home port in kiel?", "lookup", "Birch"],
    ["name a ship with 52 beds", "lookup", "Elm"],
  ])("%s", (question, operation, answer) => {
    expect(answerQuestion(views.fleet, question)).toMatchObject({ operation, answer });
  });
});

test("capitals, quotation marks and stretched blanks change nothing", () => {
  for (const question of [
    "How many points did Mia Laine have?",
    "HOW MANY POINTS DID MIA LAINE HAVE?",
    "how many   points did “mia laine” have",
  ])
    expect(answerQuestion(views.race, question)?.answer).toBe("80");
});

test("every cell an answer names is one of the table, and a count names as many as it says", () => {
  const questions = [
    "how many skiers were from norway?",
    "how many skiers had at least 50 points?",
    "how many countries are listed?",
  ];
  for (const question of questions) {
    const answer = answerQuestion(views.race, question);
    expect(answer?.cells).toHaveLength(Number(answer?.answer));
    const all = new Set(views.race.rows.flatMap(({ cells }) => [...cells.values()]));
    expect(answer?.cells.every((cell) => all.has(cell))).toBe(true);
  }
});

test("a table of one row or one column answers nothing", () => {
  const oneRow = viewOfTable(table("t", { header: [["Team", "Points"]], rows: [["Gulls", "1"]] }));
  expect(answerQuestion(oneRow, "how many points do the gulls have?")).toBeUndefined();
});

test("dashes are no cells", () => {
  expect(views.race.rows.at(-1)?.cells.has(3)).toBe(false);
});
