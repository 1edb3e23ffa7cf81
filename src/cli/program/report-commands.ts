import { Option } from "commander";
import { addModelOptions } from "../model-flags.ts";
import {
  type AddCommand,
  collect,
  formatsOption,
  jsonOption,
  outOption,
  positive,
  positiveWhole,
  toolsOption,
} from "./options.ts";

const addResearch: AddCommand = (exhibit, printer) => {
  const search = "search providers, comma separated, or none (default: none when a library or url is given)";
  const length = new Option("--length <length>", "length of the report").choices(["brief", "standard", "deep"]);
  addModelOptions(exhibit.command("research"))
    .description("research a question and write the report")
    .argument("<question>", "what you want to know")
    .option("--library <path>", "folder or file to read; repeatable. `samples` is the bundled library", collect, [])
    .option("--url <address>", "page or document to read; repeatable", collect, [])
    .option("--search <names>", search)
    .option("--offline", "use no network at all", false)
    .option("--follows <run>", "a finished run that the question goes on from; its sources are looked into first")
    .addOption(formatsOption())
    .addOption(outOption())
    .option("--language <tag>", "language of the report (default: that of the question)")
    .addOption(length)
    .option("--skill <name>", "genre or method; `exhibit skills list` names them (default: what the question asks for)")
    .option("--trust-skills", "use skills of yours and of this folder without asking")
    .addOption(toolsOption())
    .option("--trust-tools", "use the tools of the config file without asking")
    .option("--max-sources <number>", "read at most this many sources", positiveWhole)
    .option("--max-minutes <number>", "stop searching after this time", positive)
    .option("--clarify", "ask about what is unclear in the question before anything is read", false)
    .option("--plan-only", "make the plan, print it and stop; `exhibit resume` goes on", false)
    .option("--yes", "ask nothing: no approval of the plan, no question about what is unclear", false)
    .addOption(jsonOption("one event per line on stdout"))
    .action(async (question: string, options) => {
      const { researchCommand } = await import("../commands/research.ts");
      process.exitCode = await researchCommand(question, options, printer);
    });
};

const addDeck: AddCommand = (exhibit, printer) => {
  addModelOptions(exhibit.command("deck"))
    .description("make slides of one document, or of a finished report")
    .argument("<document>", "file, address, run id or run folder")
    .option("--slides <number>", "slides at most (default: as many as it fills, up to 15)", positiveWhole)
    .option("--language <tag>", "language of the slides (default: that of the document)")
    .option("--offline", "use no network at all", false)
    .option("--formats <list>", "md,html,pdf,docx,pptx (default: html,pptx)")
    .addOption(outOption())
    .addOption(jsonOption("one event per line on stdout"))
    .action(async (target: string, options) => {
      const { deckCommand } = await import("../commands/deck.ts");
      process.exitCode = await deckCommand(target, options, printer);
    });
};

const addInquire: AddCommand = (exhibit, printer) => {
  addModelOptions(exhibit.command("inquire"))
    .description("answer a question about pictures and documents by looking; needs a model that sees")
    .argument("<question>", "what you want to know")
    .argument("<what...>", "files and addresses to look at")
    .option("--search <names>", "search providers, comma separated, or none (default: none)")
    .addOption(toolsOption())
    .option("--trust-tools", "use the tools of the config file without asking")
    .option("--offline", "use no network at all", false)
    .addOption(outOption())
    .addOption(jsonOption("one event per line on stdout"))
    .action(async (question: string, what: readonly string[], options) => {
      const { inquireCommand } = await import("../commands/inquire.ts");
      process.exitCode = await inquireCommand(question, what, options, printer);
    });
};

const addResume: AddCommand = (exhibit, printer) => {
  exhibit
    .command("resume")
    .description("go on with a run that was stopped or killed")
    .argument("<run>", "run id, its unique start, or the run folder")
    .addOption(outOption())
    .addOption(jsonOption("one event per line on stdout"))
    .action(async (run: string, options) => {
      const { resumeCommand } = await import("../commands/research.ts");
      process.exitCode = await resumeCommand(run, options, printer);
    });
};

const addEdit: AddCommand = (exhibit, printer) => {
  exhibit
    .command("edit")
    .description("change a finished report as you say, and make its files again")
    .argument("<run>", "run id or folder")
    .argument("[instruction]", '"shorten section 2", "make table 1 a chart", "drop the sentence about …", …')
    .option("--undo", "go back to the report before the last edit", false)
    .addOption(outOption())
    .action(async (run: string, instruction: string | undefined, options) => {
      const { editCommand } = await import("../commands/edit.ts");
      process.exitCode = await editCommand(run, instruction, options, printer);
    });
};

const addRender: AddCommand = (exhibit, printer) => {
  exhibit
    .command("render")
    .description("make the files again from report.json; needs no model and no network")
    .argument("<run>", "run id or folder")
    .addOption(formatsOption())
    .addOption(outOption())
    .action(async (run: string, options) => {
      const { renderCommand } = await import("../commands/render.ts");
      process.exitCode = await renderCommand(run, options, printer);
    });
};

const addVerify: AddCommand = (exhibit, printer) => {
  exhibit
    .command("verify")
    .description("check every citation of a report again; exit 0 only if all resolve and stand")
    .argument("<run>", "run id or folder")
    .addOption(outOption())
    .addOption(jsonOption("counts as JSON"))
    .action(async (run: string, options) => {
      const { verifyCommand } = await import("../commands/verify.ts");
      process.exitCode = await verifyCommand(run, options, printer);
    });
};

const addSources: AddCommand = (exhibit, printer) => {
  exhibit
    .command("sources")
    .description("list the sources of a report with what is cited from them")
    .argument("<run>", "run id or folder")
    .addOption(outOption())
    .action(async (run: string, options) => {
      const { sourcesCommand } = await import("../commands/sources.ts");
      process.exitCode = await sourcesCommand(run, options, printer);
    });
};

/** Making reports and working with them. */
export const reportCommands: readonly AddCommand[] = [
  addResearch,
  addDeck,
  addInquire,
  addResume,
  addEdit,
  addRender,
  addVerify,
  addSources,
];
