import { describe, expect, test } from "vitest";
import { commonNumberRuns, resemblance, sketchOf } from "../../src/evidence/sketch.ts";
import { makeParsed, paragraph } from "./fixtures.ts";

/** Words that no other seed gives: a text of its own, the same each time. */
const prose = (seed: number, length: number): string =>
  Array.from({ length }, (_, index) =>
    `w${(seed * 7919 + index * 104_729) % 99_991}x`.replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? ""),
  ).join(" ");
const sketch = (text: string) => sketchOf(makeParsed([paragraph("b1", text)]));

describe("resemblance", () => {
  test("of a text with itself is complete, with another text nothing", () => {
    const [a, b] = [sketch(prose(1, 400)), sketch(prose(2, 400))];
    expect(resemblance(a, a)).toMatchObject({ jaccard: 1, containment: 1 });
    expect(resemblance(a, b)).toMatchObject({ jaccard: 0, containment: 0, common: 0 });
  });

  test("knows an excerpt by containment", () => {
    const long = prose(3, 600);
    const { jaccard, containment } = resemblance(sketch(long), sketch(long.split(" ").slice(100, 250).join(" ")));
    expect(containment).toBeGreaterThan(0.95);
    expect(jaccard).toBeLessThan(0.35);
  });

  test("masks numbers, so that a copy with others is still a copy", () => {
    const text = (rate: string): string => `${prose(4, 100)} grew by ${rate} percent ${prose(5, 100)}`;
    expect(resemblance(sketch(text("57.0")), sketch(text("67.1"))).jaccard).toBe(1);
  });

  test("estimates texts longer than the sketch within a tenth", () => {
    const words = prose(6, 6000).split(" ");
    const [first, second] = [words.slice(0, 4000).join(" "), words.slice(2000).join(" ")];
    expect(sketch(first).complete).toBe(false);
    expect(Math.abs(resemblance(sketch(first), sketch(second)).jaccard - 1 / 3)).toBeLessThan(0.1);
  });

  test("of empty texts is nothing, not an error", () => {
    expect(resemblance(sketch(""), sketch(""))).toEqual({ jaccard: 0, containment: 0, common: 0 });
  });
});

describe("numbers", () => {
  test("are kept in order, without years, grouping and small ones", () => {
    expect(sketch("In 2021, 12 of 1,234 and 56.78 or 9'876; 1999").numbers).toEqual(["1234", "56.78", "9876"]);
  });

  test("in the same order are runs in common", () => {
    const row = [1234, 2345, 3456, 4567, 5678, 6789];
    const [same, turned] = [row.join(" and "), [...row].reverse().join(" and ")];
    expect(commonNumberRuns(sketch(same), sketch(same.replaceAll("and", "und")))).toEqual({ share: 1, runs: 3 });
    expect(commonNumberRuns(sketch(same), sketch(turned)).runs).toBe(0);
    expect(commonNumberRuns(sketch(""), sketch(same))).toEqual({ share: 0, runs: 0 });
  });
});

test("a source is sketched once", () => {
  const parsed = makeParsed([paragraph("b1", "some words that are read")]);
  expect(sketchOf(parsed)).toBe(sketchOf(parsed));
});
