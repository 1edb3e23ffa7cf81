import { contentTerms } from "../words.ts";
import {
  type Asked,
  answerColumn,
  answerKinds,
  cellOf,
  conditioned,
  isTotal,
  numericColumn,
  type Rule,
} from "./asked.ts";
import { matchColumns } from "./match-question.ts";
import type { TableView, ViewCell, ViewColumn } from "./table-view.ts";

/** "How many cyclists were French?": rows that meet the conditions, unless a column of numbers is asked for. */
export const count: Rule = (asked) => {
  const noun =
    /\b(?:how many|number of|total number of|amount of)\s+(?:total\s+|different\s+|other\s+)?((?:[\p{L}-]+\s*){1,3})/iu.exec(
      asked.question,
    )?.[1];
  if (!noun) return undefined;
  const value = matchColumns(
    { ...asked.view, columns: asked.view.columns.filter((column) => column.isNumeric) },
    contentTerms(noun),
  )[0];
  if (value) return undefined;
  const limit = placed(asked) ?? threshold(asked);
  // Without a condition that the table knows, all rows are an answer only to "how many are listed".
  if (!limit && asked.matches.length === 0 && !countsAll.test(asked.question)) return undefined;
  const rows = conditioned(asked, limit ? [limit.column.index] : []).filter(
    (row) => !isTotal(row) && (!limit || limit.holds(cellOf(row, limit.column))),
  );
  const columns = asked.matches.map(({ column }) => column);
  const key = limit?.column.index ?? columns[0] ?? asked.view.columns.find((column) => !column.isNumeric)?.index ?? 0;
  const cells = rows.flatMap((row) => row.cells.get(key) ?? []);
  return {
    operation: "count",
    answer: String(rows.length),
    cells,
    columns: [...columns, key],
    detail: { all: String(asked.view.rows.length) },
  };
};

const countsAll =
  /\b(?:listed|total|altogether|in all|overall|on (?:the|this) (?:table|list|chart)|are there|were there|have there been|are in|(?:is|are) on the)\b/iu;

interface Limit {
  readonly column: ViewColumn;
  readonly holds: (cell: ViewCell | undefined) => boolean;
}

/** "came in first place", "in the top five": a condition on the column that ranks. */
function placed({ question, view }: Asked): Limit | undefined {
  const numerals = "one two three four five six seven eight nine ten".split(" ");
  const word = /\b(?:in|won|placed?|finish(?:ed)?|ranked|position|place)\b/iu.test(question);
  const column = view.columns.find(({ header }) => rankHeader.test(header.trim()));
  if (!word || !column) return undefined;
  const [, top = ""] = /\btop (\d+|[a-z]+)\b/iu.exec(question) ?? [];
  const most = Number(top) || numerals.indexOf(top.toLowerCase()) + 1;
  const exact =
    Number(/\b(\d+)(?:st|nd|rd|th)\b/iu.exec(question)?.[1] ?? 0) ||
    ordinals.findIndex((ordinal) => new RegExp(`\\b${ordinal}\\b`, "iu").test(question)) + 1;
  const rank = (cell: ViewCell | undefined): number => Number.parseInt(cell?.text ?? "", 10);
  if (most > 0) return { column, holds: (cell) => rank(cell) <= most };
  return exact > 0 ? { column, holds: (cell) => rank(cell) === exact } : undefined;
}

/** "at least 60", "more than 70,000", "under 20". */
function threshold({ question, view, terms }: Asked): Limit | undefined {
  const match =
    /\b(at least|more than|over|above|greater than|at most|less than|fewer than|under|below|older than|younger than)\s+([\d.,]+)/iu.exec(
      question,
    );
  if (!match) return undefined;
  const bound = Number((match[2] ?? "").replace(/,/g, "").replace(/\.$/, ""));
  const numeric = view.columns.filter((one) => one.isNumeric);
  const column =
    matchColumns({ ...view, columns: numeric }, terms)[0] ?? numeric.find((one) => straddles(view, one, bound));
  const word = (match[1] ?? "").toLowerCase();
  if (!column) return undefined;
  const test = (value: number): boolean => {
    if (word === "at least") return value >= bound;
    if (word === "at most") return value <= bound;
    return /more|over|above|greater|older/.test(word) ? value > bound : value < bound;
  };
  return { column, holds: (cell) => cell?.number !== undefined && test(cell.number) };
}

/** Whether a bound divides the values of a column: asked of a column that it does not divide, it would say nothing. */
function straddles(view: TableView, column: ViewColumn, bound: number): boolean {
  const values = view.rows.flatMap((row) => cellOf(row, column)?.number ?? []);
  return Math.min(...values) < bound && Math.max(...values) > bound;
}

