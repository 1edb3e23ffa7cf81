import { describe, expect, test } from "vitest";
import { quarterOf, quartersIn, sameQuarter } from "../../src/analyst/extractive/quarter-label.ts";
import { paragraph, stored } from "./sample-filings.ts";

const label = (year: number, quarter: number) => ({ year, quarter });

describe("quarters that a text names", () => {
  test.each([
    ["in Q1 2023", [label(2023, 1)]],
    ["the 2022 Q3 report", [label(2022, 3)]],
    ["2022_Q3_orchard.pdf", [label(2022, 3)]],
    ["2022Q3", [label(2022, 3)]],
    ["the third quarter of 2023", [label(2023, 3)]],
    ["the first quarter of fiscal 2024", [label(2024, 1)]],
    ["its second fiscal quarter of fiscal year 2021", [label(2021, 2)]],
    ["Q4 FY23", [label(2023, 4)]],
    ["Q4 '23", [label(2023, 4)]],
    ["1Q23 results", [label(2023, 1)]],
    ["from Q3 2022 to Q1 2023", [label(2022, 3), label(2023, 1)]],
    ["during the third quarter of 2023 compared to the third quarter of 2022", [label(2023, 3), label(2022, 3)]],
  ])("%s", (text, expected) => {
    expect(quartersIn(text)).toEqual(expected);
  });

  test.each([
    "a quarter of the 2023 budget",
    "Q5 2023",
    "the fiscal year 2023",
    "page 12023 Q",
    "version 1.2023",
    "three quarters of all users in 2023",
    "FAQ1 2023",
  ])("none in “%s”", (text) => {
    expect(quartersIn(text)).toEqual([]);
  });
});

describe("the quarter a document reports", () => {
  const prose = (...texts: readonly string[]) => texts.map((text, index) => paragraph(`p${index}`, text));

  test("is what its file name says", () => {
    expect(quarterOf(stored("2023 Q1 ORC", "Orchard Inc.", []))).toEqual(label(2023, 1));
  });

  test("a folder is no file name", () => {
    const report = stored("report", "Orchard Inc.", []);
    const moved = { ...report, source: { ...report.source, path: "/library/2019 Q4/report.pdf" } };
    expect(quarterOf(moved)).toBeUndefined();
  });

  test("else the latest of those its text speaks of most, whatever the calendar", () => {
    const report = stored("report", "Orchard Inc., quarterly period ended December 31, 2022", [
      ...prose(
        "Sales of presses fell during the first quarter of 2023 compared to the first quarter of 2022.",
        "Sales of mills rose during the first quarter of 2023 compared to the first quarter of 2022.",
        "A press announced in the fourth quarter of 2022 sold well during the first quarter of 2023.",
      ),
    ]);
    expect(quarterOf(report)).toEqual(label(2023, 1));
  });

  test("a quarter that is only looked forward to is not reported", () => {
    const report = stored("outlook", "Orchard Inc.", [
      ...prose(
        "In Q2 2023 sales rose. In Q2 2023 costs fell.",
        "For Q2 2023 we paid dividends, as in Q2 2022. In Q2 2023 we hired.",
        "Guidance for Q3 2023 follows. We expect Q3 2023 sales to rise.",
      ),
    ]);
    expect(quarterOf(report)).toEqual(label(2023, 2));
  });

  test("one mention is no sign, and a document without quarters reports none", () => {
    expect(quarterOf(stored("a", "Notes", prose("Sales rose in Q2 2023.")))).toBeUndefined();
    expect(quarterOf(stored("b", "Annual report", prose("Sales rose in 2023.")))).toBeUndefined();
  });

  test("unknown quarters are never the same", () => {
    expect(sameQuarter(undefined, undefined)).toBe(false);
    expect(sameQuarter(label(2023, 1), label(2023, 1))).toBe(true);
    expect(sameQuarter(label(2023, 1), label(2022, 1))).toBe(false);
  });
});
