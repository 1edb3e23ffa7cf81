import { blockText } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { groupBy } from "./group-by.ts";

/** A quarter as a company counts it: its first quarter of 2023 may end in December 2022. */
export interface QuarterLabel {
  /** The company's fiscal year, four digits. */
  readonly year: number;
  readonly quarter: number;
}

const ordinals = ["first", "second", "third", "fourth"] as const;
const year = "(?:FY\\s?|fiscal\\s+(?:year\\s+)?)?['’]?((?:19|20)?\\d\\d)";
const pattern = new RegExp(
  [
    `\\b(${ordinals.join("|")})\\s+(?:fiscal\\s+)?quarter\\s+(?:of\\s+)?(?:the\\s+)?${year}(?!\\d)`,
    `\\bQ([1-4])[\\s_-]*(?:of\\s+)?${year}(?!\\d)`,
    `(?<![\\d.])((?:19|20)\\d\\d)[\\s_-]*Q([1-4])(?!\\d)`,
    `\\b([1-4])Q[\\s_-]?${year}(?!\\d)`,
  ].join("|"),
  "giu",
);

/** Quarters that a text names ("Q1 2023", "2023 Q1", "first quarter of fiscal 2023", "1Q23"), in order. */
export function quartersIn(text: string): readonly QuarterLabel[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [, word, wordYear, q, qYear, yearFirst, qLast, short, shortYear] = match;
    const quarter = word
      ? ordinals.indexOf(word.toLowerCase() as (typeof ordinals)[number]) + 1
      : Number(q ?? qLast ?? short);
    return { quarter, year: fullYear(wordYear ?? qYear ?? yearFirst ?? shortYear ?? "") };
  });
}

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

/** A quarter said no more than this share as often as the one said oftenest is only compared with or looked to. */
const frequentShare = 0.5;
const minMentions = 2;
const known = new WeakMap<StoredSource["parsed"], QuarterLabel | undefined>();

/**
 * The quarter a source reports, in its company's own count: as its title or file name says, else the latest of those
 * that its text speaks of most.
 */
export function quarterOf({ source, parsed }: StoredSource): QuarterLabel | undefined {
  if (known.has(parsed)) return known.get(parsed);
  const [named] = quartersIn(`${source.title} ${source.path?.split(/[\\/]/u).at(-1) ?? source.url ?? ""}`);
  const label = named ?? oftenest(quartersIn(parsed.blocks.map(blockText).join("\n")));
  known.set(parsed, label);
  return label;
}

function oftenest(labels: readonly QuarterLabel[]): QuarterLabel | undefined {
  const groups = [...groupBy(labels, keyOf).values()];
  const most = Math.max(0, ...groups.map(({ length }) => length));
  const frequent = groups.filter(({ length }) => length >= minMentions && length > most * frequentShare);
  return frequent.map(([label]) => label).sort((a, b) => orderOf(b) - orderOf(a))[0];
}

const orderOf = (label: QuarterLabel | undefined): number => (label ? label.year * 4 + label.quarter : 0);
const keyOf = ({ year: of, quarter }: QuarterLabel): string => `${of} ${quarter}`;

/** Whether two labels name one quarter of one company's count; an unknown label equals nothing, not even another. */
export const sameQuarter = (a: QuarterLabel | undefined, b: QuarterLabel | undefined): boolean =>
  a !== undefined && b !== undefined && keyOf(a) === keyOf(b);
