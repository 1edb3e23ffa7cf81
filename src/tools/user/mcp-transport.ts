import type { Transport } from "@modelcontextprotocol/client";
import { type FailureCode, messageOf } from "../../errors.ts";
import type { ServiceFetch } from "../../net/index.ts";
import type { ServerSettings } from "./tool-settings.ts";

/** One way to a server, with what it told beside the protocol. */
export interface Route {
  readonly transport: Transport;
  /** The end of what the program wrote to its standard error. */
  readonly words: () => string;
  /** Why the last request did not get out, in our words. */
  readonly refusal: () => { readonly code: FailureCode; readonly reason: string } | undefined;
  /** Ends the program that was started, if it is still there. */
  readonly kill: () => void;
}

const maxWords = 2_000;
/** One message; what is longer ends the connection. */
const maxMessageBytes = 20e6;

/** Makes the transport to a server; nothing is started or connected yet. */
export async function openRoute(settings: ServerSettings, serviceFetch: ServiceFetch): Promise<Route> {
  return settings.type === "program" ? programRoute(settings) : addressRoute(settings, serviceFetch);
}

async function programRoute({
  command,
  args,
  env,
  folder,
}: Extract<ServerSettings, { type: "program" }>): Promise<Route> {
  const { StdioClientTransport } = await import("@modelcontextprotocol/client/stdio");
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    // Beside these the program gets only what the client deems harmless (PATH, HOME, …): no key of ours by accident.
    env: { ...env },
    cwd: folder,
    stderr: "pipe",
    maxBufferSize: maxMessageBytes,
  });
  let tail = "";
  let pid: number | undefined;
  // Once it closes, the transport forgets the process, and that is when it may have to be ended.
  const start = transport.start.bind(transport);
  transport.start = async () => {
    await start();
    pid = transport.pid ?? undefined;
  };
  transport.stderr?.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("utf8")).slice(-maxWords);
  });
  return {
    transport,
    words: () => tail,
    refusal: () => undefined,
    kill() {
      if (pid !== undefined) endProcess(pid);
    },
  };
}

/** A process that is gone already needs no end. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function addressRoute(
  { url, headers }: Extract<ServerSettings, { type: "address" }>,
  serviceFetch: ServiceFetch,
): Promise<Route> {
  const { StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  let refusal: { code: FailureCode; reason: string } | undefined;
  const guarded: ServiceFetch = async (address, init) => {
    refusal = undefined;
    try {
      return await serviceFetch(address, init);
    } catch (error) {
      if (init?.signal?.aborted !== true) refusal = toRefusal(messageOf(error));
      throw error;
    }
  };
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { ...headers } },
    reconnectionOptions: {
      maxReconnectionDelay: 5_000,
      initialReconnectionDelay: 500,
      reconnectionDelayGrowFactor: 2,
      maxRetries: 1,
    },
    fetch: guarded,
  });
  return { transport, words: () => "", refusal: () => refusal, kill: () => undefined };
}

function toRefusal(reason: string): { readonly code: FailureCode; readonly reason: string } {
  return { code: /private|allowed ports|http and https/.test(reason) ? "refused-address" : "unreachable", reason };
}
