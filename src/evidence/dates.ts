import { foldDigits, hasDecimalComma } from "./numerals.ts";

/** A date in a text. `iso` is as precise as the text: `2023`, `2023-07`, `2023-07-01`; a span is named by its end. */
export interface FoundDate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly iso: string;
  readonly precision: "day" | "month" | "quarter" | "half" | "year" | "decade" | "month-day";
  /** Said to be of a fiscal year, whose end the text does not give. */
  readonly fiscal?: boolean;
}

type Reading = Pick<FoundDate, "iso" | "precision" | "fiscal"> | undefined;

interface DateRule {
  readonly pattern: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>, language: string | undefined): Reading;
}

const monthLanguages = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "ru"];
const year = "(?<year>1[0-9]{3}|20[0-9]{2}|21[0-9]{2})";
const ordinals: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: 4 };

let cachedMonths: ReadonlyMap<string, number> | undefined;
let cachedRules: readonly DateRule[] | undefined;

/**
 * Dates, months, quarters, halves, fiscal years, decades and years of a text, in order and without overlap.
 *
 * Contract: offsets are those of `text`; impossible dates (31 June) are not dates; a bare four-digit number is a year
 * from 1500 to 2100 only where its neighbours allow it.
 */
export function findDates(text: string, language?: string): readonly FoundDate[] {
  const folded = foldDigits(text);
  const found: FoundDate[] = [];
  cachedRules ??= dateRules();
  for (const rule of cachedRules) {
    for (const match of folded.matchAll(rule.pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const reading = rule.read(match.groups ?? {}, language);
      if (reading) found.push({ text: text.slice(start, end), start, end, ...reading });
    }
  }
  return [...found, ...bareYears(folded, text, found)].sort((a, b) => a.start - b.start);
}

/** Month names and abbreviations of common languages, in lower case and without points. */
function months(): ReadonlyMap<string, number> {
  if (cachedMonths) return cachedMonths;
  const names = new Map<string, number>();
  for (const language of monthLanguages) {
    for (let month = 0; month < 12; month++) {
      const date = new Date(Date.UTC(2023, month, 15));
      for (const style of ["long", "short"] as const) {
        const forms = [
          new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" }).format(date),
          new Intl.DateTimeFormat(language, { month: style, day: "numeric", timeZone: "UTC" })
            .formatToParts(date)
            .find((part) => part.type === "month")?.value,
        ];
        for (const form of forms) {
          const name = form?.toLowerCase().replace(/\./g, "") ?? "";
          if (/^\p{L}{3,}$/u.test(name) && !names.has(name)) names.set(name, month + 1);
        }
      }
    }
  }
  cachedMonths = names.set("sept", 9);
  return cachedMonths;
}

const pad = (value: string | number): string => String(value).padStart(2, "0");

function dayOf(yearText: string | undefined, month: number | undefined, dayText: string | undefined): Reading {
  const day = Number(dayText);
  if (!yearText || !month || month > 12 || day < 1) return undefined;
  if (day > new Date(Date.UTC(Number(yearText), month, 0)).getUTCDate()) return undefined;
  return { iso: `${yearText}-${pad(month)}-${pad(day)}`, precision: "day" };
}

const monthOf = (name: string | undefined): number | undefined =>
  months().get(name?.toLowerCase().replace(/\./g, "") ?? "");

function quarterOf(yearText: string | undefined, quarter: number, fiscal: boolean): Reading {
  if (!yearText || !(quarter >= 1 && quarter <= 4)) return undefined;
  const full = yearText.length === 2 ? `20${yearText}` : yearText;
  return { iso: `${full}-${pad(quarter * 3)}`, precision: "quarter", ...(fiscal && { fiscal }) };
}

function dateRules(): readonly DateRule[] {
  const name = `(?<month>${[...months().keys()].sort((a, b) => b.length - a.length).join("|")})\\.?`;
  const word = "(?<![\\p{L}\\p{N}])";
  const stop = "(?![\\p{L}\\p{N}])";
  const rule = (source: string, read: DateRule["read"]): DateRule => ({
    pattern: new RegExp(`${word}(?:${source})${stop}`, "giu"),
    read,
  });
  return [
    ...numericRules(rule),
    rule(`${name}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+${year}`, (g) => dayOf(g.year, monthOf(g.month), g.day)),
    rule(
      `(?<day>\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?\\s+(?:of\\s+|de\\s+|del\\s+)?${name},?\\s+(?:de\\s+|del\\s+)?${year}`,
      (g) => dayOf(g.year, monthOf(g.month), g.day),
    ),
    rule(`${name},?\\s+(?:of\\s+|de\\s+|del\\s+)?${year}`, (g) => ({
      iso: `${g.year}-${pad(monthOf(g.month) ?? 1)}`,
      precision: "month",
    })),
    ...quarterRules(rule),
    rule(
      `${name}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?|(?<day2>\\d{1,2})(?:\\.|st|nd|rd|th)?\\s+(?:of\\s+|de\\s+)?${name.replace("month", "month2")}`,
      (g) => {
        const month = monthOf(g.month ?? g.month2);
        const reading = dayOf("2024", month, g.day ?? g.day2);
        return reading && { iso: reading.iso.replace("2024", "-"), precision: "month-day" };
      },
    ),
  ];
}

type MakeRule = (source: string, read: DateRule["read"]) => DateRule;

function numericRules(rule: MakeRule): readonly DateRule[] {
  return [
    rule(`${year}[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})`, (g) => dayOf(g.year, Number(g.month), g.day)),
    rule(`(?<first>\\d{1,2})(?<mark>[-/.])(?<second>\\d{1,2})\\k<mark>${year}`, (g, language) => {
      const dayFirst = g.mark === "." || Number(g.first) > 12 || (hasDecimalComma(language) && Number(g.second) <= 12);
      return dayFirst ? dayOf(g.year, Number(g.second), g.first) : dayOf(g.year, Number(g.first), g.second);
    }),
  ].concat(cjkRules());
}

function cjkRules(): readonly DateRule[] {
  const chinese = (source: string, read: DateRule["read"]): DateRule => ({ pattern: new RegExp(source, "gu"), read });
  const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 上: 1, 下: 2 };
  return [
    chinese(`${year}\\s*年\\s*(?<month>\\d{1,2})\\s*月\\s*(?<day>\\d{1,2})\\s*日`, (g) =>
      dayOf(g.year, Number(g.month), g.day),
    ),
    chinese(`${year}\\s*年\\s*(?:度\\s*)?第?(?<quarter>[一二三四1-4])\\s*(?:季度|四半期)`, (g) =>
      quarterOf(g.year, digits[g.quarter ?? ""] ?? Number(g.quarter), false),
    ),
    chinese(`${year}\\s*年\\s*(?<half>[上下])半年`, (g) => ({
      iso: `${g.year}-${g.half === "上" ? "06" : "12"}`,
      precision: "half",
    })),
    chinese(`${year}\\s*年\\s*(?<month>\\d{1,2})\\s*月`, (g) => ({
      iso: `${g.year}-${pad(g.month ?? 1)}`,
      precision: "month",
    })),
    chinese(`${year}\\s*年`, (g) => ({ iso: g.year ?? "", precision: "year" })),
  ];
}

