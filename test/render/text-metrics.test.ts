import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnWidths } from "../../src/render/column-widths.ts";
import { textWidth, wrapText } from "../../src/render/text-metrics.ts";

const font = { size: 10 };

describe("widths", () => {
  test("are those of Arial", () => {
    // Arial's own advances: i 222, W 944, space 278, 0 556; bold i 278.
    expect(textWidth("iW 0", font)).toBeCloseTo((222 + 944 + 278 + 556) / 100);
    expect(textWidth("i", { size: 10, bold: true })).toBeCloseTo(2.78);
    expect(textWidth("Ж", font)).toBeGreaterThan(8);
  });

  test("full-width characters take an em, marks and controls nothing", () => {
    expect(textWidth("销售額かな한국", font)).toBe(70);
    expect(textWidth("e\u0301", font)).toBe(textWidth("e", font));
    expect(textWidth("\u200f\u200b", font)).toBe(0);
  });

  test("grow with the size and with each character", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(textWidth(left + right, font)).toBeGreaterThanOrEqual(textWidth(left, font) - 1e-9);
        expect(textWidth(left, { size: 20 })).toBeCloseTo(2 * textWidth(left, font), 6);
      }),
    );
  });
});

describe("wrapping", () => {
  test("breaks at spaces and after hyphens and slashes", () => {
    expect(wrapText("one two three", 40, font)).toEqual(["one two", "three"]);
    expect(wrapText("well-known/unknown", 50, font)).toEqual(["well-", "known/", "unknown"]);
  });

  test("breaks between characters of full-width scripts, but not before a closing sign", () => {
    expect(wrapText("销售额下降", 30, font)).toEqual(["销售额", "下降"]);
    expect(wrapText("销售额。下降", 30, font)).toEqual(["销售", "额。下", "降"]);
  });

  test("breaks inside a word only when it is wider than the line", () => {
    expect(wrapText("xxxxxxxxxx", 26, font)).toEqual(["xxxxx", "xxxxx"]);
    expect(wrapText("a xxxxx", 27, font)).toEqual(["a", "xxxxx"]);
  });

  test("line feeds start lines, and nothing is one empty line", () => {
    expect(wrapText("a\n\nb", 100, font)).toEqual(["a", "", "b"]);
    expect(wrapText("", 100, font)).toEqual([""]);
  });

  test("loses no character but white space and keeps every line within the width", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 30, max: 300 }), (text, width) => {
        const lines = wrapText(text, width, font);
        const bare = (value: string): string => value.replace(/\s/gu, "");
        expect(bare(lines.join(""))).toBe(bare(text));
        for (const line of lines)
          if ([...line].length > 1) expect(textWidth(line, font)).toBeLessThanOrEqual(width + 1e-9);
      }),
    );
  });
});

describe("column widths", () => {
  const options = { font, padding: 8 };
  const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

  test("share the whole width by what stands in the columns", () => {
    const [name = 0, number = 0] = columnWidths(
      [
        ["Name", "A rather long name here"],
        ["No", "1"],
      ],
      400,
      options,
    );
    expect(name + number).toBeCloseTo(400);
    expect(name).toBeGreaterThan(2 * number);
  });

  test("never cut the longest word while there is room for all", () => {
    const columns = [["Incomprehensibilities"], ["very ".repeat(100)], ["x"]];
    const [first = 0] = columnWidths(columns, 300, options);
    expect(first).toBeGreaterThanOrEqual(textWidth("Incomprehensibilities", font));
  });

  test("sum to the total for any content", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1, maxLength: 12 }), (columns) => {
        const widths = columnWidths(columns, 500, options);
        expect(sum(widths)).toBeCloseTo(500, 6);
        expect(widths.every((width) => width > 0)).toBe(true);
      }),
    );
  });
});
