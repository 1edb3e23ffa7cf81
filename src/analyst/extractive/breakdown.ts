import { pathSeparator, type TypedCell } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { groupBy } from "./group-by.ts";
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
  /** How well the words around it fit the question, 0 to 1. */
  readonly fit: number;
}

interface TableRow {
  readonly rowIndex: number;
  readonly label: string;
  readonly cells: readonly TypedCell[];
}

const minTotalScore = 0.6;
const maxParts = 12;
const asksParts =
  /\b(?:break(?:s|ing)?[- ]?downs?|broken down|split|mix|composition|composed|components?|constituents?|distribution|distributed|made up|consists? of|categories|by (?:segment|region|country|countries|product|service|category|type|source|geograph\w*|division|business|channel)s?|segments?|geograph\w+|regions?|product lines?|offerings|drivers?|drove|driven|contribut\w+|international markets|aufgliederung|zusammensetzung|segmente?n?|répartition|composition|par (?:segment|région|produit)|desglose|composición|por (?:segmento|región|producto))\b|构成|分部|细分/iu;

/** Whether a question wants the parts of a total, or what moved it. */
export function asksForParts(question: string): boolean {
  return asksParts.test(question);
}

/**
 * The best breakdown that a source gives of a topic: rows that stand in a row before or after a total that names the
 * topic, and add up to it in every column.
 *
 * Contract: nothing where no rows add up; of several breakdowns the one whose caption and headings have most of the
 * question's words, then the one with more parts, then the first.
 */
export function breakdownOf(
  stored: StoredSource,
  search: { readonly matcher: TopicMatcher; readonly question: string },
): Breakdown | undefined {
  const wanted = termSet(search.question);
  const found = typedTables(stored).flatMap((table) => breakdownsIn(table, search.matcher, wanted));
  return [...found].sort((a, b) => b.fit - a.fit || b.parts.length - a.parts.length)[0];
}

function breakdownsIn(table: TypedTable, matcher: TopicMatcher, wanted: ReadonlySet<string>): readonly Breakdown[] {
  const rows = rowsOf(table);
  return rows.flatMap((total, at) => {
    if (labelScore(matcher, total.label.split(pathSeparator)) < minTotalScore || isPercent(total)) return [];
    const parts = addingUp(total, rows.slice(0, at).reverse()) ?? addingUp(total, rows.slice(at + 1));
    if (!parts) return [];
    const ordered = [...parts].sort((a, b) => a.rowIndex - b.rowIndex);
    const around = termSet([table.table.caption ?? "", ...ordered.map(({ label }) => label)].join(" "));
    return [{ tableId: table.table.id, total, parts: ordered, fit: containment(wanted, around) }];
  });
}

const isPercent = ({ cells }: TableRow): boolean => cells.some(({ quantity }) => quantity.unit === "%");

function rowsOf({ cells }: TypedTable): readonly TableRow[] {
  return [...groupBy(cells, ({ rowIndex }) => String(rowIndex)).values()].flatMap((group): readonly TableRow[] => {
    const [first] = group;
    const dated = group.filter(({ quantity }) => quantity.periodEnd !== undefined);
    return first && dated.length > 0
      ? [{ rowIndex: first.rowIndex, label: first.quantity.metric ?? first.row, cells: dated }]
      : [];
  });
}

/** The shortest run of rows from the nearest on that adds up to the total in every column that has one. */
function addingUp(total: TableRow, nearest: readonly TableRow[]): readonly TableRow[] | undefined {
  for (let size = 2; size <= Math.min(maxParts, nearest.length); size++) {
    const parts = nearest.slice(0, size);
    if (total.cells.every((cell) => isSum(cell, parts))) return parts;
  }
  return undefined;
}

function isSum(total: TypedCell, parts: readonly TableRow[]): boolean {
  const inColumn = parts.flatMap(({ cells }) => cells.filter(({ columnIndex }) => columnIndex === total.columnIndex));
  // A part that is blank in one column is nothing there; one that is of another unit is no part.
  if (inColumn.length < 2 || inColumn.some(({ quantity }) => quantity.unit !== total.quantity.unit)) return false;
  const sum = inColumn.reduce((value, { quantity }) => value + quantity.value, 0);
  // Each part may be rounded by half a step.
  const slack = (Math.max(total.step, ...inColumn.map(({ step }) => step)) * inColumn.length) / 2;
  return Math.abs(sum - total.quantity.value) <= slack;
}

/** Last part of a label path in comparable form, so that years and documents spell one part alike. */
export const partKey = (label: string): string => [...labelTerms(label.split(pathSeparator).at(-1) ?? "")].join(" ");
