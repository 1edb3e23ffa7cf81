import type { Analyst, Brief, SubQuestion } from "../analyst.ts";
import type { Series } from "./data.ts";
import { facetsOf } from "./facets.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { joinNames } from "./plan.ts";
import { capitalise, decapitalise } from "./words.ts";

/** A title names no more metrics or topics than this. */
const maxTitleTopics = 4;

/** A chart's or table's title: its metrics, and whose they are. */
export function seriesTitle(series: readonly Series[], brief: Brief): string {
  const phrases = phrasesFor(brief.language);
  const names = namesOf(series);
  const whole = series.filter(({ part }) => part === undefined);
  const metrics = [...new Set((whole.length > 0 ? whole : series).map(({ metric }) => metric))];
  const told = metrics.length > maxTitleTopics ? metrics.slice(0, 1) : metrics;
  const metric = capitalise(joinNames([...told.slice(0, 1), ...told.slice(1).map(decapitalise)], brief.language));
  const entities = joinNames(names, brief.language);
  if (entities === "") return metric;
  return fill(names.length > 1 ? phrases.compareTitle : phrases.seriesTitle, { metric, entities, entity: entities });
}

/** The title of the table of all numbers, which may hold more metrics than a title can name. */
export function tableTitle(series: readonly Series[], brief: Brief): string {
  const whole = series.filter(({ part }) => part === undefined);
  const named = [...new Set(whole.map(({ metric }) => metric))];
  const { topics } = facetsOf(brief.question, brief.language, []);
  const metrics = named.length > maxTitleTopics ? topics : named;
  const entities = joinNames(namesOf(series), brief.language);
  const told = joinNames(withoutSharedStart(metrics.map(decapitalise)), brief.language);
  if (entities === "") return capitalise(told);
  return fill(phrasesFor(brief.language).reportTitle, { entities, topics: told });
}

const namesOf = (series: readonly Series[]): readonly string[] =>
  [...new Set(series.map(({ entity }) => entity))].filter((name) => name !== "");

/** "Apple: total net sales, operating income and net income, 2022 Q3 to 2023 Q3". */
export function reportTitle({ brief, plan }: Parameters<Analyst["outline"]>[0]): string {
  const phrases = phrasesFor(brief.language);
  const { range } = facetsOf(brief.question, brief.language, []);
  const demanded = new Set(brief.outline?.sections?.map(({ purpose }) => purpose));
  const asked = plan.subQuestions.filter(({ id, isAdded }) => !demanded.has(id) && !isAdded);
  const topics = asked.flatMap((subQuestion) => subQuestion.topics).slice(0, maxTitleTopics);
  const names = plan.subQuestions[0]?.entities ?? [];
  const entities = joinNames(names, brief.language);
  const about = joinNames(withoutSharedStart(topics), brief.language);
  if (asksInAClause(brief, asked)) return capitalise(brief.question.trim());
  const title =
    entities === "" || about.toLowerCase().includes(entities.toLowerCase())
      ? capitalise(about)
      : fill(phrases.reportTitle, { entities, topics: about });
  if (!range) return title;
  const { fromLabel: from, toLabel: to } = range;
  if (from && to && from !== to) return fill(phrases.rangeTitle, { title, from, to });
  return from || to ? `${title} (${from ?? to})` : title;
}

/** "generation from wind", "generation from gas" are told as "generation from wind", "gas". */
function withoutSharedStart(topics: readonly string[]): readonly string[] {
  const [first = "", ...rest] = topics;
  const start = /^\S.*\s(?:from|aus)\s/iu.exec(first)?.[0];
  return start && rest.every((topic) => topic.startsWith(start))
    ? [first, ...rest.map((topic) => topic.slice(start.length))]
    : topics;
}

const longestQuestionTitle = 90;

/** "Why does sleep training help toddlers?" has no noun phrase for a title: the question is the title. */
export function asksInAClause(brief: Brief, subQuestions: readonly SubQuestion[]): boolean {
  const clausal = brief.intents.some((intent) => ["why", "how", "when", "where", "who"].includes(intent));
  const words = brief.question.trim().split(/\s+/).length;
  return clausal && subQuestions.length === 1 && words > 3 && brief.question.length <= longestQuestionTitle;
}
