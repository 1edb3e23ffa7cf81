import type { Asked, Stretch } from "./asked.ts";
import { isTotal } from "./asked.ts";
import { bounds, type Condition, exactNumbers, filled, numbered, openBounds, relativeBounds } from "./limits.ts";
import type { CellLink } from "./link-cells.ts";
import { dated, outcome, places, timeLimits } from "./place-limits.ts";
import type { ViewRow } from "./table-view.ts";

/** Rows that meet what the question says of them. */
export interface Chosen {
  readonly rows: readonly ViewRow[];
  readonly columns: readonly number[];
  readonly used: readonly Stretch[];
  /** Whether the question says anything of the rows. */
  readonly limited: boolean;
}

interface Options {
  /** Columns whose cells are no condition: what is asked for. */
  readonly not?: readonly number[];
  /** Stretches that another part of the question has taken. */
  readonly taken?: readonly Stretch[];
}

const overlaps = ([start, end]: Stretch, others: readonly Stretch[]): boolean =>
  others.some(([from, to]) => start < to && from < end);

/**
 * The rows that meet every condition of the question: names of cells, bounds, places, results.
 *
 * Contract: two names of one column that no row has both mean either ("Norway and Sweden"); a name after "not",
 * "besides" or "other than" bars its rows; sums under the table are no rows; no row may be left.
 */
export function chooseRows(asked: Asked, { not = [], taken = [] }: Options = {}): Chosen {
  const all = asked.view.rows.filter((row) => !isTotal(row));
  const limits = distinctLimits([
    ...dated(asked),
    ...relativeBounds(asked),
    ...bounds(asked),
    ...openBounds(asked),
    ...numbered(asked),
    ...places(asked),
    ...timeLimits(asked),
    ...exactNumbers(asked),
    ...outcome(asked),
    ...filled(asked),
  ]).filter(({ used }) => used[0] !== undefined && !overlaps(used[0], taken));
  const busy = [...taken, ...limits.flatMap(({ used }) => used)];
  const named = nameGroups(asked, { not, busy });
  const rows = [
    ...limits.map(({ holds }) => holds),
    ...named.map(
      ({ rows: met, bars }) =>
        (row: ViewRow) =>
          met.has(row) !== bars,
    ),
  ].reduce<readonly ViewRow[]>((kept, holds) => kept.filter(holds), all);
  return {
    rows,
    columns: [...limits.map(({ column }) => column.index), ...named.flatMap(({ columns }) => columns)],
    used: [...limits.flatMap(({ used }) => used), ...named.flatMap(({ used }) => used)],
    limited: limits.length + named.length > 0,
  };
}

/** A stretch of the question gives one condition: the first that takes it. */
function distinctLimits(limits: readonly Condition[]): readonly Condition[] {
  return limits.filter(
    ({ used }, index) =>
      used[0] !== undefined && !limits.slice(0, index).some((other) => overlaps(used[0] as Stretch, other.used)),
  );
}

interface NameGroup {
  readonly rows: ReadonlySet<ViewRow>;
  readonly columns: readonly number[];
  readonly used: readonly Stretch[];
  readonly bars: boolean;
}

function nameGroups(
  asked: Asked,
  { not, busy }: { not: readonly number[]; busy: readonly Stretch[] },
): readonly NameGroup[] {
  const spans = new Map<number, CellLink[]>();
  for (const link of asked.links) {
    const stretch = stretchOf(asked, link);
    // What is asked for is no condition, but may be barred: "which ship besides Alder".
    if ((not.includes(link.column) && !isBarred(asked.text, stretch)) || overlaps(stretch, busy)) continue;
    spans.set(link.from, [...(spans.get(link.from) ?? []), link]);
  }
  const groups = [...spans.values()].map((links): NameGroup => {
    const stretch = stretchOf(asked, links[0] as CellLink);
    return {
      rows: new Set(links.flatMap(({ rows }) => rows)),
      columns: links.map(({ column }) => column),
      used: [stretch],
      bars: isBarred(asked.text, stretch),
    };
  });
  return groups.reduce<readonly NameGroup[]>(mergeGroup, []);
}

/** Names of one column that share no row are alternatives. */
function mergeGroup(groups: readonly NameGroup[], next: NameGroup): readonly NameGroup[] {
  const twin = groups.find(
    (group) =>
      group.bars === next.bars &&
      group.columns.some((column) => next.columns.includes(column)) &&
      ![...group.rows].some((row) => next.rows.has(row)),
  );
  if (!twin) return [...groups, next];
  const both = {
    rows: new Set([...twin.rows, ...next.rows]),
    columns: [...twin.columns, ...next.columns],
    used: [...twin.used, ...next.used],
    bars: next.bars,
  };
  return groups.map((group) => (group === twin ? both : group));
}

/** The words of a link in the question. */
export function stretchOf({ words }: Asked, { from, to }: Pick<CellLink, "from" | "to">): Stretch {
  return [words[from]?.start ?? 0, words[to - 1]?.end ?? 0];
}

const bar =
  /\b(?:not|besides?|other than|except(?: for)?|excluding|without|apart from|aside from|something other than)\s+(?:(?:from|in|at|the|a|an|of|being|for)\s+)*$/u;

/** Whether what stands before a stretch bars it. */
export function isBarred(text: string, [start]: Stretch): boolean {
  return bar.test(text.slice(Math.max(0, start - 40), start));
}
