import { blockText, type Finding } from "../../../evidence/index.ts";
import type { StoredSource } from "../../../library/index.ts";
import type { Analyst, Brief, EvidenceView, Intent } from "../../analyst.ts";
import { fill, phrasesFor } from "../phrases/index.ts";
import type { Sentence } from "../sentence.ts";
import { contentTerms } from "../words.ts";
import { answerQuestion } from "./answer-question.ts";
import type { TableAnswer } from "./asked.ts";
import { type TableView, viewOfTable, viewsOfEvidence } from "./table-view.ts";

export { answerQuestion } from "./answer-question.ts";
export type { Operation, TableAnswer } from "./asked.ts";
export { type TableView, viewOfTable } from "./table-view.ts";

const minConfidence = 0.34;
const maxTables = 400;
/** A page says in its title and first lines what it is about. */
const openingBlocks = 6;
const openingLength = 1_500;
/** Whole small tables are banked, of large ones the columns the answer needs. */
const maxWholeCells = 240;
const maxCells = 600;
/** Among many documents these operations fire too easily for a question that asks for no single fact. */
const loose: ReadonlySet<TableAnswer["operation"]> = new Set(["lookup", "end", "neighbour", "count"]);
const minLooseConfidence = 0.6;
const factoids: ReadonlySet<Intent> = new Set<Intent>(["who", "when", "where", "how-much"]);
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
  const isFactoid = brief.intents.some((intent) => factoids.has(intent));
  if (!best || (sources.size > 1 && !isFactoid && loose.has(best.answer.operation))) return [];
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
  // Of one document everything is asked; among many, a table must explain the words of the question to be the one.
  const least = sources.size === 1 ? 0 : minConfidence;
  const rated = [...sources].flatMap(([sourceId, { source, parsed }]) => {
    const opening = parsed.blocks.slice(0, openingBlocks).map(blockText).join(" ").slice(0, openingLength);
    const about = new Set(contentTerms(`${source.title} ${opening}`));
    const titled = terms.filter((term) => about.has(term)).length / Math.max(1, terms.length);
    const tables = parsed.blocks.filter((block) => block.type === "table").slice(0, maxTables);
    return tables.flatMap((table): readonly RatedTable[] => {
      if (statement.test(table.caption ?? "") || table.rows.length < 2) return [];
      const view = viewOfTable(table);
      const answer = answerQuestion(view, question);
      if (!answer || answer.confidence + titled / 2 < least) return [];
      if (sources.size > 1 && loose.has(answer.operation) && answer.confidence < minLooseConfidence) return [];
      const size = Math.min(0.25, view.rows.length / 80) - (view.columns.length < 3 ? 0.35 : 0);
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
    if (answer) return [toSentence(answer, view, brief)];
  }
  return [];
}

function isSeriesQuestion(brief: Brief): boolean {
  return brief.intents.includes("over-time") || brief.intents.includes("why") || /^compare\b/iu.test(brief.question);
}

const maxCited = 12;

/** Where the answer stands, in the table's own words: "Points, Franco Pellizotti (ITA)". */
function placeOf({ columns, cells, answer }: TableAnswer, view: TableView): string {
  const header = view.columns.find(({ index }) => index === columns[0])?.header ?? "";
  const origin = cells.at(-1)?.text ?? "";
  return [header, origin === answer ? "" : origin].filter((part) => part !== "").join(", ");
}

function toSentence(answer: TableAnswer, view: TableView, brief: Brief): Sentence {
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
  const place = placeOf(answer, view);
  const plain = templates[answer.operation] === phrases.answer && place !== "";
  const text = fill(plain ? phrases.answerPlace : templates[answer.operation], {
    ...answer.detail,
    answer: answer.answer,
    place,
  });
  return {
    text,
    evidenceIds: answer.cells
      .map(({ evidenceId }) => evidenceId)
      .filter((id) => id !== "")
      .slice(0, maxCited),
  };
}
