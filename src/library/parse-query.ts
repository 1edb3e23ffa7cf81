import { stopWordsFor } from "./stop-words.ts";
import { type Term, termsOf } from "./terms.ts";

/** A query as the ranking uses it; all values in the normal form of the index. */
export interface ParsedQuery {
  /** Words in quotation marks, word by word. */
  readonly quoted: readonly (readonly string[])[];
  /** Names: runs of capitalised words, single ones too, small words between them allowed (`Bank of England`). */
  readonly names: readonly (readonly string[])[];
  /** Words without stop words, each once; all words when there are only stop words. */
  readonly words: readonly string[];
  /** Those of the words that stand outside the names too: `born` in "the producer of Natural Born Killers was born in". */
  readonly rest: readonly string[];
  /** What the query's vector is made of. */
  readonly terms: readonly Term[];
}

const quotes = /"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」/gu;
/** Not "and": the two sides of a comparison are two names. */
const joiners = new Set("of the de la le du des van von der den di da del do dos das for".split(" "));
const maxWords = 40;
/** A first word that tells what to do; it is no part of what is looked for, nor of the name behind it. */
const instructions = new Set(
  "compare contrast list describe explain summarize summarise outline analyze analyse discuss identify tell give show vergleiche vergleichen nenne beschreibe erkläre comparer comparez décrivez expliquez compara comparar describe explica confronta".split(
    " ",
  ),
);

/** Reads a query in any language; pure. */
export function parseQuery(query: string): ParsedQuery {
  const terms = termsOf(query);
  const stopWords = stopWordsFor(terms.map((term) => term.word));
  const asked = terms.slice(instructions.has(terms[0]?.word.toLowerCase() ?? "") ? 1 : 0);
  const content = asked.filter((term) => !stopWords.has(term.word.toLowerCase()));
  const quoted = [...query.matchAll(quotes)].map((match) =>
    termsOf(match.slice(1).find((group) => group !== undefined) ?? "").map((term) => term.value),
  );
  const runs = nameRuns(query, asked, stopWords);
  const named = new Set(runs.flat());
  const words = [...new Set((content.length > 0 ? content : terms).map((term) => term.value))].slice(0, maxWords);
  const outside = new Set(content.filter((term) => !named.has(term)).map((term) => term.value));
  return {
    quoted: quoted.filter((words) => words.length > 0),
    names: runs.map((run) => run.map((term) => term.value)),
    words,
    rest: words.filter((word) => outside.has(word)),
    terms,
  };
}

/** The capitalised runs of a text, single words included, as they stand in it. */
export function nameRuns(
  text: string,
  terms: readonly Term[],
  stopWords: ReadonlySet<string>,
): readonly (readonly Term[])[] {
  const runs: Term[][] = [];
  let run: Term[] = [];
  const close = (): void => {
    while (run.length > 0 && isJoiner(run.at(-1))) run.pop();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  let end = 0;
  for (const [index, term] of terms.entries()) {
    if (run.length > 0 && !/^[\s\-–'’&]*$/u.test(text.slice(end, term.start))) close();
    const opensSentence = index === 0 || /[.!?]\s*$/u.test(text.slice(end, term.start));
    const isStop = stopWords.has(term.word.toLowerCase());
    if (isNameWord(term.word) && !(opensSentence && isStop)) run.push(term);
    else if (run.length > 0 && (joiners.has(term.word) || /^\d+$/u.test(term.word))) run.push(term);
    else close();
    end = term.start + term.word.length;
  }
  close();
  return runs;
}

function isNameWord(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function isJoiner(term: Term | undefined): boolean {
  return term !== undefined && joiners.has(term.word);
}
