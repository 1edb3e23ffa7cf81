import { contentTerms } from "../words.ts";
import { type CellMatch, matchCells, matchColumns } from "./match-question.ts";
import type { TableView, ViewCell, ViewColumn, ViewRow } from "./table-view.ts";

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

interface Asked {
  readonly question: string;
  readonly terms: readonly string[];
  readonly view: TableView;
  readonly matches: readonly CellMatch[];
}

/** Words that say what to compute, or point at the table itself; no cell or header need hold them. */
const operationTerms: ReadonlySet<string> = new Set(
  contentTerms(
    "first last next previous total number name names listed list chart table many much highest lowest largest smallest least greatest best top difference times come came comes ranked rank finish finished place placed finishing position amount only different altogether overall year years win won wins winning winner get got receive received score scored play played earn earned part",
  ),
);

type Rule = (asked: Asked) => Omit<TableAnswer, "confidence"> | undefined;

const highWords =
  /\b(?:most|highest|largest|biggest|greatest|longest|maximum|max|best|latest|tallest|oldest|heaviest|fastest speed|more than any)\b/iu;
const lowWords = /\b(?:least|lowest|smallest|fewest|shortest|minimum|min|worst|earliest|youngest|slowest|fastest)\b/iu;
const answerKinds: readonly (readonly [asks: RegExp, header: RegExp])[] = [
  [
    /\bwho(?:m|se)?\b/iu,
    /name|player|driver|rider|cyclist|athlete|candidate|winner|recipient|coach|artist|actor|author|person|incumbent|member|director|swimmer|contestant/iu,
  ],
  [/\bwhen\b|\bwhat (?:date|day)\b/iu, /date|year|season|day|time/iu],
  [/\b(?:what|which) year\b/iu, /year|season|date/iu],
  [/\bwhere\b/iu, /venue|location|place|city|country|site|stadium/iu],
];

