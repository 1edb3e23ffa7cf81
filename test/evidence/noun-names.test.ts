import { describe, expect, test } from "vitest";
import { type Claim, checkClaim, type SourceBlock, type SupportContext } from "../../src/evidence/index.ts";
import { namesAmong } from "../../src/evidence/noun-names.ts";
import { bankAllCells, makeParsed, makeSource, makeTable, paragraph } from "./fixtures.ts";

const source = makeSource("src-n", { title: "Norda AG annual report", language: "en", authors: ["Ines Kolbe"] });
const blocks: readonly SourceBlock[] = [
  makeTable("USD million | 2023 | 2022\nNet sales | 240 | 200", { caption: "Income (USD million)" }),
  paragraph("b1", "The ships call at Tromso and at Bergen. Growth was strong; growth will last."),
];
const contextIn = (language: string, sourceLanguage = "en"): SupportContext => {
  const read = { ...source, language: sourceLanguage };
  const parsed = makeParsed(blocks);
  return {
    evidence: new Map(bankAllCells(read, parsed).map((item) => [item.id, item])),
    sources: new Map([[read.id, read]]),
    loadParsed: () => parsed,
    language,
  };
};
const claimOf = (text: string, context: SupportContext): Claim => ({
  kind: "sentence",
  text,
  place: "s1",
  evidenceIds: [...context.evidence.keys()],
  factual: true,
});
const among = (word: string, language: string, text = `Der ${word} im Jahr`, sourceLanguage = "en"): boolean => {
  const context = contextIn(language, sourceLanguage);
  return namesAmong([word], claimOf(text, context), context).length > 0;
};

describe("names among capitalised words", () => {
  test.each(["Anstieg", "Jahr", "Monaten", "Rückgang", "Wert", "Kosten-Nutzen-Rechnung"])(
    "“%s” is a German noun and no name",
    (word) => {
      expect(among(word, "de")).toBe(false);
      expect(among(word, "de-CH")).toBe(false);
    },
  );

  test.each([
    ["several words", "Tim Cook"],
    ["a capital inside", "ECharts"],
    ["nothing but capitals", "NASA"],
    ["a digit", "A320"],
    ["a place in a source's title", "Norda"],
    ["a place among a source's authors", "Kolbe"],
    ["a capital within a sentence of a source in another language", "Tromso"],
  ])("a word with %s is a name in German too", (_what, word) => {
    expect(among(word, "de")).toBe(true);
  });

  test("a word alone in brackets is whom a German sentence speaks of", () => {
    expect(among("Zorbax", "de", "Net sales (Zorbax): 240 Mio. USD")).toBe(true);
    expect(among("Zorbax", "de", "Net sales mit Zorbax: 240 Mio. USD")).toBe(false);
  });

  test("a capital at the beginning of a sentence, or in a source that capitalises nouns itself, shows nothing", () => {
    expect(among("Growth", "de")).toBe(false);
    expect(among("Bergen", "de", "Der Bergen", "de")).toBe(false);
    expect(among("Bergen", "de", "Der Bergen", "no")).toBe(true);
  });

  test.each(["en", "fr", "nl", "sv", "es"])("elsewhere (%s) a capital makes a name", (language) => {
    expect(among("Anstieg", language)).toBe(true);
  });
});

describe("a German sentence about English numbers", () => {
  const check = (text: string): ReturnType<typeof checkClaim> => {
    const context = contextIn("de");
    return checkClaim(claimOf(text, context), context);
  };

  test.each([
    "Net sales (Norda): Anstieg um 20,0 % von 200 Mio. USD im Jahr 2022 auf 240 Mio. USD im Jahr 2023.",
    "Net sales (Norda): höchster Wert, 240 Mio. USD im Jahr 2023.",
    "Net sales (Norda): 240 Mio. USD im Jahr 2023, ein Anstieg um 20 % gegenüber 200 Mio. USD im Jahr 2022.",
  ])("is supported: “%s”", (text) => {
    expect(check(text)).toMatchObject({ support: "supported" });
  });

  test("is not, when it is about somebody else or another year's number", () => {
    expect(check("Net sales (Zorbax): 240 Mio. USD im Jahr 2023.").support).not.toBe("supported");
    expect(check("Net sales (Norda): 240 Mio. USD im Jahr 2022.").support).toBe("contradicted");
  });
});
