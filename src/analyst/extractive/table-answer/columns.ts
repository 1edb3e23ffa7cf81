/** Which column a stretch of the question means: by the words of its header, by a related word, or by the question word. */
import { readLabelUnit, unitNamed } from "../../../evidence/index.ts";
import type { Asked, Stretch } from "./asked.ts";
import { isMeasure, termsIn } from "./asked.ts";
import type { TableView, ViewColumn } from "./table-view.ts";

/** A column with the stretch of the question that names it. */
export interface Named {
  readonly column: ViewColumn;
  readonly score: number;
  readonly used: readonly Stretch[];
}

/** Words that head the same kind of column of names, and of numbers. */
const nameFamilies: readonly RegExp[] = [
  /^(?:countr(?:y|ies)|nations?|nationalit(?:y|ies)|state)\b/iu,
  /^(?:years?|seasons?|dates?|days?|when)\b/iu,
  /\b(?:positions?|places?|ranks?|ranking|placings?|pos)\b/iu,
  /^(?:teams?|clubs?|sides?|squads?|entrants?|constructor)\b/iu,
  /^(?:names?|players?|persons?|people|members?|athletes?|competitors?|swimmers?|riders?|cyclists?|drivers?|golfers?|footballers?|wrestlers?|contestants?|candidates?|models?|recipients?|winners?|coach(?:es)?|head coach(?:es)?|directors?|actors?|artists?|authors?|incumbents?|designers?|skiers?|skaters?)\b/iu,
  /^(?:cit(?:y|ies)|towns?|locations?|venues?|places?|sites?|stadiums?|hometown|home city|where)\b/iu,
  /^(?:games?|opponents?|opposition|teams?)\b/iu,
  /^(?:songs?|titles?|tracks?|singles?|names?)\b/iu,
  /^(?:part(?:y|ies)|affiliation)\b/iu,
  /^(?:universit(?:y|ies)|colleges?|schools?)\b/iu,
  /^(?:channels?|networks?|stations?|call signs?)\b/iu,
  /^(?:events?|competitions?|tournaments?|championships?|races?)\b/iu,
];
const amountFamilies: readonly RegExp[] = [
  /^(?:attendance|attendants?|attendees|crowds?|people|fans|spectators)\b/iu,
  /^(?:points?|scores?|pts)\b/iu,
  /^(?:times?|durations?|lengths?|long)\b/iu,
  /^(?:seats?|capacity)\b/iu,
  /^(?:wins?|won|victories|titles?)\b/iu,
  /^(?:positions?|places?|ranks?|ranking|placings?|finish|pos|order)\b/iu,
  /^(?:years?|seasons?|dates?|days?|when)\b/iu,
];
const familyScore = 0.45;
const leastScore = 0.5;
const headBonus = 0.15;
const otherThanHead = 0.3;

/** Columns that a phrase names, best first. */
export function columnsNamed(asked: Asked, [start, end]: Stretch, among: readonly ViewColumn[]): readonly Named[] {
  const phrase = asked.text.slice(start, end);
  const words = asked.words.filter((word) => word.start >= start && word.end <= end);
  const terms = words.map(({ term }) => term);
  // "Total wins" is another column than "wins", where there is one of that name.
  const whole = [
    ...(/\b(total|combined|average|overall)\s+$/u.exec(asked.text.slice(0, start)) ?? []).slice(1),
    ...terms,
  ];
  const rated = among.map((column) => {
    const own = headerScore(column.ownTerms, terms);
    const direct = Math.max(own, headerScore(column.terms, terms), headerScore(column.ownTerms, whole));
    const named = words.filter(({ term }) => column.terms.includes(term));
    const related = direct > 0 ? undefined : relatedWord(column, phrase);
    const at = related === undefined ? -1 : asked.text.indexOf(related, start);
    return {
      column,
      score: direct > 0 ? direct : related === undefined ? 0 : familyScore,
      used:
        at >= 0 && related !== undefined
          ? [[at, at + related.length] as const]
          : named.map((word) => [word.start, word.end] as const),
    };
  });
  return rated.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
}

