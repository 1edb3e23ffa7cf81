import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLibrary, type Library } from "../../src/library/index.ts";
import { lightStem } from "../../src/library/light-stem.ts";
import { termsOf } from "../../src/library/terms.ts";
import { entryOf, paragraphs } from "./entries.ts";

// One source a fact, in several languages, among others that share the common words of their language. What is asked
// for is written otherwise than what stands there: inflected, compounded, in other digits, with a particle.

const facts: readonly (readonly [title: string, language: string, text: string])[] = [
  ["de-insurance", "de", "Die Krankenversicherung zahlt die Behandlung im Ausland."],
  ["de-sales", "de", "Der Vorstand meldete höhere Umsatzerlöse im Inland."],
  ["de-fee", "de", "Der Beitrag wird monatlich fällig."],
  ["ru-revenue", "ru", "Выручкой компании занимается отдел учёта в Казани."],
  ["ru-bridge", "ru", "Мосты через реку построили в прошлом веке."],
  ["ar-revenue", "ar", "ارتفعت إيرادات المصنع بنسبة ٤٫٥ في المئة عام ٢٠٢٣."],
  ["ar-school", "ar", "افتتحت المدرسة أبوابها للطلاب."],
  ["fa-price", "fa", "قیمت نفت به ۱۲۵ دلار رسید."],
  ["ko-sales", "ko", "매출은 늘었지만 이익이 줄었다."],
  ["ko-factory", "ko", "새로운 공장에서 자동차를 만든다."],
  ["ja-tax", "ja", "消費税率は来年引き上げられる予定です。"],
  ["zh-bank", "zh", "中国人民银行下调存款准备金率。"],
  ["th-river", "th", "แม่น้ำสายนี้ไหลผ่านเมืองหลวง"],
  ["hi-capital", "hi", "भारत की राजधानी में १२५० विद्यालय हैं।"],
  ["el-island", "el", "Το νησί έχει δύο λιμάνια."],
  ["fr-people", "fr", "La ville compte 1 234 567 habitants."],
  ["ch-people", "de", "Der Kanton hat 1'543'210 Einwohner."],
  ["en-growth", "en", "Growth reached 12.5 percent in the north."],
  ["en-rate", "en", "Growth reached 17.5 percent in the south, and 12 towns of 5 grew."],
];
const fillers: readonly (readonly [string, string])[] = [
  ["de", "Die Gemeinde plant im kommenden Jahr neue Wege und eine Schule."],
  ["ru", "Город планирует строить новые дороги и школу в этом году."],
  ["ar", "تخطط المدينة لبناء طرق جديدة هذا العام."],
  ["ko", "도시는 올해 새로운 길을 계획한다."],
  ["en", "The town plans new roads and a school for the coming year."],
];

let folder = "";
let library: Library;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "languages-"));
  library = createLibrary({ folder });
  const others = Array.from({ length: 30 }, (_, index) => fillers[index % fillers.length] ?? ["en", ""]);
  for (const [index, [language, text]] of others.entries())
    await library.add(entryOf(`filler ${index}`, paragraphs(`${text} Nr. ${index + 700}.`), language), {
      assets: [],
      parser: "text@1",
    });
  for (const [title, language, text] of facts)
    await library.add(entryOf(title, paragraphs(text), language), { assets: [], parser: "text@1" });
});

