import { Command, Help, type Option } from "commander";
import { packageVersion } from "../package-root.ts";
import type { Printer } from "./print.ts";
import { reportCommands } from "./program/report-commands.ts";
import { serverCommands } from "./program/server-commands.ts";
import { upkeepCommands } from "./program/upkeep-commands.ts";

/** The whole command line; parse errors throw `CommanderError` instead of leaving the process. */
export function createProgram(printer: Printer): Command {
  const exhibit = new Command("exhibit")
    .description("Answers a question with a report whose every claim can be checked.")
    .version(packageVersion())
    .option("--debug", "print stacks of unexpected errors")
    .exitOverride()
    .configureHelp({ optionDescription })
    .configureOutput({ writeErr: (text) => printer.note(text.trimEnd()) });
  for (const add of [...reportCommands, ...upkeepCommands, ...serverCommands]) add(exhibit, printer);
  return exhibit;
}

/** That a list is empty and a switch off goes without saying. */
function optionDescription(option: Option): string {
  const goesWithoutSaying = option.defaultValue === false || Array.isArray(option.defaultValue);
  if (!goesWithoutSaying || option.defaultValueDescription) return new Help().optionDescription(option);
  return option.description;
}
