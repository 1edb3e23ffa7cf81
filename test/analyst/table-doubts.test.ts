import { describe, expect, test } from "vitest";
import { answerQuestion, type TableView, viewOfTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { countriesOf } from "../../src/analyst/extractive/table-answer/peoples.ts";
import { type Row, table } from "./sample-filings.ts";
import { views } from "./sample-tables.ts";

const view = (header: readonly string[], ...rows: readonly Row[]): TableView =>
  viewOfTable(table("t", { header: [header], rows }));
const answer = (on: TableView, question: string) => answerQuestion(on, question)?.answer;

describe("an answer that leaves a word of the question out is not given", () => {
  test.each([
    ["a superlative that nothing was compared by", "what position is norway in the most?", views.race],
    ["a bound that nothing was held against", "how many skiers from norway took at least 3 days?", views.race],
    ["a bound below", "which country has a skier below 300 metres of height?", views.race],
  ])("%s: %s", (_reason, question, on) => {
    expect(answer(on, question)).toBeUndefined();
  });

  test("“at least” before no number, and a superlative that was used, are no reason", () => {
    expect(answer(views.race, "which skier had the most points?")).toBe("Anna Berg");
    expect(answer(views.race, "how many skiers had at least 50 points?")).toBe("4");
  });
});

describe("bounds on the amount that a word names", () => {
  const pupils = view(
    ["Pupil", "Age", "School"],
    ["Ann", "17", "North"],
    ["Bob", "18", "North"],
    ["Cy", "21", "South"],
  );

  test.each([
    ["which pupils are below age 18?", "Ann"],
    ["which pupils are over the age of 18?", "Cy"],
    ["how many pupils are under age 21?", "2"],
  ])("%s", (question, expected) => {
    expect(answer(pupils, question)).toBe(expected);
  });
});

describe("one thing asked, one thing told", () => {
  const songs = view(
    ["Song", "Guest", "Length"],
    ["Amber", "Kit Moss", "3:01"],
    ["Birch", "Kit Moss", "4:10"],
    ["Coral", "Ola Reed", "2:55"],
  );

  test("several values answer a question in the plural, or after “each”", () => {
    expect(answer(songs, "which songs have kit moss as guest?")).toBe("Amber, Birch");
    expect(answer(songs, "name each song with kit moss as guest")).toBe("Amber, Birch");
  });

  test("they do not answer a question for one", () => {
    expect(answer(songs, "which song has kit moss as guest?")).toBeUndefined();
    expect(answer(songs, "which song has ola reed as guest?")).toBe("Coral");
  });

  test("a comma inside a cell makes no list of it", () => {
    const places = view(
      ["Race", "Place"],
      ["Cup", "Oslo, Norway"],
      ["Open", "Rome, Italy"],
      ["Trophy", "Bonn, Germany"],
    );
    expect(answer(places, "which place was the open race in?")).toBe("Rome, Italy");
  });
});

describe("tables whose rows are not what is asked about", () => {
  const relay = view(
    ["Lane", "Team", "Swimmers", "Time"],
    ["4", "Norway", "Ann Alm (1:49.5) Bea Bang (1:50.1) Cia Carl (1:50.9) Dea Dahl (1:51.0)", "7:21.5"],
    ["5", "Chile", "Eva Eck (1:50.5) Fia Frid (1:51.1) Gia Gren (1:51.9) Hia Holm (1:52.0)", "7:25.5"],
  );
  const seasons = view(
    ["Tournament", "2011", "2012", "2013", "Wins"],
    ["Harbour Open", "1R", "W", "QF", "1"],
    ["Hill Open", "W", "2R", "W", "2"],
    ["Lake Open", "SF", "F", "1R", "0"],
  );

  test("a cell that lists several is no answer about one of them", () => {
    expect(answer(relay, "which swimmers had the fastest time?")).toBeUndefined();
    expect(answer(relay, "which team had the fastest time?")).toBe("Norway");
  });

  test("where years head the columns, rows count nothing", () => {
    expect(answer(seasons, "how many tournaments are listed?")).toBeUndefined();
  });

  test("one year of such a table answers for itself", () => {
    expect(answer(seasons, "what was the 2012 result of the lake open?")).toBe("F");
  });
});

describe("counting values that repeat", () => {
  const meets = view(
    ["Year", "Meeting", "Place"],
    ["2001", "Nordic Games", "1st"],
    ["2003", "Island Cup", "2nd"],
    ["2005", "Nordic Games", "1st"],
  );

  test("rows or values: without a column that names the rows it is not told which", () => {
    expect(answer(meets, "how many meetings are listed?")).toBeUndefined();
  });

  test("“different” says values", () => {
    expect(answer(meets, "how many different meetings are listed?")).toBe("2");
  });

  test("a property of rows that have names counts as values", () => {
    expect(answer(views.race, "how many countries are listed?")).toBe("4");
  });

  test("a column that is asked about must enter the count", () => {
    const players = view(
      ["Player", "Nationality", "Club"],
      ["Ann Alm", "RSA", "South African Stars"],
      ["Bea Bang", "NOR", "Oslo"],
      ["Cia Carl", "RSA", "Oslo"],
    );
    expect(answer(players, "how many players have a south african nationality?")).toBeUndefined();
    expect(answer(players, "how many players are of rsa nationality?")).toBe("2");
  });
});

describe("the adjective of a people names its country", () => {
  const riders = view(
    ["Rider", "Country", "Points"],
    ["Ann Alm", "France", "12"],
    ["Bea Bang", "Netherlands", "10"],
    ["Cia Carl", "France", "9"],
    ["Dea Dahl", "United Kingdom", "7"],
    ["Eva Eck", "Switzerland", "5"],
  );

  test.each([
    ["how many riders are french?", "2"],
    ["how many points did the dutch rider have?", "10"],
    ["who is the british rider?", "Dea Dahl"],
    ["which swiss rider is listed?", "Eva Eck"],
  ])("%s", (question, expected) => {
    expect(answer(riders, question)).toBe(expected);
  });

  test("a people that the table has not is no condition that all rows meet", () => {
    const all = answerQuestion(riders, "how many riders are polish?");
    expect(all?.confidence ?? 0).toBeLessThan(0.8);
  });

  test("cells that say the adjective itself go first", () => {
    const languages = view(
      ["Paper", "Language", "Printed in"],
      ["Morning Post", "French", "Belgium"],
      ["Evening Post", "Dutch", "France"],
      ["Noon Post", "German", "France"],
    );
    expect(answer(languages, "how many papers are french?")).toBe("1");
  });

  test.each([
    ["french", ["franc"]],
    ["england", undefined],
    ["table", undefined],
  ])("%s", (term, country) => {
    const [first] = countriesOf(term);
    if (country === undefined) expect(first).toBeUndefined();
    else expect(first?.[0]?.startsWith(country[0] ?? "")).toBe(true);
  });
});