afterAll(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

const firstOf = (query: string): string | undefined => library.search({ query, limit: 3 })[0]?.sourceTitle;

describe("words that stand otherwise in the text are found", () => {
  test.each([
    ["the head of a compound", "Versicherung", "de-insurance"],
    ["the first part of a compound", "Umsatz", "de-sales"],
    ["a longer compound of it", "Krankenversicherungsträger", "de-insurance"],
    ["the last part of an unknown compound", "Mitgliedsbeitrag", "de-fee"],
    ["a Russian noun in another case", "выручка компании", "ru-revenue"],
    ["a Russian noun in the singular", "мост через реку", "ru-bridge"],
    ["Russian with and without dots on the letter", "отдел учета", "ru-revenue"],
    ["an Arabic noun with the article", "الإيرادات", "ar-revenue"],
    ["an Arabic noun without its article", "مدرسة", "ar-school"],
    ["Arabic with a conjunction before it", "والمصنع", "ar-revenue"],
    ["Arabic letters written the Persian way", "ايرادات المصنع", "ar-revenue"],
    ["a Korean noun without its particle", "매출", "ko-sales"],
    ["a Korean noun with another particle", "공장은", "ko-factory"],
    ["a Japanese part of a word", "税率", "ja-tax"],
    ["a Chinese part of a word", "准备金", "zh-bank"],
    ["a Thai word in a run without spaces", "แม่น้ำ", "th-river"],
    ["Greek without accents", "νησι λιμανια", "el-island"],
  ])("%s", (_what, query, title) => expect(firstOf(query)).toBe(title));
});

describe("numbers are found however they are written", () => {
  test.each([
    ["with a decimal point", "12.5", "en-growth"],
    ["with a decimal comma", "12,5 percent", "en-growth"],
    ["another number with the same decimals", "17.5", "en-rate"],
    ["grouped by no-break spaces in the text", "1234567", "fr-people"],
    ["grouped by commas in the query", "1,234,567 habitants", "fr-people"],
    ["grouped by apostrophes in the text", "1543210 Einwohner", "ch-people"],
    ["in Arabic digits in the text", "2023", "ar-revenue"],
    ["with an Arabic decimal point", "4.5", "ar-revenue"],
    ["in Persian digits in the text", "125 دلار", "fa-price"],
    ["in Devanagari digits in the text", "1250", "hi-capital"],
    ["in Arabic digits in the query", "١٢٥٠", "hi-capital"],
  ])("%s", (_what, query, title) => expect(firstOf(query)).toBe(title));

  test("a decimal counts as a word of its own", () => {
    expect(library.rarity("12.5")).toBe(1);
    const both = library.search({ query: "12.5 17.5", limit: 2, diversity: 0 }).map((hit) => hit.sourceTitle);
    expect(both.sort()).toEqual(["en-growth", "en-rate"]);
  });
});

describe("normal forms", () => {
  const forms = (text: string): readonly string[] => termsOf(text).map((term) => term.value);

  test.each([
    ["выручка выручки выручку выручкой", "Cyrillic cases"],
    ["компания компании компанией компаний", "Cyrillic cases of a noun in -ия"],
    ["российский российская российского российскими", "Cyrillic adjectives"],
    ["الشركة شركة شركات للشركة والشركة", "Arabic article, number and prepositions"],
    ["إيرادات الإيرادات ايرادات", "Arabic letters with and without hamza"],
    ["1,234.5 1'234.5 1\u202f234.5 ١٬٢٣٤٫٥ １２３４.５", "groups and digits"],
    ["2023 ٢٠٢٣ ۲۰۲۳ २०२३ ๒๐๒๓", "digits of five scripts"],
    ["été e\u0301te\u0301 ETE", "diacritics"],
    ["ａｂｃ abc ABC", "full width"],
  ])("of %s are one (%s)", (words) => expect(new Set(forms(words)).size).toBe(1));

  test.each([
    ["5'10", ["5", "10"]],
    ["1990's", ["1990"]],
    ["1 234", ["1", "234"]],
    ["room\u00a0234", ["room", "234"]],
    ["12\u00a02345", ["12", "2345"]],
    ["3.14", ["3.14"]],
  ])("%j is %j", (text, expected) => expect(forms(text)).toEqual(expected));

  test("each stands where the text has it", () => {
    const text = "삼성전자는 1\u00a0234 мосты الشركة";
    for (const { word, start } of termsOf(text)) expect(text.slice(start, start + word.length)).toBe(word);
  });

  test("of short words and other scripts stay whole", () => {
    for (const word of ["и", "на", "мы", "من", "في", "abc", "日本", "ελλαδα", ""]) expect(lightStem(word)).toBe(word);
  });

  test("never lose more than leaves three letters", () => {
    for (const word of "она они дом дома кот коты неё يوم بيت ولد الا وان".split(" "))
      expect(lightStem(word).length).toBeGreaterThanOrEqual(Math.min(3, word.length));
  });
});

describe("a page's language", () => {
  test.each(["en-us-us", "de-de-de", "x", "klingon", "en_US", "", "中文", "en-", "-", "a".repeat(500), "zh-Hans-CN"])(
    "%j, whatever it is, costs no page",
    async (language) => {
      const entry = entryOf(`tagged ${language.slice(0, 12)}`, paragraphs("A zephyr blew. Then it stopped."), language);
      await library.add(entry, { assets: [], parser: "text@1" });
      expect(library.get(entry.source.id)).toEqual(entry);
      expect(library.remove(entry.source.id)).toBe(true);
    },
  );
});
