import { monthOf, monthPattern } from "./month-names.ts";
import { hasDecimalComma } from "./numerals.ts";

/** A date in a text. `iso` is as precise as the text: `2023`, `2023-07`, `2023-07-01`; a span is named by its end. */
export interface FoundDate {
  readonly text: string;
  /** UTF-16 offsets, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly iso: string;
  readonly precision: "day" | "month" | "quarter" | "half" | "year" | "decade" | "month-day";
  /** Where a span begins that one expression gives: `2019` in "2019–23", `2023-07-12` in "July 12–14, 2023". */
  readonly from?: string;
  /** Said to be of a fiscal year, whose end the text does not give. */
  readonly fiscal?: boolean;
}

type Reading = Pick<FoundDate, "iso" | "precision" | "from" | "fiscal"> | undefined;
type Groups = Readonly<Record<string, string | undefined>>;

/** One notation of dates; `read` answers undefined where the digits are no date. */
export interface DateRule {
  readonly pattern: RegExp;
  /** Whether the notation names a month in letters. */
  readonly named?: boolean;
  read(groups: Groups, language: string | undefined): Reading;
}

type MakeRule = (source: string, read: DateRule["read"]) => DateRule;

const year = "(?<year>1[0-9]{3}|20[0-9]{2}|21[0-9]{2})";
const ordinalDay = "(?:st|nd|rd|th|er|º|°|\\.)?";
const of = "(?:of\\s+|de\\s+|del\\s+)?";
const month = monthPatternOnce("month");
/** What a date cannot stand right beside: Chinese, Japanese and Korean part no words from digits. */
const joined = "(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}])[\\p{L}\\p{N}]";
let cachedRules: readonly DateRule[] | undefined;

function monthPatternOnce(group: string): () => string {
  let pattern: string | undefined;
  return () => {
    pattern ??= monthPattern(group);
    return pattern;
  };
}

/** The notations of dates, those that take in more text first. */
export function dateRules(): readonly DateRule[] {
  const rule: MakeRule = (source, read) => ({
    pattern: new RegExp(`(?<!${joined})(?:${source})(?!${joined})`, "giu"),
    read,
  });
  cachedRules ??= [
    ...numericRules(rule),
    ...cjkRules(),
    ...dayRules(rule).map(withName),
    ...quarterRules(rule),
    ...monthRules(rule).map(withName),
    ...yearRules(rule),
    withName(monthDayRule(rule)),
  ];
  return cachedRules;
}

const withName = (rule: DateRule): DateRule => ({ ...rule, named: true });

const pad = (value: string | number): string => String(value).padStart(2, "0");

/** Two digits are of this century up to 69, as in POSIX `strptime`. */
function fullYear(text: string | undefined): string | undefined {
  if (text?.length !== 2) return text;
  return Number(text) < 70 ? `20${text}` : `19${text}`;
}

function dayOf(yearText: string | undefined, monthNumber: number | undefined, dayText: string | undefined): Reading {
  const day = Number(dayText);
  const full = fullYear(yearText);
  if (!full || !monthNumber || monthNumber > 12 || !(day >= 1)) return undefined;
  if (day > new Date(Date.UTC(Number(full), monthNumber, 0)).getUTCDate()) return undefined;
  return { iso: `${full}-${pad(monthNumber)}-${pad(day)}`, precision: "day" };
}

function monthReading(yearText: string | undefined, monthNumber: number | undefined): Reading {
  const full = fullYear(yearText);
  if (!full || !monthNumber || monthNumber > 12) return undefined;
  return { iso: `${full}-${pad(monthNumber)}`, precision: "month" };
}

const since = (reading: Reading, first: Reading): Reading =>
  reading && first && first.iso < reading.iso ? { ...reading, from: first.iso } : undefined;

