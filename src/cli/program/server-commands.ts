import type { Command } from "commander";
import { addModelOptions } from "../model-flags.ts";
import {
  type AddCommand,
  addServingOptions,
  collect,
  logLevelOption,
  outOption,
  port,
  wholeOrZero,
} from "./options.ts";

const addServe: AddCommand = (exhibit, printer) => {
  addServingOptions(addModelOptions(exhibit.command("serve")))
    .description("serve the chat page and the protocols that agents speak; runs and schedules go on by themselves")
    .option("--port <number>", "port to listen on; 0 takes a free one", port, 8787)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(logLevelOption())
    .action(async (options) => {
      const { serveCommand } = await import("../commands/serve.ts");
      process.exitCode = await serveCommand(options, printer);
    });
};

const addMcp: AddCommand = (exhibit, printer) => {
  addServingOptions(addModelOptions(exhibit.command("mcp")))
    .description("serve one agent over standard input and output (Model Context Protocol)")
    .action(async (options) => {
      const { mcpCommand } = await import("../commands/serve.ts");
      process.exitCode = await mcpCommand(options, printer);
    });
};

const addBriefing: AddCommand = (exhibit, printer) => {
  const briefing = exhibit
    .command("briefing")
    .description("questions that are asked on schedule, told by what changed");
  const load = () => import("../commands/briefing.ts");
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

const addToken: AddCommand = (exhibit, printer) => {
  const token = exhibit.command("token").description("the tokens by which others use the server");
  const load = () => import("../commands/token.ts");
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

/** Serving people and agents. */
export const serverCommands: readonly AddCommand[] = [addServe, addMcp, addBriefing, addToken];
