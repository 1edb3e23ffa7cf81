import type { Brief, EvidenceView } from "../analyst.ts";
import { type Series, seriesOf } from "./data.ts";
import { answerSentences } from "./table-answer/index.ts";

/** The sub-question whose answer may stand in one cell. */
const answered = "q1";

/**
 * The series worth telling: those of the evidence, but not the rest of a table of which one cell is the answer. Whoever
 * asks for one number does not ask for the course of all others beside it.
 */
export function toldSeries(views: readonly EvidenceView[], brief: Brief): readonly Series[] {
  const series = seriesOf(views, brief);
  if (!series.some(({ subQuestionId }) => subQuestionId === answered)) return series;
  return answerSentences(views, brief).length === 0
    ? series
    : series.filter(({ subQuestionId }) => subQuestionId !== answered);
}
