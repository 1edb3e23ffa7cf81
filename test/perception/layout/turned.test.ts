import { describe, expect, test } from "vitest";
import type { LaidBlock } from "../../../src/perception/layout/block.ts";
import type { PageContent, Rect, Word } from "../../../src/perception/layout/item.ts";
import {
  askewText,
  rectBack,
  type Turn,
  turnBack,
  turnedParts,
  turnOf,
  turnOfPage,
  turnPage,
} from "../../../src/perception/layout/turned.ts";
import { page, run } from "./page-content.ts";

const turns: readonly Turn[] = [0, 90, 180, 270];

/** A page seen after the sheet was turned clockwise, as a table printed sideways is: the inverse of `turnPage`. */
function sideways(upright: PageContent, turn: Turn): PageContent {
  const back = turnPage(upright, ((360 - turn) % 360) as Turn);
  return { ...back, words: back.words.map((word) => ({ ...word, rotation: turn })) };
}

function boxOf({ left, top, right, bottom }: Rect): readonly number[] {
  return [left, top, right, bottom];
}

describe("the turn of a word", () => {
  test.each([
    [0, 0],
    [359.5, 0],
    [-3, 0],
    [90.00000762939453, 90],
    [-90, 270],
    [182, 180],
    [45, undefined],
    [315, undefined],
  ])("of %d degrees is %s", (rotation, turn) => {
    expect(turnOf({ rotation })).toBe(turn);
  });
});

describe("the turn of a page", () => {
  test("is how most of its letters stand", () => {
    const words = [...run("Page 3"), ...run("a table that is printed sideways", { rotation: 270 })];
    expect(turnOfPage(words)).toBe(270);
  });

  test("is none for a page without words, with a tie, or with a large watermark", () => {
    expect(turnOfPage([])).toBe(0);
    expect(turnOfPage([...run("even", { rotation: 90 }), ...run("odds")])).toBe(0);
    expect(turnOfPage([...run("CONFIDENTIAL DRAFT", { rotation: 45 }), ...run("text")])).toBe(0);
  });
});

describe("a page turned upright", () => {
  // Text rotated clockwise by 90 degrees reads downwards; its first letter stands at the top right of an upright sheet.
  test("has the first line of text at its top left", () => {
    const word: Word = { ...run("First")[0], rotation: 90, left: 590, right: 600, top: 30, bottom: 60 } as Word;
    const [first] = turnPage(page([word]), 90).words;
    expect(first).toMatchObject({ left: 30, top: 12, right: 60, bottom: 22, rotation: 0 });
  });

  test("reading upwards, has its bottom left corner at the top left", () => {
    const word: Word = { ...run("First")[0], rotation: 270, left: 10, right: 20, top: 740, bottom: 780 } as Word;
    const [first] = turnPage(page([word]), 270).words;
    expect(first).toMatchObject({ left: 12, top: 10, right: 52, bottom: 20 });
  });

  test.each(turns)("by %d is the same as before it was turned", (turn) => {
    const upright = page(run("Region 2021 2022"), {
      rulings: [{ left: 72, right: 300, top: 112, bottom: 113, isHorizontal: true }],
      shapes: [{ left: 70, right: 90, top: 200, bottom: 240, isFilled: true, color: "ff000000", hasCurve: false }],
      images: [{ left: 300, right: 500, top: 400, bottom: 500, hash: "a", pixelWidth: 1, pixelHeight: 1 }],
      links: [{ left: 72, right: 110, top: 100, bottom: 110, url: "https://example.org" }],
    });
    expect(turnPage(sideways(upright, turn), turn)).toEqual(upright);
  });

  test("exchanges width and height, and upright rules for level ones", () => {
    const rule = { left: 72, right: 73, top: 100, bottom: 300, isHorizontal: false };
    const turned = turnPage(page([], { rulings: [rule] }), 90);
    expect([turned.width, turned.height]).toEqual([792, 612]);
    expect(turned.rulings[0]?.isHorizontal).toBe(true);
  });

  test("makes words whole that the engine gave letter by letter, and keeps the spaces between them", () => {
    const letters = [..."to be"].flatMap((letter, index): readonly Word[] => {
      const place = { left: 100, right: 110, top: 50 + index * 5, bottom: 55 + index * 5, rotation: 90 };
      return letter === " " ? [] : [{ ...(run(letter)[0] as Word), ...place, continues: index > 0 }];
    });
    const turned = turnPage(page(letters), 90);
    expect(turned.words.map((word) => word.text)).toEqual(["to", "be"]);
    expect(turned.words.map(boxOf)).toEqual([
      [50, 502, 60, 512],
      [65, 502, 75, 512],
    ]);
  });

  test("puts a run in order whose first letters came last", () => {
    const [graph, and, more] = run("graph and more", { left: 100 }) as [Word, Word, Word];
    const para = { ...graph, text: "para", left: 80, right: 100, continues: true };
    const pieces = [graph, and, more, para].map((word) => {
      const { left, right, top, bottom } = word;
      const upsideDown = { left: 612 - right, right: 612 - left, top: 792 - bottom, bottom: 792 - top };
      return { ...word, ...upsideDown, rotation: 180 };
    });
    expect(turnPage(page(pieces), 180).words.map((word) => word.text)).toEqual(["paragraph", "and", "more"]);
  });

  test("straightens words that a scanner left a little askew, and leaves the rest alone", () => {
    const askew = page([...run("nearly level", { rotation: 2 }), ...run("DRAFT", { rotation: 45 })]);
    expect(turnPage(askew, 0).words.map((word) => word.rotation)).toEqual([0, 0, 45]);
    const level = page(run("level"));
    expect(turnPage(level, 0)).toBe(level);
  });
});

