/**
 * Questions about one table, read by a small grammar; what it does not understand it does not answer.
 *
 *     question  = value | "how many" rows | "which" column degree | a "or" b degree | …
 *     value     = column of rows                    lookup, amount
 *               | count of rows | count of column   count
 *               | sum of column | mean of column    sum, average
 *               | column of row with degree         extreme ("most points"), most ("in most rows")
 *               | a - b                             difference
 *               | a or b by degree                  either
 *               | column beside row                 neighbour ("after", "before", "between")
 *               | column at end of rows             end ("first", "last", "10th")
 *               | column of rows equal to row       same
 *     rows      = all rows | rows condition
 *     condition = name of a cell | "not" name | bound on a column | place | period | won, lost | none of a column
 */

import { lightTerms } from "../topics.ts";
import { type Asked, type Found, type Rule, readQuestion, type Stretch, type TableAnswer, type Word } from "./asked.ts";
import { asking } from "./asking-words.ts";
import { either, pairsOfWords, relation } from "./choosing-rules.ts";
import { keyColumn, namesColumn, wantedPhrase } from "./columns.ts";
import { difference, extreme, most } from "./comparing-rules.ts";
import { amount, count, sum } from "./counting-rules.ts";
import { isDoubtful } from "./doubts.ts";
import { neighbour, same } from "./neighbour-rules.ts";
import { end, lookup } from "./row-rules.ts";
import type { TableView } from "./table-view.ts";

const rules: readonly Rule[] = [neighbour, extreme, most, end, amount, lookup];

/** Forms of questions with the rules that may answer them, first form that fits. */
const claims: readonly (readonly [cue: RegExp, rules: readonly Rule[]])[] = [
  [new RegExp(`\\b(?:${pairsOfWords})\\b`, "u"), [relation]],
  [/^(?:is|are|was|were|do|does|did|has|have|had|can)\b/u, [either]],
  [
    /\bconsecutive (?!year after|date)|\bin a row\b|\bapart\b|\bhow many \p{L}+ (?:before|after|away|between)\b|\bhow long (?:has|had|was|is|did) .*\b(?:since|active|serve|go on)\b/u,
    [],
  ],
  [/\bdifference\b|\bhow (?:many|much) (?:more|fewer|less|longer|older|taller|larger|higher)\b/u, [difference]],
  [/\bthe same\b.*\bas\b|\bas the same\b/u, [same]],
  [/\s(?:or)\s(?!more|less|fewer|over|under|higher|lower|above|below|later|earlier)/u, [either]],
  [/\b(?:average|mean)\b/u, [sum]],
  [
    /\bhow (?:many|much|may)\b|^\W*(?:the |what (?:is|was|are|were) (?:the )?|what's the |tell me the |total )?(?:total )?(?:number|amount)s? of\b/u,
    [sum, count, extreme, amount],
  ],
  [
    /^\W*(?:what(?:'s)?|total|the total|sum|combined|tell|give)\b.*\b(?:total|combined|sum)\b|^total\b/u,
    [sum, neighbour, extreme, most, end, amount, lookup],
  ],
];

/**
 * Answers a question about a table by one operation; undefined when none fits.
 *
 * Contract: some questions allow one rule only, others none: where they fail, another rule would answer another question.
 */
export function answerQuestion(
  view: TableView,
  question: string,
  { about = new Set(), subject = new Set() }: Surroundings = {},
): TableAnswer | undefined {
  if (view.rows.length < 2 || view.columns.length < 2) return undefined;
  const asked = readQuestion(view, question, subject);
  const only = claims.find(([cue]) => cue.test(asked.text))?.[1] ?? rules;
  for (const rule of only) {
    const found = rule(asked);
    if (!found || !fitsQuestion(asked.text, found.answer)) continue;
    if (isDoubtful(asked, found, wantedPhrase(asked))) return undefined;
    const { used, ...answer } = found;
    return { ...answer, confidence: understood(asked, found, about) };
  }
  return undefined;
}

/** What a question may repeat without asking for it. */
export interface Surroundings {
  /** Words of the page's opening, of the headings above the table and of its caption. */
  readonly about?: ReadonlySet<string>;
  /** Words of what the whole page is about. */
  readonly subject?: ReadonlySet<string>;
}

/** "Team" may mean the column "Opponent", or another table. */
const related = 0.85;

/** Share of the question's words that the answer used. */
function understood(asked: Asked, { used, columns }: Found, about: ReadonlySet<string>): number {
  const { words, view } = asked;
  const headers = view.columns.filter(({ index }) => columns.includes(index));
  const key = keyColumn(view);
  const open = words.filter(({ term }) => !asking.has(term));
  const columnsMeant = [...headers, ...(key ? [key] : [])];
  const shares = open.map((word): number => {
    const text = asked.text.slice(word.start, word.end);
    if (about.has(word.term) || columnsMeant.some(({ terms }) => terms.includes(word.term))) return 1;
    if (used.some((stretch) => within(word, stretch)))
      return columnsMeant.some((column) => namesColumn(column, word.term, text)) ? related : 1;
    return columnsMeant.some((column) => namesColumn(column, word.term, text)) ? related : 0;
  });
  const weights = open.map(({ term, start, end }) =>
    lightTerms.has(term) || verbEnd.test(asked.text.slice(start, end)) ? lightWeight : 1,
  );
  const total = weights.reduce((sumOf, weight) => sumOf + weight, 0);
  return total === 0 ? 0.5 : shares.reduce((sumOf, share, index) => sumOf + share * (weights[index] ?? 0), 0) / total;
}

/** What was done ("attended", "scoring") mostly repeats what the column says, and "level" adds nothing to it. */
const verbEnd = /(?:ed|ing)$/u;
const lightWeight = 0.4;

const within = ({ start, end: to }: Word, stretch: Stretch): boolean => start >= stretch[0] && to <= stretch[1];

/** A name for who and where, a number for when and how many; anything for other questions. */
function fitsQuestion(text: string, answer: string): boolean {
  if (answer === "") return false;
  if (/^\W*(?:who|where)\b/u.test(text)) return /\p{Lu}|\p{Lo}/u.test(answer) && !/^[\p{Ll}\p{Nd}]/u.test(answer);
  if (/^\W*(?:when|what (?:year|date)|how (?:many|much))\b/u.test(text)) return /\p{Nd}/u.test(answer);
  return true;
}
