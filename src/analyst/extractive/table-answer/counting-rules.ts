import {
  type Asked,
  cellOf,
  type Found,
  isMeasure,
  isTotal,
  orderIn,
  plain,
  type Rule,
  type Stretch,
} from "./asked.ts";
import { columnNamed, columnOfDeed, columnOfUnit, type Named, onlyMeasure, phraseAt } from "./columns.ts";
import { type Chosen, chooseRows } from "./conditions.ts";
import type { ViewCell, ViewColumn } from "./table-view.ts";

const countCue =
  /\bhow many\s+|(?:^\W*(?:what (?:is|was|are|were) (?:the )?|what's the |tell me the |the )?(?:total )?|\bis )(?:number|amount)s? of\s+/u;
const lists =
  /\b(?:listed|total|altogether|in all|all together|overall|on (?:the|this) (?:table|list|chart|roster|album)|(?:are|were|have|has) (?:there|been)|is (?:there|shown)|in the (?:table|list|chart))\b/u;
const adds = /\b(?:total|combined|altogether|all together|in all|sum|overall)\b/u;

/** The stretch of "how many" and the phrase that it counts. */
function countedPhrase({ text }: Asked): { readonly cue: Stretch; readonly phrase: Stretch | undefined } | undefined {
  const match = countCue.exec(text);
  if (!match) return undefined;
  const end = match.index + match[0].length;
  return { cue: [match.index, end], phrase: phraseAt(text, end) };
}

/** "How many cyclists were French?": the rows that meet the conditions, unless a column of amounts is asked for. */
export const count: Rule = (asked) => {
  const counted = countedPhrase(asked);
  if (
    !counted ||
    /\bhow many (?:more|less|fewer|days apart)\b|\baverage\b|\bdifference\b|\bconsecutive\b/u.test(asked.text)
  )
    return undefined;
  if (columnOfUnit(asked, asked.view.columns.filter(isMeasure))) return undefined;
  const named = columnNamed(asked, counted.phrase, asked.view.columns);
  if (named && (named.column.kind === "number" || named.column.kind === "duration")) return undefined;
  const chosen = chooseRows(asked, { not: [] });
  if (!chosen.limited) return named ? countAll(asked, named, counted.cue) : undefined;
  // "None" may as well mean that the question was not understood.
  if (chosen.rows.length === 0) return undefined;
  const key = keyOf(asked, chosen, named);
  if (key === undefined) return undefined;
  const cells = chosen.rows.flatMap((row) => row.cells.get(key) ?? []);
  return {
    operation: "count",
    answer: String(chosen.rows.length),
    cells,
    columns: [key, ...chosen.columns],
    detail: { column: asked.view.columns.find(({ index }) => index === key)?.header ?? "" },
    used: [
      counted.cue,
      ...(named?.used ?? []),
      ...(counted.phrase ? timesOf(asked, counted.phrase) : []),
      ...chosen.used,
    ],
  };
};

/** "How many times": nothing to look for. */
const timesOf = ({ text }: Asked, phrase: Stretch): readonly Stretch[] =>
  /^times?\b/u.test(text.slice(phrase[0])) ? [[phrase[0], phrase[0] + 5]] : [];

/** The column whose cells stand for the counted rows: that of the condition before others; each row must have one. */
function keyOf({ view }: Asked, { columns, rows }: Chosen, named: Named | undefined): number | undefined {
  const wanted = [...columns, ...(named ? [named.column.index] : []), ...view.columns.map(({ index }) => index)];
  return wanted.find((index) => rows.every((row) => row.cells.has(index)));
}

/** "How many teams are listed?": the values of the column, each once. */
function countAll(asked: Asked, { column, used }: Named, cue: Stretch): Found | undefined {
  const match = lists.exec(asked.text);
  const cells = new Map<string, ViewCell>();
  for (const row of asked.view.rows) {
    const cell = isTotal(row) ? undefined : cellOf(row, column);
    if (cell && !cells.has(cell.text)) cells.set(cell.text, cell);
  }
  if (cells.size === 0) return undefined;
  return {
    operation: "count",
    answer: String(cells.size),
    cells: [...cells.values()],
    columns: [column.index],
    detail: { column: column.header },
    used: [cue, ...used, ...(match ? [[match.index, match.index + match[0].length] as const] : [])],
  };
}

/** The column of amounts that is asked for, and where. */
function askedAmount(asked: Asked): (Named & { readonly cue: Stretch }) | undefined {
  const measures = asked.view.columns.filter(isMeasure);
  const counted = countedPhrase(asked);
  const named = counted && (columnOfUnit(asked, measures) ?? columnNamed(asked, counted.phrase, measures));
  if (counted && named) return { ...named, cue: counted.cue };
  const match =
    /\b(?:total|combined|sum(?: of)?|average|mean|altogether|what (?:is|was|are|were) the|what(?:'s| s) the|how much|how long|number of)\s+/u.exec(
      asked.text,
    );
  if (!match) return undefined;
  const other = columnNamed(asked, phraseAt(asked.text, match.index + match[0].length), measures);
  const told =
    other ?? attendanceOf(asked, measures) ?? (/^how much/u.test(match[0]) ? columnOfDeed(asked, measures) : undefined);
  return told && { ...told, cue: [match.index, match.index + match[0].length] };
}

/** "How many people attended". */
function attendanceOf({ text }: Asked, measures: readonly ViewColumn[]): Named | undefined {
  const people = /\battend(?:ed|ing)?\b/u.exec(text);
  const column = people && measures.find(({ header }) => /attendance/iu.test(header));
  return people && column ? { column, score: 1, used: [[people.index, people.index + people[0].length]] } : undefined;
}

/** "The total number of points by A", "the average age": over the rows that meet the conditions. */
export const sum: Rule = (asked) => {
  const average = /\b(?:average|mean)\b/u.exec(asked.text);
  const total = adds.exec(asked.text);
  const cue = average ?? total;
  const amount = cue ? askedAmount(asked) : undefined;
  const column = amount?.column;
  if (!cue || !amount || !column || column.kind !== "number") return undefined;
  const chosen = chooseRows(asked, { not: [column.index] });
  const cells = chosen.rows.filter((row) => !isTotal(row)).flatMap((row) => cellOf(row, column) ?? []);
  const values = cells.flatMap(({ number }) => number ?? []);
  if (values.length === 0 || values.length !== cells.length) return undefined;
  const used = [amount.cue, [cue.index, cue.index + cue[0].length] as const, ...amount.used, ...chosen.used];
  const base = { columns: [column.index, ...chosen.columns], detail: { column: column.header }, used };
  const [only] = cells;
  if (cells.length === 1 && only) return { ...base, operation: "lookup", answer: only.text, cells };
  const stated = chosen.limited ? undefined : statedTotal(asked, column);
  if (stated && !average) return { ...base, operation: "lookup", answer: stated.text, cells: [stated] };
  const value = values.reduce((sumOf, one) => sumOf + one, 0);
  return average
    ? { ...base, operation: "average", answer: plain(Number((value / values.length).toFixed(2))), cells }
    : { ...base, operation: "sum", answer: plain(value), cells };
};

/** The table's own sum. */
function statedTotal({ view }: Asked, column: ViewColumn): ViewCell | undefined {
  return cellOf(view.rows.find(isTotal), column);
}

/** "How many points did A have?": the amount in the one row that is meant; several are added where the question adds. */
export const amount: Rule = (asked) => {
  const named = askedAmount(asked);
  if (!named || /\bhow many (?:more|less|fewer)\b|\bdifference\b/u.test(asked.text)) return undefined;
  const column = named.column ?? onlyMeasure(asked.view);
  const chosen = chooseRows(asked, { not: [column.index] });
  if (!chosen.limited || chosen.rows.length !== 1) return undefined;
  const cell = cellOf(chosen.rows[0], column);
  if (!cell || orderIn(chosen.rows[0], column) === undefined) return undefined;
  const origins = chosen.rows.flatMap((row) => chosen.columns.flatMap((index) => row.cells.get(index) ?? []));
  return {
    operation: "lookup",
    answer: cell.text,
    cells: [cell, ...origins.slice(0, 1)],
    columns: [column.index, ...chosen.columns],
    detail: {},
    used: [named.cue, ...named.used, ...chosen.used],
  };
};
