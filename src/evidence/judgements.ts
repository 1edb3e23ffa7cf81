import type { ClaimCheck, Support, Verification } from "../report/index.ts";

/** A verdict on one claim by somebody who can read; found again by the claim's text, place and what it cites. */
export interface JudgedClaim {
  readonly claim: string;
  readonly place: string;
  /** What was in view; absent for whatever the claim cites. */
  readonly evidenceIds?: readonly string[];
  readonly support: Support;
  readonly reason: string;
}

/** Steps after which a claim's meaning is open; citations, quotes and numbers are settled by rule for good. */
const openSteps: ReadonlySet<ClaimCheck["step"]> = new Set(["names", "containment"]);

/** The checks that rules could not settle and that judgement may. */
export function openChecks({ checks }: Pick<Verification, "checks">): readonly ClaimCheck[] {
  return checks.filter(({ support, step }) => openSteps.has(step) && support !== "supported");
}

/**
 * A verification with verdicts in the place of those checks that rules had left open.
 *
 * Contract: a verdict never goes over what a rule has settled, and never holds for other evidence than was judged;
 * counts and score follow the checks.
 */
export function withJudgements(verification: Verification, judgements: readonly JudgedClaim[]): Verification {
  const open = new Set(openChecks(verification));
  const byClaim = new Map(judgements.map((judged) => [keyOf(judged), judged]));
  const checks = verification.checks.map((check): ClaimCheck => {
    const { claim, place } = check;
    const judged = open.has(check) ? (byClaim.get(keyOf(check)) ?? byClaim.get(keyOf({ claim, place }))) : undefined;
    return judged ? { ...check, support: judged.support, reason: judged.reason, step: "judgement" } : check;
  });
  const count = (support: Support): number => checks.filter((check) => check.support === support).length;
  const supported = count("supported");
  return {
    ...verification,
    score: checks.length === 0 ? 1 : supported / checks.length,
    supported,
    partly: count("partly"),
    unsupported: count("unsupported"),
    contradicted: count("contradicted"),
    checks,
  };
}

function keyOf({ place, claim, evidenceIds }: Pick<JudgedClaim, "place" | "claim" | "evidenceIds">): string {
  return [place, claim, ...(evidenceIds === undefined ? [] : [[...evidenceIds].sort().join(" ")])].join("\n");
}

/** The verdicts that a verified report carries, for checking it again without anybody who could judge. */
export function judgementsOf({ checks }: Pick<Verification, "checks">): readonly JudgedClaim[] {
  return checks.filter(({ step }) => step === "judgement");
}
