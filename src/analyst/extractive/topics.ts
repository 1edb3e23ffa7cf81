import { synonymsOf } from "./thesaurus.ts";
import { contentTerms, labelTerms } from "./words.ts";

/** A topic as it is looked for in labels: its own words, and other words for it. */
export interface TopicMatcher {
  readonly topic: string;
  readonly variants: readonly TopicVariant[];
}

interface TopicVariant {
  readonly terms: ReadonlySet<string>;
  /** 1 for the topic's own words, less for synonyms. */
  readonly weight: number;
  /** Words that must stand around the label: "nuclear energy" in a table about "electricity generation". */
  readonly around?: ReadonlySet<string>;
}

/** Words of labels that narrow nothing: a label may have them, or lack them, and still be the topic. */
export const lightTerms: ReadonlySet<string> = labelTerms(
  "total consolidated overall reported segment figures position positions level levels amount amounts unaudited value number numbers concentration concentrations group company gesamt summe insgesamt totale",
);

const synonymWeight = 0.93;
const maxSynonyms = 16;
/** A label that says only what the measure is split by. */
const partWeight = 0.95;

/** Prepares a topic for matching against row labels, headers and headings. */
export function topicMatcher(topic: string): TopicMatcher {
  const own = { terms: labelTerms(topic), weight: 1 };
  const synonyms = synonymsOf(topic, maxSynonyms);
  const whole = synonyms.map((words) => ({ terms: labelTerms(withoutBrackets(words)), weight: synonymWeight }));
  const inside = innerPhrases(topic).flatMap(({ phrase, rest }) =>
    synonymsOf(phrase, maxSynonyms).map((words) => ({
      terms: labelTerms(`${rest} ${withoutBrackets(words)}`),
      weight: synonymWeight,
    })),
  );
  // A measure with a name of its own ("cash flow from operations") is no measure split by something.
  if (synonyms.length > 0) return { topic, variants: [own, ...whole, ...inside] };
  const [, head, tail] = /^(.+)\s(?:from|by|aus|von|par|por)\s(.+)$/iu.exec(topic) ?? [];
  const saysMeasure = tail !== undefined && innerPhrases(tail).some(({ phrase }) => synonymsOf(phrase, 1).length > 0);
  const parts =
    head && tail
      ? [{ terms: labelTerms(tail), weight: partWeight, ...(!saysMeasure && { around: labelTerms(head) }) }]
      : [];
  return { topic, variants: [own, ...whole, ...inside, ...parts] };
}

/** "AWS segment revenue" → phrase "revenue", rest "AWS segment". */
function innerPhrases(topic: string): readonly { phrase: string; rest: string }[] {
  const words = topic.split(/\s+/);
  if (words.length < 2) return [];
  return [1, 2, 3]
    .filter((size) => size < words.length)
    .map((size) => ({ phrase: words.slice(-size).join(" "), rest: words.slice(0, -size).join(" ") }));
}

/**
 * How well a label path names the topic, 0 to 1: 1 for the same words, less for synonyms and for words beside it.
 *
 * Contract: 0 unless every meaningful word of one variant stands in the path; brackets such as "(loss)" count little;
 * `context` holds the words of the caption and headings above.
 */
export function labelScore(
  matcher: TopicMatcher,
  path: readonly string[],
  context: ReadonlySet<string> = new Set(),
): number {
  const own = labelTerms(withoutBrackets(path.at(-1) ?? ""));
  const all = new Set(path.flatMap((part) => [...labelTerms(withoutBrackets(part))]));
  const around = new Set([...all, ...context]);
  const fitting = matcher.variants.filter((variant) => !variant.around || standsAround(variant.around, around));
  return Math.max(
    0,
    ...fitting.map((variant) => variantScore(variant, own, withMeasure({ variant, own, all, context }))),
  );
}

/** Measures that a caption names for all its rows: "iPhone" in a table of net sales is iPhone net sales. */
const captionMeasures: ReadonlySet<string> = labelTerms(
  "net sales revenue revenues turnover umsatz ventas exports imports production generation consumption",
);

/** The words of a path and, where the row's own label has all else, the measure that stands above its table. */
function withMeasure(given: {
  readonly variant: TopicVariant;
  readonly own: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  readonly context: ReadonlySet<string>;
}): ReadonlySet<string> {
  const { own, all, context } = given;
  const missing = [...given.variant.terms].filter((term) => !all.has(term) && !lightTerms.has(term));
  const others = [...given.variant.terms].filter((term) => !missing.includes(term) && !lightTerms.has(term));
  const isCaption = missing.length > 0 && missing.every((term) => captionMeasures.has(term) && context.has(term));
  return isCaption && others.length > 0 && others.every((term) => own.has(term)) ? new Set([...all, ...missing]) : all;
}

