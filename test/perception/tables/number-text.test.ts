import { describe, expect, test } from "vitest";
import {
  isClosing,
  isCurrency,
  isDash,
  isNumeric,
  isYear,
  joinCellWords,
} from "../../../src/perception/tables/number-text.ts";

describe("a number in a cell", () => {
  test.each([
    "0",
    "1,234",
    "1.234,56",
    "1 234",
    "1\u00a0234",
    "1'234.50",
    "(1,234)",
    "-12",
    "−12",
    "–3.5",
    "+4",
    "<0.1",
    "≥ 5",
    "12%",
    "(3)%",
    "$ 5",
    "$1,200",
    "€5",
    "5 €",
    "US$ 3.2",
    "1.2x",
    "25 bps",
    "12*",
    "12†",
    "1,405 (a)",
    "[12]",
  ])("is %s", (text) => {
    expect(isNumeric(text)).toBe(true);
  });

  test.each(["—", "-", "n/a", "N.A.", "nm", "…", "*", "nil"])("that is missing is %s", (text) => {
    expect(isNumeric(text)).toBe(true);
  });

  test.each(["", "North", "Q1", "12 months", "2 or 3", "Note 4", "iPhone 14", "1st", "3D", "A1", "(a)", "12 North"])(
    "is not “%s”",
    (text) => {
      expect(isNumeric(text)).toBe(false);
    },
  );
});

describe("a year", () => {
  test.each(["2023", "1999", "FY 2023", "FY2023", "2022-23", "2022/2023", "2024E", "2025 F", "2023*"])(
    "is %s",
    (text) => {
      expect(isYear(text)).toBe(true);
    },
  );

  test.each(["2,023", "2100", "1800", "20", "2023 and 2022", "$2023", "20233"])("is not %s", (text) => {
    expect(isYear(text)).toBe(false);
  });
});

describe("fragments of numbers", () => {
  test.each(["$", "€", "US$", "EUR", "kr"])("%s is a currency", (text) => {
    expect(isCurrency(text)).toBe(true);
    expect(isClosing(text)).toBe(false);
  });

  test.each([")", "%", ")%", "]", "bps", "pts."])("%s closes a number", (text) => {
    expect(isClosing(text)).toBe(true);
  });

  test("a dash of any length is one, a minus before digits is not", () => {
    expect(["-", "–", "—", "--"].every(isDash)).toBe(true);
    expect(isDash("-5")).toBe(false);
  });
});

describe("the words of a cell are joined", () => {
  test.each([
    [["North", "Sea"], "North Sea"],
    [["$", "1,234"], "$1,234"],
    [["(1,234", ")"], "(1,234)"],
    [["12", "%"], "12%"],
    [["(3", ")%"], "(3)%"],
    [["—", "%"], "—%"],
    [["$", "(1,234", ")"], "$(1,234)"],
    [["share", "%"], "share %"],
    [["US$", "5"], "US$ 5"],
    [[], ""],
  ])("%j", (words, text) => {
    expect(joinCellWords(words)).toBe(text);
  });
});
