import type { Emit, RunUsage, Spending } from "../events.ts";
import type { ModelAnswer, ModelRole, ModelUsage } from "./model.ts";
import { addCost } from "./prices.ts";

/** What the models of a run may use; an absent limit does not bind. */
export interface ModelLimits {
  readonly maxCalls?: number;
  /** Input and output together. */
  readonly maxTokens?: number;
  readonly maxCostUsd?: number;
}

const nothingSpent: Spending = { calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, costUsd: 0 };

/** Sum of what was spent and one call. */
function addSpending(sum: Spending, usage: ModelUsage, costUsd: number | "unknown"): Spending {
  return {
    calls: sum.calls + 1,
    inputTokens: sum.inputTokens + usage.inputTokens,
    cachedTokens: sum.cachedTokens + usage.cachedTokens,
    outputTokens: sum.outputTokens + usage.outputTokens,
    costUsd: addCost(sum.costUsd, costUsd),
  };
}

/** Share of a limit at which the user is warned. */
const warningShare = 0.8;
/** What gathering may use of a limit; the rest is kept for writing, which a report cannot do without. */
const gatheringShare = 0.7;

const gatheringRoles: ReadonlySet<ModelRole> = new Set(["plan", "read", "look"]);

/** One answered call, as the accounts see it. */
export interface Spent {
  readonly role: ModelRole;
  readonly stage: string;
  readonly answer: Pick<ModelAnswer, "usage">;
  readonly costUsd: number | "unknown";
}

/**
 * A call that may be made; `settle` with what it and its useless answers used, or with nothing when it used nothing.
 */
export interface Permit {
  /** Closes the account of the call; until then its estimate counts as spent. */
  settle(...spent: readonly Spent[]): void;
}

/**
 * Counts calls, tokens and dollars of a run and holds them under its limits.
 *
 * Contract: a call is refused before it is made when its estimate, with all calls under way, would pass a limit;
 * gathering is refused earlier than writing; a price nobody knows never counts as 0, so a limit in dollars refuses
 * models of unknown price.
 */
export interface Ledger {
  readonly total: Spending;
  /** By `stage/role`. */
  readonly parts: ReadonlyMap<string, Spending>;
  /** All of it, as it is kept with the run. */
  usage(): RunUsage;
  /** A permit for one call, or why it may not be made, in a sentence for the report. */
  take(role: ModelRole, estimate: Estimate): Permit | { readonly refusal: string };
}

interface Estimate {
  readonly tokens: number;
  readonly costUsd: number | "unknown";
}

interface LedgerOptions {
  /** What the run spent before it was resumed. */
  readonly spent: readonly Spent[];
  readonly emit: Emit;
  /** Hears once why gathering must stop. */
  readonly onLimit: (reason: string) => void;
}

/** Opens the accounts of a run. */
export function createLedger(limits: ModelLimits, { spent, emit, onLimit }: LedgerOptions): Ledger {
  let total = nothingSpent;
  const parts = new Map<string, Spending>();
  const pending = new Set<Estimate>();
  const record = ({ role, stage, answer, costUsd }: Spent): void => {
    total = addSpending(total, answer.usage, costUsd);
    const part = `${stage}/${role}`;
    parts.set(part, addSpending(parts.get(part) ?? nothingSpent, answer.usage, costUsd));
  };
  for (const entry of spent) record(entry);
  const stop = once(onLimit);
  const warn = once((message: string) => emit({ type: "warning", message }));
  return {
    get total() {
      return total;
    },
    parts,
    usage: () => ({ ...total, parts: Object.fromEntries(parts) }),
    take(role, estimate) {
      const share = gatheringRoles.has(role) ? gatheringShare : 1;
      const refusal = refusalOf(limits, { total, next: [...pending, estimate], share });
      if (refusal !== undefined) {
        stop(refusal);
        return { refusal };
      }
      pending.add(estimate);
      return {
        settle(...entries) {
          pending.delete(estimate);
          for (const entry of entries) record(entry);
          const near = usesOf(limits, total, []).find(({ used, limit }) => used >= limit * warningShare);
          if (near) warn(`${Math.round((near.used / near.limit) * 100)} % of the limit of ${near.name} is used.`);
        },
      };
    },
  };
}

function once(hear: (text: string) => void): (text: string) => void {
  let heard = false;
  return (text) => {
    if (!heard) hear(text);
    heard = true;
  };
}

const unknownPrice =
  "The price of the model is not known, so a limit in dollars forbids to use it; give its price in the config file.";

function refusalOf(
  limits: ModelLimits,
  { total, next, share }: { readonly total: Spending; readonly next: readonly Estimate[]; readonly share: number },
): string | undefined {
  if (limits.maxCostUsd !== undefined && next.some(({ costUsd }) => costUsd === "unknown")) return unknownPrice;
  const over = usesOf(limits, total, next).find(({ used, limit }) => used > limit * share);
  return over && `The limit of ${over.name} was reached; searching stopped there.`;
}

interface Use {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

/** How much of each limit is used once the calls under way have used their estimates. */
function usesOf(
  { maxCalls, maxTokens, maxCostUsd }: ModelLimits,
  total: Spending,
  next: readonly Estimate[],
): readonly Use[] {
  const uses: Use[] = [];
  if (maxCalls !== undefined)
    uses.push({ name: `${maxCalls} model calls`, used: total.calls + next.length, limit: maxCalls });
  if (maxTokens !== undefined) {
    const coming = next.reduce((sum, { tokens }) => sum + tokens, 0);
    uses.push({ name: `${maxTokens} tokens`, used: total.inputTokens + total.outputTokens + coming, limit: maxTokens });
  }
  if (maxCostUsd !== undefined) {
    const dollars = next.reduce<number | "unknown">((sum, { costUsd }) => addCost(sum, costUsd), total.costUsd);
    const used = dollars === "unknown" ? Number.POSITIVE_INFINITY : dollars;
    uses.push({ name: `$${maxCostUsd}`, used, limit: maxCostUsd });
  }
  return uses;
}
