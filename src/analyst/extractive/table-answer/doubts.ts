/** Reasons to doubt an answer although its words are understood: what it says may not be what was asked. */
import { readLabelUnit } from "../../../evidence/index.ts";
import { type Asked, type Found, isTotal, type Operation, type Stretch } from "./asked.ts";
import type { ViewColumn } from "./table-view.ts";

type Doubt = (asked: Asked, found: Found) => boolean;

/** A value longer than this is a list of values, or prose. */
const longestValue = 60;
/** So many columns headed by years make a table whose cells are the events, not its rows. */
const yearColumns = 3;

const degrees =
  /\b(?<!\bat )(?:most|least|fewest|highest|lowest|largest|biggest|smallest|longest|shortest|oldest|youngest|fastest|slowest|latest|earliest)\b/gu;
const bounded =
  /\b(?<!\bor )(?:above|below|over|under|at least|at most|(?:more|less|fewer|higher|lower|older|younger|longer|shorter) than)\b[^?,;\d]{0,20}\d+/gu;
const several = /\b(?:each|every|all|both)\b/u;
const different = /\b(?:different|distinct|unique|separate)\b/u;
const plural = /(?:s|people|men|women|children)$/u;

/**
 * Whether an answer is better not given: a superlative or bound of the question did not enter it, one thing was asked for
 * and several are told, a cell holds a list, the table is headed by years, a count passes over the column that is asked
 * about or cannot tell rows from values, amounts of different units are compared.
 *
 * Contract: pure; each reason was kept because it bars more wrong answers than right ones.
 */
export function isDoubtful(asked: Asked, found: Found, wanted: Stretch | undefined): boolean {
  const doubts: readonly Doubt[] = [
    unreadDegree,
    unreadBound,
    longValue,
    crossTable,
    otherColumn,
    repeated,
    mixedUnits,
  ];
  return doubts.some((doubt) => doubt(asked, found)) || isOneOfMany(asked, found, wanted);
}

const isUsed = ({ used }: Found, start: number, end: number): boolean =>
  used.some(([from, to]) => from <= start && end <= to);

/** "What position is she in the most?" answered by a lookup. */
const unreadDegree: Doubt = ({ text }, found) =>
  [...text.matchAll(degrees)].some((match) => !isUsed(found, match.index, match.index + match[0].length));

/** "Took at least 3 days" where nothing was held against 3. */
const unreadBound: Doubt = ({ text }, found) =>
  [...text.matchAll(bounded)].some((match) => !isUsed(found, match.index, match.index + match[0].length));

const longValue: Doubt = (_asked, { cells, answer }) =>
  cells.some(({ text }) => text.length > longestValue && answer.includes(text));

const crossTable: Doubt = ({ view, text }, { columns }) => {
  const years = view.columns.filter(({ header }) => /^(?:1[5-9]|20)\d\d$/u.test(header.trim()));
  if (years.length < yearColumns) return false;
  return !years.some(({ index, header }) => columns.includes(index) && text.includes(header.trim()));
};

/** "How many players have a South African nationality?" counted without the column of nationalities. */
const otherColumn: Doubt = ({ view, words, text }, found) => {
  if (found.operation !== "count") return false;
  const others = view.columns.filter(({ index }) => !found.columns.includes(index));
  return words.some(
    ({ term, start, end }) =>
      !isUsed(found, start, end) &&
      !/(?:ed|ing)$/u.test(text.slice(start, end)) &&
      others.some(({ ownTerms }) => ownTerms.length === 1 && ownTerms[0] === term),
  );
};

/** A value that stands in several rows counts once or each time: nothing in such a table tells which is meant. */
const repeated: Doubt = ({ view, text }, { operation, columns, answer }) => {
  const [column] = columns;
  if (operation !== "count" || column === undefined || columns.length > 1 || different.test(text)) return false;
  const filled = view.rows.filter((row) => row.cells.has(column) && !isTotal(row)).length;
  return Number(answer) < filled && !view.columns.some((other) => other.index !== column && identifies(other));
};

const comparing: ReadonlySet<Operation> = new Set(["extreme", "end", "either", "sum", "average", "difference"]);

/** "Output (GWh)" over "Share (%)" in one column: amounts of different units are neither compared nor added. */
const mixedUnits: Doubt = ({ view }, { operation }) => {
  if (!comparing.has(operation)) return false;
  const labels = view.columns
    .filter(({ kind, distinct }) => kind === "text" && distinct === 1)
    .map(({ index }) => index);
  const units = view.rows.flatMap(({ cells }) =>
    labels.flatMap((index) => readLabelUnit(cells.get(index)?.text ?? "")?.unit ?? []),
  );
  return new Set(units).size > 1;
};

const identifies = ({ kind, distinct }: ViewColumn): boolean => kind === "text" && distinct === 1;

/** "Which song …?" has one answer. */
function isOneOfMany({ text }: Asked, { operation, cells, answer }: Found, wanted: Stretch | undefined): boolean {
  if (operation !== "lookup" || !wanted || several.test(text)) return false;
  const values = new Set(cells.map((cell) => cell.text).filter((value) => value !== answer && answer.includes(value)));
  return values.size > 1 && !plural.test(text.slice(...wanted));
}
