import type { Analyst } from "../analyst.ts";
import { isScaffolding } from "./scaffolding.ts";
import { isStopWord } from "./stop-words.ts";
import { termSet } from "./words.ts";

const readPassages = 12;
const maxQueries = 3;
const minMentions = 2;

/**
 * Names that the best passages keep mentioning and the question does not: the documents about them may hold the rest
 * of the answer. Each becomes a query together with the topic.
 */
export async function queries(input: Parameters<Analyst["queries"]>[0]): Promise<readonly string[]> {
  const { brief, subQuestion, passages } = input;
  const asked = termSet(`${brief.question} ${subQuestion.question} ${subQuestion.queries.join(" ")}`);
  const counts = new Map<string, number>();
  for (const [rank, passage] of passages.slice(0, readPassages).entries()) {
    for (const name of new Set([passage.sourceTitle, ...namesOf(passage.text)])) {
      if (isNew(name, asked)) counts.set(name, (counts.get(name) ?? 0) + 1 / (1 + rank / 4));
    }
  }
  const [topic = ""] = subQuestion.topics;
  return [...counts]
    .filter(([, count]) => count >= minMentions / 2)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, maxQueries)
    .map(([name]) => (termSet(topic).size <= 4 ? `${name} ${topic}`.trim() : name));
}

/** Runs of two and more capitalised words inside sentences. */
function namesOf(text: string): readonly string[] {
  return [
    ...text.matchAll(
      /(?<=[\p{Ll},;]\s)\p{Lu}[\p{L}’'-]+(?:\s(?:of|the|de|von|van)\s\p{Lu}[\p{L}’'-]+|\s\p{Lu}[\p{L}’'-]+){1,4}/gu,
    ),
  ].map((match) => match[0]);
}

function isNew(name: string, asked: ReadonlySet<string>): boolean {
  const terms = [...termSet(name)];
  const words = name.split(/\s+/);
  if (terms.length === 0 || words.length > 6 || words.every((word) => isStopWord(word) || isScaffolding(word)))
    return false;
  return !terms.every((term) => asked.has(term));
}
