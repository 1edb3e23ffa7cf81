import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dimensions, embed } from "../../src/library/embed.ts";
import { termsOf } from "../../src/library/index.ts";
import { diversify, fuse } from "../../src/library/rank.ts";
import { VectorIndex } from "../../src/library/vector-index.ts";

function cosine(a: string, b: string): number {
  const index = new VectorIndex();
  const vectors = [embed(termsOf(a)), embed(termsOf(b))];
  for (const [row, matrix] of vectors.entries()) index.add({ source: row, first: row + 1, matrix });
  return index.similarity(1, 2);
}

describe("fusing", () => {
  test("adds shares of the best, weighted", () => {
    const scores = fuse([
      {
        entries: [
          { passage: 1, score: 10 },
          { passage: 2, score: 5 },
        ],
        weight: 1,
      },
      {
        entries: [
          { passage: 2, score: 0.8 },
          { passage: 3, score: 0.4 },
        ],
        weight: 0.5,
      },
    ]);
    expect([...scores]).toEqual([
      [1, 1],
      [2, 1],
      [3, 0.25],
    ]);
  });

  test("an empty ranking changes nothing", () => {
    expect(fuse([{ entries: [], weight: 1 }]).size).toBe(0);
  });
});

describe("diversity", () => {
  const same = (a: { group: number }, b: { group: number }): number => (a.group === b.group ? 1 : 0);
  const candidates = [
    { id: "a1", score: 1, source: 1, group: 1 },
    { id: "a2", score: 0.95, source: 2, group: 1 },
    { id: "b1", score: 0.8, source: 3, group: 2 },
  ];

  test("prefers what is new to a near copy, and relevance alone at 0", () => {
    const ids = (diversity: number): readonly string[] =>
      diversify(candidates, 2, { diversity, similarity: same }).map(({ id }) => id);
    expect(ids(0.3)).toEqual(["a1", "b1"]);
    expect(ids(0)).toEqual(["a1", "a2"]);
  });

  test("a source's further passages give way to another's equal one", () => {
    const long = [
      { score: 1, source: "long" },
      { score: 0.99, source: "long" },
      { score: 0.98, source: "long" },
      { score: 0.95, source: "short" },
    ];
    const chosen = diversify(long, 2, { diversity: 0, similarity: () => 0 });
    expect(chosen.map(({ source }) => source)).toEqual(["long", "short"]);
  });

  test("returns each candidate at most once and no more than the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), source: fc.nat(3) }), {
          maxLength: 20,
        }),
        fc.nat(25),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, limit, diversity) => {
          const chosen = diversify(list, limit, { diversity, similarity: () => 0.5 });
          expect(chosen).toHaveLength(Math.min(limit, list.length));
          expect(new Set(chosen).size).toBe(chosen.length);
        },
      ),
    );
  });
});

describe("vectors of texts", () => {
  test("a paraphrase is nearer than another subject", () => {
    const near = cosine("The company's earnings rose sharply", "Profits of the firm increased strongly");
    const far = cosine("The company's earnings rose sharply", "The cat slept on a warm stone wall");
    expect(near).toBeGreaterThan(far + 0.2);
  });

  test("small words hardly count", () => {
    expect(cosine("the harvest of the wheat in the fields", "harvest wheat fields")).toBeGreaterThan(0.9);
  });

  test("unknown names compare by their letters", () => {
    expect(cosine("Kymsleen", "Kymslen")).toBeGreaterThan(cosine("Kymsleen", "Bornholt") + 0.3);
  });

  test.each([
    ["收入增长", "收入下降", "天气晴朗"],
    ["выручка компании", "выручку компании", "погода летом"],
    ["إيرادات الشركة", "إيرادات شركة", "طقس جميل"],
  ])("texts in other scripts compare too: %s", (text, near, far) => {
    expect(cosine(text, near)).toBeGreaterThan(cosine(text, far));
  });

  test("a text without words is the zero vector, similar to nothing", () => {
    expect(embed([])).toEqual(new Int8Array(dimensions));
    expect(cosine("?!", "harvest")).toBe(0);
  });
});

describe("the vector index", () => {
  const matrix = (...texts: readonly string[]): Int8Array => {
    const joined = new Int8Array(texts.length * dimensions);
    for (const [row, text] of texts.entries()) joined.set(embed(termsOf(text)), row * dimensions);
    return joined;
  };
  const index = new VectorIndex();
  index.add({ source: 1, first: 10, matrix: matrix("wheat harvest", "income tax") });
  index.add({ source: 2, first: 20, matrix: matrix("barley crop", "football match", "") });

  test("ranks by cosine, best first", () => {
    const nearest = index.nearest(embed(termsOf("wheat harvest")), 2);
    expect(nearest.map(({ passage }) => passage)).toEqual([10, 20]);
    expect(nearest[0]?.score).toBeCloseTo(1, 2);
  });

  test("looks at the given sources only", () => {
    expect(index.nearest(embed(termsOf("wheat harvest")), 1, new Set([2]))[0]?.passage).toBe(20);
    expect(index.nearest(embed(termsOf("wheat harvest")), 1, new Set())).toEqual([]);
  });

  test("counts its passages; unknown and empty ones are similar to none", () => {
    expect(index.size).toBe(5);
    expect(index.similarity(10, 99)).toBe(0);
    expect(index.similarity(10, 22)).toBe(0);
    expect(index.nearest(new Int8Array(dimensions), 3)).toEqual([]);
  });

  test("finds the best of many as a full sort would", () => {
    const many = new VectorIndex();
    const texts = Array.from(
      { length: 700 },
      (_, row) => `wheat ${"barley ".repeat(row % 50)}${"tax ".repeat(row % 13)}`,
    );
    many.add({ source: 1, first: 1, matrix: matrix(...texts) });
    const query = embed(termsOf("wheat barley"));
    const all = many.nearest(query, 700);
    expect(many.nearest(query, 20)).toEqual(all.slice(0, 20));
  });
});
