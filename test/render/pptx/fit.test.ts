import { describe, expect, test } from "vitest";
import { cutText, firstClause, lineCount, listHeight, listSize, textSize } from "../../../src/render/pptx/fit.ts";
import { boxes, bulletGap, bulletIndent, sizes } from "../../../src/render/pptx/layout.ts";
import { plainText, type SlideText } from "../../../src/render/pptx/slide.ts";
import { lineHeight } from "../../../src/render/text-metrics.ts";

const mark: SlideText[number] = { text: "[1]", link: { type: "source", number: 1 } };
const words = (text: string): SlideText => [{ text }];
const within = (length: number) => (text: SlideText) => plainText(text).length <= length;

describe("lines", () => {
  test("of bold type are no fewer", () => {
    const text = "A sentence of some length that wraps differently in bold type than in regular type";
    for (let width = 80; width < 500; width += 20)
      expect(lineCount(words(text), width, { size: 16, bold: true })).toBeGreaterThanOrEqual(
        lineCount(words(text), width, { size: 16 }),
      );
  });

  test("of a text with one bold word count as bold", () => {
    const text = "W".repeat(40).replace(/(.{8})/g, "$1 ");
    const mixed: SlideText = [{ text: text.slice(0, 9), bold: true }, { text: text.slice(9) }];
    expect(lineCount(mixed, 200, { size: 16 })).toBe(lineCount(words(text), 200, { size: 16, bold: true }));
  });
});

describe("a list", () => {
  test("is as high as its lines and the gaps after its items", () => {
    const one = listHeight([words("one")], 400, 20);
    expect(one).toBeCloseTo(20 * lineHeight + bulletGap * 20);
    expect(listHeight([words("one"), words("two")], 400, 20)).toBeCloseTo(2 * one);
    expect(listHeight([], 400, 20)).toBe(0);
  });

  test("wraps beside its bullet, not below it", () => {
    const text = "word ".repeat(30);
    expect(listHeight([words(text)], 300, 18)).toBeCloseTo(
      lineCount(words(text), 300 - bulletIndent, { size: 18 }) * 18 * lineHeight + bulletGap * 18,
    );
  });

  test("takes the largest size that fits, and none where none does", () => {
    const items = Array.from({ length: 5 }, () =>
      words("A claim of moderate length that takes a line or two. ".repeat(2)),
    );
    const size = listSize(items, boxes.body, sizes.bullets);
    expect(sizes.bullets).toContain(size);
    for (const larger of sizes.bullets.filter((one) => one > (size ?? 0)))
      expect(listHeight(items, boxes.body.width, larger)).toBeGreaterThan(boxes.body.height);
    expect(
      listSize(
        Array.from({ length: 60 }, () => words("x")),
        boxes.body,
        sizes.bullets,
      ),
    ).toBeUndefined();
  });
});

describe("a title", () => {
  test("takes the largest size at which it needs no more lines than allowed", () => {
    expect(textSize(words("Short"), 400, { sizes: [26, 20], lines: 1 })).toBe(26);
    expect(textSize(words("x ".repeat(400)), 400, { sizes: [26, 20], lines: 2 })).toBeUndefined();
  });
});

describe("cutting", () => {
  test("leaves alone what fits", () => {
    const text = [...words("It rose "), mark];
    expect(cutText(text, () => true)).toBe(text);
  });

  test("prefers the end of a clause that says at least half", () => {
    expect(plainText(cutText(words("Sales rose strongly, and costs fell a little"), within(30)))).toBe(
      "Sales rose strongly…",
    );
  });

  test("takes more words where the clause says too little", () => {
    expect(plainText(cutText(words("So, sales rose strongly this year again"), within(30)))).toBe(
      "So, sales rose strongly this…",
    );
  });

  test("keeps the citations of what it cuts", () => {
    const cut = cutText([...words("Sales rose strongly, and costs fell a little "), mark], within(30));
    expect(plainText(cut)).toMatch(/… \[1\]$/);
    expect(cut.at(-1)).toEqual(mark);
  });

  test("closes a quotation that it cuts open", () => {
    expect(plainText(cutText(words("It said “sales rose and rose and rose again”"), within(28)))).toMatch(/…”$/);
  });

  test("cuts between Chinese characters", () => {
    const cut = plainText(cutText(words("苹果公司的净销售额连续三个季度下降"), within(9)));
    expect(cut).toMatch(/^苹果公司的净销售…$/);
  });

  test("cuts a word that has no end, and keeps some of it in any case", () => {
    expect(plainText(cutText(words("x".repeat(200)), within(50)))).toBe(`${"x".repeat(49)}…`);
    expect(plainText(cutText(words("x".repeat(200)), () => false)).length).toBeGreaterThan(5);
  });

  test("never makes a text that does not fit, where any part of it would", () => {
    const text = "The company reported, for the first time in years, that sales – its own – fell; costs rose: a loss.";
    for (let length = 20; length < text.length; length++)
      expect(plainText(cutText(words(text), within(length))).length).toBeLessThanOrEqual(length);
  });
});

describe("the first clauses", () => {
  const clause = (text: string, length: number): string | undefined => {
    const found = firstClause(words(text), within(length));
    return found && plainText(found);
  };

  test("are as many as fit", () => {
    const text = "Net sales of the company rose in every region, except in the north, and costs fell";
    expect(clause(text, 60)).toBe("Net sales of the company rose in every region…");
    expect(clause(text, 75)).toBe("Net sales of the company rose in every region, except in the north…");
  });

  test("say enough to stand alone, or are none", () => {
    expect(clause("In 2023, everything was different from before in every respect", 30)).toBeUndefined();
  });

  test("never end before the words that they announce", () => {
    const text = "According to the annual report of the company for 2017, “generation grew from 40,651 to 56,476”";
    expect(clause(text, 70)).toBeUndefined();
  });

  test("never end inside a quotation", () => {
    expect(
      clause("The company said “we expect that sales will rise, as they did before, in all markets”", 70),
    ).toBeUndefined();
  });
});
