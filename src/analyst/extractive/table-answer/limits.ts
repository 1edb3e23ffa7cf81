/** Conditions on amounts: bounds, exact numbers, numbered rows, filled and empty cells. */
import type { Asked, Stretch } from "./asked.ts";
import { isMeasure, orderIn, termsIn } from "./asked.ts";
import { columnNamed, columnsNamed, phraseAt } from "./columns.ts";
import type { ViewColumn, ViewRow } from "./table-view.ts";

/** A condition on rows, with the words of the question that it was read from. */
export interface Condition {
  readonly column: ViewColumn;
  readonly holds: (row: ViewRow) => boolean;
  readonly used: readonly Stretch[];
}

/** What a value must be, in the unit of its column. */
export type Test = (value: number) => boolean;

const numerals = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
/** "first" to "tenth", at their numbers. */
export const ordinals = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
/** A number in digits or words, as a pattern. */
export const numeral = `(?:\\d[\\d,]*(?:\\.\\d+)?|${numerals.join("|")})`;

/** Reads "3", "1,200" or "three"; NaN for anything else. */
export function numberOf(text: string): number {
  const word = numerals.indexOf(text);
  return word >= 0 ? word : Number(text.replace(/,/g, ""));
}

/** Reads "3rd" or "third"; NaN for anything else. */
export function ordinalOf(text: string): number {
  const word = ordinals.indexOf(text);
  return word >= 0 ? word : Number.parseInt(text, 10);
}

const beforeNumber: readonly (readonly [pattern: string, test: (bound: number) => Test])[] = [
  ["no more than|at most|not more than|up to|maximum of", (bound) => (value) => value <= bound],
  ["no less than|at least|no fewer than|not less than|minimum of", (bound) => (value) => value >= bound],
  [
    "more than|over|above|greater than|higher than|older than|taller than|longer than|exceeding|larger than",
    (bound) => (value) => value > bound,
  ],
  [
    "less than|fewer than|under|below|lower than|younger than|shorter than|smaller than",
    (bound) => (value) => value < bound,
  ],
];
const afterNumber = /^\s*(?:\p{L}+\s+){0,2}?or (more|higher|above|over|older|greater|less|fewer|lower|under|below)\b/u;

/** "at least 60", "more than 70,000 people", "10 or more". */
export function bounds(asked: Asked): readonly Condition[] {
  return beforeNumber.flatMap(([pattern, test]) =>
    [
      ...asked.text.matchAll(
        new RegExp(
          `\\b(?:${pattern})\\s+(?:an?\\s|(?:the\\s)?(?:age|number|score|height|weight|rank)\\s(?:of\\s)?)?(${numeral})(?!\\p{N}|[.:]\\d|(?:st|nd|rd|th)\\b)`,
          "gu",
        ),
      ),
    ].flatMap(
      (match) =>
        boundCondition(asked, [match.index, match.index + match[0].length], test(numberOf(match[1] ?? ""))) ?? [],
    ),
  );
}

/** Bounds that the question leaves open at one end: "10 or more seats". */
export function openBounds(asked: Asked): readonly Condition[] {
  return [...asked.text.matchAll(new RegExp(`\\b${numeral}\\b`, "gu"))].flatMap((match) => {
    const after = afterNumber.exec(asked.text.slice(match.index + match[0].length));
    if (!after) return [];
    const bound = numberOf(match[0]);
    const test: Test = /more|higher|above|over|older|greater/u.test(after[1] ?? "")
      ? (value) => value >= bound
      : (value) => value <= bound;
    return boundCondition(asked, [match.index, match.index + match[0].length + after[0].length], test) ?? [];
  });
}

/** The column that a bound speaks of: named after it, or before it, or the only one that it divides. */
function boundCondition(asked: Asked, stretch: Stretch, test: Test): Condition | undefined {
  const ordered = asked.view.columns.filter((column) => column.kind !== "text" && column.kind !== "date");
  const after = columnNamed(asked, phraseAt(asked.text, stretch[1]), ordered);
  const before = columnsNamed(asked, [0, stretch[0]], ordered).find(({ used }) => used.length > 0);
  const found = after ?? byAdjective(asked, stretch, ordered) ?? before;
  const dividing = found ? [] : ordered.filter((column) => divides(asked, column, test));
  const column = found?.column ?? (dividing.length === 1 ? dividing[0] : undefined);
  if (!column) return undefined;
  const unit = /^\s+(?:\p{L}+)/u.exec(asked.text.slice(stretch[1]));
  const end = found ? stretch[1] : stretch[1] + (unit?.[0].length ?? 0);
  return {
    column,
    holds: (row) => isOrdered(row, column, test),
    used: [[stretch[0], end], ...(found?.used ?? [])],
  };
}

/** "older than 20", "weigh at least 215 pounds", "20 years of age". */
const adjectives: readonly (readonly [says: RegExp, header: RegExp])[] = [
  [/\b(?:old|older|young|younger|age[ds]?|years of age)\b/u, /\bage\b/iu],
  [/\b(?:tall|taller|short|shorter|feet|meters tall)\b/u, /\bheight\b/iu],
  [/\b(?:weigh|weighs|weighed|heavier|pounds)\b/u, /\bweight\b/iu],
  [/\b(?:attended|attending|people|attendance)\b/u, /\battendance\b/iu],
  [/\b(?:long|longer|minutes?)\b/u, /\b(?:length|duration|time)\b/iu],
];

