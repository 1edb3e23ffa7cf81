import { contentTerms } from "../words.ts";
import { type CellMatch, matchColumns } from "./match-question.ts";
import type { TableView, ViewCell, ViewColumn, ViewRow } from "./table-view.ts";

/** The one operation that answered. */
export type Operation = "lookup" | "count" | "most" | "extreme" | "difference" | "sum" | "neighbour" | "end" | "either";

/** What a question about a table comes to, with the cells it was computed from. */
export interface TableAnswer {
  readonly operation: Operation;
  /** One value, or several joined by commas. */
  readonly answer: string;
  readonly cells: readonly ViewCell[];
  readonly columns: readonly number[];
  /** Printed with the answer: the column compared, the operands. */
  readonly detail: Readonly<Record<string, string>>;
  /** 0 to 1: how much of the question the table explains. */
  readonly confidence: number;
}

/** A question with what of the table it names. */
export interface Asked {
  readonly question: string;
  readonly terms: readonly string[];
  readonly view: TableView;
  readonly matches: readonly CellMatch[];
}

/** One way to answer; undefined where the question does not fit it. */
export type Rule = (asked: Asked) => Omit<TableAnswer, "confidence"> | undefined;

/** Question words and the headers of columns that answer them. */
export const answerKinds: readonly (readonly [asks: RegExp, header: RegExp])[] = [
  [
    /\bwho(?:m|se)?\b/iu,
    /name|player|driver|rider|cyclist|athlete|candidate|winner|recipient|coach|artist|actor|author|person|incumbent|member|director|swimmer|contestant/iu,
  ],
  [/\bwhen\b|\bwhat (?:date|day)\b/iu, /date|year|season|day|time/iu],
  [/\b(?:what|which) year\b/iu, /year|season|date/iu],
  [/\bwhere\b/iu, /venue|location|place|city|country|site|stadium/iu],
];

/**
 * Whether a text can answer the question word: a name for who and where, a number for when and how many; anything for
 * other questions.
 */
export function fitsQuestion(question: string, answer: string): boolean {
  if (/^\W*(?:who|where)\b/iu.test(question)) return /\p{Lu}|\p{Lo}/u.test(answer) && !/^[\p{Ll}\p{Nd}]/u.test(answer);
  if (/^\W*(?:when|what (?:year|date)|how (?:many|much))\b/iu.test(question)) return /\p{Nd}/u.test(answer);
  return true;
}

/** The column that holds the answer: named after "which" or "what", or of the kind the question word asks for. */
export function answerColumn({ question, view, matches }: Asked, not: readonly number[] = []): ViewColumn | undefined {
  const open = view.columns.filter(({ index }) => !not.includes(index));
  const noun =
    /\b(?:which|what|whose|name (?:the|a|of the)|in (?:which|what))\s+((?:[\p{L}\p{N}'-]+\s*){1,4})/iu.exec(
      question,
    )?.[1] ?? "";
  for (const size of [3, 2, 1]) {
    const words = contentTerms(noun.split(/\s+/).slice(0, size).join(" "));
    const [named] = matchColumns({ ...view, columns: open }, words);
    if (named && words.length > 0) return named;
  }
  const kind = answerKinds.find(([asks]) => asks.test(question));
  const ofKind = kind && open.find(({ header }) => kind[1].test(header));
  if (ofKind) return ofKind;
  const condition = new Set(matches.filter(({ terms }) => terms.length > 1).map(({ column }) => column));
  return (
    open.find((column) => !column.isNumeric && !condition.has(column.index)) ?? open.find((column) => !column.isNumeric)
  );
}

/** Rows that meet every condition the question names; all rows when it names none. */
export function conditioned({ view, matches }: Asked, not: readonly number[] = []): readonly ViewRow[] {
  const groups = new Map<string, Set<ViewRow>>();
  for (const { column, rows, terms } of matches) {
    if (not.includes(column)) continue;
    const key = terms.join(" ");
    const known = groups.get(key) ?? new Set<ViewRow>();
    for (const row of rows) known.add(row);
    groups.set(key, known);
  }
  return [...groups.values()].reduce<readonly ViewRow[]>((kept, rows) => {
    const narrowed = kept.filter((row) => rows.has(row));
    return narrowed.length > 0 ? narrowed : kept;
  }, view.rows);
}

/** The cell where a row meets a column. */
export const cellOf = (row: ViewRow | undefined, column: ViewColumn | undefined): ViewCell | undefined =>
  row && column ? row.cells.get(column.index) : undefined;

/** The column of numbers that the question names. */
export function numericColumn({ view, terms }: Asked): ViewColumn | undefined {
  return matchColumns({ ...view, columns: view.columns.filter((column) => column.isNumeric) }, terms)[0];
}

/** Sums stand under the rows they sum. */
export function isTotal(row: ViewRow): boolean {
  return [...row.cells.values()].some(({ text }) =>
    /^(?:total|totals|sum|average|all|overall|gesamt|summe)$/iu.test(text.trim()),
  );
}

/** A computed number as text, floating-point dust taken off. */
export const plain = (value: number): string => String(Number(value.toPrecision(12)));
