import { contentStems, hasName, haystackOf, namesIn } from "../../evidence/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { languageBySigns } from "../extractive/language.ts";
import { contentText } from "./evidence-list.ts";

/** Share of a sentence's words that must stand in its evidence or in the question where the two speak other languages. */
const acrossLanguages = 0.25;

/**
 * Whether at least this share of a sentence's words stands in the evidence that it cites.
 *
 * Contract: a source's title is no evidence; across languages names and numbers, and the words of what no stranger wrote,
 * have to do; a writer and a judge who were talked round by one text cannot hang its words on another.
 */
export function speaksOf(
  sentence: string,
  views: readonly EvidenceView[],
  {
    least,
    language,
    trusted,
  }: { readonly least: number; readonly language: string; readonly trusted: readonly string[] },
): boolean {
  if (views.length === 0) return true;
  const crossesLanguages = views.some((view) => isForeign(view, language));
  const words = new Set(views.flatMap(({ evidence }) => contentStems(contentText(evidence))));
  if (crossesLanguages) for (const text of trusted) for (const stem of contentStems(text)) words.add(stem);
  const stems = [...new Set(contentStems(sentence))];
  const wanted = crossesLanguages ? acrossLanguages : least;
  return (
    stems.filter((stem) => words.has(stem)).length >= stems.length * wanted ||
    sharesNumbers(sentence, views, crossesLanguages ? 1 : leastNumbers)
  );
}

/** Fewer numbers may be shared by chance; across languages there is often no more to compare. */
const leastNumbers = 2;

/** Whether all numbers of a sentence, and several, stand in the evidence: rows of a table have few words to share. */
function sharesNumbers(sentence: string, views: readonly EvidenceView[], least: number): boolean {
  const known = new Set(views.flatMap(({ evidence }) => numbersIn(contentText(evidence))));
  const told = new Set(numbersIn(sentence));
  return told.size >= least && [...told].every((number) => known.has(number));
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

/**
 * Whether every name in a sentence stands in the evidence that it cites, in its source or in what no stranger wrote.
 *
 * Contract: a judge's word does not bring in a name; in scripts without capitals there are none to be found.
 */
export function namesKnown(sentence: string, views: readonly EvidenceView[], trusted: readonly string[]): boolean {
  const names = namesIn(sentence);
  if (names.length === 0) return true;
  const texts = views.flatMap(({ evidence, source: { title, site, authors } }) => {
    const { content, locator, quantities = [] } = evidence;
    const around = content.type === "quote" ? [content.prefix, content.suffix] : [];
    const entities = quantities.map(({ entity }) => entity);
    return [contentText(evidence), ...around, ...entities, locator.section, title, site, ...authors];
  });
  const haystack = haystackOf([...texts, ...trusted].filter((text) => text !== undefined).join("\n"));
  return names.every((name) => hasName(name, haystack));
}
