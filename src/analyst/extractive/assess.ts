import type { Analyst, Brief, EvidenceView, Gap, SubQuestion } from "../analyst.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { containsName } from "./source-entities.ts";
import { synonymsOf } from "./thesaurus.ts";

const secondRoundSynonyms = 6;

/** Which sub-questions lack evidence: of the whole, or of a name. */
export async function assess(input: Parameters<Analyst["assess"]>[0]): Promise<{ readonly gaps: readonly Gap[] }> {
  const { brief, plan, evidence, round } = input;
  return { gaps: plan.subQuestions.flatMap((subQuestion) => missingEvidence(subQuestion, evidence, { brief, round })) };
}

function missingEvidence(
  subQuestion: SubQuestion,
  evidence: readonly EvidenceView[],
  { brief, round }: { brief: Brief; round: number },
): readonly Gap[] {
  const phrases = phrasesFor(brief.language);
  const own = evidence.filter((view) => view.evidence.subQuestionIds.includes(subQuestion.id));
  const [topic = subQuestion.question] = subQuestion.topics;
  const queries = (name: string): readonly string[] =>
    round > 0 ? [] : synonymsOf(topic, secondRoundSynonyms).map((words) => `${name} ${words}`.trim());
  if (own.length === 0) {
    return [
      {
        subQuestionId: subQuestion.id,
        reason: fill(phrases.notFound, { topic }),
        queries: queries(subQuestion.entities[0] ?? ""),
      },
    ];
  }
  // Whoever read for one name took only what is about it, even where a document calls it "the Company".
  if (subQuestion.entities.length < 2) return [];
  return subQuestion.entities
    .filter((entity) => !own.some((view) => speaksOf(view, entity)))
    .map((entity) => ({
      subQuestionId: subQuestion.id,
      reason: fill(topic.includes(entity) ? phrases.notFound : phrases.noEntity, { topic, entity }),
      queries: queries(entity),
    }));
}

function speaksOf({ evidence, source }: EvidenceView, entity: string): boolean {
  const { content, quantities = [], locator } = evidence;
  const words =
    content.type === "quote"
      ? `${content.prefix} ${content.exact} ${content.suffix}`
      : content.type === "cell"
        ? `${content.row} ${content.column}`
        : content.reading;
  const about = quantities.map((quantity) => quantity.entity ?? "").join(" ");
  return containsName(`${words} ${about} ${source.title} ${locator.section ?? ""}`, entity);
}
