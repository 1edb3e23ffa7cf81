import { describe, expect, test } from "vitest";
import type { Claim } from "../../../src/render/pptx/claims.ts";
import { listHeight } from "../../../src/render/pptx/fit.ts";
import { boxes, sizes } from "../../../src/render/pptx/layout.ts";
import { fitList, thoseThatFit } from "../../../src/render/pptx/lists.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";

const claim = (text: string): Claim => ({ text: [{ text }], evidenceIds: [], targetIds: [] });
const claims = (count: number, text: string) => Array.from({ length: count }, (_, index) => claim(`${index}. ${text}`));

const box = boxes.takeaways;
const fits = (items: ReturnType<typeof fitList>): boolean =>
  listHeight(items.items, box.width, items.size) <= box.height;

describe("a list that fits", () => {
  test("has the largest size, and its words whole", () => {
    const list = fitList(claims(2, "Short."), box, sizes.takeaways);
    expect(list.size).toBe(sizes.takeaways[0]);
    expect(list.items.map(plainText)).toEqual(["0. Short.", "1. Short."]);
  });

  test("shrinks before it is cut", () => {
    const long = claims(7, "A sentence of middling length that takes two lines of this box.");
    const list = fitList(long, box, sizes.takeaways);
    expect(list.size).toBeLessThan(sizes.takeaways[0]);
    expect(list.items.map(plainText)).toEqual(long.map(({ text }) => plainText(text)));
    expect(fits(list)).toBe(true);
  });
});

describe("a list that does not fit", () => {
  test.each([
    ["Latin", "many words that go on and on ".repeat(30)],
    ["Chinese", "潮汐能发电站的年度总发电量与装机容量，".repeat(30)],
    ["Arabic", "بلغ إنتاج المحطة من الحرارة في العام الماضي ".repeat(30)],
    ["one endless word", "x".repeat(900)],
  ])("has the smallest size, and its %s items cut to fit", (_, text) => {
    const list = fitList(claims(4, text), box, sizes.takeaways);
    expect(list.size).toBe(sizes.takeaways.at(-1));
    expect(list.items).toHaveLength(4);
    expect(fits(list)).toBe(true);
    for (const item of list.items) expect(plainText(item)).not.toBe("");
  });
});

describe("those that fit", () => {
  test("are all of a short list", () => {
    const given = claims(3, "Short.");
    expect(thoseThatFit(given, box, sizes.takeaways)).toEqual(given);
  });

  test("are the first of a long one, in order, and one more would be too many", () => {
    const given = claims(40, "A sentence of middling length that takes two lines.");
    const kept = thoseThatFit(given, box, sizes.takeaways);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(40);
    expect(kept).toEqual(given.slice(0, kept.length));
    const more = given.slice(0, kept.length + 1).map(({ text }) => text);
    expect(listHeight(more, box.width, sizes.takeaways[2])).toBeGreaterThan(box.height);
  });

  test("are none where the first is too long: nothing is skipped", () => {
    const given = [claim("many words ".repeat(300)), claim("Short.")];
    expect(thoseThatFit(given, box, sizes.takeaways)).toEqual([]);
  });

  test("are none in a box without height", () => {
    expect(thoseThatFit(claims(1, "Short."), { ...box, height: 0 }, sizes.takeaways)).toEqual([]);
  });
});
