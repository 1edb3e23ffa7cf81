import { queryCalls, type Tool } from "../../tools/index.ts";
import type { Analyst, Brief, Intent, Plan, SubQuestion } from "../analyst.ts";
import { titleOf } from "../outline-contract.ts";
import { asksForPicture } from "./core-question.ts";
import { type Facets, facetsOf } from "./facets.ts";
import { withoutGenreRequest } from "./genre-request.ts";
import { detectLanguage } from "./language.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { subjectOf } from "./read-demanded.ts";
import { synonymsOf } from "./thesaurus.ts";
import { contentTerms } from "./words.ts";

const maxQueries = 6;
/** Topics longer than this are clauses, not noun phrases: the question itself says it better. */
const maxTopicTerms = 5;

/** Splits the question into one sub-question per topic, for all names together, each with its first queries. */
export async function plan({ brief, corpus, tools = [] }: Parameters<Analyst["plan"]>[0]): Promise<Plan> {
  const facets = facetsOf(brief.question, await detectLanguage(brief.question), corpus);
  const asked = facets.topics.map((topic, index) => subQuestion(brief, { facets, topic, index }));
  const subQuestions = [...asked, ...requiredSubQuestions(brief, facets)];
  return { subQuestions: subQuestions.map((one) => withCalls(one, tools)) };
}

/** Tools that take a query are asked what a search provider would be asked first. */
function withCalls(subQuestion: SubQuestion, tools: readonly Tool[]): SubQuestion {
  const calls = queryCalls(subQuestion.queries[0] ?? subQuestion.question, tools);
  return calls.length > 0 ? { ...subQuestion, calls } : subQuestion;
}

/** What the genre asks of the question's subject; the id is the section's purpose, so that the outline finds it. */
function requiredSubQuestions({ outline, language }: Brief, facets: Facets): readonly SubQuestion[] {
  const { entities } = facets;
  const own = subjectOf(facets);
  const subject = [...entities, ...(own ? [own] : [])].join(" ");
  return (outline?.sections ?? []).map((section) => ({
    id: section.purpose,
    question: `${titleOf(section, language)}: ${subject}`,
    intent: "what",
    queries: section.topics.map((topic) => `${subject} ${topic}`).slice(0, maxQueries),
    entities,
    topics: section.topics,
  }));
}

function subQuestion(brief: Brief, part: { facets: Facets; topic: string; index: number }): SubQuestion {
  const { facets, topic, index } = part;
  const intent = intentOf(facets);
  const visual = visualOf(brief.question, intent);
  return {
    id: `q${index + 1}`,
    question: facets.topics.length > 1 ? askAbout(brief, part, intent) : brief.question,
    intent,
    queries: queriesFor(withoutGenreRequest(brief.question), facets, topic),
    entities: facets.entities,
    topics: [topic],
    ...(visual && { visual }),
  };
}

/** What a picture shows is answered by the picture; a course by a chart, a comparison by a table. */
function visualOf(question: string, intent: Intent): SubQuestion["visual"] {
  if (asksForPicture(question)) return "figure";
  return intent === "over-time" ? "chart" : intent === "compare" ? "table" : undefined;
}

/** Several names to compare make a comparison; else what the question says first. */
function intentOf({ intents, entities }: Facets): Intent {
  if (intents.includes("compare") && entities.length > 1) return "compare";
  if (intents.includes("over-time")) return "over-time";
  return intents.find((intent) => intent !== "why") ?? intents[0] ?? "what";
}

function askAbout(brief: Brief, { facets, topic }: { facets: Facets; topic: string }, intent: Intent): string {
  const phrases = phrasesFor(brief.language);
  const entities = joinNames(facets.entities, brief.language);
  if (entities === "") return topic;
  const template =
    intent === "over-time" ? phrases.developed : intent === "compare" ? phrases.compared : phrases.reported;
  return fill(template, { topic, entities });
}

function queriesFor(question: string, { entities, topics }: Facets, topic: string): readonly string[] {
  const names = entities.length > 0 ? entities : [""];
  const words = [topic, ...synonymsOf(topic, 2)];
  const crossed = words.flatMap((word) => names.map((name) => `${name} ${word}`.trim()));
  const isClause = contentTerms(topic).length > maxTopicTerms;
  // Its parts beside it would only draw the search away from it: on two-hop questions ten in a hundred are lost.
  if (isClause || (topics.length === 1 && synonymsOf(topic, 1).length === 0)) return [question];
  const whole = topics.length === 1 ? [question] : [];
  return [...new Set([...whole, ...crossed])].slice(0, maxQueries);
}

/** "Apple, Amazon and Tesla" in the language. */
export function joinNames(names: readonly string[], language: string): string {
  const { comma, and } = phrasesFor(language);
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(comma)}${and}${last}`;
}