function numericRules(rule: MakeRule): readonly DateRule[] {
  const ymd: DateRule["read"] = (g) => dayOf(g.year, Number(g.month), g.day);
  return [
    // A time of day may follow: "2023-07-01T12:00:00Z".
    {
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])${year}-(?<month>\\d{2})-(?<day>\\d{2})(?=T\\d{2}:\\d{2})`, "giu"),
      read: ymd,
    },
    rule(`${year}[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})`, ymd),
    rule(`(?<first>\\d{1,2})(?<mark>[-/.])(?<second>\\d{1,2})\\k<mark>${year}`, (g, language) => {
      const dayFirst = g.mark === "." || Number(g.first) > 12 || (hasDecimalComma(language) && Number(g.second) <= 12);
      return dayFirst ? dayOf(g.year, Number(g.second), g.first) : dayOf(g.year, Number(g.first), g.second);
    }),
    rule("(?<day>\\d{1,2})\\.(?<month>\\d{2})\\.(?<short>\\d{2})(?![.\\d])", (g, language) =>
      hasDecimalComma(language) ? dayOf(g.short, Number(g.month), g.day) : undefined,
    ),
    rule(`(?<![/\\d-])(?<month>0?[1-9]|1[0-2])/${year}(?!/)`, (g) => monthReading(g.year, Number(g.month))),
  ];
}

function cjkRules(): readonly DateRule[] {
  const rule: MakeRule = (source, read) => ({ pattern: new RegExp(source, "gu"), read });
  const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4 };
  const begin = `${year}\\s*[年년]\\s*`;
  return [
    rule(`${begin}(?<month>\\d{1,2})\\s*[月월]\\s*(?<day>\\d{1,2})\\s*[日일]`, (g) =>
      dayOf(g.year, Number(g.month), g.day),
    ),
    rule(`${begin}(?:度\\s*)?第?(?<quarter>[一二三四1-4])\\s*(?:季度|四半期|분기)`, (g) =>
      quarterOf(g.year, digits[g.quarter ?? ""] ?? Number(g.quarter), false),
    ),
    rule(`${begin}(?<half>[上下상하])(?:半年|반기)`, (g) =>
      halfOf(g.year, /[上상]/u.test(g.half ?? "") ? 1 : 2, false),
    ),
    rule(`${begin}(?<first>\\d{1,2})[月월]?\\s?[-–~至到]\\s?(?<month>\\d{1,2})\\s*[月월]`, (g) =>
      since(monthReading(g.year, Number(g.month)), monthReading(g.year, Number(g.first))),
    ),
    rule(`${begin}(?<month>\\d{1,2})\\s*[月월]`, (g) => monthReading(g.year, Number(g.month))),
    rule(`${year}\\s*[年년]`, (g) => ({ iso: g.year ?? "", precision: "year" })),
  ];
}

const dash = "\\s?(?:-|–|—|to|and|bis|au|al|und|et|y|e)\\s?";

function dayRules(rule: MakeRule): readonly DateRule[] {
  const name = month();
  const dayMonth = (g: Groups, language: string | undefined, day = g.day): Reading =>
    dayOf(g.year, monthOf(g.month, language), day);
  return [
    rule(`${name}\\s+(?<first>\\d{1,2})${dash}(?<day>\\d{1,2})${ordinalDay},?\\s+${year}`, (g, language) =>
      since(dayMonth(g, language), dayMonth(g, language, g.first)),
    ),
    rule(
      `(?<first>\\d{1,2})\\.?${dash}(?<day>\\d{1,2})${ordinalDay}\\s+${of}${name},?\\s+${of}${year}`,
      (g, language) => since(dayMonth(g, language), dayMonth(g, language, g.first)),
    ),
    rule(`${name}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+${year}`, dayMonth),
    rule(`(?<day>\\d{1,2})${ordinalDay}\\s+${of}${name},?\\s+${of}${year}`, dayMonth),
    rule(`(?<day>\\d{1,2})[-.]${name}[-.](?<short>\\d{4}|\\d{2})`, (g, language) =>
      dayOf(g.short, monthOf(g.month, language), g.day),
    ),
  ];
}

function monthRules(rule: MakeRule): readonly DateRule[] {
  const name = month();
  const reading: DateRule["read"] = (g, language) => monthReading(g.year ?? g.short, monthOf(g.month, language));
  return [
    rule(`${monthPattern("first")}${dash}${name},?\\s+${of}${year}`, (g, language) =>
      since(reading(g, language), monthReading(g.year, monthOf(g.first, language))),
    ),
    rule(`${name},?\\s+${of}${year}`, reading),
    // Column heads of statements and price lists: "Jul-23", "Jul-2023", "Sept. '23".
    rule(`${name}-(?<short>\\d{4}|\\d{2})|${name.replace("month", "named")}\\s?['’](?<brief>\\d{2})`, (g, language) =>
      monthReading(g.short ?? g.brief, monthOf(g.month ?? g.named, language)),
    ),
  ];
}

