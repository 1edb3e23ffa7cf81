import { judgementsOf, openChecks, verifyReport, withJudgements } from "../evidence/index.ts";
import type { Verification } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { viewEvidence } from "./evidence-view.ts";
import { degradationLine } from "./limitations.ts";
import { loadRevision, saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/**
 * Checks every claim of a revision against its evidence, by rules and then by the analyst's judgement of what rules
 * left open, and writes the result into it. What was judged before, in an earlier revision, is not judged again.
 */
export async function verify(
  { revision }: { readonly revision: number },
  services: Services,
): Promise<{ problemCount: number }> {
  const report = await loadRevision(revision, services);
  const byRules = verifyReport(report, { loadParsed: (sourceId) => services.library.get(sourceId)?.parsed });
  const verification = await judged(withJudgements(byRules, judgementsOf(report.verification)), services);
  for (const { place, claim, support, evidenceIds } of verification.checks) {
    services.emit({ type: "claim-checked", place, claim, support, evidenceIds });
  }
  await services.folder.writeJson("verification.json", verification);
  const degraded = services.degradations().map((one) => degradationLine(one, report.language));
  const limitations = [...new Set([...report.limitations, ...degraded])];
  await saveRevision(revision, { ...report, verification, limitations }, services);
  return { problemCount: verification.checks.filter((check) => check.support !== "supported").length };
}

async function judged(verification: Verification, services: Services): Promise<Verification> {
  const checks = openChecks(verification);
  if (checks.length === 0) return verification;
  const ids = [...new Set(checks.flatMap(({ evidenceIds }) => evidenceIds))];
  const evidence = viewEvidence(ids, services);
  const brief = await loadBrief(services);
  return withJudgements(verification, await services.analyst.judge({ brief, checks, evidence }));
}
