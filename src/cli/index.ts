#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { packageVersion } from "../package-root.ts";
import { exitCodes, explain } from "./exit-code.ts";
import { createPrinter } from "./print.ts";

/** Heavy modules load when a command runs, so that `--help` answers at once. */
const printer = createPrinter();
const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value];

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
}

const outOption = () => new Option("--out <folder>", "folder of the runs (default: outputs, or EXHIBIT_OUT)");
const formatsOption = () => new Option("--formats <list>", "md,html,pdf,docx,pptx (default: all)");

function program(): Command {
  const exhibit = new Command("exhibit")
    .description("Answers a question with a report whose every claim can be checked.")
    .version(packageVersion())
    .option("--debug", "print stacks of unexpected errors")
    .exitOverride()
    .configureOutput({ writeErr: (text) => printer.note(text.trimEnd()) });
  exhibit
    .command("research")
    .description("research a question and write the report")
    .argument("<question>", "what you want to know")
    .option("--library <path>", "folder or file to read; repeatable. `samples` is the bundled library", collect, [])
    .option("--url <address>", "page or document to read; repeatable", collect, [])
    .option(
      "--search <names>",
      "search providers, comma separated, or none (default: none when a library or url is given)",
    )
    .option("--offline", "use no network at all", false)
    .addOption(formatsOption())
    .addOption(outOption())
    .option("--language <tag>", "language of the report (default: that of the question)")
    .addOption(new Option("--length <length>", "length of the report").choices(["brief", "standard", "deep"]))
    .option("--skill <name>", "genre or method, a folder under skills/")
    .option("--max-sources <number>", "read at most this many sources", positive)
    .option("--max-minutes <number>", "stop searching after this time", positive)
    .option("--plan-only", "make the plan, print it and stop; `exhibit resume` goes on", false)
    .option("--yes", "do not ask for approval of the plan", false)
    .option("--json", "one event per line on stdout", false)
    .action(async (question: string, options) => {
      const { researchCommand } = await import("./commands/research.ts");
      process.exitCode = await researchCommand(question, options, printer);
    });
  exhibit
    .command("resume")
    .description("go on with a run that was stopped or killed")
    .argument("<run>", "run id, its unique start, or the run folder")
    .addOption(outOption())
    .option("--json", "one event per line on stdout", false)
    .action(async (run: string, options) => {
      const { resumeCommand } = await import("./commands/research.ts");
      process.exitCode = await resumeCommand(run, options, printer);
    });
  exhibit
    .command("render")
    .description("make the files again from report.json; needs no model and no network")
    .argument("<run>", "run id or folder")
    .addOption(formatsOption())
    .addOption(outOption())
    .action(async (run: string, options) => {
      const { renderCommand } = await import("./commands/render.ts");
      process.exitCode = await renderCommand(run, options, printer);
    });
  exhibit
    .command("verify")
    .description("check every citation of a report again; exit 0 only if all resolve and stand")
    .argument("<run>", "run id or folder")
    .addOption(outOption())
    .option("--json", "counts as JSON", false)
    .action(async (run: string, options) => {
      const { verifyCommand } = await import("./commands/verify.ts");
      process.exitCode = await verifyCommand(run, options, printer);
    });
  exhibit
    .command("sources")
    .description("list the sources of a report with what is cited from them")
    .argument("<run>", "run id or folder")
    .addOption(outOption())
    .action(async (run: string, options) => {
      const { sourcesCommand } = await import("./commands/sources.ts");
      process.exitCode = await sourcesCommand(run, options, printer);
    });
  addLibraryCommands(exhibit);
  exhibit
    .command("doctor")
    .description("what is installed and configured, what is missing and how to get it")
    .addOption(outOption())
    .action(async (options) => {
      const { doctorCommand } = await import("./commands/doctor.ts");
      process.exitCode = await doctorCommand(options, printer);
    });
  return exhibit;
}

function addLibraryCommands(exhibit: Command): void {
  const library = exhibit.command("library").description("the index of documents that were read");
  library
    .command("add")
    .description("read files or folders into the index")
    .argument("<path...>", "files or folders")
    .addOption(outOption())
    .action(async (paths: readonly string[], options) => {
      const { libraryAdd } = await import("./commands/library.ts");
      process.exitCode = await libraryAdd(paths, options, printer);
    });
  library
    .command("list")
    .description("list what is in the index")
    .addOption(outOption())
    .action(async (options) => {
      const { libraryList } = await import("./commands/library.ts");
      process.exitCode = libraryList(options, printer);
    });
  library
    .command("search")
    .description("search the index")
    .argument("<query>", "words to look for")
    .addOption(outOption())
    .action(async (query: string, options) => {
      const { librarySearch } = await import("./commands/library.ts");
      process.exitCode = librarySearch(query, options, printer);
    });
  library
    .command("remove")
    .description("take sources out of the index")
    .argument("<source...>", "source ids, see `exhibit library list`")
    .addOption(outOption())
    .action(async (ids: readonly string[], options) => {
      const { libraryRemove } = await import("./commands/library.ts");
      process.exitCode = libraryRemove(ids, options, printer);
    });
}

async function main(): Promise<void> {
  const exhibit = program();
  try {
    await exhibit.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
      return;
    }
    const { message, exitCode } = explain(error);
    printer.note(`error: ${message}`);
    if (exhibit.opts().debug && error instanceof Error) printer.note(error.stack ?? "");
    process.exitCode = exitCode;
  }
}

await main();
