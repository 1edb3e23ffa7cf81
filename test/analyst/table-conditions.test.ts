import { describe, expect, test } from "vitest";
import { readQuestion } from "../../src/analyst/extractive/table-answer/asked.ts";
import {
  columnNamed,
  keyColumn,
  onlyMeasure,
  phraseAt,
  wantedPhrase,
} from "../../src/analyst/extractive/table-answer/columns.ts";
import { superlativeOf, wantsHigh } from "../../src/analyst/extractive/table-answer/comparing-words.ts";
import { chooseRows, isBarred } from "../../src/analyst/extractive/table-answer/conditions.ts";
import { numberOf, ordinalOf } from "../../src/analyst/extractive/table-answer/limits.ts";
import { sidesOf } from "../../src/analyst/extractive/table-answer/sides.ts";
import type { TableView } from "../../src/analyst/extractive/table-answer/table-view.ts";
import { columnsOf, viewOfTable } from "../../src/analyst/extractive/table-answer/table-view.ts";
import { table } from "./sample-filings.ts";
import { views } from "./sample-tables.ts";

/** The first cells of the rows that meet what the question says. */
const chosen = (view: TableView, question: string): readonly string[] =>
  chooseRows(readQuestion(view, question)).rows.map((row) => [...row.cells.values()][0]?.text ?? "");

describe("the rows that a question means", () => {
  test.each([
    ["skiers from norway", ["1", "3", "5"]],
    ["skiers from norway and sweden", ["1", "3", "4", "5"]],
    ["skiers not from norway", ["2", "4", "6"]],
    ["skiers with more than 50 points", ["1", "2", "3"]],
    ["skiers with at least 50 points", ["1", "2", "3", "4"]],
    ["skiers with fewer than 50 points", ["5", "6"]],
    ["skiers from norway with more than 50 points", ["1", "3"]],
    ["skiers who finished in the top three", ["1", "2", "3"]],
    ["skiers who finished in 2nd place", ["2"]],
  ])("of a race: %s", (question, ranks) => {
    expect(chosen(views.race, question)).toEqual(ranks);
  });

  test.each([
    ["competitions before 2004", ["2001", "2003"]],
    ["competitions after 2004", ["2006", "2009"]],
    ["competitions since 2004", ["2004", "2006", "2009"]],
    ["competitions between 2003 and 2006", ["2003", "2004", "2006"]],
    ["competitions in the 2000s in spain", ["2003"]],
  ])("of a career: %s", (question, years) => {
    expect(chosen(views.career, question)).toEqual(years);
  });

  test.each([
    ["games that they won", ["1", "3", "4"]],
    ["games that they lost", ["2", "5"]],
    ["games that they tied", ["6"]],
    ["the game on october 10, 1998", ["5"]],
    ["the game in week 2", ["2"]],
  ])("of a season: %s", (question, weeks) => {
    expect(chosen(views.season, question)).toEqual(weeks);
  });

  test("nothing said of the rows leaves all but the sums", () => {
    const all = chooseRows(readQuestion(views.medals, "which nations are listed?"));
    expect(all.limited).toBe(false);
    expect(all.rows).toHaveLength(4);
  });

  test("each stretch that is used lies in the question", () => {
    for (const question of ["skiers from norway with more than 50 points", "skiers not from sweden in the top five"]) {
      const asked = readQuestion(views.race, question);
      for (const [start, end] of chooseRows(asked).used) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(asked.text.length);
      }
    }
  });

  test.each([
    ["ships not from ", true],
    ["ships other than the ", true],
    ["ships besides ", true],
    ["ships from ", false],
    ["not many ships from ", false],
  ])("a name after “%s” is barred: %s", (before, expected) => {
    expect(isBarred(`${before}kiel`, [before.length, before.length + 4])).toBe(expected);
  });
});

describe("numbers in words", () => {
  test.each([
    ["three", 3],
    ["zero", 0],
    ["1,200", 1200],
    ["2.5", 2.5],
  ])("%s is %d", (text, value) => expect(numberOf(text)).toBe(value));

  test.each([
    ["first", 1],
    ["tenth", 10],
    ["3rd", 3],
    ["21st", 21],
  ])("%s is number %d", (text, value) => expect(ordinalOf(text)).toBe(value));
});

