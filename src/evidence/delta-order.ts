/** What a reader is told first: the order of the lines of a delta, and what stands together in it. */
import type { Evidence } from "../report/index.ts";
import type { DeltaLine, DeltaStatus } from "./delta.ts";
import { findQuantities } from "./quantities.ts";
import { compatibleUnits, type PrintedValue, sameQuantity } from "./same-quantity.ts";

/** Contradicted, changed, gone, new; then unchecked and confirmed. */
const order: readonly DeltaStatus[] = ["contradicted", "changed", "gone", "new", "unchecked", "confirmed"];

/** A number that one side gives where the other gives another, as they are printed. */
export interface NumberChange {
  readonly before: Printed;
  readonly now: Printed;
}

interface Printed extends PrintedValue {
  /** In the words of the evidence; absent where it is a cell, whose headers hold unit and scale. */
  readonly text?: string;
}

/**
 * The one number in which the two sides of a line differ; undefined when there is none, or more than one.
 *
 * Contract: numbers are paired in order; a side that gives more numbers than the other has none to pair.
 */
export function numberChangeOf({ before, now }: Pick<DeltaLine, "before" | "now">): NumberChange | undefined {
  if (!before || !now) return undefined;
  const [old, later] = [numbersOf(before), numbersOf(now)];
  const isMissing = (one: Printed, others: readonly Printed[]) => !others.some((other) => sameQuantity(one, other));
  const lost = old.filter((one) => isMissing(one, later));
  const found = later.filter((one) => isMissing(one, old));
  const [from, to] = [lost[0], found[0]];
  if (!from || !to || lost.length > 1 || found.length > 1 || !compatibleUnits(from.unit, to.unit)) return undefined;
  return { before: from, now: to };
}

function numbersOf({ content, quantities = [] }: Evidence): readonly Printed[] {
  if (content.type === "quote") return findQuantities(content.exact, { spelled: true });
  return quantities.map(({ value, unit }) => ({ value, unit }));
}

/**
 * Sorts lines by importance: by status; a changed number before what is no longer stated, that before other words, the
 * larger change first; a new number before new words, the latest period first.
 *
 * Contract: stable, so that what is equally important stays in the order of the report.
 */
export function byImportance(lines: readonly DeltaLine[]): readonly DeltaLine[] {
  const weighed = lines.map((line) => ({ line, rank: order.indexOf(line.status), ...weightOf(line) }));
  weighed.sort(
    (a, b) => a.rank - b.rank || b.kind - a.kind || b.size - a.size || (a.end < b.end ? 1 : a.end > b.end ? -1 : 0),
  );
  return weighed.map(({ line }) => line);
}

interface Weight {
  readonly kind: number;
  /** Of a change, as a share of the number before. */
  readonly size: number;
  /** ISO 8601 end of the period. */
  readonly end: string;
}

function weightOf(line: DeltaLine): Weight {
  const { status, now } = line;
  const none = { kind: 0, size: 0, end: "" };
  if (status === "new") {
    const [quantity] = now?.quantities ?? [];
    return quantity ? { ...none, kind: 1, end: quantity.periodEnd ?? "" } : none;
  }
  if (status !== "changed" && status !== "contradicted") return none;
  const change = numberChangeOf(line);
  if (change) return { ...none, kind: 2, size: sizeOf(change) };
  return now ? none : { ...none, kind: 1 };
}

function sizeOf({ before, now }: NumberChange): number {
  const base = Math.max(Math.abs(before.value), Number.EPSILON);
  return Math.abs(now.value - before.value) / base;
}

/** Lines as they are shown: those whose source is gone stand together, a source at a time. */
export function groupedBySource(lines: readonly DeltaLine[]): readonly (readonly [DeltaLine, ...DeltaLine[]])[] {
  const groups: [DeltaLine, ...DeltaLine[]][] = [];
  const gone = new Map<string, [DeltaLine, ...DeltaLine[]]>();
  for (const line of lines) {
    const sourceId = line.status === "gone" ? line.before?.sourceId : undefined;
    const known = sourceId === undefined ? undefined : gone.get(sourceId);
    if (known) {
      known.push(line);
      continue;
    }
    const group: [DeltaLine, ...DeltaLine[]] = [line];
    if (sourceId !== undefined) gone.set(sourceId, group);
    groups.push(group);
  }
  return groups;
}

/** How many there are of each as a reader counts: statements, but of what is gone the sources. */
export function shownCounts(lines: readonly DeltaLine[]): Record<DeltaStatus, number> {
  const counts = { new: 0, changed: 0, contradicted: 0, gone: 0, confirmed: 0, unchecked: 0 };
  for (const [{ status }] of groupedBySource(lines)) counts[status] += 1;
  return counts;
}
