import { describe, expect, test } from "vitest";
import { wholeDays } from "../../src/search/period.ts";

const periodOf = (from?: string, to?: string) => wholeDays({ from, to });

describe("the first day", () => {
  test.each([
    ["2020", "2020-01-01"],
    ["2020-02", "2020-02-01"],
    ["2020-02-29", "2020-02-29"],
    ["2020-02-29T23:30:00-08:00", "2020-02-29"],
    [" 2020 ", "2020-01-01"],
    ["0099-01-01", "0099-01-01"],
  ])("of %j is %s", (from, expected) => expect(periodOf(from)).toEqual({ from: expected }));
});

describe("the last day", () => {
  test.each([
    ["2020", "2020-12-31"],
    ["2020-01", "2020-01-31"],
    ["2020-04", "2020-04-30"],
    // Leap years: every fourth, not every hundredth, but every four hundredth.
    ["2020-02", "2020-02-29"],
    ["2021-02", "2021-02-28"],
    ["1900-02", "1900-02-28"],
    ["2000-02", "2000-02-29"],
    ["0096-02", "0096-02-29"],
    ["2020-12", "2020-12-31"],
    ["2020-05-06", "2020-05-06"],
  ])("of %j is %s", (to, expected) => expect(periodOf(undefined, to)).toEqual({ to: expected }));
});

describe("what is no date of the calendar", () => {
  test.each([
    "2021-02-29",
    "2020-13",
    "2020-00",
    "2020-01-00",
    "2020-04-31",
    "20",
    "2020-1",
    "2020/01/02",
    "last year",
    "",
    "-2020",
    "12020",
    "２０２０",
  ])("%j is left out at either end", (date) => {
    expect(periodOf(date, date)).toEqual({});
  });

  test("costs its own end only", () => {
    expect(periodOf("soon", "2020")).toEqual({ to: "2020-12-31" });
    expect(periodOf("2020", "soon")).toEqual({ from: "2020-01-01" });
  });
});

test("a year or month given twice is all of it", () => {
  expect(periodOf("2020", "2020")).toEqual({ from: "2020-01-01", to: "2020-12-31" });
  expect(periodOf("2020-02", "2020-02")).toEqual({ from: "2020-02-01", to: "2020-02-29" });
});

test("every month of every year ends on the day before the next begins", () => {
  for (let year = 1895; year <= 2105; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const written = `${year}-${String(month).padStart(2, "0")}`;
      const { to = "" } = periodOf(undefined, written);
      const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString();
      expect([to.slice(0, 7), next.slice(8, 10)]).toEqual([written, "01"]);
    }
  }
});