describe("the noun phrase of a question", () => {
  const phrase = (text: string, offset = 0): string => text.slice(...(phraseAt(text, offset) ?? [0, 0]));

  test.each([
    ["the total number of gold medals won by peru", "gold medals"],
    ["the home port of alder", "home port"],
    ["points in the race", "points"],
    ["skiers, who came first", "skiers"],
  ])("%s: %s", (text, expected) => expect(phrase(text)).toBe(expected));

  test.each([
    ["which country had the most skiers?", "country"],
    ["what is the home port of alder?", "home port"],
    ["name a ship with 52 beds", "ship"],
    ["how many points did she have?", ""],
  ])("what is asked for by “%s”", (question, expected) => {
    const asked = readQuestion(views.fleet, question);
    expect(asked.text.slice(...(wantedPhrase(asked) ?? [0, 0]))).toBe(expected);
  });
});

describe("the column that words mean", () => {
  const named = (view: TableView, text: string) => {
    const asked = readQuestion(view, text);
    return columnNamed(asked, [0, asked.text.length], view.columns)?.column.header;
  };

  test.each([
    ["medals", "gold medals", "Gold"],
    ["race", "nation", "Country"],
    ["race", "athlete", "Skier"],
    ["season", "crowd", "Attendance"],
    ["fleet", "home port", "Home port"],
    ["fleet", "weather", undefined],
  ] as const)("of the %s: %s", (name, text, header) => expect(named(views[name], text)).toBe(header));

  test("rows are named by the first column of texts that seldom repeat", () => {
    expect(keyColumn(views.race)?.header).toBe("Skier");
    expect(keyColumn(views.medals)?.header).toBe("Nation");
    expect(keyColumn(views.race, [1])?.header).toBe("Country");
  });

  test("only one column of amounts can be meant without its name", () => {
    expect(onlyMeasure(views.medals)).toBeUndefined();
    expect(onlyMeasure(views.season)?.header).toBe("Attendance");
  });
});

describe("which end of a column a degree means", () => {
  const column = (view: TableView, header: string) => {
    const found = view.columns.find((one) => one.header === header);
    if (!found) throw new Error(header);
    return found;
  };
  test.each([
    ["the most points", views.race, "Points", true],
    ["the fewest points", views.race, "Points", false],
    ["the fastest time", views.race, "Time", false],
    ["the slowest time", views.race, "Time", true],
    ["the best rank", views.race, "Rank", false],
    ["the worst rank", views.race, "Rank", true],
    ["the highest rank", views.race, "Rank", false],
    ["the latest date", views.season, "Date", true],
    ["the earliest date", views.season, "Date", false],
  ])("%s", (question, view, header, high) => {
    const degree = superlativeOf(readQuestion(view, question));
    expect(degree && wantsHigh(degree, column(view, header))).toBe(high);
  });

  test.each(["at least 5 points", "the top ten", "points of skiers"])("“%s” has no superlative", (question) => {
    expect(superlativeOf(readQuestion(views.race, question))).toBeUndefined();
  });
});

describe("two sides", () => {
  const sides = (question: string) =>
    sidesOf(readQuestion(views.race, question), /\s(?:or|and|than)\s/gu)?.map(({ rows }) => rows[0]?.index);

  test("are two names of one column around the joining word", () => {
    expect(sides("who had more points, mia laine or nora falk?")).toEqual([1, 3]);
    expect(sides("did nora falk have more points than anna berg?")).toEqual([3, 0]);
  });

  test.each(["mia laine or mia laine", "mia laine or norway", "mia laine or paula quint", "points or time"])(
    "“%s” has not two",
    (question) => expect(sides(question)).toBeUndefined(),
  );
});

describe("a table as questions see it", () => {
  const kinds = (view: TableView) => Object.fromEntries(view.columns.map(({ header, kind }) => [header, kind]));

  test("columns are of the kind of most of their cells", () => {
    expect(kinds(views.race)).toEqual({
      Rank: "rank",
      Skier: "text",
      Country: "text",
      Time: "duration",
      Points: "number",
    });
    expect(kinds(views.career)).toMatchObject({ Year: "date", Position: "rank", Venue: "text" });
  });

  test("headings inside the table, repeated headers and rows of one cell are no rows", () => {
    const view = viewOfTable(
      table("t", {
        header: [["Name", "Town", "Age"]],
        rows: [
          ["North", "North", "North"],
          ["Ann", "Oslo", "20"],
          ["Name", "Town", "Age"],
          ["Bob", "", ""],
          ["Cy", "Bonn", "30"],
        ],
      }),
    );
    expect(view.rows.map(({ index }) => index)).toEqual([1, 4]);
  });

  test("part of its columns keeps the places of rows and columns", () => {
    const part = columnsOf(views.race, [1, 3]);
    expect(part.columns.map(({ index }) => index)).toEqual([1, 3]);
    expect(part.rows.map(({ index }) => index)).toEqual(views.race.rows.map(({ index }) => index));
    expect(part.rows[5]?.cells.size).toBe(1);
  });
});
