/** Conditions of time, of place in a ranking and of result: "before 1990", "in the top five", "games won". */
import { findDates } from "../../../evidence/index.ts";
import { type Asked, cellOf, orderIn } from "./asked.ts";
import { orderOf } from "./cell-order.ts";
import { type Condition, isOrdered, numberOf, numeral, ordinalOf, ordinals, type Test } from "./limits.ts";
import { rankHeader, type ViewColumn, type ViewRow } from "./table-view.ts";

const year = "((?:1[5-9]|20)\\d\\d)";
const times: readonly (readonly [pattern: RegExp, test: (from: number, to: number) => Test])[] = [
  [
    new RegExp(`\\b(?:between|from)\\s+${year}\\s*(?:and|to|[-–])\\s*${year}`, "u"),
    (from, to) => (value) => value >= from && value <= to,
  ],
  [
    new RegExp(`\\b(?:in|during|of)\\s+(?:the\\s+)?(?:years\\s+)?${year}'?s\\b`, "u"),
    (from) => (value) => value >= from && value < from + (from % 100 === 0 ? 100 : 10),
  ],
  [
    new RegExp(`\\b(?:before|prior to|until|earlier than)\\s+(?:the\\s+)?(?:year\\s+)?${year}\\b`, "u"),
    (from) => (value) => value < from,
  ],
  [
    new RegExp(`\\b(?:after|later than)\\s+(?:the\\s+)?(?:year\\s+)?${year}\\b`, "u"),
    (from) => (value) => value > from,
  ],
  [new RegExp(`\\b(?:since)\\s+(?:the\\s+)?(?:year\\s+)?${year}\\b`, "u"), (from) => (value) => value >= from],
];

/** "between 2000 and 2010", "in the 1990s", "before 1990", "since 2005". */
export function timeLimits({ text, view }: Asked): readonly Condition[] {
  const column = view.columns.find(({ kind }) => kind === "date");
  if (!column) return [];
  return times.flatMap(([pattern, test]) => {
    const match = pattern.exec(text);
    if (!match) return [];
    const within = test(Number(match[1]), Number(match[2] ?? match[1]));
    return [
      {
        column,
        holds: (row: ViewRow) => isOrdered(row, column, (value) => within(Math.floor(value / 10_000))),
        used: [[match.index, match.index + match[0].length] as const],
      },
    ];
  });
}

/** "on November 19, 1824": a day, however the table writes it. */
export function dated(asked: Asked): readonly Condition[] {
  const column = asked.view.columns.find(({ kind }) => kind === "date");
  if (!column) return [];
  return findDates(asked.text).flatMap(({ text, start, end, precision }) => {
    const wanted = precision === "day" || precision === "month-day" ? orderOf(text)?.value : undefined;
    const whole = (value: number): number => (precision === "day" ? value : value % 10_000);
    const holds = (row: ViewRow): boolean => isOrdered(row, column, (value) => whole(value) === wanted);
    return wanted !== undefined && asked.view.rows.some(holds)
      ? [{ column, holds, used: [[start, end] as const] }]
      : [];
  });
}

const rankWords =
  /\b(?:in|won|places?|placed|placing|finish(?:ed|es)?|ranked|rank|position|positions|came|come|took|take|listed)\b/u;

/** The column that ranks: called so, or of ordinals. */
export const rankColumn = ({ view }: Asked): ViewColumn | undefined =>
  view.columns.find(
    ({ kind, header, index }) =>
      kind === "rank" &&
      (rankHeader.test(header.trim()) || view.rows.some((row) => row.cells.get(index)?.order?.kind === "rank")),
  );

/** "came in first place", "in the top five", "finished 3rd": a condition on the column that ranks. */
export function places(asked: Asked): readonly Condition[] {
  const { text } = asked;
  const column = rankColumn(asked);
  if (!column || !rankWords.test(text)) return [];
  const top = new RegExp(`\\btop (${numeral})\\b`, "u").exec(text);
  if (top) return [placeCondition(column, top, (value) => value <= numberOf(top[1] ?? ""))];
  const exact = new RegExp(
    `\\b(?:at least (?:in )?)?(\\d+(?:st|nd|rd|th)|${ordinals.slice(1).join("|")})(?=\\s+(?:place|position|rank|in\\b|$|\\?)|$|\\?)`,
    "u",
  ).exec(text);
  if (!exact) return [];
  const at = ordinalOf(exact[1] ?? "");
  const least = /^at least/u.test(exact[0]);
  return [placeCondition(column, exact, (value) => (least ? value <= at : value === at))];
}

function placeCondition(column: ViewColumn, match: RegExpExecArray, test: Test): Condition {
  const isBarred = /\bnot\b(?:\s+\p{L}+){0,2}\s+(?:in )?(?:the )?$/u.test(match.input.slice(0, match.index));
  const holds = (row: ViewRow): boolean => {
    const value = orderIn(row, column);
    return value === undefined ? isBarred : test(value) !== isBarred;
  };
  return { column, holds, used: [[match.index, match.index + match[0].length]] };
}

const outcomes: readonly (readonly [says: RegExp, cell: RegExp])[] = [
  [/\b(?:win|wins|won|winning|victor(?:y|ies))\b/u, /^(?:w|won|win|winner|victory)\b/iu],
  [/\b(?:loss|losses|lose|lost|losing|defeats?)\b/u, /^(?:l|lost|loss|runner-up|runner up|defeat)\b/iu],
  [/\b(?:draws?|drew|ties?|tied)\b/u, /^(?:d|t|draw|drew|tie|tied)\b/iu],
  [/\b(?:nominat(?:ed|ions?))\b/u, /^nominated\b/iu],
];
const anyOutcome =
  /^(?:[wldt](?=\s*[\d(]|$)|(?:won|win|winner|victory|lost|loss|runner-up|defeat|draw|tie|nominated)\b)/iu;
const mostCells = 0.7;

/** "How many games did they win?" in a table with a column of results. */
export function outcome({ text, view }: Asked): readonly Condition[] {
  const column = view.columns.find((one) => {
    const cells = view.rows.flatMap((row) => cellOf(row, one) ?? []);
    return cells.filter((cell) => anyOutcome.test(cell.text)).length >= mostCells * view.rows.length;
  });
  if (!column) return [];
  return outcomes.flatMap(([says, cell]) => {
    const match = says.exec(text);
    const holds = (row: ViewRow): boolean => cell.test(cellOf(row, column)?.text ?? "");
    return match && view.rows.some(holds)
      ? [{ column, holds, used: [[match.index, match.index + match[0].length]] }]
      : [];
  });
}
