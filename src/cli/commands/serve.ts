import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import type { Config } from "../../config.ts";
import { messageOf } from "../../errors.ts";
import { openJobs } from "../../jobs/index.ts";
import { createToolSessions, mcpRoutes, serveMcpStdio } from "../../mcp/index.ts";
import { checkedChoice } from "../../models/index.ts";
import { packageRoot } from "../../package-root.ts";
import { libraryPath } from "../../request.ts";
import { choiceOf, type ModelFlags } from "../../request-models.ts";
import { listLibrary } from "../../research/index.ts";
import { createLog, type LogLevel, type ServerLimits, secretsOf, serve } from "../../server/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

/** The flags of `exhibit serve`, as parsed. */
export interface ServeFlags extends ModelFlags {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly library: readonly string[];
  readonly offline: boolean;
  readonly maxRuns?: number;
  readonly out?: string;
}

/** Serves until it is told to stop; gives the exit code. */
export async function serveCommand(flags: ServeFlags, printer: Printer): Promise<number> {
  const config = configFor(flags);
  const limits = limitsOf(flags, config);
  await listLibrary(Object.values(limits.libraries));
  const cores = availableParallelism();
  const log = createLog({
    level: flags.logLevel,
    write: printer.note,
    now: () => new Date(),
    secrets: secretsOf(config),
  });
  const server = await serve({
    config,
    limits,
    host: flags.host,
    port: flags.port,
    maxRunning: flags.maxRuns ?? 2 * cores,
    workers: cores,
    log,
    onError: (error) => log("error", messageOf(error), error instanceof Error ? { stack: error.stack } : {}),
    extend: (services) => {
      const sessions = createToolSessions(services);
      return { routes: mcpRoutes(services, sessions), close: () => sessions.close() };
    },
  });
  printer.result(`Exhibit listens on ${server.url}`);
  const scheduled = server.briefings.store.list().filter(({ isEnabled }) => isEnabled).length;
  if (scheduled > 0) printer.note(`Briefings on schedule: ${scheduled}.`);
  for (const { problem } of server.briefings.problems()) printer.note(`! ${problem}`);
  printer.note(
    `Libraries: ${Object.keys(limits.libraries).join(", ") || "none"}. Runs are kept in ${config.out}. Ctrl-C ends it.`,
  );
  await untilStopped();
  printer.note("Stopping; runs under way go on when the server is started again.");
  await server.close();
  return exitCodes.complete;
}

/** Serves one agent over standard input and output; gives the exit code. */
export async function mcpCommand(
  flags: Omit<ServeFlags, "host" | "port" | "logLevel">,
  printer: Printer,
): Promise<number> {
  const config = configFor(flags);
  const limits = limitsOf(flags, config);
  await listLibrary(Object.values(limits.libraries));
  const cores = availableParallelism();
  // Agents start a process each, so the queue is this process's own.
  const jobs = await openJobs({ config, maxRunning: flags.maxRuns ?? 2 * cores, workers: cores, inMemory: true });
  try {
    await serveMcpStdio({ config, jobs, limits }, (error) => printer.note(`error: ${messageOf(error)}`));
  } finally {
    await jobs.close();
  }
  return exitCodes.complete;
}

/** Without a library of its own the server reads the bundled one, so that the first question has an answer. */
export function limitsOf(flags: Omit<ServeFlags, "host" | "port" | "logLevel">, config: Config): ServerLimits {
  const named = flags.library.length > 0 ? flags.library.map(libraryPath) : config.library;
  const paths = named.length > 0 ? named : [join(packageRoot, "samples")];
  const choice = choiceOf(flags, config);
  return {
    libraries: namesOf(paths),
    offline: flags.offline,
    search: flags.offline ? [] : config.search,
    models: choice && checkedChoice(choice, { access: config.modelAccess, offline: flags.offline }),
  };
}

/** Users see the last part of a path, with a number where two are the same. */
function namesOf(paths: readonly string[]): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  for (const path of new Set(paths)) {
    const base = basename(path) || "library";
    let name = base;
    for (let number = 2; names.has(name); number++) name = `${base}-${number}`;
    names.set(name, path);
  }
  return Object.fromEntries(names);
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
