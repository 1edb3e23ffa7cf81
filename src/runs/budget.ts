/** Limits of one run. */
export interface BudgetLimits {
  /** Counted from the start of this process's work on the run. */
  readonly maxMinutes: number;
  readonly maxSources: number;
}

/**
 * Counts what a run uses and says when to stop searching and finish writing.
 *
 * Contract: never interrupts work; `reached` names the first limit that was met, in a sentence for the report.
 */
export interface Budget {
  readonly limits: BudgetLimits;
  /** Looks at the clock too; a stage that searches keeps what it says, so that it survives a kill. */
  readonly reached: string | undefined;
  /** Asks to read a file or address; false when the limit is met. The same target counts once. */
  takeSource(target: string): boolean;
  /** Stops searching and reading for another reason: the user asked for what there is. */
  stop(reason: string): void;
  /** Stops searching alone: what the user named is still read, because that uses nothing of what ran out. */
  stopSearching(reason: string): void;
}

/** Starts counting; `now` in milliseconds. */
export function createBudget(limits: BudgetLimits, now: () => number): Budget {
  const started = now();
  const taken = new Set<string>();
  let reason: string | undefined;
  let isStopped = false;
  const isLate = (): boolean => now() - started > limits.maxMinutes * 60_000;
  const reached = (): string | undefined => {
    if (!reason && isLate()) {
      reason = `The time limit of ${limits.maxMinutes} ${limits.maxMinutes === 1 ? "minute" : "minutes"} was reached; searching stopped there.`;
    }
    return reason;
  };
  return {
    limits,
    get reached() {
      return reached();
    },
    takeSource(target) {
      reached();
      if (isStopped || isLate()) return false;
      if (taken.has(target)) return true;
      if (taken.size >= limits.maxSources) {
        reason ??= `The limit of ${limits.maxSources} ${limits.maxSources === 1 ? "source" : "sources"} was reached; further sources were not read.`;
        return false;
      }
      taken.add(target);
      return true;
    },
    stop(given) {
      isStopped = true;
      reason ??= given;
    },
    stopSearching(given) {
      reason ??= given;
    },
  };
}
