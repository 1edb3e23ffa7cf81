import { findDates } from "../../../evidence/index.ts";
import type { Clarifying } from "../../analyst.ts";
import { facetsOf } from "../facets.ts";
import { withAtEnd, withNames, withPeriod } from "../follow-up/put-in-place.ts";
import { periodsOf } from "../periods.ts";
import { fill, phrasesFor } from "../phrases/index.ts";
import { joinNames } from "../plan.ts";
import { namesakesOf } from "./at-hand.ts";
import { ids } from "./unclear.ts";

/**
 * The question with the user's answers in their places, so that everything that looks at it heeds them: the name meant for
 * the name, the second thing beside the first, the measure and the period behind.
 *
 * Contract: pure; answers to what no rule here asked stand in brackets at the end; without answers it is the question.
 */
export function settledQuestion(
  question: string,
  { answered = [], documents }: Pick<Clarifying, "answered" | "documents">,
  language: string,
): string {
  const given = new Map(answered.flatMap(({ id, answer }) => (answer ? [[id, answer] as const] : [])));
  if (given.size === 0) return question;
  const { entities } = facetsOf(
    question,
    language,
    documents.map((title) => ({ title })),
  );
  const [first] = entities;
  const unclear = entities.find((one) => namesakesOf(one, documents).length > 1) ?? first;
  const meant = given.get(ids.name);
  const name = unclear === first && meant !== undefined && isName(meant) ? meant : first;
  const known: readonly string[] = Object.values(ids);
  const others = [...given].filter(([id]) => !known.includes(id)).map(([, answer]) => answer);
  const steps: readonly (readonly [answer: string | undefined, put: (text: string, answer: string) => string])[] = [
    [meant, (text, answer) => withMeant(text, unclear, answer)],
    [given.get(ids.other), (text, answer) => withOther(text, { name, language }, answer)],
    [given.get(ids.measure), (text, answer) => withMeasure(text, { name, language }, answer)],
    [given.get(ids.period), (text, answer) => withTime(text, answer, language)],
    [others.length > 0 ? others.join("; ") : undefined, (text, answer) => withAtEnd(text, `(${answer})`)],
  ];
  return steps.reduce((text, [answer, put]) => (answer === undefined ? text : put(text, answer)), question);
}

const isName = (answer: string): boolean => /^\p{Lu}|^\P{Ll}+$/u.test(answer);

function withMeant(question: string, name: string | undefined, answer: string): string {
  const replaced = name !== undefined && isName(answer) ? withNames(question, [name], [answer]) : undefined;
  return replaced ?? withAtEnd(question, `(${answer})`);
}

interface About {
  readonly name: string | undefined;
  readonly language: string;
}

function withOther(question: string, { name, language }: About, answer: string): string {
  const both = name === undefined || !isName(answer) ? undefined : joinNames([name, answer], language);
  return (both && name && withNames(question, [name], [both])) ?? withAtEnd(question, `(${answer})`);
}

/** How the measure of the name developed, in the period of the question: it said nothing else. */
function withMeasure(question: string, { name, language }: About, answer: string): string {
  const { range } = periodsOf(question, language);
  if (name === undefined || range?.latest) return withAtEnd(question, `(${answer})`);
  const asked = fill(phrasesFor(language).developed, { topic: answer, entities: name });
  const labels = [...new Set([range?.fromLabel, range?.toLabel])].filter((label) => label !== undefined);
  return labels.length === 0 ? asked : withTime(asked, labels.join("–"), language);
}

function withTime(question: string, answer: string, language: string): string {
  if (findDates(answer, language).length === 0) return withAtEnd(question, `(${answer})`);
  return withPeriod(question, answer, language);
}
