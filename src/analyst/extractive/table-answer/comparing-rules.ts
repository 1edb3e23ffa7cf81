import { type Asked, cellOf, isMeasure, orderIn, plain, type Rule, type Stretch } from "./asked.ts";
import { columnNamed, columnsNamed, type Named, onlyMeasure, phraseAt, wantedColumn, wantedPhrase } from "./columns.ts";
import { comparativeOf, degreeColumn, superlativeOf, wantsHigh } from "./comparing-words.ts";
import { chooseRows } from "./conditions.ts";
import { labelOf, sidesOf } from "./sides.ts";
import type { ViewCell, ViewColumn, ViewRow } from "./table-view.ts";

const differenceCue =
  /\bdifference\b|\bhow (?:many|much) (?:more|fewer|less|longer|older|taller|larger|higher)\b|\bhow much (?:more|longer|older|taller)\b/u;

/** "How many more points did A have than B?", "the difference between A and B". */
export const difference: Rule = (asked) => {
  const cue = differenceCue.exec(asked.text);
  const sides = cue ? (sidesOf(asked, /\s(?:and|than|compared to|or|over)\s/gu) ?? undefined) : undefined;
  if (!cue || !sides) return undefined;
  const [first, second] = sides;
  const cueStretch: Stretch = [cue.index, cue.index + cue[0].length];
  const used = [cueStretch, first.used, second.used];
  const named = differingColumn(asked, cueStretch, first.link.column);
  if (!named || first.rows.length !== 1 || second.rows.length !== 1) return undefined;
  const [a, b] = [cellOf(first.rows[0], named.column), cellOf(second.rows[0], named.column)];
  if (a?.number === undefined || b?.number === undefined) return undefined;
  return {
    operation: "difference",
    answer: plain(Math.abs(a.number - b.number)),
    cells: [a, b],
    columns: [named.column.index, first.link.column],
    detail: {
      a: a.text,
      b: b.text,
      first: labelOf(first)?.text ?? "",
      second: labelOf(second)?.text ?? "",
      column: named.column.header,
    },
    used: [...used, ...named.used],
  };
};

function differingColumn(asked: Asked, cue: Stretch, not: number): Named | undefined {
  const measures = asked.view.columns.filter((column) => isMeasure(column) && column.index !== not);
  const inPhrase = /^\s*(?:in|of|for)\s+/u.exec(asked.text.slice(cue[1]));
  const named = columnNamed(asked, phraseAt(asked.text, cue[1] + (inPhrase?.[0].length ?? 0)), measures);
  if (named) return named;
  const degree = comparativeOf(asked);
  const byDegree = degree && degreeColumn(asked, degree, [not]);
  if (byDegree && isMeasure(byDegree.column)) return byDegree;
  const anywhere = columnsNamed(asked, [0, asked.text.length], measures)[0];
  if (anywhere && anywhere.score >= 0.4) return anywhere;
  const only = onlyMeasure(asked.view);
  return only && only.index !== not ? { column: only, score: 0.3, used: [] } : undefined;
}

const maxTies = 3;
const asksValue =
  /\bwhat(?:'s|\s+s|\s+(?:is|was|were)) the (?:highest|lowest|largest|smallest|most|least|best|greatest|maximum|minimum|longest|shortest|oldest|youngest|latest|earliest|top)\b|\bhow (?:many|much|long|tall|old|far|high)\b/u;

/** "Which stadium had the highest attendance?" */
export const extreme: Rule = (asked) => {
  const degree = superlativeOf(asked);
  if (!degree || differenceCue.test(asked.text)) return undefined;
  const wanted = columnNamed(asked, wantedPhrase(asked), asked.view.columns);
  const value = asksValue.test(asked.text);
  const askedFor = value || !wanted ? [] : [wanted.column.index];
  const named = degreeColumn(asked, degree, askedFor);
  if (!named) return undefined;
  const { column } = named;
  // "Which energy source" asks for one of them; it does not mean the source "Nuclear energy".
  const chosen = chooseRows(asked, { not: [column.index, ...askedFor], taken: [degree.used] });
  const rows = chosen.rows.filter((row) => orderIn(row, column) !== undefined);
  const best = Math[wantsHigh(degree, column) ? "max" : "min"](...rows.map((row) => orderIn(row, column) ?? 0));
  const winners = rows.filter((row) => orderIn(row, column) === best);
  if (rows.length < 2 || winners.length === 0 || winners.length > maxTies) return undefined;
  const target = value ? named : wantedColumn(asked, [column.index]);
  const told = winners.flatMap((row) => cellOf(row, target?.column) ?? []);
  const [bestCell] = winners.flatMap((row) => cellOf(row, column) ?? []);
  if (!target || !bestCell || told.length === 0) return undefined;
  return {
    operation: value ? "lookup" : "extreme",
    answer: value ? bestCell.text : [...new Set(told.map(({ text }) => text))].join(", "),
    cells: value ? [bestCell] : [...told, bestCell],
    columns: [column.index, target.column.index, ...chosen.columns],
    detail: { column: column.header, value: bestCell.text },
    used: [degree.used, ...named.used, ...target.used, ...chosen.used],
  };
};

/** "Which country had the most cyclists?": the value that stands in most rows. */
export const most: Rule = (asked) => {
  const degree = superlativeOf(asked);
  if (!degree || !/^(?:most|least|fewest|greatest|highest|largest)$/u.test(degree.word)) return undefined;
  const target = columnNamed(asked, wantedPhrase(asked), asked.view.columns);
  if (!target || target.column.distinct === 1) return undefined;
  const chosen = chooseRows(asked, { not: [target.column.index], taken: [degree.used] });
  const groups = groupRows(chosen.rows, target.column);
  const ordered = [...groups.values()].sort((a, b) => (b.length - a.length) * (degree.high ? 1 : -1));
  const [best, next] = ordered;
  if (!best?.[0] || !next || best.length === next.length) return undefined;
  const phrase = phraseAt(asked.text, degree.used[1]);
  const counts = phrase && columnNamed(asked, phrase, asked.view.columns);
  const often = /\b(?:the )?most (?:often|frequently|common)|listed the most|\bthe most\s*(?:\?|$|on\b|in\b)/u.exec(
    asked.text,
  );
  return {
    operation: "most",
    answer: best[0].text,
    cells: best,
    columns: [target.column.index, ...chosen.columns, ...(counts ? [counts.column.index] : [])],
    detail: { count: String(best.length), column: target.column.header },
    used: [
      degree.used,
      ...target.used,
      ...(counts?.used ?? []),
      ...chosen.used,
      ...(often ? [[often.index, often.index + often[0].length] as const] : []),
    ],
  };
};

function groupRows(rows: readonly ViewRow[], column: ViewColumn): ReadonlyMap<string, readonly ViewCell[]> {
  const groups = new Map<string, ViewCell[]>();
  for (const row of rows) {
    const cell = cellOf(row, column);
    const key = cell?.text.replace(/\s+/g, " ").trim() ?? "";
    if (cell) groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return groups;
}
