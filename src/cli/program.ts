import { Command, InvalidArgumentError, Option } from "commander";
import { packageVersion } from "../package-root.ts";
import { addModelOptions } from "./model-flags.ts";
import type { Printer } from "./print.ts";

/** Adds one command to the program; what it does loads when it runs, so that `--help` answers at once. */
type AddCommand = (exhibit: Command, printer: Printer) => void;

const outOption = () => new Option("--out <folder>", "folder of the runs (default: outputs, or EXHIBIT_OUT)");
const formatsOption = () => new Option("--formats <list>", "md,html,pdf,docx,pptx (default: all)");
const toolsOption = () =>
  new Option("--tools <names>", "tools of yours to use, comma separated: server, server:tool or tool; or none");
const jsonOption = (what: string) => new Option("--json", what).default(false);

const logLevelOption = () =>
  new Option("--log-level <level>", "how much to log, as JSON lines on stderr")
    .choices(["error", "warn", "info", "debug"])
    .default("warn");

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
}

function positiveWhole(value: string): number {
  const number = positive(value);
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("It must be a whole number above 0.");
  return number;
}

function wholeOrZero(value: string): number {
  return value.trim() === "0" ? 0 : positiveWhole(value);
}

function port(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
}

/** The whole command line; parse errors throw `CommanderError` instead of leaving the process. */
export function createProgram(printer: Printer): Command {
  const exhibit = new Command("exhibit")
    .description("Answers a question with a report whose every claim can be checked.")
    .version(packageVersion())
    .option("--debug", "print stacks of unexpected errors")
    .exitOverride()
    .configureOutput({ writeErr: (text) => printer.note(text.trimEnd()) });
  const reports = [addResearch, addDeck, addInquire, addResume, addEdit, addRender, addVerify, addSources];
  for (const add of [...reports, addLibrary, addSkills, addTools, addServe, addBriefing, addToken, addMcp, addDoctor])
    add(exhibit, printer);
  return exhibit;
}

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
    .option("--plan-only", "make the plan, print it and stop; `exhibit resume` goes on", false)
    .option("--yes", "do not ask for approval of the plan", false)
    .addOption(jsonOption("one event per line on stdout"))
    .action(async (question: string, options) => {
      const { researchCommand } = await import("./commands/research.ts");
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
      const { deckCommand } = await import("./commands/deck.ts");
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
      const { inquireCommand } = await import("./commands/inquire.ts");
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
      const { resumeCommand } = await import("./commands/research.ts");
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
      const { editCommand } = await import("./commands/edit.ts");
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
      const { renderCommand } = await import("./commands/render.ts");
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
      const { verifyCommand } = await import("./commands/verify.ts");
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
      const { sourcesCommand } = await import("./commands/sources.ts");
      process.exitCode = await sourcesCommand(run, options, printer);
    });
};

const addLibrary: AddCommand = (exhibit, printer) => {
  const library = exhibit.command("library").description("the index of documents that were read");
  const load = () => import("./commands/library.ts");
  const add = library.command("add").description("read files or folders into the index");
  add.argument("<path...>", "files or folders").addOption(outOption());
  add.action(async (paths: readonly string[], options) => {
    process.exitCode = await (await load()).libraryAdd(paths, options, printer);
  });
  const list = library.command("list").description("list what is in the index").addOption(outOption());
  list.action(async (options) => {
    process.exitCode = (await load()).libraryList(options, printer);
  });
  const search = library.command("search").description("search the index");
  search.argument("<query>", "words to look for").addOption(outOption());
  search.action(async (query: string, options) => {
    process.exitCode = (await load()).librarySearch(query, options, printer);
  });
  const remove = library.command("remove").description("take sources out of the index");
  remove.argument("<source...>", "source ids, see `exhibit library list`").addOption(outOption());
  remove.action(async (ids: readonly string[], options) => {
    process.exitCode = (await load()).libraryRemove(ids, options, printer);
  });
};

const addSkills: AddCommand = (exhibit, printer) => {
  const skills = exhibit.command("skills").description("the genres and methods that a report can follow");
  const load = () => import("./commands/skills.ts");
  const list = skills.command("list").description("list them, with where they come from and whether they are trusted");
  list.action(async () => {
    process.exitCode = await (await load()).skillsList(printer);
  });
  const show = skills.command("show").description("print what a skill says and what its folder holds");
  show.argument("<name>", "see `exhibit skills list`");
  show.action(async (name: string) => {
    process.exitCode = await (await load()).skillsShow(name, printer);
  });
  const trust = skills.command("trust").description("allow a skill of yours or of this folder, as it is now");
  trust.argument("<name>", "see `exhibit skills list`");
  trust.action(async (name: string) => {
    process.exitCode = await (await load()).skillsTrust(name, printer);
  });
};

const addServe: AddCommand = (exhibit, printer) => {
  addModelOptions(exhibit.command("serve"))
    .description("serve the chat page and the protocols that agents speak; runs and schedules go on by themselves")
    .option("--port <number>", "port to listen on; 0 takes a free one", port, 8787)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--library <path>",
      "folder or file that runs may read; repeatable (default: the bundled samples)",
      collect,
      [],
    )
    .option("--offline", "no run uses the network", false)
    .option("--max-runs <number>", "runs at work at once; others wait (default: two for each core)", positiveWhole)
    .addOption(logLevelOption())
    .addOption(outOption())
    .action(async (options) => {
      const { serveCommand } = await import("./commands/serve.ts");
      process.exitCode = await serveCommand(options, printer);
    });
};

