import { defaultTheme, renderers } from "../../render/index.ts";
import { parseFormats } from "../../request.ts";
import { loadReport, writeArtifacts } from "../../research/index.ts";
import { findRun } from "../../runs/index.ts";
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
