/** What a claim says of two or more cited numbers held against each other: which is more, and whose is the most. */
import type { Quantity } from "../report/index.ts";
import { findDates } from "./dates.ts";
import { isNegated } from "./direction.ts";
import { mentionsOf } from "./name-mentions.ts";
import { printQuantity } from "./print-quantity.ts";
import type { Passage } from "./standing.ts";
import type { Settled } from "./support-context.ts";

type Way = "more" | "less";

/** Comparatives that a "than" follows. */
const comparatives: readonly (readonly [way: Way, pattern: RegExp])[] = [
  [
    "more",
    /(?<!\p{L})(?:more|higher|greater|larger|bigger|höhere?[nrsm]?|mehr|größere?[nrsm]?|plus|supérieure?s?|mayor(?:es)?|más|superior(?:es)?)(?!\p{L})/iu,
  ],
  [
    "less",
    /(?<!\p{L})(?:less|lower|fewer|smaller|niedrigere?[nrsm]?|weniger|geringere?[nrsm]?|kleinere?[nrsm]?|moins|inférieure?s?|menor(?:es)?|menos|inferior(?:es)?)(?!\p{L})/iu,
  ],
];
const than = /(?<!\p{L})(?:than|als|que|à|a)(?!\p{L})/iu;
/** Words between the two that need no "than". */
const relations: readonly (readonly [way: Way, pattern: RegExp])[] = [
  [
    "more",
    /(?<!\p{L})(?:exceed(?:s|ed)?|surpass(?:es|ed)?|topp?(?:s|ed)|above|übertr(?:ifft|af)|überst(?:eigt|ieg)|dépass(?:e|ait|ent)|superó)(?!\p{L})|高于|超过|多于/iu,
  ],
  ["less", /(?<!\p{L})(?:trail(?:s|ed)?|lagg(?:s|ed)|below)(?!\p{L})|低于|少于/iu],
];
/** "More than 30": compares with a number, not with the other side. */
const bounds =
  /(?<!\p{L})(?:more|less|fewer|higher|lower|mehr|weniger|plus|moins|más|menos)\s(?:than|als|de|que)\s(?=(?:about\s|twice|half)?[\p{Sc}\d])/giu;
/** What grew more is another comparison than what is more. */
const aboutChange =
  /(?<!\p{L})(?:gr[eo]w\p{L}*|r[io]s(?:e|en|es|ing)|increas\p{L}*|declin\p{L}*|f[ea]ll(?:s|en|ing)?|dropp?\p{L}*|chang\p{L}*|faster|slower|wuchs\p{L}*|wachs\p{L}*|stieg\p{L}*|sank\p{L}*|augment\p{L}*|baiss\p{L}*|crec\p{L}*|aument\p{L}*)(?!\p{L})|增|降|减/iu;

/** One of the two that a claim compares, with where it is named and its cited number. */
interface Side {
  readonly start: number;
  readonly end: number;
  readonly quantity: Quantity;
}

/**
 * A claim that one of two cited numbers is more than the other, where it is less.
 *
 * Contract: undefined unless the evidence is two typed numbers of one unit that only their entity, their measure or
 * their period tells apart, each named once by the claim; a claim that denies or tells of growth is left to who can read.
 */
export function judgeCompared(claim: string, passages: readonly Passage[], language?: string): Settled | undefined {
  const [first, second, ...rest] = numbersOf(passages);
  if (!first || !second || rest.length > 0 || first.unit !== second.unit) return undefined;
  if (aboutChange.test(claim) || isNegated(claim, language)) return undefined;
  const sides = sidesOf(claim, [first, second], language);
  const way = sides && wayBetween(claim, sides);
  if (!sides || !way) return undefined;
  const [left, right] = sides.map(({ quantity }) => quantity);
  if (!left || !right) return undefined;
  const holds = way === "more" ? left.value >= right.value : left.value <= right.value;
  if (holds) return undefined;
  const reason = `The claim says “${way}”, the cited numbers are ${printQuantity(left)} and ${printQuantity(right)}.`;
  return { support: "contradicted", step: "numbers", reason };
}

