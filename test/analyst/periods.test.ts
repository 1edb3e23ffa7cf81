import { describe, expect, test } from "vitest";
import {
  daysBetween,
  endOf,
  isYearBefore,
  labelParts,
  periodsOf,
  startOf,
} from "../../src/analyst/extractive/periods.ts";

test.each([
  ["What was the net income in the quarter ended July 1, 2023?", "What was the net income ?"],
  ["What was the net income for the three months ended July 1, 2023?", "What was the net income ?"],
  ["How much cash was there at the end of March 2023?", "How much cash was there ?"],
  ["How many people worked there on 31 December 2022?", "How many people worked there ?"],
  ["What did the board decide?", "What did the board decide?"],
])("%s is asked without its period: %s", (question, rest) => {
  expect(periodsOf(question, "en").rest).toBe(rest);
});

describe("the periods of a question", () => {
  test.each([
    [
      "How did sales develop from 2019 to 2022?",
      { from: "2019-01-01", to: "2022-12-31", fromLabel: "2019", toLabel: "2022" },
    ],
    [
      "How did sales develop between 2022 and 2019?",
      { from: "2019-01-01", to: "2022-12-31", fromLabel: "2019", toLabel: "2022" },
    ],
    ["What were the sales in 2021?", { from: "2021-01-01", to: "2021-12-31", fromLabel: "2021", toLabel: "2021" }],
    ["How did sales develop since 2019?", { from: "2019-01-01", fromLabel: "2019" }],
    ["How did sales develop until 2022?", { to: "2022-12-31", toLabel: "2022" }],
    ["Wie entwickelte sich der Umsatz seit 2019?", { from: "2019-01-01", fromLabel: "2019" }],
    ["Wie entwickelte sich der Umsatz bis 2022?", { to: "2022-12-31", toLabel: "2022" }],
    ["Comment le chiffre d'affaires a-t-il évolué depuis 2019 ?", { from: "2019-01-01", fromLabel: "2019" }],
    ["How did sales develop 2019–23?", { from: "2019-01-01", to: "2023-12-31", fromLabel: "2019", toLabel: "2023" }],
    ["What was invested in the 1990s?", { from: "1990-01-01", to: "1999-12-31", fromLabel: "1990s", toLabel: "1990s" }],
    [
      "What were sales from January to March 2023?",
      { from: "2023-01-01", to: "2023-03-31", fromLabel: "January to March 2023", toLabel: "January to March 2023" },
    ],
    [
      "What were sales in the season 2021–22?",
      { from: "2021-01-01", to: "2022-12-31", fromLabel: "2021–22", toLabel: "2021–22" },
    ],
  ])("%s", (question, expected) => {
    const language = question.startsWith("Wie") ? "de" : question.startsWith("Comment") ? "fr" : "en";
    expect(periodsOf(question, language).range).toEqual(expected);
  });

  test.each([
    ["How did Orchard's sales develop from 2019 to 2022?", "How did Orchard's sales develop ?"],
    ["Between 2019 and 2022, how did sales develop?", ", how did sales develop?"],
    ["What were sales in the fiscal year 2021?", "What were sales ?"],
  ])("taken out of “%s” with the words that join them", (question, rest) => {
    expect(periodsOf(question, "en").rest).toBe(rest);
  });

  test("the name of a form is no year", () => {
    const { range } = periodsOf("What does the 2023 Q1 10-Q say about debt?", "en");
    expect(range).toMatchObject({ fromLabel: "2023 Q1", toLabel: "2023 Q1", from: "2023-03-01", to: "2023-03-31" });
    expect(periodsOf("What does the 10-K say about debt?", "en").range).toBeUndefined();
  });

  test("a day and month without a year is no period", () => {
    expect(periodsOf("What happens on July 4?", "en").range).toBeUndefined();
  });
});

describe("the latest period", () => {
  test.each([
    "What is the gross margin in the latest 10-Q?",
    "What was revenue in its most recent quarterly report?",
    "For the latest quarter, what were sales?",
    "Wie hoch war der Gewinn im jüngsten Quartal?",
    "What did they report in their latest filing?",
  ])("%s", (question) => {
    const { range, rest } = periodsOf(question, "en");
    expect(range).toEqual({ latest: true });
    expect(rest).not.toMatch(/latest|recent|jüngst|quarter|Quartal|filing|10-Q/i);
  });

  test("a date says more than “latest”", () => {
    expect(periodsOf("What was new in the latest report of 2022?", "en").range).toMatchObject({ fromLabel: "2022" });
  });

  test("the latest thing is no latest period", () => {
    expect(periodsOf("What is the latest version of the press?", "en").range).toBeUndefined();
  });
});

describe("days", () => {
  test.each([
    ["2023", "2023-01-01", "2023-12-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2023-02", "2023-02-01", "2023-02-28"],
    ["2023-12", "2023-12-01", "2023-12-31"],
    ["2023-07-01", "2023-07-01", "2023-07-01"],
  ])("%s begins %s and ends %s", (iso, first, last) => {
    expect(startOf(iso)).toBe(first);
    expect(endOf(iso)).toBe(last);
  });

  test("between two dates, whatever their precision, and backwards below zero", () => {
    expect(daysBetween("2022", "2023")).toBe(365);
    expect(daysBetween("2023", "2024")).toBe(366);
    expect(daysBetween("2023-01", "2023-02-03")).toBe(3);
    expect(daysBetween("2023-07-01", "2022-07-01")).toBe(-365);
  });

  test.each([
    ["52 weeks", "2022-06-25", "2023-06-24", true],
    ["53 weeks", "2022-06-25", "2023-07-01", true],
    ["a leap year", "2023-06-30", "2024-06-30", true],
    ["three quarters", "2022-09-30", "2023-06-30", false],
    ["two years", "2021-06-30", "2023-06-30", false],
    ["the same day", "2023-06-30", "2023-06-30", false],
    ["the year after", "2024-06-30", "2023-06-30", false],
  ])("a year before: %s", (_case, before, last, expected) => {
    expect(isYearBefore(before, last)).toBe(expected);
  });
});

test("labels compare as sets of words and numbers, however they are joined", () => {
  const spellings = ["2022 Q3", "Q3 2022", "2022_Q3", "q3-2022"];
  const sets = spellings.map((label) => [...labelParts(label)].sort().join(" "));
  expect(new Set(sets).size).toBe(1);
  expect(labelParts("Orchard 2022")).toEqual(["orchard", "2022"]);
});
