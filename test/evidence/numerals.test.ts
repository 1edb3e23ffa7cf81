import { describe, expect, test } from "vitest";
import {
  foldDigits,
  hasDecimalComma,
  joinSpacedGroups,
  numeralPattern,
  parseNumeral,
} from "../../src/evidence/numerals.ts";

const numeralsIn = (text: string): readonly string[] =>
  [...foldDigits(text).matchAll(new RegExp(numeralPattern, "g"))].map((match) => match[0]);

describe("numeralPattern", () => {
  test.each<[string, string[]]>([
    ["3.14159 and 0.1234", ["3.14159", "0.1234"]],
    ["12.3456 % of 1,234.5678", ["12.3456", "1,234.5678"]],
    ["0.00012", ["0.00012"]],
    ["1,234,567.89", ["1,234,567.89"]],
    ["1.234.567,89", ["1.234.567,89"]],
    ["12,34,567 rupees", ["12,34,567"]],
    ["1'234'567 and 1’234", ["1'234'567", "1’234"]],
    ["1\u202f234\u202f567,8", ["1\u202f234\u202f567,8"]],
    [".5 or 0.5", [".5", "0.5"]],
    ["It was 2023. Then 5.", ["2023", "5"]],
    ["123456789", ["123456789"]],
  ])("cuts the numerals out of “%s”", (text, expected) => {
    expect(numeralsIn(text)).toEqual(expected);
  });
});

describe("parseNumeral", () => {
  test.each<[string, string | undefined, number, number]>([
    ["1,234", "en", 1234, 1],
    ["1,234", "de", 1.234, 0.001],
    ["1.234", "de", 1234, 1],
    ["1.234", "en", 1.234, 0.001],
    ["1.234", undefined, 1.234, 0.001],
    ["1,5", "en", 1.5, 0.1],
    ["0,123", "en", 0.123, 0.001],
    ["0.123", "de", 0.123, 0.001],
    ["1.234,50", "en", 1234.5, 0.01],
    ["1,234.50", "de", 1234.5, 0.01],
    ["1.234.567", "en", 1234567, 1],
    ["1,234,567", "de", 1234567, 1],
    ["1'234.50", "de-CH", 1234.5, 0.01],
    ["1\u202f234,5", "fr", 1234.5, 0.1],
    ["12,34,567", "en-IN", 1234567, 1],
    ["2.71801", "de", 2.71801, 1e-5],
    [".5", undefined, 0.5, 0.1],
    ["007", undefined, 7, 1],
  ])("reads %s in %s as %d, to a step of %d", (text, language, value, step) => {
    const numeral = parseNumeral(text, language);
    expect(numeral.value).toBeCloseTo(value, 10);
    expect(numeral.step).toBeCloseTo(step, 12);
  });

  test.each(["en", "de", "de-CH", "fr", "es", "pt-BR", "hi", "sv", "pl", "ja"])(
    "reads back what Intl prints in %s",
    (language) => {
      const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2, numberingSystem: "latn" });
      for (const value of [0.25, 7, 12.5, 999, 1234.5, 45_678, 1_234_567.89, 98_765_432]) {
        const printed = format.format(value);
        const [numeral, ...rest] = numeralsIn(printed);
        expect(rest, printed).toEqual([]);
        expect(parseNumeral(numeral ?? "", language).value, printed).toBe(value);
      }
    },
  );
});

describe("foldDigits", () => {
  test.each([
    ["٣٥٪", "35%"],
    ["１，２３４．５", "1,234.5"],
    ["१२३ और ৪৫৬", "123 और 456"],
    ["−5 （７）", "-5 (7)"],
    ["no digits, é ß", "no digits, é ß"],
  ])("writes “%s” as “%s”", (text, expected) => {
    expect(foldDigits(text)).toBe(expected);
  });

  test("keeps offsets, also for digits beyond the basic plane", () => {
    const text = "x 𝟏𝟐 y 𞥕 z";
    expect(foldDigits(text)).toHaveLength(text.length);
    expect(foldDigits(text).indexOf("z")).toBe(text.indexOf("z"));
  });
});

describe("spaces between thousands", () => {
  test("join only where the language groups by spaces", () => {
    expect(joinSpacedGroups("1 234 567 habitants", "fr")).toBe("1\u00a0234\u00a0567 habitants");
    expect(joinSpacedGroups("1 234 567 people", "en")).toBe("1 234 567 people");
    expect(joinSpacedGroups("in 2020 123 456 Einwohner", "sv")).toBe("in 2020 123\u00a0456 Einwohner");
  });

  test("leave neighbouring years and numbers of other lengths alone", () => {
    expect(joinSpacedGroups("2020 2021", "fr")).toBe("2020 2021");
    expect(joinSpacedGroups("12 34", "fr")).toBe("12 34");
  });
});

test("knows the languages of the decimal comma, whatever the region", () => {
  expect(["de", "de-AT", "pt_BR", "FR", "ru", "id"].map(hasDecimalComma)).toEqual(Array(6).fill(true));
  expect(["en", "en-GB", "zh", "ja", "hi", undefined, ""].map(hasDecimalComma)).toEqual(Array(7).fill(false));
});