const addToken: AddCommand = (exhibit, printer) => {
  const token = exhibit.command("token").description("the tokens by which others use the server");
  const load = () => import("./commands/token.ts");
  const add = token.command("add").description("make a token; it is printed once");
  add.argument("<name>", "whose it is, for you and the audit log");
  add.option("--tenant <name>", "who shares threads, runs and uploads with it (default: the name)");
  add.option("--scopes <list>", "read, run, admin; comma separated", "read,run");
  add.option("--days <number>", "days until it expires; 0 for never", wholeOrZero, 90);
  add.addOption(outOption());
  add.action(async (name: string, options) => {
    process.exitCode = await (await load()).tokenAdd(name, options, printer);
  });
  const list = token.command("list").description("list the tokens, without themselves").addOption(outOption());
  list.action(async (options) => {
    process.exitCode = (await load()).tokenList(options, printer);
  });
  const revoke = token.command("revoke").description("end a token at once").addOption(outOption());
  revoke.argument("<id>", "see `exhibit token list`");
  revoke.action(async (id: string, options) => {
    process.exitCode = await (await load()).tokenRevoke(id, options, printer);
  });
};

const addTools: AddCommand = (exhibit, printer) => {
  const tools = exhibit.command("tools").description("the tools that you brought: MCP servers and modules");
  const load = () => import("./commands/tools.ts");
  const list = tools.command("list").description("what the config file names and whether you trust it; starts nothing");
  list.action(async () => {
    process.exitCode = await (await load()).toolsList(printer);
  });
  const trust = tools
    .command("trust")
    .description("allow what the config file of this folder says of tools, as it is now");
  trust.action(async () => {
    process.exitCode = await (await load()).toolsTrust(printer);
  });
};

const addMcp: AddCommand = (exhibit, printer) => {
  addModelOptions(exhibit.command("mcp"))
    .description("serve one agent over standard input and output (Model Context Protocol)")
    .option(
      "--library <path>",
      "folder or file that runs may read; repeatable (default: the bundled samples)",
      collect,
      [],
    )
    .option("--offline", "no run uses the network", false)
    .option("--max-runs <number>", "runs at work at once; others wait (default: two for each core)", positiveWhole)
    .addOption(outOption())
    .action(async (options) => {
      const { mcpCommand } = await import("./commands/serve.ts");
      process.exitCode = await mcpCommand(options, printer);
    });
};

const addBriefing: AddCommand = (exhibit, printer) => {
  const briefing = exhibit
    .command("briefing")
    .description("questions that are asked on schedule, told by what changed");
  const load = () => import("./commands/briefing.ts");
  const scoped = (command: Command) =>
    addModelOptions(command)
      .option("--library <path>", "as of `exhibit serve`; repeatable", collect, [])
      .option("--offline", "use no network at all", false)
      .addOption(outOption());
  scoped(briefing.command("list").description("list them with when each is due, and what is wrong with files")).action(
    async (options) => {
      process.exitCode = await (await load()).briefingList(options, printer);
    },
  );
  scoped(briefing.command("run").description("run one now and deliver it; needs no server").argument("<name>")).action(
    async (name: string, options) => {
      process.exitCode = await (await load()).briefingRun(name, options, printer);
    },
  );
  scoped(briefing.command("remove").description("forget one whose file was removed").argument("<name>")).action(
    async (name: string, options) => {
      process.exitCode = await (await load()).briefingRemove(name, options, printer);
    },
  );
  scoped(briefing.command("secret").description("print what its webhooks are checked with").argument("<name>")).action(
    async (name: string, options) => {
      process.exitCode = await (await load()).briefingSecret(name, options, printer);
    },
  );
  briefing
    .command("add")
    .description("write briefings/NAME.yaml")
    .argument("<name>")
    .option("--question <text>", "what is asked each time")
    .option("--watch <text>", "one of several questions to keep an eye on; repeatable", collect, [])
    .requiredOption("--cron <pattern>", 'minute, hour, day, month, weekday: "0 8 * * 1-5"')
    .option("--time-zone <name>", "whose clocks count (default: this machine's)")
    .option("--library <name>", "library or path to read; repeatable", collect, [])
    .option("--url <address>", "page to read; repeatable", collect, [])
    .option("--folder <path>", "deliver to a folder; repeatable", collect, [])
    .option("--mail <address>", "deliver by mail; repeatable", collect, [])
    .option("--webhook <address>", "deliver to a signed webhook; repeatable", collect, [])
    .option("--feed", "deliver to an Atom feed", false)
    .action(async (name: string, options) => {
      process.exitCode = await (await load()).briefingAdd(name, options, printer);
    });
};

const addDoctor: AddCommand = (exhibit, printer) => {
  exhibit
    .command("doctor")
    .description("what is installed and configured, what is missing and how to get it")
    .option("--model <provider:name>", "ask this model what it can do, and keep the answer")
    .option("--model-url <address>", "endpoint of the model, for servers of your own")
    .addOption(outOption())
    .action(async (options) => {
      const { doctorCommand } = await import("./commands/doctor.ts");
      process.exitCode = await doctorCommand(options, printer);
    });
};
