import { dateRules, type FoundDate } from "./date-rules.ts";
import { hasMonthName } from "./month-names.ts";
import { foldDigits } from "./numerals.ts";

export type { FoundDate } from "./date-rules.ts";

/**
 * Dates, months, quarters, halves, fiscal years, decades and years of a text, in order and without overlap.
 *
 * Contract: offsets are those of `text`; impossible dates (31 June) are not dates; a bare four-digit number is a year
 * from 1500 to 2100, after words such as "in" from 1000, only where its neighbours allow it.
 */
export function findDates(text: string, language?: string): readonly FoundDate[] {
  const folded = foldDigits(text);
  if (!mayHoldDate.test(folded)) return [];
  const found: FoundDate[] = [];
  const named = hasMonthName(folded);
  for (const rule of dateRules()) {
    if (rule.named && !named) continue;
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

/** Most cells of a table hold nothing that any rule could read. */
const mayHoldDate = /\d{4}|\d['’]?\s?\p{L}|\p{L}['’.-]?\s?['’]?\d|['’]\d0s|\d\.\d\d\.\d\d/u;

/** Words after which a number of four digits is a year, whatever follows. */
const strongLeads =
  /(?:[(–]|\b(?:in|since|until|till|during|year|years|early|late|mid|ab|seit|im|jahr|en|depuis|desde|hasta|spring|summer|autumn|fall|winter|calendar|circa|c\.|ad|anno))\s*$/iu;
const yearLeads =
  /(?:^|[([,;:–-]|\b(?:in|since|from|until|till|by|of|during|and|or|to|between|through|before|after|year|years|early|late|mid|the|its|their|our|for|than|over|ab|seit|bis|im|jahr|von|en|de|depuis|desde|hasta|spring|summer|autumn|fall|winter|calendar|circa|c\.|versus|vs\.?|at|on|an|a|with|was|is))\s*$/iu;
/** "More than 2000 workers", "nearly 1900": counts. */
const countLeads =
  /\b(?:more than|fewer than|less than|nearly|almost|at least|at most|up to|as many as|some|only|mehr als|fast|plus de|más de)\s*$/iu;
/** Plural nouns after a number say what is counted, unless the number is led like a year. */
const countedNoun = /^\s+(?:\p{Ll}+\s+)?(?:\p{Ll}{3,}s|people|men|women|children|sheep|cattle|staff)\b/u;
const notPlurals = /^\s+(?:was|has|is|its|this|as|his|less|plus|across|versus|towards?|perhaps|always|thus)\b/u;
const unitsAfter =
  "%|percent\\b|per cent\\b|[kmgt]?wh?\\b|km|kg|mb|gb|dollars|euros|usd|eur|million|billion|thousand|mio|mrd|人|명|円|元|원";
const bareYear = new RegExp(
  `(?<![\\p{L}\\p{N}.,$€£¥₹]|\\d[\u00a0\u202f]|(?<!\\b(?:1[5-9]\\d\\d|20\\d\\d|mid|early|late|pre|post|end))-)(?:1[0-9]\\d\\d|20\\d\\d|2100)(?![\\p{N}%‰°$€£¥₹]|[.,]\\d|\\s?(?:${unitsAfter}))`,
  "giu",
);

function bareYears(folded: string, text: string, taken: readonly FoundDate[]): readonly FoundDate[] {
  return [...folded.matchAll(bareYear)].flatMap((match): readonly FoundDate[] => {
    const start = match.index;
    const end = start + 4;
    if (taken.some((other) => start < other.end && end > other.start)) return [];
    const around = { before: folded.slice(Math.max(0, start - 16), start), after: folded.slice(end, end + 40) };
    if (!isYear(Number(match[0]), around)) return [];
    return [{ text: text.slice(start, end), start, end, iso: match[0], precision: "year" }];
  });
}

function isYear(value: number, around: { readonly before: string; readonly after: string }): boolean {
  const { before, after } = around;
  if (/^\p{L}/u.test(after) || countLeads.test(before)) return false;
  const strong = strongLeads.test(before);
  if (value < 1500) return strong && /^(?!\s+\p{Ll}{3,}s\b)/u.test(after);
  if (!countedNoun.test(after) || notPlurals.test(after)) return true;
  // "Over 2000 people" counts, "growth over 2019 levels" compares.
  if (value % 100 === 0 && /\bover\s*$/iu.test(before)) return false;
  // "2019 results" opens a sentence about a year; "1600 workers" does not.
  return (
    strong || (value >= 1900 && yearLeads.test(before) && !/\b(?:than|with|of|to|and|or|was|a|an)\s*$/iu.test(before))
  );
}
