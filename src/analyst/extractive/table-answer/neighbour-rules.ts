import { type Asked, cellOf, type Found, isTotal, type Rule, type Stretch, whoIn } from "./asked.ts";
import { columnNamed, type Named, phraseAt, wantedColumn, wantedPhrase } from "./columns.ts";
import { stretchOf } from "./conditions.ts";
import type { CellLink } from "./link-cells.ts";
import { distinctTexts, maxRows } from "./row-rules.ts";
import type { ViewRow } from "./table-view.ts";

const nextTo =
  /\b(?!(?:below|above) (?:age |the age of )?\d)(?:(?:immediately|directly|right|just|next|listed|comes?|came)\s+)*(after|before|next to|next|previous(?:ly)? to|previous(?:ly)?|below|above|following|preceding|prior to|precede[ds]?|follow(?:s|ed)?|consecutive)\b/u;

/** "Who came after A?", "the race before B", "between A and B": the row beside the one that is named. */
export const neighbour: Rule = (asked) => {
  const match = nextTo.exec(asked.text);
  const between = betweenRows(asked);
  if (between) return between;
  if (!match || /\bhow (?:many|much|long)\b/u.test(asked.text)) return undefined;
  const used: Stretch = [match.index, match.index + match[0].length];
  const anchor = anchorOf(asked, used);
  if (!anchor) return undefined;
  const back = /before|previous|above|preced|prior/u.test(match[1] ?? "");
  const rows = asked.view.rows;
  const from = back ? anchor.rows[0] : anchor.rows.at(-1);
  const at = from ? rows.indexOf(from) : -1;
  const row = at < 0 ? undefined : rows[at + (back ? -1 : 1)];
  const target = askedBeside(asked, anchor);
  const cell = cellOf(row, target?.column);
  const origin = from?.cells.get(anchor.column);
  if (!cell || !origin || !target || !row || isTotal(row)) return undefined;
  return {
    operation: "neighbour",
    answer: cell.text,
    cells: [cell, origin],
    columns: [target.column.index, anchor.column],
    detail: {},
    used: [used, stretchOf(asked, anchor), ...target.used],
  };
};

/** The named row: the name that follows the word of place, else the fullest name; it stands in one place only. */
function anchorOf(asked: Asked, word: Stretch): CellLink | undefined {
  const single = asked.links.filter(({ rows }) => rows.length === 1 || areAdjacent(rows, asked.view.rows));
  const behind = single.filter((link) => stretchOf(asked, link)[0] >= word[1]);
  return [...(behind.length > 0 ? behind : single)].sort(
    (a, b) => b.to - b.from - (a.to - a.from) || b.share - a.share,
  )[0];
}

function areAdjacent(rows: readonly ViewRow[], all: readonly ViewRow[]): boolean {
  return rows.every((row, index) => index === 0 || all.indexOf(row) === all.indexOf(rows[index - 1] as ViewRow) + 1);
}

/** What is asked of the neighbour: the column that the question names, else the one the anchor stands in. */
function askedBeside(asked: Asked, anchor: CellLink): Named | undefined {
  const named = columnNamed(asked, wantedPhrase(asked), asked.view.columns);
  if (named) return named;
  const own = asked.view.columns.find(({ index }) => index === anchor.column);
  if (own && own.kind !== "date") return { column: own, score: 0.5, used: whoIn(asked) };
  const key = wantedColumn(asked, [anchor.column]);
  return key;
}

function betweenRows(asked: Asked): Found | undefined {
  const match = /\bbetween\b/u.exec(asked.text);
  if (!match || !/\b(?:who|which|what)\b/u.test(asked.text) || /\bdifference|more|less\b/u.test(asked.text))
    return undefined;
  const behind = asked.links.filter((link) => link.rows.length === 1 && stretchOf(asked, link)[0] > match.index);
  const [first, second] = behind;
  const third = behind.find((link) => link.from !== first?.from && link.column === first?.column);
  const other = third ?? second;
  if (!first || !other || first.column !== other.column) return undefined;
  const [a, b] = [first, other].map(({ rows }) => asked.view.rows.indexOf(rows[0] as ViewRow)).sort((x, y) => x - y);
  const row = a !== undefined && b === a + 2 ? asked.view.rows[a + 1] : undefined;
  const cell = row?.cells.get(first.column);
  return (
    cell && {
      operation: "neighbour",
      answer: cell.text,
      cells: [cell, ...[first, other].flatMap(({ rows, column }) => rows[0]?.cells.get(column) ?? [])],
      columns: [first.column],
      detail: {},
      used: [
        [match.index, match.index + match[0].length],
        stretchOf(asked, first),
        stretchOf(asked, other),
        ...whoIn(asked),
      ],
    }
  );
}

/** "Which season ended in the same place as 1916–17?": the other rows with that value. */
export const same: Rule = (asked) => {
  const match = /\bthe same\s+/u.exec(asked.text);
  const phrase = match && phraseAt(asked.text, match.index + match[0].length);
  const shared = phrase && columnNamed(asked, phrase, asked.view.columns);
  if (!match || !shared || /\bhow many\b/u.test(asked.text)) return undefined;
  const anchors = asked.links.filter(({ rows, column }) => rows.length === 1 && column !== shared.column.index);
  const [anchor] = [...anchors].sort((a, b) => b.to - b.from - (a.to - a.from) || b.share - a.share);
  const value = cellOf(anchor?.rows[0], shared.column);
  if (!anchor || !value) return undefined;
  const others = asked.view.rows.filter(
    (row) => row !== anchor.rows[0] && !isTotal(row) && cellOf(row, shared.column)?.text === value.text,
  );
  const target =
    columnNamed(
      asked,
      wantedPhrase(asked),
      asked.view.columns.filter(({ index }) => index !== shared.column.index),
    ) ?? ownColumn(asked, anchor);
  const cells = others.flatMap((row) => cellOf(row, target?.column) ?? []);
  if (!target || cells.length === 0 || cells.length > maxRows) return undefined;
  return {
    operation: "same",
    answer: distinctTexts(cells.map(({ text }) => text)),
    cells: [...cells, value],
    columns: [target.column.index, shared.column.index, anchor.column],
    detail: {},
    used: [[match.index, match.index + match[0].length], ...shared.used, ...target.used, stretchOf(asked, anchor)],
  };
};

const ownColumn = ({ view }: Asked, { column }: CellLink): Named | undefined => {
  const own = view.columns.find(({ index }) => index === column);
  return own && { column: own, score: 0.5, used: [] };
};