function monthDayRule(rule: MakeRule): DateRule {
  return rule(
    `${month()}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?|(?<day2>\\d{1,2})(?:\\.|st|nd|rd|th|er|º|°)?\\s+${of}${monthPattern("month2")}`,
    (g, language) => {
      const name = g.month ?? g.month2;
      // Verbs: "they may 20 times", "to march 10 miles".
      if (name === "may" || name === "march") return undefined;
      const reading = dayOf("2024", monthOf(name, language), g.day ?? g.day2);
      return reading && { iso: reading.iso.replace("2024", "-"), precision: "month-day" };
    },
  );
}

function quarterOf(yearText: string | undefined, quarter: number, fiscal: boolean): Reading {
  const full = fullYear(yearText);
  if (!full || !(quarter >= 1 && quarter <= 4)) return undefined;
  return { iso: `${full}-${pad(quarter * 3)}`, precision: "quarter", ...(fiscal && { fiscal }) };
}

const monthCounts: Readonly<Record<string, number>> = { three: 3, six: 6, nine: 9 };

/** "First nine months of 2023", "9M23": a span from January, or from the start of the fiscal year. */
function firstMonths(g: Groups): Reading {
  const full = fullYear(g.year ?? g.short);
  const count = monthCounts[g.count?.toLowerCase() ?? ""] ?? Number(g.count);
  if (!full || !Number.isFinite(count)) return undefined;
  return {
    iso: `${full}-${pad(count)}`,
    precision: "month",
    from: `${full}-01`,
    ...(g.fiscal !== undefined && { fiscal: true }),
  };
}

function halfOf(yearText: string | undefined, half: number, fiscal: boolean): Reading {
  const full = fullYear(yearText);
  if (!full || !(half === 1 || half === 2)) return undefined;
  return { iso: `${full}-${pad(half * 6)}`, precision: "half", ...(fiscal && { fiscal }) };
}

const ordinals: readonly (readonly [words: RegExp, value: number])[] = [
  [/^(?:first|erste[nsr]?|premier|primer|primo|primeiro|1)/i, 1],
  [/^(?:second|zweite[nsr]?|deuxième|segundo|secondo|2)/i, 2],
  [/^(?:third|dritte[nsr]?|troisième|tercer|terzo|terceiro|3)/i, 3],
  [/^(?:fourth|last|vierte[nsr]?|quatrième|cuarto|quarto|4)/i, 4],
];
const ordinalWords =
  "first|second|third|fourth|last|erste[nsr]?|zweite[nsr]?|dritte[nsr]?|vierte[nsr]?|premier|deuxième|troisième|quatrième|primer|segundo|tercer|cuarto|primo|secondo|terzo|quarto|primeiro|terceiro|[1-4](?:\\.|st|nd|rd|th|er|e|ème|º|°)?";
const fiscal = "(?<fiscal>(?:fiscal|financial)\\s+(?:year\\s+)?|fy\\s?|geschäftsjahr(?:es)?\\s+)?";
/** A year in full, or two digits directly after the quarter, "FY" or an apostrophe. */
const anyYear = "(?:(?<![Qq][1-4]\\s)['’]?(?<short>\\d{2})|(?<year>(?:19|20|21)\\d{2}))";

