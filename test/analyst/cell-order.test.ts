import { describe, expect, test } from "vitest";
import { orderOf } from "../../src/analyst/extractive/table-answer/cell-order.ts";
import { viewOfTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { table } from "./sample-filings.ts";

describe("what a cell is compared by", () => {
  test.each([
    ["1,836", "number", 1836],
    ["59.51 m", "number", 59.51],
    ["60 (articulated)", "number", 60],
    ["#44", "number", 44],
    ["6'10\"", "number", 82],
    ["7'", "number", 84],
    ["1st", "rank", 1],
    ["T3rd", "rank", 3],
    ["11th (h)", "rank", 11],
    ["1:47.50", "duration", 107.5],
    ["2:07:02.8248", "duration", 7622.8248],
    ["5h 29' 10\"", "duration", 19_750],
    ["2003", "date", 20_030_000],
    ["1991–present", "date", 19_910_000],
    ["1950-1955", "date", 19_500_000],
    ["19 November 1824", "date", 18_241_119],
    ["November 19, 1824", "date", 18_241_119],
  ])("%s is a %s", (text, kind, value) => {
    expect(orderOf(text)).toEqual({ kind, value: expect.closeTo(value, 6) });
  });

  test.each([
    "",
    "Norway",
    "W 21–14",
    "at Pine Hill",
    "Lot 5 of 9 in a long description that only happens to hold some numbers 12",
  ])("%j has no order", (text) => {
    expect(orderOf(text)).toBeUndefined();
  });

  test("times order as the clock does, however they are written", () => {
    const times = ["59.9", "0:59.95", "1:00", "1:00.5", "9:59", "10:00", "1:00:00"].slice(1);
    const values = times.map((text) => orderOf(text)?.value ?? Number.NaN);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  test("days order as the calendar does, within a year and across years", () => {
    const days = ["December 31, 1999", "January 1, 2000", "2 January 2000", "February 10, 2000", "November 3, 2000"];
    const values = days.map((text) => orderOf(text)?.value ?? Number.NaN);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(new Set(values).size).toBe(days.length);
  });
});

describe("the kind of a column", () => {
  const kindOf = (header: string, cells: readonly string[]) =>
    viewOfTable(table("t", { header: [["Name", header]], rows: cells.map((text, index) => [`row ${index}`, text]) }))
      .columns[1]?.kind;

  test.each([
    ["Points", ["100", "80", "–", "60"], "number"],
    ["Position", ["100", "80", "70", "60"], "rank"],
    ["Game", ["1", "2", "3", "4"], "rank"],
    ["Position", ["1st", "2nd", "DNF", "11th (h)"], "rank"],
    ["Time", ["30:01", "30:40", "1:02:11", "–"], "duration"],
    ["Season", ["2001", "2002", "2004"], "date"],
    ["Date", ["May 1", "May 9", "June 2"], "date"],
    ["Opponent", ["Gulls", "Pine Hill", "1. FC Stone"], "text"],
    ["Result", ["W 21–14", "L 7–10", "W 3–0"], "text"],
  ])("%s of %j is %s", (header, cells, kind) => {
    expect(kindOf(header, cells)).toBe(kind);
  });
});