/** All typed numbers of the evidence, each once. */
function numbersOf(passages: readonly Passage[]): readonly Quantity[] {
  const keyOf = ({ value, unit, entity, period, metric }: Quantity) => [value, unit, entity, period, metric].join("|");
  return [...new Map(passages.flatMap(({ quantities }) => quantities).map((one) => [keyOf(one), one])).values()];
}

const sameMeasure = (first: Quantity, second: Quantity): boolean =>
  first.unit === second.unit && first.metric === second.metric;

function sidesOf(
  claim: string,
  numbers: readonly [Quantity, Quantity],
  language: string | undefined,
): readonly Side[] | undefined {
  const [first, second] = numbers;
  const apart = (["entity", "metric", "periodEnd"] as const).filter((key) => first[key] !== second[key]);
  const [key] = apart;
  if (key === undefined || apart.length > 1) return undefined;
  const places = numbers.map((quantity) =>
    key === "periodEnd"
      ? findDates(claim, language).filter(({ iso }) => quantity.periodEnd?.startsWith(iso))
      : mentionsOf(namesOf(quantity[key]), claim),
  );
  if (places.some((found) => found.length !== 1)) return undefined;
  const sides = places.flatMap((found, index) =>
    found.map(({ start, end }) => ({ start, end, quantity: index === 0 ? first : second })),
  );
  return sides.sort((a, b) => a.start - b.start);
}

const namesOf = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);

/** What the side named first is said to be, held against the other. */
function wayBetween(claim: string, [left, right]: readonly Side[]): Way | undefined {
  if (!left || !right) return undefined;
  const before = claim.slice(0, left.start).replace(bounds, " ");
  const between = claim.slice(left.end, right.start).replace(bounds, " ");
  const related = relations.filter(([, pattern]) => pattern.test(between));
  const at = between.search(than);
  const compared =
    at < 0 ? [] : comparatives.filter(([, pattern]) => pattern.test(`${before} | ${between.slice(0, at)}`));
  const ways = new Set([...related, ...compared].map(([way]) => way));
  const [way] = ways;
  return ways.size === 1 ? way : undefined;
}

const extremes: readonly (readonly [way: Way, pattern: RegExp])[] = [
  ["more", /(?<!\p{L})(?:highest|largest|biggest|greatest|höchste[nrsm]?|größte[nrsm]?)(?!\p{L})/iu],
  ["less", /(?<!\p{L})(?:lowest|smallest|niedrigste[nrsm]?|kleinste[nrsm]?|geringste[nrsm]?)(?!\p{L})/iu],
];
/** "One of the highest", "the second highest", "its highest ever" are of another kind. */
const otherKind =
  /(?<!\p{L})(?:one of|among|second|third|fourth|\d+(?:st|nd|rd|th)|its|ever|since|record|ein[er]*\sder|zweit\p{L}*|dritt\p{L}*)(?!\p{L})/iu;

/**
 * A claim that one of several cited entities has the most or the least, where another has.
 *
 * Contract: undefined unless all cited numbers are of one measure, unit and period and the claim names one entity only.
 */
export function judgeRanked(claim: string, passages: readonly Passage[], language?: string): Settled | undefined {
  const [way] = extremes.find(([, pattern]) => pattern.test(claim)) ?? [];
  const numbers = numbersOf(passages);
  const [first] = numbers;
  if (!way || !first || otherKind.test(claim) || isNegated(claim, language)) return undefined;
  const entities = numbers.flatMap(({ entity }) => entity ?? []);
  const isOneMeasure = numbers.every((one) => sameMeasure(first, one) && one.periodEnd === first.periodEnd);
  if (!isOneMeasure || new Set(entities).size < 2 || entities.length < numbers.length) return undefined;
  const named = new Set(mentionsOf(entities, claim).map(({ of }) => of));
  const own = numbers.find(({ entity }) => named.has(entity ?? ""));
  if (named.size !== 1 || !own) return undefined;
  const values = numbers.map(({ value }) => value);
  const most = way === "more" ? Math.max(...values) : Math.min(...values);
  if (own.value === most) return undefined;
  const other = numbers.find(({ value }) => value === most)?.entity ?? "";
  return { support: "contradicted", step: "numbers", reason: `Of those cited, that is ${other}.` };
}
