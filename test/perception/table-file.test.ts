import { describe, expect, test } from "vitest";
import { hasHeaderRow } from "../../src/perception/table-file.ts";

const rows = (...lines: readonly string[]) => lines.map((line) => line.split("|"));

describe("the first row names the columns", () => {
  test.each([
    ["words over numbers", rows("Region|Units", "North|5", "South|6")],
    ["words over dates", rows("Event|Day", "Start|2024-01-01", "End|2024-02-01")],
    ["years over numbers", rows("Country|2022|2023", "Malta|1|2", "Cyprus|3|4")],
    ["an empty corner", rows("|Units", "North|5", "South|6")],
    ["words over words", rows("Name|City", "Ann|Rome", "Bo|Oslo")],
    ["amounts", rows("Item|Price", "Pipe|$5.00", "Hose|$7.50")],
    ["negative numbers in brackets", rows("Item|Change", "Pipe|(5)", "Hose|(7)")],
  ])("%s", (_, table) => expect(hasHeaderRow(table)).toBe(true));
});

describe("the first row is one like the others", () => {
  test.each([
    ["numbers over numbers", rows("1|2", "3|4", "5|6")],
    ["a date", rows("2024-01-01|5", "2024-01-02|6")],
    ["words twice", rows("Units|Units", "1|2", "3|4")],
    ["a gap", rows("Region||Units", "North|x|5", "South|y|6")],
    ["a number where numbers follow", rows("North|7", "South|5", "East|6")],
    ["a word that comes again", rows("Ann|Rome", "Bo|Rome", "Cy|Oslo")],
    ["a whole sentence", rows(`${"A very long text that goes on ".repeat(3)}|b`, "c|d")],
    ["nothing below it", rows("Region|Units")],
    ["no row", []],
  ])("%s", (_, table) => expect(hasHeaderRow(table)).toBe(false));
});
