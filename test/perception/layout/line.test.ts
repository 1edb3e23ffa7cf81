import { describe, expect, test } from "vitest";
import { segmentOf, toLine, toLines, typicalPitch } from "../../../src/perception/layout/line.ts";
import { lines, oneLine, rows, run } from "./page-content.ts";

const textsOf = (words: Parameters<typeof toLines>[0]) => toLines(words).map((line) => line.text);

/** Deterministic pseudo-random numbers below 1 (Park and Miller, 1988). */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe("words become lines", () => {
  test("from top to bottom, whatever order the engine gives their runs in", () => {
    const texts = ["first line of text", "second line of text", "third line of text", "fourth line of text"];
    const random = randoms(7);
    for (let round = 0; round < 25; round += 1) {
      const runs = texts.map((text, index) => run(text, { top: 100 + index * 12 }));
      const shuffled = runs.map((words) => ({ words, key: random() })).sort((a, b) => a.key - b.key);
      expect(textsOf(shuffled.flatMap(({ words }) => words))).toEqual(texts);
    }
  });

  test("from left to right, whatever order the runs of a line come in", () => {
    expect(textsOf([...run("2022", { left: 300 }), ...run("Region"), ...run("2021", { left: 200 })])).toEqual([
      "Region 2021 2022",
    ]);
  });

  test("that take in raised marks and lowered indices", () => {
    const mark = run("2", { left: 100, top: 98, size: 6 });
    const index = run("2", { left: 130, top: 106, size: 6 });
    const words = [
      ...run("claim", { left: 75 }),
      ...mark,
      ...run("H", { left: 124 }),
      ...index,
      ...run("O", { left: 136 }),
    ];
    expect(toLines(words)).toHaveLength(1);
  });

  test("of their own for neighbours in tight setting", () => {
    expect(toLines(lines(["one", "two", "three"]).map((word) => ({ ...word, bottom: word.bottom + 1 })))).toHaveLength(
      3,
    );
  });

  test("that a tall bracket beside them does not merge", () => {
    const bracket = run("{", { left: 60, top: 100, size: 22 });
    expect(textsOf([...bracket, ...lines(["either this", "or that other"])]).length).toBeGreaterThanOrEqual(2);
  });

  test("none of no words", () => {
    expect(toLines([])).toEqual([]);
  });
});

describe("a line is cut into segments", () => {
  const cellsOf = (words: Parameters<typeof toLines>[0]) => oneLine(words).segments.map((segment) => segment.text);

  test("at a gap as wide as a column gap", () => {
    expect(cellsOf(rows([["Region", "2021", "2022"]], [72, 150, 220]))).toEqual(["Region", "2021", "2022"]);
  });

  test("not at the spaces of a sentence, nor at the wide ones of a justified line", () => {
    expect(cellsOf(run("an ordinary line of text"))).toEqual(["an ordinary line of text"]);
    expect(cellsOf(run("a justified line of text", { gap: 6 }))).toEqual(["a justified line of text"]);
  });

  test("sooner between runs than within one", () => {
    const apart = run("left right", { gap: 8.5 });
    expect(cellsOf(apart)).toEqual(["left right"]);
    expect(cellsOf(apart.map((word) => ({ ...word, continues: false })))).toEqual(["left", "right"]);
  });

  test("with a box that holds all its words", () => {
    const [first, second] = oneLine(rows([["North sea", "12"]], [72, 200])).segments;
    expect([first?.left, first?.right]).toEqual([72, 72 + 5 * 5 + 2.5 + 3 * 5]);
    expect([second?.left, second?.right]).toEqual([200, 210]);
  });
});

describe("pieces of a word", () => {
  test("are joined without a space where they abut", () => {
    const [name, mark] = [run("iPhone")[0], run("®", { left: 102 })[0]];
    if (!name || !mark) throw new Error("Two words were expected.");
    expect(segmentOf([name, mark]).text).toBe("iPhone®");
  });

  test("stay two words if both are letters and the engine told them apart", () => {
    const words = run("of Consolidation", { gap: 0.2, font: "Serif-Italic" });
    expect(segmentOf(words).text).toBe("of Consolidation");
  });
});

describe("a line as a whole", () => {
  test("has the size and font of most of its letters", () => {
    const words = [...run("1", { size: 6, font: "Sans" }), ...run("A footnote in small print", { left: 80, size: 8 })];
    expect(toLine(words)).toMatchObject({ size: 8, font: "Serif" });
  });

  test("is bold if nearly all of it is", () => {
    expect(toLine(run("Net sales", { isBold: true })).isBold).toBe(true);
    expect(toLine([...run("Note:", { isBold: true }), ...run("the rest is plain", { left: 110 })]).isBold).toBe(false);
  });
});

test("the typical pitch is the usual distance of lines, not that of a gap", () => {
  const found = toLines([...lines(["a", "b", "c", "d"]), ...run("e", { top: 400 })]);
  expect(typicalPitch(found)).toBe(12);
  expect(typicalPitch([])).toBe(0);
});