/** Words shared over the header's words, and over the phrase's; a header that ends the phrase is its head. */
function headerScore(header: readonly string[], phrase: readonly string[]): number {
  const shared = header.filter((term) => phrase.includes(term)).length;
  if (shared === 0) return 0;
  // "Hospital beds" is about beds: without its last word a header is named only by two others.
  if (shared === 1 && header.length > 1 && !phrase.includes(header.at(-1) ?? "")) return otherThanHead;
  const head = header.at(-1) === phrase.at(-1) ? headBonus : 0;
  return (0.6 * shared) / header.length + (0.4 * shared) / Math.max(1, phrase.length) + head;
}

function relatedWord(column: ViewColumn, phrase: string): string | undefined {
  const header = column.header
    .split(" › ")
    .at(-1)
    ?.replace(/\([^)]*\)/g, "")
    .trim();
  for (const family of column.kind === "text" ? nameFamilies : amountFamilies) {
    if (!family.test(header ?? "")) continue;
    const word = phrase.split(/[^\p{L}]+/u).find((one) => one.length > 2 && family.test(one));
    if (word !== undefined) return word;
  }
  return undefined;
}

/** Whether a word of the question names a column: stands in its header, or heads the same kind of column. */
export function namesColumn(column: ViewColumn, term: string, word: string): boolean {
  return column.terms.includes(term) || relatedWord(column, word) !== undefined;
}

/** The best named column, where it is named well enough and no other is named as well. */
export function columnNamed(
  asked: Asked,
  stretch: Stretch | undefined,
  among: readonly ViewColumn[],
): Named | undefined {
  if (!stretch) return undefined;
  const [best] = columnsNamed(asked, stretch, among);
  return best && best.score >= (best.score === familyScore ? familyScore : leastScore * 0.8) ? best : undefined;
}

/** Headers that answer a question word. */
const kinds: readonly (readonly [asks: RegExp, header: RegExp])[] = [
  [
    /\bwho(?:m|se)?\b/u,
    /\b(?:name|player|driver|rider|cyclist|athlete|candidate|winner|recipient|coach|artist|actor|author|person|incumbent|member|director|swimmer|contestant|golfer|wrestler|footballer|designer|opponent|skier|skater|champion|owner)/iu,
  ],
  [/\bwhen\b|\bwhat (?:date|day)\b/u, /\b(?:date|year|season|day)/iu],
  [/\bwhere\b/u, /\b(?:venue|location|place|city|country|site|stadium)/iu],
  [/\bhow long\b/u, /\b(?:time|duration|length|long)/iu],
  [/\bhow (?:tall|high)\b/u, /\b(?:height|tall|elevation|high)/iu],
  [/\bhow old\b/u, /\bage\b/iu],
  [/\bhow far\b/u, /\b(?:distance|length)\b/iu],
  [/\bhow (?:fast|quick)/u, /\b(?:time|speed)\b/iu],
];

/** The column of the kind that the question word asks for. */
function columnOfKind({ text, view }: Asked, not: readonly number[] = []): Named | undefined {
  for (const [asks, header] of kinds) {
    const match = asks.exec(text);
    const column = match && view.columns.find((one) => !not.includes(one.index) && header.test(one.header));
    if (match && column) return { column, score: 1, used: [[match.index, match.index + match[0].length]] };
  }
  return undefined;
}

/** "How many tonnes": the only column of amounts that are given in the unit that is asked for. */
export function columnOfUnit({ text }: Asked, among: readonly ViewColumn[]): Named | undefined {
  const match = /\bhow many\s+(\p{L}+)/u.exec(text);
  const unit = match && unitNamed(match[1] ?? "");
  if (!match || !unit) return undefined;
  const [column, ...others] = among.filter(({ header }) => readLabelUnit(header)?.unit === unit);
  const end = match.index + match[0].length;
  return column && others.length === 0 ? { column, score: 1, used: [[match.index, end]] } : undefined;
}

/**
 * The column of amounts whose head is the deed that the question tells: "generated" of "net generation", "earn" of
 * "earnings". Undefined where two columns tell it.
 */
