import type { Conflict, Evidence, Quantity } from "../report/index.ts";
import { parsePeriod } from "./period.ts";
import { printingOf, printQuantity } from "./print-quantity.ts";
import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { entityKey, metricKey } from "./series.ts";

interface Statement {
  readonly evidenceId: string;
  readonly clusterId: string;
  readonly quantity: Quantity;
  readonly printed: PrintedValue;
}

/**
 * Finds numbers on which independent sources disagree: same metric, entity, period and unit, values that differ by
 * more than their printed rounding.
 *
 * Contract: prefers silence to a false alarm: a number without metric, entity or period is left out; a cluster that
 * gives several values itself (restatements, other scopes) takes no side; a factor of a thousand is a matter of
 * scale, not a conflict. Positions are ordered by their number of clusters and said in the given language.
 */
export function findConflicts(
  evidence: readonly Evidence[],
  clusters: ReadonlyMap<string, string>,
  language?: string,
): readonly Conflict[] {
  const groups = new Map<string, Statement[]>();
  for (const item of evidence) {
    for (const quantity of item.quantities ?? []) {
      const key = conflictKey(quantity);
      if (key === undefined) continue;
      const printed = { value: quantity.value, unit: quantity.unit, step: printingOf(item, quantity).step };
      const clusterId = clusters.get(item.sourceId) ?? item.sourceId;
      groups.set(key, [...(groups.get(key) ?? []), { evidenceId: item.id, clusterId, quantity, printed }]);
    }
  }
  return [...groups.values()].flatMap((statements) => conflictOf(statements, language) ?? []);
}

/** Comparable form of what a number states: whose, what, when and in which unit; undefined where one of them is unsaid. */
export function conflictKey(quantity: Quantity): string | undefined {
  const metric = metricKey(quantity.metric);
  const entity = entityKey(quantity.entity);
  if (metric === "" || entity === "" || !quantity.periodEnd) return undefined;
  const months = parsePeriod(quantity.period ?? "")?.months ?? 0;
  return [metric, entity, quantity.periodEnd, months, quantity.unit].join("|");
}

function conflictOf(statements: readonly Statement[], language?: string): Conflict | undefined {
  const positions: Statement[][] = [];
  for (const statement of unambiguous(statements)) {
    const position = positions.find(([first]) => first && sameQuantity(first.printed, statement.printed));
    if (position) position.push(statement);
    else positions.push([statement]);
  }
  const [first, second] = positions;
  if (!first?.[0] || !second?.[0] || positions.some((one) => positions.some((two) => isScaleSlip(one, two))))
    return undefined;
  const { quantity } = first[0];
  const clusterCount = (position: readonly Statement[]): number =>
    new Set(position.map((statement) => statement.clusterId)).size;
  return {
    topic: [quantity.entity, quantity.metric, quantity.period].filter(Boolean).join(", "),
    positions: positions
      .map((position) => ({
        statement: position[0] ? printQuantity(position[0].quantity, language) : "",
        evidenceIds: [...new Set(position.map((statement) => statement.evidenceId))],
        clusters: clusterCount(position),
      }))
      .sort((a, b) => b.clusters - a.clusters),
  };
}

/** Statements of clusters that say one thing only. */
function unambiguous(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter((statement) =>
    statements.every(
      (other) => other.clusterId !== statement.clusterId || sameQuantity(other.printed, statement.printed),
    ),
  );
}

function isScaleSlip(one: readonly Statement[], two: readonly Statement[]): boolean {
  const [a, b] = [one[0]?.quantity.value, two[0]?.quantity.value];
  if (!a || !b) return false;
  const power = Math.log10(Math.abs(a / b));
  return Math.abs(power) > 2.9 && Math.abs(power / 3 - Math.round(power / 3)) < 0.005;
}
