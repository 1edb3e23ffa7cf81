import {
  attachedScales,
  currencyCodes,
  currencySigns,
  currencyWords,
  rateWords,
  scaleWords,
  unitWords,
} from "./unit-words.ts";

/** What stands around a numeral: what one of it is, and how many of them are meant. */
export interface UnitReading {
  /** Multiplies the numeral: 1e6 for "million". */
  readonly scale: number;
  readonly unit: string;
  /** UTF-16 units read. */
  readonly length: number;
}

interface Lexicon {
  readonly before: RegExp;
  readonly scale: RegExp;
  readonly attached: RegExp;
  readonly unit: RegExp;
  readonly currencyAfter: RegExp;
  readonly rate: RegExp;
}

let cachedLexicon: Lexicon | undefined;

function lexicon(): Lexicon {
  if (cachedLexicon) return cachedLexicon;
  const escaped = (words: readonly string[]): string =>
    [...words]
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[.$]/g, "\\$&"))
      .join("|");
  const signs = escaped(Object.keys(currencySigns));
  const codes = currencyCodes.replaceAll(" ", "|");
  const all = (entries: readonly (readonly [string, unknown])[]): string =>
    entries
      .flatMap(([words]) => words.split("|"))
      .sort((a, b) => b.length - a.length)
      .join("|");
  // Chinese and Japanese go on without a space: "1,437 GWh增加".
  const unspaced = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]";
  const stop = `(?!\\p{N}|(?!${unspaced})\\p{L})`;
  cachedLexicon = {
    before: new RegExp(`(?:(?<sign>${signs})|(?<![\\p{L}])(?<code>${codes}|Rs\\.?|Fr\\.))\\s{0,2}$`, "iu"),
    scale: new RegExp(
      `^[\\s\\u00a0-]?(?<cjk>[十百千천백십]?[万萬만][亿億]?|[十百千천백]?[亿億억]|兆|조|[百千천백](?![分年]))|^[\\s\\u00a0-]{0,2}(?<word>${all(scaleWords)})${stop}\\.?`,
      "iu",
    ),
    attached: new RegExp(`^\\s?(?<letter>MM|[kKMBbmT])${stop}`, "u"),
    unit: new RegExp(
      `^[\\s\\u00a0-]{0,2}(?<unit>${unitWords.map(([words]) => words).join("|")})(?:(?<=[%‰℃人天点月間ト명일월트])|${stop})(?!/d(?![\\p{L}]))`,
      "iu",
    ),
    currencyAfter: new RegExp(
      `^[\\s\\u00a0]{0,2}(?:(?<sign>${signs})|(?<code>${codes})${stop}|(?<word>${escaped(Object.keys(currencyWords))})(?:(?<=[元円币원ドルロ])|${stop}))`,
      "iu",
    ),
    rate: new RegExp(
      `^(?:\\s?/\\s?|[\\s-](?:per|pro|je|par|por)[\\s-])(?<each>${rateWords.map(([words]) => words).join("|")})${stop}(?![/²³])`,
      "iu",
    ),
  };
  return cachedLexicon;
}

/** The currency whose sign or code ends `text`, and how long it is with the space after it. */
export function currencyBefore(text: string): { readonly unit: string; readonly length: number } | undefined {
  const match = lexicon().before.exec(text);
  if (!match) return undefined;
  const unit = match.groups?.sign ? currencySigns[match.groups.sign.toLowerCase()] : codeOf(match.groups?.code ?? "");
  return unit === undefined ? undefined : { unit, length: match[0].length };
}

function codeOf(code: string): string | undefined {
  const upper = code.toUpperCase().replace(".", "");
  if (upper === "RS") return "INR";
  if (upper === "FR") return "CHF";
  // Codes in lower case are words of some language ("all", "try").
  return code === upper ? (upper === "RMB" ? "CNY" : upper) : undefined;
}

/**
 * Reads scale and unit at the start of `text`, which follows a numeral: " million euros", "%", "bn", " km", " kWh/day".
 *
 * Contract: `length` 0 and unit "" when there is none; a lone letter counts as a scale only with `afterCurrency` or
 * when it is not a unit of measure; a rate is `UNIT per EACH` ("kWh per day").
 */
export function readUnit(
  text: string,
  options: { readonly afterCurrency: boolean; readonly language?: string },
): UnitReading {
  const scaled = readScale(text, options);
  const rest = text.slice(scaled.length);
  const currency = currencyAfter(rest, scaled.scale);
  const named = currency ?? (options.afterCurrency ? undefined : measureAfter(rest));
  const length = scaled.length + (named?.length ?? 0);
  if (!named && !options.afterCurrency) return { scale: scaled.scale, unit: "", length };
  const rate = named?.unit === "%" ? undefined : rateAfter(text.slice(length));
  if (!named)
    return { scale: scaled.scale, unit: rate ? ` per ${rate.name}` : "", length: length + (rate?.length ?? 0) };
  return {
    scale: scaled.scale,
    unit: rate ? `${named.unit} per ${rate.name}` : named.unit,
    length: length + (rate?.length ?? 0),
  };
}

