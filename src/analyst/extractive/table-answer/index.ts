import type { Finding } from "../../../evidence/index.ts";
import type { Analyst } from "../../analyst.ts";
import { answerQuestion } from "./answer-question.ts";
import { isSeriesQuestion, leastRebuilt } from "./answer-sentence.ts";
import { bestTable, type RatedTable } from "./best-table.ts";
import { columnsOf, type TableView } from "./table-view.ts";

export { answerQuestion } from "./answer-question.ts";
export { answerSentences } from "./answer-sentence.ts";
export type { Operation, TableAnswer } from "./asked.ts";
export { bestTable } from "./best-table.ts";
export { type TableView, viewOfTable } from "./table-view.ts";

const maxCells = 600;

/**
 * Cells from which the answer to a question about one table can be computed again by whoever writes.
 *
 * Contract: empty for questions over time, about causes or comparing, which no single table answers, and where the
 * cells alone, without their page, would give another answer.
 */
export function answerFindings({ brief, subQuestion, sources }: Parameters<Analyst["read"]>[0]): readonly Finding[] {
  if (subQuestion.id !== "q1" || isSeriesQuestion(brief)) return [];
  const best = bestTable(brief.question, sources);
  const view = best && rebuildable(best, brief.question);
  if (!best || !view) return [];
  const { sourceId, tableId } = best;
  return view.rows.flatMap(({ index: rowIndex, cells }) =>
    [...cells.keys()].map((columnIndex): Finding => ({ type: "cell", sourceId, tableId, rowIndex, columnIndex })),
  );
}

/** The least of the table that gives the answer by itself: the columns it rests on, else all. */
function rebuildable({ view, answer }: RatedTable, question: string): TableView | undefined {
  const own = columnsOf(view, answer.columns);
  const wider = view.columns.map(({ index }) => columnsOf(view, [...answer.columns, index]));
  return [own, ...wider, view].find((part) => {
    const size = part.rows.reduce((sum, { cells }) => sum + cells.size, 0);
    const again = size <= maxCells ? answerQuestion(part, question) : undefined;
    return again?.answer === answer.answer && again.confidence >= leastRebuilt;
  });
}
