import { contentStems, copiedStretches, hasName, haystackOf, namesIn } from "../../evidence/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { languageBySigns } from "../extractive/language.ts";
import { contentText } from "./evidence-list.ts";
import { holdsAddress } from "./own-words.ts";

/** What a sentence is held against. */
export interface SpeaksOfOptions {
  /** Share of its words that its evidence must have where both speak the same language. */
  readonly least: number;
  /** BCP 47 tag of the report. */
  readonly language: string;
  /** What no stranger wrote. */
  readonly trusted: readonly string[];
  /** Strangers' texts that the writer saw too and that the sentence does not cite. */
  readonly beside?: readonly string[];
}

/**
 * Whether a sentence speaks of the evidence that it cites: at least a share of its words stands there.
 *
 * Contract: a source's title is no evidence; a writer and a judge who were talked round by one text cannot hang its words
 * on another. Across languages words cannot be compared: then a sentence holds no address, copies nothing that it does not
 * cite, and shares a number or name with its evidence or a word with the question, or has neither number nor name to
 * share; what it means is the judge's to say.
 */
export function speaksOf(sentence: string, views: readonly EvidenceView[], options: SpeaksOfOptions): boolean {
  if (views.length === 0) return true;
  if (views.some((view) => isForeign(view, options.language))) {
    const { isFree, isAnchored, isBare } = acrossLanguages(sentence, views, options);
    return isFree && (isAnchored || isBare);
  }
  const words = new Set(views.flatMap(({ evidence }) => contentStems(contentText(evidence))));
  const stems = [...new Set(contentStems(sentence))];
  const shared = stems.filter((stem) => words.has(stem)).length;
  return shared >= stems.length * options.least || sharesNumbers(sentence, views);
}

/** Whether nothing but its meaning ties a sentence to its evidence; who judges it should see nothing else. */
export function isBlind(sentence: string, views: readonly EvidenceView[], options: SpeaksOfOptions): boolean {
  return (
    views.some((view) => isForeign(view, options.language)) && !acrossLanguages(sentence, views, options).isAnchored
  );
}

function acrossLanguages(sentence: string, views: readonly EvidenceView[], options: SpeaksOfOptions) {
  const { trusted, language, beside = [] } = options;
  const texts = [...views.map(({ evidence }) => contentText(evidence)), ...trusted];
  const told = numbersIn(sentence).filter((number) => number.length > 1);
  const known = new Set(texts.flatMap(numbersIn));
  const stems = new Set(texts.flatMap((text) => contentStems(text)));
  const names = namesOf(sentence, language);
  const haystack = haystackOf(texts.join("\n"));
  const isAnchored =
    told.some((number) => known.has(number)) ||
    names.some((name) => hasName(name, haystack)) ||
    contentStems(sentence).some((stem) => stems.has(stem) && !/^\d+$/.test(stem));
  const isFree = !holdsAddress(sentence) && copiedStretches(sentence, beside, trusted).length === 0;
  return { isFree, isAnchored, isBare: told.length === 0 && names.length === 0 };
}

/** Fewer numbers may be shared by chance. */
const leastNumbers = 2;

/** Whether all numbers of a sentence, and several, stand in the evidence: rows of a table have few words to share. */
function sharesNumbers(sentence: string, views: readonly EvidenceView[]): boolean {
  const known = new Set(views.flatMap(({ evidence }) => numbersIn(contentText(evidence))));
  const told = new Set(numbersIn(sentence));
  return told.size >= leastNumbers && [...told].every((number) => known.has(number));
}

const numbersIn = (text: string): readonly string[] =>
  (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replace(/[.,]/g, ""));

/** Whether evidence is in another language than the report. Many documents do not tell theirs; then their words do. */
function isForeign({ evidence, source }: EvidenceView, language: string): boolean {
  const own = language.slice(0, 2);
  if (source.language) return source.language.slice(0, 2) !== own;
  const text = `${contentText(evidence)} ${source.title}`;
  const told = languageBySigns(text);
  return told === undefined ? own !== "en" && /\p{Script=Latin}/u.test(text) : told !== own;
}

/** Where every noun has a capital, only names of several words in a row or with capitals inside are told from them. */
const nounsHaveCapitals = /^(?:de|lb)\b/;
const sureName = /^\p{Lu}[\p{L}\p{N}&.-]*(?:\s\p{Lu}[\p{L}\p{N}&.-]*)+$|\p{Ll}\p{Lu}|^\p{Lu}{2,}$/u;
const latinName = /(?<![A-Za-z])[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*/g;

/** Names as they can be told in a language; in Chinese those in Latin letters. */
function namesOf(sentence: string, language: string): readonly string[] {
  if (/[\p{Script=Han}\p{Script=Arabic}]/u.test(sentence)) return sentence.match(latinName) ?? [];
  const names = namesIn(sentence);
  return nounsHaveCapitals.test(language) ? names.filter((name) => sureName.test(name)) : names;
}

/**
 * Whether every name in a sentence stands in the evidence that it cites, in its source or in what no stranger wrote.
 *
 * Contract: a judge's word does not bring in a name; in scripts without capitals there are none to be found, and in German
 * a word of a name is enough, since nouns stand beside it with capitals too.
 */
export function namesKnown(
  sentence: string,
  views: readonly EvidenceView[],
  { trusted, language }: Pick<SpeaksOfOptions, "trusted" | "language">,
): boolean {
  const hasNouns = nounsHaveCapitals.test(language);
  const names = hasNouns ? namesOf(sentence, language) : namesIn(sentence);
  if (names.length === 0) return true;
  const texts = views.flatMap(({ evidence, source: { title, site, authors } }) => {
    const { content, locator, quantities = [] } = evidence;
    const around = content.type === "quote" ? [content.prefix, content.suffix] : [];
    const entities = quantities.map(({ entity }) => entity);
    return [contentText(evidence), ...around, ...entities, locator.section, title, site, ...authors];
  });
  const haystack = haystackOf([...texts, ...trusted].filter((text) => text !== undefined).join("\n"));
  const isKnown = (name: string): boolean =>
    hasName(name, haystack) || (hasNouns && contentStems(name).some((stem) => haystack.has(stem)));
  return names.every(isKnown);
}
