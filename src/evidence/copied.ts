import { isStopWord, stemOf } from "./words.ts";

/** A stretch of a text by its characters. */
export interface Stretch {
  /** UTF-16 offsets, `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

interface PlacedWord extends Stretch {
  readonly word: string;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Lower-case words without accents and unseen signs, with their places; each sign of an unspaced script is a word. */
function placedWords(text: string): readonly PlacedWord[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu)].flatMap(({ 0: found, index }): readonly PlacedWord[] => {
    if (!unspaced.test(found)) return toWord(found, index);
    const signs = [...found];
    const starts = signs.map((_, at) => signs.slice(0, at).join("").length);
    return signs.flatMap((sign, at) => toWord(sign, index + (starts[at] ?? 0)));
  });
}

function toWord(found: string, start: number): readonly PlacedWord[] {
  const word = found
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]+/gu, "")
    .toLowerCase();
  return word === "" ? [] : [{ word, start, end: start + found.length }];
}

const spelled = (words: readonly PlacedWord[]): string => words.map(({ word }) => word).join(" ");

/** A run of so many words is a copy whatever stands around it; a shorter one where it is most of the text. */
const longRun = 10;
const shortRun = 5;
const mostOf = 0.8;

/** A run with fewer words beside numbers and those that were asked with says nothing that is only its author's. */
const leastForeign = 3;

/**
 * Stretches of a text that are copied from a passage: a whole sentence of it, a run of ten words, or of five that are most
 * of the text. Signs of unspaced scripts count for half a word.
 *
 * Contract: in order, none overlaps another; punctuation, case, accents and unseen signs make no difference; a run that is
 * no whole sentence says more than `trusted` and numbers, and neither begins nor ends with a word like "the".
 */
export function copiedStretches(
  text: string,
  passages: readonly string[],
  trusted: readonly string[] = [],
): readonly Stretch[] {
  const words = placedWords(text);
  const texts = passages.map((passage) => ` ${spelled(placedWords(passage))} `);
  const sentences = foreignSentences(passages, []);
  const known = knownStems(trusted);
  const all = weightOf(words);
  const found: Stretch[] = [];
  for (let at = 0; at < words.length; ) {
    const length = longestRun(words, at, texts);
    const run = words.slice(at, at + length);
    const own = weightOf(run);
    const isLong = own >= longRun || (own >= shortRun && own >= mostOf * all);
    const isWhole = sentences.standIn(spelled(run));
    const isSaid = weightOf(run.filter((word) => isForeign(word, known) && !/\d/.test(word.word))) >= leastForeign;
    const told = isWhole || length === words.length ? run : trimmed(run);
    const [first, last] = [told[0], told.at(-1)];
    if (first && last && (isWhole || (isLong && isSaid))) found.push({ start: first.start, end: last.end });
    at += Math.max(1, length);
  }
  return found;
}

/** Without the words at both ends that only join others. */
function trimmed(run: readonly PlacedWord[]): readonly PlacedWord[] {
  const isBearing = ({ word }: PlacedWord): boolean => unspaced.test(word) || !isStopWord(word);
  return run.slice(run.findIndex(isBearing), run.findLastIndex(isBearing) + 1);
}

const knownStems = (trusted: readonly string[]): ReadonlySet<string> =>
  new Set(trusted.flatMap((text) => placedWords(text).map(({ word }) => stemOf(word))));

const isForeign = ({ word }: PlacedWord, known: ReadonlySet<string>): boolean =>
  !isStopWord(word) && !known.has(stemOf(word));

const weightOf = (words: readonly PlacedWord[]): number =>
  words.reduce((sum, { word }) => sum + (unspaced.test(word) ? 0.5 : 1), 0);

function longestRun(words: readonly PlacedWord[], at: number, texts: readonly string[]): number {
  let length = 0;
  while (at + length < words.length) {
    const run = ` ${spelled(words.slice(at, at + length + 1))} `;
    if (!texts.some((text) => text.includes(run))) break;
    length += 1;
  }
  return length;
}

/** Whole sentences of strangers, to hold texts against. */
export interface ForeignSentences {
  /** Whether a text says one of them. */
  standIn(text: string): boolean;
}

const leastWeight = 3;
/** No sentence that somebody would put into a report is longer; comparing more would take long and find no more. */
const mostWords = 80;