/** At least half of the words; "net generation" is enough for "electricity generation". */
function standsAround(wanted: ReadonlySet<string>, found: ReadonlySet<string>): boolean {
  return [...wanted].filter((term) => found.has(term)).length * 2 >= wanted.size;
}

function variantScore({ terms, weight }: TopicVariant, own: ReadonlySet<string>, all: ReadonlySet<string>): number {
  const heavy = [...terms].filter((term) => !lightTerms.has(term));
  const needed = heavy.length > 0 ? heavy : [...terms];
  if (needed.length === 0 || !needed.every((term) => all.has(term))) return 0;
  const missingLight = [...terms].filter((term) => !all.has(term)).length;
  const besideOwn = [...own].filter((term) => !terms.has(term));
  const besidePath = [...all].filter((term) => !terms.has(term) && !own.has(term) && !lightTerms.has(term));
  const inOwn = needed.every((term) => own.has(term));
  const lightBeside = besideOwn.filter((term) => lightTerms.has(term)).length;
  const heavyBeside = besideOwn.length - lightBeside;
  // One word of another way to say it ("sales") means something else in most company: "cost of sales".
  const besideCost = terms.size === 1 && weight === synonymWeight ? 0.35 : 0.16;
  const penalty =
    0.03 * missingLight +
    0.02 * lightBeside +
    besideCost * heavyBeside +
    (inOwn && isTurnedAround(needed, own) ? 0.3 : 0) +
    0.05 * Math.min(3, besidePath.length) +
    (inOwn ? 0 : 0.08);
  return Math.max(0, weight - penalty);
}

/** "Other income, net" is no net income. */
function isTurnedAround(needed: readonly string[], own: ReadonlySet<string>): boolean {
  const [first = "", second = "", ...others] = needed;
  const order = [...own];
  return second !== "" && others.length === 0 && order.indexOf(first) > order.indexOf(second);
}

function withoutBrackets(label: string): string {
  const bare = label.replace(/\([^)]*\)/g, " ").trim();
  return bare === "" ? label : bare;
}

/** Words of a short topic must stand this close, or they mean something else ("operating systems … income"). */
const closeWords = 1;
const shortTopic = 3;

/** How well a text speaks of the topic, 0 to 1: the best variant's share of words; short variants as a phrase. */
export function topicContainment(matcher: TopicMatcher, terms: readonly string[]): number {
  const [own] = matcher.variants;
  const phrases = matcher.variants.filter(
    (variant) => variant === own || variant.terms.size > 1 || own?.terms.size === 1,
  );
  return Math.max(0, ...phrases.map((variant) => spokenOf(variant, { terms, isOwn: variant === own })));
}

function spokenOf(
  { terms: wanted, weight }: TopicVariant,
  { terms, isOwn }: { terms: readonly string[]; isOwn: boolean },
): number {
  const heavy = [...wanted].filter((term) => !lightTerms.has(term));
  // "Stock levels" are inventories; "stock" alone is not.
  const needed = heavy.length > 1 || (isOwn && heavy.length > 0) ? heavy : [...wanted];
  const found = needed.filter((term) => terms.includes(term));
  if (needed.length === 0 || found.length === 0) return 0;
  if (needed.length > shortTopic) return (weight * found.length) / needed.length;
  if (found.length === needed.length && standClose(needed, terms)) return weight;
  // All of three words mean the topic in any order; two words apart seldom do.
  const apart = needed.length > 2 ? 0.7 : 0.45;
  return (weight * apart * found.length) / needed.length;
}

/** In the order of the phrase: "other income/(expense), net" is not net income. */
function standClose(needed: readonly string[], terms: readonly string[]): boolean {
  return terms.some((term, start) => {
    if (term !== needed[0]) return false;
    let at = start;
    for (const wanted of needed.slice(1)) {
      at = terms.indexOf(wanted, at + 1);
      if (at < 0 || at > start + needed.length - 1 + closeWords) return false;
    }
    return true;
  });
}

/** Whether a sentence names the topic: all words of one variant, and what must stand around it. */
export function namesTopic({ variants }: TopicMatcher, terms: readonly string[]): boolean {
  const found = new Set(terms);
  return variants.some(({ terms: wanted, around }) => {
    const heavy = [...wanted].filter((term) => !lightTerms.has(term));
    return heavy.length > 0 && heavy.every((term) => found.has(term)) && (!around || standsAround(around, found));
  });
}

/** Whether the topic stands in the text word for word. */
export function saysTopic(matcher: TopicMatcher, text: string): boolean {
  return text.toLowerCase().includes(matcher.topic.toLowerCase());
}

/** All words of a topic and its synonyms, for ranking. */
export function topicTerms(matcher: TopicMatcher): ReadonlySet<string> {
  return new Set(matcher.variants.slice(0, 4).flatMap(({ terms }) => [...terms]));
}

/** The content words of a topic as it was asked, without those that may stand for it. */
export function ownTerms(matcher: TopicMatcher): readonly string[] {
  return contentTerms(matcher.topic);
}
