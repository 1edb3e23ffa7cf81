import { createHash } from "node:crypto";
import type { Client, JsonSchemaValidator, Tool as ServerTool } from "@modelcontextprotocol/client";
import { isAbort } from "../../errors.ts";
import { type ServiceFetch, withDeadline } from "../../net/index.ts";
import { packageVersion } from "../../package-root.ts";
import { openRoute, type Route } from "./mcp-transport.ts";
import { failureOf, type ServerAnswer, serverFailure } from "./server-failure.ts";
import type { ServerSettings } from "./tool-settings.ts";

// `@modelcontextprotocol/client` and not `@langchain/mcp-adapters`: it negotiates the protocol of 2026-07-28 and the
// older ones, and it takes a `fetch`, without which addresses that a user names would pass by the guard of `src/net/`.

/** How long a user's server may take for each step. */
export interface ServerTimes {
  /** From the start of the program to its list of tools. */
  readonly connectMs: number;
  /** A server of the old protocol may never answer the first question of the new one. */
  readonly probeMs: number;
  readonly callMs: number;
  readonly closeMs: number;
}

/** A server that answers, and the tools that it has. */
export interface Connection {
  readonly client: Client;
  readonly route: Route;
  readonly tools: readonly ServerTool[];
}

interface ConnectionOptions {
  readonly settings: ServerSettings;
  readonly serviceFetch: ServiceFetch;
  readonly times: ServerTimes;
  /** How messages name the server. */
  readonly who: string;
  /** Hears every list of tools, the first and each change. */
  readonly onList: (tools: readonly ServerTool[]) => void;
  readonly onClose: () => void;
}

/**
 * Starts or calls a server and asks for its tools.
 *
 * Contract: a failure leaves nothing running; rejects only with the abort reason.
 */
export async function connect(options: ConnectionOptions, signal: AbortSignal): Promise<ServerAnswer<Connection>> {
  const { settings, times, who } = options;
  if (settings.missing.length > 0) {
    const message = `${who} needs ${settings.missing.join(" and ")} in the environment; set it.`;
    return { ok: false, failure: serverFailure("refused-key", message) };
  }
  const route = await openRoute(settings, options.serviceFetch);
  const client = await makeClient(options);
  const does = "did not connect";
  try {
    const done = await withDeadline(times.connectMs, signal, async (inner) => {
      await client.connect(route.transport, { timeout: times.connectMs, signal: inner });
      return client.listTools(undefined, { timeout: times.connectMs, signal: inner });
    });
    if (done.inTime) {
      options.onList(done.value.tools);
      client.onclose = options.onClose;
      return { ok: true, value: { client, route, tools: done.value.tools } };
    }
    await endConnection({ client, route }, times.closeMs);
    return { ok: false, failure: serverFailure("timeout", `${who} ${does} in time.`, route.words()) };
  } catch (error) {
    await endConnection({ client, route }, times.closeMs);
    if (isAbort(error, signal)) throw signal.reason;
    return { ok: false, failure: explain(error, { settings, route, who, signal }) };
  }
}

function explain(
  error: unknown,
  { settings, route, who, signal }: { settings: ServerSettings; route: Route; who: string; signal: AbortSignal },
) {
  const refused = route.refusal();
  if (refused && settings.type === "address") {
    // Whoever names a server means it; a port that pages must not lead to is theirs to allow.
    const { origin } = new URL(settings.url);
    const remedy = refused.reason.endsWith("allowed ports") ? `; if you trust it, add ${origin} to allowAddresses` : "";
    return serverFailure(refused.code, `${who} at ${settings.url} was not reached: ${refused.reason}${remedy}.`);
  }
  if (Object(error).code === "ENOENT" && settings.type === "program")
    return serverFailure("missing-tool", `${who} cannot be started: there is no program ${settings.command}.`);
  const failure = failureOf(error, { who, does: "did not connect", signal });
  return route.words() === "" ? failure : serverFailure(failure.code, failure.message, route.words());
}

async function makeClient({ who, times, onList }: ConnectionOptions): Promise<Client> {
  const { Client } = await import("@modelcontextprotocol/client");
  const client = new Client(
    { name: "exhibit", version: packageVersion() },
    {
      versionNegotiation: { mode: "auto", probe: { timeoutMs: times.probeMs } },
      // A server that wants to ask the user or a model in the middle of a call is told that nobody answers.
      inputRequired: { autoFulfill: false },
      // Results are data whatever their schema promises, and a stranger's schema could hold this process up.
      jsonSchemaValidator: { getValidator: acceptAnything },
      listChanged: {
        tools: { debounceMs: 0, onChanged: (_, tools) => (tools ? onList(tools) : undefined) },
      },
    },
  );
  // What goes wrong outside of a call shows in the next call; without a listener it would be thrown.
  client.onerror = () => who;
  return client;
}

/** The one cast: what is not checked has the type that the client asks for. */
function acceptAnything<Value>(): JsonSchemaValidator<Value> {
  return (value) => ({ valid: true, data: value as Value, errorMessage: undefined });
}

/** Ends a connection and the program behind it, in a bounded time. */
export async function endConnection(
  { client, route }: Pick<Connection, "client" | "route">,
  ms: number,
): Promise<void> {
  // A client that never got through has no transport to close.
  const closing = Promise.allSettled([client.close(), route.transport.close()]);
  const done = await withDeadline(ms, undefined, () => closing);
  if (!done.inTime) route.kill();
}

/** What the user allowed when a tool was first listed: a tool that differs is another one. */
export function fingerprintOf({ name, description, inputSchema, annotations }: ServerTool): string {
  return createHash("sha256")
    .update(JSON.stringify([name, description, inputSchema, annotations]))
    .digest("hex");
}
