import type { Failure } from "../../errors.ts";
import type { ServiceFetch } from "../../net/index.ts";
import type { Tool } from "../tool.ts";
import type { AllowList } from "./allow-list.ts";
import type { ServerTimes } from "./mcp-connection.ts";
import { createMcpServer, type McpServer } from "./mcp-server.ts";
import { moduleName, moduleTools } from "./module-tools.ts";
import type { ServerFailure } from "./server-failure.ts";
import { toTool } from "./server-tool.ts";
import type { ToolSettings } from "./tool-settings.ts";

/** The tools that a user brought and allowed, ready to be called. */
export interface UserTools {
  readonly tools: readonly Tool[];
  /** Servers that did not answer, tools that were left out, and names that nothing has. */
  readonly failures: readonly Failure[];
  /** Does what is under way for this key only once, so that two sub-questions never pay the same call twice. */
  once<Value>(key: string, work: () => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

interface UserToolOptions {
  readonly allow: AllowList;
  readonly serviceFetch: ServiceFetch;
  readonly signal: AbortSignal;
  /** Names that are taken. */
  readonly taken: readonly Tool[];
  readonly times?: Partial<ServerTimes>;
}

interface Offer {
  readonly tools: readonly Tool[];
  readonly failures: readonly Failure[];
}

/**
 * Asks the servers and loads the modules of which something is allowed, and gives the allowed tools.
 *
 * Contract: a server that is not allowed is never started; what fails is a failure and takes nothing else with it; a
 * name that is taken already is left out; what was started ends with `close`, also when this rejects with the abort
 * reason.
 */
export async function openUserTools(settings: ToolSettings, options: UserToolOptions): Promise<UserTools> {
  const { allow, serviceFetch, signal, taken, times } = options;
  const servers = settings.servers
    .filter(({ name }) => allow.mayHold(name))
    .map((server) => createMcpServer(server, { serviceFetch, ...(times ? { times } : {}) }));
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
  };
  try {
    const modules = settings.modules.filter((path) => allow.mayHold(moduleName(path)));
    const offers = await Promise.all([
      ...servers.map((server) => offerOf(server, signal)),
      ...modules.map((path) => moduleOffer(path, signal)),
    ]);
    const offered = offers.flatMap(({ tools }) => tools);
    const failures = offers.flatMap((offer) => offer.failures);
    const unmatched = allow.unmatched(offered).filter(() => failures.length === 0);
    const { tools, collisions } = unique(offered.filter(allow.allows), taken);
    const missing = unmatched.map((entry) =>
      toFailure(entry, { code: "not-found", message: `No tool is called "${entry}", which was allowed.` }),
    );
    return { tools, failures: [...failures, ...collisions, ...missing], once: createOnce(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The one cast: under a key there is what its work gives. */
function createOnce(): UserTools["once"] {
  const underWay = new Map<string, Promise<unknown>>();
  return <Value>(key: string, work: () => Promise<Value>) => {
    const known = underWay.get(key) ?? work().finally(() => underWay.delete(key));
    underWay.set(key, known);
    return known as Promise<Value>;
  };
}

async function offerOf(server: McpServer, signal: AbortSignal): Promise<Offer> {
  const listed = await server.list(signal);
  if (!listed.ok) return { tools: [], failures: [toFailure(server.name, listed.failure)] };
  const made = await Promise.all(listed.value.map((tool) => toTool(tool, server)));
  return {
    tools: made.flatMap((one) => (one.ok ? [one.tool] : [])),
    failures: made.flatMap((one) =>
      one.ok ? [] : [toFailure(server.name, { code: "unsupported", message: `The tool ${one.problem}.` })],
    ),
  };
}

async function moduleOffer(path: string, signal: AbortSignal): Promise<Offer> {
  const { tools, failures } = await moduleTools(path, signal);
  return { tools, failures: failures.map((failure) => toFailure(path, failure)) };
}

/** Two tools of one name would be called for each other: the first keeps it. */
function unique(
  offered: readonly Tool[],
  taken: readonly Tool[],
): { readonly tools: readonly Tool[]; readonly collisions: readonly Failure[] } {
  const names = new Set(taken.flatMap(({ name, aliases }) => [name, ...aliases]));
  const tools: Tool[] = [];
  const collisions: Failure[] = [];
  for (const tool of offered) {
    const own = [tool.name, ...tool.aliases];
    if (own.some((name) => names.has(name))) {
      const message = `The tool ${tool.name} of "${tool.user?.group}" is left out, because another has its name.`;
      collisions.push(toFailure(tool.name, { code: "refused", message }));
    } else {
      tools.push(tool);
      for (const name of own) names.add(name);
    }
  }
  return { tools, collisions };
}

function toFailure(target: string, { code, message }: ServerFailure): Failure {
  return { stage: "tools", target, code, message };
}