/** Answers a question about a table by one simple operation; undefined when none fits. */
export function answerQuestion(view: TableView, question: string): TableAnswer | undefined {
  if (view.rows.length < 2 || view.columns.length < 2) return undefined;
  const asked = { question, view, terms: contentTerms(question), matches: matchCells(view, question) };
  for (const rule of [either, difference, count, neighbour, ranked, extreme, most, end, sum, lookup]) {
    const found = rule(asked);
    if (found && found.answer !== "") return { ...found, confidence: confidenceOf(asked) };
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

/** The column that holds the answer: named after "which" or "what", or of the kind the question word asks for. */
function answerColumn({ question, view, matches }: Asked, not: readonly number[] = []): ViewColumn | undefined {
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
function conditioned({ view, matches }: Asked, not: readonly number[] = []): readonly ViewRow[] {
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

const cellOf = (row: ViewRow | undefined, column: ViewColumn | undefined): ViewCell | undefined =>
  row && column ? row.cells.get(column.index) : undefined;

function numericColumn({ view, terms }: Asked): ViewColumn | undefined {
  return matchColumns({ ...view, columns: view.columns.filter((column) => column.isNumeric) }, terms)[0];
}

/** "Which coach served longer, A or B?" */
const either: Rule = (asked) => {
  const options =
    /[,:]\s*([^,:?]+?)\s+or\s+([^?]+)\??$/iu.exec(asked.question) ??
    /\b(?:between|more|higher|better|longer)\s+(.+?)\s+or\s+([^?]+)\??$/iu.exec(asked.question);
  if (!options) return undefined;
  const column = numericColumn(asked) ?? asked.view.columns.find((candidate) => candidate.isNumeric);
  const sides = [options[1] ?? "", options[2] ?? ""].map((text) => rowNamed(asked.view, text));
  const [first, second] = sides;
  const [a, b] = sides.map((side) => cellOf(side?.row, column));
  if (!first || !second || a?.number === undefined || b?.number === undefined || !column) return undefined;
  const low = /\b(?:less|fewer|lower|earlier|shorter|younger|first|smaller)\b/iu.test(asked.question);
  const winner = a.number > b.number !== low ? first : second;
  return {
    operation: "either",
    answer: winner.cell.text,
    cells: [first.cell, second.cell, a, b],
    columns: [column.index, first.column, second.column],
    detail: { column: column.header, value: (winner === first ? a : b).text },
  };
};

function rowNamed(view: TableView, text: string): { row: ViewRow; cell: ViewCell; column: number } | undefined {
  const [best] = [...matchCells(view, text)].sort(
    (a, b) => b.terms.length - a.terms.length || a.rows.length - b.rows.length,
  );
  const row = best?.rows[0];
  const cell = best && row?.cells.get(best.column);
  return best && row && cell ? { row, cell, column: best.column } : undefined;
}

/** "How many more points did A have than B?", "the difference between A and B". */
const difference: Rule = (asked) => {
  if (!/\bdifference\b|\bhow (?:many|much) (?:more|fewer|less|longer|older|taller)\b/iu.test(asked.question))
    return undefined;
  const column = numericColumn(asked) ?? asked.view.columns.find((candidate) => candidate.isNumeric);
  if (!column) return undefined;
  const named = [...asked.matches]
    .sort((a, b) => b.terms.length - a.terms.length)
    .filter((match) => match.column !== column.index);
  const [first, second] = distinctRows(named);
  const a = cellOf(first?.row, column);
  const b = cellOf(second?.row, column);
  if (a?.number === undefined || b?.number === undefined || !first || !second) return undefined;
  return {
    operation: "difference",
    answer: plain(Math.abs(a.number - b.number)),
    cells: [a, b],
    columns: [column.index, first.column, second.column],
    detail: { a: a.text, b: b.text, first: labelOf(first), second: labelOf(second), column: column.header },
  };
};

function distinctRows(matches: readonly CellMatch[]): readonly { row: ViewRow; column: number }[] {
  const rows: { row: ViewRow; column: number }[] = [];
  for (const { rows: candidates, column } of matches) {
    const [row] = candidates;
    if (row && !rows.some((known) => known.row === row)) rows.push({ row, column });
  }
  return rows;
}

const labelOf = ({ row, column }: { row: ViewRow; column: number }): string => row.cells.get(column)?.text ?? "";
const plain = (value: number): string => String(Number(value.toPrecision(12)));

/** "How many cyclists were French?": rows that meet the conditions, unless a column of numbers is asked for. */
const count: Rule = (asked) => {
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
  const limit = threshold(asked);
  const rows = conditioned(asked, limit ? [limit.column.index] : []).filter(
    (row) => !limit || limit.holds(cellOf(row, limit.column)?.number),
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

/** "at least 60", "more than 70,000", "under 20". */
function threshold({
  question,
  view,
  terms,
}: Asked): { column: ViewColumn; holds: (value: number | undefined) => boolean } | undefined {
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
  return { column, holds: (value) => value !== undefined && test(value) };
}

/** Whether a bound divides the values of a column: asked of a column that it does not divide, it would say nothing. */
function straddles(view: TableView, column: ViewColumn, bound: number): boolean {
  const values = view.rows.flatMap((row) => cellOf(row, column)?.number ?? []);
  return Math.min(...values) < bound && Math.max(...values) > bound;
}

/** "Who came after A?", "the race before B". */
const neighbour: Rule = (asked) => {
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

/** "Which stadium had the highest attendance?" */
const extreme: Rule = (asked) => {
  const high = highWords.test(asked.question);
  const low = lowWords.test(asked.question);
  if (high === low) return undefined;
  const column = numericColumn(asked);
  if (!column) return undefined;
  const rows = conditioned(asked, [column.index]).filter(
    (row) => cellOf(row, column)?.number !== undefined && !isTotal(row),
  );
  const sorted = [...rows].sort(
    (a, b) => ((cellOf(a, column)?.number ?? 0) - (cellOf(b, column)?.number ?? 0)) * (high ? -1 : 1),
  );
  const best = cellOf(sorted[0], column);
  if (!best) return undefined;
  const target = answerColumn(asked, [column.index]);
  const asksValue =
    /\bwhat (?:is|was|were) the (?:highest|lowest|largest|smallest|most|least|best|greatest|maximum|minimum)\b|\bhow (?:many|much)\b/iu.test(
      asked.question,
    );
  const cell = asksValue ? best : cellOf(sorted[0], target);
  if (!cell || !target) return undefined;
  return {
    operation: "extreme",
    answer: cell.text,
    cells: cell === best ? [best] : [cell, best],
    columns: [column.index, target.index],
    detail: { column: column.header, value: best.text },
  };
};

/** Sums stand under the rows they sum. */
function isTotal(row: ViewRow): boolean {
  return [...row.cells.values()].some(({ text }) =>
    /^(?:total|totals|sum|average|all|overall|gesamt|summe)$/iu.test(text.trim()),
  );
}

/** "Which country had the most cyclists?": the value that stands in most rows. */
const most: Rule = (asked) => {
  if (!/\b(?:most|more than any|most often|most frequently)\b/iu.test(asked.question)) return undefined;
  const target = answerColumn(asked);
  if (!target) return undefined;
  const groups = new Map<string, ViewCell[]>();
  for (const row of conditioned(asked, [target.index])) {
    const cell = cellOf(row, target);
    for (const key of cell ? [groupKey(cell.text)] : [])
      groups.set(key, [...(groups.get(key) ?? []), cell as ViewCell]);
  }
  const [best, next] = [...groups].sort((a, b) => b[1].length - a[1].length);
  if (!best || best[1].length < 2 || best[1].length === next?.[1].length) return undefined;
  return {
    operation: "most",
    answer: best[0],
    cells: best[1],
    columns: [target.index],
    detail: { count: String(best[1].length), column: target.header },
  };
};

const groupKey = (text: string): string => text.replace(/\s+/g, " ").trim();

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
const ranked: Rule = (asked) => {
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
const end: Rule = (asked) => {
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

/** "The total number of points by A": the sum over the rows that meet the condition. */
const sum: Rule = (asked) => {
  if (!/\b(?:total|sum|combined|altogether|in all)\b/iu.test(asked.question)) return undefined;
  const column = numericColumn(asked);
  if (!column) return undefined;
  const rows = conditioned(asked, [column.index]).filter((row) => !isTotal(row));
  const cells = rows.flatMap((row) => cellOf(row, column) ?? []).filter(({ number }) => number !== undefined);
  if (cells.length === 0) return undefined;
  const total = cells.reduce((value, { number = 0 }) => value + number, 0);
  const [only] = cells;
  if (cells.length === 1 && only)
    return { operation: "lookup", answer: only.text, cells, columns: [column.index], detail: {} };
  return { operation: "sum", answer: plain(total), cells, columns: [column.index], detail: { column: column.header } };
};

/** The cell where the row that the question names meets the column it asks for. */
const lookup: Rule = (asked) => {
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
