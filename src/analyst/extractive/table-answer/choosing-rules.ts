import { type Asked, cellOf, type Found, isMeasure, orderIn, type Rule, type Stretch } from "./asked.ts";
import { columnsNamed, type Named, phraseAt } from "./columns.ts";
import { comparativeOf, degreeColumn, wantsHigh } from "./comparing-words.ts";
import { chooseRows, stretchOf } from "./conditions.ts";
import { labelOf, type Side, sidesOf } from "./sides.ts";
import type { ViewCell, ViewColumn } from "./table-view.ts";

/** "Which coach served longer, A or B?": by the column that is named, or by how often each stands in the table. */
export const either: Rule = (asked) => {
  const sides = sidesOf(asked, /\sor\s/gu);
  const degree = comparativeOf(asked);
  if (!sides) return undefined;
  const [first, second] = sides;
  if (!degree) return eitherOfThem(asked, sides);
  const named = degreeColumn(asked, degree, [first.link.column]);
  const used = [degree.used, first.used, second.used];
  const single = first.rows.length === 1 && second.rows.length === 1;
  if (!named || !single)
    return /^(?:more|most|longer|longest)$/u.test(degree.word) ? oftener(asked, sides, used) : undefined;
  const [a, b] = [orderIn(first.rows[0], named.column), orderIn(second.rows[0], named.column)];
  const high = wantsHigh(degree, named.column);
  if (a === undefined || b === undefined || a === b) return undefined;
  const winner = a > b === high ? first : second;
  const cells = [
    labelOf(winner),
    labelOf(winner === first ? second : first),
    ...sides.map(({ rows }) => cellOf(rows[0], named.column)),
  ];
  const value = cellOf(winner.rows[0], named.column)?.text ?? "";
  return {
    operation: "either",
    answer: labelOf(winner)?.text ?? "",
    cells: cells.filter((cell) => cell !== undefined),
    columns: [named.column.index, first.link.column],
    detail: { column: named.column.header, value },
    used: [...used, ...named.used],
  };
};

const opposites: readonly (readonly [more: string, less: string])[] = [
  ["more", "less"],
  ["more", "fewer"],
  ["above", "below"],
  ["over", "under"],
  ["higher", "lower"],
  ["taller", "shorter"],
  ["longer", "shorter"],
  ["older", "younger"],
  ["larger", "smaller"],
  ["bigger", "smaller"],
  ["greater", "less"],
];

/** "More or less", "taller or shorter", in either order. */
export const pairsOfWords = opposites.flatMap(([more, less]) => [`${more} or ${less}`, `${less} or ${more}`]).join("|");

/** "Is A taller or shorter than B?", "did A have more or less than 8 points?": the word that holds. */
export const relation: Rule = (asked) => {
  const match = new RegExp(`\\b(${pairsOfWords})\\b`, "u").exec(asked.text);
  const [one = "", other = ""] = match?.[0].split(" or ") ?? [];
  const words = opposites.find(([more, less]) => [more, less].includes(one) && [more, less].includes(other));
  if (!match || !words) return undefined;
  const cue: Stretch = [match.index, match.index + match[0].length];
  const named = relatedColumn(asked, words[0], cue);
  const [subject] = asked.links.filter(({ rows, column }) => rows.length === 1 && column !== named?.column.index);
  const value = orderIn(subject?.rows[0], named?.column);
  const bound = boundAfter(asked, cue, named?.column);
  if (!subject || !named || value === undefined || bound?.value === undefined || value === bound.value)
    return undefined;
  const cells = [cellOf(subject.rows[0], named.column), bound.cell, subject.rows[0]?.cells.get(subject.column)];
  return {
    operation: "relation",
    answer: value > bound.value ? words[0] : words[1],
    cells: cells.filter((cell) => cell !== undefined),
    columns: [named.column.index, subject.column],
    detail: { column: named.column.header, value: cellOf(subject.rows[0], named.column)?.text ?? "" },
    used: [cue, ...named.used, stretchOf(asked, subject), bound.used],
  };
};

function relatedColumn(asked: Asked, word: string, cue: Stretch): Named | undefined {
  const measures = asked.view.columns.filter(isMeasure);
  const [named] = columnsNamed(asked, [0, asked.text.length], measures);
  if (named && named.score >= 0.4) return named;
  return degreeColumn(asked, { word, used: cue, high: true }, []) ?? undefined;
}

/** What the value is held against: the other row's, or a number. */
function boundAfter(
  asked: Asked,
  [, end]: Stretch,
  column: ViewColumn | undefined,
): { readonly value: number | undefined; readonly cell?: ViewCell | undefined; readonly used: Stretch } | undefined {
  const number = /\d[\d,]*(?:\.\d+)?/u.exec(asked.text.slice(end));
  const link = asked.links.find((one) => one.rows.length === 1 && stretchOf(asked, one)[0] >= end);
  if (link && column && link.column !== column.index)
    return { value: orderIn(link.rows[0], column), cell: cellOf(link.rows[0], column), used: stretchOf(asked, link) };
  const at = end + (number?.index ?? 0);
  return number ? { value: Number(number[0].replace(/,/g, "")), used: [at, at + number[0].length] } : undefined;
}

/** "Who had more wins, A or B?" where each win is a row. */
function oftener(asked: Asked, [first, second]: readonly [Side, Side], used: readonly Stretch[]): Found | undefined {
  if (first.rows.length === second.rows.length) return undefined;
  const winner = first.rows.length > second.rows.length ? first : second;
  const cells = winner.rows.flatMap((row) => row.cells.get(first.link.column) ?? []);
  const end = [first.used[0], second.used[0]].reduce((a, b) => Math.min(a, b));
  const phrase = phraseAt(asked.text, (used[0] ?? [0, 0])[1]);
  return {
    operation: "most",
    answer:
      new Set(cells.map(({ text }) => text)).size === 1 ? (cells[0]?.text ?? "") : asked.text.slice(...winner.used),
    cells,
    columns: [first.link.column],
    detail: {
      count: String(winner.rows.length),
      column: asked.view.columns.find(({ index }) => index === first.link.column)?.header ?? "",
    },
    used: [...used, ...(phrase && phrase[0] < end ? [phrase] : [])],
  };
}

/** "Who is from Norway, A or B?": the one that meets the other conditions. */
function eitherOfThem(asked: Asked, [first, second]: readonly [Side, Side]): Found | undefined {
  const chosen = chooseRows(asked, { taken: [first.used, second.used] });
  if (/\bnot\b/u.test(asked.text)) return undefined;
  const [a, b] = [first, second].map(({ rows }) => rows.filter((row) => chosen.rows.includes(row)));
  if (!chosen.limited || !a || !b || a.length > 0 === b.length > 0) return undefined;
  const [row] = a.length > 0 ? a : b;
  const cell = row?.cells.get(first.link.column);
  const met = chosen.columns.flatMap((column) => row?.cells.get(column) ?? []);
  return (
    cell && {
      operation: "lookup",
      answer: cell.text,
      cells: [cell, ...met],
      columns: [first.link.column, ...chosen.columns],
      detail: {},
      used: [first.used, second.used, ...chosen.used],
    }
  );
}
