import { editRun, refusalError } from "../../edit.ts";
import { ExhibitError } from "../../errors.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

/** Changes a finished report as the instruction says, or undoes the last change; gives the exit code. */
export async function editCommand(
  run: string,
  instruction: string | undefined,
  flags: { readonly out?: string; readonly undo: boolean },
  printer: Printer,
): Promise<number> {
  if ((instruction === undefined) !== flags.undo)
    throw new ExhibitError("BAD_USAGE", 'Say what is to change: exhibit edit RUN "shorten section 2"; or give --undo.');
  const config = configFor(flags);
  const wish = instruction === undefined ? "undo" : { instruction };
  const done = await editRun(run, wish, { config, signal: new AbortController().signal });
  if ("refused" in done) throw refusalError(done);
  for (const { message } of done.failures) printer.note(`! ${message}`);
  printer.note(done.artifacts.join(", "));
  printer.result(done.change);
  return done.failures.length === 0 ? exitCodes.complete : exitCodes.failure;
}
