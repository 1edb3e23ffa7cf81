import { findDates } from "../../../evidence/index.ts";
import type { EarlierQuestion } from "../../analyst.ts";
import { entitiesOf } from "../entities.ts";
import { type Facets, facetsOf } from "../facets.ts";
import { periodsOf } from "../periods.ts";
import { isScaffolding } from "../scaffolding.ts";
import { isStopWord } from "../stop-words.ts";
import { contentTerms } from "../words.ts";
import { hasQuestionWord, pointsBack, withoutOpening, withoutQuestionWords } from "./going-on.ts";
import { placeOf, withAtEnd, withMatter, withNames, withPeriod } from "./put-in-place.ts";

/** A phrase of more words says what it asks by itself. */
const mostWords = 6;
/** A question of more words that carry meaning, without a sign that it goes on, stands alone. */
const mostTerms = 2;

/**
 * A question as it stands for itself: names, matter and period that it leaves out are those of the question before.
 *
 * Contract: pure; a question that says all itself is given back as it is. The answer is a question in the words of the
 * two, or the question with what is carried over in brackets behind it.
 */
export function completeQuestion(asked: string, earlier: EarlierQuestion, language: string): string {
  const { goesOn, rest } = withoutOpening(asked);
  const before = facetsOf(earlier.question, language, earlier.sources);
  const phrase = withoutQuestionWords(rest);
  const says = meaningOf(periodsOf(phrase, language).rest);
  const isAsking = hasQuestionWord(rest);
  const context: Context = { before, earlier, language, goesOn };
  if (says === "" && findDates(rest, language).length === 0)
    return isAsking ? bracketed(rest, context, { matter: true, names: true }) : asked;
  if (!isAsking && isPhrase(phrase, goesOn)) return replaced(phrase, says, context) ?? asked;
  if (before.entities.length === 0 || entitiesOf(rest, language, earlier.sources).length > 0) return asked;
  const leavesOut = goesOn || pointsBack(rest) || contentTerms(phrase).length <= mostTerms;
  return leavesOut ? bracketed(rest, context, { matter: contentTerms(says).length === 0, names: true }) : asked;
}

interface Context {
  readonly before: Facets;
  readonly earlier: EarlierQuestion;
  readonly language: string;
  readonly goesOn: boolean;
}

function without(names: readonly string[], text: string): string {
  return names.reduce((rest, name) => {
    const at = placeOf(name, rest);
    return at < 0 ? rest : `${rest.slice(0, at)} ${rest.slice(at + name.length)}`;
  }, text);
}

const meaningOf = (text: string): string => text.split(/\s+/u).filter(carriesMeaning).join(" ");

const carriesMeaning = (word: string): boolean =>
  /[\p{L}\p{N}]/u.test(word) && !isStopWord(word) && !isScaffolding(word) && !pointsBack(word);

function isPhrase(phrase: string, goesOn: boolean): boolean {
  return phrase.split(/\s+/u).length <= (goesOn ? mostWords : mostTerms + 1);
}

/** The earlier question with what the phrase names in the place of its own; nothing where the phrase names nothing. */
function replaced(phrase: string, says: string, context: Context): string | undefined {
  const { earlier, language } = context;
  const names = says === "" ? [] : namesIn(phrase, says, context);
  const matter = meaningOf(without(names, says));
  if (names.length === 0 && matter !== "" && !context.goesOn && /^\p{Lu}/u.test(phrase)) return undefined;
  const named = names.length === 0 ? earlier.question : withOtherNames(phrase, names, context);
  const told =
    matter === "" ? named : named && withMatter(named, context.before.topics, matterOf(phrase, names, language));
  const hasPeriod = findDates(phrase, language).length > 0;
  if (told !== undefined) return hasPeriod ? withPeriod(told, phraseOfPeriod(phrase, language), language) : told;
  return bracketed(phrase, context, { matter: matter === "", names: names.length === 0 });
}

/** Names take the place of those before, or narrow a question that had none: "in Germany". */
function withOtherNames(
  phrase: string,
  names: readonly string[],
  { before, earlier, language }: Context,
): string | undefined {
  if (before.entities.length > 0) return withNames(earlier.question, before.entities, names);
  const placed = periodsOf(phrase, language).rest;
  return withAtEnd(earlier.question, /^\p{Ll}/u.test(placed) ? placed : `(${names.join(", ")})`);
}

/** The dates of a phrase with the words that place them: "since 2015". */
function phraseOfPeriod(phrase: string, language: string): string {
  const { rest } = periodsOf(phrase, language);
  const [first] = findDates(phrase, language);
  const at = rest === "" ? 0 : Math.max(0, phrase.lastIndexOf(rest.split(/\s+/u).at(-1) ?? "", first?.start ?? 0));
  const tail = rest === "" ? phrase : phrase.slice(at + (rest.split(/\s+/u).at(-1)?.length ?? 0));
  return tail.trim() || phrase;
}

/** The phrase without names and the words around it that carry nothing: "for the", "der". */
function matterOf(phrase: string, names: readonly string[], language: string): string {
  const bare = without(names, periodsOf(phrase, language).rest);
  const words = bare.split(/\s+/u);
  return words.slice(words.findIndex(carriesMeaning), words.findLastIndex(carriesMeaning) + 1).join(" ");
}

/** Names of a phrase: by the titles of what was read, by their letters, or by being of the kind of the names before. */
function namesIn(phrase: string, says: string, { before, earlier, language, goesOn }: Context): readonly string[] {
  const words = says.toLowerCase().split(/\s+/u);
  const titles = earlier.sources.flatMap(({ title }) => title.match(/\p{Lu}[\p{L}\p{N}-]+/gu) ?? []);
  const known = [...new Set(titles)].filter((name) => words.length === 1 && words[0] === name.toLowerCase());
  if (known.length > 0) return known;
  // The first word of a sentence is large, whatever it is.
  if (!goesOn && words.length === 1) return [];
  // German writes all nouns large: what can stand after a verb without article is a name.
  const found = entitiesOf(
    language.startsWith("de") && words.length === 1 ? `hat ${says}` : phrase,
    language,
    earlier.sources,
  );
  if (found.length > 0) return found.filter((name) => phrase.includes(name));
  const last = /^\p{sc=Han}{2,}$/u.test(says) ? says.at(-1) : undefined;
  return last !== undefined && before.entities.some((name) => name.endsWith(last)) ? [says] : [];
}

/** The question with what it leaves open behind it: `Why: revenue (Norda, 2022)?` */
function bracketed(
  question: string,
  { before, earlier, language }: Context,
  carried: { readonly matter: boolean; readonly names: boolean },
): string {
  const body = question.replace(/[\s?？!.。؟]+$/u, "");
  const dates = findDates(question, language).length > 0 ? [] : findDates(earlier.question, language);
  const ends = [...new Set([dates[0]?.text, dates.at(-1)?.text])].filter((text) => text !== undefined);
  const names = carried.names ? before.entities : [];
  const topics = carried.matter ? before.topics : [];
  if (/\p{sc=Han}/u.test(body)) {
    const matter = [names.join("和"), topics.join("和")].filter(Boolean).join("的");
    return `${[ends.join("至") + matter, body].filter(Boolean).join("，")}？`;
  }
  const inside = [...names, ...(ends.length > 0 ? [ends.join("–")] : [])].join(", ");
  const told = topics.length === 0 ? body : `${body}: ${topics.join(", ")}`;
  return `${told}${inside === "" ? "" : ` (${inside})`}?`;
}
