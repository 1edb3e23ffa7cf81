import { answerColumn, cellOf, conditioned, isTotal, numericColumn, plain, type Rule } from "./asked.ts";
import { type CellMatch, matchCells } from "./match-question.ts";
import type { TableView, ViewCell, ViewRow } from "./table-view.ts";

export const highWords =
  /\b(?:most(?!\s+recent)|highest|largest|biggest|greatest|longest|maximum|max|best|latest|tallest|oldest|heaviest|fastest speed|more than any)\b/iu;
export const lowWords =
  /\b(?:least|lowest|smallest|fewest|shortest|minimum|min|worst|earliest|youngest|slowest|fastest)\b/iu;

/** "Which coach served longer, A or B?" */
export const either: Rule = (asked) => {
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
export const difference: Rule = (asked) => {
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

/** "Which stadium had the highest attendance?" */
export const extreme: Rule = (asked) => {
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

/** "Which country had the most cyclists?": the value that stands in most rows. */
export const most: Rule = (asked) => {
  if (!/\b(?:most(?!\s+recent)|more than any|most often|most frequently)\b/iu.test(asked.question)) return undefined;
  const target = answerColumn(asked);
  if (!target) return undefined;
  const groups = new Map<string, ViewCell[]>();
  for (const row of conditioned(asked, [target.index])) {
    const cell = cellOf(row, target);
    if (cell) groups.set(groupKey(cell.text), [...(groups.get(groupKey(cell.text)) ?? []), cell]);
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

/** "The total number of points by A": the sum over the rows that meet the condition. */
export const sum: Rule = (asked) => {
  if (!/\b(?:total|sum|combined|altogether|in all)\b/iu.test(asked.question)) return undefined;
  const column = numericColumn(asked);
  if (!column || /^(?:year|season|date|rank|pos|no)\b/iu.test(column.header)) return undefined;
  const rows = conditioned(asked, [column.index]).filter((row) => !isTotal(row));
  const cells = rows.flatMap((row) => cellOf(row, column) ?? []).filter(({ number }) => number !== undefined);
  if (cells.length === 0) return undefined;
  const total = cells.reduce((value, { number = 0 }) => value + number, 0);
  const [only] = cells;
  if (cells.length === 1 && only)
    return { operation: "lookup", answer: only.text, cells, columns: [column.index], detail: {} };
  return { operation: "sum", answer: plain(total), cells, columns: [column.index], detail: { column: column.header } };
};
