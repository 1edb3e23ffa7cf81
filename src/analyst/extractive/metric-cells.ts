import type { Finding } from "../../evidence/index.ts";
import { isMoney, pathSeparator, type TypedCell } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { groupBy } from "./group-by.ts";
import { maturityNames } from "./maturity.ts";
import { containsName } from "./source-entities.ts";
import type { TopicMatcher } from "./topics.ts";
import { labelScore } from "./topics.ts";
import { type TypedTable, typedTables } from "./typed-tables.ts";
import { labelTerms } from "./words.ts";

/** A number that a table gives for the topic. */
export interface MetricCell {
  readonly sourceId: string;
  readonly tableId: string;
  readonly cell: TypedCell;
  /** Whom the number is about: the asked name its source is about, or the row's; empty when nobody is named. */
  readonly entity: string;
  /** The label path that names the topic. */
  readonly metric: string;
  /** How well the labels name the topic; compares only within one question. */
  readonly score: number;
  /** Whether it stands in a primary statement: a balance sheet, a statement of operations. */
  readonly inStatement: boolean;
  /** Whether it is a part of the total that was asked for. */
  readonly isPart?: true;
  /** ISO 8601; empty when the table gives no period. */
  readonly end: string;
  /** Months; 0 for a moment, undefined when unknown. */
  readonly months: number | undefined;
}

const minScore = 0.6;
/** Cells of a row that name the topic this much worse than its best cell are other columns ("change", "adjusted"). */
const columnTolerance = 0.021;
const primaryBonus = 0.12;
const primary =
  /statements?\s+of\s+(?:consolidated\s+)?(?:operations|income|earnings|cash\s+flows?|financial\s+(?:position|condition)|profit)|income\s+statements?|balance\s+sheets?|gewinn-?\s*und\s*verlust|bilanz|compte\s+de\s+résultat|\bbilan\b|estado\s+de\s+resultados|balance\s+general|利润表|资产负债表|现金流量表/iu;
const secondary =
  /segment|reconciliation|pro\s+forma|guidance|percent(?:age)?|% change|forecast|fair value|supplemental/iu;

/** What to look for in the tables of a source. */
export interface MetricSearch {
  readonly matcher: TopicMatcher;
  /** The asked name the source is about. */
  readonly entity: string | undefined;
  readonly asksRate: boolean;
  /** "How many shares": no sum of money is the answer. */
  readonly asksCount?: boolean;
}

/**
 * The row (or, where periods run down, the column) of a source that gives the topic's numbers best: the label that
 * names it most exactly, in a primary statement rather than a segment table, money rather than percentages, and the
 * first of equals.
 */
export function metricCells(stored: StoredSource, search: MetricSearch): readonly MetricCell[] {
  const rows = typedTables(stored)
    .filter((table) => !isOfAnother(table, search.entity))
    .flatMap((table) => rowsOf(table, search));
  const [best] = rows.sort((a, b) => b.score - a.score || a.order - b.order);
  if (!best) return [];
  return withOtherHalf(best, rows).flatMap(({ line, name }) =>
    line.cells.map(({ cell, score, metric }) => ({
      metric: name ?? metric,
      sourceId: stored.source.id,
      tableId: best.tableId,
      cell,
      entity: search.entity ?? cell.quantity.entity ?? "",
      score,
      inStatement: best.inStatement,
      end: cell.quantity.periodEnd ?? "",
      months: cell.months,
    })),
  );
}

/** A row, and the row of the same table that gives the other half of a debt or claim: both under names of their own. */
function withOtherHalf(
  best: RatedRow,
  rows: readonly RatedRow[],
): readonly { readonly line: RatedRow; readonly name?: string }[] {
  const labelOf = ({ cells }: RatedRow): string => cells[0]?.metric ?? "";
  const ends = ({ cells }: RatedRow): string => cells.map(({ cell }) => cell.quantity.periodEnd).join(" ");
  for (const other of rows) {
    if (other === best || other.tableId !== best.tableId || !best.inStatement || ends(other) !== ends(best)) continue;
    const names = maturityNames(labelOf(best), labelOf(other));
    if (names)
      return [
        { line: best, name: names[0] },
        { line: other, name: names[1] },
      ];
  }
  return [{ line: best }];
}