export function columnOfDeed(asked: Asked, among: readonly ViewColumn[]): Named | undefined {
  const told = among.flatMap((column): readonly Named[] => {
    const word = asked.words.find(({ term }) => term === column.ownTerms.at(-1));
    return word ? [{ column, score: 1, used: [[word.start, word.end]] }] : [];
  });
  return told.length === 1 ? told[0] : undefined;
}

const manyValues = 0.7;

/** What a row is about: the first column of names that seldom repeat. */
export function keyColumn({ columns }: TableView, not: readonly number[] = []): ViewColumn | undefined {
  const texts = columns.filter(({ index, kind }) => kind === "text" && !not.includes(index));
  return texts.find(({ distinct }) => distinct >= manyValues) ?? [...texts].sort((a, b) => b.distinct - a.distinct)[0];
}

/** The only column of amounts; undefined where there are several or none, for then the question must name it. */
export function onlyMeasure({ columns }: TableView): ViewColumn | undefined {
  const measures = columns.filter(isMeasure);
  return measures.length === 1 ? measures[0] : undefined;
}

const light =
  /^(?:(?:the|a|an|his|her|their|its|all|each|any|other|only|one|total|different|number|numbers|amount|amounts|names? of|of|for|first|last|final|top|next|previous|most|least|highest|lowest|largest|smallest|biggest|best|worst|greatest|longest|shortest|combined|same|average|single|sum of|maximum|minimum|max|min|list)\s+)/u;
const boundary =
  /\s(?:is|are|was|were|be|been|has|have|had|do|does|did|to|from|in|on|at|for|by|with|without|that|which|who|whose|when|where|than|and|or|as|of|won|win|wins|finished|came|comes|can|not|listed|competed|there|between|during|after|before|per|held|under|over|above|below)\b|\s(?:more|less|fewer)\s|[?,:;]|(?<=\p{L})\s(?!united\b)\p{L}{3,}ed\b/u;

/** The noun phrase that begins at an offset, leading articles and light words skipped. */
export function phraseAt(text: string, offset: number): Stretch | undefined {
  let start = offset;
  for (;;) {
    const rest = text.slice(start);
    const skipped = /^\s+/u.exec(rest)?.[0] ?? light.exec(rest)?.[0];
    if (skipped === undefined) break;
    start += skipped.length;
  }
  const rest = text.slice(start);
  const length = boundary.exec(` ${rest}`)?.index ?? rest.length + 1;
  const end = start + Math.max(0, length - 1);
  return end > start && termsIn(text.slice(start, end)).length > 0 ? [start, end] : undefined;
}

const wantedCues: readonly RegExp[] = [
  /\b(?:which|what|whose)\s+(?!(?:is|are|was|were|did|do|does|has|had|have|s|comes?|came)\b)/u,
  /\b(?:which|what)(?:'s|\s+s|\s+(?:is|are|was|were))\s+(?:the|his|her|their|its)\s+/u,
  /^(?:name|tell me|list|give|find|state)\s+(?:a|an|the|each|all|any|one|me)?\s*/u,
  /^(?:the|this)\s+/u,
];

/** The noun phrase that says what is asked for: "which country", "what was the name of the last competition". */
export function wantedPhrase({ text }: Asked): Stretch | undefined {
  for (const cue of wantedCues) {
    const match = cue.exec(text);
    const phrase = match && phraseAt(text, match.index + match[0].length);
    if (phrase) return phrase;
  }
  return undefined;
}

/** The column that holds the answer: named by the asking phrase, of the question word's kind, else what rows are about. */
export function wantedColumn(asked: Asked, not: readonly number[] = []): Named | undefined {
  const open = asked.view.columns.filter(({ index }) => !not.includes(index));
  const phrase = wantedPhrase(asked);
  const named = columnNamed(asked, phrase, open);
  if (named) return named;
  const ofKind = columnOfKind(asked, not);
  if (ofKind) return ofKind;
  const key = keyColumn(asked.view, not);
  if (!key) return undefined;
  const who = /\bwho(?:m|se)?\b/u.exec(asked.text);
  return { column: key, score: 0.2, used: who ? [[who.index, who.index + who[0].length]] : [] };
}
