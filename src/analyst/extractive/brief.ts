import type { Analyst, Brief } from "../analyst.ts";
import { facetsOf } from "./facets.ts";
import { detectLanguage } from "./language.ts";
import { containment, termSet } from "./words.ts";

/** The genre for a question that no other fits. */
const defaultSkill = "research-report";

/** Reads the question into a brief: language, intents, time range, skill, and what a good answer must contain. */
export async function brief(input: Parameters<Analyst["brief"]>[0]): Promise<Brief> {
  const { question, options } = input;
  const asked = await detectLanguage(question);
  const language = options.language ?? asked;
  const facets = facetsOf(question, asked, []);
  const { range } = facets;
  const timeRange = range && {
    ...(range.from && { from: range.from }),
    ...(range.to && { to: range.to }),
  };
  const skill = options.skill ?? fittingSkill(question, input.skills);
  const contract = input.skills.find(({ name }) => name === skill)?.outline;
  return {
    question,
    language,
    length: options.length,
    skill,
    ...(contract && { outline: contract }),
    audience: "a reader who checks every statement against its source",
    intents: facets.intents,
    ...(timeRange && { timeRange }),
    assumptions: [],
    checks: facets.topics.flatMap((topic) =>
      facets.entities.length > 0 ? facets.entities.map((entity) => `${topic}: ${entity}`) : [topic],
    ),
  };
}

/** The skill whose description shares most words with the question; the general one when none shares two. */
function fittingSkill(question: string, skills: readonly { name: string; description: string }[]): string {
  const wanted = termSet(question);
  const rated = skills
    .map(({ name, description }) => ({
      name,
      shared: containment(wanted, termSet(`${name} ${description}`)) * wanted.size,
    }))
    .sort((a, b) => b.shared - a.shared || (a.name < b.name ? -1 : 1));
  const [best] = rated;
  if (best && best.shared >= 2) return best.name;
  return skills.find(({ name }) => name === defaultSkill)?.name ?? skills[0]?.name ?? defaultSkill;
}