/** The unit that a word names, where it says nothing else: "tonnes", "GWh". */
export function unitNamed(word: string): string | undefined {
  const { unit, length } = readUnit(` ${word}`, { afterCurrency: false });
  return unit !== "" && length === word.length + 1 ? unit : undefined;
}

/** "/MWh", " per barrel". */
function rateAfter(text: string): { name: string; length: number } | undefined {
  const match = lexicon().rate.exec(text);
  const word = match?.groups?.each?.toLowerCase();
  const entry = word === undefined ? undefined : rateWords.find(([words]) => wholeWord(words).test(word));
  return match && entry ? { name: entry[1], length: match[0].length } : undefined;
}

function measureAfter(text: string): { unit: string; length: number } | undefined {
  const match = lexicon().unit.exec(text);
  const word = match?.groups?.unit;
  // Capital letters alone are grades, models and quantities of physics ("5 G").
  if (!match || word === undefined || /^[GHT]$/.test(word)) return undefined;
  return { unit: canonicalUnit(word), length: match[0].length };
}

function readScale(
  text: string,
  options: { readonly afterCurrency: boolean; readonly language?: string },
): { scale: number; length: number } {
  const match = lexicon().scale.exec(text);
  if (match) {
    const word = (match.groups?.cjk ?? match.groups?.word ?? "").toLowerCase();
    return { scale: scaleOf(word, options.language), length: match[0].length };
  }
  const attached = lexicon().attached.exec(text);
  const letter = attached?.groups?.letter ?? "";
  const certain = options.afterCurrency || (/^[kKMB]$/.test(letter) && !/^\s/.test(text));
  if (attached && certain) return { scale: attachedScales[letter] ?? 1, length: attached[0].length };
  return { scale: 1, length: 0 };
}

/** Languages in which a "billion" is a million millions. */
const longScale = /^(?:da|de|es|fi|fr|it|nb|nl|nn|no|pl|sv)(?:[-_]|$)/i;

/** 1e6 for "million", 1e12 for a German "Billion"; 1 for what is no scale word. */
export function scaleOf(word: string, language?: string): number {
  const clean = word.toLowerCase().replace(/\.$/, "");
  if (longScale.test(language ?? "") && /^billion(?:s|en)?$/.test(clean)) return 1e12;
  if (/^[十百千万萬亿億兆십백천만억조]+$/.test(clean)) return cjkScale(clean);
  return scaleWords.find(([words]) => words.split("|").includes(clean))?.[1] ?? 1;
}

function cjkScale(word: string): number {
  const values: Readonly<Record<string, number>> = {
    十: 10,
    百: 100,
    千: 1e3,
    万: 1e4,
    萬: 1e4,
    亿: 1e8,
    億: 1e8,
    兆: 1e12,
    십: 10,
    백: 100,
    천: 1e3,
    만: 1e4,
    억: 1e8,
    조: 1e12,
  };
  return [...word].reduce((product, character) => product * (values[character] ?? 1), 1);
}

function currencyAfter(text: string, scale: number): { unit: string; length: number } | undefined {
  const match = lexicon().currencyAfter.exec(text.replace("’", "'"));
  const groups = match?.groups;
  if (!match || !groups) return undefined;
  // "Of 12 teams, 5 won" tells of no money.
  if (groups.word === "won" && scale === 1) return undefined;
  const unit = groups.sign
    ? currencySigns[groups.sign.toLowerCase()]
    : groups.code
      ? codeOf(groups.code)
      : currencyWords[groups.word?.toLowerCase() ?? ""];
  return unit === undefined ? undefined : { unit, length: match[0].length };
}

const wholeWords = new Map<string, RegExp>();

function wholeWord(words: string): RegExp {
  const known = wholeWords.get(words) ?? new RegExp(`^(?:${words})$`, "iu");
  wholeWords.set(words, known);
  return known;
}

function canonicalUnit(word: string): string {
  // "MT" is the metric ton of commodity markets, "Mt" the megatonne.
  if (word === "MT" || word === "mt") return "t";
  return unitWords.find(([words]) => wholeWord(words).test(word))?.[1] ?? word;
}

const moneyPattern = new RegExp(`^(?:${currencyCodes.replaceAll(" ", "|")})(?: |$)`);

/** Whether a unit is an amount of money (`USD`, `USD per share`). */
export function isMoney(unit: string): boolean {
  return moneyPattern.test(unit);
}