/** "Summarised financial information of Sapling, as disclosed": a table about another party than the asked one. */
function isOfAnother({ table, cells }: TypedTable, asked: string | undefined): boolean {
  const [first] = cells;
  const party = first?.quantity.entity;
  return asked !== undefined && party !== undefined && !containsName(party, asked) && saysParty(table.caption, party);
}

const saysParty = (caption = "", party: string): boolean =>
  caption.includes(`${party} as `) || caption.includes(`${party}, as `);

interface RatedRow {
  readonly tableId: string;
  readonly order: number;
  readonly score: number;
  readonly inStatement: boolean;
  readonly cells: readonly RatedCell[];
}

function rowsOf({ table, cells, title, order }: TypedTable, search: MetricSearch): readonly RatedRow[] {
  const context = labelTerms(title);
  const rated = cells
    .map((cell) => ({ cell, ...cellScore(cell, search, context) }))
    .filter(({ score }) => score >= minScore);
  return alongTime(rated).map((line) => {
    const best = Math.max(...line.map(({ score }) => score));
    const kept = line.filter(({ score }) => score >= best - columnTolerance);
    const inStatement = primary.test(title);
    const bonus = (inStatement ? primaryBonus : 0) - (secondary.test(title) ? 0.05 : 0);
    const score = best + bonus + (periodsIn(kept) > 1 ? 0.03 : 0);
    return { tableId: table.id, order, cells: kept, inStatement, score };
  });
}

interface RatedCell {
  readonly cell: TypedCell;
  readonly score: number;
  readonly metric: string;
}

const periodsIn = (line: readonly RatedCell[]): number => new Set(line.map(({ cell }) => cell.quantity.periodEnd)).size;

/** The rows of a table whose periods stand in columns, the columns of one whose periods stand in rows. */
function alongTime(rated: readonly RatedCell[]): readonly (readonly RatedCell[])[] {
  const rows = [...groupBy(rated, ({ cell }) => String(cell.rowIndex)).values()];
  const columns = [...groupBy(rated, ({ cell }) => String(cell.columnIndex)).values()];
  return Math.max(0, ...columns.map(periodsIn)) > Math.max(0, ...rows.map(periodsIn)) ? columns : rows;
}

const excluding = /\b(?:excluding|exclusive of|excl\.|other than|ohne|hors|excluyendo)\s/iu;
/** "Growth, excluding the effect of exchange rates" is growth, and says nothing of exchange rates. */
const exclusion = new RegExp(`,?\\s*\\(?${excluding.source}.*$`, "iu");

function cellScore(
  cell: TypedCell,
  { matcher, asksRate, asksCount = false }: MetricSearch,
  context: ReadonlySet<string>,
): { readonly score: number; readonly metric: string } {
  const { metric = cell.row, unit, periodEnd, entity } = cell.quantity;
  if (!periodEnd) return { score: 0, metric };
  const path = excluding.test(matcher.topic)
    ? metric.split(pathSeparator)
    : metric.split(pathSeparator).map((part) => part.replace(exclusion, "") || part);
  if (asksCount && isMoney(unit)) return { score: 0, metric };
  const mismatch = (unit === "%") !== asksRate && (asksRate || unit === "%") ? 0.25 : 0;
  const own = labelScore(matcher, path, context) - mismatch;
  // In a long table (year, source, value) a text column names the thing, the value column only the measure.
  const named = entity === undefined ? 0 : labelScore(matcher, [...path, entity], context) - mismatch - 0.01;
  return named > own && entity !== undefined ? { score: named, metric: entity } : { score: Math.max(own, 0), metric };
}

/** The finding that banks a cell, under the name and the measure that was asked for. */
export function toFinding({ sourceId, tableId, cell, entity, metric }: MetricCell): Finding {
  const { rowIndex, columnIndex, quantity } = cell;
  const named = { ...quantity, metric, ...(entity !== "" && { entity }) };
  return { type: "cell", sourceId, tableId, rowIndex, columnIndex, quantity: named };
}
