import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dimensions, embed } from "../../src/library/embed.ts";
import type { PassageHit } from "../../src/library/index.ts";
import { diversify } from "../../src/library/rank.ts";
import { termsOf } from "../../src/library/terms.ts";
import { VectorIndex } from "../../src/library/vector-index.ts";
import { createWordSets, overlap } from "../../src/library/word-sets.ts";

describe("choosing by relevance and difference", () => {
  interface Card {
    readonly score: number;
    readonly source: number;
    readonly place: number;
  }
  const similarity = (a: Card, b: Card): number => 1 / (1 + Math.abs(a.place - b.place));

  /** The definition, word by word: each time the one of highest gain, the first of equals. */
  function chosenPlainly(cards: readonly Card[], limit: number, diversity: number): readonly Card[] {
    const best = Math.max(0, ...cards.map(({ score }) => score)) || 1;
    const chosen: Card[] = [];
    const rest = [...cards];
    while (chosen.length < limit && rest.length > 0) {
      const gains = rest.map((card) => {
        const repeats = chosen.filter(({ source }) => source === card.source).length;
        const nearest = Math.max(0, ...chosen.map((other) => similarity(card, other)));
        return (1 - diversity) * (card.score / best) * 0.93 ** repeats - diversity * nearest;
      });
      chosen.push(...rest.splice(gains.indexOf(Math.max(...gains)), 1));
    }
    return chosen;
  }

  const cards = fc.array(
    fc.record({
      score: fc.integer({ min: 0, max: 40 }).map((score) => score / 4),
      source: fc.integer({ min: 0, max: 4 }),
      place: fc.integer({ min: 0, max: 30 }),
    }),
    { maxLength: 30 },
  );

  /** What each choice gained by the definition, given those before it. */
  function gainsOf(chosen: readonly Card[], all: readonly Card[], diversity: number): readonly number[] {
    const best = Math.max(0, ...all.map(({ score }) => score)) || 1;
    return chosen.map((card, index) => {
      const before = chosen.slice(0, index);
      const repeats = before.filter(({ source }) => source === card.source).length;
      const nearest = Math.max(0, ...before.map((other) => similarity(card, other)));
      return (1 - diversity) * (card.score / best) * 0.93 ** repeats - diversity * nearest;
    });
  }

  test("looks only at what can still win, and gains at once what looking at all would", () => {
    const limits = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(cards, limits, fc.constantFrom(0, 0.1, 0.3, 0.8, 1), (all, limit, diversity) => {
        const lazily = diversify(all, limit, { diversity, similarity });
        expect(new Set(lazily).size).toBe(Math.min(limit, all.length));
        // Of equal gains either may come first, so only the first choice is sure to gain the same in both.
        const [first = 0] = gainsOf(lazily, all, diversity);
        const [expected = 0] = gainsOf(chosenPlainly(all, limit, diversity), all, diversity);
        expect(first).toBeCloseTo(expected, 9);
      }),
      { numRuns: 300 },
    );
  });

  test("agrees with the definition where no two gains are equal", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const all = Array.from({ length: 25 }, (_, index): Card => {
        const mixed = Math.imul(seed * 7919 + index * 104_729, 2_654_435_761) >>> 0;
        return { score: (mixed % 9973) / 997 + index / 1e6, source: mixed % 5, place: (mixed % 331) / 7 };
      });
      for (const diversity of [0, 0.1, 0.3, 0.7])
        expect(diversify(all, 10, { diversity, similarity })).toEqual(chosenPlainly(all, 10, diversity));
    }
  });

  test("compares few when little hangs on it", () => {
    let compared = 0;
    const counting = (a: Card, b: Card): number => {
      compared++;
      return similarity(a, b);
    };
    const all = Array.from(
      { length: 400 },
      (_, index): Card => ({ score: 400 - index, source: index, place: index * 9 }),
    );
    diversify(all, 50, { diversity: 0.05, similarity: counting });
    expect(compared).toBeLessThan((400 * 50) / 4);
    compared = 0;
    diversify(all, 50, { diversity: 0, similarity: counting });
    expect(compared).toBe(0);
  });
});

