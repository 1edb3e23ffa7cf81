import { ExhibitError } from "../../errors.ts";
import { defaultTheme, renderers } from "../../render/index.ts";
import type { Report } from "../../report/index.ts";
import { parseReport } from "../../report/parse.ts";
import { parseFormats } from "../../request.ts";
import { writeArtifacts } from "../../research/index.ts";
import { findRun, type RunFolder } from "../../runs/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

/** Renders `report.json` again; gives the exit code. */
export async function renderCommand(
  run: string,
  flags: { readonly out?: string; readonly formats?: string },
  printer: Printer,
): Promise<number> {
  const config = configFor(flags);
  const formats = parseFormats(flags.formats) ?? config.formats;
  const folder = await findRun(run, config.out);
  const { failures } = await writeArtifacts(await loadReport(folder), {
    formats,
    renderers,
    theme: defaultTheme,
    folder,
    signal: new AbortController().signal,
    emit: (event) => {
      if (event.type === "artifact-written") printer.note(event.path);
      if (event.type === "failure") printer.note(`! ${event.failure.message}`);
    },
  });
  printer.result(folder.path);
  return failures.length === 0 ? exitCodes.complete : exitCodes.failure;
}

/** The report of a run. Errors: `NOT_FOUND` when it has none yet, `BAD_REPORT`. */
export async function loadReport(folder: RunFolder): Promise<Report> {
  const bytes = await folder.readBytes("report.json");
  if (bytes === undefined) {
    throw new ExhibitError(
      "NOT_FOUND",
      `${folder.path} has no report.json yet; finish the run with \`exhibit resume\`.`,
    );
  }
  try {
    return await parseReport(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof ExhibitError)) throw error;
    throw new ExhibitError(error.code, `${folder.resolve("report.json")}: ${error.message}`, { cause: error });
  }
}
