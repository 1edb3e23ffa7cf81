import { describe, expect, test } from "vitest";
import { joinBroken } from "../../../src/perception/layout/hyphens.ts";

describe("a line that ends with a hyphen", () => {
  test.each([
    ["loses it before a small letter", "infor-", "mation here", "information here"],
    ["keeps it before a capital, without a space", "in Frame-", "Wilson in March", "in Frame-Wilson in March"],
    ["keeps it before a digit", "COVID-", "19 cases", "COVID-19 cases"],
    ["keeps it between numbers", "2001-", "2017", "2001-2017"],
    ["keeps it and the space before a conjunction", "short-", "and long-term", "short- and long-term"],
    ["keeps it and the space before a German conjunction", "Ein-", "und Ausfuhr", "Ein- und Ausfuhr"],
    ["knows the hyphen of Unicode", "infor\u2010", "mation", "information"],
    ["loses a soft hyphen", "infor\u00ad", "mation", "information"],
    ["keeps a dash that stands alone", "so it is -", "or was", "so it is - or was"],
    ["keeps it before a sign", "left-", "(right)", "left- (right)"],
  ])("%s", (_, above, below, expected) => {
    expect(joinBroken(above, below)).toBe(expected);
  });

  test("keeps it when the document writes the word with it", () => {
    expect(joinBroken("a Long-", "term plan", new Set(["long-term"]))).toBe("a Long-term plan");
  });
});

describe("other lines", () => {
  test("are joined by a space", () => {
    expect(joinBroken("one", "two")).toBe("one two");
  });

  test.each([
    ["", "two", "two"],
    ["one", "", "one"],
    ["", "", ""],
  ])("of which one is empty give the other: %j %j", (above, below, expected) => {
    expect(joinBroken(above, below)).toBe(expected);
  });
});
