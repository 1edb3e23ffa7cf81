import { judgementsOf, verifyReport, withJudgements } from "../../evidence/index.ts";
import type { ParsedSource } from "../../evidence/parsed-source.ts";
import { loadReport } from "../../research/index.ts";
import { findRun } from "../../runs/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";
import { evidenceFileProblems } from "./evidence-file.ts";

/**
 * Checks a finished report again from its own folder; gives 0 only if every citation resolves and stands, and
 * `evidence.json` says the same.
 */
export async function verifyCommand(
  run: string,
  flags: { readonly out?: string; readonly json: boolean },
  printer: Printer,
): Promise<number> {
  const folder = await findRun(run, configFor(flags).out);
  const report = await loadReport(folder);
  const parsed = new Map<string, ParsedSource>();
  for (const { id } of report.sources) {
    const stored = await folder.readJson<{ parsed: ParsedSource }>(`sources/${id}.json`);
    if (stored) parsed.set(id, stored.parsed);
  }
  const byRules = verifyReport(report, { loadParsed: (sourceId) => parsed.get(sourceId) });
  // Nobody is here to judge again what rules cannot settle: the verdicts that the run recorded stand.
  const { checks, score, ...counts } = withJudgements(byRules, judgementsOf(report.verification));
  const problems = await evidenceFileProblems(report, folder);
  for (const problem of problems) printer.note(problem);
  if (flags.json) printer.result(JSON.stringify(counts));
  else {
    for (const check of checks.filter(({ support }) => support !== "supported")) {
      printer.note(`${check.support}: “${check.claim}” (${check.reason})`);
    }
    printer.result(
      `${counts.supported} of ${counts.claims} claims supported (score ${score.toFixed(3)}), ${counts.citations} citations, ${counts.unresolved} unresolved, ${counts.uncited} uncited sentences`,
    );
  }
  // A number that its evidence does not hold is wrong, however much else of the sentence is right.
  const wrongNumbers = checks.filter(({ support, step }) => support === "partly" && step === "numbers").length;
  const stands =
    counts.unresolved + counts.unsupported + counts.contradicted + counts.uncited + wrongNumbers + problems.length ===
    0;
  return stands ? exitCodes.complete : exitCodes.failure;
}
