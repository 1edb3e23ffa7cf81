import { describe, expect, test } from "vitest";
import { findRunningLines } from "../../../src/perception/layout/bands.ts";
import type { Word } from "../../../src/perception/layout/item.ts";
import { lines, page, rows, run } from "./page-content.ts";

const body = textOf("this page");

function textOf(name: string): readonly Word[] {
  return lines(
    Array.from({ length: 20 }, (_, index) => `Line ${"abcdefghijklmnopqrst"[index]} of the text of ${name}`),
  );
}

function dropped(pages: readonly (readonly Word[])[]): readonly string[] {
  return findRunningLines(pages.map((words, index) => page(words, { number: index + 1 }))).texts;
}

describe("on three or more pages", () => {
  test("lines that repeat but for their digits are running heads", () => {
    const pages = ["a", "bb", "ccc"].map((name, index) => [
      ...run(`Quarterly report ${index + 1}`, { top: 30 }),
      ...textOf(name),
    ]);
    expect(dropped(pages)).toEqual(["Quarterly report 1"]);
  });

  test("lines that differ stay", () => {
    const pages = ["One", "Two", "Three"].map((word) => [...run(`${word} begins here`, { top: 30 }), ...textOf(word)]);
    expect(dropped(pages)).toEqual([]);
  });

  test("lines that repeat in the middle of the page stay", () => {
    const pages = ["One", "Two", "Three"].map((word) => [
      ...textOf(word),
      ...run("Terms apply", { top: 210, left: 400 }),
    ]);
    expect(dropped(pages)).toEqual([]);
  });
});

describe("on any page", () => {
  test.each(["17", "Page 3 of 12", "- 4 -", "xii", "A-1", "F-12", "3 / 9"])(
    "%s at the foot is a page number",
    (text) => {
      expect(dropped([[...body, ...run(text, { left: 300, top: 770 })]])).toEqual([text]);
    },
  );

  test("a number in the middle of the page is none", () => {
    expect(
      dropped([[...body, ...run("17", { top: 400 }), ...lines(["More text", "follows it"], { top: 500 })]]),
    ).toEqual([]);
  });

  test("a title in capitals with its page number set apart is a running head", () => {
    const head = [...run("400", { top: 60 }), ...run("BRITISH HUSBANDRY.", { left: 250, top: 60 })];
    expect(
      dropped([[...head, ...lines(["any was very trifling since the use of bones"], { top: 74 }), ...body]]),
    ).toEqual(["400 BRITISH HUSBANDRY."]);
  });

  test("a row of a table that goes on from the page before is no running head", () => {
    const table = [
      ["TOTAL ASSETS", "400"],
      ["TOTAL DEBT", "300"],
    ];
    expect(dropped([[...rows(table, [72, 400], { top: 76 }), ...body]])).toEqual([]);
  });

  test("a year beside a title is no page number", () => {
    const head = [...run("ANNUAL REPORT", { top: 76 }), ...run("2017", { left: 400, top: 76 })];
    expect(dropped([[...head, ...lines(["Text follows"], { top: 90 }), ...body]])).toEqual([]);
  });

  test("very small words at the foot of a slide are its foot", () => {
    const slide = lines(["A slide has few words", "and they are large"], { size: 24, top: 200 });
    expect(dropped([[...slide, ...run("NETS 2015", { size: 8, top: 700 })]])).toEqual(["NETS 2015"]);
  });

  test("a source at the foot of a slide stays", () => {
    const slide = lines(["A slide has few words", "and they are large"], { size: 24, top: 200 });
    expect(dropped([[...slide, ...run("Source: Eurostat, 2015", { size: 8, top: 700 })]])).toEqual([]);
  });
});

describe("what stands in the middle of a page", () => {
  test("is its text, although it repeats and nothing else is there", () => {
    const divider = run("This page is left blank", { top: 390, left: 200 });
    expect(dropped([divider, divider, divider, divider])).toEqual([]);
  });

  test("is not the first line of a head further in, which pages with wide margins have", () => {
    const pages = ["a", "bb", "ccc"].map((name) => [
      ...run("Annual review", { top: 90 }),
      ...textOf(name).map((word) => ({ ...word, top: word.top + 60, bottom: word.bottom + 60 })),
    ]);
    expect(dropped(pages)).toEqual(["Annual review"]);
  });
});

describe("along the side of pages", () => {
  const sideways = (text: string) => run(text, { rotation: 270, left: 590, top: 400 });
  const withSide = (texts: readonly string[]) =>
    texts.map((text, index) => [...textOf("abc"[index] ?? "d"), ...sideways(text)]);

  test("what repeats on three of them is left out, and listed once", () => {
    const texts = ["2023-05-01", "2023-05-02", "2023-06-11"].map((day) => `downloaded:${day}`);
    expect(dropped(withSide(texts))).toEqual(["downloaded:2023-05-01"]);
  });

  test("what stands on one of them stays", () => {
    expect(dropped(withSide(["arXiv:2301.01234v1", "Another note", "A third one"]))).toEqual([]);
  });

  test("a page number is one, and so is the head of the other pages", () => {
    const pages = [1, 2, 3].map((number) => [
      ...run(`Quarterly report ${number}`, { top: 30 }),
      ...textOf("abc"[number] ?? "d"),
    ]);
    const landscape = [
      ...textOf("e"),
      ...sideways("Quarterly report 4"),
      ...run("17", { rotation: 270, left: 20, top: 500 }),
    ];
    expect(dropped([...pages, landscape])).toEqual(["Quarterly report 1", "17"]);
  });
});