describe("turning back", () => {
  test.each(turns)("undoes a turn by %d for any box", (turn) => {
    const original = page([]);
    const turned = turnPage(original, turn);
    for (let step = 0; step < 20; step += 1) {
      const box = { left: step * 7, top: step * 11, right: step * 7 + 30, bottom: step * 11 + 5 };
      const link = { ...box, url: "" };
      const there = turnPage({ ...original, links: [link] }, turn).links[0] ?? link;
      expect(boxOf(rectBack(there, turn, turned))).toEqual(boxOf(box));
    }
  });

  const known = new Map([
    [1, { turn: 0 as const, page: { width: 612, height: 792 } }],
    [2, { turn: 90 as const, page: { width: 792, height: 612 } }],
  ]);
  const box = { left: 30, top: 12, right: 60, bottom: 22 };
  const back = { left: 590, top: 30, right: 600, bottom: 60 };

  test("places a table and each of its cells", () => {
    const cells = [[{ text: "1", rect: box }, { text: "" }]];
    const block: LaidBlock = { type: "table", page: 2, table: { ...box, page: 2, header: [], rows: cells } };
    expect(turnBack(block, known)).toMatchObject({
      table: { ...back, rows: [[{ text: "1", rect: back }, { text: "" }]] },
    });
  });

  test("says of a figure how far its picture must be turned", () => {
    const block: LaidBlock = { type: "figure", page: 2, figure: { ...box, page: 2, kind: "chart", text: "" } };
    expect(turnBack(block, known)).toMatchObject({ figure: { ...back, turn: 90 } });
    expect(turnBack({ ...block, page: 1 }, known)).not.toHaveProperty("figure.turn");
  });

  test("places each part of a text by its own page", () => {
    const parts = [
      { ...box, from: 0, page: 1 },
      { ...box, from: 5, page: 2 },
    ];
    const block: LaidBlock = { type: "paragraph", page: 1, ...box, text: "One two", size: 10, parts };
    expect(turnBack(block, known)).toMatchObject({ ...box, parts: [box, back] });
  });
});

describe("what stands otherwise than its page", () => {
  test("is one part for each way it is turned, with nothing else on it", () => {
    const stamp = run("arXiv:2301.01234v1", { rotation: 270 });
    const parts = turnedParts(page([...run("Upright text"), ...stamp, ...run("DRAFT", { rotation: 45 })]));
    expect(parts.map((part) => [part.turn, part.page.words.map((word) => word.text)])).toEqual([
      [270, ["arXiv:2301.01234v1"]],
    ]);
  });

  test("at no right angle is told as one text", () => {
    const words = [...run("DR", { rotation: 45 }), { ...(run("AFT", { rotation: 45 })[0] as Word), continues: true }];
    expect(askewText([...words, ...run("COPY", { rotation: 45 }), ...run("upright")])).toBe("DRAFT COPY");
  });
});
