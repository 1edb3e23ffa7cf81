import { describe, expect, test } from "vitest";
import { judgementsOf, openChecks, withJudgements } from "../../src/evidence/index.ts";
import type { ClaimCheck, Verification } from "../../src/report/index.ts";

const check = (claim: string, support: ClaimCheck["support"], step: ClaimCheck["step"], place = "s1"): ClaimCheck => ({
  claim,
  place,
  evidenceIds: ["ev-1"],
  support,
  step,
  reason: "by rule",
});

function verification(checks: readonly ClaimCheck[]): Verification {
  const count = (support: ClaimCheck["support"]) => checks.filter((one) => one.support === support).length;
  return {
    score: count("supported") / checks.length,
    claims: checks.length,
    citations: checks.length,
    unresolved: 0,
    supported: count("supported"),
    partly: count("partly"),
    unsupported: count("unsupported"),
    contradicted: count("contradicted"),
    uncited: 0,
    checks,
  };
}

const all = verification([
  check("settled", "supported", "containment"),
  check("paraphrase", "partly", "containment"),
  check("loose", "unsupported", "containment"),
  check("alias", "partly", "names"),
  check("wrong number", "contradicted", "numbers"),
  check("missing quote", "unsupported", "quote"),
  check("uncited", "unsupported", "citation"),
]);

describe("judgement after the rules", () => {
  test("is asked for what words alone left open, and for nothing that a rule settled", () => {
    expect(openChecks(all).map(({ claim }) => claim)).toEqual(["paraphrase", "loose", "alias"]);
  });

  test("changes support, step, counts and score", () => {
    const judged = withJudgements(all, [
      { claim: "paraphrase", place: "s1", support: "supported", reason: "It says so in other words." },
      { claim: "loose", place: "s1", support: "contradicted", reason: "It says the opposite." },
    ]);
    expect(judged.checks[1]).toMatchObject({
      support: "supported",
      step: "judgement",
      reason: "It says so in other words.",
    });
    expect(judged).toMatchObject({ supported: 2, partly: 1, unsupported: 2, contradicted: 2 });
    expect(judged.score).toBeCloseTo(2 / 7, 9);
    expect(judged.citations).toBe(all.citations);
  });

  test("never goes over a number, a quote or a citation", () => {
    const verdicts = ["wrong number", "missing quote", "uncited"].map((claim) => ({
      claim,
      place: "s1",
      support: "supported" as const,
      reason: "trust me",
    }));
    expect(withJudgements(all, verdicts)).toEqual(all);
  });

  test("belongs to one place: the same words elsewhere are another claim", () => {
    const two = verification([
      check("same", "partly", "containment", "s1"),
      check("same", "partly", "containment", "s2"),
    ]);
    const judged = withJudgements(two, [{ claim: "same", place: "s2", support: "supported", reason: "" }]);
    expect(judged.checks.map(({ support }) => support)).toEqual(["partly", "supported"]);
  });

  test("belongs to the evidence that was judged, in whatever order it is cited", () => {
    const cites = (...evidenceIds: string[]): ClaimCheck => ({
      ...check("same", "partly", "containment"),
      evidenceIds,
    });
    const two = verification([cites("ev-1", "ev-2"), cites("ev-3")]);
    const verdict = {
      claim: "same",
      place: "s1",
      evidenceIds: ["ev-2", "ev-1"],
      support: "supported",
      reason: "",
    } as const;
    expect(withJudgements(two, [verdict]).checks.map(({ support }) => support)).toEqual(["supported", "partly"]);
    const changed = verification([cites("ev-1")]);
    expect(withJudgements(changed, judgementsOf(withJudgements(two, [verdict])))).toEqual(changed);
    const { evidenceIds: _, ...any } = verdict;
    expect(withJudgements(two, [any]).supported).toBe(2);
  });

  test("of nothing, and on nothing, changes nothing", () => {
    expect(withJudgements(all, [])).toEqual(all);
    const none = { ...verification([]), score: 1 };
    expect(withJudgements(none, [{ claim: "x", place: "s1", support: "supported", reason: "" }])).toEqual(none);
  });

  test("is carried by the report, so that it can be checked again without a judge", () => {
    const judged = withJudgements(all, [{ claim: "alias", place: "s1", support: "supported", reason: "An alias." }]);
    const again = withJudgements(all, judgementsOf(judged));
    expect(again).toEqual(judged);
    expect(judgementsOf(all)).toEqual([]);
  });
});
