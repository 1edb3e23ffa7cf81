import { describe, expect, test } from "vitest";
import { cutText, lineCount, listHeight, listSize, textSize } from "../../../src/render/pptx/fit.ts";
import { clauseTitle, distinctTitles, fitsTitle, toHeadline } from "../../../src/render/pptx/headline.ts";
import { boxes, sizes } from "../../../src/render/pptx/layout.ts";
import { plainText, type SlideText } from "../../../src/render/pptx/slide.ts";

const mark = (number: number) => ({ text: `[${number}]`, link: { type: "source" as const, number } });
const words = (count: number): string => Array.from({ length: count }, () => "sentence").join(" ");

describe("titles", () => {
  test("a short claim is as large as titles get and loses its full stop", () => {
    const { title, titleSize } = toHeadline([{ text: "Sales rose 5% " }, mark(1), { text: "." }]);
    expect(plainText(title)).toBe("Sales rose 5% [1]");
    expect(titleSize).toBe(sizes.title[0]);
  });

  test("a full stop before the citation goes too; an ellipsis stays", () => {
    expect(plainText(toHeadline([{ text: "It rose. " }, mark(2)]).title)).toBe("It rose [2]");
    expect(plainText(toHeadline([{ text: "And so on..." }]).title)).toBe("And so on...");
  });

  test("a longer claim is set smaller before it is cut", () => {
    const text = [{ text: words(17) }];
    expect(fitsTitle(text)).toBe(true);
    expect(toHeadline(text).titleSize).toBeLessThan(sizes.title[0]);
    expect(plainText(toHeadline(text).title)).toBe(words(17));
  });

  test("a claim too long for two lines is cut at a clause and keeps its citations", () => {
    const text: SlideText = [{ text: `${words(12)}, ${words(30)} ` }, mark(3), mark(4), { text: "." }];
    const { title, titleSize } = toHeadline(text);
    expect(plainText(title)).toBe(`${words(12)}… [3][4]`);
    expect(lineCount(title, boxes.title.width, { size: titleSize, bold: true })).toBeLessThanOrEqual(2);
  });

  test("a full stop inside closing quotation marks goes as well", () => {
    expect(plainText(toHeadline([{ text: "They said “it rose.” " }, mark(1)]).title)).toBe("They said “it rose” [1]");
  });

  test("a quotation that is cut is closed", () => {
    const { title } = toHeadline([{ text: `They said “${words(60)}” ` }, mark(1)]);
    expect(plainText(title)).toMatch(/^They said “.+…” \[1\]$/);
  });

  test("a first clause is taken only outside a quotation", () => {
    const start = "Sales rose in the three months that ended in July";
    expect(clauseTitle([{ text: `${start}, ${words(60)}` }])?.map((run) => run.text)).toEqual([start, "…"]);
    expect(clauseTitle([{ text: `According to them, “${start}, ${words(60)}”` }])).toBeUndefined();
    expect(clauseTitle([{ text: words(60) }])).toBeUndefined();
  });

  test("one endless word is cut too", () => {
    const { title } = toHeadline([{ text: "x".repeat(2000) }]);
    expect(fitsTitle(title)).toBe(true);
    expect(plainText(title)).toMatch(/^x+…$/);
  });
});

describe("repeated titles", () => {
  const slide = (title: string) => ({ title: [{ text: title }], titleSize: 26 });

  test("get their place among their equals", () => {
    const named = distinctTitles([slide("A"), slide("B"), slide("A"), slide("A")]);
    expect(named.map((one) => plainText(one.title))).toEqual(["A (1/3)", "B", "A (2/3)", "A (3/3)"]);
  });

  test("still fit two lines with it", () => {
    const long = toHeadline([{ text: words(60) }]);
    const named = distinctTitles([long, long]);
    expect(named.every((one) => fitsTitle(one.title))).toBe(true);
    expect(new Set(named.map((one) => plainText(one.title))).size).toBe(2);
  });
});

describe("fitting", () => {
  test("a text that fits is not touched", () => {
    const text = [{ text: "As it is" }];
    expect(cutText(text, () => true)).toBe(text);
  });

  test("a text that fits nowhere still ends", () => {
    expect(plainText(cutText([{ text: "Nothing fits here" }], () => false))).toBe("Nothing fits he…");
  });

  test("the largest size wins, and none when even the smallest is too large", () => {
    const box = { x: 0, y: 0, width: 300, height: 60 };
    expect(listSize([[{ text: "short" }]], box, [20, 12])).toBe(20);
    expect(listSize([[{ text: words(15) }]], box, [20, 12])).toBe(12);
    expect(listSize([[{ text: words(100) }]], box, [20, 12])).toBeUndefined();
    expect(textSize([{ text: words(100) }], 300, { sizes: [20, 12], lines: 2 })).toBeUndefined();
  });

  test("a list is as high as its lines and gaps", () => {
    expect(listHeight([[{ text: "one" }], [{ text: "two" }]], 300, 10)).toBeCloseTo(2 * 10 * 1.2 + 2 * 5);
    expect(listHeight([], 300, 10)).toBe(0);
  });

  test("bold text is measured bold", () => {
    const text = "The quick brown fox jumps over the lazy dog and then over nine more dogs";
    const counts = [true, false].map((bold) => lineCount([{ text, bold }], 190, { size: 12 }));
    expect(counts[0]).toBeGreaterThanOrEqual(counts[1]!);
  });
});