function byAdjective({ text }: Asked, [start, end]: Stretch, among: readonly ViewColumn[]) {
  const around = text.slice(Math.max(0, start - 25), end + 25);
  for (const [says, header] of adjectives) {
    const match = says.exec(around);
    const column = match && among.find((one) => header.test(one.header));
    const at = match ? Math.max(0, start - 25) + match.index : 0;
    if (match && column) return { column, used: [[at, at + match[0].length] as const] };
  }
  return undefined;
}

/** Whether the cell of a row passes a test. */
export function isOrdered(row: ViewRow, column: ViewColumn, test: Test): boolean {
  const value = orderIn(row, column);
  return value !== undefined && test(value);
}

function divides({ view }: Asked, column: ViewColumn, test: Test): boolean {
  const values = view.rows.flatMap((row) => orderIn(row, column) ?? []);
  return isMeasure(column) && values.some(test) && !values.every(test);
}

/** "week 5", "the third round": a number with the name of its column. */
export function numbered(asked: Asked): readonly Condition[] {
  const columns = asked.view.columns.filter(({ kind }) => kind === "number" || kind === "rank");
  const pattern = new RegExp(
    `\\b(?:(\\p{L}+) (\\d+)|(\\d+(?:st|nd|rd|th)|${ordinals.slice(1).join("|")}) (\\p{L}+))\\b`,
    "gu",
  );
  return [...asked.text.matchAll(pattern)].flatMap((match) => {
    const [whole, before = "", number = "", ordinal = "", after = ""] = match;
    const wanted = number === "" ? ordinalOf(ordinal) : Number(number);
    const [name] = termsIn(before || after);
    const column = columns.find(({ ownTerms }) => ownTerms.length === 1 && ownTerms[0] === name);
    if (!column || !asked.view.rows.some((row) => orderIn(row, column) === wanted)) return [];
    const holds = (row: ViewRow): boolean => orderIn(row, column) === wanted;
    return [{ column, holds, used: [[match.index, match.index + whole.length] as const] }];
  });
}

const moreThan =
  /\b(more|higher|greater|larger|longer|less|fewer|lower|smaller|shorter)\s+(?:\p{L}+\s+){0,4}?than\s+/gu;

/** "more wins than England", "less affiliates than Azteca 7": a bound that another row sets. */
export function relativeBounds(asked: Asked): readonly Condition[] {
  return [...asked.text.matchAll(moreThan)].flatMap((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const link = asked.links.find(
      ({ from, rows }) => rows.length === 1 && Math.abs((asked.words[from]?.start ?? 0) - end) < 5,
    );
    const measures = asked.view.columns.filter(isMeasure);
    const named =
      columnNamed(asked, phraseAt(asked.text, start + (match[1] ?? "").length), measures) ??
      columnsNamed(asked, [0, asked.text.length], measures)[0];
    const bound = orderIn(link?.rows[0], named?.column);
    if (!link || !named || bound === undefined) return [];
    const more = /more|higher|greater|larger|longer/u.test(match[1] ?? "");
    const holds = (row: ViewRow): boolean =>
      isOrdered(row, named.column, (value) => (more ? value > bound : value < bound));
    return [
      { column: named.column, holds, used: [[start, asked.words[link.to - 1]?.end ?? end] as const, ...named.used] },
    ];
  });
}

/** "have featured guests", "without a publication": whether a cell of the column is filled. */
export function filled(asked: Asked): readonly Condition[] {
  const texts = asked.view.columns.filter(
    ({ kind, index }) => kind === "text" && asked.view.rows.some((row) => !row.cells.has(index)),
  );
  const pattern =
    /\b(do not have|does not have|did not have|don't have|without|have no|has no|had no|have|has|had|with)\s+(?:an?\s+|any\s+)?(?=\p{L})/gu;
  return [...asked.text.matchAll(pattern)].flatMap((match) => {
    const phrase = phraseAt(asked.text, match.index + match[0].length);
    const named = columnNamed(asked, phrase, texts);
    const terms = phrase ? termsIn(asked.text.slice(...phrase)) : [];
    if (!named || named.score < surelyNamed || !terms.every((term) => named.column.terms.includes(term))) return [];
    const isBarred = /\bno\b|not|n't|without/u.test(match[1] ?? "");
    const holds = (row: ViewRow): boolean => row.cells.has(named.column.index) !== isBarred;
    return [
      { column: named.column, holds, used: [[match.index, match.index + match[0].length] as const, ...named.used] },
    ];
  });
}

const surelyNamed = 0.8;

/** "won one silver medal", "6 hospital beds", "no bronze medals", "did not win a gold medal". */
export function exactNumbers(asked: Asked): readonly Condition[] {
  const measures = asked.view.columns.filter(({ kind }) => kind === "number");
  const pattern = new RegExp(
    `(?<!(?:than|least|most|over|above|below|under|top)\\s)\\b(${numeral}|no|(?:did not|didn't|never|not) (?:win|have|get|earn|receive|score) (?:a|an|any))\\s+(?=\\p{L})`,
    "gu",
  );
  return [...asked.text.matchAll(pattern)].flatMap((match) => {
    const phrase = phraseAt(asked.text, match.index + match[0].length);
    const named = columnNamed(asked, phrase, measures);
    if (!named || named.score < 0.6 || /^(?:1[5-9]|20)\d\d$/u.test(match[1] ?? "")) return [];
    const wanted = /^\D+$/u.test(match[1] ?? "") && !numerals.includes(match[1] ?? "") ? 0 : numberOf(match[1] ?? "");
    const { column } = named;
    const holds = (row: ViewRow): boolean =>
      wanted === 0 ? (orderIn(row, column) ?? 0) === 0 : orderIn(row, column) === wanted;
    return [{ column, holds, used: [[match.index, match.index + match[0].length], ...named.used] }];
  });
}
