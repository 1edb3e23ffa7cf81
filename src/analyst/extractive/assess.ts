import type { Analyst, Brief, EvidenceView, Gap, SubQuestion } from "../analyst.ts";
import { type Printer, periodText } from "./amounts.ts";
import { type Series, seriesOf } from "./data.ts";
import { printerFor } from "./outline.ts";
import { daysBetween } from "./periods.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { containsName } from "./source-entities.ts";
import { synonymsOf } from "./thesaurus.ts";

const secondRoundSynonyms = 6;
/** A step this many times the usual one has a period missing in it. */
const holeFactor = 1.6;

/** Which sub-questions lack evidence: of the whole, of a name, of a period in the middle of a series. */
export async function assess(input: Parameters<Analyst["assess"]>[0]): Promise<{ readonly gaps: readonly Gap[] }> {
  const { brief, plan, evidence, round } = input;
  const series = seriesOf(evidence, brief);
  const gaps = plan.subQuestions.flatMap((subQuestion) => [
    ...missingEvidence(subQuestion, evidence, { brief, round }),
    ...holes(subQuestion, series, printerFor(brief)),
  ]);
  return { gaps };
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
  return subQuestion.entities
    .filter((entity) => !own.some((view) => speaksOf(view, entity)))
    .map((entity) => ({
      subQuestionId: subQuestion.id,
      reason: fill(phrases.noEntity, { topic, entity }),
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

/** Periods that a regular series leaps over. */
function holes({ id }: SubQuestion, series: readonly Series[], printer: Printer): readonly Gap[] {
  return series
    .filter(({ subQuestionId, points }) => subQuestionId === id && points.length >= 3)
    .flatMap(({ points, metric, entity }) => {
      const steps = points.slice(1).map((datum, index) => daysBetween(points[index]?.end ?? datum.end, datum.end));
      const usual = [...steps].sort((a, b) => a - b)[0] ?? 0;
      return points.slice(1).flatMap((datum, index): readonly Gap[] => {
        const before = points[index];
        if (!before || usual < 20 || (steps[index] ?? 0) < usual * holeFactor) return [];
        const values = { topic: metric, entity, pa: periodText(before, printer), pb: periodText(datum, printer) };
        return [{ subQuestionId: id, reason: fill(printer.phrases.missing, values), queries: [] }];
      });
    });
}
