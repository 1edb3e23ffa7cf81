import { type Asked, cellOf, isTotal, orderIn, type Rule, type Stretch, whoIn } from "./asked.ts";
import { columnNamed, columnsNamed, type Named, wantedColumn, wantedPhrase } from "./columns.ts";
import { chooseRows, stretchOf } from "./conditions.ts";
import { ordinalOf } from "./limits.ts";
import { rankColumn } from "./place-limits.ts";
import type { ViewColumn, ViewRow } from "./table-view.ts";

/** Texts once each, joined. */
export const distinctTexts = (texts: readonly string[]): string => [...new Set(texts)].join(", ");

const endCue =
  /\b(first|last|final|top|bottom|latest|earliest|\d+(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b/u;

/** "Who was the first …", "the last …", "who came in 10th?": by rank, by date, else by the order of the table. */
export const end: Rule = (asked) => {
  const match = [...asked.text.matchAll(new RegExp(endCue, "gu"))].find(({ index }) => !isInName(asked, index));
  if (!match || /\bhow (?:many|much)\b/u.test(asked.text)) return undefined;
  const used: Stretch = [match.index, match.index + match[0].length];
  const target = wantedColumn(asked);
  if (!target || (target.score < 0.3 && !/\bwho\b/u.test(asked.text))) return undefined;
  // "Picked in the first round" is a condition.
  const limits = chooseRows(asked, { not: [target.column.index] });
  if (
    limits.used.some(
      ([from, to]) => from <= match.index && match.index + match[0].length < to && limits.rows.length > 0,
    ) &&
    !rankedRow(asked, match, target.column)
  )
    return undefined;
  const ranked = rankedRow(asked, match, target.column);
  const chosen = chooseRows(asked, { not: [target.column.index], taken: [used] });
  const rows = inOrder(
    asked,
    chosen.rows.filter((row) => cellOf(row, target.column) !== undefined),
    target.column,
  );
  const row = ranked?.row ?? rowAt(rows, match[1] ?? "");
  const cell = cellOf(row, target.column);
  if (!cell || !row) return undefined;
  const origin = chosen.columns.flatMap((index) => row.cells.get(index) ?? []);
  return {
    operation: "end",
    answer: cell.text,
    cells: [cell, ...origin.slice(0, 1)],
    columns: [target.column.index, ...chosen.columns, ...(ranked ? [ranked.column.index] : [])],
    detail: {},
    used: [ranked?.used ?? used, ...target.used, ...chosen.used, ...whoIn(asked)],
  };
};

/** "11th (h)" as the name of a cell is no place. */
function isInName(asked: Asked, at: number): boolean {
  return asked.links.some(
    (link) => link.to - link.from > 1 && stretchOf(asked, link)[0] <= at && at < stretchOf(asked, link)[1],
  );
}

function rowAt(rows: readonly ViewRow[], word: string): ViewRow | undefined {
  if (/^(?:last|final|bottom|latest)$/u.test(word)) return rows.at(-1);
  return /^(?:first|top|earliest)$/u.test(word) ? rows[0] : rows[ordinalOf(word) - 1];
}

/** "Came in first": the row whose rank says so. */
function rankedRow(
  asked: Asked,
  match: RegExpMatchArray & { readonly index: number },
  target: ViewColumn,
): { readonly row: ViewRow; readonly used: Stretch; readonly column: ViewColumn } | undefined {
  const ranking = rankColumn(asked);
  const column = ranking?.index === target.index ? undefined : ranking;
  if (
    !column ||
    !/\b(?:came|come|comes|finish(?:ed|es)?|placed?|placing|position|rank(?:ed)?|win|won|took|standings|picked)\b/u.test(
      asked.text,
    )
  )
    return undefined;
  const rows = asked.view.rows.filter((row) => orderIn(row, column) !== undefined && !isTotal(row));
  const wanted = /^(?:last|bottom|final)$/u.test(match[1] ?? "")
    ? Math.max(...rows.map((row) => orderIn(row, column) ?? 0))
    : /^(?:top|first)$/u.test(match[1] ?? "")
      ? 1
      : ordinalOf(match[1] ?? "");
  const found = rows.filter((row) => orderIn(row, column) === wanted);
  const [row] = found;
  const word = /^\s+(?:place|position|rank)\b/u.exec(asked.text.slice(match.index + match[0].length))?.[0] ?? "";
  return row && found.length === 1
    ? { row, used: [match.index, match.index + match[0].length + word.length], column }
    : undefined;
}

/** First and last in time where the table has dates and the question does not speak of the table itself. */
function inOrder({ view, text }: Asked, rows: readonly ViewRow[], target: ViewColumn): readonly ViewRow[] {
  if (/\b(?:listed|list|chart|table|roster|top|bottom)\b/u.test(text)) return rows;
  const dates =
    target.kind === "date"
      ? target
      : view.columns.find(({ kind, header }) => kind === "date" && /year|date|season/iu.test(header));
  if (!dates || rows.some((row) => orderIn(row, dates) === undefined)) return rows;
  return [...rows].sort((a, b) => (orderIn(a, dates) ?? 0) - (orderIn(b, dates) ?? 0));
}

/** More values than this are no answer but a list. */
export const maxRows = 8;

/** The cells where the rows that the question names meet the column it asks for. */
export const lookup: Rule = (asked) => {
  const phrase = wantedPhrase(asked);
  const chosen = chooseRows(asked);
  if (!chosen.limited || chosen.rows.length === 0) return undefined;
  const open = asked.view.columns.filter(({ index }) => !chosen.columns.includes(index));
  const target =
    columnNamed(asked, phrase, open) ??
    columnNamed(asked, phrase, asked.view.columns) ??
    wantedColumn(asked, chosen.columns) ??
    namedAnywhere(asked, open);
  if (!target) return undefined;
  const rows = chooseRows(asked, { not: [target.column.index] });
  const cells = (rows.limited ? rows : chosen).rows.flatMap((row) => cellOf(row, target.column) ?? []);
  const shown = /^(?:name|tell me) an?\b/u.test(asked.text) ? cells.slice(0, 1) : cells;
  const answer = distinctTexts(shown.map(({ text }) => text));
  if (shown.length === 0 || new Set(shown.map(({ text }) => text)).size > maxRows) return undefined;
  if (/\bonly\b|\bthe name of the\b/u.test(asked.text) && shown.length > 1) return undefined;
  const { columns } = rows.limited ? rows : chosen;
  const origin = columns.flatMap((index) => (rows.limited ? rows : chosen).rows[0]?.cells.get(index) ?? []);
  return {
    operation: "lookup",
    answer,
    cells: [...shown, ...origin.slice(0, 1)],
    columns: [target.column.index, ...columns],
    detail: {},
    used: [...target.used, ...(rows.limited ? rows : chosen).used],
  };
};

function namedAnywhere(asked: Asked, open: readonly ViewColumn[]): Named | undefined {
  const [best] = columnsNamed(asked, [0, asked.text.length], open);
  return best && best.score >= 0.4 ? best : undefined;
}
