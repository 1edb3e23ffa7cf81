import { describe, expect, test } from "vitest";
import { type Labels, labelsFor } from "../../src/report/index.ts";

const languages = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "zh"] as const;
const english = labelsFor("en");

/** Every text of a table with the path of its name. */
function textsOf(labels: Labels): ReadonlyMap<string, string> {
  const { support, scales, ...plain } = labels;
  return new Map([
    ...Object.entries(plain),
    ...Object.entries(support).map(([name, text]): [string, string] => [`support.${name}`, text]),
    ...scales.map(({ divisor, name }): [string, string] => [`scales.${divisor}`, name]),
  ]);
}

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each(languages)("the fixed words in %s", (language) => {
  const labels = labelsFor(language);
  const texts = textsOf(labels);

  test("leave none empty and none with white space at its ends", () => {
    for (const [name, text] of texts) {
      expect(text, name).not.toBe("");
      expect(text, name).toBe(text.trim());
    }
  });

  test("have the placeholders that the program fills, and no others", () => {
    for (const [name, text] of texts) {
      expect(placeholders(text), name).toEqual(placeholders(textsOf(english).get(name) ?? ""));
    }
    expect(placeholders(labels.verified)).toEqual(["{citations}", "{claims}", "{supported}"]);
    expect(placeholders(labels.disclosure)).toEqual(["{generator}"]);
  });

  test("tell the four kinds of support apart", () => {
    expect(new Set(Object.values(labels.support)).size).toBe(4);
  });

  test("tell what stands side by side apart", () => {
    const groups: readonly (readonly string[])[] = [
      [labels.summary, labels.contents, labels.conflicts, labels.limitations, labels.verification, labels.sources],
      [labels.table, labels.figure],
      [labels.topic, labels.position, labels.independentSources],
      [labels.previous, labels.next, labels.close],
      [labels.row, labels.column],
      [labels.note, labels.warning],
      [labels.published, labels.accessed, labels.created],
    ];
    for (const group of groups) expect(new Set(group).size, group.join()).toBe(group.length);
  });

  test("count in powers of ten, ascending, each with its own word", () => {
    const divisors = labels.scales.map(({ divisor }) => divisor);
    expect(divisors).toEqual([...divisors].sort((left, right) => left - right));
    for (const divisor of divisors) expect(Number.isInteger(Math.log10(divisor)), String(divisor)).toBe(true);
    expect(new Set(labels.scales.map(({ name }) => name)).size).toBe(labels.scales.length);
    expect(divisors.at(-1)).toBeLessThanOrEqual(1e12);
  });

  test("end their sentences, and no heading, with a full stop", () => {
    for (const sentence of [labels.disclosure, labels.verified, labels.notReviewed, labels.pictureMissing])
      expect(sentence).toMatch(/[.。]$/u);
    for (const heading of [labels.summary, labels.contents, labels.conflicts, labels.sources, labels.verification])
      expect(heading).not.toMatch(/[.。:：]$/u);
  });
});

describe("translations", () => {
  test.each([
    ["ar", /\p{Script=Arabic}/u],
    ["ru", /\p{Script=Cyrillic}/u],
    ["zh", /\p{Script=Han}/u],
    ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
    ["ko", /\p{Script=Hangul}/u],
  ])("into %s are written in its script throughout", (language, script) => {
    for (const [name, text] of textsOf(labelsFor(language))) expect(text, name).toMatch(script);
  });

  test.each(languages.filter((language) => language !== "en"))("into %s are not English", (language) => {
    const same = [...textsOf(labelsFor(language))].filter(([name, text]) => textsOf(english).get(name) === text);
    // Words that some of the languages really share: Figure, Sources, page, Position, Question, Data, Note, Contents …
    expect(same.length, same.map(([name]) => name).join()).toBeLessThanOrEqual(10);
    for (const sentence of ["disclosure", "verified", "notReviewed", "limitations", "pictureMissing"])
      expect(same.map(([name]) => name)).not.toContain(sentence);
  });

  test("name a thousand million as the language does, never with a false friend", () => {
    const word = (language: string, divisor: number) =>
      labelsFor(language)
        .scales.find((scale) => scale.divisor === divisor)
        ?.name.toLowerCase();
    expect(word("en", 1e9)).toBe("billions");
    expect(word("de", 1e9)).toMatch(/^milliarden$/);
    expect(word("de", 1e12)).toMatch(/^billionen$/);
    expect(word("fr", 1e9)).toBe("milliards");
    expect(word("fr", 1e12)).toBe("billions");
    expect(word("it", 1e9)).toBe("miliardi");
    expect(word("nl", 1e9)).toMatch(/^miljard/);
    expect(word("es", 1e9)).not.toMatch(/^billon/);
    expect(word("es", 1e12)).toMatch(/^billones$/);
  });

  test("count in ten thousands where the language does", () => {
    for (const language of ["zh", "ja", "ko"]) {
      const divisors = labelsFor(language).scales.map(({ divisor }) => divisor);
      expect(divisors, language).toEqual(expect.arrayContaining([1e4, 1e8]));
      expect(divisors, language).not.toContain(1e9);
    }
  });
});

describe("the table for a tag", () => {
  test.each([
    ["de-AT", "de"],
    ["DE", "de"],
    ["zh-Hant-TW", "zh"],
    ["pt-BR", "pt"],
    ["fr-u-ca-gregory", "fr"],
  ])("of %s is that of its language", (tag, language) => {
    expect(labelsFor(tag)).toBe(labelsFor(language));
  });

  test.each(["sw", "", "x-private", "toString", "__proto__", "constructor"])("of %j is English", (tag) => {
    expect(labelsFor(tag)).toBe(english);
  });
});
