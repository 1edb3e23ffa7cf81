import { termsOf } from "../../../library/index.ts";
import { isStopWord } from "../stop-words.ts";
import { contentTerms } from "../words.ts";
import { type CellLink, linkCells } from "./link-cells.ts";
import type { TableView, ViewCell, ViewColumn, ViewRow } from "./table-view.ts";

/** The one operation that answered: what was done with the cells to come to the value. */
export type Operation =
  | "lookup"
  | "count"
  | "most"
  | "extreme"
  | "difference"
  | "sum"
  | "average"
  | "neighbour"
  | "end"
  | "either"
  | "same"
  | "relation";

/** A word of the question that carries meaning, and where it stands. */
export interface Word {
  readonly term: string;
  /** Characters of `Asked.text`, `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** A question with what of the table it names. */
export interface Asked {
  /** In lower case, quotation marks and stretched blanks taken out. */
  readonly text: string;
  readonly words: readonly Word[];
  readonly view: TableView;
  readonly links: readonly CellLink[];
}

/** What a rule comes to: the value, the cells and columns it was computed from, and the words it understood. */
export interface Found {
  readonly operation: Operation;
  /** One value, or several joined by commas. */
  readonly answer: string;
  readonly cells: readonly ViewCell[];
  /** By index, from 0. */
  readonly columns: readonly number[];
  /** Printed with the answer: the column compared, the operands. */
  readonly detail: Readonly<Record<string, string>>;
  /** Stretches of the question that the rule used, `[start, end)`. */
  readonly used: readonly Stretch[];
}

/** Characters of `Asked.text` from `start` up to, not including, `end`. */
export type Stretch = readonly [start: number, end: number];

/** What a question about a table comes to. */
export interface TableAnswer extends Omit<Found, "used"> {
  /** 0 to 1: how much of the question the answer rests on. */
  readonly confidence: number;
}

/** One way to answer; undefined where the question does not fit it. */
export type Rule = (asked: Asked) => Found | undefined;

/**
 * Reads a question against a table.
 *
 * `subject`: words of what the whole page is about; cells that repeat only them bar no row.
 */
export function readQuestion(view: TableView, question: string, subject: ReadonlySet<string> = new Set()): Asked {
  const text = question
    .toLowerCase()
    .replace(/["“”„«»]/gu, " ")
    .replace(/\bhow may\b/u, "how many")
    .replace(/\s+/gu, " ")
    .trim();
  const words = termsOf(text)
    .filter(({ word }) => !isStopWord(word))
    .map(({ value, word, start }) => ({ term: value, start, end: start + word.length }));
  return {
    text,
    words,
    view,
    links: linkCells(view, words).filter((link) =>
      words.slice(link.from, link.to).some(({ term }) => !subject.has(term)),
    ),
  };
}

/** The cell where a row meets a column. */
export const cellOf = (row: ViewRow | undefined, column: ViewColumn | undefined): ViewCell | undefined =>
  row && column ? row.cells.get(column.index) : undefined;

/** What a cell is compared by, where it is of its column's kind or the column has no other. */
export function orderIn(row: ViewRow | undefined, column: ViewColumn | undefined): number | undefined {
  const order = cellOf(row, column)?.order;
  if (!order || !column) return undefined;
  const alike = order.kind === column.kind || (numeric.has(order.kind) && numeric.has(column.kind));
  return alike || column.kind === "text" ? order.value : undefined;
}

const numeric: ReadonlySet<string> = new Set(["number", "rank"]);

/** Whether a column holds amounts: numbers or times taken, not places and dates. */
export const isMeasure = ({ kind }: ViewColumn): boolean => kind === "number" || kind === "duration";

/** Sums stand under the rows they sum. */
export function isTotal(row: ViewRow): boolean {
  return [...row.cells.values()].some(({ text }) =>
    /^(?:grand )?(?:totals?|sum|average|all|overall|gesamt|summe)(?:[:\s]|$)/iu.test(text.trim()),
  );
}

/** A computed number as text, floating-point dust taken off. */
export const plain = (value: number): string => String(Number(value.toPrecision(12)));

/** Words of a stretch of the question. */
export const termsIn = (text: string): readonly string[] => contentTerms(text);

/** Where the question says "who". */
export function whoIn({ text }: Asked): readonly Stretch[] {
  const match = /\bwho(?:m|se)?\b/u.exec(text);
  return match ? [[match.index, match.index + match[0].length]] : [];
}
