import { contentTerms } from "../words.ts";
import type { Asked, TableAnswer } from "./asked.ts";
import { fitsQuestion } from "./asked.ts";
import { difference, either, extreme, most, sum } from "./comparing-rules.ts";
import { matchCells } from "./match-question.ts";
import { count, end, lookup, neighbour, ranked } from "./row-rules.ts";
import type { TableView } from "./table-view.ts";

/** Words that say what to compute, or point at the table itself; no cell or header need hold them. */
const operationTerms: ReadonlySet<string> = new Set(
  contentTerms(
    "first last next previous total number name names listed list chart table many much highest lowest largest smallest least greatest best top difference times come came comes ranked rank finish finished place placed finishing position amount only different altogether overall year years win won wins winning winner get got receive received score scored play played earn earned part",
  ),
);

/** Answers a question about a table by one simple operation; undefined when none fits. */
export function answerQuestion(view: TableView, question: string): TableAnswer | undefined {
  if (view.rows.length < 2 || view.columns.length < 2) return undefined;
  const asked = { question, view, terms: contentTerms(question), matches: matchCells(view, question) };
  for (const rule of [either, difference, count, neighbour, ranked, extreme, most, end, sum, lookup]) {
    const found = rule(asked);
    if (found && found.answer !== "" && fitsQuestion(question, found.answer))
      return { ...found, confidence: confidenceOf(asked) };
  }
  return undefined;
}

/** Share of the question's words that headers and cells of the table explain. */
function confidenceOf({ terms: all, view, matches }: Asked): number {
  const terms = all.filter((term) => !operationTerms.has(term));
  const known = new Set([
    ...view.columns.flatMap((column) => column.terms),
    ...matches.flatMap((match) => match.terms),
  ]);
  return terms.length === 0 ? 0.5 : terms.filter((term) => known.has(term)).length / terms.length;
}