function quarterRules(rule: MakeRule): readonly DateRule[] {
  const quarter: DateRule["read"] = (g) =>
    quarterOf(g.year ?? g.short, Number(g.quarter ?? g.quarter2), g.fiscal !== undefined);
  return [
    rule(`q(?<quarter>[1-4])[\\s,/-]*(?:of\\s+)?${fiscal}${anyYear}`, quarter),
    rule(`${fiscal}${year}[\\s,/-]*q(?<quarter>[1-4])`, quarter),
    rule(`(?<quarter>[1-4])q[\\s,/-]*${fiscal}${anyYear}`, quarter),
    // French, Spanish, Italian and Portuguese: "T3 2023", "3T23"; "S1 2023", "1S23".
    rule(`(?:t(?<quarter>[1-4])|(?<quarter2>[1-4])t)\\s?(?:${anyYear})`, (g, language) =>
      isRomance(language) ? quarter(g, language) : undefined,
    ),
    rule(`(?:s(?<half>[12])|(?<half2>[12])s)\\s?(?:${anyYear})`, (g, language) =>
      isRomance(language) ? halfOf(g.year ?? g.short, Number(g.half ?? g.half2), false) : undefined,
    ),
    rule(`(?:h(?<half>[12])|(?<half2>[12])h)[\\s,/-]*(?:of\\s+)?${fiscal}${anyYear}`, (g) =>
      halfOf(g.year ?? g.short, Number(g.half ?? g.half2), g.fiscal !== undefined),
    ),
    rule(`(?<count>[369])m[\\s,/-]*(?:of\\s+)?${fiscal}${anyYear}`, firstMonths),
    rule(`first\\s+(?<count>three|six|nine|[369])\\s+months\\s+of\\s+(?:the\\s+)?${fiscal}${year}`, firstMonths),
    rule(
      `(?<ordinal>${ordinalWords})[\\s-]+(?<span>quarter|half|quartals?|halbjahr(?:es)?|trimestre|semestre)\\s+(?:(?:of|in|de|del|des|du|the|jahres)\\s+){0,3}${fiscal}(?:year\\s+)?${year}`,
      ordinalSpan,
    ),
  ];
}

const isRomance = (language: string | undefined): boolean => /^(?:fr|es|it|pt|ca|gl)\b/i.test(language ?? "");

function ordinalSpan(g: Groups): Reading {
  const value = ordinals.find(([words]) => words.test(g.ordinal ?? ""))?.[1] ?? 0;
  const isHalf = /^(?:half|halb|sem)/i.test(g.span ?? "");
  if (isHalf) return halfOf(g.year, value === 4 ? 2 : value, g.fiscal !== undefined);
  return quarterOf(g.year, value, g.fiscal !== undefined);
}

function yearRules(rule: MakeRule): readonly DateRule[] {
  const fiscalYear = "(?:(?:fiscal|financial)(?:\\s+year)?|fy|geschäftsjahr(?:es)?)\\s*['’]?";
  return [
    rule(`${fiscalYear}${year}[-–/](?<end>\\d{2}|\\d{4})`, (g) => {
      const span = spanOf(g.year, g.end);
      return span && { ...span, fiscal: true };
    }),
    rule(
      `${fiscalYear}(?<year>(?:1[5-9]|20|21)?\\d{2})[aefp]?|(?<year2>20\\d{2})\\s+(?:fiscal|financial)\\s+year`,
      (g) => ({
        iso: fullYear(g.year ?? g.year2) ?? "",
        precision: "year",
        fiscal: true,
      }),
    ),
    rule(`(?<decade>1[5-9]|20)(?<tens>\\d)0s|['’](?<nineties>[2-9])0s`, (g) => ({
      iso: g.nineties === undefined ? `${g.decade}${g.tens}9` : `19${g.nineties}9`,
      precision: "decade",
    })),
    // Estimates and forecasts in heads of columns: "2024E", "2025F".
    rule("(?<year>20\\d{2})[EFP]", (g) => ({ iso: g.year ?? "", precision: "year" })),
    rule(`${year}(?<mark>[-–/])(?<end>\\d{2})(?![-–/.]\\d)`, (g) => {
      const isMonth = g.mark !== "–" && /^0[1-9]$|^1[0-2]$/.test(g.end ?? "");
      const span = spanOf(g.year, g.end);
      const isSeason = Number(g.end) === (Number(g.year) + 1) % 100;
      if (isMonth && !isSeason && (!span || g.end?.startsWith("0") || g.mark === "/"))
        return monthReading(g.year, Number(g.end));
      return g.mark === "/" && !isSeason ? undefined : span;
    }),
  ];
}

/** "2021–22", "2019–23": named by its end, which must come later within a century. */
function spanOf(start: string | undefined, end: string | undefined): Reading {
  if (!start || !end) return undefined;
  const century = Number(start.slice(0, 2));
  const turned = end === "00" ? 1 : 0;
  const full = end.length === 4 ? end : `${century + turned}${end}`;
  if (Number(full) <= Number(start)) return undefined;
  return { iso: full, precision: "year", from: start };
}
