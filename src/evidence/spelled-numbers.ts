import type { FoundQuantity } from "./quantities.ts";
import { readUnit } from "./units.ts";

/** Small numbers of a language from one upwards, then its tens from twenty; "-" stands for a word that is no number. */
interface Numerals {
  readonly ones: string;
  readonly tens: string;
  /** The language's word for a hundred. */
  readonly hundred: string;
}

const english: Numerals = {
  ones: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  tens: "twenty thirty forty fifty sixty seventy eighty ninety",
  hundred: "hundred",
};

/** One is an article in all of them, so it is left out. */
const others: Readonly<Record<string, Numerals>> = {
  de: {
    ones: "- zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    tens: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    hundred: "hundert",
  },
  fr: {
    ones: "- deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    tens: "vingt trente quarante cinquante soixante",
    hundred: "cents?",
  },
  es: {
    ones: "- dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    hundred: "cien",
  },
};

interface SpelledWords {
  readonly values: ReadonlyMap<string, number>;
  readonly pattern: RegExp;
}

const cached = new Map<string, SpelledWords>();

/** Fractions ("two-thirds"), ages in words and folds say no count of things. */
const notCounted =
  "(?![\\p{L}]|[-\\s](?:thirds?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|quarters?\\sof)|-(?:year|fold))";

function wordsFor(language: string): SpelledWords {
  const known = cached.get(language);
  if (known) return known;
  const own = others[language];
  // German numerals collide with no English word; those of other languages do ("once", "six").
  const values = new Map([
    ...valuesOf(english),
    ...(language === "en" || own === undefined ? valuesOf(others.de ?? english) : valuesOf(own)),
  ]);
  const names = [...values.keys()].sort((a, b) => b.length - a.length).join("|");
  const hundreds = ["hundred", own?.hundred].filter(Boolean).join("|");
  const source = `(?<![\\p{L}-])(?:(?:(?<times>${names}|a)[\\s-])?(?<hundred>${hundreds})(?:[\\s-](?:and[\\s-])?(?<rest>${names}))?|(?:(?<dozens>${names}|a)\\s)?(?<dozen>dozen)|(?<half>half a(?=\\s(?:million|billion|trillion)))|(?<plain>${names})|(?<article>a(?=\\s(?:thousand|million|billion|trillion)\\b)))${notCounted}`;
  const words = { values, pattern: new RegExp(source, "giu") };
  cached.set(language, words);
  return words;
}

function valuesOf(numerals: Numerals): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const ones = numerals.ones.split(" ");
  for (const [index, word] of ones.entries()) if (word !== "-") values.set(word, index + 1);
  for (const [index, word] of numerals.tens.split(" ").entries()) {
    values.set(word, 10 * (index + 2));
    for (const [unit, name] of ones.slice(0, 9).entries())
      if (name !== "-") values.set(`${word}-${name}`, 10 * (index + 2) + unit + 1);
  }
  return values;
}

/**
 * Numbers written in words, with scale and unit: "twelve", "twenty-five per cent", "three hundred and ten thousand",
 * "two dozen", "half a million", "a billion".
 *
 * Contract: "one" and "a" count only before a scale or as a share ("one per cent"), for they are articles and pronouns
 * too often; fractions and bare plurals ("millions of") are no numbers.
 */
export function findSpelledNumbers(text: string, language?: string): readonly FoundQuantity[] {
  const { pattern, values } = wordsFor(language?.toLowerCase().split(/[-_]/)[0] ?? "en");
  return [...text.matchAll(pattern)].flatMap((match) => {
    const end = match.index + match[0].length;
    const reading = readUnit(text.slice(end, end + 40), { afterCurrency: false, ...(language && { language }) });
    const number = numberOf(match.groups ?? {}, values);
    const certain = number > 1 || reading.scale > 1 || reading.unit === "%" || match.groups?.half !== undefined;
    if (!certain) return [];
    return [
      {
        value: number * reading.scale,
        unit: reading.unit,
        step: reading.scale * (match.groups?.half === undefined ? 1 : 0.1),
        scale: reading.scale,
        text: text.slice(match.index, end + reading.length),
        start: match.index,
        end: end + reading.length,
        spelled: true,
      },
    ];
  });
}

function numberOf(groups: Readonly<Record<string, string | undefined>>, values: ReadonlyMap<string, number>): number {
  const read = (word: string | undefined): number => values.get(word?.toLowerCase() ?? "") ?? 1;
  if (groups.hundred !== undefined) return 100 * read(groups.times) + (groups.rest ? read(groups.rest) : 0);
  if (groups.dozen !== undefined) return 12 * read(groups.dozens);
  if (groups.half !== undefined) return 0.5;
  return read(groups.plain);
}
