import { pathSeparator } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { datedRows, runAddingUp, type TableRow } from "./adding-rows.ts";
import { stackedRows } from "./stacked-rows.ts";
import type { TopicMatcher } from "./topics.ts";
import { labelScore } from "./topics.ts";
import { type TypedTable, typedTables } from "./typed-tables.ts";
import { containment, labelTerms, termSet } from "./words.ts";

/** Rows of a table that add up to a total, with the total. */
export interface Breakdown {
  readonly tableId: string;
  readonly total: TableRow;
  /** In the order of the table; at least two. */
  readonly parts: readonly TableRow[];
  /** How well the words around it fit the question, 0 to 1, and 1 more where it is split as asked. */
  readonly fit: number;
}

const minTotalScore = 0.6;
const asksParts =
  /\b(?:break(?:s|ing)?[- ]?downs?|broken down|split|mix|composition|composed|components?|constituents?|distribution|distributed|made up|consists? of|categories|by (?:segment|region|country|countries|product|service|category|type|source|geograph\w*|division|business|channel)s?|segments?|geograph\w+|regions?|product lines?|offerings|drivers?|drove|driven|contribut\w+|international markets|aufgliederung|zusammensetzung|segmente?n?|répartition|composition|par (?:segment|région|produit)|desglose|composición|por (?:segmento|región|producto))\b|构成|分部|细分/iu;

/** Whether a question wants the parts of a total, or what moved it. */
export function asksForParts(question: string): boolean {
  return asksParts.test(question);
}

/** What a total may be split by, in the words of questions and of captions; each line is one kind. */
const kinds: readonly ReadonlySet<string>[] = [
  "segment segments reportable division divisions business",
  "region regions geography geographic geographical country countries area areas market markets",
  "product products service services category categories offering offerings line lines type types",
].map(termSet);

/**
 * The best breakdown that a source gives of a topic: rows that stand in a row before or after a total that names the
 * topic, or one in each block of a table, and add up to it in every column.
 *
 * Contract: nothing where no rows add up; of several breakdowns the one whose caption and headings say what the question
 * splits by, then the one with most of the question's words, then the one with more parts, then the first.
 */
export function breakdownOf(
  stored: StoredSource,
  search: { readonly matcher: TopicMatcher; readonly question: string },
): Breakdown | undefined {
  const tables = typedTables(stored).map((table) => ({ table, rows: datedRows(table) }));
  const named = ({ label }: TableRow): boolean =>
    labelScore(search.matcher, label.split(pathSeparator)) >= minTotalScore;
  const totals = tables.flatMap(({ rows }) => rows.filter((row) => named(row) && !isPercent(row)));
  const found = tables.flatMap(({ table, rows }) => {
    const own = rows.filter((row) => totals.includes(row));
    const stacked = stackedRows(rows, {
      totals,
      isMeasure: (label) => labelScore(search.matcher, [label]) >= minTotalScore,
    });
    return [...runsIn(rows, own), ...stacked].map((one) => ({
      ...one,
      tableId: table.table.id,
      fit: fitOf(table, one.parts, search.question),
    }));
  });
  return [...found].sort((a, b) => b.fit - a.fit || b.parts.length - a.parts.length)[0];
}

function runsIn(rows: readonly TableRow[], totals: readonly TableRow[]) {
  return totals.flatMap((total) => {
    const at = rows.indexOf(total);
    const parts = runAddingUp(total, rows.slice(0, at).reverse()) ?? runAddingUp(total, rows.slice(at + 1));
    return parts ? [{ total, parts: [...parts].sort((a, b) => a.rowIndex - b.rowIndex) }] : [];
  });
}

/** The words of the question around the table, and 1 where it is split by the kind of thing that is asked. */
function fitOf({ table }: TypedTable, parts: readonly TableRow[], question: string): number {
  const wanted = termSet(question);
  const around = termSet([table.caption ?? "", ...parts.map(({ label }) => label)].join(" "));
  const has = (terms: ReadonlySet<string>, kind: ReadonlySet<string>): boolean =>
    [...kind].some((term) => terms.has(term));
  const isKind = kinds.some((kind) => has(wanted, kind) && has(around, kind));
  return containment(wanted, around) + (isKind ? 1 : 0);
}

const isPercent = ({ cells }: TableRow): boolean => cells.some(({ quantity }) => quantity.unit === "%");

/** Last part of a label path in comparable form, so that years and documents spell one part alike. */
export const partKey = (label: string): string => [...labelTerms(label.split(pathSeparator).at(-1) ?? "")].join(" ");