/** Sentences of passages by their words; those of fewer than three words, or of trusted words alone, are nobody's. */
export function foreignSentences(passages: readonly string[], trusted: readonly string[]): ForeignSentences {
  const known = knownStems(trusted);
  const sentences = new Set<string>();
  for (const sentence of new Set(passages.flatMap(sentencesIn))) {
    const words = placedWords(sentence).slice(0, mostWords);
    if (weightOf(words) >= leastWeight && words.some((word) => isForeign(word, known))) sentences.add(spelled(words));
  }
  return {
    standIn(text) {
      const words = placedWords(text);
      return words.some((_, start) => {
        let run = "";
        for (const { word } of words.slice(start, start + mostWords)) {
          run = run === "" ? word : `${run} ${word}`;
          if (sentences.has(run)) return true;
        }
        return false;
      });
    },
  };
}

/** By punctuation alone, so that neither language nor abbreviations matter: the parts, and the whole. */
function sentencesIn(passage: string): readonly string[] {
  return [passage, ...passage.split(/(?<=[.!?…])\s+|(?<=[。！？])\s*|\n+/u)];
}

/** Which marks end a quotation that begins with one; the one that opens in English closes in German. */
const closings: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“”", "«": "»", "「": "」" };

/** Stretches between quotation marks whose words stand in a passage, the marks with them; the longest ones. */
export function quotationsIn(text: string, passages: readonly string[]): readonly Stretch[] {
  const texts = passages.map((passage) => ` ${spelled(placedWords(passage))} `);
  const found: Stretch[] = [];
  for (const { 0: mark, index: start } of text.matchAll(/["“„«「]/g)) {
    if (found.some((one) => start < one.end)) continue;
    const ends = [...text.matchAll(/["”“»」]/g)].flatMap(({ 0: closing, index }) =>
      index > start && closings[mark]?.includes(closing) ? [index] : [],
    );
    const end = ends.findLast((at) => {
      const words = spelled(placedWords(text.slice(start + 1, at)));
      return words !== "" && texts.some((passage) => passage.includes(` ${words} `));
    });
    if (end !== undefined) found.push({ start, end: end + 1 });
  }
  return found;
}

/** A text without its quotations, a blank in the place of each. */
export function withoutQuotations(text: string, passages: readonly string[]): string {
  return quotationsIn(text, passages).reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`,
    text,
  );
}

/** A text in which what it copies from passages, beyond what was asked, stands between quotation marks. */
export function withQuotations(
  text: string,
  passages: readonly string[],
  { open, close }: { readonly open: string; readonly close: string },
  trusted: readonly string[] = [],
): string {
  const quoted = quotationsIn(text, passages);
  // Marks that a passage has of its own do not make a quotation of the rest of it.
  const isBare = ({ start, end }: PlacedWord): boolean => !quoted.some((one) => start >= one.start && end <= one.end);
  const words = placedWords(text).filter(isBare);
  const bare = copiedStretches(text, passages, trusted).filter(({ start, end }) =>
    words.some((word) => word.start >= start && word.end <= end),
  );
  return bare.reduceRight((whole, { start, end }) => {
    const stop = /^[.!?…。！？]/u.exec(whole.slice(end))?.[0] ?? "";
    return `${whole.slice(0, start)}${open}${whole.slice(start, end)}${stop}${close}${whole.slice(end + stop.length)}`;
  }, text);
}

/** Words of a name, a label or a short title; more of them state something. */
const longestName = 10;

/**
 * Whether a text has the form of a name: few words, no end of a sentence, no address or markup in it.
 *
 * Contract: told by form alone, in any language; a short statement without a full stop passes.
 */
export function isName(text: string): boolean {
  if (
    /[!?…。！？]|\.["”’)\]]*\s*$|\.\s+\p{Lu}|:\/\/|[{}<>[\]`|]/u.test(
      text.replace(/\b(?:inc|corp|co|ltd|no|u\.s|u\.k)\.(?=\W|$)/giu, ""),
    )
  )
    return false;
  return weightOf(placedWords(text)) <= longestName;
}

/** Words of a label. */
const longestLabel = 4;

/** Whether a text is so short a name that writers come upon it by themselves: "Letter to the editor", "Total net sales". */
export const isLabel = (text: string): boolean => isName(text) && weightOf(placedWords(text)) <= longestLabel;