/** "Who came after A?", "the race before B". */
export const neighbour: Rule = (asked) => {
  const match = /\b(after|before|next|previous(?:ly)?|below|above|following|preceding|prior to|precede[ds]?)\b/iu.exec(
    asked.question,
  );
  if (!match || asked.matches.length === 0) return undefined;
  const [anchor] = [...asked.matches].sort((a, b) => b.terms.length - a.terms.length || a.rows.length - b.rows.length);
  const from = anchor?.rows[0];
  if (!anchor || !from || anchor.rows.length > 3) return undefined;
  const back = /before|previous|above|preced|prior/iu.test(match[1] ?? "");
  const at = asked.view.rows.indexOf(from) + (back ? -1 : 1);
  const column = /\bwh(?:o|ich|at)\b/iu.test(asked.question)
    ? (namedColumn(asked) ?? asked.view.columns.find(({ index }) => index === anchor.column))
    : undefined;
  const cell = cellOf(asked.view.rows[at], column);
  const origin = from.cells.get(anchor.column);
  if (!cell || !origin || !column) return undefined;
  return {
    operation: "neighbour",
    answer: cell.text,
    cells: [cell, origin],
    columns: [column.index, anchor.column],
    detail: {},
  };
};

/** The answer column, only where the question names it. */
function namedColumn(asked: Asked): ViewColumn | undefined {
  const noun = /\b(?:which|what)\s+((?:[\p{L}-]+\s*){1,2})/iu.exec(asked.question)?.[1] ?? "";
  return matchColumns(asked.view, contentTerms(noun))[0];
}

const ordinals: readonly string[] = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];
const rankHeader = /^(?:rank|pos(?:ition)?\.?|place|no\.?|#|rk\.?|finish)$/iu;

/** "Who came in 10th?", "who finished second?": the row whose rank says so. */
export const ranked: Rule = (asked) => {
  const word = /\b(\d+)(?:st|nd|rd|th)\b/iu.exec(asked.question)?.[1];
  const named = ordinals.findIndex((ordinal) => new RegExp(`\\b${ordinal}\\b`, "iu").test(asked.question)) + 1;
  const rank = word ? Number(word) : named;
  const column = asked.view.columns.find(({ header }) => rankHeader.test(header.trim()));
  if (!column || rank === 0 || !/\b(?:who|which|what|name)\b/iu.test(asked.question)) return undefined;
  const rows = asked.view.rows.filter((row) => Number.parseInt(cellOf(row, column)?.text ?? "", 10) === rank);
  const target = answerColumn(asked, [column.index]);
  const cell = cellOf(rows[0], target);
  const from = cellOf(rows[0], column);
  if (!cell || !from || !target || rows.length !== 1) return undefined;
  return {
    operation: "end",
    answer: cell.text,
    cells: [cell, from],
    columns: [target.index, column.index],
    detail: {},
  };
};

/** "Who was the first …", "the last …". */
export const end: Rule = (asked) => {
  const match = /\b(first|last|final|top|winner|won)\b/iu.exec(asked.question);
  if (!match) return undefined;
  const rows = conditioned(asked);
  const row = /last|final/iu.test(match[1] ?? "") ? rows.at(-1) : rows[0];
  const target = answerColumn(asked);
  const cell = cellOf(row, target);
  return cell && target
    ? { operation: "end", answer: cell.text, cells: [cell], columns: [target.index], detail: {} }
    : undefined;
};

/** The cell where the row that the question names meets the column it asks for. */
export const lookup: Rule = (asked) => {
  const [anchor] = [...asked.matches].sort((a, b) => b.terms.length - a.terms.length || a.rows.length - b.rows.length);
  if (!anchor) return undefined;
  const rows = conditioned(asked);
  const numeric = /\bhow (?:many|much|long|far|high|tall|old)\b|\bnumber\b|\bamount\b/iu.test(asked.question)
    ? numericColumn(asked)
    : undefined;
  const named = matchColumns(asked.view, asked.terms).find(({ index }) => index !== anchor.column);
  const target = numeric ?? answerKindColumn(asked, anchor.column) ?? named ?? answerColumn(asked, [anchor.column]);
  const cell = cellOf(rows[0], target);
  const origin = rows[0]?.cells.get(anchor.column);
  if (!cell || !target || rows.length > 3) return undefined;
  const all = rows.flatMap((row) => cellOf(row, target) ?? []);
  const texts = [...new Set(all.map(({ text }) => text))];
  return {
    operation: "lookup",
    answer: texts.join(", "),
    cells: [...all, ...(origin ? [origin] : [])],
    columns: [target.index, anchor.column],
    detail: {},
  };
};

function answerKindColumn({ question, view }: Asked, not: number): ViewColumn | undefined {
  const kind = answerKinds.find(([asks]) => asks.test(question));
  return kind && view.columns.find(({ header, index }) => index !== not && kind[1].test(header));
}
