import type { Finding } from "../../../evidence/index.ts";
import type { StoredSource } from "../../../library/index.ts";
import type { Analyst, Brief, EvidenceView } from "../../analyst.ts";
import { fill, phrasesFor } from "../phrases/index.ts";
import type { Sentence } from "../sentence.ts";
import { contentTerms } from "../words.ts";
import { answerQuestion, type TableAnswer } from "./answer-question.ts";
import { type TableView, viewOfTable, viewsOfEvidence } from "./table-view.ts";

export { answerQuestion, type Operation, type TableAnswer } from "./answer-question.ts";
export { type TableView, viewOfTable } from "./table-view.ts";

const minConfidence = 0.34;
const maxTables = 400;
/** Whole small tables are banked, of large ones the columns the answer needs. */
const maxWholeCells = 240;
const maxCells = 600;
const statement = /statements? of|balance sheets?|cash flows?/iu;

/**
 * Cells from which a question about one table can be computed again by whoever writes.
 *
 * Contract: empty for questions over time, about causes, or between several documents, which no single table answers.
 */
export function answerFindings({ brief, subQuestion, sources }: Parameters<Analyst["read"]>[0]): readonly Finding[] {
  const isTable = !brief.intents.includes("over-time") && !brief.intents.includes("why") && subQuestion.id === "q1";
  if (!isTable || /^compare\b/iu.test(brief.question)) return [];
  const best = bestTable(brief.question, sources);
  if (!best) return [];
  const { view, answer, sourceId, tableId } = best;
  const needed = new Set(answer.columns);
  const size = view.rows.length * view.columns.length;
  return view.rows
    .flatMap(({ index: rowIndex, cells }) =>
      [...cells.keys()]
        .filter((column) => size <= maxWholeCells || needed.has(column))
        .map((columnIndex): Finding => ({ type: "cell", sourceId, tableId, rowIndex, columnIndex })),
    )
    .slice(0, maxCells);
}

interface RatedTable {
  readonly sourceId: string;
  readonly tableId: string;
  readonly view: TableView;
  readonly answer: TableAnswer;
  readonly score: number;
}

function bestTable(question: string, sources: ReadonlyMap<string, StoredSource>): RatedTable | undefined {
  const terms = contentTerms(question);
  const rated = [...sources].flatMap(([sourceId, { source, parsed }]) => {
    const titled = contentTerms(source.title).filter((term) => terms.includes(term)).length / Math.max(1, terms.length);
    const tables = parsed.blocks.filter((block) => block.type === "table").slice(0, maxTables);
    return tables.flatMap((table): readonly RatedTable[] => {
      if (statement.test(table.caption ?? "") || table.rows.length < 2) return [];
      const view = viewOfTable(table);
      const answer = answerQuestion(view, question);
      if (!answer || answer.confidence + titled / 2 < minConfidence) return [];
      const size = Math.min(0.1, view.rows.length / 200);
      return [{ sourceId, tableId: table.id, view, answer, score: answer.confidence + titled / 2 + size }];
    });
  });
  return rated.sort((a, b) => b.score - a.score)[0];
}

/** The computed answer with the cells it rests on; nothing when the evidence holds no table that answers. */
export function answerSentences(evidence: readonly EvidenceView[], brief: Brief): readonly Sentence[] {
  if (
    evidence.some(
      (view) =>
        view.evidence.content.type === "cell" &&
        view.evidence.quantities?.[0]?.periodEnd &&
        view.evidence.quantities[0].entity &&
        isSeriesQuestion(brief),
    )
  )
    return [];
  for (const view of viewsOfEvidence(evidence)) {
    const answer = answerQuestion(view, brief.question);
    if (answer) return [toSentence(answer, brief)];
  }
  return [];
}

function isSeriesQuestion(brief: Brief): boolean {
  return brief.intents.includes("over-time") || brief.intents.includes("why") || /^compare\b/iu.test(brief.question);
}

const maxCited = 12;

function toSentence(answer: TableAnswer, brief: Brief): Sentence {
  const phrases = phrasesFor(brief.language);
  const templates: Readonly<Record<TableAnswer["operation"], string>> = {
    lookup: phrases.answer,
    neighbour: phrases.answer,
    end: phrases.answer,
    either: phrases.answerExtreme,
    extreme: answer.detail.value === answer.answer ? phrases.answer : phrases.answerExtreme,
    count: phrases.answerCount,
    most: phrases.answerMost,
    difference: phrases.answerDifference,
    sum: phrases.answerSum,
  };
  const text = fill(templates[answer.operation], { ...answer.detail, answer: answer.answer });
  return {
    text,
    evidenceIds: answer.cells
      .map(({ evidenceId }) => evidenceId)
      .filter((id) => id !== "")
      .slice(0, maxCited),
  };
}