describe("sets of words", () => {
  const hit = (id: string, text: string, sourceTitle = ""): PassageHit => {
    return { id, sourceId: "s", kind: "text", blockIds: [], text, locator: {}, score: 1, sourceTitle };
  };

  test("overlap by Jaccard's coefficient", () => {
    const sets = createWordSets();
    const one = sets.ofText(hit("1", "apple banana cherry"));
    const two = sets.ofText(hit("2", "cherry date apple elder"));
    expect(overlap(one, two)).toBeCloseTo(2 / 5);
    expect(overlap(one, one)).toBe(1);
    expect(overlap(one, sets.ofText(hit("3", "")))).toBe(0);
    expect(overlap(sets.ofText(hit("4", "")), sets.ofText(hit("5", "?!")))).toBe(0);
  });

  test("are the same as those of strings, for any texts", () => {
    const words = fc.array(fc.constantFrom("oak", "elm", "ash", "fir", "yew", "box"), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const sets = createWordSets();
        const common = new Set(a.filter((word) => b.includes(word))).size;
        const all = new Set([...a, ...b]).size;
        const found = overlap(sets.ofText(hit("a", a.join(" "))), sets.ofText(hit("b", b.join(" "))));
        expect(found).toBeCloseTo(all === 0 ? 0 : common / all);
      }),
    );
  });

  test("know a word of the text and of its source's title, in its normal form", () => {
    const sets = createWordSets();
    const passage = hit("p", "Net sales rose", "Annual reports");
    expect(["sale", "rose", "report"].map((word) => sets.has(passage, word))).toEqual([true, true, true]);
    expect(["sales", "profit", ""].map((word) => sets.has(passage, word))).toEqual([false, false, false]);
  });

  test("may be forgotten and made anew", () => {
    const sets = createWordSets();
    for (let index = 0; index < 4_100; index++) sets.ofText(hit(`p${index}`, `word${index} shared`));
    const before = overlap(sets.ofText(hit("p1", "word1 shared")), sets.ofText(hit("p2", "word2 shared")));
    sets.tidy();
    const after = overlap(sets.ofText(hit("p1", "word1 shared")), sets.ofText(hit("p2", "word2 shared")));
    expect([before, after]).toEqual([1 / 3, 1 / 3]);
  });
});

describe("vectors", () => {
  const cosine = (a: Int8Array, b: Int8Array): number => {
    const product = (x: Int8Array, y: Int8Array): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
    return product(a, b) / (Math.sqrt(product(a, a) * product(b, b)) || 1);
  };
  const matrixOf = (texts: readonly string[]): Int8Array => {
    const matrix = new Int8Array(texts.length * dimensions);
    for (const [index, text] of texts.entries()) matrix.set(embed(termsOf(text)), index * dimensions);
    return matrix;
  };
  const shelves = [
    ["wheat and rye harvest", "a ship in the harbour", ""],
    ["the bank raised interest rates", "corn and barley prices"],
    ["Überschwemmung im Tal", "Hochwasser am Fluss", "central bank policy"],
  ];

  function filled(order: readonly number[] = [0, 1, 2]): VectorIndex {
    const index = new VectorIndex();
    const firsts = [10, 20, 40];
    for (const shelf of order)
      index.add({ source: shelf + 1, first: firsts[shelf] ?? 0, matrix: matrixOf(shelves[shelf] ?? []) });
    return index;
  }

  test("nearest are those of highest cosine, as comparing all by hand finds", () => {
    const vector = embed(termsOf("grain harvest"));
    const byHand = shelves
      .flatMap((texts, shelf) =>
        texts.map((text, row) => ({
          passage: [10, 20, 40][shelf]! + row,
          score: cosine(vector, embed(termsOf(text))),
        })),
      )
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    for (const limit of [1, 3, 20]) {
      const found = filled().nearest(vector, limit);
      expect(found.map(({ passage }) => passage)).toEqual(byHand.slice(0, limit).map(({ passage }) => passage));
      for (const [place, { score }] of found.entries()) expect(score).toBeCloseTo(byHand[place]?.score ?? 0, 5);
    }
  });

  test("are the same in whatever order the sources came", () => {
    const vector = embed(termsOf("bank rates"));
    const expected = filled().nearest(vector, 8);
    for (const order of [
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ])
      expect(filled(order).nearest(vector, 8)).toEqual(expected);
  });

  test("stay among the sources asked for", () => {
    const found = filled().nearest(embed(termsOf("bank")), 8, new Set([3]));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ passage }) => passage >= 40)).toBe(true);
    expect(filled().nearest(embed(termsOf("bank")), 8, new Set([9]))).toEqual([]);
  });

  test("of nothing are near nothing", () => {
    expect(filled().nearest(embed([]), 8)).toEqual([]);
    expect(filled().compare(embed([]), [{ passage: 10 }])).toEqual([]);
    expect(filled().similarity(12, 10)).toBe(0);
  });

  test("are known by passage: similarity, source and rank", () => {
    const index = filled();
    expect(index.size).toBe(8);
    expect(index.similarity(10, 10)).toBeCloseTo(1);
    expect(index.similarity(10, 21)).toBeCloseTo(index.similarity(21, 10));
    expect([10, 12, 20, 42].map((passage) => index.sourceOf(passage))).toEqual([1, 1, 2, 3]);
    // Numbers between and beyond those of the sources belong to nothing.
    for (const passage of [0, 9, 13, 19, 22, 39, 43, 1e9]) {
      expect(index.sourceOf(passage)).toBeUndefined();
      expect(index.similarity(passage, 10)).toBe(0);
    }
    const ranked = index.compare(embed(termsOf("interest rates of a bank")), [
      { passage: 11 },
      { passage: 20 },
      { passage: 99 },
    ]);
    expect(ranked[0]?.passage).toBe(20);
    expect(ranked.map(({ passage }) => passage)).not.toContain(99);
  });
});
