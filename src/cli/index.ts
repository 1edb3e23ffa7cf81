#!/usr/bin/env node
import { CommanderError } from "commander";
import { exitCodes, explain } from "./exit-code.ts";
import { createPrinter } from "./print.ts";
import { createProgram } from "./program.ts";

const printer = createPrinter();
const program = createProgram(printer);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.complete : exitCodes.usage;
    if (error.code === "commander.excessArguments") printer.note('Put words that belong together in quotes: "…".');
  } else {
    const { message, exitCode } = explain(error);
    printer.note(`error: ${message}`);
    if (program.opts().debug && error instanceof Error) printer.note(error.stack ?? "");
    process.exitCode = exitCode;
  }
}
