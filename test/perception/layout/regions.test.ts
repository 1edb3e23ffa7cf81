import { describe, expect, test } from "vitest";
import type { Word } from "../../../src/perception/layout/item.ts";
import { toRegions } from "../../../src/perception/layout/regions.ts";
import { justified, lines, rows, run } from "./page-content.ts";

function read(words: readonly Word[]): readonly string[] {
  return toRegions(words, []).map((region) => region.lines.map((line) => line.text).join(" / "));
}

const left = [
  "The first column tells how much of it",
  "was made in all of the years, and then",
  "it goes on to say what that means for",
  "those who have to pay for it at the end",
  "of a month, which is a lot of people.",
];
const right = [
  "The second column is about the reasons",
  "for which the amount went up, and what",
  "is likely to come of it when the plants",
  "that are being built now are in use and",
  "the old ones have been taken away.",
];

describe("columns of prose", () => {
  test("are read one after the other", () => {
    expect(read([...lines(left), ...lines(right, { left: 300 })])).toEqual([left.join(" / "), right.join(" / ")]);
  });

  test("are read one after the other when their lines are interleaved by half a line", () => {
    const words = [...lines(left), ...lines(right, { left: 300, top: 106 })];
    expect(read(words)).toEqual([left.join(" / "), right.join(" / ")]);
  });

  test.each([2, 3])("of %i lines beside a longer one are columns", (count) => {
    const short = right.slice(0, count);
    expect(read([...lines(left), ...lines(short, { left: 300 })])).toEqual([left.join(" / "), short.join(" / ")]);
  });

  test("of three lines each are columns", () => {
    const [a, b] = [left.slice(0, 3), right.slice(0, 3)];
    expect(read([...lines(a), ...lines(b, { left: 300 })])).toEqual([a.join(" / "), b.join(" / ")]);
  });

  test("of three are read from left to right", () => {
    const column = (name: string) => [
      `${name} one is long enough`,
      "to fill its column with",
      "words of its own, and",
      "so it is read by itself",
    ];
    const words = [0, 1, 2].flatMap((index) => lines(column(["A", "B", "C"][index] ?? ""), { left: 60 + index * 170 }));
    expect(read(words).map((text) => text[0])).toEqual(["A", "B", "C"]);
  });

  test("stand between full-width lines in reading order", () => {
    const head = "A heading over both of the columns that is as wide as the two of them are together";
    const foot = "Some text below both of the columns that is as wide as the two of them are together";
    const words = [
      ...run(head, { top: 80 }),
      ...lines(left),
      ...lines(right, { left: 300 }),
      ...run(foot, { top: 190 }),
    ];
    expect(read(words)).toEqual([head, left.join(" / "), right.join(" / "), foot]);
  });

  test("begin anew below a full-width heading", () => {
    const head = "A heading between the upper columns and the lower ones, as wide as both are together";
    const words = [
      ...lines(left),
      ...lines(right, { left: 300 }),
      ...run(head, { top: 180 }),
      ...lines(left, { top: 210 }),
      ...lines(right, { left: 300, top: 210 }),
    ];
    const [a, b] = [left.join(" / "), right.join(" / ")];
    expect(read(words)).toEqual([a, b, head, a, b]);
  });

  test("hold a line that justification has stretched", () => {
    const stretched = [...left.slice(0, 2), "it goes on and on for", ...left.slice(3)];
    const edge = 72 + Math.max(...left.map((text) => text.length)) * 4.5;
    const set = (texts: readonly string[], from: number) =>
      texts.flatMap((text, index) => justified(text, edge + from - 72, { left: from, top: 100 + index * 12 }));
    const words = [...set(stretched, 72), ...set(right, 300)];
    expect(read(words)).toEqual([stretched.join(" / "), right.join(" / ")]);
  });
});

describe("the rows of a table", () => {
  test("stay together", () => {
    const table = [
      ["Net sales of products", "81,797", "82,959"],
      ["Net sales of services", "21,213", "19,604"],
      ["Cost of all those sales", "45,384", "47,074"],
      ["Research and development", "7,442", "6,797"],
      ["Income before any taxes", "23,046", "23,066"],
    ];
    expect(read(rows(table, [72, 300, 400]))).toHaveLength(1);
  });

  test("stay together when both columns are short words", () => {
    const table = ["Helsinki", "Oulu", "Turku", "Tampere", "Espoo", "Vantaa"].map((city) => [city, "Southern Finland"]);
    expect(read(rows(table, [72, 300]))).toHaveLength(1);
  });
});

test("a page without words has no region", () => {
  expect(toRegions([], [])).toEqual([]);
});
