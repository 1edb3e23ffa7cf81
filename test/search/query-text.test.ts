import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wholeDays } from "../../src/search/period.ts";
import { cutQuery, withoutCommands } from "../../src/search/query-text.ts";

describe("a query that is too long", () => {
  test.each([
    ["short enough", 20, "short enough"],
    ["cut them between words", 12, "cut them"],
    ["exactly ten", 11, "exactly ten"],
    ["ends right here and goes on", 15, "ends right here"],
    ["Donaudampfschifffahrtsgesellschaft", 10, "Donaudampf"],
    ["a Donaudampfschifffahrtsgesellschaft", 10, "a Donaudam"],
    ["  spaces around  ", 14, "spaces around"],
    ["", 5, ""],
  ])("%j at %i is %j", (query, length, expected) => {
    expect(cutQuery(query, length)).toBe(expected);
  });

  test("is counted and cut in characters, not in halves of them", () => {
    expect(cutQuery("😀😀😀😀", 3)).toBe("😀😀😀");
    expect(cutQuery("收入报告第三季度", 4)).toBe("收入报告");
  });

  test("never gets longer, and keeps its beginning", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (query, length) => {
        const cut = cutQuery(query, length);
        expect([...cut].length).toBeLessThanOrEqual(length);
        expect(query.trim().startsWith(cut)).toBe(true);
      }),
    );
  });
});

describe("marks that a service would obey", () => {
  test.each([
    ["water at -5 °C", "-!", "water at 5 °C"],
    ["CSS !important rule", "!:<?", "CSS important rule"],
    ["phones <100 dollars", "!:<?", "phones 100 dollars"],
    [":de Wetter", "!:<?", "de Wetter"],
    ["!!ddg cats", "!:<?", "ddg cats"],
    ["well-known e-mail", "-!", "well-known e-mail"],
    ["Apple - Amazon", "-!", "Apple Amazon"],
    ["a]b ]c ^d", "]^", "a]b c d"],
    ["nothing to do", "-!", "nothing to do"],
    ["-", "-", ""],
  ])("%j without leading %j is %j", (query, marks, expected) => {
    expect(withoutCommands(query, marks)).toBe(expected);
  });

  test("a phrase stays a phrase, and half a pair of quotation marks goes", () => {
    expect(withoutCommands('"net sales" of Apple', "-")).toBe('"net sales" of Apple');
    expect(withoutCommands('a 24" screen', "-")).toBe("a 24 screen");
    expect(withoutCommands('"a b" and "c', "-")).toBe("a b and c");
  });

  test("are gone from the beginning of every word, whatever the query", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("-", "!", "a", " ", '"'), maxLength: 30 }), (query) => {
        const plain = withoutCommands(query, "-!");
        expect(plain).not.toMatch(/(?:^|\s)[-!]/);
        expect(plain.split('"').length % 2).toBe(1);
      }),
    );
  });
});

describe("a period in whole days", () => {
  test.each([
    ["2020", "2020", "2020-01-01", "2020-12-31"],
    ["2020-02", "2020-02", "2020-02-01", "2020-02-29"],
    ["2021-02", "2021-02", "2021-02-01", "2021-02-28"],
    ["1900-02", "1900-02", "1900-02-01", "1900-02-28"],
    ["2000-02", "2000-02", "2000-02-01", "2000-02-29"],
    ["2020-04", "2020-04", "2020-04-01", "2020-04-30"],
    ["2020-05-06", "2020-05-07", "2020-05-06", "2020-05-07"],
    ["2020-05-06T12:00:00Z", "2020-05-07T23:59:59+02:00", "2020-05-06", "2020-05-07"],
    [" 2020 ", "2020-12 ", "2020-01-01", "2020-12-31"],
  ])("%s to %s", (from, to, first, last) => {
    expect(wholeDays({ from, to })).toEqual({ from: first, to: last });
  });

  test.each(["2020-13", "2020-02-30", "2021-02-29", "last year", "", "20", "2020/05/06", "2020-5-6", "12020"])(
    "%j is no date and limits nothing",
    (date) => {
      expect(wholeDays({ from: date, to: date })).toEqual({});
    },
  );

  test("may be open at either end", () => {
    expect(wholeDays({ from: "2020", to: undefined })).toEqual({ from: "2020-01-01" });
    expect(wholeDays({ from: undefined, to: "2020" })).toEqual({ to: "2020-12-31" });
    expect(wholeDays({ from: undefined, to: undefined })).toEqual({});
  });

  test("holds every day of the month it names", () => {
    for (let year = 1996; year <= 2004; year++) {
      for (let month = 1; month <= 12; month++) {
        const name = `${year}-${String(month).padStart(2, "0")}`;
        const { from = "", to = "" } = wholeDays({ from: name, to: name });
        const next = new Date(Date.parse(to) + 24 * 60 * 60 * 1000);
        expect(from).toBe(`${name}-01`);
        expect(to.slice(0, 7)).toBe(name);
        expect(next.getUTCDate()).toBe(1);
      }
    }
  });
});
