import { CommanderError } from "commander";
import { exitCodes, explain } from "./exit-code.ts";
import type { Printer } from "./print.ts";
import { createProgram } from "./program.ts";

/**
 * Runs one command line, without the words that started the program.
 *
 * Contract: never throws; what went wrong is printed, and `process.exitCode` is what the process should leave with.
 */
export async function main(args: readonly string[], printer: Printer): Promise<void> {
  const program = createProgram(printer);
  // Loaded for a command only, so that `--help` answers at once.
  program.hook("preAction", async () => (await import("../config.ts")).keepTracesHere());
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.complete : exitCodes.usage;
      if (error.code === "commander.excessArguments") printer.note('Put words that belong together in quotes: "…".');
      return;
    }
    const { message, exitCode } = explain(error);
    printer.note(`error: ${message}`);
    if (program.opts().debug && error instanceof Error) printer.note(error.stack ?? "");
    process.exitCode = exitCode;
  }
}
