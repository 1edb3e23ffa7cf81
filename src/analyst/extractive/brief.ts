import type { Analyst, Brief, Clarification, Clarifying } from "../analyst.ts";
import { settledQuestion } from "./clarify/settle.ts";
import { unclearIn } from "./clarify/unclear.ts";
import { facetsOf } from "./facets.ts";
import { completeQuestion } from "./follow-up/complete-question.ts";
import { genreFor } from "./genre.ts";
import { detectLanguage } from "./language.ts";
import { fill, phrasesFor } from "./phrases/index.ts";

/** Reads the question into a brief: language, intents, time range, skill, and what a good answer must contain. */
export async function brief(input: Parameters<Analyst["brief"]>[0]): Promise<Brief> {
  const { options, earlier } = input;
  const whole = await standingAlone(input);
  const asked = await detectLanguage(whole);
  const language = options.language ?? asked;
  const question = input.clarify ? settledQuestion(whole, input.clarify, asked) : whole;
  const clarifications = clarificationsFor(whole, { language: asked, reportLanguage: language }, input.clarify);
  const facets = facetsOf(question, asked, []);
  const { range } = facets;
  const timeRange = range && {
    ...(range.from && { from: range.from }),
    ...(range.to && { to: range.to }),
  };
  const skill = options.skill ?? genreFor(question, input.skills);
  const contract = input.skills.find(({ name }) => name === skill)?.outline;
  return {
    question,
    ...(question !== whole && { asked: input.question }),
    language,
    length: options.length,
    skill,
    ...(contract && { outline: contract }),
    audience: "a reader who checks every statement against its source",
    intents: facets.intents,
    ...(timeRange && { timeRange }),
    ...(earlier && {
      follows: { asked: input.question, question: earlier.question, subQuestions: earlier.subQuestions },
    }),
    assumptions:
      question === input.question ? [] : [fill(phrasesFor(language).understood, { asked: input.question, question })],
    ...(clarifications.length > 0 && { clarifications }),
    checks: facets.topics.flatMap((topic) =>
      facets.entities.length > 0 ? facets.entities.map((entity) => `${topic}: ${entity}`) : [topic],
    ),
  };
}

/** What was asked and answered, or else what is to be asked. */
function clarificationsFor(
  question: string,
  languages: Parameters<typeof unclearIn>[1],
  clarify: Clarifying | undefined,
): readonly Clarification[] {
  return clarify?.answered ?? (clarify ? unclearIn(question, languages, clarify) : []);
}

/** A follow-up with what it leaves to the question before; any other question as it was asked. */
async function standingAlone({ question, earlier }: Parameters<Analyst["brief"]>[0]): Promise<string> {
  return earlier ? completeQuestion(question, earlier, await detectLanguage(earlier.question)) : question;
}
