import { contentStems, foreignSentences, isStopWord, stemOf, wordsOf } from "../../evidence/index.ts";
import { isGuiding } from "./guiding-words.ts";

/**
 * Where the words of a model's answer may come from. A model that reads strangers' text may obey it; what it then writes
 * is told by its words, not by its tone: they are the stranger's, or they have nothing to do with the question.
 */
export interface Origin {
  /** What the user asked, and what was made of it before any stranger's text was read. */
  readonly trusted: readonly string[];
  /** Strangers' text that the model was shown. */
  readonly material: readonly string[];
  /** What several strangers speak of counts as the subject too, as it must in headings. */
  readonly mayRecur?: boolean;
}

/** Answers to hold against where they may come from; the stems and runs of an origin are made once. */
export interface OwnWords {
  /** Whether a query or question may be asked: about the question, no address in it, and not a stranger's sentence. */
  mayAsk(text: string): boolean;
  /** Whether a remark may be kept beside what it is about: no address in it, and not a stranger's sentence. */
  mayRemark(text: string): boolean;
  /** Whether a sentence may tell a writer what a section is for: made of the subject's words and those that guide. */
  mayGuide(text: string): boolean;
  /** Whether a heading or reason may stand in a report without a citation. */
  mayStand(text: string): boolean;
}

/** Words in a row that make a copy; fewer are shared by chance. */
const runLength = 4;
/** Words of content in a copied run that the trusted text does not have; a pair of Chinese signs is less than a word. */
const foreignInCopy = 3;
const pairWeight = 0.4;
/** The same in what tells a writer what to do, and words in it that may be neither the subject's nor guiding. */
const foreignInGuidance = 2;
const fewUnguided = 3;

/** Words of its own that a text about the question may bring in whatever it says: the names that queries are made of. */
const fewForeign = 5;

/** Compares by stems and runs of words, so that inflection, case and punctuation do not matter. */
export function ownWordsOf({ trusted, material, mayRecur = false }: Origin): OwnWords {
  const trustedText = trusted.join("\n");
  const known = new Set(contentStems(visible(trustedText)));
  const runs = new Set(material.flatMap((text) => runsOf(wordsOf(visible(text)))));
  const subject = mayRecur ? new Set([...known, ...recurringStems(material)]) : known;
  const sentences = foreignSentences(material.map(visible), [trustedText]);
  /** Words of the subject, each once, and those that are not. */
  const sides = (text: string) => {
    const stems = [...new Set(contentStems(visible(text)))].filter((stem) => stem.length > 1 && !/^\d/.test(stem));
    const own = stems.filter((stem) => subject.has(stem)).length;
    return { own, foreign: stems.length - own };
  };
  const isAbout = (text: string): boolean => {
    const { own, foreign } = sides(text);
    return (own > 0 && foreign <= Math.max(fewForeign, own)) || !sharesScript(text, trustedText);
  };
  const copied = (text: string) => copiedWords(wordsOf(visible(text)), runs);
  const isCopy = (text: string): boolean => foreignWeight(copied(text), known) >= foreignInCopy;
  /** A question is asked in words of one's own; a stranger's run of words that says something new is too much. */
  const isDictated = (text: string): boolean => foreignWeight(copied(text), known) > 0;
  const mayRemark = (text: string): boolean =>
    !holdsAddress(text) && !holdsMarkup(text) && !isCopy(text) && !sentences.standIn(visible(text));
  const mayStand = (text: string): boolean => mayRemark(text) && isAbout(text);
  const subjectSigns = new Set([...subject].filter((stem) => unspaced.test(stem)).flatMap((stem) => [...stem]));
  /** Words that are neither the subject's nor such as guide a writer; a pair of Chinese signs is less than a word. */
  const strayWeight = (text: string): number => {
    const all = [...new Set(contentStems(visible(text)))].filter((stem) => stem.length > 1 && !/^\d/.test(stem));
    const stray = all.filter((stem) => !subject.has(stem) && !isGuiding(stem, subjectSigns));
    return stray.reduce((sum, stem) => sum + (unspaced.test(stem) ? pairWeight : 1), 0);
  };
  const isGuidance = (text: string): boolean =>
    strayWeight(text) <= fewUnguided &&
    foreignWeight(copied(text), known) < foreignInGuidance &&
    sharesScript(text, trustedText);
  const isBrief = (text: string): boolean => sides(text).foreign <= fewForeign || !sharesScript(text, trustedText);
  return {
    mayRemark: (text) => mayRemark(text) && (isAbout(text) || isBrief(text)),
    mayGuide: (text) => mayRemark(text) && isGuidance(text),
    mayStand,
    mayAsk: (text) => mayStand(text) && !isDictated(text),
  };
}

/** Stems that stand in more than one different text. */
function recurringStems(material: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const text of new Set(material)) {
    for (const stem of new Set(contentStems(visible(text)))) (seen.has(stem) ? again : seen).add(stem);
  }
  return [...again];
}

/** Sums what a run of words says that the trusted text does not; years and numbers say nothing alone. */
function foreignWeight(words: readonly string[], known: ReadonlySet<string>): number {
  const foreign = words.filter((word) => !isStopWord(word) && !/\d/.test(word) && !known.has(stemOf(word)));
  return [...new Set(foreign)].reduce((sum, word) => sum + (unspaced.test(word) ? pairWeight : 1), 0);
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function runsOf(words: readonly string[]): readonly string[] {
  return words.slice(0, Math.max(0, words.length - runLength + 1)).map((_, index) => runAt(words, index));
}

const runAt = (words: readonly string[], index: number): string => words.slice(index, index + runLength).join(" ");

/** Words that stand in some run of the material. */
function copiedWords(words: readonly string[], runs: ReadonlySet<string>): readonly string[] {
  const covered = new Set<number>();
  for (let start = 0; start + runLength <= words.length; start += 1) {
    if (!runs.has(runAt(words, start))) continue;
    for (let index = start; index < start + runLength; index += 1) covered.add(index);
  }
  return words.filter((_, index) => covered.has(index));
}

const address =
  /[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\b(?:mailto|javascript|data|site|inurl):|[\w.+-]+@[\w-]+\.\w|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}\/|\bhxxps?\b|\[\.\]|\(dot\)/i;

/** Whether a text names a place to go to, also one written so that it is overlooked. */
export function holdsAddress(text: string): boolean {
  return address.test(visible(text)) || address.test(decoded(text));
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function holdsMarkup(text: string): boolean {
  return /<[/a-z!|]|‹[/a-z!|]|\]\(|[{}]|```|\[\/?INST\]/i.test(text);
}

/** Without signs that nobody sees; they hide words from a comparison, or carry some (Unicode tags, zero-width signs). */
export function visible(text: string): string {
  return text.normalize("NFKC").replace(/\p{Cf}+/gu, "");
}

const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Han",
  "Hiragana",
  "Katakana",
  "Hangul",
  "Arabic",
  "Hebrew",
  "Devanagari",
  "Thai",
];
const scriptPatterns = scripts.map((script) => new RegExp(`\\p{Script=${script}}`, "u"));

/** A planner may ask in the documents' language; then words cannot be compared. */
function sharesScript(first: string, second: string): boolean {
  return scriptPatterns.some((pattern) => pattern.test(first) && pattern.test(second));
}
