import type { Brief, Gap } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { labelsFor, limitPhrasesFor, reasonFor, type Source } from "../report/index.ts";
import type { Degradation } from "./services.ts";

const maxFailuresListed = 20;

/**
 * What a reader must know the report does not cover, one sentence each: gaps, failures, limits, assumptions.
 *
 * Contract: a file, page or provider that failed several times is named once.
 */
export function limitationsOf(input: {
  readonly brief: Brief;
  readonly gaps: readonly Gap[];
  readonly failures: readonly Failure[];
  readonly searchEnd: string;
  /** Languages of what was read and not understood; none where it was. */
  readonly otherLanguages?: readonly string[];
}): readonly string[] {
  const { brief, gaps, failures, searchEnd, otherLanguages = [] } = input;
  const unique = [...new Map(failures.map((failure) => [failure.target, failure])).values()];
  const rest = unique.length - maxFailuresListed;
  const { language } = brief;
  const phrases = limitPhrasesFor(language);
  return [
    ...gaps.map((gap) => gap.reason),
    ...(otherLanguages.length > 0
      ? [phrases.otherLanguage.replace("{languages}", namesOf(otherLanguages, language))]
      : []),
    ...(searchEnd ? [isEnglish(language) ? searchEnd : phrases.stopped] : []),
    ...unique.slice(0, maxFailuresListed).map((failure) => failureLine(failure, language)),
    ...(rest > 0 ? [phrases.more.replace("{count}", String(rest))] : []),
    // Without the word an assumption would read as a limit.
    ...brief.assumptions.map((text) => labelsFor(language).assumed.replace("{text}", () => text)),
  ];
}

function namesOf(tags: readonly string[], language: string): string {
  const names = new Intl.DisplayNames([language], { type: "language" });
  return tags.map((tag) => names.of(tag) ?? tag).join(", ");
}

/**
 * The languages of what was read where none of it is in the question's: without a model that is why nothing is found.
 *
 * Contract: none where a source is in the question's language, or no source tells its own.
 */
export function otherLanguagesOf(
  { language }: Pick<Brief, "language">,
  sources: readonly Pick<Source, "language">[],
): readonly string[] {
  const primary = (tag: string) => tag.toLowerCase().split(/[-_]/)[0] ?? tag;
  const told = new Set(sources.flatMap((source) => (source.language ? [primary(source.language)] : [])));
  return told.has(primary(language)) ? [] : [...told].filter((tag) => /^[a-z]{2,3}$/.test(tag)).sort();
}

/** A file of fewer words is called by its name; a longer name could say anything, and is a stranger's. */
const nameWords = 5;
const shownWords = 3;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/** Messages are written in English; a report in another language says what failed, and why, in its own. */
function failureLine({ message, target, code }: Failure, language: string): string {
  const name = target.split(/[\\/]/).at(-1) || target;
  const words = name.split(/[\s_]+/);
  const signs = name.match(unspaced)?.length ?? 0;
  const isShort = words.length + signs / 2 <= nameWords;
  const first = words.slice(0, shownWords).join(" ");
  const short = isShort ? name : `“${signs > 0 ? first.slice(0, 2 * shownWords) : first}…”`;
  if (!isEnglish(language)) return `${short}: ${reasonFor(code, language)}`;
  return isShort ? message : message.replaceAll(name, () => short);
}

/** Tells that a part of a role's work was done without its model. */
export function degradationLine({ role, failure: { code, message } }: Degradation, language: string): string {
  if (isEnglish(language)) return `Part of the work of "${role}" was done by the embedded analyst: ${message}`;
  const { degraded, roles } = limitPhrasesFor(language);
  return degraded.replace("{role}", roles[role]).replace("{reason}", reasonFor(code, language));
}

const isEnglish = (language: string): boolean => limitPhrasesFor(language) === limitPhrasesFor("en");
