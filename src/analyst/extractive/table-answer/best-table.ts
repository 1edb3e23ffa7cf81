import { blockText, parseCellNumber, type SourceTable } from "../../../evidence/index.ts";
import type { StoredSource } from "../../../library/index.ts";
import { contentTerms } from "../words.ts";
import { answerQuestion, type Surroundings } from "./answer-question.ts";
import type { Operation, TableAnswer } from "./asked.ts";
import { type TableView, viewOfTable } from "./table-view.ts";

/** The table that answers a question best. */
export interface RatedTable {
  readonly sourceId: string;
  readonly tableId: string;
  readonly view: TableView;
  readonly answer: TableAnswer;
  readonly score: number;
}

const maxTables = 400;
/** A page says in its title and first lines what it is about, and names its subject at once. */
const openingBlocks = 6;
const openingLength = 1_500;
const subjectLength = 60;
/** A statement of accounts is read as a series. */
const statement = /statements? of|balance sheets?|cash flows?/iu;

/**
 * Share of the question that an answer must rest on: a wrong answer is worse than none. A count or sum that leaves a
 * word out has mostly left out a condition; measured on 524 questions, three of four answers hold at these.
 */
const leastConfidence: Readonly<Partial<Record<Operation, number>>> = { count: 0.8, sum: 0.8, lookup: 0.67 };
const otherwise = 0.6;
/** Among many pages the table must be about what is asked, too. */
const leastAmongMany = 0.8;

/**
 * A question that two pages answer ("how many teams are listed?") means one of them, and nothing says which. Measured on
 * 104 questions over 45 pages: three of four such answers were of the wrong page.
 */
const leastLead = 0.4;

/**
 * Finds the table of the sources that explains the question best.
 *
 * Contract: undefined when none explains it well enough, or when a table of another source explains it about as well.
 */
export function bestTable(question: string, sources: ReadonlyMap<string, StoredSource>): RatedTable | undefined {
  const rated = [...sources].flatMap(([sourceId, stored]) => ratedTables(question, sourceId, stored));
  const floor = sources.size > 1 ? leastAmongMany : 0;
  const fitting = rated
    .filter(({ answer }) => answer.confidence >= Math.max(floor, leastConfidence[answer.operation] ?? otherwise))
    .sort((a, b) => b.score - a.score);
  const [best] = fitting;
  const rival = fitting.find(({ sourceId }) => sourceId !== best?.sourceId);
  const isClear =
    !rival || (best && (best.score - rival.score >= leastLead || isSame(best.answer.answer, rival.answer.answer)));
  return isClear ? best : undefined;
}

/** "5,243" and "5243" are one answer. */
function isSame(first: string, second: string): boolean {
  const value = parseCellNumber(first)?.value;
  return first === second || (value !== undefined && value === parseCellNumber(second)?.value);
}

function ratedTables(question: string, sourceId: string, { source, parsed }: StoredSource): readonly RatedTable[] {
  const first = parsed.blocks.slice(0, openingBlocks);
  const opening = first.map(blockText).join(" ").slice(0, openingLength);
  // What the cells of a table say is no subject.
  const named = first.map((block) => (block.type === "table" ? (block.caption ?? "") : blockText(block))).join(" ");
  const about = contentTerms(`${source.title} ${opening}`);
  const subject = new Set(contentTerms(`${source.title} ${named.trimStart().slice(0, subjectLength)}`));
  const terms = contentTerms(question);
  const titled = terms.filter((term) => about.includes(term)).length / Math.max(1, terms.length);
  const tables = parsed.blocks.filter((block) => block.type === "table").slice(0, maxTables);
  return tables.flatMap((table): readonly RatedTable[] => {
    if (statement.test(table.caption ?? "") || table.rows.length < 2) return [];
    const view = viewOfTable(table);
    const answer = answerQuestion(view, question, surroundingsOf(table, about, subject));
    if (!answer) return [];
    return [{ sourceId, tableId: table.id, view, answer, score: answer.confidence + titled / 2 + sizeOf(view) }];
  });
}

function surroundingsOf(table: SourceTable, about: readonly string[], subject: ReadonlySet<string>): Surroundings {
  const near = contentTerms(`${table.caption ?? ""} ${table.locator.section ?? ""}`);
  return { about: new Set([...about, ...near]), subject };
}

/** Long tables are asked about more than short ones; two columns without headers are a box of facts. */
function sizeOf({ rows, columns }: TableView): number {
  const box = columns.length < 3 ? 0.35 : 0;
  const nameless = columns.every(({ header }) => header.trim() === "") ? 0.25 : 0;
  return Math.min(0.25, rows.length / 80) - box - nameless;
}
