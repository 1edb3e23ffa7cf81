import { describe, expect, test } from "vitest";
import { sharesIn } from "../../src/evidence/containment.ts";
import { containmentIn, containmentOf, rankSentences } from "../../src/evidence/index.ts";

describe("containmentOf", () => {
  const text = "The plant opened in 2010. It made 5 GWh. Its owner is a bank. Rain fell. The plant closed in 2020.";

  test("measures sentence, window and whole text", () => {
    const found = containmentOf("The plant that a bank owned closed in 2020.", text);
    expect(found.single).toBeLessThan(found.whole);
    expect(found.local).toBeGreaterThanOrEqual(found.single);
    expect(found.whole).toBeGreaterThanOrEqual(found.local);
    expect(found.sentence).toBe("The plant closed in 2020.");
  });

  test("is 1 for a sentence in itself and 0 for strange words", () => {
    expect(containmentOf("It made 5 GWh.", text)).toMatchObject({ single: 1, local: 1, whole: 1, near: 1 });
    expect(containmentOf("Penguins swim southwards.", text)).toMatchObject({ single: 0, local: 0, whole: 0, near: 0 });
  });

  test("counts a number more than a word", () => {
    const missing = (claim: string): number => containmentIn(claim, ["alpha beta 7"]).single;
    expect(missing("alpha beta 8")).toBeLessThan(missing("alpha gamma 7"));
  });

  test("tells words side by side from words scattered over a window", () => {
    const claim = "red fox jumps fence";
    const together = containmentIn(claim, ["A red fox jumps the fence."]);
    const scattered = containmentIn(claim, [
      "A fence needs paint that lasts many long winters.",
      "Red paint dries slowly where shade falls, painters told reporters yesterday.",
      "A dog jumps whenever strangers pass through town, chasing some fox.",
    ]);
    expect(together.local).toBe(scattered.local);
    expect(scattered.near).toBeLessThan(together.near);
  });

  test("handles empty claims and empty texts", () => {
    expect(containmentOf("", text)).toMatchObject({ local: 1, words: 0 });
    expect(containmentOf("alpha", "")).toMatchObject({ local: 0, whole: 0, single: 0, near: 0, sentence: "" });
  });

  test("knows other inflections and scripts", () => {
    expect(containmentOf("companies closed", "The company closes.").single).toBe(1);
    expect(containmentOf("公司收入增长", "报告显示公司收入增长。").single).toBe(1);
    expect(containmentOf("Übernahmen", "die Übernahme").single).toBe(1);
  });
});

describe("rankSentences", () => {
  const sentences = [
    "Cats sleep.",
    "The dam near Ulm was finished in 1931.",
    "The dam is old, and the dam near Ulm is tall.",
    "It feeds two turbines of 12 MW.",
    "Dogs bark.",
  ];

  test("puts first what holds most of the claim's rare words", () => {
    expect(rankSentences("The turbines have 12 MW.", sentences)[0]).toBe(3);
  });

  test("prefers what adds to the choice over what repeats it", () => {
    const order = rankSentences("The dam near Ulm was finished in 1931 and feeds turbines.", sentences);
    expect(order[0]).toBe(1);
    expect(order[1]).toBe(3);
  });

  test("lifts the neighbours of a good sentence above others without a word of the claim", () => {
    const order = rankSentences("turbines", sentences);
    expect(order.slice(0, 3)).toEqual([3, 2, 4]);
  });

  test("gives every index once, in order of the text where nothing tells them apart", () => {
    const many = Array.from({ length: 60 }, (_, index) => `Sentence ${index % 7} about nothing.`);
    const order = rankSentences("penguins", many);
    expect([...order].sort((a, b) => a - b)).toEqual(many.map((_, index) => index));
    expect(order).toEqual(many.map((_, index) => index));
    expect(rankSentences("penguins", [])).toEqual([]);
  });
});

describe("the share that each sentence holds alone", () => {
  test("counts numbers for more, and gives every sentence its own", () => {
    const shares = sharesIn("Wind made 5 GWh.", ["Wind blows.", "Wind made 5 GWh in May.", "5", ""]);
    expect(shares.map((share) => Number(share.toFixed(2)))).toEqual([0.22, 1, 0.33, 0]);
    expect(shares[1]).toBe(containmentIn("Wind made 5 GWh.", ["Wind made 5 GWh in May."]).single);
  });

  test("of a claim without content is whole", () => expect(sharesIn("It was so.", ["Wind.", ""])).toEqual([1, 1]));
});
