import { describe, expect, test } from "vitest";
import { isStopWord } from "../../src/analyst/extractive/stop-words.ts";
import {
  capitalise,
  containment,
  contentTerms,
  decapitalise,
  jaccard,
  labelTerms,
  termSet,
} from "../../src/analyst/extractive/words.ts";

describe("words that carry meaning", () => {
  test("forms of one word are one term, in order and with repeats", () => {
    const [first, second, third] = contentTerms("lawsuits lawsuit lawsuits");
    expect(first).toBe(second);
    expect(second).toBe(third);
    expect(contentTerms("the sales of the press and its sales")).toHaveLength(3);
  });

  test.each([
    ["en", "the of and is their with"],
    ["de", "der die das und ist mit viele"],
    ["fr", "le la les et est avec"],
    ["es", "el la los y es con"],
    ["it", "il lo gli della che"],
    ["nl", "het een van voor"],
    ["ru", "и в на с по"],
  ])("function words of %s carry none", (_language, text) => {
    expect(contentTerms(text)).toEqual([]);
    for (const word of text.split(" ")) expect(isStopWord(word)).toBe(true);
  });

  test("capitals do not make a stop word one with meaning", () => {
    expect(isStopWord("The")).toBe(true);
    expect(isStopWord("UND")).toBe(true);
  });

  test.each(["sales", "umsatz", "ventes", "ingresos", "risk", "net", "debt", "energy", "年度"])(
    "%s is none",
    (word) => {
      expect(isStopWord(word)).toBe(false);
    },
  );

  test("the Arabic article is not part of the word", () => {
    expect(contentTerms("المخاطر")).toEqual(contentTerms("مخاطر"));
    expect(contentTerms("والمخاطر")).toEqual(contentTerms("مخاطر"));
  });

  test("nothing has no terms", () => {
    for (const text of ["", "   ", "?!…", "—"]) expect(contentTerms(text)).toEqual([]);
  });
});

describe("words of a label", () => {
  test("“net” and “not” count, joining words do not", () => {
    expect(labelTerms("not in scope").size).toBeGreaterThan(termSet("not in scope").size);
    expect(labelTerms("cost of sales")).toEqual(labelTerms("cost sales"));
  });
});

describe("shares of shared words", () => {
  const set = (text: string) => new Set(text.split(" ").filter((word) => word !== ""));

  test.each([
    ["a b", "a b c", 1, 2 / 3],
    ["a b c d", "a b", 0.5, 0.5],
    ["a", "b", 0, 0],
    ["", "a", 0, 0],
    ["a", "", 0, 0],
    ["", "", 0, 0],
  ])("of “%s” in “%s”", (wanted, found, contained, shared) => {
    expect(containment(set(wanted), set(found))).toBeCloseTo(contained);
    expect(jaccard(set(wanted), set(found))).toBeCloseTo(shared);
  });

  test("likeness has no direction, being contained has", () => {
    const [few, many] = [set("a b"), set("a b c d")];
    expect(jaccard(few, many)).toBe(jaccard(many, few));
    expect(containment(few, many)).not.toBe(containment(many, few));
  });
});

describe("first letters", () => {
  test.each([
    ["net sales", "Net sales"],
    ["élan", "Élan"],
    ["IPhone", "IPhone"],
    ["iPhone net sales", "iPhone net sales"],
    ["3 ships", "3 ships"],
    ["", ""],
  ])("“%s” at the start of a sentence is “%s”", (text, expected) => {
    expect(capitalise(text)).toBe(expected);
  });

  test.each([
    ["Total net sales", "total net sales"],
    ["Inventories", "inventories"],
    ["AWS sales", "AWS sales"],
    ["North America", "North America"],
    ["iPhone", "iPhone"],
    ["R&D expense", "R&D expense"],
    ["Cost-based pricing", "cost-based pricing"],
  ])("“%s” inside a sentence is “%s”", (text, expected) => {
    expect(decapitalise(text)).toBe(expected);
  });
});
