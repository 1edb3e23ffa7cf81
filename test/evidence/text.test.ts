import { describe, expect, test } from "vitest";
import {
  contentStems,
  foldText,
  isStopWord,
  normaliseWithMap,
  sentencesOf,
  stemOf,
  wordsOf,
} from "../../src/evidence/index.ts";

const sentences = (text: string, language?: string): readonly string[] =>
  sentencesOf(text, language).map((one) => one.text);

describe("sentencesOf", () => {
  test.each<[string, string[], string?]>([
    ["Dr. Smith met Mr. Jones. They left.", ["Dr. Smith met Mr. Jones.", "They left."]],
    ["Apple Inc. reported sales. The company grew.", ["Apple Inc. reported sales.", "The company grew."]],
    ["It was sold to Apple Inc. The deal closed.", ["It was sold to Apple Inc.", "The deal closed."]],
    ["The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]],
    ["Sales of $1.2 billion rose. Costs fell by 3.5 %.", ["Sales of $1.2 billion rose.", "Costs fell by 3.5 %."]],
    ["See Fig. 3 and Sec. 2. Then stop.", ["See Fig. 3 and Sec. 2.", "Then stop."]],
    ["Is it so? Yes! Good.", ["Is it so?", "Yes!", "Good."]],
    ["Der Umsatz betrug 1,5 Mio. Euro. Er stieg.", ["Der Umsatz betrug 1,5 Mio. Euro.", "Er stieg."], "de"],
    ["Am 3. Mai 2023 kam er. Ab 1. Juni ging er.", ["Am 3. Mai 2023 kam er.", "Ab 1. Juni ging er."], "de"],
    [
      "Das ist die 2. Auflage. Es waren 20. Das reicht.",
      ["Das ist die 2. Auflage.", "Es waren 20.", "Das reicht."],
      "de",
    ],
    ["Sales were 20. May was better. The 5. It was.", ["Sales were 20.", "May was better.", "The 5.", "It was."]],
    ["There were 20. Each was new. On 5. It rained.", ["There were 20.", "Each was new.", "On 5.", "It rained."]],
    ["公司收入增长。利润下降！", ["公司收入增长。", "利润下降！"], "zh"],
    ["a line that\nruns on here. Next.", ["a line that\nruns on here.", "Next."]],
    ["  ", []],
    ["", []],
  ])("splits “%s”", (text, expected, language) => {
    expect(sentences(text, language)).toEqual(expected);
  });

  test("keeps offsets, and every character that is no white space", () => {
    const text = "  Dr. Who? 😀 He left.\n\nThe U.K. voted… A. B. Smith agreed; etc. End  ";
    const found = sentencesOf(text);
    for (const { text: piece, start, end } of found) expect(text.slice(start, end)).toBe(piece);
    const bare = (value: string): string => value.replace(/\s+/gu, "");
    expect(bare(found.map((one) => one.text).join(""))).toBe(bare(text));
  });

  test("takes any language tag, also a broken one", () => {
    for (const language of ["en_US", "xx", "de-CH", "not a tag", ""])
      expect(sentences("One. Two.", language)).toHaveLength(2);
  });
});

describe("folding", () => {
  test.each([
    ["“quoted” ‘text’", "\"quoted\" 'text'"],
    ["non–breaking\u00a0dash − here", "non-breaking dash - here"],
    ["soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"],
    ["ﬁnance ① ½", "finance 1 1⁄2"],
    ["a  b\n\tc", "a b c"],
  ])("writes “%s” as “%s”", (text, expected) => {
    expect(foldText(text)).toBe(expected);
  });

  test("maps each folded character back to where it came from", () => {
    const original = "Der ﬁnale “Wert”\u00a0 beträgt e\u0301t 5−7 😀 km.";
    const { text, starts, ends } = normaliseWithMap(original);
    expect(text).toBe(foldText(original));
    expect(starts).toHaveLength(text.length);
    const back = (piece: string): string => {
      const at = text.indexOf(piece);
      return original.slice(starts[at], ends[at + piece.length - 1]);
    };
    expect(back("finale")).toBe("ﬁnale");
    expect(back('"Wert"')).toBe("“Wert”");
    expect(back("5-7")).toBe("5−7");
    expect(back("😀")).toBe("😀");
    expect(back("ét")).toBe("e\u0301t");
    expect(back("beträgt")).toBe("beträgt");
  });
});

describe("words", () => {
  test.each<[string, string[]]>([
    ["The U.S. economy's growth", ["the", "us", "economy", "growth"]],
    ["co-operate, 3.5 and don't", ["co-operate", "3.5", "and", "don't"]],
    ["v2.x, 1.000 and e.g. A.4", ["v2x", "1.000", "and", "eg", "a4"]],
    ["Çà été MÜLLER", ["ca", "ete", "muller"]],
    ["东京都", ["东京", "京都"]],
    ["2023年第三季度", ["2023", "年第", "第三", "三季", "季度"]],
    ["データセンター", ["テー", "ータ", "タセ", "セン", "ンタ", "ター"]],
    ["한국은 대한민국", ["한국", "국은", "대한", "한민", "민국"]],
    ["日", ["日"]],
    ["ไทย", ["ไท", "ทย"]],
    ["GPT-4は強い", ["gpt-4", "は強", "強い"]],
    ["", []],
  ])("of “%s”", (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    [["company", "companies"]],
    [["close", "closed", "closes", "closing"]],
    [["plan", "plans", "planned", "planning"]],
    [["quick", "quickly"]],
    [["Übernahme", "Übernahmen"].flatMap(wordsOf)],
  ])("%j share a stem", (family) => {
    expect(new Set(family.map(stemOf)).size).toBe(1);
  });

  test.each([
    ["organ", "orange"],
    ["rate", "ratio"],
    ["2021", "2022"],
    ["bus", "business"],
  ])("%s and %s do not", (first, second) => {
    expect(stemOf(first)).not.toBe(stemOf(second));
  });

  test("of content leave out grammar in several languages", () => {
    expect(["the", "der", "und", "les", "los", "gli"].map(isStopWord)).toEqual(Array(6).fill(true));
    expect(contentStems("The sale of the mill")).toEqual(["sale", "mill"].map(stemOf));
    expect(contentStems("Les ventes ont été closes, elles étaient")).toEqual(["ventes", "closes"].map(stemOf));
    expect(contentStems("A planta não fechou")).toEqual(["planta", "fechou"].map(stemOf));
  });
});
