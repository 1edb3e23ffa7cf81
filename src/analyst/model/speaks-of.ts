import { contentStems } from "../../evidence/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { languageBySigns } from "../extractive/language.ts";
import { contentText } from "./evidence-list.ts";

/**
 * Whether at least this share of a sentence's words stands in the evidence that it cites.
 *
 * Contract: a source's title is no evidence; across languages it is always true, because words then cannot tell; a writer and a judge who were talked round
 * by one text cannot hang its words on another.
 */
export function speaksOf(
  sentence: string,
  views: readonly EvidenceView[],
  { least, language }: { readonly least: number; readonly language: string },
): boolean {
  if (views.length === 0 || views.some((view) => isForeign(view, language))) return true;
  const words = new Set(views.flatMap(({ evidence }) => contentStems(contentText(evidence))));
  const stems = [...new Set(contentStems(sentence))];
  return stems.filter((stem) => words.has(stem)).length >= stems.length * least || sharesNumbers(sentence, views);
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
