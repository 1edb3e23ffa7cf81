import { judgementsOf, verifyReport, withJudgements } from "../evidence/index.ts";
import type { ParsedSource } from "../evidence/parsed-source.ts";
import type { RunFolder } from "../runs/index.ts";
import { evidenceFileProblems } from "./evidence-file.ts";
import { loadReport } from "./load-report.ts";

type Verified = ReturnType<typeof withJudgements>;

/** What checking a finished report again gave. */
export interface RunCheck extends Verified {
  /** What is wrong with `evidence.json`, one sentence each. */
  readonly problems: readonly string[];
  /** Every citation resolves and stands, and `evidence.json` says the same. */
  readonly stands: boolean;
}

/** Checks a finished report again from its own folder. Errors: `NOT_FOUND` when it has none yet, `BAD_REPORT`. */
export async function verifyRun(folder: RunFolder): Promise<RunCheck> {
  const report = await loadReport(folder);
  const parsed = new Map<string, ParsedSource>();
  for (const { id } of report.sources) {
    const stored = await folder.readJson<{ parsed: ParsedSource }>(`sources/${id}.json`);
    if (stored) parsed.set(id, stored.parsed);
  }
  const byRules = verifyReport(report, { loadParsed: (sourceId) => parsed.get(sourceId) });
  // Nobody is here to judge again what rules cannot settle: the verdicts that the run recorded stand.
  const verified = withJudgements(byRules, judgementsOf(report.verification));
  const problems = await evidenceFileProblems(report, folder);
  const { checks, unresolved, unsupported, contradicted, uncited } = verified;
  // A number that its evidence does not hold is wrong, however much else of the sentence is right.
  const wrongNumbers = checks.filter(({ support, step }) => support === "partly" && step === "numbers").length;
  const stands = unresolved + unsupported + contradicted + uncited + wrongNumbers + problems.length === 0;
  return { ...verified, problems, stands };
}
