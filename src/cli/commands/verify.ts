import { verifyRun } from "../../research/index.ts";
import { findRun } from "../../runs/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

/**
 * Checks a finished report again from its own folder; gives 0 only if every citation resolves and stands, and
 * `evidence.json` says the same.
 */
export async function verifyCommand(
  run: string,
  flags: { readonly out?: string; readonly json: boolean },
  printer: Printer,
): Promise<number> {
  const { checks, score, problems, stands, ...counts } = await verifyRun(await findRun(run, configFor(flags).out));
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
  return stands ? exitCodes.complete : exitCodes.failure;
}
