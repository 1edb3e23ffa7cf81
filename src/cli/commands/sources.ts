import { resolve } from "../../report/resolve.ts";
import { loadReport } from "../../research/index.ts";
import { findRun } from "../../runs/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

/** Lists the bibliography of a run with pages cited; gives the exit code. */
export async function sourcesCommand(run: string, flags: { readonly out?: string }, printer: Printer): Promise<number> {
  const folder = await findRun(run, configFor(flags).out);
  const { bibliography } = resolve(await loadReport(folder));
  for (const { number, source, evidence } of bibliography) {
    const pages = [...new Set(evidence.flatMap(({ locator }) => (locator.page === undefined ? [] : [locator.page])))];
    const where = pages.length > 0 ? `, pages ${pages.sort((a, b) => a - b).join(", ")}` : "";
    printer.result(`[${number}] ${source.title} (${source.url ?? source.path}): ${evidence.length} cited${where}`);
  }
  return exitCodes.complete;
}
