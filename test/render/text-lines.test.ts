import { describe, expect, test } from "vitest";
import { cutLine, textWidth, wrapText } from "../../src/render/text-metrics.ts";

const font = { size: 10 };

describe("numbers with signs", () => {
  test.each([
    ["a loss", "-5.0%"],
    ["a range of years", "2019-20"],
    ["a date", "2023-07-01"],
    ["a fraction", "24/7"],
    ["a ratio of shares", "1/3/5"],
  ])("stay on one line: %s", (_what, number) => {
    for (let width = textWidth(number, font); width < 120; width += 7) {
      expect(wrapText(`fell ${number} then`, width, font).join("|")).toContain(number);
    }
  });

  test("a hyphen or slash between words still breaks", () => {
    expect(wrapText("long-term and/or short", textWidth("long-", font) + 1, font)).toEqual([
      "long-",
      "term",
      "and/",
      "or",
      "short",
    ]);
  });

  test("a hyphen before digits inside a word does not", () => {
    const width = textWidth("the COVID-", font) + 1;
    expect(wrapText("the COVID-19 years", width, font)).toEqual(["the", "COVID-19", "years"]);
  });

  test("an en dash between years breaks behind it", () => {
    expect(wrapText("2019–2023", textWidth("2019–", font) + 1, font)).toEqual(["2019–", "2023"]);
  });
});

describe("one line", () => {
  test("is the text itself where it fits", () => {
    expect(cutLine("short", 100, font)).toBe("short");
    expect(cutLine("", 0, font)).toBe("");
  });

  test("ends with an ellipsis and never in a space before it", () => {
    const line = cutLine("one two three four five six", textWidth("one two th", font), font);
    expect(line).toMatch(/^one two( t)?…$/);
    expect(line).not.toMatch(/\s…$/);
  });

  test("is as long as fits and no longer, in any script", () => {
    for (const text of [
      "A title that goes on and on",
      "苹果公司与亚马逊公司的净销售额",
      "تطور صافي المبيعات والدخل",
      "😀😀😀😀😀😀",
    ]) {
      for (let width = 15; width < textWidth(text, font); width += 9) {
        const line = cutLine(text, width, font);
        expect(textWidth(line, font)).toBeLessThanOrEqual(width);
        const kept = [...line].length - 1;
        const longer = `${[...text]
          .slice(0, kept + 2)
          .join("")
          .trimEnd()}…`;
        expect(textWidth(longer, font), `${text} in ${width}`).toBeGreaterThan(width);
      }
    }
  });

  test("cuts no character in half", () => {
    expect(cutLine("😀".repeat(20), 40, font)).toMatch(/^(😀)+…$/u);
  });

  test("leaves the sign alone where nothing fits", () => {
    expect(cutLine("word", 1, font)).toBe("…");
  });

  test("counts bold type as wider", () => {
    const text = "A title in bold type that is cut";
    const length = (bold: boolean): number => cutLine(text, 90, { size: 10, bold }).length;
    expect(length(true)).toBeLessThan(length(false));
  });
});
