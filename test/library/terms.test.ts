import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentencesOf, stem, termsOf } from "../../src/library/index.ts";
import { stopWordsFor } from "../../src/library/stop-words.ts";

function values(text: string): readonly string[] {
  return termsOf(text).map((term) => term.value);
}

describe("words", () => {
  test("carry their form in the text and where it stands", () => {
    const text = "Net Sales rose";
    expect(termsOf(text)).toEqual([
      { value: "net", word: "Net", start: 0 },
      { value: "sale", word: "Sales", start: 4 },
      { value: "rose", word: "rose", start: 10 },
    ]);
  });

  test.each([
    ["1,234.5", "1234.5"],
    ["1,234,567", "1234567"],
    ["3.5", "3.5"],
    ["12,5", "12.5"],
    ["2023", "2023"],
    ["0.001", "0.001"],
  ])("the number %s is the word %s", (number, value) => {
    expect(values(number)).toEqual([value]);
  });

  test("numbers keep apart from the words and marks around them", () => {
    expect(values("$81,797 million (2022: $82,959), up 3.5%.")).toEqual([
      "81797",
      "million",
      "2022",
      "82959",
      "up",
      "3.5",
    ]);
  });

  test("a missing space after a full stop or comma does not glue words", () => {
    expect(values("the end.Next one,two")).toEqual(["the", "end", "next", "on", "two"]);
  });

  test("initials are one word, a genitive's s is none, contractions are two", () => {
    expect(values("U.S. Apple's don’t")).toEqual(["us", "appl", "don", "t"]);
  });

  test("diacritics, letter forms and case do not matter", () => {
    expect(values("Müller CAFÉ ﬁnance")).toEqual(values("muller cafe finance"));
  });

  test("German sharp s and Turkish dotted i stay searchable by themselves", () => {
    expect(values("Straße")).toEqual(values("STRAßE"));
    expect(values("İstanbul")).toEqual(values("istanbul"));
  });

  test("Chinese is cut into words, and long words also into their pairs", () => {
    expect(values("苹果公司的收入")).toContain("收入");
    expect(values("人工智能")).toEqual(expect.arrayContaining(["人工", "智能"]));
  });

  test("a query's pair is found in a longer compound of the text", () => {
    const text = new Set(values("中华人民共和国成立于一九四九年"));
    expect(values("人民共和国").some((value) => text.has(value))).toBe(true);
  });

  test.each([
    ["Japanese", "東京は日本の首都です", "首都"],
    ["Thai", "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย", "เมือง"],
    ["Arabic", "بلغت الإيرادات مليون دولار", "دولار"],
    ["Hindi", "भारत की राजधानी दिल्ली है", "राजधानी"],
    ["Korean", "서울은 대한민국의 수도이다", "서울은"],
    ["Greek", "Η Αθήνα είναι πρωτεύουσα", "ειναι"],
  ])("%s text has words", (_language, text, word) => {
    expect(values(text)).toContain(word);
  });

  test("no text has an empty, spaced or endless word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        for (const { value, word, start } of termsOf(text)) {
          expect(value).toMatch(/^\S{1,60}$/u);
          expect(text.slice(start, start + word.length)).toBe(word);
        }
      }),
    );
  });
});

describe("stems", () => {
  // From the vocabulary that M. Porter published with his algorithm.
  test.each([
    ["caresses", "caress"],
    ["ponies", "poni"],
    ["cats", "cat"],
    ["agreed", "agre"],
    ["plastered", "plaster"],
    ["motoring", "motor"],
    ["conflated", "conflat"],
    ["hopping", "hop"],
    ["falling", "fall"],
    ["filing", "file"],
    ["happy", "happi"],
    ["sky", "sky"],
    ["relational", "relat"],
    ["conditional", "condit"],
    ["vietnamization", "vietnam"],
    ["predication", "predic"],
    ["hopefulness", "hope"],
    ["formalize", "formal"],
    ["electrical", "electr"],
    ["revival", "reviv"],
    ["adjustment", "adjust"],
    ["adoption", "adopt"],
    ["probate", "probat"],
    ["rate", "rate"],
    ["controlling", "control"],
    ["roll", "roll"],
    ["is", "is"],
  ])("%s becomes %s", (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  test("forms of one word meet", () => {
    expect(new Set(["connect", "connected", "connecting", "connection", "connections"].map(stem)).size).toBe(1);
  });
});

describe("sentences", () => {
  test("joined together are the text again, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        fc.constantFrom("en", "de", "zh", "xx", "not a tag"),
        (text, language) => {
          expect(sentencesOf(text, language).join("")).toBe(text);
        },
      ),
    );
  });

  test("do not end after titles, initials and company forms", () => {
    const text = "Dr. A. Smith of Apple Inc. reported it. It rose in Sept. 2023 by 5 %. No. 4 fell.";
    expect(sentencesOf(text).map((sentence) => sentence.trim())).toEqual([
      "Dr. A. Smith of Apple Inc. reported it.",
      "It rose in Sept. 2023 by 5 %.",
      "No. 4 fell.",
    ]);
  });

  test("end at the full stops of other scripts", () => {
    expect(sentencesOf("收入增长。利润下降。", "zh")).toEqual(["收入增长。", "利润下降。"]);
    expect(sentencesOf("क्या हुआ? यह ठीक है।", "hi")).toHaveLength(2);
  });
});

describe("stop words", () => {
  test("are those of the language the query seems to be in", () => {
    expect(stopWordsFor(["Wie", "hoch", "war", "der", "Umsatz"]).has("der")).toBe(true);
    expect(stopWordsFor(["Quels", "sont", "les", "revenus"]).has("les")).toBe(true);
    expect(stopWordsFor(["die", "another", "day", "the", "film", "of"]).has("die")).toBe(false);
  });

  test("are English ones when no language shows", () => {
    expect(stopWordsFor(["xyzzy"]).has("the")).toBe(true);
    expect(stopWordsFor([]).has("the")).toBe(true);
  });
});
