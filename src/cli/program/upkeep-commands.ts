import { type AddCommand, outOption } from "./options.ts";

const addLibrary: AddCommand = (exhibit, printer) => {
  const library = exhibit.command("library").description("the index of documents that were read");
  const load = () => import("../commands/library.ts");
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
  const load = () => import("../commands/skills.ts");
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

const addTools: AddCommand = (exhibit, printer) => {
  const tools = exhibit.command("tools").description("the tools that you brought: MCP servers and modules");
  const load = () => import("../commands/tools.ts");
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

const addDoctor: AddCommand = (exhibit, printer) => {
  exhibit
    .command("doctor")
    .description("what is installed and configured, what is missing and how to get it")
    .option("--model <provider:name>", "ask this model what it can do, and keep the answer")
    .option("--model-url <address>", "endpoint of the model, for servers of your own")
    .addOption(outOption())
    .action(async (options) => {
      const { doctorCommand } = await import("../commands/doctor.ts");
      process.exitCode = await doctorCommand(options, printer);
    });
};

/** Commands for what runs are made with: the library, skills, tools, and whether all of it works. */
export const upkeepCommands: readonly AddCommand[] = [addLibrary, addSkills, addTools, addDoctor];