function quarterRules(rule: MakeRule): readonly DateRule[] {
  const fiscal = "(?<fiscal>fiscal\\s+(?:year\\s+)?|fy\\s?)?";
  return [
    rule(`q(?<quarter>[1-4])[\\s,/-]*(?:of\\s+)?${fiscal}['’]?(?<year>(?:1[0-9]|20|21)?\\d{2})`, (g) =>
      quarterOf(g.year, Number(g.quarter), g.fiscal !== undefined),
    ),
    rule(`${fiscal}${year}[\\s,/-]*q(?<quarter>[1-4])`, (g) =>
      quarterOf(g.year, Number(g.quarter), g.fiscal !== undefined),
    ),
    rule(`(?<quarter>[1-4])q['’]?(?<year>(?:20)?\\d{2})`, (g) => quarterOf(g.year, Number(g.quarter), false)),
    rule(`(?<quarter>[1-4])\\.\\s*quartal\\s+${year}`, (g) => quarterOf(g.year, Number(g.quarter), false)),
    rule(
      `(?<quarter>first|second|third|fourth|last)[\\s-]+quarter\\s+(?:of\\s+)?(?:the\\s+)?${fiscal}(?:year\\s+)?${year}`,
      (g) => quarterOf(g.year, ordinals[g.quarter?.toLowerCase() ?? ""] ?? 0, g.fiscal !== undefined),
    ),
    rule(`h(?<half>[12])[\\s,/-]*${year}|(?<word>first|second)\\s+half\\s+of\\s+(?<year2>\\d{4})`, (g) => ({
      iso: `${g.year ?? g.year2}-${g.half === "1" || g.word?.toLowerCase() === "first" ? "06" : "12"}`,
      precision: "half",
    })),
    rule(`(?:fiscal(?:\\s+year)?|fy)\\s*['’]?(?<year>(?:1[5-9]|20|21)?\\d{2})`, (g) => ({
      iso: g.year?.length === 2 ? `20${g.year}` : (g.year ?? ""),
      precision: "year",
      fiscal: true,
    })),
    rule(`(?<decade>1[5-9]|20)(?<tens>\\d)0s`, (g) => ({ iso: `${g.decade}${g.tens}9`, precision: "decade" })),
    rule(`${year}[-–/](?<end>\\d{2})(?![-–/.]\\d)`, (g) => seasonOf(g.year, g.end)),
  ];
}

/** "2021–22" and "2021/22" name a season or fiscal year by its end. */
function seasonOf(start: string | undefined, end: string | undefined): Reading {
  if (!start || !end || Number(end) !== (Number(start) + 1) % 100) return undefined;
  return { iso: String(Number(start) + 1), precision: "year" };
}

const yearLeads =
  /(?:^|[([,;:–-]|\b(?:in|since|from|until|till|by|of|during|and|or|to|between|through|before|after|year|years|early|late|mid|the|its|their|our|for|than|over|ab|seit|bis|im|jahr|von|en|de|depuis|desde|hasta|spring|summer|autumn|fall|winter|calendar|circa|c\.|versus|vs\.?|at|on|an|a|with|was|is))\s*$/iu;

function bareYears(folded: string, text: string, taken: readonly FoundDate[]): readonly FoundDate[] {
  const years: FoundDate[] = [];
  for (const match of folded.matchAll(
    /(?<![\p{L}\p{N}.,$€£¥₹-]|\d[  ])(?:1[5-9]\d\d|20\d\d|2100)(?![\p{N}%‰°$€£¥₹]|[.,]\d|\s?(?:%|percent\b|per cent\b|[kmgt]?wh?\b|km|kg|mb|gb|dollars|euros|usd|eur|million|billion|thousand|mio|mrd|人|円|元))/giu,
  )) {
    const start = match.index;
    const end = start + 4;
    if (taken.some((other) => start < other.end && end > other.start)) continue;
    const follows = /^\s+\p{Ll}{3,}s\b/u.test(folded.slice(end));
    const leads = yearLeads.test(folded.slice(Math.max(0, start - 14), start));
    if (/^[\p{L}]/u.test(folded.slice(end)) || (follows && !leads)) continue;
    years.push({ text: text.slice(start, end), start, end, iso: match[0], precision: "year" });
  }
  return years;
}
