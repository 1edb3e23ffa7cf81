import type { CallToolResult, Tool as ServerTool } from "@modelcontextprotocol/client";
import { hideSecrets } from "../../errors.ts";
import { type ServiceFetch, withDeadline } from "../../net/index.ts";
import { type Connection, connect, endConnection, fingerprintOf, type ServerTimes } from "./mcp-connection.ts";
import { failureOf, type ServerAnswer, serverFailure } from "./server-failure.ts";
import { type ServerSettings, secretsOfServer } from "./tool-settings.ts";

/**
 * One server of a user.
 *
 * Contract: nothing is started before it is asked; whatever the server does is a failure value, and no call takes
 * longer than its time; a connection that broke is made again for the next call, never within one, because a call may
 * cost money; a tool that changed since it was first listed is not called any more, because what the user allowed is
 * not what is there now; `close` ends what was started.
 */
export interface McpServer {
  readonly name: string;
  /** Starts or reaches the server, if need be, and gives its tools as they are now. */
  list(signal: AbortSignal): Promise<ServerAnswer<readonly ServerTool[]>>;
  /** Calls once, never again by itself. */
  call(
    tool: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ServerAnswer<CallToolResult>>;
  close(): Promise<void>;
}

interface McpServerOptions {
  readonly serviceFetch: ServiceFetch;
  readonly times?: Partial<ServerTimes>;
}

const usualTimes: ServerTimes = { connectMs: 30_000, probeMs: 10_000, callMs: 60_000, closeMs: 3_000 };
/** Connections that fail in a row before a server is left alone for the rest of the run. */
const maxFailures = 2;

/** A handle on a server; see `McpServer`. */
export function createMcpServer(settings: ServerSettings, { serviceFetch, times }: McpServerOptions): McpServer {
  const { timeoutSeconds } = settings;
  const own = timeoutSeconds === undefined ? {} : { callMs: timeoutSeconds * 1_000 };
  const limits = { ...usualTimes, ...own, ...times };
  const who = `The tool server "${settings.name}"`;
  const first = new Map<string, string>();
  const changed = new Set<string>();
  let live: Promise<ServerAnswer<Connection>> | undefined;
  let failures = 0;
  const onList = (tools: readonly ServerTool[]): void => {
    const now = new Map(tools.map((tool) => [tool.name, fingerprintOf(tool)]));
    if (first.size === 0) for (const [name, print] of now) first.set(name, print);
    for (const [name, print] of first) if (now.get(name) !== print) changed.add(name);
  };
  const onClose = (): void => {
    live = undefined;
  };
  const connection = async (signal: AbortSignal): Promise<ServerAnswer<Connection>> => {
    if (live) return live;
    if (failures >= maxFailures)
      return { ok: false, failure: serverFailure("unreachable", `${who} failed ${failures} times and is left alone.`) };
    live = connect({ settings, serviceFetch, times: limits, who, onList, onClose }, signal);
    // Whoever asks next tries again; the abort that may end this is thrown to who waits below.
    live.catch(onClose);
    const answer = await live;
    if (!answer.ok) onClose();
    failures = answer.ok ? 0 : failures + 1;
    return answer;
  };
  return {
    name: settings.name,
    async list(signal) {
      const connected = await connection(signal);
      return connected.ok ? { ok: true, value: connected.value.tools } : connected;
    },
    async call(tool, input, signal) {
      const connected = await connection(signal);
      if (!connected.ok) return connected;
      if (changed.has(tool)) return { ok: false, failure: serverFailure("refused", changedMessage(who, tool)) };
      const answer = await callTool(connected.value, { tool, input }, { who, callMs: limits.callMs, signal });
      return withoutSecrets(answer, settings);
    },
    async close() {
      const answer = await live?.catch(() => undefined);
      live = undefined;
      if (answer?.ok) await endConnection(answer.value, limits.closeMs);
    },
  };
}

/** A server may repeat what it was given, and its answer ends in reports. */
function withoutSecrets<Value>(answer: Value, settings: ServerSettings): Value {
  const secrets = secretsOfServer(settings);
  if (secrets.length === 0) return answer;
  // The one cast: what was JSON on the wire is the same JSON with other letters.
  return JSON.parse(hideSecrets(JSON.stringify(answer), secrets)) as Value;
}

function changedMessage(who: string, tool: string): string {
  return `${who} took away or changed its tool "${tool}" during the run, so it is not called any more.`;
}

async function callTool(
  { client, route }: Connection,
  { tool, input }: { readonly tool: string; readonly input: Readonly<Record<string, unknown>> },
  { who, callMs, signal }: { readonly who: string; readonly callMs: number; readonly signal: AbortSignal },
): Promise<ServerAnswer<CallToolResult>> {
  const does = `did not finish "${tool}"`;
  try {
    const done = await withDeadline(callMs, signal, (inner) =>
      client.callTool({ name: tool, arguments: { ...input } }, { timeout: callMs, signal: inner }),
    );
    if (done.inTime) return { ok: true, value: done.value };
    return { ok: false, failure: serverFailure("timeout", `${who} ${does} in time.`) };
  } catch (error) {
    const refused = signal.aborted ? undefined : route.refusal();
    if (refused)
      return { ok: false, failure: serverFailure(refused.code, `${who} was not reached: ${refused.reason}.`) };
    const failure = failureOf(error, { who, does, signal });
    const words = failure.code === "crashed" ? route.words() : (failure.said ?? "");
    return { ok: false, failure: serverFailure(failure.code, failure.message, words) };
  }
}
