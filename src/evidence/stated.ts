/** The numbers of cited evidence with whose, when and what each of them is. */
import { attachDates, attachOwners, type Mention } from "./attach.ts";
import { type FoundDate, findDates } from "./dates.ts";
import { mentionsOf, namesAndOwners } from "./name-mentions.ts";
import { findQuantities } from "./quantities.ts";
import type { PrintedValue } from "./same-quantity.ts";
import { sentencesOf } from "./sentences.ts";
import type { Passage } from "./standing.ts";
import { type TimeSpan, timeSpanOf } from "./time-span.ts";

/** A number that stands in evidence. */
export interface Stated {
  readonly printed: PrintedValue;
  readonly passage: Passage;
  /** Whose; several where its sentence leaves that open, none where nothing says it. */
  readonly entities: readonly string[];
  /** Whether its row, column or the name right before it says whose it is, rather than the document. */
  readonly firm: boolean;
  readonly times: readonly TimeSpan[];
  /** Only of typed numbers. */
  readonly metric?: string;
}

/** All numbers that passages state, typed ones once. */
export function statedNumbers(passages: readonly Passage[], language: string | undefined): readonly Stated[] {
  return passages.flatMap((passage) =>
    passage.quantities.length > 0 ? typedNumbers(passage, language) : proseNumbers(passage, language),
  );
}

function typedNumbers(passage: Passage, language: string | undefined): readonly Stated[] {
  const isTyped = ({ value, unit }: PrintedValue): boolean =>
    passage.quantities.some((quantity) => quantity.value === value && quantity.unit === unit);
  const others = passage.cited.filter((printed) => !isTyped(printed));
  const typed = passage.quantities.map((quantity): Stated => {
    const end = quantity.periodEnd === undefined ? undefined : timeSpanOf(quantity.periodEnd);
    // A header may name another date than the one its period was read as.
    const named = end ? findDates(passage.exact, language).flatMap((date) => spanOfDate(date) ?? []) : [];
    const { entity } = quantity;
    return {
      printed: passage.cited.find(({ value, unit }) => value === quantity.value && unit === quantity.unit) ?? quantity,
      passage,
      entities: entity === undefined ? [] : [entity],
      firm: entity !== undefined && entity !== passage.subject,
      times: end ? [end, ...named] : [],
      ...(quantity.metric !== undefined && { metric: quantity.metric }),
    };
  });
  return [...typed, ...others.map((printed) => unbound(printed, passage))];
}

/** Longer than any quote: what is read as one text is no sentence whose word order could bind. */
const mostCharacters = 600;

function proseNumbers(passage: Passage, language: string | undefined): readonly Stated[] {
  if (passage.exact.length > mostCharacters) return passage.cited.map((printed) => unbound(printed, passage));
  return sentencesOf(passage.exact, language).flatMap(({ text }) => sentenceNumbers(text, passage, language));
}

const unbound = (printed: PrintedValue, passage: Passage): Stated => ({
  printed,
  passage,
  entities: [],
  firm: false,
  times: [],
});

function sentenceNumbers(sentence: string, passage: Passage, language: string | undefined): readonly Stated[] {
  const numbers = findQuantities(sentence, { spelled: true, ...(language && { language }) });
  if (numbers.length === 0) return [];
  const owners = attachOwners(sentence, numbers, mentionsOf(namesAndOwners(sentence), sentence));
  const times = attachDates(sentence, numbers, datesAsMentions(sentence, language));
  const { subject } = passage;
  return numbers.map((printed, index) => {
    const { of = [], direct = false } = owners[index] ?? {};
    const told = times[index];
    const own = subject === undefined || of.includes(subject) ? [] : [subject];
    return {
      printed,
      passage,
      entities: direct ? of : of.length > 0 ? [...of, ...own] : own,
      firm: direct,
      times: told?.direct ? told.of : [],
    };
  });
}

/** The dates of a text as the days they may mean. */
export function datesAsMentions(text: string, language: string | undefined): readonly Mention<TimeSpan>[] {
  return findDates(text, language).flatMap((date) => {
    const of = spanOfDate(date);
    return of ? [{ of, start: date.start, end: date.end }] : [];
  });
}

function spanOfDate(date: FoundDate): TimeSpan | undefined {
  const { iso, from, precision } = date;
  const fiscal = date.fiscal === true || precision === "quarter" || precision === "half" || precision === "decade";
  return timeSpanOf(iso, { ...(from !== undefined && { from }), fiscal });
}
