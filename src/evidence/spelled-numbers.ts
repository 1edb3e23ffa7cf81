import type { FoundQuantity } from "./quantities.ts";
import { readUnit } from "./units.ts";

/** Small numbers of a language from one upwards, then its tens from twenty; "-" stands for a word that is no number. */
interface Numerals {
  readonly ones: string;
  readonly tens: string;
  /** The language's word for a hundred. */
  readonly hundred: string;
  /** What it puts together in a way of its own, from the first number named upwards. */
  readonly more?: readonly (readonly [from: number, words: string])[];
}

const english: Numerals = {
  ones: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  tens: "twenty thirty forty fifty sixty seventy eighty ninety",
  hundred: "hundred",
};

const frenchTeens = (ten: string): string =>
  "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
    .split(" ")
    .map((teen) => `${ten}-${teen}`)
    .join(" ");
const spanishOnes = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];

/** One is an article in all of them, so it is left out. */
const others: Readonly<Record<string, Numerals>> = {
  de: {
    ones: "- zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    tens: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    hundred: "hundert",
    more: [[1.5, "anderthalb zweieinhalb dreieinhalb viereinhalb fünfeinhalb"]],
  },
  fr: {
    ones: "- deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    tens: "vingt trente quarante cinquante soixante",
    hundred: "(?<!pour )cents?",
    more: [
      ...["vingt", "trente", "quarante", "cinquante", "soixante"].map(
        (ten, index) => [21 + index * 10, `${ten}-et-un`] as const,
      ),
      [70, frenchTeens("soixante").replace("-onze", "-et-onze")],
      [80, "quatre-vingts"],
      [
        80,
        "quatre-vingt quatre-vingt-un quatre-vingt-deux quatre-vingt-trois quatre-vingt-quatre quatre-vingt-cinq quatre-vingt-six quatre-vingt-sept quatre-vingt-huit quatre-vingt-neuf",
      ],
      [90, frenchTeens("quatre-vingt")],
    ],
  },
  es: {
    ones: "- dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    hundred: "(?<!por )cien(?:to)?",
    more: [
      [21, "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"],
      ...["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"].map(
        (ten, index) => [31 + index * 10, spanishOnes.map((one) => `${ten}-y-${one}`).join(" ")] as const,
      ),
    ],
  },
};

interface SpelledWords {
  readonly values: ReadonlyMap<string, number>;
  readonly pattern: RegExp;
}

const cached = new Map<string, SpelledWords>();

/** Scales of which halves and quarters are told. */
const large = "(?:million|billion|trillion)(?!\\p{L})";

/** Fractions ("two-thirds"), ordinals ("twenty-first"), ages in words and folds say no count of things. */
const notCounted =
  "(?![\\p{L}]|[-\\s](?:first|second|third|fourth|(?:et[-\\s])?\\p{L}+ième)(?!\\p{L})|[-\\s](?:thirds?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|quarters?\\sof)|-(?:year|fold))";

function wordsFor(language: string): SpelledWords {
  const known = cached.get(language);
  if (known) return known;
  const own = others[language];
  // German numerals collide with no English word; those of other languages do ("once", "six").
  const values = new Map([
    ...valuesOf(english),
    ...(language === "en" || own === undefined ? valuesOf(others.de ?? english) : valuesOf(own)),
  ]);
  const names = [...values.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll("-", "[\\s-]"))
    .join("|");
  const hundreds = ["hundred", own?.hundred].filter(Boolean).join("|");
  const source = `(?<![\\p{L}-]|cient[oa]s\\s|nient[oa]s\\s)(?:(?:(?<times>${names}|a)[\\s-])?(?<hundred>${hundreds})(?:[\\s-](?:and[\\s-])?(?<rest>${names}))?|(?:(?<dozens>${names}|a)\\s)?(?<dozen>dozen)|(?<half>half a(?=\\s${large}))|(?<quarters>a|one|three)[\\s-]quarters?\\sof\\sa(?=\\s${large})|(?<plain>${names})(?<andHalf>\\sand\\sa\\shalf|\\set\\sdemie?|\\sy\\smedi[oa])?|(?<article>a(?=\\s(?:thousand|million|billion|trillion)\\b)))${notCounted}`;
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
  for (const [from, words] of numerals.more ?? [])
    for (const [index, word] of words.split(" ").entries()) values.set(word, from + index);
  return values;
}

/**
 * Numbers written in words, with scale and unit: "twelve", "twenty-five per cent", "three hundred and ten thousand",
 * "two dozen", "half a million", "a quarter of a million", "two and a half thousand", "a billion".
 *
 * Contract: "one" and "a" count only before a scale or as a share ("one per cent"), for they are articles and pronouns
 * too often; fractions and bare plurals ("millions of") are no numbers.
 */
export function findSpelledNumbers(text: string, language?: string): readonly FoundQuantity[] {
  const { pattern, values } = wordsFor(language?.toLowerCase().split(/[-_]/)[0] ?? "en");
  const found = [...text.matchAll(pattern)].flatMap((match): readonly FoundQuantity[] => {
    const end = match.index + match[0].length;
    const reading = readUnit(text.slice(end, end + 40), { afterCurrency: false, ...(language && { language }) });
    const number = numberOf(match.groups ?? {}, values);
    const certain = number > 1 || reading.scale > 1 || reading.unit === "%";
    if (!certain || goesOn.test(text.slice(end + reading.length))) return [];
    const isPart = !Number.isInteger(number);
    return [
      {
        value: number * reading.scale,
        unit: reading.unit,
        step: reading.scale * (isPart ? 0.1 : 1),
        scale: reading.scale,
        text: text.slice(match.index, end + reading.length),
        start: match.index,
        end: end + reading.length,
        spelled: true,
      },
    ];
  });
  return joinScales(found, text);
}

/** The hundreds of Spanish, each one word, are not read, so what they go on is not read either. */
const goesOn = /^\s(?:\p{L}+(?:cient|nient)[oa]s)(?!\p{L})/iu;

/** "Two thousand five hundred": what follows a scale and is smaller than it belongs to the same number. */
function joinScales(found: readonly FoundQuantity[], text: string): readonly FoundQuantity[] {
  const joined: FoundQuantity[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    const belongs =
      last &&
      last.unit === "" &&
      last.scale > 1 &&
      next.value < last.scale &&
      /^[\s-]$/u.test(text.slice(last.end, next.start));
    if (last && belongs)
      joined[joined.length - 1] = {
        ...next,
        value: last.value + next.value,
        start: last.start,
        text: text.slice(last.start, next.end),
      };
    else joined.push(next);
  }
  return joined;
}

function numberOf(groups: Readonly<Record<string, string | undefined>>, values: ReadonlyMap<string, number>): number {
  const read = (word: string | undefined): number => values.get(word?.toLowerCase().replace(/\s/gu, "-") ?? "") ?? 1;
  if (groups.hundred !== undefined) return 100 * read(groups.times) + (groups.rest ? read(groups.rest) : 0);
  if (groups.dozen !== undefined) return 12 * read(groups.dozens);
  if (groups.half !== undefined) return 0.5;
  if (groups.quarters !== undefined) return groups.quarters.toLowerCase() === "three" ? 0.75 : 0.25;
  return read(groups.plain) + (groups.andHalf === undefined ? 0 : 0.5);
}
