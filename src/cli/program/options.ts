import { type Command, InvalidArgumentError, Option } from "commander";
import type { Printer } from "../print.ts";

/** Adds one command to the program; what it does loads when it runs, so that `--help` answers at once. */
export type AddCommand = (exhibit: Command, printer: Printer) => void;

/** Where runs lie. */
export const outOption = () => new Option("--out <folder>", "folder of the runs (default: outputs, or EXHIBIT_OUT)");
/** Which files are made. */
export const formatsOption = () => new Option("--formats <list>", "md,html,pdf,docx,pptx (default: all)");
/** Which of the user's tools may be used. */
export const toolsOption = () =>
  new Option("--tools <names>", "tools of yours to use, comma separated: server, server:tool or tool; or none");
/** Output for programs. */
export const jsonOption = (what: string) => new Option("--json", what).default(false);

/** What runs may read and use, for a command that serves others. */
export function addServingOptions(command: Command): Command {
  return command
    .option(
      "--library <path>",
      "folder or file that runs may read; repeatable (default: the bundled samples)",
      collect,
      [],
    )
    .option("--offline", "no run uses the network", false)
    .option("--max-runs <number>", "runs at work at once; others wait (default: two for each core)", positiveWhole)
    .addOption(outOption());
}

/** How much is told to operators. */
export const logLevelOption = () =>
  new Option("--log-level <level>", "how much to log, as JSON lines on stderr")
    .choices(["error", "warn", "info", "debug"])
    .default("warn");

/** For options that may stand several times. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** Reads a number above 0. Throws commander's error for anything else, which names the option. */
export function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
}

/** Reads a whole number above 0. Throws commander's error for anything else. */
export function positiveWhole(value: string): number {
  const number = positive(value);
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("It must be a whole number above 0.");
  return number;
}

/** Reads a whole number from 0. Throws commander's error for anything else. */
export function wholeOrZero(value: string): number {
  return value.trim() === "0" ? 0 : positiveWhole(value);
}

/** A port; 0 takes a free one. */
export function port(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
}
